#include "format/ical_rule.h"

#include "base/utf8.h"
#include "base/zone_file.h"
#include "format/calendar.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char weekday_names[7][3] = {"SU", "MO", "TU", "WE", "TH", "FR", "SA"};

/* Exactly so many digits; -1 where they are not there. */
static int fixed_number(const char *text, int digits)
{
    int value = 0;
    for (int i = 0; i < digits; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return -1;
        }
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

bool ical_time_parse(const char *text, struct ical_time *out)
{
    *out = (struct ical_time){0};
    struct civil *civil = &out->civil, there = {0};
    size_t len = strlen(text);
    if ((len != 8 && len != 15 && len != 16) || (civil->year = fixed_number(text, 4)) < 1 ||
        (civil->month = fixed_number(text + 4, 2)) < 1 || civil->month > 12 ||
        (civil->day = fixed_number(text + 6, 2)) < 1) {
        return false;
    }
    zone_date_of(zone_days_of(civil->year, civil->month, civil->day), &there);
    civil->weekday = there.weekday;
    if (there.day != civil->day) {
        return false;
    }
    out->date = len == 8;
    if (out->date) {
        return true;
    }
    out->utc = len == 16 && text[15] == 'Z';
    civil->hour = fixed_number(text + 9, 2);
    civil->minute = fixed_number(text + 11, 2);
    civil->second = fixed_number(text + 13, 2);
    if (civil->second == 60) {
        civil->second = 59; /* a leap second */
    }
    return text[8] == 'T' && (len == 15 || out->utc) && civil->hour >= 0 && civil->hour <= 23 &&
           civil->minute >= 0 && civil->minute <= 59 && civil->second >= 0 && civil->second <= 59;
}

bool ical_duration_parse(const char *text, int64_t *seconds)
{
    static const struct {
        char letter;
        bool timed; /* behind the T */
        int64_t seconds;
    } units[] = {
        {'W', false, 604800}, {'D', false, 86400}, {'H', true, 3600}, {'M', true, 60}, {'S', true, 1}};
    const char *at = text + (*text == '+');
    size_t next = 0, found = 0;
    bool timed = false;
    *seconds = 0;
    if (*at++ != 'P') {
        return false;
    }
    while (*at) {
        if (*at == 'T' && !timed) {
            timed = true;
            at++;
        }
        int64_t value = 0;
        const char *digits = at;
        while (*at >= '0' && *at <= '9' && value <= CALENDAR_MAX_SPAN_S) {
            value = value * 10 + (*at++ - '0');
        }
        while (next < 5 && (units[next].letter != *at || units[next].timed != timed)) {
            next++;
        }
        if (at == digits || next == 5 || value > CALENDAR_MAX_SPAN_S) {
            return false;
        }
        *seconds += value * units[next++].seconds;
        at++;
        found++;
    }
    return found > 0 && *seconds <= CALENDAR_MAX_SPAN_S;
}

bool ical_offset_parse(const char *text, int *seconds)
{
    size_t len = strlen(text);
    int hour = len >= 5 ? fixed_number(text + 1, 2) : -1, minute = len >= 5 ? fixed_number(text + 3, 2) : -1;
    int second = len == 7 ? fixed_number(text + 5, 2) : 0;
    if ((len != 5 && len != 7) || (*text != '+' && *text != '-') || hour < 0 || hour > 23 || minute < 0 ||
        minute > 59 || second < 0 || second > 59) {
        return false;
    }
    *seconds = (*text == '-' ? -1 : 1) * ((hour * 60 + minute) * 60 + second);
    return true;
}

/* --- rules --- */

static int weekday_of(const char *text, size_t len)
{
    for (int i = 0; i < 7; i++) {
        if (len == 2 && strncasecmp(text, weekday_names[i], 2) == 0) {
            return i;
        }
    }
    return -1;
}

static bool take_weekdays(struct ical_rule *rule, const char *list)
{
    for (;;) {
        size_t len = strcspn(list, ",");
        int weekday = weekday_of(list, len);
        if (weekday < 0) {
            return false;
        }
        rule->weekdays |= 1u << weekday;
        if (!list[len]) {
            return true;
        }
        list += len + 1;
    }
}

static bool take_number(const char *text, int *out)
{
    size_t len = strlen(text);
    *out = len >= 1 && len <= 4 ? fixed_number(text, (int)len) : -1;
    return *out >= 1;
}

/* What of a rule was given; each part may come once. */
enum part { FREQ, INTERVAL, COUNT, UNTIL, BYDAY, WKST, PARTS };
static const char *const part_names[PARTS] = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"};

static bool take_part(struct ical_rule *rule, enum part part, const char *value)
{
    switch (part) {
    case FREQ:
        rule->weekly = strcasecmp(value, "WEEKLY") == 0;
        return rule->weekly || strcasecmp(value, "DAILY") == 0;
    case INTERVAL:
        return take_number(value, &rule->interval);
    case COUNT:
        return take_number(value, &rule->count);
    case UNTIL:
        return ical_time_parse(value, &rule->until);
    case BYDAY:
        return take_weekdays(rule, value);
    case WKST:
        rule->week_start = weekday_of(value, strlen(value));
        return rule->week_start >= 0;
    case PARTS:
        break;
    }
    return false;
}

static bool refuse(struct ical_rule_fault *fault, enum str_id sentence, const char *part)
{
    fault->sentence = sentence;
    utf8_copy(fault->part, sizeof fault->part, part);
    return false;
}

static bool take_text(struct ical_rule *rule, const char *text, unsigned *seen, struct ical_rule_fault *fault)
{
    size_t len = strcspn(text, "=");
    char value[512];
    for (int i = 0; i < PARTS; i++) {
        if (strlen(part_names[i]) != len || strncasecmp(text, part_names[i], len) != 0 || !text[len]) {
            continue;
        }
        utf8_copy(value, sizeof value, text + len + 1);
        if ((*seen >> i & 1u) != 0 || !take_part(rule, (enum part)i, value)) {
            break;
        }
        *seen |= 1u << i;
        return true;
    }
    return refuse(fault, STR_ICAL_RULE_PART, text);
}

bool ical_rule_parse(const char *text, struct ical_rule *out, struct ical_rule_fault *fault)
{
    unsigned seen = 0;
    char part[512];
    *out = (struct ical_rule){.interval = 1, .week_start = 1};
    for (const char *at = text; *at;) {
        size_t len = strcspn(at, ";");
        if (len >= sizeof part) {
            return refuse(fault, STR_ICAL_RULE_PART, at);
        }
        memcpy(part, at, len);
        part[len] = '\0';
        if (len > 0 && !take_text(out, part, &seen, fault)) {
            return false;
        }
        at += len + (at[len] == ';');
    }
    if ((seen & 1u << FREQ) == 0 || ((seen & 1u << COUNT) != 0 && (seen & 1u << UNTIL) != 0)) {
        return refuse(fault, STR_ICAL_RULE_PART, text);
    }
    if ((seen & (1u << COUNT | 1u << UNTIL)) == 0) {
        return refuse(fault, STR_ICAL_RULE_ENDLESS, text);
    }
    return true;
}

static int weekday_on(int64_t day)
{
    return (int)(((day + 4) % 7 + 7) % 7);
}

bool ical_rule_begins_on(const struct ical_rule *rule, int64_t day)
{
    return !rule->weekdays || (rule->weekdays >> weekday_on(day) & 1u) != 0;
}

void ical_walk_begin(struct ical_walk *walk, const struct ical_rule *rule, int64_t first_day)
{
    int into_week = (weekday_on(first_day) - rule->week_start + 7) % 7;
    *walk =
        (struct ical_walk){.rule = rule, .first = first_day, .week = first_day - into_week, .day = first_day};
}

/* The first day >= walk->day that the rule has. The first day of all is one, so this ends. */
static void find_day(struct ical_walk *walk)
{
    unsigned same = walk->rule->weekly ? 1u << weekday_on(walk->first) : 0x7Fu;
    unsigned weekdays = walk->rule->weekdays ? walk->rule->weekdays : same;
    while ((weekdays >> weekday_on(walk->day) & 1u) == 0 ||
           (walk->rule->weekly && walk->day >= walk->week + 7)) {
        if (!walk->rule->weekly) {
            walk->day += walk->rule->interval;
        } else if (++walk->day >= walk->week + 7) {
            walk->week += 7 * (int64_t)walk->rule->interval;
            walk->day = walk->week;
        }
    }
}

bool ical_walk_next(struct ical_walk *walk, int64_t *day)
{
    if (walk->rule->count > 0 && walk->done == walk->rule->count) {
        return false;
    }
    find_day(walk);
    *day = walk->day;
    walk->day += walk->rule->weekly ? 1 : walk->rule->interval;
    walk->done++;
    return true;
}
