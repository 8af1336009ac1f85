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
    check_lines("请写到hlhghzxfg@123.com", 60, 9, "请写到|hlhghzxfg@12|3.com"); /* wider than a line alone */
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
    text_break_lines(&measure, 10, true, title, 120, 3, &lines);
    assert_int_equal(lines.items[1].len, 3); /* a single character left over */
    text_balance_lines(&measure, 10, true, title, 120, 3, &lines);
    assert_int_equal(lines.count, 2);
    assert_true(lines.items[1].len >= 6 * 3);
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
        cmocka_unit_test(sizes_fall_until_the_text_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
