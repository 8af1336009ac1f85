/* Line breaking, fitting and the ellipsis, exactly: ASCII is half a size wide, everything else a size. */
#include "text/lines.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

static void check_lines(const char *text, int width, size_t max_lines, const char *expected)
{
    struct text_measure measure = text_measure_fixed();
    struct text_lines lines;
    char got[512] = "";
    text_break_lines(&measure, 10, false, text, width, max_lines, &lines);
    for (size_t i = 0; i < lines.count; i++) {
        size_t at = strlen(got);
        snprintf(got + at, sizeof got - at, "%s%.*s%s", i ? "|" : "", (int)lines.items[i].len,
                 text + lines.items[i].start, lines.items[i].cut ? "…" : "");
        assert_true(lines.items[i].width <= width || lines.items[i].len <= 4);
    }
    assert_string_equal(got, expected);
}

static void chinese_breaks_anywhere_but_before_punctuation(void **state)
{
    (void)state;
    check_lines("劳模宣讲把本职工作做到极致", 50, 9, "劳模宣讲把|本职工作做|到极致");
    check_lines("先学一步，学深一层", 40, 9, "先学一|步，学深|一层"); /* 步 goes down with its comma */
    check_lines("他说“签到”了", 30, 9,
                "他|说“签|到”了"); /* a quotation mark neither ends nor begins a line */
    check_lines("一二（三四）五", 30, 9, "一二|（三|四）五");
}

static void latin_breaks_at_blanks_only(void **state)
{
    (void)state;
    check_lines("tap your badge here", 50, 9, "tap your|badge here");
    check_lines("请写到hlhghzxfg@123.com", 60, 9, "请写到|hlhghzxfg@|123.com"); /* wider than a line alone */
    check_lines("按 F5 输入工号", 50, 9, "按 F5 输入|工号");
}

static void line_feeds_always_break(void **state)
{
    (void)state;
    check_lines("一\n二三\n", 100, 9, "一|二三");
    check_lines("", 100, 9, "");
}

static void what_does_not_fit_ends_with_an_ellipsis(void **state)
{
    (void)state;
    check_lines("劳模宣讲把本职工作做到极致", 50, 2, "劳模宣讲把|本职工作…");
    check_lines("劳模宣讲把本职工作", 50, 2, "劳模宣讲把|本职工作"); /* just fits */
    check_lines("one two three", 50, 1, "one two…");
}

static void titles_are_balanced(void **state)
{
    (void)state;
    struct text_measure measure = text_measure_fixed();
    struct text_lines lines;
    const char *title = "坚持党的全面领导和全面从严";
    text_balance_lines(&measure, 10, true, title, 120, 3, &lines);
    assert_int_equal(lines.count, 2);
    assert_true(lines.items[1].len >= 6 * 3);
}

static void paragraphs_end_with_no_scrap(void **state)
{
    (void)state;
    check_lines("劳模宣讲把本职工作做好", 50, 9, "劳模宣讲把|本职工作|做好"); /* not a line of 好 alone */
    check_lines("劳模宣讲把本职工作做。", 50, 9,
                "劳模宣讲把|本职工|作做。"); /* a mark does not make it two */
    check_lines("一个小小的数\n四十年没有变", 50, 9, "一个小小|的数|四十年没|有变");
    check_lines("find the valve a", 70, 9, "find the|valve a");
    check_lines("一二三四五六", 10, 9, "一|二|三|四|五|六"); /* nothing to spare */
}

static void numbers_keep_their_units(void **state)
{
    (void)state;
    check_lines("不超过 30 min，重新", 65, 9, "不超过|30 min，重新");
    check_lines("端面应 ≤ 0.05 mm", 80, 9, "端面应|≤ 0.05 mm");
    check_lines("转速 3000 r/min", 70, 9, "转速|3000 r/min");
    check_lines("测 30 mins 后", 45, 9, "测 30|mins 后"); /* no unit */
    check_lines("压力0.65～0.75", 60, 9, "压力|0.65～0.75");
    check_lines("发到 a@example.com", 80, 9, "发到|a@example.com");
}

static void long_words_break_at_their_joints(void **state)
{
    (void)state;
    check_lines("CHECKSUM_MISMATCH_AFTER_LOSS", 100, 9, "CHECKSUM_MISMATCH_|AFTER_LOSS");
}

static void two_lines_part_at_a_mark(void **state)
{
    (void)state;
    struct text_measure measure = text_measure_fixed();
    struct text_lines lines;
    const char *title = "一个小小的数字：四十年，一万四千天，零误操作";
    text_balance_lines(&measure, 10, true, title, 180, 3, &lines);
    assert_int_equal(lines.count, 2);
    assert_memory_equal(title + lines.items[0].start + lines.items[0].len - 3, "，", 3);
    title = "日点检表空压机（节选早班八点前完成）";
    text_balance_lines(&measure, 10, true, title, 150, 3, &lines);
    assert_int_equal(lines.count, 2);
    assert_memory_equal(title + lines.items[1].start, "（", 3);
}

static void sizes_fall_until_the_text_fits(void **state)
{
    (void)state;
    struct text_measure measure = text_measure_fixed();
    static const int sizes[] = {40, 30, 20, 0};
    assert_int_equal(text_fit_size(&measure, sizes, false, "五个字正好", 200, 1), 40);
    assert_int_equal(text_fit_size(&measure, sizes, false, "七个字要小一点", 210, 1), 30);
    assert_int_equal(text_fit_size(&measure, sizes, false, "一行怎么也放不下的很长的话", 100, 1), 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chinese_breaks_anywhere_but_before_punctuation),
        cmocka_unit_test(latin_breaks_at_blanks_only),
        cmocka_unit_test(line_feeds_always_break),
        cmocka_unit_test(what_does_not_fit_ends_with_an_ellipsis),
        cmocka_unit_test(titles_are_balanced),
        cmocka_unit_test(paragraphs_end_with_no_scrap),
        cmocka_unit_test(numbers_keep_their_units),
        cmocka_unit_test(long_words_break_at_their_joints),
        cmocka_unit_test(two_lines_part_at_a_mark),
        cmocka_unit_test(sizes_fall_until_the_text_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
