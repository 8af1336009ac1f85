/* A slide drawn: its layout in the colours of where it is shown. Talks and key points share it. */
#ifndef LECTERN_SCREEN_SLIDE_VIEW_H
#define LECTERN_SCREEN_SLIDE_VIEW_H

#include "domain/deck.h"
#include "screen/screen.h"
#include "slide/layout.h"

struct slide_look {
    uint32_t title, ink, accent, muted, line, panel;
};

extern const struct slide_look slide_look_talk;     /* light on dark, for a hall */
extern const struct slide_look slide_look_keypoint; /* dark on light, on a card */

/* The frame of a key point on a card. */
struct slide_frame slide_keypoint_frame(struct rect rect);

enum { SLIDE_ALL_STEPS = 1 << 20 };

/* Draws the slide up to a step; what does not fit at these sizes ends in "…". *top_y (may be NULL) becomes
 * the y of what was drawn. Returns whether everything fitted. */
bool slide_draw(struct draw_list *list, const struct screen_view *view, const struct slide *slide,
                struct slide_sizes sizes, const struct slide_look *look, const struct slide_frame *frame,
                int step, int *top_y);

/* The same made smaller: the whole picture of from_w design px becomes the rectangle, without anything around
 * the slide. */
void slide_draw_small(struct draw_list *list, const struct screen_view *view, const struct slide *slide,
                      struct slide_sizes sizes, const struct slide_look *look,
                      const struct slide_frame *frame, int step, int from_w, struct rect into);

#endif
