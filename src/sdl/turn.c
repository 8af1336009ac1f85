#include "sdl/turn.h"

#include <stddef.h>
#include <stdint.h>

/* Where an upright point lies on the turned screen of w x h. */
static SDL_Point turn_point(int turns, int w, int h, SDL_Point point)
{
    switch (turns) {
    case 1:
        return (SDL_Point){w - 1 - point.y, point.x};
    case 2:
        return (SDL_Point){w - 1 - point.x, h - 1 - point.y};
    case 3:
        return (SDL_Point){point.y, h - 1 - point.x};
    default:
        return point;
    }
}

SDL_Point turn_back(int turns, int w, int h, SDL_Point point)
{
    switch (turns) {
    case 1:
        return (SDL_Point){point.y, w - 1 - point.x};
    case 2:
        return (SDL_Point){w - 1 - point.x, h - 1 - point.y};
    case 3:
        return (SDL_Point){h - 1 - point.y, point.x};
    default:
        return point;
    }
}

static uint32_t *pixel_of(const SDL_Surface *surface, SDL_Point at)
{
    return (uint32_t *)((unsigned char *)surface->pixels + (ptrdiff_t)at.y * surface->pitch) + at.x;
}

SDL_Rect turn_copy(const SDL_Surface *upright, SDL_Surface *turned, int turns, SDL_Rect part)
{
    SDL_Rect whole = {0, 0, upright->w, upright->h};
    if (!SDL_IntersectRect(&part, &whole, &part)) {
        return (SDL_Rect){0, 0, 0, 0};
    }
    int w = turned->w, h = turned->h;
    for (int y = part.y; y < part.y + part.h; y++) {
        const uint32_t *from = pixel_of(upright, (SDL_Point){part.x, y});
        SDL_Point first = turn_point(turns, w, h, (SDL_Point){part.x, y}),
                  second = turn_point(turns, w, h, (SDL_Point){part.x + 1, y});
        ptrdiff_t step = (ptrdiff_t)(second.y - first.y) * (turned->pitch / 4) + (second.x - first.x);
        uint32_t *to = pixel_of(turned, first);
        for (int i = 0; i < part.w; i++) {
            to[i * step] = from[i];
        }
    }
    SDL_Point a = turn_point(turns, w, h, (SDL_Point){part.x, part.y}),
              b = turn_point(turns, w, h, (SDL_Point){part.x + part.w - 1, part.y + part.h - 1});
    int left = a.x < b.x ? a.x : b.x, top = a.y < b.y ? a.y : b.y;
    return (SDL_Rect){left, top, (a.x < b.x ? b.x - a.x : a.x - b.x) + 1,
                      (a.y < b.y ? b.y - a.y : a.y - b.y) + 1};
}
