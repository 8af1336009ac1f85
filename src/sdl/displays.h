/* Which displays are there, also while the program runs. SDL 2.26 looks at X11's displays once, at its start:
 * what comes or goes later is asked of RandR (randrproto, version 1.5). */
#ifndef LECTERN_SDL_DISPLAYS_H
#define LECTERN_SDL_DISPLAYS_H

#include <SDL2/SDL.h>

#include <stdbool.h>

enum { DISPLAYS_MAX = 4 };

/* Zeroed = not watched. */
struct displays {
    SDL_Rect at[DISPLAYS_MAX]; /* the main one first, then from left to right */
    int count;
    void *x_display; /* SDL's connection; NULL = another window system: what SDL says is all there is */
    int event_base;
};

/* Begins to watch through the window's connection, and looks once. */
void displays_watch(struct displays *displays, SDL_Window *window);

/* Whether the event says that displays may have come, gone or changed. */
bool displays_event(const struct displays *displays, const SDL_Event *event);

/* Looks anew. */
void displays_look(struct displays *displays);

#endif
