/* The programme as iCalendar: how lines are folded, and that the reader takes everything back. */
#include "format/ical_write.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "format/ical.h"

static void folds_between_characters(void **state)
{
    (void)state;
    struct buf line = {0}, out = {0}, unfolded = {0};
    for (int len = 0; len < 300; len++) {
        buf_clear(&line);
        buf_clear(&out);
        buf_clear(&unfolded);
        buf_puts(&line, len % 3 == 0 ? "" : len % 3 == 1 ? "a" : "ab");
        for (int i = 0; i < len; i++) {
            buf_puts(&line, i % 5 == 4 ? "\xF0\x9F\x98\x80" : "讲");
        }
        ical_write_line(&out, buf_text(&line));
        for (const char *at = buf_text(&out); *at;) {
            size_t octets = strcspn(at, "\r");
            assert_true(octets <= 75);
            assert_memory_equal(at + octets, "\r\n", 2);
            size_t blank = at != buf_text(&out);
            assert_true(!blank || *at == ' ');
            assert_true(utf8_valid(at, octets));
            buf_append(&unfolded, at + blank, octets - blank);
            at += octets + 2;
        }
        assert_string_equal(buf_text(&unfolded), buf_text(&line));
    }
    buf_finish(&line);
    buf_finish(&out);
    buf_finish(&unfolded);
}

static void writes_an_event(void **state)
{
    (void)state;
    struct buf out = {0};
    struct ical_writer writer = {.out = &out, .station = "00ff", .now_ms = 1000, .lang = LANG_ZH};
    struct lecture lecture = {.id = "1",
                              .title = "a, b; c\\",
                              .kind = "",
                              .venue = "大厅",
                              .speaker = "王师傅",
                              .speaker_title = "",
                              .start_ms = 1795222800000, /* 2026-11-21 01:00 UTC */
                              .end_ms = 1795226400000};
    ical_write_begin(&writer, "学习日");
    ical_write_lecture(&writer, &lecture);
    ical_write_end(&writer);
    assert_string_equal(buf_text(&out),
                        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Lectern//Programme//ZH\r\n"
                        "CALSCALE:GREGORIAN\r\nX-WR-CALNAME:学习日\r\nBEGIN:VEVENT\r\nUID:1@00ff\r\n"
                        "DTSTAMP:19700101T000001Z\r\nDTSTART:20261121T010000Z\r\nDTEND:20261121T020000Z\r\n"
                        "SUMMARY:a\\, b\\; c\\\\\r\nLOCATION:大厅\r\nDESCRIPTION:主讲人：王师傅\r\n"
                        "END:VEVENT\r\nEND:VCALENDAR\r\n");
    buf_finish(&out);
}

static void reads_back_what_it_wrote(void **state)
{
    (void)state;
    static const struct lecture lectures[] = {
        {.id = "20261122-1",
         .title = "劳模宣讲：把本职工作做到极致，一把扳手用了三十年，怎样带出一支队伍（第二场）",
         .kind = "报告会,研讨",
         .venue = "一号车间\\大厅；东",
         .speaker = "王师傅",
         .speaker_title = "班长",
         .start_ms = 1795309200000,
         .end_ms = 1795314600000},
        {.id = "场次 二@x",
         .title = "b",
         .kind = "",
         .venue = "c",
         .speaker = "",
         .speaker_title = "",
         .start_ms = 1795395600000,
         .end_ms = 1795399200000},
        {.id = "0123456789012345678901234567890123456789012345678901234567890ab",
         .title = "\"q\": x",
         .kind = "k",
         .venue = "v",
         .speaker = "a:b",
         .speaker_title = "",
         .start_ms = 1795399200000,
         .end_ms = 1795402800000}};
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        struct buf out = {0};
        struct arena arena = {0};
        struct calendar calendar = {.arena = &arena};
        struct ical_writer writer = {.out = &out, .station = "00ff", .lang = (enum lang)lang};
        ical_write_begin(&writer, "");
        for (size_t i = 0; i < 3; i++) {
            ical_write_lecture(&writer, &lectures[i]);
        }
        ical_write_end(&writer);
        ical_read(buf_text(&out), out.len, "Asia/Shanghai", &calendar);
        assert_int_equal(calendar.fault_count, 0);
        assert_int_equal(calendar.count, 3);
        for (size_t i = 0; i < 3; i++) {
            const struct calendar_entry *entry = &calendar.entries[i];
            assert_string_equal(entry->id, lectures[i].id);
            assert_string_equal(entry->title, lectures[i].title);
            assert_string_equal(entry->kind, lectures[i].kind);
            assert_string_equal(entry->venue, lectures[i].venue);
            assert_string_equal(entry->speaker, lectures[i].speaker);
            assert_string_equal(entry->speaker_title, lectures[i].speaker_title);
            assert_int_equal(entry->start_ms, lectures[i].start_ms);
            assert_int_equal(entry->end_ms, lectures[i].end_ms);
        }
        arena_finish(&arena);
        buf_finish(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folds_between_characters),
        cmocka_unit_test(writes_an_event),
        cmocka_unit_test(reads_back_what_it_wrote),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
