/* A programme that comes as a calendar of another program (.ics, schedule.xml): read into a table with our
 * own headers, so that it is checked as any other. */
#ifndef LECTERN_SERVICE_PACK_CALENDAR_H
#define LECTERN_SERVICE_PACK_CALENDAR_H

#include "service/pack_columns.h"
#include "service/pack_read.h"

#include <stdbool.h>

/* By the ending of the file's name. */
bool pack_calendar_is(const char *name);

/* Dates and times of the rows are in the event's zone: the event must have been read. What is wrong with the
 * file or an entry becomes a fault; false: there is no table. */
bool pack_calendar_read(struct pack_read *read, const char *name, struct pack_columns *out);

#endif
