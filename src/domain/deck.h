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
    BLOCK_IMAGE,
    BLOCK_CHOICE, /* one of those that a slide asks its hall to choose from */
    BLOCK_CALL    /* below them: how to choose, and how many did; it has no text of its own */
};

/* Where a cell's text stands; AUTO = numbers right, words left. */
enum cell_align { CELL_AUTO, CELL_LEFT, CELL_CENTRE, CELL_RIGHT };

struct table_cell {
    struct rich_text content;
    enum cell_align align;
};

struct block {
    enum block_kind kind;
    struct rich_text content; /* IMAGE: the alternative text; CODE: the lines as they are; TABLE: unused */
    int level;                /* ITEM: 0 = outermost; HEADING: 2..6 */
    int number;               /* ITEM of a numbered list: its number; 0 = bullet. CHOICE: the key, from 1 */
    const char *image;        /* IMAGE: name of the pack file, "talks/photo.jpg" */
    int image_percent;        /* IMAGE: of the room there is; 0 = all of it */
    bool continued;           /* goes on from the page before: an item's mark stands there */
    int step;                 /* shown from that step of its slide on; 0 = at once */
    struct table_cell *cells; /* TABLE: rows x columns, the header row first */
    size_t rows, columns;
};

/* How a slide is set; the deck may say so. */
enum slide_setting {
    SLIDE_BULLETS,    /* title above, the rest below, pictures beside it */
    SLIDE_TITLE_PAGE, /* all of it in the middle */
    SLIDE_IMAGE_PAGE, /* pictures as large as they get, words above and below */
    SLIDE_QUOTE_PAGE, /* a text in the middle, the title under it says whose it is */
    SLIDE_FULL_PAGE,  /* a picture and nothing else, from edge to edge */
    SLIDE_BLANK_PAGE, /* no title */
};

/* Whose voice counts, and what is kept of it. */
enum vote_privacy {
    VOTE_NAMED,  /* one a badge, and what each chose is kept */
    VOTE_SECRET, /* one a badge, and what each chose is not kept */
    VOTE_OPEN    /* without a badge */
};

/* 投票, 答题: a slide asks its hall to choose. */
struct slide_vote {
    int choices; /* 0 = the slide asks nothing */
    int answer;  /* the right one, from 1; 0 = there is none */
    enum vote_privacy privacy;
    bool live; /* the votes are seen while they come in; else when the speaker goes on */
};

struct slide {
    const char *title; /* "" = none */
    struct block *blocks;
    size_t block_count;
    const char *notes; /* "" = none */
    enum slide_setting setting;
    size_t column_break; /* the second column begins with this block; 0 = there is one column */
    int auto_s;          /* the next page comes by itself after so many seconds; 0 = by hand */
    int steps;           /* parts that come one after the other, the votes and the right answer behind the
                            blocks; 0 = all is there at once */
    int steps_before;    /* a slide's blocks number their steps through; so many came on the pages before this
                            one */
    struct slide_vote vote;
    size_t line;   /* of the file, where it begins; from 1 */
    size_t source; /* which slide of the file this is, or is a part of; from 0 */
};

/* Owned by the arena it was parsed into. */
struct deck {
    const char *id;    /* file name without folder and .md */
    const char *title; /* first heading, else the id */
    struct slide *slides;
    size_t slide_count;
};

#endif
