/* Words, calendar, UTF-8, buffers and files. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/civil.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/files.h"
#include "base/strings.h"
#include "base/text_list.h"
#include "base/text_sort.h"
#include "base/text_trim.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The conversions of a format by argument: "1d2s" for "%d %s" and for "%1$d %2$s" alike. */
static void conversions(const char *format, char out[16][8], int *count)
{
    int next = 0;
    *count = 0;
    for (const char *at = format; (at = strchr(at, '%')) != NULL; at++) {
        if (at[1] == '%') {
            at++;
            continue;
        }
        const char *start = at + 1;
        char *end;
        long position = strtol(start, &end, 10);
        int argument = *end == '$' && end > start ? (int)position - 1 : next++;
        start = *end == '$' && end > start ? end + 1 : start;
        const char *stop = start + strcspn(start, "dsuxXzfclp");
        while (*stop == 'l' || *stop == 'z') {
            stop++;
        }
        assert_true(argument < 16);
        snprintf(out[argument], 8, "%.*s", (int)(stop - start + 1), start);
        *count = argument + 1 > *count ? argument + 1 : *count;
        at = stop;
    }
}

static void every_string_takes_the_same_arguments_in_both_languages(void **state)
{
    (void)state;
    for (int id = 0; id < STR_COUNT; id++) {
        char zh[16][8] = {{0}}, en[16][8] = {{0}};
        int zh_count, en_count;
        conversions(str_in(LANG_ZH, (enum str_id)id), zh, &zh_count);
        conversions(str_in(LANG_EN, (enum str_id)id), en, &en_count);
        if (zh_count != en_count || memcmp(zh, en, sizeof zh) != 0) {
            fail_msg("\"%s\" and \"%s\" differ in their arguments", str_in(LANG_ZH, (enum str_id)id),
                     str_in(LANG_EN, (enum str_id)id));
        }
        assert_true(utf8_valid(str_in(LANG_ZH, (enum str_id)id), strlen(str_in(LANG_ZH, (enum str_id)id))));
    }
}

static void chinese_sentences_take_full_width_punctuation(void **state)
{
    (void)state;
    for (int id = 0; id < STR_COUNT; id++) {
        const char *zh = str_in(LANG_ZH, (enum str_id)id);
        for (const char *at = zh; *at; at++) {
            bool after_han = at > zh && ((unsigned char)at[-1] & 0x80);
            if (after_han && strchr(",;?!", *at)) {
                fail_msg("half-width \"%c\" behind Chinese in \"%s\"", *at, zh);
            }
        }
    }
}

static void dates_are_read_in_every_form(void **state)
{
    (void)state;
    static const char *const right[] = {"2026-12-01", "2026/12/1", "2026.12.1", "2026年12月1日", "2026-12-1"};
    static const char *const wrong[] = {"2026-02-29",  "2026-13-01", "26-12-01", "2026-12",
                                        "2026-12-01x", "",           "12/1/2026"};
    struct civil civil = {0};
    for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
        assert_true(civil_parse_date(right[i], &civil));
        assert_int_equal(civil.year * 10000 + civil.month * 100 + civil.day, 20261201);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(civil_parse_date(wrong[i], &civil));
    }
    assert_true(civil_parse_date("2028-02-29", &civil));
}

static void times_are_read_in_every_form(void **state)
{
    (void)state;
    static const char *const right[] = {"9:05", "09:05", "09:05:00", "9：05"};
    static const char *const wrong[] = {"24:00", "9:60", "9", "9:5:61", "9:05 ", "-1:00"};
    struct civil civil = {0};
    for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
        assert_true(civil_parse_time(right[i], &civil));
        assert_int_equal(civil.hour * 60 + civil.minute, 9 * 60 + 5);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(civil_parse_time(wrong[i], &civil));
    }
}

static void local_time_goes_both_ways(void **state)
{
    (void)state;
    int64_t ms;
    char text[CIVIL_TEXT_SIZE];
    struct err err = {0};
    assert_true(civil_use_zone("Asia/Shanghai", NULL));
    assert_true(civil_parse_date_time("2026-11-22 09:00", &ms));
    assert_true(ms == 1795309200000LL);
    assert_string_equal(civil_format(ms + 7000, CIVIL_DATE_TIME, text), "2026-11-22 09:00:07");
    assert_true(civil_day_start_ms(ms, 0) == ms - 9 * 3600000LL);
    assert_true(civil_day_start_ms(ms, 10) == ms - 9 * 3600000LL + 10 * CIVIL_DAY_MS);
    struct civil civil;
    civil_from_ms(ms, &civil);
    assert_int_equal(civil.weekday, 0);
    assert_int_equal(civil.utc_offset_s, 8 * 3600);
    assert_false(civil_use_zone("Asia/Nowhere", &err));
    assert_false(civil_use_zone("../../etc/passwd", NULL));
    assert_int_equal(err.code, ERR_INPUT);
    assert_string_equal(civil_format(ms, CIVIL_HOUR_MINUTE, text), "09:00"); /* the zone stayed */
}

static void utf8_is_strict(void **state)
{
    (void)state;
    assert_true(utf8_valid("签到", 6));
    assert_false(utf8_valid("\xC0\x80", 2));         /* overlong */
    assert_false(utf8_valid("\xED\xA0\x80", 3));     /* surrogate */
    assert_false(utf8_valid("\xF4\x90\x80\x80", 4)); /* beyond U+10FFFF */
    assert_false(utf8_valid("\xE7\xAD", 2));         /* cut */
    char out[8];
    utf8_copy(out, sizeof out, "签到成功");
    assert_string_equal(out, "签到");
    char bytes[4];
    assert_int_equal(utf8_encode(0x20000, bytes), 4);
    size_t pos = 0;
    assert_int_equal(utf8_next(bytes, 4, &pos), 0x20000);
    assert_int_equal(utf8_encode(0xD800, bytes), 0);
}

static void errors_are_cut_at_a_character(void **state)
{
    (void)state;
    struct err err;
    char text[2000] = "";
    while (strlen(text) < 1500) {
        strncat(text, "签到", sizeof text - strlen(text) - 1);
    }
    assert_false(err_set(&err, ERR_INPUT, "x%s", text));
    assert_true(utf8_valid(err.text, strlen(err.text)));
    assert_true(strlen(err.text) > 500);
    assert_false(err_set(&err, ERR_INPUT, "%s!", err.text)); /* an error may quote itself */
}

static void lists_split_and_trim(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct text_list list;
    assert_true(text_list_split(&list, " 一车间、二车间 ,三班；\xE3\x80\x80四班;; ", &arena));
    assert_int_equal(list.count, 4);
    assert_string_equal(list.items[1], "二车间");
    assert_string_equal(list.items[3], "四班");
    assert_true(text_list_has(&list, "三班"));
    assert_false(text_list_has(&list, "三"));
    assert_true(text_list_split(&list, "", &arena));
    assert_int_equal(list.count, 0);
    arena_finish(&arena);
}

static void files_are_written_whole_or_not_at_all(void **state)
{
    (void)state;
    char folder[] = "/tmp/lectern-base-XXXXXX", path[64];
    struct err err = {0};
    struct buf buf = {0};
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.csv", folder);
    assert_true(files_write_atomic(path, "one", 3, &err));
    assert_true(files_write_atomic(path, "other", 5, &err));
    assert_true(files_read(path, 100, &buf, &err));
    assert_string_equal(buf_text(&buf), "other");
    buf_clear(&buf);
    assert_false(files_read(path, 4, &buf, &err));
    assert_non_null(strstr(err.text, path));
    assert_false(files_read(folder, 100, &buf, &err));
    snprintf(path, sizeof path, "%s/none/a.csv", folder);
    assert_false(files_write_atomic(path, "x", 1, &err));
    assert_non_null(strstr(err.text, path));
    buf_finish(&buf);
    char command[64];
    snprintf(command, sizeof command, "rm -r '%s'", folder);
    assert_int_equal(system(command), 0);
}

static void a_link_is_followed_and_a_device_is_written_to(void **state)
{
    (void)state;
    char folder[] = "/tmp/lectern-base-XXXXXX", path[64], link[64];
    struct err err = {0};
    struct buf buf = {0};
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/real.csv", folder);
    snprintf(link, sizeof link, "%s/link.csv", folder);
    assert_true(files_write_atomic(path, "one", 3, &err));
    assert_int_equal(symlink(path, link), 0);
    assert_true(files_write_atomic(link, "other", 5, &err));
    assert_true(files_read(path, 100, &buf, &err));
    assert_string_equal(buf_text(&buf), "other");
    assert_true(readlink(link, folder, 1) == 1); /* still a link */
    folder[0] = '/';
    assert_true(files_write_atomic("/dev/null", "x", 1, &err));
    assert_false(files_write_atomic("/dev/full", "x", 1, &err));
    assert_false(files_read("/dev/null", 100, &buf, &err)); /* still a device */
    buf_finish(&buf);
    char command[64];
    snprintf(command, sizeof command, "rm -r '%s'", folder);
    assert_int_equal(system(command), 0);
}

static void a_clock_can_be_held(void **state)
{
    (void)state;
    struct clock clock;
    clock_hold_at(&clock, 5000);
    int64_t mono = clock_mono_ms(&clock);
    clock_advance(&clock, 250);
    assert_int_equal(clock_wall_ms(&clock), 5250);
    assert_int_equal(clock_mono_ms(&clock) - mono, 250);
    assert_true(clock.simulated);
    clock_start_at(&clock, 1000000);
    assert_true(clock_wall_ms(&clock) >= 1000000 && clock_wall_ms(&clock) < 1060000);
}

static void big_and_small_blocks_share_an_arena(void **state)
{
    (void)state;
    struct arena arena = {0};
    char *small = arena_strdup(&arena, "a");
    unsigned char *big = arena_alloc(&arena, 1 << 20);
    char *after = arena_printf(&arena, "%s-%d", "b", 7);
    assert_true(small && big && after);
    assert_int_equal(big[(1 << 20) - 1], 0);
    assert_string_equal(small, "a");
    assert_string_equal(after, "b-7");
    assert_null(arena_alloc(&arena, SIZE_MAX - 8));
    arena_finish(&arena);
    arena_finish(&arena);
}

/* Whoever reads "cannot write" reads why in the same language. */
static void reasons_are_in_the_language(void **state)
{
    (void)state;
    static const int common[] = {ENOENT, EACCES, EPERM, EROFS, ENOSPC, EIO, ENOTDIR, EISDIR, ENAMETOOLONG};
    enum lang before = strings_lang();
    for (size_t i = 0; i < sizeof common / sizeof *common; i++) {
        strings_use(LANG_ZH);
        assert_true((unsigned char)err_reason(common[i])[0] >= 0x80);
        strings_use(LANG_EN);
        assert_true((unsigned char)err_reason(common[i])[0] < 0x80);
    }
    assert_string_equal(err_reason(EXDEV), strerror(EXDEV));
    strings_use(before);
}

static void texts_are_sorted_as_strcmp_does(void **state)
{
    (void)state;
    enum { COUNT = 5000 };
    static char texts[COUNT][48];
    static struct text_key keys[COUNT];
    uint32_t seed = 7;
    for (int i = 0; i < COUNT; i++) {
        seed = seed * 1664525u + 1013904223u;
        /* short ones, long ones that agree for as long as is looked at first, and bytes past ASCII */
        snprintf(texts[i], sizeof texts[i], "%s%u",
                 i % 3 == 0   ? ""
                 : i % 3 == 1 ? "0123456789ABCDEF"
                              : "工",
                 seed >> (8 + i % 20));
        keys[i] = (struct text_key){.text = texts[i], .value = (uint32_t)i};
    }
    struct arena arena = {0};
    assert_true(text_sort(keys, COUNT, &arena));
    assert_true(text_sort(keys, 0, &arena));
    bool seen[COUNT] = {false};
    for (int i = 0; i < COUNT; i++) {
        assert_true(i == 0 || strcmp(keys[i - 1].text, keys[i].text) <= 0);
        assert_string_equal(keys[i].text, texts[keys[i].value]);
        assert_false(seen[keys[i].value]);
        seen[keys[i].value] = true;
    }
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reasons_are_in_the_language),
        cmocka_unit_test(every_string_takes_the_same_arguments_in_both_languages),
        cmocka_unit_test(chinese_sentences_take_full_width_punctuation),
        cmocka_unit_test(dates_are_read_in_every_form),
        cmocka_unit_test(times_are_read_in_every_form),
        cmocka_unit_test(local_time_goes_both_ways),
        cmocka_unit_test(utf8_is_strict),
        cmocka_unit_test(errors_are_cut_at_a_character),
        cmocka_unit_test(lists_split_and_trim),
        cmocka_unit_test(files_are_written_whole_or_not_at_all),
        cmocka_unit_test(a_link_is_followed_and_a_device_is_written_to),
        cmocka_unit_test(a_clock_can_be_held),
        cmocka_unit_test(big_and_small_blocks_share_an_arena),
        cmocka_unit_test(texts_are_sorted_as_strcmp_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
