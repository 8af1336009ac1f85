/* Time zones from tzdata: what a local time is in UTC, where clocks change, and files that are no zones. */
#include "base/zone_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/strings.h"

static int64_t utc_s(int year, int month, int day, int hour, int minute)
{
    return ((zone_days_of(year, month, day) * 24 + hour) * 60 + minute) * 60;
}

static int64_t to_s(const char *name, int year, int month, int day, int hour, int minute)
{
    struct zone_file zone;
    struct civil local = {.year = year, .month = month, .day = day, .hour = hour, .minute = minute};
    int64_t ms = 0;
    assert_true(zone_file_open(&zone, name, NULL));
    assert_true(zone_file_to_ms(&zone, &local, &ms));
    zone_file_close(&zone);
    return ms / 1000;
}

static void counts_days(void **state)
{
    (void)state;
    assert_int_equal(zone_days_of(1970, 1, 1), 0);
    assert_int_equal(zone_days_of(2000, 2, 29), 11016);
    for (int64_t day = -800000; day < 3000000; day += 997) {
        struct civil date = {0};
        zone_date_of(day, &date);
        assert_int_equal(zone_days_of(date.year, date.month, date.day), day);
    }
    struct civil date;
    zone_date_of(zone_days_of(2026, 11, 22), &date);
    assert_int_equal(date.weekday, 0);
    zone_date_of(-1, &date);
    assert_int_equal(date.weekday, 3);
}

static void knows_zones(void **state)
{
    (void)state;
    assert_int_equal(to_s("Asia/Shanghai", 2026, 11, 22, 9, 0), utc_s(2026, 11, 22, 1, 0));
    assert_int_equal(to_s("Asia/Shanghai", 1988, 7, 1, 9, 0), utc_s(1988, 7, 1, 0, 0)); /* summer time then */
    assert_int_equal(to_s("Europe/Berlin", 2026, 7, 1, 9, 0), utc_s(2026, 7, 1, 7, 0));
    assert_int_equal(to_s("Europe/Berlin", 2026, 12, 1, 9, 0), utc_s(2026, 12, 1, 8, 0));
    assert_int_equal(to_s("America/New_York", 2026, 7, 1, 9, 0), utc_s(2026, 7, 1, 13, 0));
    assert_int_equal(to_s("Asia/Kolkata", 2026, 7, 1, 9, 0), utc_s(2026, 7, 1, 3, 30));
    assert_int_equal(to_s("UTC", 2026, 7, 1, 9, 0), utc_s(2026, 7, 1, 9, 0));
    assert_int_equal(to_s("Australia/Sydney", 2026, 1, 1, 9, 0), utc_s(2025, 12, 31, 22, 0));
}

/* Beyond the last transition of the file its footer holds. */
static void knows_the_far_future(void **state)
{
    (void)state;
    assert_int_equal(to_s("Europe/Berlin", 2150, 7, 1, 9, 0), utc_s(2150, 7, 1, 7, 0));
    assert_int_equal(to_s("Europe/Berlin", 2150, 12, 1, 9, 0), utc_s(2150, 12, 1, 8, 0));
    assert_int_equal(to_s("Australia/Sydney", 2150, 1, 1, 9, 0), utc_s(2149, 12, 31, 22, 0));
    assert_int_equal(to_s("Asia/Shanghai", 9999, 12, 31, 9, 0), utc_s(9999, 12, 31, 1, 0));
}

static void settles_gaps_and_overlaps(void **state)
{
    (void)state;
    /* 29 March 2026, 2:00 -> 3:00: 2:30 is not there and counts as before the gap: 1:30 UTC, 3:30 local */
    assert_int_equal(to_s("Europe/Berlin", 2026, 3, 29, 2, 30), utc_s(2026, 3, 29, 1, 30));
    assert_int_equal(to_s("Europe/Berlin", 2026, 3, 29, 1, 59), utc_s(2026, 3, 29, 0, 59));
    assert_int_equal(to_s("Europe/Berlin", 2026, 3, 29, 3, 0), utc_s(2026, 3, 29, 1, 0));
    /* 25 October 2026, 3:00 -> 2:00: 2:30 comes twice, the first is meant */
    assert_int_equal(to_s("Europe/Berlin", 2026, 10, 25, 2, 30), utc_s(2026, 10, 25, 0, 30));
    assert_int_equal(to_s("Europe/Berlin", 2026, 10, 25, 3, 0), utc_s(2026, 10, 25, 2, 0));
}

/* Against the C library, every 53 hours from 1950 to 2120. */
static void agrees_with_the_system(void **state)
{
    (void)state;
    static const char *const names[] = {"Asia/Shanghai", "Europe/Berlin",   "America/New_York",
                                        "Europe/Dublin", "America/Nuuk",    "Australia/Lord_Howe",
                                        "Asia/Tehran",   "Pacific/Chatham", "Africa/Casablanca"};
    char *before = getenv("TZ") ? strdup(getenv("TZ")) : NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct zone_file zone;
        assert_true(zone_file_open(&zone, names[i], NULL));
        setenv("TZ", names[i], 1);
        tzset();
        for (int64_t at = utc_s(1950, 1, 1, 0, 0); at < utc_s(2120, 1, 1, 0, 0); at += 53 * 3600 + 1) {
            time_t when = (time_t)at;
            struct tm tm;
            localtime_r(&when, &tm);
            struct civil civil;
            zone_file_from_ms(&zone, at * 1000, &civil);
            if (zone_file_offset_s(&zone, at) != tm.tm_gmtoff || civil.day != tm.tm_mday ||
                civil.hour != tm.tm_hour || civil.weekday != tm.tm_wday || civil.year != tm.tm_year + 1900) {
                fail_msg("%s at %lld: %d, the system says %ld", names[i], (long long)at,
                         zone_file_offset_s(&zone, at), tm.tm_gmtoff);
            }
        }
        zone_file_close(&zone);
    }
    before ? setenv("TZ", before, 1) : unsetenv("TZ");
    tzset();
    free(before);
}

static void refuses_what_is_no_zone(void **state)
{
    (void)state;
    static const char *const names[] = {"",         "../../../etc/passwd", "/etc/passwd",
                                        "zone.tab", "Nowhere/Else",        "right/Europe/Berlin",
                                        "Asia",     "Europe/../UTC",       "China Standard Time"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct zone_file zone;
        struct err err = {0};
        assert_false(zone_file_open(&zone, names[i], &err));
        assert_int_equal(err.code, ERR_INPUT);
        assert_non_null(strstr(err.text, names[i]));
        zone_file_close(&zone);
    }
}

static void refuses_damaged_files(void **state)
{
    (void)state;
    static unsigned char bytes[64 * 1024];
    FILE *file = fopen("/usr/share/zoneinfo/Europe/Berlin", "rb");
    assert_non_null(file);
    size_t len = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    struct zone_file zone;
    assert_true(zone_file_parse(&zone, bytes, len, "x", NULL));
    zone_file_close(&zone);
    for (size_t cut = 0; cut < len - 40; cut += 13) {
        unsigned char *exact = malloc(cut + 1);
        assert_non_null(exact);
        memcpy(exact, bytes, cut);
        assert_false(zone_file_parse(&zone, exact, cut, "x", NULL));
        free(exact);
    }
    for (size_t at = 0; at < 44 + 44; at++) { /* whatever stands in a header: no byte beyond the end */
        unsigned char was = bytes[at];
        bytes[at] = 0xFF;
        zone_file_parse(&zone, bytes, len, "x", NULL);
        zone_file_close(&zone);
        bytes[at] = was;
    }
}

static void refuses_dates_that_are_not_there(void **state)
{
    (void)state;
    struct zone_file zone;
    int64_t ms;
    zone_file_fix(&zone, 8 * 3600);
    assert_true(zone_file_to_ms(&zone, &(struct civil){.year = 2024, .month = 2, .day = 29, .hour = 8}, &ms));
    assert_int_equal(ms / 1000, utc_s(2024, 2, 29, 0, 0));
    assert_false(zone_file_to_ms(&zone, &(struct civil){.year = 2026, .month = 2, .day = 29}, &ms));
    assert_false(zone_file_to_ms(&zone, &(struct civil){.year = 2026, .month = 13, .day = 1}, &ms));
    assert_false(
        zone_file_to_ms(&zone, &(struct civil){.year = 2026, .month = 1, .day = 1, .hour = 24}, &ms));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_days),
        cmocka_unit_test(knows_zones),
        cmocka_unit_test(knows_the_far_future),
        cmocka_unit_test(settles_gaps_and_overlaps),
        cmocka_unit_test(agrees_with_the_system),
        cmocka_unit_test(refuses_what_is_no_zone),
        cmocka_unit_test(refuses_damaged_files),
        cmocka_unit_test(refuses_dates_that_are_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
