/* Texts of a workbook: decoded, trimmed, in normal form C, packed one behind the other. */
#ifndef LECTERN_FORMAT_XLSX_TEXT_H
#define LECTERN_FORMAT_XLSX_TEXT_H

#include "base/arena.h"
#include "base/err.h"

#include <stddef.h>

enum { XLSX_CELL_MAX_BYTES = 128 * 1024, XLSX_TEXT_MAX_BYTES = 256 * 1024 * 1024 };

/* Zeroed but for the arena = empty. */
struct xlsx_text {
    struct arena *arena;
    char *next; /* free bytes of the last piece of memory */
    size_t left;
    size_t total; /* bytes kept */
};

/* A copy of plain[0..len), which is changed on the way: _x000D_ is a character, _x005F_ an underscore. NULL:
 * out of memory, or more text than a workbook may hold. */
const char *xlsx_text_keep(struct xlsx_text *store, char *plain, size_t len, struct err *err);

/* The same for a text that needs none of this: what the program made itself. */
const char *xlsx_text_keep_as_is(struct xlsx_text *store, const char *text, size_t len, struct err *err);

#endif
