#include "format/ical.h"

#include "format/ical_events.h"
#include "format/ical_rule.h"

#include <stdio.h>
#include <string.h>

/* Each is compared with every EXDATE and RECURRENCE-ID. */
enum { ICAL_MAX_WALKED = 4 * CALENDAR_MAX_ENTRIES };

/* A day or a moment that a rule leaves out: EXDATE, or RECURRENCE-ID of an event that takes its place. */
struct exception {
    int64_t ms, day; /* day: days since 1970, for a date without a time */
    bool date, met;
};

struct reader {
    struct calendar *calendar;
    struct ical_zones zones;
    struct ical_events events;
    struct exception *moved; /* RECURRENCE-ID of events.items[i] */
    const char *zone;        /* of times without one */
    int walked;              /* occurrences that were looked at, left out or not */
};

/* One moment, and the zone in which it was said. */
struct moment {
    struct ical_time time;
    const struct zone_file *zone;
    int64_t ms;
};

/* --- times --- */

static bool bad_time(struct reader *reader, size_t line, const char *value)
{
    char shown[CALENDAR_SHOWN_SIZE];
    calendar_error(reader->calendar, line, STR_ICAL_BAD_TIME, calendar_shown(value, shown));
    return false;
}

/* RFC 5545, 3.3.5: UTC, a zone by name, or the reader's own ("floating"). */
static const char *zone_name(const struct reader *reader, const struct ical_stamp *stamp,
                             const struct ical_time *time)
{
    if (time->utc) {
        return "UTC";
    }
    return *stamp->tzid && !time->date ? stamp->tzid : reader->zone;
}

/* A date alone is its first moment. False: the error is noted. */
static bool read_moment(struct reader *reader, const struct ical_stamp *stamp, const char *value,
                        struct moment *out)
{
    if (!ical_time_parse(value, &out->time)) {
        return bad_time(reader, stamp->line, value);
    }
    const char *name = zone_name(reader, stamp, &out->time);
    out->zone = ical_zones_find(&reader->zones, name);
    if (!out->zone) {
        char shown[CALENDAR_SHOWN_SIZE];
        calendar_error(reader->calendar, stamp->line, STR_ICAL_ZONE, calendar_shown(name, shown));
        return false;
    }
    return zone_file_to_ms(out->zone, &out->time.civil, &out->ms) || bad_time(reader, stamp->line, value);
}

static int64_t day_of(const struct civil *civil)
{
    return zone_days_of(civil->year, civil->month, civil->day);
}

static struct exception exception_of(const struct moment *moment)
{
    return (struct exception){
        .ms = moment->ms, .day = day_of(&moment->time.civil), .date = moment->time.date};
}

/* *length_ms from DTEND or DURATION. */
static bool read_length(struct reader *reader, const struct ical_event *event, const struct moment *start,
                        int64_t *length_ms)
{
    struct moment end;
    int64_t seconds;
    if (event->end.line > 0 && event->duration.line > 0) {
        calendar_error(reader->calendar, event->duration.line, STR_ICAL_TWICE, "DTEND/DURATION",
                       event->end.line);
        return false;
    }
    if (event->end.line > 0) {
        if (!read_moment(reader, &event->end, event->end.value, &end)) {
            return false;
        }
        *length_ms = end.ms - start->ms;
        return !end.time.date || bad_time(reader, event->end.line, event->end.value);
    }
    if (event->duration.line > 0) {
        if (!ical_duration_parse(event->duration.value, &seconds)) {
            char shown[CALENDAR_SHOWN_SIZE];
            calendar_error(reader->calendar, event->duration.line, STR_CALENDAR_BAD_DURATION,
                           calendar_shown(event->duration.value, shown));
            return false;
        }
        *length_ms = seconds * 1000;
        return true;
    }
    calendar_error(reader->calendar, event->line, STR_ICAL_NO_LENGTH);
    return false;
}

/* --- recurrence --- */

/* The dates of one EXDATE, separated by commas, into out (NULL = they are only counted). */
static bool read_dates(struct reader *reader, const struct ical_stamp *stamp, struct exception *out,
                       size_t *count)
{
    for (const char *at = stamp->value; *at;) {
        char value[32];
        size_t len = strcspn(at, ",");
        struct moment moment;
        snprintf(value, sizeof value, "%.*s", (int)(len < sizeof value ? len : sizeof value - 1), at);
        if (out && !read_moment(reader, stamp, value, &moment)) {
            return false;
        }
        if (out) {
            out[*count] = exception_of(&moment);
        }
        ++*count;
        at += len + (at[len] == ',');
    }
    return true;
}

/* What an event's EXDATEs name; NULL where one of them is wrong or memory ran out. */
static struct exception *read_exceptions(struct reader *reader, const struct ical_event *event, size_t *count)
{
    *count = 0;
    for (size_t i = 0; i < event->exception_count; i++) {
        read_dates(reader, &event->exceptions[i], NULL, count);
    }
    if (*count > ICAL_MAX_EXCEPTIONS) {
        calendar_error(reader->calendar, event->exceptions[0].line, STR_ICAL_TOO_MANY_DATES,
                       (int)ICAL_MAX_EXCEPTIONS);
        return NULL;
    }
    struct exception *out = arena_alloc(reader->calendar->arena, (*count + 1) * sizeof *out);
    reader->calendar->failed |= !out;
    *count = 0;
    for (size_t i = 0; out && i < event->exception_count; i++) {
        if (!read_dates(reader, &event->exceptions[i], out, count)) {
            return NULL;
        }
    }
    return out;
}

static bool is_met(struct exception *exception, int64_t ms, int64_t day)
{
    bool met = exception->date ? exception->day == day : exception->ms == ms;
    exception->met |= met;
    return met;
}

/* Whether an EXDATE names it or another event stands in its place. */
static bool is_left_out(struct reader *reader, const struct ical_event *event, struct exception *exceptions,
                        size_t count, int64_t ms, int64_t day)
{
    bool left_out = false;
    for (size_t i = 0; i < count; i++) {
        left_out |= is_met(&exceptions[i], ms, day);
    }
    for (size_t i = 0; i < reader->events.count && !left_out; i++) {
        const struct ical_event *other = &reader->events.items[i];
        left_out = other->recurrence.line > 0 && strcmp(other->uid, event->uid) == 0 &&
                   is_met(&reader->moved[i], ms, day);
    }
    return left_out;
}

/* RFC 5545, 3.3.10: UNTIL is inclusive; without a zone it is said in the start's. */
static bool is_past(const struct ical_rule *rule, const struct moment *start, int64_t ms, int64_t day)
{
    static const struct zone_file utc;
    int64_t until;
    if (rule->count > 0) {
        return false;
    }
    if (rule->until.date) {
        return day > day_of(&rule->until.civil);
    }
    return !zone_file_to_ms(rule->until.utc ? &utc : start->zone, &rule->until.civil, &until) || ms > until;
}

static const char *occurrence_id(struct reader *reader, const struct ical_event *event,
                                 const struct civil *civil)
{
    char behind[32];
    const char *at = strrchr(event->uid, '@');
    snprintf(behind, sizeof behind, "-%04d%02d%02d", civil->year, civil->month, civil->day);
    return calendar_id(reader->calendar, event->uid, at ? (size_t)(at - event->uid) : strlen(event->uid),
                       behind);
}

static struct calendar_entry entry_of(const struct ical_event *event)
{
    return (struct calendar_entry){.line = event->line,
                                   .title = event->title,
                                   .venue = event->venue,
                                   .kind = event->kind,
                                   .speaker = event->speaker,
                                   .speaker_title = event->speaker_title};
}

static bool read_rule(struct reader *reader, const struct ical_event *event, const struct moment *start,
                      struct ical_rule *out)
{
    struct ical_rule_fault fault;
    if (!ical_rule_parse(event->rule.value, out, &fault)) {
        calendar_error(reader->calendar, event->rule.line, fault.sentence, fault.part);
        return false;
    }
    if (!ical_rule_begins_on(out, day_of(&start->time.civil))) {
        calendar_error(reader->calendar, event->rule.line, STR_ICAL_RULE_START);
        return false;
    }
    return true;
}

static void warn_of_exceptions(struct reader *reader, const struct ical_event *event,
                               const struct exception *exceptions, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!exceptions[i].met) {
            calendar_warning(reader->calendar, event->exceptions[0].line, STR_ICAL_NOTHING_LEFT_OUT);
            return;
        }
    }
}

static void add_occurrences(struct reader *reader, const struct ical_event *event, const struct moment *start,
                            int64_t length_ms)
{
    struct ical_rule rule;
    struct ical_walk walk;
    struct moment at = *start;
    size_t count;
    int64_t day;
    struct exception *exceptions = read_exceptions(reader, event, &count);
    if (!exceptions || !read_rule(reader, event, start, &rule)) {
        return;
    }
    ical_walk_begin(&walk, &rule, day_of(&start->time.civil));
    while (ical_walk_next(&walk, &day) && !calendar_is_full(reader->calendar)) {
        zone_date_of(day, &at.time.civil);
        if (!zone_file_to_ms(start->zone, &at.time.civil, &at.ms) || is_past(&rule, start, at.ms, day)) {
            break;
        }
        if (walk.done > ICAL_MAX_OCCURRENCES || ++reader->walked > ICAL_MAX_WALKED) {
            calendar_error(reader->calendar, event->rule.line, STR_ICAL_TOO_MANY_TIMES,
                           (int)ICAL_MAX_OCCURRENCES);
            return;
        }
        if (!is_left_out(reader, event, exceptions, count, at.ms, day)) {
            struct calendar_entry entry = entry_of(event);
            entry.id = occurrence_id(reader, event, &at.time.civil);
            entry.start_ms = at.ms;
            entry.end_ms = at.ms + length_ms;
            calendar_add(reader->calendar, &entry);
        }
    }
    warn_of_exceptions(reader, event, exceptions, count);
}

/* --- events --- */

/* The day that the rule gave an event which stands in an occurrence's place: in the zone of the rule. */
static void day_of_moved(struct reader *reader, size_t index, const struct moment *start, struct civil *out)
{
    const struct exception *moved = &reader->moved[index];
    const struct zone_file *zone = start->zone;
    struct ical_time time;
    for (size_t i = 0; i < reader->events.count; i++) {
        const struct ical_event *other = &reader->events.items[i];
        if (other->rule.line > 0 && strcmp(other->uid, reader->events.items[index].uid) == 0 &&
            ical_time_parse(other->start.value, &time)) {
            const struct zone_file *found =
                ical_zones_find(&reader->zones, zone_name(reader, &other->start, &time));
            zone = found ? found : zone;
            break;
        }
    }
    if (moved->date) {
        zone_date_of(moved->day, out);
    } else {
        zone_file_from_ms(zone, moved->ms, out);
    }
}

static void add_single(struct reader *reader, size_t index, const struct moment *start, int64_t length_ms)
{
    const struct ical_event *event = &reader->events.items[index];
    struct calendar_entry entry = entry_of(event);
    struct civil day;
    if (event->recurrence.line > 0) {
        day_of_moved(reader, index, start, &day);
        entry.id = occurrence_id(reader, event, &day);
    } else {
        const char *at = strrchr(event->uid, '@');
        entry.id = calendar_id(reader->calendar, event->uid,
                               at ? (size_t)(at - event->uid) : strlen(event->uid), "");
    }
    entry.start_ms = start->ms;
    entry.end_ms = start->ms + length_ms;
    calendar_add(reader->calendar, &entry);
}

static bool has_texts(struct reader *reader, const struct ical_event *event)
{
    if (!*event->title) {
        calendar_error(reader->calendar, event->line, STR_ICAL_NO_SUMMARY);
    }
    if (!*event->venue) {
        calendar_error(reader->calendar, event->line, STR_ICAL_NO_LOCATION);
    }
    return *event->title && *event->venue;
}

static void add_event(struct reader *reader, size_t index)
{
    const struct ical_event *event = &reader->events.items[index];
    struct moment start;
    int64_t length_ms = 0;
    if (event->cancelled) {
        return;
    }
    if (event->start.line == 0) {
        calendar_error(reader->calendar, event->line, STR_ICAL_NO_START);
        return;
    }
    if (!read_moment(reader, &event->start, event->start.value, &start)) {
        return;
    }
    if (start.time.date) {
        calendar_warning(reader->calendar, event->line, STR_ICAL_ALL_DAY);
        return;
    }
    bool right = has_texts(reader, event);
    if (event->unsupported.line > 0) {
        calendar_error(reader->calendar, event->unsupported.line, STR_ICAL_UNSUPPORTED,
                       event->unsupported.value);
        right = false;
    }
    right &= read_length(reader, event, &start, &length_ms);
    if (right && event->rule.line > 0) {
        add_occurrences(reader, event, &start, length_ms);
    } else if (right) {
        add_single(reader, index, &start, length_ms);
    }
}

/* Before anything else: what RECURRENCE-IDs stand for. */
static bool read_moved(struct reader *reader)
{
    reader->moved = arena_alloc(reader->calendar->arena, (reader->events.count + 1) * sizeof *reader->moved);
    if (!reader->moved) {
        reader->calendar->failed = true;
        return false;
    }
    bool right = true;
    for (size_t i = 0; i < reader->events.count; i++) {
        const struct ical_event *event = &reader->events.items[i];
        struct moment moment;
        if (event->recurrence.line == 0) {
            continue;
        }
        if (read_moment(reader, &event->recurrence, event->recurrence.value, &moment)) {
            reader->moved[i] = exception_of(&moment);
        } else {
            right = false;
        }
    }
    return right;
}

void ical_read(const char *data, size_t len, const char *zone, struct calendar *out)
{
    struct reader reader = {.calendar = out, .zones = {.arena = out->arena}, .zone = zone};
    reader.events = (struct ical_events){.calendar = out, .zones = &reader.zones};
    if (ical_events_read(&reader.events, data, len) && read_moved(&reader)) {
        for (size_t i = 0; i < reader.events.count && !out->failed && !calendar_is_full(out); i++) {
            add_event(&reader, i);
        }
    }
    out->failed |= reader.zones.failed;
    ical_zones_finish(&reader.zones);
    calendar_settle(out);
}
