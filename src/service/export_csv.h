/* Attendance as CSV: what scripts and spreadsheets read. */
#ifndef LECTERN_SERVICE_EXPORT_CSV_H
#define LECTERN_SERVICE_EXPORT_CSV_H

#include "base/buf.h"
#include "base/err.h"
#include "base/progress.h"
#include "base/strings.h"

#include <stdbool.h>
#include <stddef.h>

struct store;

/* Takes a piece; returns false, with err set, to stop. */
typedef bool export_write(void *context, const char *data, size_t len, struct err *err);

/* The attendance of one lecture, or of all ("all"), piece by piece: UTF-8 with BOM, CRLF, RFC 4180, cells
 * that a spreadsheet would take for a formula guarded with ' . Unknown lecture: ERR_NOT_FOUND. progress may
 * be NULL. */
bool export_csv_stream(struct store *store, const char *lecture_id, enum lang lang, struct progress *progress,
                       export_write *write, void *context, struct err *err);

/* The same, appended to out. */
bool export_csv(struct store *store, const char *lecture_id, enum lang lang, struct buf *out,
                struct err *err);

#endif
