/* Packs whose programme is a calendar: what of it becomes lectures, and where faults are said to be. */
#include "support/pack_folder.h"

#define HEAD  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
#define TAIL  "END:VCALENDAR\r\n"
#define TEXTS "SUMMARY:讲座\r\nLOCATION:大厅\r\n"

static void start(struct fixture *f, const char *event)
{
    make_folder(f);
    put(f, "event.csv", event);
    put(f, "people.csv", PEOPLE);
}

static void read_pack(struct fixture *f)
{
    struct err err = {0};
    f->right = import_read(f->folder, NULL, &f->pack, &f->faults, &err);
    assert_int_equal(err.code, ERR_NONE);
}

static void read_as(struct fixture *f, const char *name, const char *text)
{
    start(f, EVENT);
    put(f, name, text);
    read_pack(f);
}

static void assert_no_fault(const struct fixture *f)
{
    char line[4096];
    for (size_t i = 0; i < f->faults.count; i++) {
        print_message("%s\n", fault_format(&f->faults.items[i], line, sizeof line));
    }
    assert_int_equal(f->faults.count, 0);
    assert_true(f->right);
}

/* Fault number i reads FOLDER/where and has words in it. */
static void assert_fault(const struct fixture *f, size_t i, const char *where, const char *words)
{
    char line[4096], wanted[256];
    assert_true(i < f->faults.count);
    fault_format(&f->faults.items[i], line, sizeof line);
    snprintf(wanted, sizeof wanted, "%s/%s: ", f->folder, where);
    if (strncmp(line, wanted, strlen(wanted)) != 0 || !strstr(line, words)) {
        fail_msg("wanted \"%s\" with \"%s\", got \"%s\"", wanted, words, line);
    }
}

static const char *local(int64_t ms)
{
    static char text[CIVIL_TEXT_SIZE];
    return civil_format(ms, CIVIL_DATE_TIME, text);
}

static const char ics[] = HEAD
    "BEGIN:VEVENT\r\nUID:later@x\r\n" TEXTS "CATEGORIES:报告会\r\nDESCRIPTION:主讲人：王师傅\\n职务：班长\r\n"
    "DTSTART:20261123T010000Z\r\nDTEND:20261123T023000Z\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:weekly@x\r\n" TEXTS "DTSTART;TZID=Europe/Berlin:20261122T080000\r\nDURATION:PT1H\r\n"
    "RRULE:FREQ=WEEKLY;COUNT=2\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\n" TEXTS "DTSTART:20261124T090000\r\nDURATION:PT1H\r\nEND:VEVENT\r\n" TAIL;

static void takes_a_calendar(void **state)
{
    (void)state;
    struct fixture f;
    read_as(&f, "日程.ics", ics);
    assert_no_fault(&f);
    const struct programme *programme = &f.pack.programme;
    assert_int_equal(programme->count, 4);
    const struct lecture *lecture = programme_find(programme, "later");
    assert_non_null(lecture);
    assert_string_equal(lecture->title, "讲座");
    assert_string_equal(lecture->venue, "大厅");
    assert_string_equal(lecture->kind, "报告会");
    assert_string_equal(lecture->speaker, "王师傅");
    assert_string_equal(lecture->speaker_title, "班长");
    assert_string_equal(local(lecture->start_ms), "2026-11-23 09:00:00");
    assert_string_equal(local(lecture->end_ms), "2026-11-23 10:30:00");
    assert_int_equal(lecture->expected, 1);
    assert_int_equal(lecture->opens_before_min, 30);
    lecture = programme_find(programme, "weekly-20261122");
    assert_non_null(lecture);
    assert_string_equal(local(lecture->start_ms), "2026-11-22 15:00:00");
    assert_non_null(programme_find(programme, "weekly-20261129"));
    assert_non_null(programme_find(programme, "20261124-0900")); /* from its time, as in a table */
    finish(&f);
}

/* The same file gives the same lectures. */
static void gives_the_same_ids_again(void **state)
{
    (void)state;
    struct fixture one, two;
    read_as(&one, "programme.ics", ics);
    read_as(&two, "schedule.ics", ics);
    assert_int_equal(one.pack.programme.count, two.pack.programme.count);
    for (size_t i = 0; i < one.pack.programme.count; i++) {
        assert_string_equal(one.pack.programme.items[i].id, two.pack.programme.items[i].id);
    }
    finish(&one);
    finish(&two);
}

static void takes_times_in_the_events_zone(void **state)
{
    (void)state;
    struct fixture f;
    start(&f, EVENT "时区,Europe/Berlin\n");
    put(&f, "programme.ics",
        HEAD "BEGIN:VEVENT\r\nUID:a\r\n" TEXTS "DTSTART:20260701T090000\r\nDURATION:PT1H\r\n"
             "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:b\r\n" TEXTS
             "DTSTART:20260702T070000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\n" TAIL);
    read_pack(&f);
    assert_no_fault(&f);
    assert_string_equal(local(f.pack.programme.items[0].start_ms), "2026-07-01 09:00:00");
    assert_string_equal(local(f.pack.programme.items[1].start_ms), "2026-07-02 09:00:00");
    finish(&f);
}

/* 2:30 comes twice on that night. */
static void refuses_an_hour_that_comes_twice(void **state)
{
    (void)state;
    struct fixture f;
    start(&f, EVENT "时区,Europe/Berlin\n");
    put(&f, "programme.ics",
        HEAD "BEGIN:VEVENT\r\nUID:a\r\n" TEXTS "DTSTART:20261025T003000Z\r\nDURATION:PT20M\r\nEND:VEVENT\r\n"
             "BEGIN:VEVENT\r\nUID:b\r\n" TEXTS "DTSTART:20261025T013000Z\r\nDURATION:PT20M\r\nEND:VEVENT\r\n"
             "BEGIN:VEVENT\r\nUID:c\r\n" TEXTS
             "DTSTART:20261025T020000Z\r\nDURATION:PT20M\r\nEND:VEVENT\r\n" TAIL);
    read_pack(&f);
    assert_int_equal(f.faults.count, 2);
    assert_fault(&f, 0, "programme.ics:3:1", "夏令时");
    assert_fault(&f, 1, "programme.ics:10:1", "夏令时");
    finish(&f);
}

#define SCHEDULE(event)                                                                                      \
    "<schedule>\n<day date='2026-11-22'><room name='大厅'>\n" event "\n</room></day></schedule>\n"

static void takes_a_schedule(void **state)
{
    (void)state;
    static const char *const names[] = {"schedule.xml", "programme.xml", "日程.xml", "Schedule.XML"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct fixture f;
        read_as(&f, names[i],
                SCHEDULE("<event id='42'><start>09:00</start><duration>01:30</duration><title>讲座</title>"
                         "<type>报告会</type><persons><person>王师傅</person></persons></event>"));
        assert_no_fault(&f);
        const struct lecture *lecture = programme_find(&f.pack.programme, "42");
        assert_non_null(lecture);
        assert_string_equal(local(lecture->start_ms), "2026-11-22 09:00:00");
        assert_string_equal(local(lecture->end_ms), "2026-11-22 10:30:00");
        assert_string_equal(lecture->speaker, "王师傅");
        finish(&f);
    }
}

/* What the calendar's reader finds, and what every programme is checked for: at the line of the event. */
static void names_the_line_of_every_fault(void **state)
{
    (void)state;
    struct fixture f;
    char text[4096], title[400];
    memset(title, 'a', sizeof title - 1);
    title[sizeof title - 1] = '\0';
    snprintf(text, sizeof text,
             HEAD
             "BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:%s\r\nLOCATION:大厅\r\nDTSTART:20261122T010000Z\r\n"
             "DURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=5\r\nEND:VEVENT\r\n"
             "BEGIN:VEVENT\r\nSUMMARY:夜班\r\nLOCATION:大厅\r\nDTSTART:20261122T150000Z\r\nDURATION:"
             "PT2H\r\nEND:VEVENT\r\n"
             "BEGIN:VEVENT\r\n" TEXTS "DTSTART:20261122T020000Z\r\nDTEND:20261121T030000Z\r\nEND:VEVENT\r\n"
             "BEGIN:VEVENT\r\nSUMMARY:b\r\nDTSTART:20261122T020000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\n" TAIL,
             title);
    read_as(&f, "programme.ics", text);
    assert_false(f.right);
    assert_int_equal(f.faults.count, 4); /* the long title is said once, not five times */
    assert_fault(&f, 0, "programme.ics:3:1", "太长");
    assert_fault(&f, 1, "programme.ics:11:1", "零点");
    assert_fault(&f, 2, "programme.ics:17:1", "不晚于");
    assert_fault(&f, 3, "programme.ics:23:1", "LOCATION");
    finish(&f);
}

static void warns_of_overlaps(void **state)
{
    (void)state;
    struct fixture f;
    read_as(&f, "programme.ics",
            HEAD "BEGIN:VEVENT\r\nUID:a\r\n" TEXTS "DTSTART:20261122T010000Z\r\nDURATION:PT1H\r\n"
                 "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:b\r\n" TEXTS
                 "DTSTART:20261122T013000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\n" TAIL);
    assert_true(f.right);
    assert_int_equal(f.faults.count, 1);
    assert_fault(&f, 0, "programme.ics:10:1", "重叠");
    finish(&f);
}

static void refuses_files_that_are_none(void **state)
{
    (void)state;
    struct fixture f;
    read_as(&f, "programme.ics", "");
    assert_int_equal(f.faults.count, 1);
    assert_fault(&f, 0, "programme.ics", "VCALENDAR");
    finish(&f);
    read_as(&f, "programme.ics", HEAD TAIL);
    assert_int_equal(f.faults.count, 1);
    assert_fault(&f, 0, "programme.ics", "没有可用的场次");
    finish(&f);
    read_as(&f, "schedule.xml", "<schedule>\n<day></schedule>");
    assert_int_equal(f.faults.count, 1);
    assert_fault(&f, 0, "schedule.xml:2:1", "XML");
    finish(&f);
    read_as(&f, "schedule.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><schedule/>");
    assert_fault(&f, 0, "schedule.xml:1:1", "DTD");
    finish(&f);
}

static void refuses_two_programmes(void **state)
{
    (void)state;
    struct fixture f;
    start(&f, EVENT);
    put(&f, "programme.csv", "日期,开始,结束,主题,地点\n2026-11-22,09:00,10:30,讲座,大厅\n");
    put(&f, "schedule.xml", SCHEDULE(""));
    read_pack(&f);
    assert_false(f.right);
    assert_fault(&f, 0, "programme.csv", "schedule.xml");
    finish(&f);
}

static void refuses_too_many(void **state)
{
    (void)state;
    struct fixture f;
    struct buf text = {0};
    buf_puts(&text, HEAD);
    for (int i = 0; i < 6; i++) {
        buf_printf(&text,
                   "BEGIN:VEVENT\r\nUID:a%d\r\nSUMMARY:讲座\r\nLOCATION:%d\r\nDTSTART:"
                   "20261122T010000Z\r\nDURATION:PT1H\r\n"
                   "RRULE:FREQ=DAILY;COUNT=1000\r\nEND:VEVENT\r\n",
                   i, i);
    }
    buf_puts(&text, TAIL);
    read_as(&f, "programme.ics", buf_text(&text));
    assert_int_equal(f.faults.count, 1);
    assert_fault(&f, 0, "programme.ics:1:1", "5000");
    buf_finish(&text);
    finish(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_a_calendar),
        cmocka_unit_test(gives_the_same_ids_again),
        cmocka_unit_test(takes_times_in_the_events_zone),
        cmocka_unit_test(refuses_an_hour_that_comes_twice),
        cmocka_unit_test(takes_a_schedule),
        cmocka_unit_test(names_the_line_of_every_fault),
        cmocka_unit_test(warns_of_overlaps),
        cmocka_unit_test(refuses_files_that_are_none),
        cmocka_unit_test(refuses_two_programmes),
        cmocka_unit_test(refuses_too_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
