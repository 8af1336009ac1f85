/* A slide drawn: its layout in the colours of where it is shown. Talks and key points share it. */
#ifndef LECTERN_SCREEN_SLIDE_VIEW_H
#define LECTERN_SCREEN_SLIDE_VIEW_H

#include "domain/deck.h"
#include "domain/vote.h"
#include "screen/screen.h"
#include "slide/layout.h"

struct slide_look {
    uint32_t title, ink, accent, muted, line, panel, bar, right;
};

extern const struct slide_look slide_look_talk;     /* light on dark, for a hall */
extern const struct slide_look slide_look_keypoint; /* dark on light, on a card */

/* The frame of a key point on a card. */
struct slide_frame slide_keypoint_frame(struct rect rect);

enum { SLIDE_ALL_STEPS = 1 << 20 };

/* What came of the votes of a slide that asks for some. */
struct slide_votes {
    const struct vote_count *count; /* NULL = not to be seen yet */
    int answer;                     /* the right one, from 1; 0 = not to be seen */
    int chosen;                     /* by who is about to put a badge on the reader; 0 = nothing, or secret */
    const char *call, *total;       /* the line below the choices: its left and its right end */
};

/* How far a slide is stepped through. */
struct slide_moment {
    int step;
    const struct slide_votes *votes; /* NULL = only the choices */
    bool small_pictures;             /* pictures are loaded no larger than they are drawn */
    int choice_target;               /* of a touch on a choice; its argument is the choice. 0 = none */
};

/* Draws the slide at a moment; what does not fit at these sizes ends in "…". *top_y (may be NULL) becomes
 * the y of what was drawn. Returns whether everything fitted. */
bool slide_draw(struct draw_list *list, const struct screen_view *view, const struct slide *slide,
                struct slide_sizes sizes, const struct slide_look *look, const struct slide_frame *frame,
                struct slide_moment moment, int *top_y);

/* The same made smaller or larger: the whole picture of from_w design px becomes the rectangle, without
 * anything around the slide. */
void slide_draw_small(struct draw_list *list, const struct screen_view *view, const struct slide *slide,
                      struct slide_sizes sizes, const struct slide_look *look,
                      const struct slide_frame *frame, struct slide_moment moment, int from_w,
                      struct rect into);

#endif
