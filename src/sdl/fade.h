/* One frame fades into the next: within FADE_MS, by the clock. A machine that is slow shows fewer steps of it
 * and is done in the same time. */
#ifndef LECTERN_SDL_FADE_H
#define LECTERN_SDL_FADE_H

#include "sdl/window.h"

#include <stdint.h>

enum { FADE_MS = 160, FADE_STEP_MS = 16 };

/* Zeroed = nothing fades. */
struct fade {
    SDL_Surface *kept;                /* as large as the window's; NULL = not needed yet */
    bool holds;                       /* kept is what the screen shows: the window may draw ahead */
    SDL_Rect rects[DAMAGE_RECTS_MAX]; /* what changes while it runs, kept is the frame to come */
    int count;                        /* 0 = it does not run */
    int64_t began_ms, next_step_ms;   /* monotonic */
    int done_permille;
};

/* Keeps what is on the screen, before something is drawn that nobody sees yet. */
void fade_keep(struct fade *fade, const struct window *window);

/* What was drawn since and not sent comes in from now on. Nothing runs where nothing was kept or changed. */
void fade_begin(struct fade *fade, struct window *window, int64_t now_ms);

bool fade_runs(const struct fade *fade);

/* The step that is due. */
void fade_step(struct fade *fade, struct window *window, int64_t now_ms);

/* The window's pixels are those of the frame to come, to be sent with what is shown next; what was kept is
 * forgotten. To be called before anything else is shown. */
void fade_end(struct fade *fade, struct window *window);

void fade_finish(struct fade *fade);

#endif
