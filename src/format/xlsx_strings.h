/* The shared strings of a workbook: the texts that its cells name by number. */
#ifndef LECTERN_FORMAT_XLSX_STRINGS_H
#define LECTERN_FORMAT_XLSX_STRINGS_H

#include "base/err.h"
#include "format/archive.h"
#include "format/xlsx_text.h"

#include <stdbool.h>
#include <stddef.h>

enum { XLSX_MAX_STRINGS = 4 * 1000 * 1000 };

/* Zeroed = none. */
struct xlsx_strings {
    const char **items; /* owned; the texts are the store's */
    size_t count, capacity;
};

/* Formatted pieces of a string are joined, how it is pronounced (phonetic runs) is left out. */
bool xlsx_strings_read(struct xlsx_strings *strings, struct archive *archive, const struct archive_part *part,
                       struct xlsx_text *store, struct err *err);
void xlsx_strings_finish(struct xlsx_strings *strings);

#endif
