/* One sheet of a workbook to a table, in one pass. */
#ifndef LECTERN_FORMAT_XLSX_SHEET_H
#define LECTERN_FORMAT_XLSX_SHEET_H

#include "base/err.h"
#include "format/archive.h"
#include "format/table.h"
#include "format/xlsx_format.h"
#include "format/xlsx_strings.h"
#include "format/xlsx_text.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    XLSX_MAX_ROWS = 1048576,           /* Excel's own; a row further down is no row */
    XLSX_MAX_COLUMNS = 1000,           /* with something in them */
    XLSX_MAX_CELLS = 12 * 1000 * 1000, /* of one sheet, gaps between them too */
    XLSX_MAX_MERGES = 100 * 1000
};

/* What the cells of a sheet refer to. Nothing is owned. */
struct xlsx_book {
    const struct xlsx_strings *strings;
    const struct xlsx_styles *styles;
    struct xlsx_text *text; /* takes the texts; table and rows go into its arena */
    bool from_1904;
};

/* Where in a sheet something is wrong; 0 = the sheet as a whole. */
struct xlsx_place {
    size_t row, column;
};

/* Reads the first most_rows rows that are not empty (0 = all of them). A cell that was merged over several
 * rows counts for each of them that has something of its own; across columns it stands in the first one
 * alone. */
bool xlsx_sheet_read(const struct xlsx_book *book, struct archive *archive, const struct archive_part *part,
                     size_t most_rows, struct table *out, struct xlsx_place *place, struct err *err);

#endif
