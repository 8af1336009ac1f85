/* A second window on a display of its own: fonts of its own too, as that display has another size. */
#ifndef LECTERN_SDL_SECOND_H
#define LECTERN_SDL_SECOND_H

#include "sdl/window.h"

/* Zeroed = there is none. */
struct second {
    struct fonts *fonts; /* owned; NULL = no window */
    struct window window;
    struct draw_list list;
    SDL_Rect at; /* the display it lies on */
};

/* The window lies there from now on; made where there is none, or another place is asked for. */
bool second_place(struct second *second, const char *faces_path, SDL_Rect at, struct err *err);
bool second_is_open(const struct second *second);

/* Whether the event is about this window: what is shown there is looked at, not touched. Takes what the
 * window itself has to know. */
bool second_takes(struct second *second, const SDL_Event *event, bool *uncovered);
void second_close(struct second *second); /* accepts the zeroed struct */

#endif
