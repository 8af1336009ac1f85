/* Points and rectangles in design pixels. */
#ifndef LECTERN_UI_GEOMETRY_H
#define LECTERN_UI_GEOMETRY_H

#include <stdbool.h>

struct rect {
    int x, y, w, h;
};

/* The drawing area: 1920x1080 in landscape, 1080x1920 in portrait, longer on one side where the screen's
 * shape asks. */
struct canvas {
    int w, h;
    bool portrait;
};

/* Fits a screen of px_w x px_h real pixels; *scale becomes real pixels a design pixel. */
struct canvas canvas_for(int px_w, int px_h, double *scale);

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
