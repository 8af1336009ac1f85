/* iCalendar: texts, and events of a few properties. */
#ifndef LECTERN_TESTS_ICAL_FIXTURE_H
#define LECTERN_TESTS_ICAL_FIXTURE_H

#include "format/ical.h"
#include "support/calendar_fixture.h"

#define HEAD       "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
#define TAIL       "END:VCALENDAR\r\n"
#define SHANGHAI_9 "DTSTART;TZID=Asia/Shanghai:20261122T090000\r\nDURATION:PT1H\r\n" /* a Sunday */
#define TEXTS      "SUMMARY:讲座\r\nLOCATION:大厅\r\n"

__attribute__((unused)) static void read_bytes(struct fixture *f, const void *data, size_t len)
{
    read_exactly(f, ical_read, data, len);
}

__attribute__((unused)) static void read(struct fixture *f, const char *text)
{
    read_bytes(f, text, strlen(text));
}

/* An event with title and place; head stands on lines 1 and 2, the event begins on line 3. */
__attribute__((unused)) static void read_event(struct fixture *f, const char *properties)
{
    char text[8192];
    snprintf(text, sizeof text, HEAD "BEGIN:VEVENT\r\n" TEXTS "%sEND:VEVENT\r\n" TAIL, properties);
    read(f, text);
}

__attribute__((unused)) static void refuse_event(const char *properties, size_t line, const char *words)
{
    struct fixture f;
    read_event(&f, properties);
    assert_one(&f, line, false, words);
    assert_int_equal(f.calendar.count, 0);
    finish(&f);
}

__attribute__((unused)) static void refuse(const char *text, size_t line, const char *words)
{
    struct fixture f;
    read(&f, text);
    assert_one(&f, line, false, words);
    finish(&f);
}

__attribute__((unused)) static void repeat(struct buf *out, const char *text, size_t times)
{
    for (size_t i = 0; i < times; i++) {
        buf_puts(out, text);
    }
}

#endif
