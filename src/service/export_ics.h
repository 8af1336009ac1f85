/* The programme as iCalendar. */
#ifndef LECTERN_SERVICE_EXPORT_ICS_H
#define LECTERN_SERVICE_EXPORT_ICS_H

#include "service/export_csv.h"

#include <stdint.h>

/* One lecture, or all of them ("all"); nobody's name but the speakers'. Unknown lecture: ERR_NOT_FOUND. */
bool export_ics(struct store *store, const char *lecture_id, enum lang lang, int64_t now_ms,
                export_write *write, void *context, struct err *err);

#endif
