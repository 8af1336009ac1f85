/* CSV as offices write it (RFC 4180 and its relatives), in and out. */
#ifndef LECTERN_FORMAT_CSV_H
#define LECTERN_FORMAT_CSV_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "format/table.h"

#include <stdbool.h>
#include <stddef.h>

/* Parses a whole file. Text: BOM, else strict UTF-8, else GB18030; UTF-16LE with BOM. Separator: comma,
 * semicolon or tab, whichever the first line has most of outside quotes. An unclosed quote, NUL bytes (a
 * binary file) or text in no known encoding are ERR_INPUT with *line set (0 = the file as a whole). */
bool csv_parse(const char *data, size_t len, struct arena *arena, struct table *out, size_t *line,
               struct err *err);

/* Writing: cells one by one, guarded and quoted as needed; csv_end_row writes CRLF. */
void csv_write_bom(struct buf *out);
void csv_write_cell(struct buf *out, bool first_of_row, const char *text);
void csv_end_row(struct buf *out);

#endif
