#include "sdl/window.h"

#include "base/strings.h"
#include "sdl/replay.h"
#include "sdl/turn.h"

#include <string.h>

/* Where the screen is turned, frames need a surface of their own. Without memory for it they are not turned.
 */
static void choose_drawn(struct window *window)
{
    SDL_FreeSurface(window->upright);
    bool side = window->turns % 2 != 0;
    int w = window->surface->w, h = window->surface->h;
    window->upright = window->turns == 0 ? NULL
                                         : SDL_CreateRGBSurfaceWithFormat(0, side ? h : w, side ? w : h, 32,
                                                                          window->surface->format->format);
    if (!window->upright) {
        window->turns = 0;
    }
    window->drawn = window->upright ? window->upright : window->surface;
}

static void measure_surface(struct window *window)
{
    window->canvas = canvas_for(window->drawn->w, window->drawn->h, &window->scale);
    fonts_set_scale(window->fonts, window->scale);
    damage_forget(&window->damage);
    window->unsent_count = 0;
}

static bool sdl_error(struct err *err, enum str_id sentence)
{
    return err_set(err, ERR_UNSUPPORTED, str(sentence), SDL_GetError());
}

static bool make_window(struct window *window, SDL_Rect place, Uint32 flags, struct err *err)
{
    window->window = SDL_CreateWindow(str(STR_PRODUCT), place.x, place.y, place.w, place.h, flags);
    if (!window->window) {
        return sdl_error(err, STR_ERR_NO_WINDOW);
    }
    if (flags & SDL_WINDOW_BORDERLESS) {
        SDL_ShowCursor(SDL_DISABLE);
    }
    window->surface = SDL_GetWindowSurface(window->window);
    if (!window->surface) {
        SDL_DestroyWindow(window->window);
        return sdl_error(err, STR_ERR_NO_WINDOW);
    }
    choose_drawn(window);
    measure_surface(window);
    return true;
}

bool window_open(struct window *window, struct fonts *fonts, int w, int h, struct err *err)
{
    *window = (struct window){.fonts = fonts};
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) {
        return sdl_error(err, STR_ERR_NO_DISPLAY);
    }
    if (!SDL_getenv("SDL_VIDEODRIVER") && strcmp(SDL_GetCurrentVideoDriver(), "offscreen") == 0) {
        /* what SDL falls back to where there is no display: a kiosk that nobody sees */
        err_set(err, ERR_UNSUPPORTED, str(STR_ERR_NO_DISPLAY), "DISPLAY");
        goto quit_video;
    }
    SDL_StopTextInput(); /* no input method between a badge and its scancodes */
    Uint32 flags = SDL_WINDOW_RESIZABLE;
    SDL_Rect place = {SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, w, h};
    if (w == 0 || h == 0) {
        flags = SDL_WINDOW_BORDERLESS;
        if (SDL_GetDisplayBounds(0, &place) != 0) {
            sdl_error(err, STR_ERR_NO_DISPLAY);
            goto quit_video;
        }
    }
    if (make_window(window, place, flags, err)) {
        return true;
    }
quit_video:
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
    *window = (struct window){0};
    return false;
}

bool window_open_at(struct window *window, struct fonts *fonts, SDL_Rect place, struct err *err)
{
    *window = (struct window){.fonts = fonts};
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) {
        return sdl_error(err, STR_ERR_NO_DISPLAY);
    }
    if (!make_window(window, place, SDL_WINDOW_BORDERLESS, err)) {
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
        *window = (struct window){0};
        return false;
    }
    return true;
}

void window_move(struct window *window, SDL_Rect place)
{
    int x, y, w, h;
    SDL_GetWindowPosition(window->window, &x, &y);
    SDL_GetWindowSize(window->window, &w, &h);
    if (x != place.x || y != place.y) {
        SDL_SetWindowPosition(window->window, place.x, place.y);
    }
    if (w != place.w || h != place.h) {
        SDL_SetWindowSize(window->window, place.w, place.h);
    }
}

bool window_open_offscreen(struct window *window, struct fonts *fonts, int w, int h, struct err *err)
{
    *window = (struct window){.fonts = fonts};
    window->surface = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_RGB888);
    if (!window->surface) {
        return sdl_error(err, STR_ERR_NO_WINDOW);
    }
    choose_drawn(window);
    measure_surface(window);
    return true;
}

void window_close(struct window *window)
{
    damage_finish(&window->damage);
    SDL_FreeSurface(window->upright);
    if (window->window) {
        SDL_DestroyWindow(window->window);
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    } else {
        SDL_FreeSurface(window->surface);
    }
    *window = (struct window){0};
}

bool window_resized(struct window *window)
{
    SDL_Surface *surface = window->window ? SDL_GetWindowSurface(window->window) : window->surface;
    if (!surface) {
        return false;
    }
    double scale;
    window->surface = surface;
    choose_drawn(window);
    struct canvas canvas = canvas_for(window->drawn->w, window->drawn->h, &scale);
    bool same = canvas.w == window->canvas.w && canvas.h == window->canvas.h && scale == window->scale;
    damage_forget(&window->damage);
    window->unsent_count = 0; /* the whole of the new surface is */
    if (!same) {
        measure_surface(window);
    }
    return !same;
}

bool window_turn(struct window *window, int turns)
{
    if (turns == window->turns) {
        return false;
    }
    window->turns = turns & 3;
    choose_drawn(window);
    measure_surface(window);
    return true;
}

void window_point(const struct window *window, int *x, int *y)
{
    SDL_Point px = {(int)(*x * window->scale), (int)(*y * window->scale)};
    if (window->turns != 0) {
        px = turn_back(window->turns, window->surface->w, window->surface->h, px);
        *x = (int)(px.x / window->scale);
        *y = (int)(px.y / window->scale);
    }
}

void window_uncovered(struct window *window)
{
    damage_forget(&window->damage);
}

static bool holds(SDL_Rect outer, SDL_Rect inner)
{
    SDL_Rect both;
    SDL_UnionRect(&outer, &inner, &both);
    return SDL_RectEquals(&outer, &both);
}

/* What lies within another rectangle is sent with it. */
void window_mark(struct window *window, SDL_Rect px)
{
    int kept = 0;
    for (int i = 0; i < window->unsent_count; i++) {
        if (holds(window->unsent[i], px)) {
            return;
        }
        if (!holds(px, window->unsent[i])) {
            window->unsent[kept++] = window->unsent[i];
        }
    }
    window->unsent_count = kept;
    if (window->unsent_count == DAMAGE_RECTS_MAX) {
        window->unsent[0] = (SDL_Rect){0, 0, window->surface->w, window->surface->h};
        window->unsent_count = 1;
        return;
    }
    window->unsent[window->unsent_count++] = px;
}

void window_draw(struct window *window, const struct draw_list *list)
{
    SDL_Rect whole = {0, 0, window->drawn->w, window->drawn->h};
    damage_update(&window->damage, window->canvas, list);
    for (size_t i = 0; i < window->damage.rect_count; i++) {
        replay_draw(list, window->damage.first_command, window->damage.rects[i], window->scale, window->fonts,
                    window->drawn);
        SDL_Rect px = replay_px(window->damage.rects[i], window->scale);
        if (SDL_IntersectRect(&px, &whole, &px)) {
            window_mark(window,
                        window->turns ? turn_copy(window->drawn, window->surface, window->turns, px) : px);
        }
    }
}

void window_send(struct window *window)
{
    if (window->unsent_count == 0) {
        return;
    }
    if (window->window) {
        SDL_UpdateWindowSurfaceRects(window->window, window->unsent, window->unsent_count);
    }
    window->unsent_count = 0;
    window->frames++;
}

void window_show(struct window *window, const struct draw_list *list)
{
    window_draw(window, list);
    window_send(window);
}
