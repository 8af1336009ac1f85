/* A block parted in two, where a page does not hold it: tables between rows or columns, code between lines,
 * text between sentences. */
#ifndef LECTERN_SLIDE_SPLIT_H
#define LECTERN_SLIDE_SPLIT_H

#include "base/arena.h"
#include "domain/deck.h"

/* Whether a beginning of the block has room. */
typedef bool split_fits(void *context, const struct block *head);

/* The largest beginning that fits, and the rest. False where there is none (or no memory): nothing is
 * changed. Tables repeat their header row. */
bool split_block(const struct block *block, split_fits *fits, void *context, struct arena *arena,
                 struct block *head, struct block *tail);

/* Texts longer than any page are looked at piece by piece: cuts off about so many bytes. False where the
 * block is no longer than that. */
bool split_long_text(const struct block *block, size_t most, struct arena *arena, struct block *head,
                     struct block *tail);

/* Columns [from, from + count) of a table, behind its first column where from > 0. */
bool split_columns(const struct block *table, size_t from, size_t count, struct arena *arena,
                   struct block *out);

#endif
