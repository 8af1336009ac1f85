/* A sheet of a workbook that goes out, by the words over its columns. */
#ifndef LECTERN_SERVICE_EXPORT_SHEET_H
#define LECTERN_SERVICE_EXPORT_SHEET_H

#include "base/err.h"
#include "base/strings.h"
#include "format/xlsx_write.h"

#include <stddef.h>

struct export_column {
    enum str_id title;
    enum xlsx_kind kind;
    double width; /* characters */
};

/* As xlsx_write_add_sheet. */
struct xlsx_out *export_sheet_add(struct xlsx_writer *book, enum lang lang, enum str_id name,
                                  const char *heading, const struct export_column *columns, size_t count,
                                  struct err *err);

#endif
