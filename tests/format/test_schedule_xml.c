/* Schedules as conferences publish them, and XML that means harm. */
#include "format/schedule_xml.h"

#include "support/calendar_fixture.h"

static void read_bytes(struct fixture *f, const void *data, size_t len)
{
    read_exactly(f, schedule_xml_read, data, len);
}

static void read(struct fixture *f, const char *text)
{
    read_bytes(f, text, strlen(text));
}

/* One event in day and room; it begins on line 1. */
static void read_event(struct fixture *f, const char *fields)
{
    char text[8192];
    snprintf(
        text, sizeof text,
        "<schedule><day date='2026-11-22'><room name='大厅'><event id='7'>%s</event></room></day></schedule>",
        fields);
    read(f, text);
}

static void refuse(const char *text, size_t line, const char *words)
{
    struct fixture f;
    read(&f, text);
    assert_one(&f, line, false, words);
    finish(&f);
}

static void refuse_event(const char *fields, const char *words)
{
    struct fixture f;
    read_event(&f, fields);
    assert_one(&f, 1, false, words);
    assert_int_equal(f.calendar.count, 0);
    finish(&f);
}

static int64_t utc_ms(int year, int month, int day, int hour, int minute)
{
    return ((zone_days_of(year, month, day) * 24 + hour) * 60 + minute) * 60000;
}

static void reads_a_schedule(void **state)
{
    (void)state;
    struct fixture f;
    read(&f, "\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?>\n"
             "<!-- made by hand -->\n"
             "<schedule xmlns:x='urn:x'>\n"
             "<generator name='x'/><version>1</version>\n"
             "<conference><title>别的</title><start>2026-11-22</start></conference>\n"
             "<day index='1' date='2026-11-22T00:00:00+08:00' start='a'>\n"
             "<room name='大厅' guid='r'>\n"
             "<event guid='1-2' id='6561' code='ABC'>\n"
             "<date>2026-11-22T09:00:00+08:00</date><start>10:00</start><duration>01:30</duration>\n"
             "<room>二楼</room><slug>a</slug><x:title>no</x:title><title>一 &amp; "
             "二</title><subtitle>三&lt;四</subtitle>\n"
             "<type>lecture</type><track>安全</track><abstract>a<title>no</title></"
             "abstract>\n"
             "<persons><person id='1'>王师傅</person><person id='2'> 李 工 </person></persons>\n"
             "<links><link><person>no</person></link></links>\n"
             "</event>\n"
             "<event guid='two'>\n"
             "<start>9:05</start><duration>0:45</duration><title><![CDATA[五]]></title><track>安全</"
             "track><type/>\n"
             "</event></room><event id='9'/></day></schedule>\n");
    assert_no_fault(&f);
    assert_int_equal(f.calendar.count, 2);
    const struct calendar_entry *entry = &f.calendar.entries[0];
    assert_int_equal(entry->line, 8);
    assert_string_equal(entry->id, "6561");
    assert_string_equal(entry->title, "一 & 二 — 三<四");
    assert_string_equal(entry->venue, "二楼");
    assert_string_equal(entry->kind, "lecture");
    assert_string_equal(entry->speaker, "王师傅、李 工");
    assert_int_equal(entry->start_ms, utc_ms(2026, 11, 22, 1, 0));
    assert_int_equal(entry->end_ms, utc_ms(2026, 11, 22, 2, 30));
    entry++;
    assert_int_equal(entry->line, 15);
    assert_string_equal(entry->id, "two");
    assert_string_equal(entry->title, "五");
    assert_string_equal(entry->venue, "大厅");
    assert_string_equal(entry->kind, "安全");
    assert_string_equal(entry->speaker, "");
    assert_int_equal(entry->start_ms, utc_ms(2026, 11, 22, 1, 5));
    finish(&f);
}

static void knows_zones(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *when;
        int hour, minute;
    } cases[] = {
        {"", "<start>09:00</start>", 1, 0},
        {"<time_zone_name>Europe/Brussels</time_zone_name>", "<start>09:00</start>", 8, 0},
        {"", "<date>2026-11-22T09:00:00Z</date>", 9, 0},
        {"", "<date>2026-11-22T09:00-0330</date>", 12, 30},
        {"", "<date>2026-11-22T09:00:00.000+01:00</date>", 8, 0},
        {"", "<date>2026-11-22</date><start>09:00</start>", 1, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f;
        char text[1024];
        snprintf(text, sizeof text,
                 "<schedule><conference>%s</conference><day date='2026-11-22'><room name='a'><event id='1'>%s"
                 "<duration>01:00</duration><title>t</title></event></room></day></schedule>",
                 cases[i].zone, cases[i].when);
        read(&f, text);
        assert_no_fault(&f);
        assert_int_equal(f.calendar.entries[0].start_ms,
                         utc_ms(2026, 11, 22, cases[i].hour, cases[i].minute));
        finish(&f);
    }
}

#define WHEN "<start>09:00</start><duration>01:00</duration>"

static void names_what_is_wrong(void **state)
{
    (void)state;
    refuse_event(WHEN, "title");
    refuse_event("<title>t</title><duration>01:00</duration>", "start");
    refuse_event("<title>t</title><start>09:00</start>", "duration");
    refuse_event("<title>t</title><start>9</start><duration>01:00</duration>", "“9”");
    refuse_event("<title>t</title><start>25:00</start><duration>01:00</duration>", "25:00");
    refuse_event("<title>t</title><start>09:00</start><duration>90</duration>", "“90”");
    refuse_event("<title>t</title><start>09:00</start><duration>1:00:00</duration>",
                 "1:00:00"); /* of pretalx: a day */
    refuse_event("<title>t</title><start>09:00</start><duration>-1:00</duration>", "-1:00");
    refuse_event("<title>t</title><date>2026-02-30T09:00:00Z</date><duration>01:00</duration>", "2026-02-30");
    refuse_event("<title>t</title><date>2026-02-20T09:00:00</date><duration>01:00</duration>", "2026-02-20");
    refuse("<schedule><day date='soon'><room name='a'><event><title>t</title>" WHEN
           "</event></room></day></schedule>",
           1, "soon");
    refuse("<schedule><day date='2026-11-22'><room><event><title>t</title>" WHEN
           "</event></room></day></schedule>",
           1, "room");
    refuse("<schedule><conference><time_zone_name>Nowhere</time_zone_name></conference>\n"
           "<day date='2026-11-22'><room name='a'><event><title>t</title>" WHEN
           "</event></room></day></schedule>",
           2, "Nowhere");
}

static void keeps_as_many_speakers_as_fit(void **state)
{
    (void)state;
    struct fixture f;
    struct buf fields = {0};
    buf_puts(&fields, "<title>t</title>" WHEN "<persons>");
    for (int i = 0; i < 20; i++) {
        buf_puts(&fields, "<person>王师傅</person>"); /* 9 bytes and 3 between */
    }
    buf_puts(&fields, "</persons>");
    read_event(&f, buf_text(&fields));
    assert_one(&f, 1, true, "10");
    assert_int_equal(f.calendar.count, 1);
    assert_int_equal(strlen(f.calendar.entries[0].speaker), 10 * 9 + 9 * 3);
    buf_finish(&fields);
    finish(&f);
}

static void refuses_what_is_no_schedule(void **state)
{
    (void)state;
    refuse("<rss/>", 0, "schedule");
    /* of EuroPython 2014: a schedule of its own kind */
    refuse("<schedule><day date='2014-07-21'><entry id='1'><start>0930</start></entry></day></schedule>", 0,
           "event");
    refuse("", 1, "XML");
    refuse("BEGIN:VCALENDAR\r\n", 1, "XML");
    refuse("<schedule>\n<day>\n</schedule>", 3, "XML"); /* a day is looked at where an event needs it */
    refuse("<schedule>\n<day date='2026-11-22'>", 2, "XML");
    refuse("<schedule>\n<!-- \xB9\xA4 --></schedule>", 2, "UTF-8");
    struct fixture f;
    read_bytes(&f, "<schedule>\0</schedule>", 22);
    assert_one(&f, 1, false, "UTF-8");
    finish(&f);
    read_bytes(&f, "\xFF\xFE<\0s\0", 6);
    assert_one(&f, 1, false, "UTF-8");
    finish(&f);
}

static void refuses_harm(void **state)
{
    (void)state;
    refuse("<!DOCTYPE s [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><schedule>&b;</schedule>", 1, "DTD");
    refuse("<!DOCTYPE s SYSTEM 'file:///etc/passwd'><schedule/>", 1, "DTD");
    refuse("<schedule>&b;</schedule>", 1, "XML");
    struct fixture f;
    struct buf text = {0};
    for (int i = 0; i < 100000; i++) {
        buf_puts(&text, "<schedule>");
    }
    read(&f, buf_text(&text));
    assert_one(&f, 1, false, "XML");
    finish(&f);
    buf_clear(&text);
    buf_puts(&text, "<schedule><day date='2026-11-22'><room name='a'>");
    for (int i = 0; i < 2 * CALENDAR_MAX_ENTRIES; i++) {
        buf_puts(&text, "<event><title>t</title>" WHEN "</event>");
    }
    read(&f, buf_text(&text)); /* enough is enough: the end is not even looked for */
    assert_no_fault(&f);
    assert_int_equal(f.calendar.count, CALENDAR_MAX_ENTRIES);
    finish(&f);
    buf_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_a_schedule),
        cmocka_unit_test(knows_zones),
        cmocka_unit_test(names_what_is_wrong),
        cmocka_unit_test(keeps_as_many_speakers_as_fit),
        cmocka_unit_test(refuses_what_is_no_schedule),
        cmocka_unit_test(refuses_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
