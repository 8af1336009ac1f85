/* Breaking a text into lines (UAX #14 through libunistring), fitting it, and cutting it with an ellipsis. */
#ifndef LECTERN_TEXT_LINES_H
#define LECTERN_TEXT_LINES_H

#include "text/breaks.h"
#include "text/measure.h"

#include <stdbool.h>
#include <stddef.h>

enum { TEXT_LINES_MAX = 48 };

struct text_line {
    size_t start, len; /* bytes of the text, trailing blanks and line breaks left out */
    int width;         /* design px, the ellipsis included */
    bool cut;          /* "…" is to be drawn behind it */
};

struct text_lines {
    struct text_line items[TEXT_LINES_MAX];
    size_t count;
    bool cut;  /* the text went on: the last line is cut */
    int width; /* of the widest line */
};

/* Breaks into lines of at most width; a word that is wider alone is broken between characters. After
 * max_lines the last line is cut with an ellipsis. No paragraph ends with a line of one character or a scrap
 * of a word where the line before can spare some. */
void text_break_lines(const struct text_measure *measure, int size, bool bold, const char *text, int width,
                      size_t max_lines, struct text_lines *out);

/* The same number of lines, but as even as possible, and two of them parted at a mark where that is nearly as
 * even: for titles and what stands in the middle. */
void text_balance_lines(const struct text_measure *measure, int size, bool bold, const char *text, int width,
                        size_t max_lines, struct text_lines *out);

/* The largest of sizes (falling order, ended by 0) at which text fits width in max_lines uncut; the last
 * where none. */
int text_fit_size(const struct text_measure *measure, const int *sizes, bool bold, const char *text,
                  int width, size_t max_lines);

#endif
