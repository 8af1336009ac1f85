/* Attendance on paper: the sheet that is signed (签到表), and the report that is sent (学习情况报告). */
#ifndef LECTERN_SERVICE_EXPORT_PDF_H
#define LECTERN_SERVICE_EXPORT_PDF_H

#include "base/err.h"
#include "base/progress.h"
#include "base/strings.h"

#include <stdbool.h>
#include <stdint.h>

struct store;

/* One lecture, or all of them ("all"), each from a new page on. blank: names only, to be filled in by hand.
 * progress may be NULL. */
bool export_pdf_sheet(struct store *store, const char *lecture_id, enum lang lang, bool blank,
                      const char *path, struct progress *progress, struct err *err);

/* Counts, rates by unit, arrivals, talks, votes, key points; no person's name, as it goes by mail. Of "all",
 * the lectures that have begun by now_ms count. */
bool export_pdf_report(struct store *store, const char *lecture_id, enum lang lang, int64_t now_ms,
                       const char *path, struct progress *progress, struct err *err);

#endif
