/* One piece of Markdown (a slide, or all key points) to a flat list of blocks, through md4c. */
#ifndef LECTERN_FORMAT_MARKDOWN_BLOCKS_H
#define LECTERN_FORMAT_MARKDOWN_BLOCKS_H

#include "base/arena.h"
#include "base/err.h"
#include "domain/deck.h"

#include <stddef.h>

enum {
    MARKDOWN_MAX_PIECE = 256 * 1024, /* bytes; md4c is quadratic on malicious text */
    MARKDOWN_MAX_BLOCKS = 5000,      /* in one piece */
    MARKDOWN_MAX_CELLS = 1000,       /* in one table */
    MARKDOWN_MAX_LEVEL = 8           /* lists nested deeper are shown at this level */
};

/* Headings keep their level 1..6. Texts live in arena, the array too. */
struct markdown_blocks {
    struct block *items;
    size_t count;
};

/* Image paths are taken relative to image_folder. Items marked + come one after the other: blocks count their
 * steps on from *steps, which becomes the last one's. */
bool markdown_read_blocks(const char *text, size_t len, const char *image_folder, struct arena *arena,
                          int *steps, struct markdown_blocks *out, struct err *err);

#endif
