/* Where Markdown's rules expect the blanks that Chinese does not have. */
#ifndef LECTERN_FORMAT_CJK_H
#define LECTERN_FORMAT_CJK_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* U+2060, which joins words and is never seen. */
#define CJK_JOINER "\xE2\x81\xA0"
enum { CJK_JOINER_LEN = 3 };

/* Where a line break in the file stands between two of these no blank belongs. */
bool cjk_sets_no_blank(uint32_t code_point);

/* CommonMark lets ** next to punctuation open or close only beside a blank, so that **注意：**请 would show
 * its stars. Appends text to out with a joiner between Chinese punctuation and stars; the reader drops
 * joiners again. */
void cjk_loosen_emphasis(const char *text, size_t len, struct buf *out);

/* The text without them, for what goes through no cleaning of its own. */
void cjk_drop_joiners(const char *text, size_t len, struct buf *out);

#endif
