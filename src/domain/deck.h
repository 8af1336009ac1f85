/* A deck (讲稿) of slides, as parsed from Markdown; the key points (学习要点) are a deck too: a slide a
 * point. */
#ifndef LECTERN_DOMAIN_DECK_H
#define LECTERN_DOMAIN_DECK_H

#include <stdbool.h>
#include <stddef.h>

enum span_kind { SPAN_PLAIN, SPAN_STRONG, SPAN_EMPHASIS, SPAN_CODE };

/* Part of a text with one look; spans follow each other without gaps and cover the text. */
struct span {
    enum span_kind kind;
    size_t start, len; /* bytes */
};

struct rich_text {
    const char *text; /* never NULL */
    struct span *spans;
    size_t span_count;
};

enum block_kind {
    BLOCK_PARAGRAPH,
    BLOCK_HEADING,
    BLOCK_ITEM,
    BLOCK_QUOTE,
    BLOCK_CODE,
    BLOCK_TABLE,
    BLOCK_IMAGE
};

struct table_cell {
    struct rich_text content;
};

struct block {
    enum block_kind kind;
    struct rich_text content; /* IMAGE: the alternative text; CODE: the lines as they are; TABLE: unused */
    int level;                /* ITEM: 0 = outermost; HEADING: 2..6 */
    int number;               /* ITEM of a numbered list: its number; 0 = bullet */
    const char *image;        /* IMAGE: name of the pack file, "talks/photo.jpg" */
    struct table_cell *cells; /* TABLE: rows x columns, the header row first */
    size_t rows, columns;
};

struct slide {
    const char *title; /* "" = none */
    struct block *blocks;
    size_t block_count;
    const char *notes; /* "" = none */
};

/* Owned by the arena it was parsed into. */
struct deck {
    const char *id;    /* file name without folder and .md */
    const char *title; /* first heading, else the id */
    struct slide *slides;
    size_t slide_count;
};

#endif
