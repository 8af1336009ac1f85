/* Canonical badges and what public screens may show of them. */
#include "domain/badge.h"
#include "domain/person.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

static const struct badge_profile as_it_is;

static void test_parse(void **state)
{
    (void)state;
    static const struct {
        const char *raw, *badge; /* NULL = refused */
    } rows[] = {
        {"0001003317", "0001003317"},
        {" \t0001\r\n", "0001"},
        {"\xE3\x80\x80"
         "12\xE3\x80\x80",
         "12"},
        {"ab-12c", "AB-12C"},
        {"０１２ＡＢｚ", "012ABZ"},
        {"工12", "工12"},
        {"7", "7"},
        {"12345678901234567890123456789012", "12345678901234567890123456789012"},
        {"123456789012345678901234567890123", NULL},
        {"", NULL},
        {"   ", NULL},
        {"1\t2", NULL},
        {"1\x7F"
         "2",
         NULL},
        {"1\xFF"
         "2",
         NULL},
        {"1\xC2\x85"
         "2",
         NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char badge[BADGE_TEXT_SIZE];
        assert_int_equal(badge_parse(&as_it_is, rows[i].raw, badge), rows[i].badge != NULL);
        assert_string_equal(badge, rows[i].badge ? rows[i].badge : "");
    }
}

static void test_profile_cuts_affixes(void **state)
{
    (void)state;
    const struct badge_profile profile = {.prefix = ";", .suffix = "?"};
    const struct badge_profile full = {.prefix = {'c', 'a', 'r', 'd', 'n', 'o', '-', '1'}, .suffix = "x"};
    char badge[BADGE_TEXT_SIZE];
    assert_true(badge_parse(&profile, ";0012?", badge));
    assert_string_equal(badge, "0012");
    /* another reader's, or a cut read */
    assert_false(badge_parse(&profile, "0012", badge));
    assert_false(badge_parse(&profile, ";0012", badge));
    assert_false(badge_parse(&profile, "0012?", badge));
    assert_false(badge_parse(&profile, ";?", badge));
    const struct badge_profile same = {.prefix = ";", .suffix = ";"};
    assert_false(badge_parse(&same, ";", badge)); /* one cannot be both */
    assert_true(badge_parse(&full, "CARDNO-100X", badge));
    assert_string_equal(badge, "00");
    /* the longest badge fits with its affixes around it */
    assert_true(badge_parse(&profile, ";12345678901234567890123456789012?", badge));
}

static void test_framed_by_control_bytes(void **state)
{
    (void)state;
    const struct badge_profile profile = {.prefix = "\x02", .suffix = "\x03"};
    char badge[BADGE_TEXT_SIZE];
    assert_true(badge_parse(&profile,
                            "\x02"
                            "0012\r\n\x03",
                            badge));
    assert_string_equal(badge, "0012");
    assert_false(badge_parse(&as_it_is,
                             "\x02"
                             "0012\x03",
                             badge));
    assert_false(badge_parse(&profile,
                             "\x02"
                             "00\x02"
                             "12\x03",
                             badge));
}

static void test_lengths(void **state)
{
    (void)state;
    const struct badge_profile profile = {.prefix = "A", .least = 4, .most = 6};
    char badge[BADGE_TEXT_SIZE];
    assert_false(badge_parse(&profile, "A123", badge));
    assert_true(badge_parse(&profile, "A1234", badge));
    assert_true(badge_parse(&profile, "A123456", badge));
    assert_false(badge_parse(&profile, "A1234567", badge));
}

static void test_mask(void **state)
{
    (void)state;
    static const char *const rows[][2] = {{"0001003317", "****3317"},
                                          {"A03317", "****3317"},
                                          {"12345", "****345"},
                                          {"1234", "****34"},
                                          {"12", "****"},
                                          {"", "****"},
                                          {"甲乙丙丁戊己庚", "****戊己庚"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char masked[BADGE_MASKED_SIZE];
        assert_string_equal(badge_mask(rows[i][0], masked), rows[i][1]);
    }
}

static void test_mask_name(void **state)
{
    (void)state;
    static const char *const rows[][2] = {{"李明", "李*"},
                                          {"李大明", "李*明"},
                                          {"欧阳小红", "欧**"},
                                          {"李", "李*"},
                                          {"", ""},
                                          {"Ann", "A*n"},
                                          {"John Smith", "J**"},
                                          {"\xF0\xA0\xAE\xB7明", "\xF0\xA0\xAE\xB7*"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char masked[PERSON_MASKED_SIZE];
        assert_string_equal(person_mask_name(rows[i][0], masked), rows[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_parse),
                                       cmocka_unit_test(test_profile_cuts_affixes),
                                       cmocka_unit_test(test_framed_by_control_bytes),
                                       cmocka_unit_test(test_lengths),
                                       cmocka_unit_test(test_mask),
                                       cmocka_unit_test(test_mask_name)};
    return cmocka_run_group_tests_name("badge", tests, NULL, NULL);
}
