/* Merged cells: a value that stands for several rows. */
#ifndef LECTERN_FORMAT_XLSX_MERGE_H
#define LECTERN_FORMAT_XLSX_MERGE_H

#include "base/arena.h"
#include "format/table.h"

#include <stdbool.h>
#include <stddef.h>

/* Rows first to last from 1, column from 0. */
struct xlsx_merge {
    size_t column, first, last;
};

/* "AB12" to column 27 and row 12; either may be NULL. The row is 0 where there is none, and the text behind
 * it is returned; NULL: no such cell can be. */
const char *xlsx_cell_reference(const char *text, size_t *column, size_t *row);

/* "A2:C5"; false where it covers one row only, or is none. */
bool xlsx_merge_parse(const char *reference, struct xlsx_merge *out);

/* Copies each merge's value into the rows below that it covers; rows that are not in the table stay out.
 * False: out of memory. *steps is what may still be done, so that a thousand merges over all rows end. */
bool xlsx_merge_spread(struct table *table, const struct xlsx_merge *merge, struct arena *arena,
                       size_t *steps);

#endif
