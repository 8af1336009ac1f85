/* Workbooks as Excel, WPS and LibreOffice save them (.xlsx, .xlsm), in: their sheets to tables. */
#ifndef LECTERN_FORMAT_XLSX_H
#define LECTERN_FORMAT_XLSX_H

#include "base/arena.h"
#include "base/err.h"
#include "format/archive.h"
#include "format/xlsx_format.h"
#include "format/xlsx_sheet.h"
#include "format/xlsx_strings.h"
#include "format/xlsx_text.h"

#include <stdbool.h>
#include <stddef.h>

enum { XLSX_MAX_SHEETS = 255 };

struct xlsx_tab {
    const char *name; /* as on its tab */
    bool hidden;
    const struct archive_part *part;
};

/* Zeroed = closed. Tables and names live in the arena it was opened with. */
struct xlsx {
    struct archive archive;
    struct xlsx_tab *tabs; /* in the order of the tabs; charts are left out */
    size_t count;
    struct xlsx_text text;
    struct xlsx_strings strings;
    struct xlsx_styles styles;
    bool from_1904;
};

/* Reads everything but the sheets. Not a workbook, an old or encrypted one, damaged, larger than the limits
 * of archive.h and xlsx_sheet.h: ERR_INPUT. data has to stay until xlsx_close. */
bool xlsx_open(struct xlsx *book, const void *data, size_t len, struct arena *arena, struct err *err);
void xlsx_close(struct xlsx *book);

/* The first most_rows rows that are not empty (0 = all); see xlsx_sheet_read. */
bool xlsx_read(struct xlsx *book, size_t tab, size_t most_rows, struct table *out, struct xlsx_place *place,
               struct err *err);

#endif
