/* A block of a slide, laid out below the one before it. For layout.c, table.c and code.c. */
#ifndef LECTERN_SLIDE_BLOCKS_H
#define LECTERN_SLIDE_BLOCKS_H

#include "slide/layout.h"

enum {
    BLOCK_FINE_LEAST = 40,   /* letters of tables and code are never smaller */
    BLOCK_FINE_PERCENT = 80, /* of the body's; they grow up to it where there is room */
    BLOCK_RADIUS = 16
};

/* Walks down a rectangle; with no layout it only measures. */
struct setter {
    struct slide_layout *out; /* NULL = measure */
    const struct text_measure *fonts;
    struct rect rest;
    int size;    /* of the body's text */
    int fine;    /* percent of it for tables and code; 0 = BLOCK_FINE_PERCENT */
    int mark_w;  /* of the slide's widest number: the texts of a list begin at one edge */
    int image_h; /* what a picture may take */
    int bottom;  /* nothing is put below; only while laying out */
    bool centred;
    const struct slide_shapes *shapes; /* NULL = not known */
};

/* A text of one base look. */
struct block_text {
    const struct rich_text *rich;
    int size;
    bool bold;
    enum slide_role role;
    enum cell_align align;
    int step;
};

/* Puts the block at the top of rest, which stays as it is; returns the block's height. */
int block_set(struct setter *setter, const struct block *block);

/* Lines of a rich text from the top of `at`; returns their height. */
int block_set_rich(const struct setter *setter, struct rect at, const struct block_text *text);

/* The largest size of the picture's shape inside w x h, not so large that one sees its pixels; false where
 * the shape is not known. */
bool block_picture_size(const struct setter *setter, const struct block *block, int *w, int *h);

/* Whether a table or code stands without broken lines. */
bool block_stands_easily(const struct setter *setter, const struct block *block);

/* The width of the block's number with its gap; 0 = it has none. */
int block_number_width(const struct setter *setter, const struct block *block);

/* Between a block and the next of its column; next NULL = the last. */
int block_gap(int size, const struct block *block, const struct block *next);

int block_line_height(int size);

/* Of tables and code. */
int block_fine_size(const struct setter *setter);

/* Adds a part; with no layout it does nothing. */
void block_add(const struct setter *setter, const struct slide_part *part);
void block_add_box(const struct setter *setter, struct rect rect, int radius, enum slide_role role, int step);

#endif
