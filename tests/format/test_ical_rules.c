/* Events that repeat: rules, what is left out of them and moved, and what they may cost. */
#include "support/ical_fixture.h"

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
        cmocka_unit_test(repeats_by_day_and_week),        cmocka_unit_test(minds_where_the_week_begins),
        cmocka_unit_test(repeats_in_local_time),          cmocka_unit_test(ends_with_until),
        cmocka_unit_test(leaves_out_exdates_that_count),  cmocka_unit_test(takes_overrides),
        cmocka_unit_test(refuses_rules_it_cannot_follow), cmocka_unit_test(bounds_what_rules_cost),
        cmocka_unit_test(goes_to_the_end_of_time),
    };
    return cmocka_run_group_tests_name("ical_rules", tests, NULL, NULL);
}
