/* The pages of a slide that one page does not hold. */
#ifndef LECTERN_SLIDE_DIVIDE_H
#define LECTERN_SLIDE_DIVIDE_H

#include "base/arena.h"
#include "slide/layout.h"

struct slide_parts {
    struct slide *items; /* titles are the slide's own */
    size_t count, capacity;
};

/* Divides between blocks, where a block alone is too much inside it; as evenly as the number of pages allows.
 * title: the longest one of the pages. False when out of memory. */
bool slide_divide(const struct slide *slide, const char *title, struct slide_sizes sizes,
                  const struct slide_frame *frame, const struct text_measure *measure, struct arena *arena,
                  struct slide_parts *out);

#endif
