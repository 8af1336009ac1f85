/* The talks and the votes of the JSON export; what they look like stands in export_json.h. */
#ifndef LECTERN_SERVICE_EXPORT_JSON_TALKS_H
#define LECTERN_SERVICE_EXPORT_JSON_TALKS_H

#include "base/buf.h"
#include "base/err.h"
#include "service/export_rows.h"

#include <stdbool.h>

/* Writes away what has come together in the buffer, where that is enough to be worth it. */
typedef bool export_json_flush(void *context, struct err *err);

/* ,"talks":[...],"votes":[...] appended to out. only NULL = all lectures. */
bool export_json_talks(struct export_rows *rows, const struct lecture *only, struct buf *out,
                       export_json_flush *flush, void *context, struct err *err);

#endif
