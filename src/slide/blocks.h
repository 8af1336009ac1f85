/* A block of a slide, laid out below the one before it. For layout.c and fit.c. */
#ifndef LECTERN_SLIDE_BLOCKS_H
#define LECTERN_SLIDE_BLOCKS_H

#include "slide/layout.h"

/* Walks down a rectangle; with no layout it only measures. */
struct setter {
    struct slide_layout *out; /* NULL = measure */
    const struct text_measure *fonts;
    struct rect rest;
    int size;    /* of the body's text */
    int image_h; /* what a picture may take */
    int bottom;  /* nothing is put below; only while laying out */
    bool centred;
};

/* Puts the block at the top of rest, which stays as it is; returns the block's height. */
int block_set(struct setter *setter, const struct block *block);

/* Lines of a rich text from the top of `at`; returns their height. */
int block_set_rich(const struct setter *setter, struct rect at, const struct rich_text *rich, int size,
                   bool bold, enum slide_role role, int step);

/* Between a block and the next of its column; next NULL = the last. */
int block_gap(int size, const struct block *block, const struct block *next);

int block_line_height(int size);

/* Adds a part; with no layout it does nothing. */
void block_add(const struct setter *setter, const struct slide_part *part);

#endif
