#include "format/ical_write.h"

#include "base/utf8.h"
#include "base/zone_file.h"
#include "domain/calendar_text.h"

#include <string.h>

enum { LINE_OCTETS = 75 };

void ical_write_line(struct buf *out, const char *line)
{
    size_t len = strlen(line), room = LINE_OCTETS;
    while (len > room) {
        size_t part = utf8_floor(line, room);
        buf_append(out, line, part);
        buf_puts(out, "\r\n ");
        line += part;
        len -= part;
        room = LINE_OCTETS - 1; /* the blank counts */
    }
    buf_append(out, line, len);
    buf_puts(out, "\r\n");
}

static void put_line(struct buf *out, struct buf *line)
{
    out->failed |= !buf_ok(line);
    ical_write_line(out, buf_text(line));
    buf_finish(line);
}

static void put_text(struct buf *out, const char *name, const char *text)
{
    struct buf line = {0};
    if (*text) {
        buf_printf(&line, "%s:", name);
        calendar_text_put(text, &line);
        put_line(out, &line);
    }
}

static void put_time(struct buf *out, const char *name, int64_t at_ms)
{
    static const struct zone_file utc;
    struct civil t;
    zone_file_from_ms(&utc, at_ms, &t);
    buf_printf(out, "%s:%04d%02d%02dT%02d%02d%02dZ\r\n", name, t.year, t.month, t.day, t.hour, t.minute,
               t.second);
}

void ical_write_begin(const struct ical_writer *writer, const char *title)
{
    buf_puts(writer->out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Lectern//Programme//ZH\r\n"
                          "CALSCALE:GREGORIAN\r\n");
    put_text(writer->out, "X-WR-CALNAME", title);
}

static void add_note(const struct ical_writer *writer, struct buf *notes, enum str_id label, const char *text)
{
    if (*text) {
        buf_puts(notes, notes->len > 0 ? "\n" : "");
        buf_printf(notes, str_in(writer->lang, STR_CALENDAR_NOTE), str_in(writer->lang, label), text);
    }
}

void ical_write_lecture(const struct ical_writer *writer, const struct lecture *lecture)
{
    struct buf *out = writer->out, line = {0}, notes = {0};
    buf_puts(out, "BEGIN:VEVENT\r\n");
    buf_puts(&line, "UID:");
    calendar_text_put(lecture->id, &line);
    buf_printf(&line, "@%s", writer->station);
    put_line(out, &line);
    put_time(out, "DTSTAMP", writer->now_ms);
    put_time(out, "DTSTART", lecture->start_ms);
    put_time(out, "DTEND", lecture->end_ms);
    put_text(out, "SUMMARY", lecture->title);
    put_text(out, "LOCATION", lecture->venue);
    add_note(writer, &notes, STR_PREVIEW_SPEAKER, lecture->speaker);
    add_note(writer, &notes, STR_PREVIEW_SPEAKER_TITLE, lecture->speaker_title);
    add_note(writer, &notes, STR_PREVIEW_KIND, lecture->kind);
    out->failed |= !buf_ok(&notes);
    put_text(out, "DESCRIPTION", buf_text(&notes));
    buf_finish(&notes);
    put_text(out, "CATEGORIES", lecture->kind);
    buf_puts(out, "END:VEVENT\r\n");
}

void ical_write_end(const struct ical_writer *writer)
{
    buf_puts(writer->out, "END:VCALENDAR\r\n");
}
