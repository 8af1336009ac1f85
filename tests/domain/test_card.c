/* Card-number forms, both ways; profiles as lines; what two people of a roster come to under one. */
#include "domain/badge_profile.h"
#include "domain/card.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

static void test_forms_both_ways(void **state)
{
    (void)state;
    static const struct {
        enum card_form form;
        const char *text;
        uint64_t number;
    } rows[] = {
        {CARD_10H, "01026F6C3A", 0x01026F6C3A}, {CARD_8H, "026F6C3A", 0x026F6C3A},
        {CARD_6H, "6F6C3A", 0x6F6C3A},          {CARD_10D, "0040856634", 0x026F6C3A},
        {CARD_8D, "07302202", 0x6F6C3A},        {CARD_2H4H, "111,27706", 0x6F6C3A},
        {CARD_3D5D, "11127706", 0x6F6C3A},      {CARD_10D, "4294967295", 0xFFFFFFFF},
        {CARD_8D, "16777215", 0xFFFFFF},        {CARD_2H4H, "000,00000", 0},
        {CARD_3D5D, "25565535", 0xFFFFFF},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[CARD_TEXT_SIZE];
        uint64_t number = 1;
        assert_true(card_read(rows[i].form, rows[i].text, &number));
        assert_true(number == rows[i].number);
        card_write(rows[i].form, rows[i].number, text);
        assert_string_equal(text, rows[i].text);
    }
}

static void test_not_of_the_form(void **state)
{
    (void)state;
    static const struct {
        enum card_form form;
        const char *text;
    } rows[] = {{CARD_10H, "01026F6C3"},  {CARD_10H, "01026F6C3AA"},
                {CARD_10H, "01026F6C3G"}, {CARD_10D, "4294967296"},
                {CARD_10D, "40856634"},   {CARD_10D, "00408566A4"},
                {CARD_8D, "16777216"},    {CARD_2H4H, "256,00000"},
                {CARD_2H4H, "000,65536"}, {CARD_2H4H, "11127706"},
                {CARD_2H4H, "111.27706"}, {CARD_2H4H, "11,127706"},
                {CARD_3D5D, "111,27706"}, {CARD_3D5D, "25600000"},
                {CARD_AS_IS, "1"},        {CARD_6H, ""}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint64_t number;
        assert_false(card_read(rows[i].form, rows[i].text, &number));
    }
}

static void test_profiles(void **state)
{
    (void)state;
    static const struct {
        const char *line, *raw, *badge; /* NULL = a misread */
    } rows[] = {
        {"", "0012", "0012"},
        {"form=10H", "01026f6c3a", "01026F6C3A"},
        {"form=10H", "026F6C3A", NULL},
        {"form=10H", "0040856634", "0040856634"},
        {"form=10H->10D", "01026F6C3A", "0040856634"},
        {"form=8H->10D", "026F6C3A", "0040856634"},
        {"form=8H->10D", "26F6C3A", NULL},
        {"form=8H->10D", "0040856634", NULL},
        {"form=8H->10D pad=8", "26F6C3A", "0040856634"},
        {"form=6H->8D", "6F6C3A", "07302202"},
        {"form=10H->8D", "01026F6C3A", "07302202"},
        {"form=6H->3D+5D", "6F6C3A", "11127706"},
        {"form=8H->2H+4H", "026F6C3A", "111,27706"},
        {"form=2H+4H->6H", "111,27706", "6F6C3A"},
        {"form=2H+4H->10D", "111,27706", "0007302202"},
        {"form=2H+4H->3D+5D", "111,27706", "11127706"},
        {"form=2H+4H->10D", "11127706", NULL},
        {"form=10D->8H", "0040856634", "026F6C3A"},
        {"form=10D->8H", "4294967296", NULL},
        {"form=8H->10D swap=yes", "2A83155E", "1578468138"}, /* 5E15832A */
        {"form=8H->8H swap=yes", "2A83155E", "5E15832A"},
        {"form=10D->10D swap=yes", "0713233758", "1578468138"},
        {"form=8H->3D+5D swap=yes", "5630F009", "24012374"},
        {"form=8H->10D drop=yes", "00375293", "3625619"},
        {"form=8H->10D drop=yes", "00000000", "0"},
        {"pad=10", "3625619", "0003625619"},
        {"pad=10", "A3625619", "A3625619"},
        {"drop=yes", "0003625619", "3625619"},
        {"prefix=; suffix=? form=8H->10D", ";026F6C3A?", "0040856634"},
        {"prefix=; suffix=? form=8H->10D", "026F6C3A", NULL},
        {"prefix=card", "CARD12", "12"}, /* Caps Lock */
        {"length=4-4", "12345", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct badge_profile profile, again;
        char badge[BADGE_TEXT_SIZE], line[BADGE_PROFILE_SIZE], line_again[BADGE_PROFILE_SIZE];
        assert_true(badge_profile_read(rows[i].line, &profile));
        assert_int_equal(badge_parse(&profile, rows[i].raw, badge), rows[i].badge != NULL);
        assert_string_equal(badge, rows[i].badge ? rows[i].badge : "");
        assert_true(badge_profile_read(badge_profile_write(&profile, line), &again));
        assert_string_equal(badge_profile_write(&again, line_again), line);
    }
}

static void test_lines(void **state)
{
    (void)state;
    const struct badge_profile full = {.prefix = {'\x02', ' ', '\\', 'a', 'b', 'c', 'd', 'e'},
                                       .suffix = "?",
                                       .end = BADGE_END_CRLF,
                                       .least = 8,
                                       .most = 10,
                                       .from = CARD_8H,
                                       .to = CARD_10D,
                                       .swapped = true,
                                       .pad = 8,
                                       .bare = true};
    struct badge_profile read = {.least = 3};
    char line[BADGE_PROFILE_SIZE];
    assert_string_equal(
        badge_profile_write(&full, line),
        "form=8H->10D swap=yes prefix=\\x02\\x20\\x5Cabcde suffix=? end=crlf length=8-10 pad=8 "
        "drop=yes");
    assert_true(badge_profile_read(line, &read));
    assert_memory_equal(read.prefix, full.prefix, sizeof full.prefix);
    assert_string_equal(read.suffix, "?");
    assert_int_equal(read.end, BADGE_END_CRLF);
    assert_true(read.swapped && read.bare && read.pad == 8 && read.least == 8 && read.most == 10);
    static const char *const wrong[] = {"form",
                                        "form=9H",
                                        "form=8H->",
                                        "form=as-is->10D",
                                        "form=8H->as-is",
                                        "swap=yes",
                                        "form=6H->8D swap=yes",
                                        "form=8H pad=10",
                                        "form=2H+4H pad=9",
                                        "length=9-8",
                                        "length=-8",
                                        "pad=33",
                                        "prefix=123456789",
                                        "prefix=\\x0",
                                        "prefix=\\x00",
                                        "prefix=\\q",
                                        "end=never",
                                        "drop=perhaps",
                                        "colour=red"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        read = (struct badge_profile){.least = 3};
        assert_false(badge_profile_read(wrong[i], &read));
        assert_int_equal(read.least, 3);
    }
}

static void test_keys(void **state)
{
    (void)state;
    static const struct {
        const char *line, *badge, *key;
    } rows[] = {
        {"", "0012", "0012"},
        {"form=8H->10D", "0040856634", "0040856634"},
        {"form=8H->10D", "026F6C3A", "0040856634"}, /* a roster that mixes forms */
        {"form=10H->10D", "01026F6C3A", "0040856634"},
        {"form=2H+4H->10D", "0040856634", "0007302202"}, /* a reader that tells three bytes */
        {"form=8H->3D+5D", "11127706", "11127706"},
        {"pad=10", "12", "0000000012"},
        {"drop=yes", "0012", "12"},
        {"form=8H->10D drop=yes", "40856634", "40856634"},
        {"form=8H->10D drop=yes", "0040856634", "40856634"},
        {"prefix=;", ";12", "12"},
        {"form=8H->10D", "工12", "工12"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct badge_profile profile;
        char key[BADGE_TEXT_SIZE];
        assert_true(badge_profile_read(rows[i].line, &profile));
        badge_profile_key(&profile, rows[i].badge, key);
        assert_string_equal(key, rows[i].key);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms_both_ways), cmocka_unit_test(test_not_of_the_form),
        cmocka_unit_test(test_profiles), cmocka_unit_test(test_lines), cmocka_unit_test(test_keys)};
    return cmocka_run_group_tests_name("card", tests, NULL, NULL);
}
