/* Attendance out of the store. */
#ifndef LECTERN_SERVICE_EXPORT_H
#define LECTERN_SERVICE_EXPORT_H

#include "base/buf.h"
#include "base/err.h"
#include "base/strings.h"

struct store;

/* Appends the attendance of one lecture, or of all ("all"), to out as CSV: UTF-8 with BOM, CRLF, RFC 4180,
 * cells that a spreadsheet would take for a formula guarded with ' . Unknown lecture: ERR_NOT_FOUND. */
bool export_csv(struct store *store, const char *lecture_id, enum lang lang, struct buf *out,
                struct err *err);

/* The same, handed on piece by piece as it is made; write returns false, with err set, to stop it. */
typedef bool export_write(void *context, const char *data, size_t len, struct err *err);
bool export_csv_stream(struct store *store, const char *lecture_id, enum lang lang, export_write *write,
                       void *context, struct err *err);

#endif
