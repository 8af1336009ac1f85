/* Attendance as a workbook: summary with charts, attendance, absentees, what staff did; then talks, votes and
 * answers, where there are any. */
#ifndef LECTERN_SERVICE_EXPORT_XLSX_H
#define LECTERN_SERVICE_EXPORT_XLSX_H

#include "base/err.h"
#include "base/progress.h"
#include "base/strings.h"

#include <stdint.h>

struct store;

/* Of one lecture, or of all ("all"), into the file at path: by now_ms, as nobody is absent yet from what has
 * not begun. temporary: a folder for what is not written yet. Memory does not grow with the rows, but
 * by twelve bytes an answer. progress may be NULL. */
bool export_xlsx(struct store *store, const char *lecture_id, enum lang lang, int64_t now_ms,
                 const char *path, const char *temporary, struct progress *progress, struct err *err);

#endif
