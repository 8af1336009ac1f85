/* Now, next, phases and days of a programme; the board that keeps its counts. */
#include "domain/board.h"
#include "domain/crews.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#define AT(hour, minute, second) ((((hour)*60LL + (minute)) * 60 + (second)) * 1000)

static struct lecture lecture_of(const char *id, const char *venue, int64_t start_ms, int64_t end_ms)
{
    return (struct lecture){.id = id,
                            .title = id,
                            .venue = venue,
                            .start_ms = start_ms,
                            .end_ms = end_ms,
                            .opens_before_min = 30,
                            .late_after_min = 10};
}

static void test_sort_and_find(void **state)
{
    (void)state;
    struct lecture items[] = {lecture_of("late", "甲", AT(11, 0, 0), AT(12, 0, 0)),
                              lecture_of("b", "乙", AT(9, 0, 0), AT(10, 0, 0)),
                              lecture_of("z", "甲", AT(9, 0, 0), AT(10, 0, 0)),
                              lecture_of("a", "乙", AT(9, 0, 0), AT(10, 0, 0))};
    struct programme programme = {items, 4};
    programme_sort(&programme);
    assert_string_equal(items[0].id, "a");
    assert_string_equal(items[1].id, "b");
    assert_string_equal(items[2].id, "z");
    assert_string_equal(items[3].id, "late");
    assert_ptr_equal(programme_find(&programme, "z"), &items[2]);
    assert_null(programme_find(&programme, "nobody"));
}

static void test_phases(void **state)
{
    (void)state;
    struct lecture lecture = lecture_of("a", "甲", AT(9, 0, 0), AT(10, 0, 0));
    static const struct {
        int64_t now_ms;
        enum lecture_phase phase;
        bool open;
    } rows[] = {{AT(8, 29, 59) + 999, LECTURE_LATER, false}, {AT(8, 30, 0), LECTURE_OPEN, true},
                {AT(8, 59, 59), LECTURE_OPEN, true},         {AT(9, 0, 0), LECTURE_RUNNING, true},
                {AT(10, 0, 0) + 999, LECTURE_RUNNING, true}, {AT(10, 0, 1), LECTURE_OVER, false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(lecture_phase(&lecture, rows[i].now_ms), rows[i].phase);
        assert_int_equal(lecture_is_open(&lecture, rows[i].now_ms), rows[i].open);
    }
    assert_true(programme_whole_second_ms(1999) == 1000);
    assert_true(programme_whole_second_ms(-1) == -1000);
    assert_true(programme_whole_second_ms(-1000) == -1000);
}

static void test_now_next_between(void **state)
{
    (void)state;
    struct lecture items[] = {lecture_of("a", "甲", AT(9, 0, 0), AT(10, 0, 0)),
                              lecture_of("b", "乙", AT(9, 30, 0), AT(11, 0, 0)),
                              lecture_of("c", "甲", AT(14, 0, 0), AT(15, 0, 0))};
    struct programme programme = {items, 3};
    size_t first;
    assert_null(programme_now(&programme, "", AT(8, 59, 59)));
    assert_string_equal(programme_now(&programme, "", AT(9, 45, 0))->id, "a");
    assert_string_equal(programme_now(&programme, "乙", AT(9, 45, 0))->id, "b");
    assert_null(programme_now(&programme, "丙", AT(9, 45, 0)));
    assert_string_equal(programme_next(&programme, "", AT(9, 0, 0))->id, "b");
    assert_string_equal(programme_next(&programme, "甲", AT(9, 0, 0))->id, "c");
    assert_null(programme_next(&programme, "", AT(14, 0, 0)));
    assert_int_equal(programme_between(&programme, AT(9, 0, 0), AT(14, 0, 0), &first), 2);
    assert_int_equal(first, 0);
    assert_int_equal(programme_between(&programme, AT(9, 0, 1), AT(14, 0, 1), &first), 2);
    assert_int_equal(first, 1);
    assert_int_equal(programme_between(&programme, AT(16, 0, 0), AT(9, 0, 0), &first), 0);
}

static void test_board_follows_outcomes(void **state)
{
    (void)state;
    struct lecture items[] = {lecture_of("a", "甲", AT(9, 0, 0), AT(10, 0, 0))};
    struct tally tallies[1] = {{.expected = 7}};
    struct board board = {.programme = {items, 1}, .tallies = tallies};
    struct outcome outcome = {.kind = OUTCOME_SIGNED_IN,
                              .lecture_id = "a",
                              .name = "李大明",
                              .unit = "机电",
                              .tally = {.expected = 7, .on_time = 1}};
    for (int i = 0; i < 7; i++) {
        outcome.at_ms = i;
        outcome.tally.on_time = i + 1;
        board_apply(&board, &outcome);
    }
    assert_int_equal(board.recent_count, BOARD_RECENT_MAX);
    assert_true(board.recent[0].at_ms == 6 && board.recent[4].at_ms == 2);
    assert_string_equal(board.recent[0].name, "李*明");
    assert_int_equal(board_tally(&board, &items[0])->on_time, 7);
    assert_int_equal(tally_absent(board_tally(&board, &items[0])), 0);
    /* said again, not saved, or of no lecture that is known: nothing changes */
    outcome.tally.on_time = 99;
    outcome.repeat = true;
    board_apply(&board, &outcome);
    outcome.repeat = false;
    outcome.kind = OUTCOME_NOT_SAVED;
    board_apply(&board, &outcome);
    outcome.kind = OUTCOME_UNKNOWN;
    outcome.lecture_id[0] = '\0';
    board_apply(&board, &outcome);
    assert_int_equal(board_tally(&board, &items[0])->on_time, 7);
    assert_true(board.recent[0].at_ms == 6);
    assert_int_equal(board_tally(&board, NULL)->expected, 0);
    assert_null(board_deck(&board, "x"));
}

static void test_crews(void **state)
{
    (void)state;
    struct person people[] = {{.worker_no = "W001", .unit = "甲", .team = "一班"},
                              {.worker_no = "W002", .unit = "甲", .team = "二班"},
                              {.worker_no = "w003", .unit = "乙", .team = "一班"},
                              {.worker_no = "甲", .unit = "丙", .team = ""}};
    struct pack pack = {.people = people, .people_count = 4};
    const char *const audience[] = {"甲", "W003", "W001", "nobody"};
    struct lecture lecture = {.audience = {.items = (const char **)(uintptr_t)audience, .count = 1}};
    struct crews crews;
    const struct person *person;
    int expected;
    assert_true(crews_init(&crews, &pack));
    assert_true(crews_have(&crews, "一班") && crews_have(&crews, "丙") && !crews_have(&crews, "W001"));
    assert_true(crews_person(&crews, "W003", &person) && person == &people[2]);
    assert_true(crews_person(&crews, "nobody", &person) && !person);
    /* a unit's name that is a worker number, too, is the unit */
    assert_true(crews_expected(&crews, &lecture, &expected) && expected == 2);
    lecture.audience.count = 4; /* W001 is of the unit already */
    assert_true(crews_expected(&crews, &lecture, &expected) && expected == 3);
    lecture.audience.count = 0;
    assert_true(crews_expected(&crews, &lecture, &expected) && expected == 4);
    crews_finish(&crews);
    crews_finish(&crews);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_sort_and_find), cmocka_unit_test(test_phases),
                                       cmocka_unit_test(test_now_next_between),
                                       cmocka_unit_test(test_board_follows_outcomes),
                                       cmocka_unit_test(test_crews)};
    return cmocka_run_group_tests_name("programme", tests, NULL, NULL);
}
