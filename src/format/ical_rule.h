/* Times, durations and recurrence rules of iCalendar (RFC 5545, 3.3.4 to 3.3.6 and 3.3.10). */
#ifndef LECTERN_FORMAT_ICAL_RULE_H
#define LECTERN_FORMAT_ICAL_RULE_H

#include "base/civil.h"
#include "base/strings.h"

#include <stdbool.h>
#include <stdint.h>

/* DATE or DATE-TIME. */
struct ical_time {
    struct civil civil; /* weekday too */
    bool date;          /* a whole day */
    bool utc;
};

/* "20261122", "20261122T090000", "20261122T010000Z"; false for anything else, dates that are not there too.
 */
bool ical_time_parse(const char *text, struct ical_time *out);

/* "PT1H30M", "P1W", "+P1DT2H" in seconds. Negative ones and more than CALENDAR_MAX_SPAN_S: false. */
bool ical_duration_parse(const char *text, int64_t *seconds);

/* "+0800", "-023000" in seconds. */
bool ical_offset_parse(const char *text, int *seconds);

/* FREQ=DAILY or WEEKLY; with UNTIL or COUNT. */
struct ical_rule {
    bool weekly;
    int interval;
    int count;              /* 0 = until counts */
    struct ical_time until; /* inclusive */
    unsigned weekdays;      /* BYDAY: bits 1 << weekday (0 = Sunday); 0 = not given */
    int week_start;         /* 0 = Sunday */
};

/* Why a rule cannot be followed. */
struct ical_rule_fault {
    enum str_id sentence; /* takes part */
    char part[64];
};

/* False: fault says why. Whatever is not understood is a fault, never left out. */
bool ical_rule_parse(const char *text, struct ical_rule *out, struct ical_rule_fault *fault);

/* Whether the rule has this day (days since 1970) as its first. */
bool ical_rule_begins_on(const struct ical_rule *rule, int64_t day);

struct ical_walk {
    const struct ical_rule *rule;
    int64_t first, week, day; /* days since 1970; the week's first day; the next to look at */
    int done;
};

/* The days of the rule from the first on (ical_rule_begins_on), COUNT of them or without end: UNTIL is the
 * caller's to look at. */
void ical_walk_begin(struct ical_walk *walk, const struct ical_rule *rule, int64_t first_day);
bool ical_walk_next(struct ical_walk *walk, int64_t *day);

#endif
