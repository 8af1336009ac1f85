/* Characters as people see them: a letter with its marks, an emoji with its selectors and joiners. */
#ifndef LECTERN_BASE_GRAPHEMES_H
#define LECTERN_BASE_GRAPHEMES_H

#include <stddef.h>

enum { GRAPHEMES_REACH = 512 /* bytes of a text that are looked at */ };

/* The largest offset <= at (and < GRAPHEMES_REACH) that does not split a grapheme cluster (UAX #29) of the
 * text; the text's length where it ends before. */
size_t graphemes_floor(const char *text, size_t at);

#endif
