/* Time zones other than the process's own, read from tzdata (TZif, RFC 8536). Any thread: nothing is shared.
 */
#ifndef LECTERN_BASE_ZONE_FILE_H
#define LECTERN_BASE_ZONE_FILE_H

#include "base/civil.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ZONE_FILE_PATH_SIZE = 256 };

/* A day on which clocks change, as a footer names it (RFC 8536, 3.3.1; POSIX TZ). */
struct zone_day {
    char form;            /* 'J' 1-365 without 29 February, '0' 0-365, 'M' month.week.weekday, 0 = none */
    int month, week, day; /* day alone in the first two forms */
    int second; /* of the day, local time before the change; may be negative or past the day's end */
};

/* Zeroed = closed. */
struct zone_file {
    int64_t *at_s; /* owned; transitions in UTC seconds, ascending */
    int32_t *to_s; /* owned; the offset that begins there */
    size_t count;
    int32_t first_s; /* the offset before the first transition */
    bool footer;     /* after the last transition these rules hold */
    int32_t standard_s, daylight_s;
    struct zone_day begins, ends; /* of daylight saving; form 0 = there is none */
};

/* Where tzdata keeps the zone; false for names that lead elsewhere ("../../etc/passwd"), and where there is
 * no such file. */
bool zone_file_path(const char *iana_name, char out[ZONE_FILE_PATH_SIZE]);

/* Reads the zone by its IANA name. Unknown, or no file of that kind: ERR_INPUT. */
bool zone_file_open(struct zone_file *zone, const char *iana_name, struct err *err);

/* The same from bytes (RFC 8536, 3): version 2 or later, no leap seconds; name is for the error. */
bool zone_file_parse(struct zone_file *zone, const void *data, size_t len, const char *name, struct err *err);

/* One offset for all time. */
void zone_file_fix(struct zone_file *zone, int offset_s);
void zone_file_close(struct zone_file *zone);

/* Seconds east of UTC at that moment. */
int zone_file_offset_s(const struct zone_file *zone, int64_t utc_s);

/* A local time to UTC; false where there is no such date or time of day. RFC 5545, 3.3.5: of a time that
 * occurs twice the first one is meant; one that is left out is taken with the offset before the gap. */
bool zone_file_to_ms(const struct zone_file *zone, const struct civil *local, int64_t *utc_ms);

/* The local time at a moment. */
void zone_file_from_ms(const struct zone_file *zone, int64_t utc_ms, struct civil *out);

/* Days since 1970-01-01, and back (weekday too); the calendar goes on in both directions without end. */
int64_t zone_days_of(int year, int month, int day);
void zone_date_of(int64_t days, struct civil *out);

#endif
