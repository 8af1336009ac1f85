#include "format/ical_events.h"

#include "base/utf8.h"
#include "format/ical.h"
#include "format/ical_lines.h"
#include "format/ical_rule.h"

#include <string.h>
#include <strings.h>

enum { COMPONENT_SIZE = 32 };

struct reader {
    struct ical_events *events;
    struct ical_lines lines;
    char open[ICAL_MAX_DEPTH][COMPONENT_SIZE]; /* components around the line at hand */
    size_t opened_at[ICAL_MAX_DEPTH];
    size_t depth;
    struct ical_event *event;        /* NULL = not in one */
    struct ical_vtimezone *timezone; /* the same */
    bool any;                        /* a calendar has begun */
};

static bool is_in(const struct reader *reader, const char *component)
{
    return reader->depth > 0 && strcmp(reader->open[reader->depth - 1], component) == 0;
}

static const char *keep(struct reader *reader, const char *text, size_t len)
{
    const char *kept = calendar_text(reader->events->calendar, text, len);
    return kept ? kept : "";
}

/* --- properties --- */

/* "主讲人：王师傅" among the lines of a description. */
static const char *labelled(struct reader *reader, const char *line, size_t len, enum str_id label)
{
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        const char *name = str_in((enum lang)lang, label), *at = line;
        size_t name_len = strlen(name);
        at += strspn(at, " \t");
        if ((size_t)(line + len - at) <= name_len || strncasecmp(at, name, name_len) != 0) {
            continue;
        }
        at += name_len;
        at += strspn(at, " \t");
        size_t colon = *at == ':' ? 1 : strncmp(at, "：", strlen("：")) == 0 ? strlen("：") : 0;
        if (colon > 0 && at + colon <= line + len) {
            return keep(reader, at + colon, (size_t)(line + len - at) - colon);
        }
    }
    return "";
}

static void take_description(struct reader *reader, char *value)
{
    struct ical_event *event = reader->event;
    ical_text_unescape(value);
    for (const char *line = value; *line;) {
        size_t len = strcspn(line, "\n");
        if (!*event->speaker) {
            event->speaker = labelled(reader, line, len, STR_PREVIEW_SPEAKER);
        }
        if (!*event->speaker_title) {
            event->speaker_title = labelled(reader, line, len, STR_PREVIEW_SPEAKER_TITLE);
        }
        line += len + (line[len] == '\n');
    }
}

static void take_stamp(struct reader *reader, const struct ical_line *line, struct ical_stamp *out)
{
    char tzid[ICAL_TZID_SIZE];
    if (out->line > 0) {
        calendar_error(reader->events->calendar, line->line, STR_ICAL_TWICE, line->name, out->line);
        return;
    }
    ical_line_parameter(line, "TZID", tzid, sizeof tzid);
    *out = (struct ical_stamp){line->line, keep(reader, line->value, strlen(line->value)),
                               *tzid ? keep(reader, tzid, utf8_floor(tzid, strlen(tzid))) : ""};
}

static void take_exception(struct reader *reader, const struct ical_line *line)
{
    struct ical_event *event = reader->event;
    struct arena *arena = reader->events->calendar->arena;
    struct ical_stamp *grown = arena_grow(arena, event->exceptions, event->exception_count,
                                          &event->exception_capacity, sizeof *grown);
    if (!grown) {
        reader->events->calendar->failed = true;
        return;
    }
    event->exceptions = grown;
    grown[event->exception_count] = (struct ical_stamp){0};
    take_stamp(reader, line, &grown[event->exception_count++]);
}

static void take_text(struct reader *reader, char *value, const char **out)
{
    if (!**out) {
        size_t len = ical_text_unescape(value);
        *out = keep(reader, value, len);
    }
}

enum property {
    UID,
    SUMMARY,
    LOCATION,
    DESCRIPTION,
    CATEGORIES,
    STATUS,
    DTSTART,
    DTEND,
    DURATION,
    RRULE,
    EXDATE,
    RECURRENCE_ID,
    RDATE,
    EXRULE,
    PROPERTIES
};

static const char *const property_names[PROPERTIES] = {
    [UID] = "UID",
    [SUMMARY] = "SUMMARY",
    [LOCATION] = "LOCATION",
    [DESCRIPTION] = "DESCRIPTION",
    [CATEGORIES] = "CATEGORIES",
    [STATUS] = "STATUS",
    [DTSTART] = "DTSTART",
    [DTEND] = "DTEND",
    [DURATION] = "DURATION",
    [RRULE] = "RRULE",
    [EXDATE] = "EXDATE",
    [RECURRENCE_ID] = "RECURRENCE-ID",
    [RDATE] = "RDATE",
    [EXRULE] = "EXRULE",
};

static enum property property_of(const char *name)
{
    int i = 0;
    while (i < PROPERTIES && strcmp(property_names[i], name) != 0) {
        i++;
    }
    return (enum property)i;
}

static void note_unsupported(struct reader *reader, size_t line, const char *name)
{
    if (reader->event->unsupported.line == 0) {
        reader->event->unsupported = (struct ical_stamp){line, name, ""};
    }
}

static void take_recurrence(struct reader *reader, const struct ical_line *line)
{
    char range[32];
    if (ical_line_parameter(line, "RANGE", range, sizeof range)) {
        note_unsupported(reader, line->line, "RANGE");
    }
    take_stamp(reader, line, &reader->event->recurrence);
}

static void take_property(struct reader *reader, const struct ical_line *line)
{
    struct ical_event *event = reader->event;
    struct calendar *calendar = reader->events->calendar;
    enum property property = property_of(line->name);
    if (line->too_long && property != PROPERTIES && property != DESCRIPTION) {
        calendar_error(calendar, line->line, STR_ICAL_LINE_TOO_LONG, line->name, ICAL_LINE_MAX_BYTES / 1024);
        return;
    }
    switch (property) {
    case UID:
        take_text(reader, line->value, &event->uid);
        break;
    case SUMMARY:
        take_text(reader, line->value, &event->title);
        break;
    case LOCATION:
        take_text(reader, line->value, &event->venue);
        break;
    case DESCRIPTION:
        take_description(reader, line->value);
        break;
    case CATEGORIES:
        line->value[ical_text_first(line->value)] = '\0';
        take_text(reader, line->value, &event->kind);
        break;
    case STATUS:
        event->cancelled |= strcasecmp(keep(reader, line->value, strlen(line->value)), "CANCELLED") == 0;
        break;
    case DTSTART:
        take_stamp(reader, line, &event->start);
        break;
    case DTEND:
        take_stamp(reader, line, &event->end);
        break;
    case DURATION:
        take_stamp(reader, line, &event->duration);
        break;
    case RRULE:
        take_stamp(reader, line, &event->rule);
        break;
    case EXDATE:
        take_exception(reader, line);
        break;
    case RECURRENCE_ID:
        take_recurrence(reader, line);
        break;
    case RDATE:
    case EXRULE:
        if (*line->value) {
            note_unsupported(reader, line->line, property_names[property]);
        }
        break;
    case PROPERTIES:
        if (!*line->name) {
            calendar_warning(calendar, line->line, STR_ICAL_NO_PROPERTY);
        }
        break;
    }
}

static void take_timezone(struct reader *reader, const struct ical_line *line)
{
    struct ical_vtimezone *timezone = reader->timezone;
    int offset;
    if (is_in(reader, "VTIMEZONE") && strcmp(line->name, "TZID") == 0) {
        timezone->tzid = keep(reader, line->value, strlen(line->value));
    } else if (is_in(reader, "VTIMEZONE") && strcmp(line->name, "X-LIC-LOCATION") == 0) {
        timezone->location = keep(reader, line->value, strlen(line->value));
    } else if (strcmp(line->name, "TZOFFSETTO") == 0) {
        bool right = ical_offset_parse(line->value, &offset);
        timezone->several |= !right || (timezone->fixed && timezone->offset_s != offset);
        timezone->fixed = true;
        timezone->offset_s = right ? offset : 0;
    }
}

/* --- components --- */

static void begin_event(struct reader *reader, size_t line)
{
    struct ical_events *events = reader->events;
    struct ical_event *grown =
        arena_grow(events->calendar->arena, events->items, events->count, &events->capacity, sizeof *grown);
    if (!grown) {
        events->calendar->failed = true;
        return;
    }
    events->items = grown;
    reader->event = &grown[events->count++];
    const struct ical_stamp none = {.value = "", .tzid = ""};
    *reader->event = (struct ical_event){.line = line,
                                         .uid = "",
                                         .title = "",
                                         .venue = "",
                                         .kind = "",
                                         .speaker = "",
                                         .speaker_title = "",
                                         .start = none,
                                         .end = none,
                                         .duration = none,
                                         .rule = none,
                                         .recurrence = none,
                                         .unsupported = none};
}

static bool begin(struct reader *reader, const struct ical_line *line)
{
    struct ical_events *events = reader->events;
    struct ical_zones *zones = events->zones;
    const char *name = keep(reader, line->value, strlen(line->value));
    if (reader->depth == 0 && strcasecmp(name, "VCALENDAR") != 0) {
        calendar_error(events->calendar, line->line, STR_ICAL_NOT);
        return false;
    }
    if (reader->depth == ICAL_MAX_DEPTH || strlen(name) >= COMPONENT_SIZE) {
        calendar_error(events->calendar, line->line, STR_ICAL_TOO_DEEP, (int)ICAL_MAX_DEPTH);
        return false;
    }
    bool in_calendar = is_in(reader, "VCALENDAR");
    char *open = reader->open[reader->depth];
    utf8_copy(open, COMPONENT_SIZE, name);
    for (; *open; open++) {
        *open = (char)(*open >= 'a' && *open <= 'z' ? *open - 32 : *open);
    }
    reader->opened_at[reader->depth++] = line->line;
    reader->any = true;
    if (in_calendar && is_in(reader, "VEVENT")) {
        if (events->count == ICAL_MAX_EVENTS) {
            calendar_error(events->calendar, line->line, STR_ICAL_TOO_MANY_EVENTS, (int)ICAL_MAX_EVENTS);
            return false;
        }
        begin_event(reader, line->line);
    } else if (in_calendar && is_in(reader, "VTIMEZONE") && zones->given_count < ICAL_MAX_ZONES) {
        reader->timezone = &zones->given[zones->given_count++];
        *reader->timezone = (struct ical_vtimezone){.tzid = "", .location = ""};
    }
    return true;
}

static bool end(struct reader *reader, const struct ical_line *line)
{
    const char *name = keep(reader, line->value, strlen(line->value));
    if (reader->depth == 0 || strcasecmp(reader->open[reader->depth - 1], name) != 0) {
        size_t opened = reader->depth > 0 ? reader->opened_at[reader->depth - 1] : 0;
        char shown[CALENDAR_SHOWN_SIZE];
        calendar_error(reader->events->calendar, line->line, STR_ICAL_BAD_END, calendar_shown(name, shown),
                       opened > 0 ? reader->open[reader->depth - 1] : "-", opened);
        return false;
    }
    if (is_in(reader, "VEVENT")) {
        reader->event = NULL;
    } else if (is_in(reader, "VTIMEZONE")) {
        reader->timezone = NULL;
    }
    reader->depth--;
    return true;
}

static bool take_line(struct reader *reader, const struct ical_line *line)
{
    struct calendar *calendar = reader->events->calendar;
    if (line->damaged) {
        calendar_error(calendar, line->line, STR_CALENDAR_NOT_UTF8);
        return false;
    }
    if (strcmp(line->name, "BEGIN") == 0) {
        return begin(reader, line);
    }
    if (strcmp(line->name, "END") == 0) {
        return end(reader, line);
    }
    if (!reader->any) {
        calendar_error(calendar, line->line, STR_ICAL_NOT);
        return false;
    }
    if (reader->event && is_in(reader, "VEVENT")) {
        take_property(reader, line);
    } else if (reader->timezone) {
        take_timezone(reader, line);
    }
    return true;
}

static bool read_lines(struct reader *reader)
{
    struct calendar *calendar = reader->events->calendar;
    struct ical_line line;
    while (ical_lines_next(&reader->lines, &line)) {
        if (!take_line(reader, &line) || calendar->failed) {
            return false;
        }
    }
    if (reader->lines.unfolded.failed) {
        calendar->failed = true;
        return false;
    }
    if (!reader->any) {
        calendar_error(calendar, 0, STR_ICAL_NOT);
    } else if (reader->depth > 0) {
        calendar_error(calendar, reader->opened_at[reader->depth - 1], STR_ICAL_NO_END,
                       reader->open[reader->depth - 1]);
    }
    return reader->any && reader->depth == 0;
}

bool ical_events_read(struct ical_events *events, const char *data, size_t len)
{
    size_t mark = len >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    struct reader reader = {.events = events, .lines = {.at = data + mark, .end = data + len}};
    bool done = read_lines(&reader);
    ical_lines_finish(&reader.lines);
    return done;
}
