/* The events of a calendar as they stand in it, before times and rules are looked at. */
#ifndef LECTERN_FORMAT_ICAL_EVENTS_H
#define LECTERN_FORMAT_ICAL_EVENTS_H

#include "format/calendar.h"
#include "format/ical_zone.h"

#include <stdbool.h>
#include <stddef.h>

/* A time, or a list of them, as it stands; line 0 = not given, texts are then "". */
struct ical_stamp {
    size_t line;
    const char *value, *tzid; /* tzid "" = none */
};

/* Texts are never NULL; owned by the arena. */
struct ical_event {
    size_t line;
    const char *uid, *title, *venue, *kind, *speaker, *speaker_title;
    struct ical_stamp start, end, duration, rule, recurrence;
    struct ical_stamp unsupported; /* the first property that cannot be followed; value: its name */
    struct ical_stamp *exceptions; /* EXDATE */
    size_t exception_count, exception_capacity;
    bool cancelled;
};

struct ical_events {
    struct calendar *calendar; /* for faults; its arena owns everything */
    struct ical_zones *zones;  /* VTIMEZONEs go here */
    struct ical_event *items;
    size_t count, capacity;
};

/* False where the file is no calendar or its structure is broken: the error is noted, items are no use. */
bool ical_events_read(struct ical_events *events, const char *data, size_t len);

#endif
