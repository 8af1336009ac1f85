/* White space at the ends of what people typed: ASCII blanks, no-break space, full-width space, BOM,
 * zero-width. */
#ifndef LECTERN_BASE_TEXT_TRIM_H
#define LECTERN_BASE_TEXT_TRIM_H

#include <stddef.h>

/* The trimmed part of text[0..*len); *len becomes its length. Nothing is copied. */
const char *text_trim(const char *text, size_t *len);

#endif
