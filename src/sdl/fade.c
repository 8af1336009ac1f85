#include "sdl/fade.h"

#include <stdint.h>
#include <string.h>

static uint32_t *row_of(const SDL_Surface *surface, SDL_Rect rect, int y)
{
    return (uint32_t *)(void *)((unsigned char *)surface->pixels +
                                (size_t)(rect.y + y) * (size_t)surface->pitch) +
           rect.x;
}

static bool same_size(const SDL_Surface *a, const SDL_Surface *b)
{
    return a && a->w == b->w && a->h == b->h && a->format->format == b->format->format;
}

void fade_keep(struct fade *fade, const struct window *window)
{
    const SDL_Surface *surface = window->surface;
    if (fade->holds && same_size(fade->kept, surface)) {
        return;
    }
    if (!same_size(fade->kept, surface)) {
        SDL_FreeSurface(fade->kept);
        fade->kept = SDL_CreateRGBSurfaceWithFormat(0, surface->w, surface->h, 32, surface->format->format);
    }
    fade->holds = fade->kept != NULL;
    SDL_Rect all = {0, 0, surface->w, surface->h};
    for (int y = 0; fade->holds && y < surface->h; y++) {
        memcpy(row_of(fade->kept, all, y), row_of(surface, all, y), (size_t)surface->w * sizeof(uint32_t));
    }
}

static void swap_rows(uint32_t *a, uint32_t *b, int count)
{
    for (int i = 0; i < count; i++) {
        uint32_t pixel = a[i];
        a[i] = b[i];
        b[i] = pixel;
    }
}

void fade_begin(struct fade *fade, struct window *window, int64_t now_ms)
{
    bool can = fade->holds && same_size(fade->kept, window->surface) && window->unsent_count > 0;
    fade->holds = false;
    fade->count = 0;
    if (!can) {
        return;
    }
    for (int i = 0; i < window->unsent_count; i++) {
        SDL_Rect rect = window->unsent[i];
        bool apart = true;
        for (int k = 0; k < fade->count; k++) {
            apart = apart && !SDL_HasIntersection(&rect, &fade->rects[k]);
        }
        if (!apart) { /* pixels that are exchanged twice would be where they were */
            fade->rects[0] = (SDL_Rect){0, 0, window->surface->w, window->surface->h};
            fade->count = 1;
            break;
        }
        fade->rects[fade->count++] = rect;
    }
    for (int i = 0; i < fade->count; i++) {
        for (int y = 0; y < fade->rects[i].h; y++) {
            swap_rows(row_of(window->surface, fade->rects[i], y), row_of(fade->kept, fade->rects[i], y),
                      fade->rects[i].w);
        }
    }
    window->unsent_count = 0;
    fade->began_ms = now_ms;
    fade->done_permille = 0;
    fade->next_step_ms = now_ms;
}

bool fade_runs(const struct fade *fade)
{
    return fade->count > 0;
}

/* part of 256 of the way from each pixel to the one to come. Two channels at a time. */
static void blend_row(uint32_t *to, const uint32_t *coming, int count, uint32_t part)
{
    const uint32_t outer = 0x00FF00FFu, inner = 0x0000FF00u;
    uint32_t rest = 256 - part;
    for (int i = 0; i < count; i++) {
        uint32_t red_blue = (((to[i] & outer) * rest + (coming[i] & outer) * part) >> 8) & outer;
        uint32_t green = (((to[i] & inner) * rest + (coming[i] & inner) * part) >> 8) & inner;
        to[i] = red_blue | green;
    }
}

void fade_step(struct fade *fade, struct window *window, int64_t now_ms)
{
    int64_t spent_ms = now_ms - fade->began_ms + FADE_STEP_MS; /* the first step is one already */
    if (!fade_runs(fade) || now_ms < fade->next_step_ms) {
        return;
    }
    if (spent_ms >= FADE_MS || !same_size(fade->kept, window->surface)) {
        fade_end(fade, window);
        window_send(window);
        return;
    }
    int permille = (int)(spent_ms * 1000 / FADE_MS);
    uint32_t part = (uint32_t)((permille - fade->done_permille) * 256 / (1000 - fade->done_permille));
    for (int i = 0; i < fade->count; i++) {
        for (int y = 0; y < fade->rects[i].h; y++) {
            blend_row(row_of(window->surface, fade->rects[i], y), row_of(fade->kept, fade->rects[i], y),
                      fade->rects[i].w, part);
        }
        window_mark(window, fade->rects[i]);
    }
    window_send(window);
    fade->done_permille = permille;
    fade->next_step_ms = now_ms + FADE_STEP_MS;
}

void fade_end(struct fade *fade, struct window *window)
{
    for (int i = 0; i < fade->count && same_size(fade->kept, window->surface); i++) {
        for (int y = 0; y < fade->rects[i].h; y++) {
            memcpy(row_of(window->surface, fade->rects[i], y), row_of(fade->kept, fade->rects[i], y),
                   (size_t)fade->rects[i].w * sizeof(uint32_t));
        }
        window_mark(window, fade->rects[i]);
    }
    fade->count = 0;
    fade->holds = false;
}

void fade_finish(struct fade *fade)
{
    SDL_FreeSurface(fade->kept);
    *fade = (struct fade){0};
}
