/* The sheets of the workbook about talks: when they were held and how long each page was shown, what the hall
 * was asked and chose, who answered what, and how many answers of each were right. */
#ifndef LECTERN_SERVICE_EXPORT_XLSX_TALKS_H
#define LECTERN_SERVICE_EXPORT_XLSX_TALKS_H

#include "base/err.h"
#include "format/xlsx_write.h"
#include "service/export_rows.h"

#include <stdbool.h>

/* Behind the sheets that are there; only those with something to say. only NULL = all lectures. Memory grows
 * by twelve bytes an answer. */
bool export_xlsx_talks(struct xlsx_writer *book, struct export_rows *rows, const struct lecture *only,
                       struct err *err);

#endif
