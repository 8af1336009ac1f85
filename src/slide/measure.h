/* Whether a slide's body and its title fit at given sizes, without laying it out. */
#ifndef LECTERN_SLIDE_MEASURE_H
#define LECTERN_SLIDE_MEASURE_H

#include "slide/layout.h"

/* Whether what stands below the title fits. */
bool slide_fits(const struct slide *slide, struct slide_sizes sizes, const struct slide_frame *frame,
                const struct text_measure *measure);

/* Whether the title stands on so many lines at that size. */
bool slide_title_fits(const struct slide *slide, int size, const struct slide_frame *frame,
                      const struct text_measure *measure, int lines);

/* What is left below the title (above it on the page of a quotation). */
struct rect slide_body(const struct slide *slide, struct slide_sizes sizes, const struct slide_frame *frame,
                       const struct text_measure *measure);

/* Whether two columns go side by side: on a page that is upright they stand one below the other. */
bool slide_has_columns(struct rect body);

void slide_halves(struct rect body, struct rect halves[2]);

#endif
