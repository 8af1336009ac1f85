/* Short lists of texts in one column, joined by U+001F, which no cell of a pack holds. */
#ifndef LECTERN_STORE_JOINED_H
#define LECTERN_STORE_JOINED_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/text_list.h"

#include <stdbool.h>

/* Appends to out; ask buf_ok. */
void joined_put(struct buf *out, const struct text_list *list);

/* False when out of memory. */
bool joined_split(struct text_list *out, const char *text, struct arena *arena);

#endif
