/* How wide a text is: a function pointer, so that breaking and fitting are exactly testable without a font.
 */
#ifndef LECTERN_TEXT_MEASURE_H
#define LECTERN_TEXT_MEASURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text_measure {
    /* Width in design pixels of text[0..len) on one line; size in design pixels. */
    int (*width)(void *context, int size, bool bold, const char *text, size_t len);
    /* Whether any face has this code point. */
    bool (*covers)(void *context, uint32_t code_point);
    void *context;
};

int text_width(const struct text_measure *measure, int size, bool bold, const char *text, size_t len);

/* A measure with no font: ASCII advances size / 2, everything else size; covers all. For tests and tools. */
struct text_measure text_measure_fixed(void);

#endif
