/* A part of the page made larger, and the dot that points at it. A part of the talk; lengths in design px of
 * the canvas, points of the page where it says so. */
#ifndef LECTERN_SCREEN_TALK_ZOOM_H
#define LECTERN_SCREEN_TALK_ZOOM_H

#include "ui/geometry.h"

#include <stdbool.h>
#include <stdint.h>

enum { TALK_ZOOM_MIN = 120, TALK_ZOOM_MAX = 400, TALK_ZOOM_KEY = 200 /* percent */ };

/* Zeroed = the whole page is shown. */
struct talk_zoom {
    int percent;                    /* 0 = the whole page */
    int x, y;                       /* of the page: the part's top left corner */
    bool armed;                     /* the next drag says which part */
    bool dragging;                  /* a finger is down for one of the two */
    int from_x, from_y, to_x, to_y; /* of that drag */
    int pinch_percent;              /* what it was when two fingers came down */
};

bool talk_zoom_is_on(const struct talk_zoom *zoom);

/* The part of the page that is shown in the area. */
struct rect talk_zoom_part(const struct talk_zoom *zoom, struct rect area);

/* Where the whole page lies on the canvas. */
struct rect talk_zoom_page(const struct talk_zoom *zoom, struct rect whole);

/* The point of the page that is seen there. */
void talk_zoom_point(const struct talk_zoom *zoom, int *x, int *y);

/* So much larger, with what is seen at that point staying there; below TALK_ZOOM_MIN the whole page comes
 * back.
 */
void talk_zoom_at(struct talk_zoom *zoom, struct rect area, int percent, int x, int y);

void talk_zoom_move(struct talk_zoom *zoom, struct rect area, int dx, int dy);
void talk_zoom_off(struct talk_zoom *zoom); /* also when it was only armed */

/* A finger comes down, moves, comes up; false where zoom has no use for it. */
bool talk_zoom_down(struct talk_zoom *zoom, int x, int y);
bool talk_zoom_drag(struct talk_zoom *zoom, struct rect area, int x, int y);
bool talk_zoom_up(struct talk_zoom *zoom, struct rect area, int x, int y);

/* What is being dragged out; empty where nothing is. */
struct rect talk_zoom_frame(const struct talk_zoom *zoom);

/* Two fingers, so much farther apart than when they came down (percent; 100 begins). */
void talk_zoom_pinch(struct talk_zoom *zoom, struct rect area, int percent, int x, int y);

#endif
