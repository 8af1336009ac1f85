/* Calendars as programs write them: lines, texts, times, ids, and what is refused. */
#include "support/ical_fixture.h"

#include "format/ical_rule.h"

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
        cmocka_unit_test(leaves_out_what_is_no_lecture),
        cmocka_unit_test(wants_title_and_place),
        cmocka_unit_test(makes_ids_of_uids),
        cmocka_unit_test(takes_no_id_that_comes_twice),
        cmocka_unit_test(refuses_broken_files),
        cmocka_unit_test(bounds_depth_and_lengths),
    };
    return cmocka_run_group_tests_name("ical", tests, NULL, NULL);
}
