/* A table of the pack: reading it, whatever its file, and finding its columns by their headers. */
#ifndef LECTERN_SERVICE_PACK_COLUMNS_H
#define LECTERN_SERVICE_PACK_COLUMNS_H

#include "format/table.h"
#include "service/pack_read.h"
#include "service/pack_workbook.h"

#include <stdbool.h>
#include <stddef.h>

/* What a column may be called; the first name is the one used in sentences. NULL-terminated. */
struct pack_column_names {
    const char *const *names;
    bool required;
    bool several; /* may stand in more than one column of the table */
};

enum { PACK_NO_COLUMN = -1, PACK_MAX_COLUMNS = 24 };

struct pack_columns {
    struct pack_place place;
    struct table sheet;       /* in the pack's arena: the model's texts are its cells */
    bool calendar;            /* rows are a calendar's entries: a fault is at the entry's line, column 1 */
    size_t header;            /* index of the header's row; its data follow */
    int *meaning;             /* a header cell's column, PACK_NO_COLUMN = none of ours */
    int at[PACK_MAX_COLUMNS]; /* a column's first cell, PACK_NO_COLUMN = not there */
};

/* Reads the CSV or the workbook; what is wrong with the file as a whole becomes a fault. */
bool pack_columns_read(struct pack_read *read, const char *name, enum pack_table which, pack_score *score,
                       struct pack_columns *out);

/* The most columns of ours that one of the first rows names. */
size_t pack_columns_score(const struct table *head, const struct pack_column_names *columns, size_t count);

/* Finds the header within the first rows; missing and doubled columns are faults at its line. False where
 * this is no header at all: looking at the rows would only add noise. */
bool pack_columns_find(struct pack_read *read, struct pack_columns *table,
                       const struct pack_column_names *columns, size_t count);

/* The cell of a row, "" where the row is too short or the column is missing. */
const char *pack_columns_cell(const struct pack_columns *table, const struct table_row *row, int column);

/* The field number (from 1) for faults; 1 where the column is missing, and in a calendar. */
size_t pack_columns_field(const struct pack_columns *table, int column);

/* A warning where cells stand beside the table, as after a comma without quotes. */
void pack_columns_check_width(struct pack_read *read, const struct pack_columns *table,
                              const struct table_row *row);

/* Whether a header cell is this name, blanks, case, full width and a remark in brackets apart. */
bool pack_columns_header_is(const char *cell, const char *name);

#endif
