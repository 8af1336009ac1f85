/* The time of a talk: elapsed, left, phases to the millisecond, pauses, a minute more or less. */
#include "domain/talk_clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { START = 1000000, MINUTE = 60000 };

static void it_starts_once(void **state)
{
    (void)state;
    struct talk_clock clock = {0};
    assert_int_equal(talk_clock_elapsed_ms(&clock, START), 0);
    assert_int_equal(talk_clock_next_ms(&clock, START), 0);
    talk_clock_start(&clock, START);
    talk_clock_start(&clock, START + 5000);
    assert_int_equal(talk_clock_elapsed_ms(&clock, START + 7000), 7000);
    assert_int_equal(talk_clock_elapsed_ms(&clock, START - 7000), 0); /* the wall clock went back */
    assert_int_equal(talk_clock_phase(&clock, START), TALK_NO_END);
    assert_int_equal(talk_clock_left_ms(&clock, START), 0);
}

static void phases_change_at_five_and_one_minute(void **state)
{
    (void)state;
    struct talk_clock clock = {.started_ms = START, .end_ms = START + 60 * MINUTE};
    int64_t end = clock.end_ms;
    assert_int_equal(talk_clock_phase(&clock, end - 5 * MINUTE - 1), TALK_PLENTY);
    assert_int_equal(talk_clock_phase(&clock, end - 5 * MINUTE), TALK_FIVE_LEFT);
    assert_int_equal(talk_clock_phase(&clock, end - MINUTE - 1), TALK_FIVE_LEFT);
    assert_int_equal(talk_clock_phase(&clock, end - MINUTE), TALK_ONE_LEFT);
    assert_int_equal(talk_clock_phase(&clock, end), TALK_ONE_LEFT);
    assert_int_equal(talk_clock_phase(&clock, end + 1), TALK_OVER);
    clock.added_min = 2;
    assert_int_equal(talk_clock_left_ms(&clock, end), 2 * MINUTE);
    clock.added_min = -3;
    assert_int_equal(talk_clock_left_ms(&clock, end), -3 * MINUTE);
}

static void a_pause_stops_both_ways_of_counting(void **state)
{
    (void)state;
    struct talk_clock clock = {.started_ms = START, .end_ms = START + 10 * MINUTE};
    talk_clock_toggle(&clock, START + 2 * MINUTE);
    assert_int_equal(talk_clock_elapsed_ms(&clock, START + 9 * MINUTE), 2 * MINUTE);
    assert_int_equal(talk_clock_left_ms(&clock, START + 9 * MINUTE), 8 * MINUTE);
    assert_int_equal(talk_clock_next_ms(&clock, START + 9 * MINUTE), 0);
    talk_clock_toggle(&clock, START + 9 * MINUTE);
    assert_int_equal(talk_clock_elapsed_ms(&clock, START + 10 * MINUTE), 3 * MINUTE);
    assert_int_equal(talk_clock_left_ms(&clock, START + 10 * MINUTE), 7 * MINUTE);
    assert_int_equal(talk_clock_next_ms(&clock, 1250), 750);
}

static void times_read_as_on_a_clock(void **state)
{
    (void)state;
    char text[TALK_CLOCK_TEXT_SIZE];
    assert_string_equal(talk_clock_format(0, text), "0:00");
    assert_string_equal(talk_clock_format(1, text), "0:01");
    assert_string_equal(talk_clock_format(59001, text), "1:00");
    assert_string_equal(talk_clock_format(38 * MINUTE + 53000, text), "38:53");
    assert_string_equal(talk_clock_format(-61999, text), "1:01");
    assert_string_equal(talk_clock_format(62 * MINUTE + 7000, text), "1:02:07");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_starts_once), cmocka_unit_test(phases_change_at_five_and_one_minute),
        cmocka_unit_test(a_pause_stops_both_ways_of_counting), cmocka_unit_test(times_read_as_on_a_clock)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
