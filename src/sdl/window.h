/* The window: a surface in memory that is sent to the screen rectangle by rectangle. Without a display, the
 * same surface alone. */
#ifndef LECTERN_SDL_WINDOW_H
#define LECTERN_SDL_WINDOW_H

#include "base/err.h"
#include "sdl/fonts.h"
#include "ui/damage.h"
#include "ui/draw.h"

#include <SDL2/SDL.h>

#include <stdbool.h>

struct window {
    SDL_Window *window;   /* NULL = offscreen */
    SDL_Surface *surface; /* the window's own, or ours offscreen */
    SDL_Surface *upright; /* ours, where the screen is turned; NULL = it is not */
    SDL_Surface *drawn;   /* the one of the two that frames are drawn into */
    int turns;            /* quarters, clockwise */
    struct fonts *fonts;  /* not owned */
    struct canvas canvas;
    double scale;
    struct damage damage;
    SDL_Rect unsent[DAMAGE_RECTS_MAX]; /* of surface: drawn, and not on the screen yet */
    int unsent_count;
    long frames; /* sent to the screen so far */
};

/* A window of w x h, or borderless at the display's size where both are 0 (no mode switch: DESIGN 10). */
bool window_open(struct window *window, struct fonts *fonts, int w, int h, struct err *err);

/* Another borderless window over that part of the desktop. */
bool window_open_at(struct window *window, struct fonts *fonts, SDL_Rect place, struct err *err);

/* Lets the window lie over that part of the desktop; what comes of it is told by an event. */
void window_move(struct window *window, SDL_Rect place);

/* Pixels without a display. */
bool window_open_offscreen(struct window *window, struct fonts *fonts, int w, int h, struct err *err);
void window_close(struct window *window); /* accepts the zeroed struct */

/* Takes up the window's present size. True: it changed, canvas and scale are new. */
bool window_resized(struct window *window);

/* Turns the picture by so many quarters, clockwise. True: canvas and scale are new. */
bool window_turn(struct window *window, int turns);

/* A point in design px as the window system has it, turned back to the picture. */
void window_point(const struct window *window, int *x, int *y);
void window_uncovered(struct window *window); /* all is to be sent again */

/* Draws what changed since the last frame, and nobody sees it yet. */
void window_draw(struct window *window, const struct draw_list *list);

/* That part of the surface is to be sent; sends what is to be. */
void window_mark(struct window *window, SDL_Rect px);
void window_send(struct window *window);

/* Draws, and all that was drawn is on the screen. */
void window_show(struct window *window, const struct draw_list *list);

#endif
