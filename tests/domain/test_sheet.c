#include "domain/sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#define PERSON(number, named, of, letters, card, state, at)                                                  \
    {                                                                                                        \
        .code = number, .worker_no = number, .name = named, .unit = of, .team = "", .group = "", .seat = "", \
        .initials = letters, .badge = card, .status = state, .in_ms = at                                     \
    }

static struct sheet_row rows[] = {
    PERSON("100", "张伟", "一车间", "ZW", "0012340001", SHEET_ON_TIME, 500),
    PERSON("99", "单雄", "二车间", "SX", "0012340002", SHEET_ABSENT, 0),
    PERSON("A7", "曾伟", "一车间", "ZW", "", SHEET_LATE, 900),
    PERSON("101", "仇和", "", "QH", "0012340100", SHEET_WALK_IN, 100),
    PERSON("", "", "", "", "0099887766", SHEET_UNKNOWN, 300),
};
static const struct sheet sheet = {.rows = rows, .row_count = sizeof rows / sizeof *rows};

/* The rows chosen, as digits: "02" = the first and the third. */
static void assert_selects(struct sheet_query query, const char *expected)
{
    uint32_t out[sizeof rows / sizeof *rows];
    char got[16] = "";
    size_t count = sheet_select(&sheet, &query, out);
    for (size_t i = 0; i < count; i++) {
        got[i] = (char)('0' + out[i]);
    }
    assert_string_equal(got, expected);
}

static void text_finds_number_badge_name_and_the_beginning_of_initials(void **state)
{
    (void)state;
    assert_selects((struct sheet_query){.text = ""}, "01234");
    assert_selects((struct sheet_query){.text = NULL}, "01234");
    assert_selects((struct sheet_query){.text = "ZW"}, "02");
    assert_selects((struct sheet_query){.text = "Z"}, "02");
    assert_selects((struct sheet_query){.text = "W"}, "");
    assert_selects((struct sheet_query){.text = "伟"}, "02");
    assert_selects((struct sheet_query){.text = "100"}, "03"); /* a number, and a part of a badge */
    assert_selects((struct sheet_query){.text = "A7"}, "2");
    assert_selects((struct sheet_query){.text = "8877"}, "4");
    assert_selects((struct sheet_query){.text = "ZWX"}, "");
}

static void filters_take_what_they_say(void **state)
{
    (void)state;
    static const char *const expected[SHEET_FILTER_COUNT] = {[SHEET_ALL] = "01234",
                                                             [SHEET_ONLY_ABSENT] = "1",
                                                             [SHEET_ONLY_PRESENT] = "023",
                                                             [SHEET_ONLY_LATE] = "2",
                                                             [SHEET_ONLY_OTHER] = "34"};
    for (int i = 0; i < SHEET_FILTER_COUNT; i++) {
        assert_selects((struct sheet_query){.filter = (enum sheet_filter)i}, expected[i]);
    }
}

static void a_unit_is_taken_whole(void **state)
{
    (void)state;
    assert_selects((struct sheet_query){.unit = "一车间"}, "02");
    assert_selects((struct sheet_query){.unit = "一"}, "");
    assert_selects((struct sheet_query){.unit = ""}, "34");
    assert_selects((struct sheet_query){.unit = "一车间", .filter = SHEET_ONLY_LATE, .text = "Z"}, "2");
}

static void orders(void **state)
{
    (void)state;
    assert_selects((struct sheet_query){.sort = SHEET_BY_ROSTER}, "01234");
    assert_selects((struct sheet_query){.sort = SHEET_BY_TIME}, "34021"); /* who did not come stands last */
    assert_selects((struct sheet_query){.sort = SHEET_BY_NAME, .filter = SHEET_ONLY_PRESENT}, "302");
    assert_selects((struct sheet_query){.sort = SHEET_BY_NUMBER, .text = "", .unit = NULL}, "41203");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_finds_number_badge_name_and_the_beginning_of_initials),
        cmocka_unit_test(filters_take_what_they_say),
        cmocka_unit_test(a_unit_is_taken_whole),
        cmocka_unit_test(orders),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
