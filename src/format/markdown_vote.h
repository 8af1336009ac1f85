/* The choices of a slide that asks its hall: lines that begin with ?, the right one with ?= or ?√. */
#ifndef LECTERN_FORMAT_MARKDOWN_VOTE_H
#define LECTERN_FORMAT_MARKDOWN_VOTE_H

#include "base/arena.h"
#include "base/err.h"
#include "domain/deck.h"

#include <stdbool.h>
#include <stddef.h>

struct markdown_blocks;

/* Turns the paragraphs that were marked (markdown_mark_choices) into choices, with the call to choose behind
 * the last, and fills in how many there are and which is right. The number of blocks before the second
 * column, *left_count, is kept up. False: fewer than two, more than four, an empty one, two right ones. */
bool markdown_take_choices(struct markdown_blocks *blocks, size_t *left_count, struct arena *arena,
                           struct slide_vote *vote, struct err *err);

#endif
