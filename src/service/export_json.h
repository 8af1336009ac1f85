/* Attendance as JSON (RFC 8259), for other programs:
 *   {"event": {"title", "organiser"}, "lectures": [{"id", "title", "kind", "venue", "speaker", "start",
 * "end", "expected", "present", "late", "absent", "walk_in", "unknown", "rows": [{"worker_no", "badge",
 * "name", "unit", "team", "status", "signed_in_at", "signed_out_at", "method"}]}]} Codes as in the CSV; times
 * in ISO 8601 with offset, null where there is none. Badges under no lecture stand in a last one whose id is
 * "". */
#ifndef LECTERN_SERVICE_EXPORT_JSON_H
#define LECTERN_SERVICE_EXPORT_JSON_H

#include "service/export_csv.h"

/* Of one lecture, or of all ("all"), piece by piece. progress may be NULL. */
bool export_json(struct store *store, const char *lecture_id, struct progress *progress, export_write *write,
                 void *context, struct err *err);

#endif
