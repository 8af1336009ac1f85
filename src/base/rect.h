/* Rectangles in design pixels. */
#ifndef LECTERN_BASE_RECT_H
#define LECTERN_BASE_RECT_H

#include <stdbool.h>

struct rect {
    int x, y, w, h;
};

bool rect_has(struct rect rect, int x, int y);
bool rect_meets(struct rect a, struct rect b);
bool rect_is_empty(struct rect rect);
struct rect rect_join(struct rect a,
                      struct rect b); /* the smallest that holds both; an empty one is ignored */
struct rect rect_meet(struct rect a, struct rect b); /* what lies in both; w and h are 0 where nothing does */
struct rect rect_inset(struct rect rect, int x, int y);

/* Cuts a piece off one side and shrinks what is left. */
struct rect rect_cut_top(struct rect *rest, int h);
struct rect rect_cut_bottom(struct rect *rest, int h);
struct rect rect_cut_left(struct rect *rest, int w);
struct rect rect_cut_right(struct rect *rest, int w);

#endif
