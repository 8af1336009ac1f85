/* Making a text of several parts fit a QR code: parts are shortened by a rule, one after the other, and no
 * further than need be. */
#ifndef LECTERN_DOMAIN_SHORTEN_H
#define LECTERN_DOMAIN_SHORTEN_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* What a code of version 10 at level M holds in byte mode (ISO/IEC 18004, table 7): 57 modules a side. Codes
 * of up to 250 bytes were read from bad and tilted photographs, longer ones less and less (DESIGN 10), and 57
 * modules with their quiet zone still get 7 px each on the report screen at 1366x768. */
enum { SHORTEN_CODE_BYTES = 213, SHORTEN_PARTS_MAX = 12 };

/* A part of the text, and how few bytes may be left of it at that step; 0 = it may go. */
struct shorten_step {
    int part; /* 0 to SHORTEN_PARTS_MAX - 1 */
    size_t least;
};

/* Writes the text with limits[part] bytes at most of every part (SIZE_MAX = whole). */
typedef void shorten_compose(const void *context, const size_t *limits, struct buf *out);

/* Fills out anew with a text of at most SHORTEN_CODE_BYTES. Steps are taken in their order until it fits; of
 * the last one taken as much is kept as fits. False: it does not fit even so, out holds the shortest. */
bool shorten_fit(shorten_compose *compose, const void *context, const struct shorten_step *steps,
                 size_t step_count, struct buf *out);

/* Appends a text of at most that many bytes: whole, or cut between two characters as people see them with "…"
 * behind it, or nothing. Control characters become blanks. */
void shorten_put(const char *text, size_t most, struct buf *out);

#endif
