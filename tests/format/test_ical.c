/* Calendars as programs write them: lines, texts, times, rules, and what is refused. */
#include "format/ical.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/zone_file.h"
#include "format/ical_rule.h"

#define HEAD  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
#define TAIL  "END:VCALENDAR\r\n"
#define TEXTS "SUMMARY:讲座\r\nLOCATION:大厅\r\n"

struct fixture {
    struct arena arena;
    struct calendar calendar;
};

/* The reader gets memory of exactly that size, so that a sanitizer sees one byte too far. */
static void read_bytes(struct fixture *f, const void *data, size_t len)
{
    char *exact = malloc(len + !len);
    assert_non_null(exact);
    memcpy(exact, data, len);
    *f = (struct fixture){0};
    f->calendar.arena = &f->arena;
    ical_read(exact, len, "Asia/Shanghai", &f->calendar);
    free(exact);
    assert_false(f->calendar.failed);
}

static void read(struct fixture *f, const char *text)
{
    read_bytes(f, text, strlen(text));
}

/* An event with title and place; head stands on lines 1 and 2, the event begins on line 3. */
static void read_event(struct fixture *f, const char *properties)
{
    char text[8192];
    snprintf(text, sizeof text, HEAD "BEGIN:VEVENT\r\n" TEXTS "%sEND:VEVENT\r\n" TAIL, properties);
    read(f, text);
}

static void finish(struct fixture *f)
{
    arena_finish(&f->arena);
}

static const char *utc(int64_t ms)
{
    static char texts[8][32];
    static int next;
    static const struct zone_file zone;
    struct civil t;
    zone_file_from_ms(&zone, ms, &t);
    char *out = texts[next++ % 8];
    snprintf(out, 32, "%04d-%02d-%02d %02d:%02d:%02d", t.year, t.month, t.day, t.hour, t.minute, t.second);
    return out;
}

static void assert_no_fault(const struct fixture *f)
{
    for (size_t i = 0; i < f->calendar.fault_count; i++) {
        print_message("%zu: %s\n", f->calendar.faults[i].line, f->calendar.faults[i].message);
    }
    assert_int_equal(f->calendar.fault_count, 0);
}

static void assert_starts(const struct fixture *f, size_t count, const char *const *starts)
{
    assert_int_equal(f->calendar.count, count);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(utc(f->calendar.entries[i].start_ms), starts[i]);
    }
}

#define STARTS(f, ...)                                                                                       \
    do {                                                                                                     \
        static const char *const starts[] = {__VA_ARGS__};                                                   \
        assert_starts(f, sizeof starts / sizeof *starts, starts);                                            \
    } while (0)

/* Exactly one fault, at that line, with these words in it. */
static void assert_one(const struct fixture *f, size_t line, bool warning, const char *words)
{
    if (f->calendar.fault_count != 1) {
        assert_no_fault(f);
    }
    assert_int_equal(f->calendar.fault_count, 1);
    const struct calendar_fault *fault = &f->calendar.faults[0];
    if (!strstr(fault->message, words)) {
        fail_msg("\"%s\" is not in \"%s\"", words, fault->message);
    }
    assert_int_equal(fault->line, line);
    assert_int_equal(fault->warning, warning);
}

static void refuse_event(const char *properties, size_t line, const char *words)
{
    struct fixture f;
    read_event(&f, properties);
    assert_one(&f, line, false, words);
    assert_int_equal(f.calendar.count, 0);
    finish(&f);
}

static void refuse(const char *text, size_t line, const char *words)
{
    struct fixture f;
    read(&f, text);
    assert_one(&f, line, false, words);
    finish(&f);
}

/* --- lines and texts --- */

static void reads_an_event(void **state)
{
    (void)state;
    struct fixture f;
    read(&f, "\xEF\xBB\xBF" HEAD "BEGIN:VEVENT\r\nUID:20261122-1@abc\r\nDTSTART:20261122T010000Z\r\n"
             "DTEND:20261122T023000Z\r\nSUMMARY:劳模宣讲\r\nLOCATION: 一号车间 \r\n"
             "CATEGORIES:报告会,别的\r\nDESCRIPTION:请提前到场\\n主讲人：王师傅\\n职务: 班长\\n\r\n"
             "BEGIN:VALARM\r\nDESCRIPTION:Speaker: nobody\r\nEND:VALARM\r\nEND:VEVENT\r\n" TAIL);
    assert_no_fault(&f);
    assert_int_equal(f.calendar.count, 1);
    const struct calendar_entry *entry = f.calendar.entries;
    assert_int_equal(entry->line, 3);
    assert_string_equal(entry->id, "20261122-1");
    assert_string_equal(entry->title, "劳模宣讲");
    assert_string_equal(entry->venue, "一号车间");
    assert_string_equal(entry->kind, "报告会");
    assert_string_equal(entry->speaker, "王师傅");
    assert_string_equal(entry->speaker_title, "班长");
    assert_string_equal(utc(entry->start_ms), "2026-11-22 01:00:00");
    assert_string_equal(utc(entry->end_ms), "2026-11-22 02:30:00");
    finish(&f);
}

/* RFC 5545, 3.1: folds are made between octets, so in the middle of a character too. */
static void unfolds_inside_of_characters(void **state)
{
    (void)state;
    struct fixture f;
    const char text[] =
        HEAD "BEGIN:VEVENT\r\nSUMMARY:\xE8\xAE\r\n \xB2\xE5\r\n\t\xBA\xA7\r\n"
             "LOCA\r\n TION:大\n 厅\nDTSTART:20261122T010000Z\rDURATION:PT1H\r\nEND:VEVENT\r\n" TAIL;
    read(&f, text);
    assert_no_fault(&f);
    assert_int_equal(f.calendar.count, 1);
    assert_string_equal(f.calendar.entries[0].title, "讲座");
    assert_string_equal(f.calendar.entries[0].venue, "大厅");
    finish(&f);
}

static void unescapes_texts(void **state)
{
    (void)state;
    struct fixture f;
    read(&f, HEAD "BEGIN:VEVENT\r\nSUMMARY;LANGUAGE=zh;X-A=\"a:b;c\":a\\, b\\; c\\\\n: \\Nd\r\n"
                  "LOCATION:一楼\\n\\n  大厅\r\nCATEGORIES:甲\\,乙,丙\r\nDTSTART:20261122T010000Z\r\n"
                  "DURATION:PT1H\r\nEND:VEVENT\r\n" TAIL);
    assert_no_fault(&f);
    assert_string_equal(f.calendar.entries[0].title, "a, b; c\\n: d");
    assert_string_equal(f.calendar.entries[0].venue, "一楼 大厅");
    assert_string_equal(f.calendar.entries[0].kind, "甲,乙");
    finish(&f);
}

static void counts_physical_lines(void **state)
{
    (void)state;
    struct fixture f;
    read(&f, HEAD "X-A:b\r\n c\r\n d\r\n\r\nBEGIN:VEVENT\r\nSUMMARY:a\r\n b\r\nDTSTART:nonsense\r\n"
                  "LOCATION:c\r\nEND:VEVENT\r\n" TAIL);
    assert_one(&f, 10, false, "nonsense");
    finish(&f);
}

/* --- times --- */

static void knows_every_kind_of_time(void **state)
{
    (void)state;
    static const struct {
        const char *start, *utc;
    } cases[] = {
        {"DTSTART:20261122T010000Z", "2026-11-22 01:00:00"},
        {"DTSTART:20261122T090000", "2026-11-22 01:00:00"},
        {"DTSTART;TZID=Asia/Tokyo:20261122T090000", "2026-11-22 00:00:00"},
        {"DTSTART;TZID=Europe/Berlin:20260701T090000", "2026-07-01 07:00:00"},
        {"DTSTART;VALUE=DATE-TIME;TZID=\"Europe/Berlin\":20261201T090000", "2026-12-01 08:00:00"},
        {"DTSTART;TZID=/mozilla.org/20050126_1/Europe/Berlin:20260701T090000", "2026-07-01 07:00:00"},
        {"DTSTART;TZID=/Europe/Berlin:20260701T090000", "2026-07-01 07:00:00"},
        {"DTSTART;TZID=China Standard Time:20260701T090000", "2026-07-01 01:00:00"},
        {"DTSTART;TZID=\"W. Europe Standard Time\":20260701T090000", "2026-07-01 07:00:00"},
        {"DTSTART;TZID=Asia/Tokyo:20261122T010000Z", "2026-11-22 01:00:00"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f;
        char properties[256];
        snprintf(properties, sizeof properties, "%s\r\nDURATION:PT1H30M\r\n", cases[i].start);
        read_event(&f, properties);
        assert_no_fault(&f);
        assert_string_equal(utc(f.calendar.entries[0].start_ms), cases[i].utc);
        assert_int_equal(f.calendar.entries[0].end_ms - f.calendar.entries[0].start_ms, 90 * 60 * 1000);
        finish(&f);
    }
}

#define ZONE(name, offsets) "BEGIN:VTIMEZONE\r\nTZID:" name "\r\n" offsets "END:VTIMEZONE\r\n"
#define EVENT_IN(name)                                                                                       \
    "BEGIN:VEVENT\r\n" TEXTS "DTSTART;TZID=" name ":20260701T090000\r\nDURATION:PT1H\r\nEND:VEVENT\r\n"

/* The zone's definition may stand behind the event. */
static void uses_fixed_offsets_of_the_file(void **state)
{
    (void)state;
    struct fixture f;
    read(&f,
         HEAD EVENT_IN("北京") ZONE("北京", "BEGIN:STANDARD\r\nTZOFFSETTO:+0800\r\nEND:STANDARD\r\n") TAIL);
    assert_no_fault(&f);
    STARTS(&f, "2026-07-01 01:00:00");
    finish(&f);
    read(&f, HEAD ZONE("X", "X-LIC-LOCATION:Europe/Berlin\r\n") EVENT_IN("X") TAIL);
    assert_no_fault(&f);
    STARTS(&f, "2026-07-01 07:00:00");
    finish(&f);
    refuse(HEAD ZONE("X", "BEGIN:STANDARD\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\n"
                          "BEGIN:DAYLIGHT\r\nTZOFFSETTO:+0200\r\nEND:DAYLIGHT\r\n") EVENT_IN("X") TAIL,
           15, "“X”");
}

static void refuses_times_that_are_none(void **state)
{
    (void)state;
    static const char *const values[] = {"20260230T090000", "20261301T090000", "20261122T250000",
                                         "2026-11-22",      "20261122T0900",   "",
                                         "20261122T090000X"};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char properties[128];
        snprintf(properties, sizeof properties, "DTSTART:%s\r\nDURATION:PT1H\r\n", values[i]);
        refuse_event(properties, 6, values[i]);
    }
    refuse_event("DTSTART;TZID=Nowhere/Else:20261122T090000\r\nDURATION:PT1H\r\n", 6, "Nowhere/Else");
    refuse_event("DTSTART;TZID=../../../etc/passwd:20261122T090000\r\nDURATION:PT1H\r\n", 6, "passwd");
    refuse_event("DURATION:PT1H\r\n", 3, "DTSTART");
    refuse_event("DTSTART:20261122T090000\r\n", 3, "DTEND");
    refuse_event("DTSTART:20261122T090000\r\nDTEND:20261122\r\n", 7, "20261122");
    refuse_event("DTSTART:20261122T090000\r\nDTEND:20261122T100000\r\nDURATION:PT1H\r\n", 8, "7");
    struct fixture f;
    read_event(&f, "DTSTART:20261122T090000\r\nDTSTART:20261123T090000\r\nDURATION:PT1H\r\n");
    assert_one(&f, 7, false, "DTSTART");
    finish(&f);
}

static void reads_durations(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t seconds; /* -1 = none */
    } cases[] = {{"PT1H30M", 5400},
                 {"PT90M", 5400},
                 {"P1W", 604800},
                 {"+P1DT2H3M4S", 93784},
                 {"PT0S", 0},
                 {"P366D", 31622400},
                 {"P367D", -1},
                 {"-PT1H", -1},
                 {"P", -1},
                 {"PT", -1},
                 {"P1DT", -1},
                 {"PT1H1H", -1},
                 {"PT1M1H", -1},
                 {"PT1D", -1},
                 {"P1H", -1},
                 {"1H", -1},
                 {"", -1},
                 {"P99999999999999W", -1},
                 {"PT1073741824H", -1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t seconds = -1;
        bool right = ical_duration_parse(cases[i].text, &seconds);
        assert_int_equal(right ? seconds : -1, cases[i].seconds);
    }
    refuse_event("DTSTART:20261122T090000\r\nDURATION:PT1073741824H\r\n", 7, "PT1073741824H");
}

/* --- rules --- */

#define SHANGHAI_9 "DTSTART;TZID=Asia/Shanghai:20261122T090000\r\nDURATION:PT1H\r\n" /* a Sunday */

static void repeats_by_day_and_week(void **state)
{
    (void)state;
    struct fixture f;
    read_event(&f, "UID:a@b\r\n" SHANGHAI_9 "RRULE:FREQ=DAILY;INTERVAL=2;COUNT=3\r\n");
    assert_no_fault(&f);
    STARTS(&f, "2026-11-22 01:00:00", "2026-11-24 01:00:00", "2026-11-26 01:00:00");
    assert_string_equal(f.calendar.entries[2].id, "a-20261126");
    assert_int_equal(f.calendar.entries[2].line, 3);
    finish(&f);
    read_event(&f, SHANGHAI_9 "RRULE:FREQ=WEEKLY;COUNT=2\r\n");
    STARTS(&f, "2026-11-22 01:00:00", "2026-11-29 01:00:00");
    finish(&f);
    read_event(&f, SHANGHAI_9 "RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=SU,TU\r\n");
    STARTS(&f, "2026-11-22 01:00:00", "2026-11-24 01:00:00", "2026-11-29 01:00:00", "2026-12-01 01:00:00");
    finish(&f);
    read_event(&f,
               "DTSTART:20261123T010000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=6;BYDAY=MO,FR,WE\r\n");
    STARTS(&f, "2026-11-23 01:00:00", "2026-11-25 01:00:00", "2026-11-27 01:00:00", "2026-11-30 01:00:00",
           "2026-12-02 01:00:00", "2026-12-04 01:00:00");
    finish(&f);
}

/* RFC 5545, 3.8.5.3: the same rule with another first day of the week. */
static void minds_where_the_week_begins(void **state)
{
    (void)state;
    struct fixture f;
    read_event(&f, "DTSTART:19970805T090000Z\r\nDURATION:PT1H\r\n"
                   "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO\r\n");
    STARTS(&f, "1997-08-05 09:00:00", "1997-08-10 09:00:00", "1997-08-19 09:00:00", "1997-08-24 09:00:00");
    finish(&f);
    read_event(&f, "DTSTART:19970805T090000Z\r\nDURATION:PT1H\r\n"
                   "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU\r\n");
    STARTS(&f, "1997-08-05 09:00:00", "1997-08-17 09:00:00", "1997-08-19 09:00:00", "1997-08-31 09:00:00");
    finish(&f);
}

/* 9:00 stays 9:00 in Berlin when summer time ends. */
static void repeats_in_local_time(void **state)
{
    (void)state;
    struct fixture f;
    read_event(
        &f, "DTSTART;TZID=Europe/Berlin:20261018T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=2\r\n");
    STARTS(&f, "2026-10-18 07:00:00", "2026-10-25 08:00:00");
    assert_int_equal(f.calendar.entries[1].end_ms - f.calendar.entries[1].start_ms, 3600 * 1000);
    finish(&f);
}

static void ends_with_until(void **state)
{
    (void)state;
    struct fixture f;
    read_event(&f, SHANGHAI_9 "RRULE:FREQ=DAILY;UNTIL=20261124T010000Z\r\n"); /* inclusive */
    STARTS(&f, "2026-11-22 01:00:00", "2026-11-23 01:00:00", "2026-11-24 01:00:00");
    finish(&f);
    read_event(&f, SHANGHAI_9 "RRULE:FREQ=DAILY;UNTIL=20261124T005959Z\r\n");
    STARTS(&f, "2026-11-22 01:00:00", "2026-11-23 01:00:00");
    finish(&f);
    read_event(&f, SHANGHAI_9 "RRULE:FREQ=DAILY;UNTIL=20261124T090000\r\n"); /* local: in the start's zone */
    STARTS(&f, "2026-11-22 01:00:00", "2026-11-23 01:00:00", "2026-11-24 01:00:00");
    finish(&f);
    read_event(&f, SHANGHAI_9 "RRULE:FREQ=DAILY;UNTIL=20261124T085959\r\n");
    STARTS(&f, "2026-11-22 01:00:00", "2026-11-23 01:00:00");
    finish(&f);
    read_event(&f, SHANGHAI_9 "RRULE:FREQ=DAILY;UNTIL=20261123T235959\r\n");
    STARTS(&f, "2026-11-22 01:00:00", "2026-11-23 01:00:00");
    finish(&f);
    read_event(&f, SHANGHAI_9 "RRULE:FREQ=DAILY;UNTIL=20261123\r\n");
    STARTS(&f, "2026-11-22 01:00:00", "2026-11-23 01:00:00");
    finish(&f);
}

static void leaves_out_exdates_that_count(void **state)
{
    (void)state;
    struct fixture f;
    read_event(&f, SHANGHAI_9
               "RRULE:FREQ=DAILY;COUNT=4\r\nEXDATE;TZID=Asia/Shanghai:20261123T090000,20261125T090000\r\n");
    assert_no_fault(&f);
    STARTS(&f, "2026-11-22 01:00:00", "2026-11-24 01:00:00");
    finish(&f);
    read_event(&f, SHANGHAI_9
               "RRULE:FREQ=DAILY;COUNT=4\r\nEXDATE:20261123T010000Z\r\nEXDATE;VALUE=DATE:20261124\r\n");
    assert_no_fault(&f);
    STARTS(&f, "2026-11-22 01:00:00", "2026-11-25 01:00:00");
    finish(&f);
    read_event(&f, SHANGHAI_9 "RRULE:FREQ=DAILY;COUNT=2\r\nEXDATE:20261123T020000Z\r\n");
    assert_int_equal(f.calendar.count, 2);
    assert_one(&f, 9, true, "EXDATE");
    finish(&f);
}

#define SERIES "BEGIN:VEVENT\r\nUID:s@x\r\n" TEXTS SHANGHAI_9 "RRULE:FREQ=DAILY;COUNT=3\r\nEND:VEVENT\r\n"

static void takes_overrides(void **state)
{
    (void)state;
    struct fixture f;
    read(&f, HEAD SERIES "BEGIN:VEVENT\r\nUID:s@x\r\nRECURRENCE-ID:20261123T010000Z\r\nSUMMARY:改时间\r\n"
                         "LOCATION:二楼\r\nDTSTART:20261123T060000Z\r\nDURATION:PT2H\r\nEND:VEVENT\r\n"
                         "BEGIN:VEVENT\r\nUID:s@x\r\nRECURRENCE-ID;TZID=Asia/Shanghai:20261124T090000\r\n"
                         "STATUS:CANCELLED\r\nEND:VEVENT\r\n" TAIL);
    assert_no_fault(&f);
    STARTS(&f, "2026-11-22 01:00:00", "2026-11-23 06:00:00");
    assert_string_equal(f.calendar.entries[1].title, "改时间");
    assert_string_equal(f.calendar.entries[1].id, "s-20261123"); /* as before it was moved */
    finish(&f);
    read(&f, HEAD SERIES "BEGIN:VEVENT\r\nUID:other@x\r\nRECURRENCE-ID:20261123T010000Z\r\n" TEXTS
                         "DTSTART:20261123T060000Z\r\nDURATION:PT2H\r\nEND:VEVENT\r\n" TAIL);
    assert_int_equal(f.calendar.count, 4); /* of another series, that is not in the file */
    finish(&f);
    refuse(HEAD SERIES
           "BEGIN:VEVENT\r\nUID:s@x\r\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261123T010000Z\r\n" TEXTS
           "DTSTART:20261123T060000Z\r\nDURATION:PT2H\r\nEND:VEVENT\r\n" TAIL,
           13, "RANGE");
}

static void refuses_rules_it_cannot_follow(void **state)
{
    (void)state;
    static const struct {
        const char *rule, *words;
    } cases[] = {
        {"FREQ=MONTHLY;COUNT=3", "FREQ=MONTHLY"},
        {"FREQ=DAILY", "FREQ=DAILY"}, /* endless */
        {"FREQ=WEEKLY;BYDAY=SU", "次数"},
        {"FREQ=WEEKLY;COUNT=3;BYDAY=1SU", "BYDAY=1SU"},
        {"FREQ=WEEKLY;COUNT=3;BYMONTH=3", "BYMONTH=3"},
        {"FREQ=DAILY;COUNT=3;BYHOUR=9,10", "BYHOUR=9,10"},
        {"FREQ=DAILY;COUNT=0", "COUNT=0"},
        {"FREQ=DAILY;COUNT=3;INTERVAL=0", "INTERVAL=0"},
        {"FREQ=DAILY;COUNT=3;INTERVAL=99999", "INTERVAL=99999"},
        {"FREQ=DAILY;COUNT=3;COUNT=4", "COUNT=4"},
        {"FREQ=DAILY;COUNT=3;UNTIL=20261130", "UNTIL"},
        {"FREQ=DAILY;UNTIL=soon", "UNTIL=soon"},
        {"COUNT=3", "COUNT=3"},
        {"", "“”"},
        {"FREQ=DAILY;COUNT=1001", "1000"},
        {"FREQ=DAILY;UNTIL=99991231", "1000"},
        {"FREQ=WEEKLY;COUNT=3;BYDAY=MO", "星期"}, /* the start is a Sunday */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f;
        char properties[512];
        snprintf(properties, sizeof properties, SHANGHAI_9 "RRULE:%s\r\n", cases[i].rule);
        read_event(&f, properties);
        assert_one(&f, 8, false, cases[i].words);
        finish(&f);
    }
    refuse_event(SHANGHAI_9 "RDATE:20261124T010000Z\r\n", 8, "RDATE");
    refuse_event(SHANGHAI_9 "RRULE:FREQ=DAILY;COUNT=3\r\nEXDATE:x\r\n", 9, "“x”");
    refuse_event(SHANGHAI_9 "EXRULE:FREQ=DAILY;COUNT=3\r\n", 8, "EXRULE");
}

/* --- what is left out, ids --- */

static void leaves_out_what_is_no_lecture(void **state)
{
    (void)state;
    struct fixture f;
    read(&f,
         HEAD "BEGIN:VEVENT\r\nSUMMARY:放假\r\nDTSTART;VALUE=DATE:20261122\r\nEND:VEVENT\r\n"
              "BEGIN:VTODO\r\nSUMMARY:a\r\nEND:VTODO\r\nBEGIN:VEVENT\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\n"
              "BEGIN:VEVENT\r\n" TEXTS SHANGHAI_9 "END:VEVENT\r\n" TAIL);
    assert_int_equal(f.calendar.count, 1);
    assert_one(&f, 3, true, "全天");
    finish(&f);
    refuse(HEAD TAIL, 0, "没有可用的场次");
}

static void wants_title_and_place(void **state)
{
    (void)state;
    struct fixture f;
    read(&f, HEAD "BEGIN:VEVENT\r\nSUMMARY: \r\n" SHANGHAI_9 "END:VEVENT\r\n" TAIL);
    assert_int_equal(f.calendar.fault_count, 2);
    assert_non_null(strstr(f.calendar.faults[0].message, "SUMMARY"));
    assert_non_null(strstr(f.calendar.faults[1].message, "LOCATION"));
    assert_int_equal(f.calendar.faults[1].line, 3);
    finish(&f);
}

static const char *id_of(struct fixture *f, const char *uid)
{
    char properties[512];
    snprintf(properties, sizeof properties, "UID:%s\r\n" SHANGHAI_9, uid);
    read_event(f, properties);
    assert_no_fault(f);
    return f->calendar.entries[0].id;
}

static void makes_ids_of_uids(void **state)
{
    (void)state;
    static const struct {
        const char *uid, *id;
    } cases[] = {
        {"20261122-1@0011", "20261122-1"},
        {"场次一@host", "场次一"},
        {"a@b@c", "a@b"},
        {"f38a877a-a754-4afd-a417-cbea566b4472", "f38a877a-a754-4afd-a417-cbea566b4472"},
        {"040000008200E00074C5B7101A82E0080000000010F4F9BB4CB8D00100000000", ""}, /* 64 bytes do not fit */
        {"@host", ""},
        {"All@host", ""},
        {"a\\nb@host", "a b"},
        {"#REF!@host", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f;
        assert_string_equal(id_of(&f, cases[i].uid), cases[i].id);
        finish(&f);
    }
}

/* As a real one of a camp had it: one UID for everything. */
static void takes_no_id_that_comes_twice(void **state)
{
    (void)state;
    struct fixture f;
    read(&f, HEAD "BEGIN:VEVENT\r\nUID:1@a\r\n" TEXTS SHANGHAI_9 "END:VEVENT\r\n"
                  "BEGIN:VEVENT\r\nUID:2@a\r\n" TEXTS SHANGHAI_9 "END:VEVENT\r\n"
                  "BEGIN:VEVENT\r\nUID:1@b\r\n" TEXTS SHANGHAI_9 "END:VEVENT\r\n" TAIL);
    assert_one(&f, 17, true, "“1”");
    assert_string_equal(f.calendar.entries[0].id, "");
    assert_string_equal(f.calendar.entries[1].id, "2");
    assert_string_equal(f.calendar.entries[2].id, "");
    finish(&f);
}

/* --- hostile --- */

static void refuses_broken_files(void **state)
{
    (void)state;
    refuse("", 0, "VCALENDAR");
    refuse("\r\n\r\n", 0, "VCALENDAR");
    refuse("工号,姓名\r\n1,2\r\n", 1, "VCALENDAR");
    refuse("BEGIN:VEVENT\r\nEND:VEVENT\r\n", 1, "VCALENDAR");
    refuse(HEAD "BEGIN:VEVENT\r\n" TEXTS SHANGHAI_9, 3, "VEVENT");
    refuse(HEAD "BEGIN:VEVENT\r\n" TAIL, 4, "VEVENT");
    refuse(HEAD TAIL TAIL, 4, "VCALENDAR");
    refuse(HEAD "BEGIN:VEVENT\r\nSUMMARY:\xB9\xA4\xB9\xA4\r\n" TAIL, 4, "UTF-8");
    struct fixture f;
    read_bytes(&f, HEAD "BEGIN:VEVENT\r\nSUMMARY:a\0b\r\n" TAIL,
               sizeof(HEAD "BEGIN:VEVENT\r\nSUMMARY:a\0b\r\n" TAIL) - 1);
    assert_one(&f, 4, false, "UTF-8");
    finish(&f);
    static const char utf16[] = "\xFF\xFE"
                                "B\0E\0G\0I\0N\0";
    read_bytes(&f, utf16, sizeof utf16 - 1);
    assert_one(&f, 1, false, "UTF-8");
    finish(&f);
}

static void repeat(struct buf *out, const char *text, size_t times)
{
    for (size_t i = 0; i < times; i++) {
        buf_puts(out, text);
    }
}

static void bounds_depth_and_lengths(void **state)
{
    (void)state;
    struct fixture f;
    struct buf text = {0};
    repeat(&text, "BEGIN:VCALENDAR\r\n", 100000);
    read(&f, buf_text(&text));
    assert_one(&f, 17, false, "16");
    finish(&f);
    buf_clear(&text);
    buf_puts(&text, HEAD "BEGIN:VEVENT\r\n" TEXTS SHANGHAI_9 "ATTACH:");
    repeat(&text, "AAAAAAAAAAAAAAAA", 100000); /* nothing we read: passed over */
    buf_puts(&text, "\r\nDESCRIPTION:");
    repeat(&text, "讲座", 20000);
    buf_puts(&text, "\r\nEND:VEVENT\r\n" TAIL);
    read(&f, buf_text(&text));
    assert_no_fault(&f);
    assert_int_equal(f.calendar.count, 1);
    finish(&f);
    buf_clear(&text);
    buf_puts(&text, HEAD "BEGIN:VEVENT\r\nSUMMARY:");
    repeat(&text, "讲\r\n ", 40000);
    buf_puts(&text, "\r\nLOCATION:a\r\n" SHANGHAI_9 "END:VEVENT\r\n" TAIL);
    read(&f, buf_text(&text));
    assert_int_equal(f.calendar.fault_count, 2); /* and then there is no title */
    assert_int_equal(f.calendar.faults[0].line, 4);
    assert_non_null(strstr(f.calendar.faults[0].message, "64 KB"));
    finish(&f);
    buf_finish(&text);
}

/* Ten thousand rules, each compared with every date that is left out: done at once, or refused. */
static void bounds_what_rules_cost(void **state)
{
    (void)state;
    struct fixture f;
    struct buf text = {0};
    buf_puts(&text, HEAD);
    for (int i = 0; i < 5000; i++) {
        buf_puts(&text, "BEGIN:VEVENT\r\nUID:s@x\r\n" TEXTS SHANGHAI_9
                        "RRULE:FREQ=DAILY;COUNT=1000\r\nEND:VEVENT\r\n"
                        "BEGIN:VEVENT\r\nUID:s@x\r\nRECURRENCE-ID:20261122T010000Z\r\nSTATUS:CANCELLED\r\n"
                        "END:VEVENT\r\n");
    }
    buf_puts(&text, TAIL);
    read(&f, buf_text(&text));
    assert_int_equal(f.calendar.count, CALENDAR_MAX_ENTRIES);
    finish(&f);
    buf_clear(&text);
    buf_puts(&text, HEAD);
    repeat(&text, "BEGIN:VEVENT\r\nEND:VEVENT\r\n", ICAL_MAX_EVENTS + 1);
    buf_puts(&text, TAIL);
    refuse(buf_text(&text), 3 + 2 * ICAL_MAX_EVENTS, "10000");
    buf_finish(&text);
}

static void goes_to_the_end_of_time(void **state)
{
    (void)state;
    struct fixture f;
    read_event(&f, "DTSTART:99991230T090000Z\r\nDURATION:P366D\r\nRRULE:FREQ=DAILY;COUNT=10\r\n");
    assert_true(f.calendar.count <= 10);
    finish(&f);
    read_event(&f, "DTSTART:00010101T000000Z\r\nDURATION:PT1H\r\n");
    assert_int_equal(f.calendar.count, 1);
    finish(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_an_event),
        cmocka_unit_test(unfolds_inside_of_characters),
        cmocka_unit_test(unescapes_texts),
        cmocka_unit_test(counts_physical_lines),
        cmocka_unit_test(knows_every_kind_of_time),
        cmocka_unit_test(uses_fixed_offsets_of_the_file),
        cmocka_unit_test(refuses_times_that_are_none),
        cmocka_unit_test(reads_durations),
        cmocka_unit_test(repeats_by_day_and_week),
        cmocka_unit_test(minds_where_the_week_begins),
        cmocka_unit_test(repeats_in_local_time),
        cmocka_unit_test(ends_with_until),
        cmocka_unit_test(leaves_out_exdates_that_count),
        cmocka_unit_test(takes_overrides),
        cmocka_unit_test(refuses_rules_it_cannot_follow),
        cmocka_unit_test(leaves_out_what_is_no_lecture),
        cmocka_unit_test(wants_title_and_place),
        cmocka_unit_test(makes_ids_of_uids),
        cmocka_unit_test(takes_no_id_that_comes_twice),
        cmocka_unit_test(refuses_broken_files),
        cmocka_unit_test(bounds_depth_and_lengths),
        cmocka_unit_test(bounds_what_rules_cost),
        cmocka_unit_test(goes_to_the_end_of_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
