/* iCalendar (RFC 5545) to the lectures in it. */
#ifndef LECTERN_FORMAT_ICAL_H
#define LECTERN_FORMAT_ICAL_H

#include "format/calendar.h"

#include <stddef.h>

enum {
    ICAL_MAX_EVENTS = 10000,
    ICAL_MAX_OCCURRENCES = 1000, /* of one rule */
    ICAL_MAX_EXCEPTIONS = 2000,  /* EXDATE, of one event */
    ICAL_MAX_DEPTH = 16
};

/* Reads every VEVENT; zone is the IANA name in which times without a zone are meant. Recurring events come
 * out as one entry an occurrence (FREQ=DAILY and WEEKLY; any other rule, RDATE and RANGE are errors), all-day
 * ones are left out with a warning, cancelled ones without. Ids: the UID before its last @, of an occurrence
 * with
 * "-YYYYMMDD" behind it (the day that the rule gave it). Kind: the first of CATEGORIES; speaker: a line
 * 主讲人：… (speaker: …) of DESCRIPTION, 职务：… likewise. Everything wrong stands in out->faults. */
void ical_read(const char *data, size_t len, const char *zone, struct calendar *out);

#endif
