/* What the report codes carry. */
#include "domain/report.h"

#include "base/civil.h"
#include "base/strings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static struct lecture lecture = {.id = "L1",
                                 .title = "劳模宣讲：把本职工作做到极致",
                                 .kind = "报告会",
                                 .venue = "一号车间大厅",
                                 .start_ms = 1795309200000LL,
                                 .end_ms = 1795314600000LL};
static struct tally tally = {.expected = 180, .on_time = 128, .late = 9, .walk_in = 3};

static struct board make_board(void)
{
    assert_true(civil_use_zone("Asia/Shanghai", NULL));
    return (struct board){.has_event = true,
                          .event = {.title = "车间宣讲活动 · 学习日", .report_mail = "hlhghzxfg@123.com"},
                          .programme = {.items = &lecture, .count = 1},
                          .tallies = &tally};
}

/* Undoes the percent-encoding; checks that nothing else than allowed characters stood there. */
static void decode(const char *link, char *out, size_t size)
{
    size_t at = 0;
    for (; *link && at + 1 < size; link++) {
        if (*link == '%') {
            char hex[3] = {link[1], link[2], '\0'};
            out[at++] = (char)strtol(hex, NULL, 16);
            link += 2;
        } else {
            assert_true((unsigned char)*link > 0x20 && (unsigned char)*link < 0x7F);
            out[at++] = *link;
        }
    }
    out[at] = '\0';
}

static void the_address_alone(void **state)
{
    (void)state;
    struct board board = make_board();
    struct buf link = {0};
    report_mailto(&board, REPORT_ADDRESS, NULL, lecture.start_ms, &link);
    assert_string_equal(buf_text(&link), "mailto:hlhghzxfg@123.com");
    buf_finish(&link);
}

static void a_lecture_with_its_counts(void **state)
{
    (void)state;
    struct board board = make_board();
    struct buf link = {0};
    char text[2048];
    report_mailto(&board, REPORT_LECTURE, &lecture, lecture.start_ms, &link);
    assert_non_null(strstr(buf_text(&link), "%0D%0A"));
    assert_null(strchr(buf_text(&link), '\n'));
    assert_true(link.len <= 504); /* version 17 at level M: 8 px a module on a screen of 1080 lines */
    decode(buf_text(&link), text, sizeof text);
    assert_string_equal(text,
                        "mailto:hlhghzxfg@123.com?subject=学习情况报送&body=车间宣讲活动 · 学习日\r\n"
                        "劳模宣讲：把本职工作做到极致\r\n2026-11-22 09:00-10:30 一号车间大厅\r\n应到180 "
                        "实到137 迟到9");
    buf_finish(&link);
}

static void today(void **state)
{
    (void)state;
    struct board board = make_board();
    struct buf link = {0};
    char text[2048];
    report_mailto(&board, REPORT_TODAY, NULL, lecture.start_ms, &link);
    decode(buf_text(&link), text, sizeof text);
    assert_non_null(strstr(text, "共 1 场"));
    assert_non_null(strstr(text, "应到180 实到137 迟到9"));
    buf_finish(&link);
}

static void long_texts_are_cut_at_a_character(void **state)
{
    (void)state;
    struct board board = make_board();
    struct lecture longer = lecture;
    struct buf link = {0};
    char text[4096];
    longer.title = "以学习要点为主线结合企业生产经营实际和班组日常管理开展的跨车间班组学习交流";
    board.programme.items = &longer;
    report_mailto(&board, REPORT_LECTURE, &longer, lecture.start_ms, &link);
    decode(buf_text(&link), text, sizeof text);
    assert_non_null(strstr(text, "以学习要点为主线结合企业生产经营实际和班…\r\n"));
    buf_finish(&link);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_address_alone),
        cmocka_unit_test(a_lecture_with_its_counts),
        cmocka_unit_test(today),
        cmocka_unit_test(long_texts_are_cut_at_a_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
