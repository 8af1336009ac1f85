/* A deck fitted into a frame: few sizes for all its slides, so that they look alike, and what does not fit at
 * the minimum goes on on a page of its own. */
#ifndef LECTERN_SLIDE_FIT_H
#define LECTERN_SLIDE_FIT_H

#include "base/arena.h"
#include "slide/layout.h"

/* Zeroed = nothing fitted. */
struct slide_fitted {
    struct deck deck;          /* pages; texts are those of the deck that was fitted, or the arena's */
    struct slide_sizes *sizes; /* one a page */
    struct slide_frame frame;  /* it was fitted into */
};

enum { SLIDE_TALK_FOOT = 120 /* below the frame of a talk: time and page */ };

/* The frame of a talk on a canvas of w x h. */
struct slide_frame slide_talk_frame(int w, int h);

/* The frame of a slide that stands in a part of the screen. */
struct slide_frame slide_small_frame(struct rect rect);

/* False when out of memory. Most slides get one pair of sizes; the few that hold more get a smaller size of
 * their own, and a title that would just not stand on one line is a little smaller. What
 * fits at none goes into two columns (a list of short items) or on pages of its own: divided between blocks,
 * and inside one only where a page does not hold it. */
bool slide_fit(const struct deck *deck, const struct slide_frame *frame, const struct text_measure *measure,
               struct arena *arena, struct slide_fitted *out);

#endif
