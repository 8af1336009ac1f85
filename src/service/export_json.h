/* Attendance as JSON (RFC 8259), for other programs:
 *   {"event": {"title", "organiser"}, "lectures": [{"id", "title", "kind", "venue", "speaker", "start",
 * "end", "expected", "present", "late", "absent", "walk_in", "unknown", "rows": [{"worker_no", "badge",
 * "name", "unit", "team", "status", "signed_in_at", "signed_out_at", "method"}]}],
 *    "talks": [{"lecture", "deck", "began_at", "ended_at", "pages_shown", "pages", "page_times": [{"page",
 * "seconds"}]}],
 *    "votes": [{"lecture", "deck", "question", "privacy", "right", "total", "choices": [{"text", "votes"}],
 * "answers": [{"worker_no", "name", "unit", "team", "choice"}]}]}
 * Codes as in the CSV; times in ISO 8601 with offset, null where there is none. Badges under no lecture stand
 * in a last one whose id is "". talks and votes name the lecture by its id, "" where the deck was opened
 * alone. privacy is named, secret or open (without a badge); choices count from 1, right is null where none
 * is; answers stand only under named. */
#ifndef LECTERN_SERVICE_EXPORT_JSON_H
#define LECTERN_SERVICE_EXPORT_JSON_H

#include "service/export_csv.h"

/* Of one lecture, or of all ("all"), piece by piece. progress may be NULL. */
bool export_json(struct store *store, const char *lecture_id, struct progress *progress, export_write *write,
                 void *context, struct err *err);

#endif
