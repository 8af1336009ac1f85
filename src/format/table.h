/* A table as it came from a file: rows of texts, and what a spreadsheet knew of them. */
#ifndef LECTERN_FORMAT_TABLE_H
#define LECTERN_FORMAT_TABLE_H

#include <stddef.h>

/* What a cell was before it became a text. */
enum table_kind {
    TABLE_TEXT,
    TABLE_NUMBER,
    TABLE_ROUNDED, /* a number that a spreadsheet cannot hold with all its digits: the last ones are not as
                      typed */
    TABLE_DATE,    /* a date, a time of day or both */
    TABLE_NO_VALUE /* a formula that was never calculated; its text is "=" */
};

struct table_row {
    size_t line;                /* physical line where the row starts, or its number in the sheet, from 1 */
    const char **cells;         /* trimmed, UTF-8, NFC, never NULL */
    const unsigned char *kinds; /* a cell's enum table_kind; NULL = all are texts */
    size_t count;
};

/* Owned by the arena it was read into. */
struct table {
    struct table_row *rows; /* empty lines are left out */
    size_t count;
};

static inline enum table_kind table_kind(const struct table_row *row, size_t cell)
{
    return row->kinds && cell < row->count ? (enum table_kind)row->kinds[cell] : TABLE_TEXT;
}

#endif
