/* An export as a file: every format behind one door. */
#ifndef LECTERN_SERVICE_EXPORT_FILE_H
#define LECTERN_SERVICE_EXPORT_FILE_H

#include "base/err.h"
#include "base/progress.h"
#include "base/strings.h"
#include "domain/export_format.h"
#include "domain/programme.h"
#include "service/export_csv.h"

#include <stdbool.h>
#include <stddef.h>

struct store;

struct export_request {
    enum export_format format;
    const char *lecture_id; /* or "all" */
    enum lang lang;
    int64_t now_ms; /* the report of an event counts what has begun by then */
};

/* "xlsx", "pdf-sheet" and so on. */
bool export_parse_format(const char *word, enum export_format *out);

/* Whether the format comes piece by piece and may go to the standard output; then export_stream makes it. */
bool export_is_stream(enum export_format format);
bool export_stream(struct store *store, const struct export_request *request, struct progress *progress,
                   export_write *write, void *context, struct err *err);

/* Writes the file: under another name first, synced, then renamed over path. On failure nothing is changed.
 * Unknown lecture: ERR_NOT_FOUND. progress may be NULL. */
bool export_file(struct store *store, const struct export_request *request, const char *path,
                 struct progress *progress, struct err *err);

enum { EXPORT_NAME_SIZE = 200 };

/* A name for people that any stick takes: "2026-11-22 劳模宣讲 签到表.pdf". lecture NULL = all of
 * event_title. */
void export_file_name(const struct export_request *request, const char *event_title,
                      const struct lecture *lecture, char out[EXPORT_NAME_SIZE]);

#endif
