#include "format/schedule_xml.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "base/zone_file.h"
#include "domain/person.h"
#include "format/xml_part.h"

#include <stdio.h>
#include <string.h>

enum { TEXT_MAX_BYTES = 4096, TITLE_MAX_BYTES = 300, DATE_LEN = 10 };

/* Texts that are looked at, by their element. */
enum field { START, DURATION, DATE, TITLE, SUBTITLE, TRACK, TYPE, ROOM, PERSON, ZONE, FIELDS };

/* Depth of an element: schedule 1, day 2, room 3, event 4, its children 5, persons/person 6. */
enum { IN_SCHEDULE = 1, IN_DAY, IN_ROOM, IN_EVENT, IN_FIELD, IN_PERSON };

struct reader {
    struct xml_part xml; /* first member */
    struct calendar *calendar;
    const char *zone;
    struct zone_file local;
    bool zone_known;
    int depth;
    bool in_persons, in_conference, rooted;
    bool inside[IN_PERSON + 1]; /* the element open at that depth is the one of the model */
    struct civil day;
    bool day_known;
    const char *day_text; /* as it stands */
    const char *room;
    enum field field; /* FIELDS = the text is nothing to us */
    struct buf text;
    /* of the event at hand */
    size_t line;
    const char *id, *guid;
    const char *texts[FIELDS];
    struct buf persons;
    int person_count, person_kept;
};

static const char *keep(struct reader *reader, const char *text)
{
    const char *kept = calendar_text(reader->calendar, text, strlen(text));
    return kept ? kept : "";
}

/* --- what a finished event says --- */

/* "9:00", "09:00:00" in minutes, hours up to most; -1 */
static int minutes_of(const char *text, int most)
{
    int hour = 0, minute = 0, used = 0;
    if (sscanf(text, "%3d:%2d%n", &hour, &minute, &used) != 2 || strspn(text, "0123456789:") < (size_t)used ||
        hour < 0 || hour > most || minute < 0 || minute > 59 ||
        (text[used] && strcmp(text + used, ":00") != 0)) {
        return -1;
    }
    return hour * 60 + minute;
}

/* "2014-12-27T11:00:00+01:00", without seconds, with Z. */
static bool read_iso(const char *text, int64_t *ms)
{
    struct civil civil = {0};
    int used = 0, minutes = 0;
    struct zone_file zone = {0};
    if (sscanf(text, "%4d-%2d-%2dT%2d:%2d%n", &civil.year, &civil.month, &civil.day, &civil.hour,
               &civil.minute, &used) != 5) {
        return false;
    }
    const char *at = text + used;
    if (*at == ':' && sscanf(at, ":%2d%n", &civil.second, &used) == 1) {
        at += used;
        at += *at == '.' ? 1 + strspn(at + 1, "0123456789") : 0;
    }
    if (*at == '+' || *at == '-') {
        char clock[8];
        const char *digits = at + 1;
        bool colon = strlen(digits) == 5;
        snprintf(clock, sizeof clock, "%.2s:%.2s", digits, colon ? digits + 3 : digits + 2);
        minutes = colon || strlen(digits) == 4 ? minutes_of(clock, 23) : -1;
        zone_file_fix(&zone, (*at == '-' ? -60 : 60) * minutes);
    } else if (strcmp(at, "Z") != 0) {
        return false;
    }
    return minutes >= 0 && zone_file_to_ms(&zone, &civil, ms);
}

static bool read_local(struct reader *reader, int64_t *ms)
{
    const char *start = reader->texts[START];
    int minutes = minutes_of(start, 23);
    struct civil civil = reader->day;
    char shown[CALENDAR_SHOWN_SIZE];
    if (minutes < 0) {
        calendar_error(reader->calendar, reader->line, STR_SCHEDULE_BAD_START, calendar_shown(start, shown));
        return false;
    }
    if (!reader->day_known) {
        calendar_error(reader->calendar, reader->line, STR_SCHEDULE_BAD_DAY,
                       calendar_shown(reader->day_text, shown));
        return false;
    }
    if (!reader->zone_known) {
        reader->zone_known = zone_file_open(&reader->local, reader->zone, NULL);
    }
    if (!reader->zone_known) {
        calendar_error(reader->calendar, reader->line, STR_ICAL_ZONE, calendar_shown(reader->zone, shown));
        return false;
    }
    civil.hour = minutes / 60;
    civil.minute = minutes % 60;
    return zone_file_to_ms(&reader->local, &civil, ms);
}

static bool read_when(struct reader *reader, struct calendar_entry *entry)
{
    char shown[CALENDAR_SHOWN_SIZE];
    const char *date = reader->texts[DATE], *duration = reader->texts[DURATION];
    if ((!*date && !*reader->texts[START]) || !*duration) {
        calendar_error(reader->calendar, reader->line, STR_SCHEDULE_NO_START);
        return false;
    }
    int minutes = minutes_of(duration, CALENDAR_MAX_SPAN_S / 3600);
    if (minutes < 0 || strchr(strchr(duration, ':') + 1, ':')) { /* three parts: days or seconds? */
        calendar_error(reader->calendar, reader->line, STR_CALENDAR_BAD_DURATION,
                       calendar_shown(duration, shown));
        return false;
    }
    bool dated = strchr(date, 'T') != NULL;
    if (dated && !read_iso(date, &entry->start_ms)) {
        calendar_error(reader->calendar, reader->line, STR_SCHEDULE_BAD_START, calendar_shown(date, shown));
        return false;
    }
    if (!dated && !read_local(reader, &entry->start_ms)) {
        return false;
    }
    entry->end_ms = entry->start_ms + (int64_t)minutes * 60 * 1000;
    return true;
}

static const char *title_of(struct reader *reader)
{
    const char *title = reader->texts[TITLE], *subtitle = reader->texts[SUBTITLE];
    if (!*title || !*subtitle || strlen(title) + strlen(subtitle) + sizeof " — " > TITLE_MAX_BYTES) {
        return title;
    }
    const char *joined = arena_printf(reader->calendar->arena, "%s — %s", title, subtitle);
    reader->calendar->failed |= !joined;
    return joined ? joined : title;
}

static const char *id_of(struct reader *reader)
{
    const char *id = calendar_id(reader->calendar, reader->id, strlen(reader->id), "");
    return *id ? id : calendar_id(reader->calendar, reader->guid, strlen(reader->guid), "");
}

static void finish_event(struct reader *reader)
{
    struct calendar *calendar = reader->calendar;
    const char *room = *reader->texts[ROOM] ? reader->texts[ROOM] : reader->room;
    struct calendar_entry entry = {.line = reader->line,
                                   .id = id_of(reader),
                                   .title = title_of(reader),
                                   .venue = room,
                                   .kind = reader->texts[*reader->texts[TYPE] ? TYPE : TRACK],
                                   .speaker = keep(reader, buf_text(&reader->persons)),
                                   .speaker_title = ""};
    if (!*entry.title) {
        calendar_error(calendar, entry.line, STR_SCHEDULE_NO_TITLE);
    }
    if (!*room) {
        calendar_error(calendar, entry.line, STR_SCHEDULE_NO_ROOM);
    }
    if (reader->person_kept < reader->person_count) {
        calendar_warning(calendar, entry.line, STR_SCHEDULE_PERSONS, reader->person_kept);
    }
    if (read_when(reader, &entry) && *entry.title && *room) {
        calendar_add(calendar, &entry);
    }
    calendar->failed |= !buf_ok(&reader->persons);
}

/* --- elements --- */

static void begin_day(struct reader *reader, const char **attributes)
{
    const char *date = xml_part_attribute(attributes, "date");
    char plain[DATE_LEN + 1];
    snprintf(plain, sizeof plain, "%.*s", (int)DATE_LEN, date ? date : ""); /* pretalx adds a time */
    reader->day = (struct civil){0};
    reader->day_known = civil_parse_date(plain, &reader->day);
    reader->day_text = keep(reader, date ? date : "");
}

static void begin_event(struct reader *reader, const char **attributes)
{
    const char *id = xml_part_attribute(attributes, "id"), *guid = xml_part_attribute(attributes, "guid");
    reader->line = xml_part_line(&reader->xml);
    reader->id = keep(reader, id ? id : "");
    reader->guid = keep(reader, guid ? guid : "");
    for (int i = 0; i < FIELDS; i++) {
        reader->texts[i] = "";
    }
    buf_clear(&reader->persons);
    reader->person_count = reader->person_kept = 0;
    reader->rooted = true;
}

static enum field field_of(const struct reader *reader, const char *name)
{
    static const char *const of_event[] = {
        [START] = "start",       [DURATION] = "duration", [DATE] = "date", [TITLE] = "title",
        [SUBTITLE] = "subtitle", [TRACK] = "track",       [TYPE] = "type", [ROOM] = "room"};
    if (reader->depth == IN_FIELD && reader->inside[IN_EVENT]) {
        for (int i = 0; i <= ROOM; i++) {
            if (strcmp(of_event[i], name) == 0) {
                return (enum field)i;
            }
        }
    } else if (reader->depth == IN_PERSON && reader->in_persons) {
        return strcmp(name, "person") == 0 ? PERSON : FIELDS;
    } else if (reader->depth == IN_ROOM && reader->in_conference) {
        return strcmp(name, "time_zone_name") == 0 ? ZONE : FIELDS;
    }
    return FIELDS;
}

/* Whether the element is the one that the model has at its depth; if so its attributes are taken. */
static bool enter(struct reader *reader, const char *name, const char **attributes)
{
    static const char *const names[] = {
        [IN_SCHEDULE] = "schedule", [IN_DAY] = "day", [IN_ROOM] = "room", [IN_EVENT] = "event"};
    int depth = reader->depth;
    if (depth > IN_EVENT || (depth > IN_SCHEDULE && !reader->inside[depth - 1]) ||
        strcmp(names[depth], name) != 0) {
        return false;
    }
    if (depth == IN_DAY) {
        begin_day(reader, attributes);
    } else if (depth == IN_ROOM) {
        const char *room = xml_part_attribute(attributes, "name");
        reader->room = keep(reader, room ? room : "");
    } else if (depth == IN_EVENT) {
        begin_event(reader, attributes);
    }
    return true;
}

static void on_start(struct xml_part *part, const char *name, const char **attributes)
{
    struct reader *reader = (struct reader *)part;
    reader->depth++;
    if (reader->depth <= IN_PERSON) {
        reader->inside[reader->depth] = enter(reader, name, attributes);
    }
    if (reader->depth == IN_DAY) {
        reader->in_conference = reader->inside[IN_SCHEDULE] && strcmp(name, "conference") == 0;
    } else if (reader->depth == IN_FIELD) {
        reader->in_persons = reader->inside[IN_EVENT] && strcmp(name, "persons") == 0;
    }
    reader->field = field_of(reader, name);
    buf_clear(&reader->text);
}

static void on_text(struct xml_part *part, const char *text, size_t len)
{
    struct reader *reader = (struct reader *)part;
    if (reader->field != FIELDS && reader->text.len + len <= TEXT_MAX_BYTES) {
        buf_append(&reader->text, text, len);
    }
}

static void add_person(struct reader *reader, const char *name)
{
    size_t before = reader->persons.len;
    if (!*name) {
        return;
    }
    bool fits = before + strlen("、") + strlen(name) <= PERSON_TEXT_MAX;
    if (fits && reader->person_kept == reader->person_count) {
        buf_printf(&reader->persons, "%s%s", before > 0 ? "、" : "", name);
        reader->person_kept++;
    }
    reader->person_count++;
}

static void take_field(struct reader *reader)
{
    const char *text = keep(reader, buf_text(&reader->text));
    if (reader->field == PERSON) {
        add_person(reader, text);
    } else if (reader->field == ZONE) {
        reader->zone = *text ? text : reader->zone;
    } else if (!*reader->texts[reader->field]) {
        reader->texts[reader->field] = text;
    }
}

static void on_end(struct xml_part *part, const char *name)
{
    struct reader *reader = (struct reader *)part;
    (void)name;
    if (reader->field != FIELDS) {
        take_field(reader);
        reader->field = FIELDS;
    }
    if (reader->depth == IN_EVENT && reader->inside[IN_EVENT]) {
        finish_event(reader);
    }
    if (reader->depth <= IN_PERSON) {
        reader->inside[reader->depth] = false;
    }
    reader->depth--;
    if (!buf_ok(&reader->text) || reader->calendar->failed || calendar_is_full(reader->calendar)) {
        reader->calendar->failed |= !buf_ok(&reader->text);
        xml_part_stop(part);
    }
}

static size_t line_of(const char *data, size_t len, size_t at)
{
    size_t line = 1;
    for (size_t i = 0; i < at && i < len; i++) {
        line += data[i] == '\n';
    }
    return line;
}

static bool check_encoding(const char *data, size_t len, struct calendar *out)
{
    for (size_t pos = 0; pos < len;) {
        size_t at = pos;
        uint32_t c = utf8_next(data, len, &pos);
        if (c == UTF8_INVALID || c == 0) {
            calendar_error(out, line_of(data, len, at), STR_CALENDAR_NOT_UTF8);
            return false;
        }
    }
    return true;
}

void schedule_xml_read(const char *data, size_t len, const char *zone, struct calendar *out)
{
    struct reader reader = {
        .xml = {.start = on_start, .end = on_end, .text = on_text, .whole_names = true},
        .calendar = out,
        .zone = zone,
        .room = "",
        .field = FIELDS,
    };
    struct err err = {0};
    size_t line;
    if (!check_encoding(data, len, out)) {
        return;
    }
    if (!xml_part_read_bytes(&reader.xml, data, len, &line, &err)) {
        out->failed |= err.code == ERR_MEMORY;
        calendar_error(out, line, STR_PACK_AS_IT_IS, err.text);
    } else if (!reader.rooted) {
        calendar_error(out, 0, STR_SCHEDULE_NOT);
    }
    calendar_settle(out);
    buf_finish(&reader.text);
    buf_finish(&reader.persons);
    zone_file_close(&reader.local);
}
