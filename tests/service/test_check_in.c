/* One scan = one transaction, through the real store. */
#include "service/check_in.h"

#include "store/attendance_table.h"
#include "store/derived.h"
#include "store/log.h"
#include "store/pack_table.h"
#include "store/settings.h"
#include "store/store.h"
#include "support/event_pack.h"

struct desk_top {
    char folder[64], path[128];
    struct store *store;
    struct clock clock;
    struct check_in state;
    struct outcome out;
    struct err err;
};

static void put_pack(struct desk_top *top)
{
    struct pack pack;
    pack_make(&pack);
    assert_true(pack_table_put(top->store, &pack, NULL, &top->err));
    pack_finish(&pack);
}

static int set_up_empty(void **state)
{
    struct desk_top *top = calloc(1, sizeof *top);
    assert_non_null(top);
    folder_make(top->folder);
    snprintf(top->path, sizeof top->path, "%s/store.db", top->folder);
    if (!store_open(&top->store, top->path, STORE_WRITE, &top->err)) {
        fail_msg("%s", top->err.text);
    }
    clock_hold_at(&top->clock, day_at(8, 45));
    *state = top;
    return 0;
}

static int set_up(void **state)
{
    set_up_empty(state);
    put_pack(*state);
    return 0;
}

static int tear_down(void **state)
{
    struct desk_top *top = *state;
    assert_true(derived_check(top->store, &top->err));
    int64_t rows, bad;
    assert_true(log_check(top->store, &rows, &bad, &top->err));
    check_in_finish(&top->state);
    store_close(top->store);
    folder_remove(top->folder);
    free(top);
    return 0;
}

static enum outcome_kind scan_as(struct desk_top *top, const char *raw, enum sign_in_method method,
                                 const char *pinned)
{
    struct check_in_request request = {
        .raw = raw, .method = method, .at_ms = clock_wall_ms(&top->clock), .pinned_lecture = pinned};
    bool done = check_in_run(&top->state, top->store, &top->clock, &request, &top->out, &top->err);
    assert_int_equal(done, top->out.kind != OUTCOME_NOT_SAVED);
    return top->out.kind;
}

static enum outcome_kind scan(struct desk_top *top, const char *raw)
{
    return scan_as(top, raw, METHOD_READER, "");
}

static int64_t log_rows(struct desk_top *top)
{
    int64_t rows, bad;
    assert_true(log_check(top->store, &rows, &bad, &top->err));
    return rows;
}

static void test_sign_in_says_who_and_how_many(void **state)
{
    struct desk_top *top = *state;
    assert_int_equal(scan(top, " 1001 "), OUTCOME_SIGNED_IN);
    assert_string_equal(top->out.name, "李明");
    assert_string_equal(top->out.unit, "机电车间");
    assert_string_equal(top->out.badge, "1001");
    assert_string_equal(top->out.lecture_id, "L1");
    assert_int_equal(top->out.ordinal, 1);
    assert_int_equal(top->out.tally.expected, 3);
    assert_int_equal(top->out.tally.on_time, 1);
    assert_int_equal(scan(top, "1002"), OUTCOME_SIGNED_IN);
    assert_int_equal(top->out.ordinal, 2);
    assert_int_equal(log_rows(top), 2);
}

static void test_late_and_already(void **state)
{
    struct desk_top *top = *state;
    clock_hold_at(&top->clock, day_at(9, 10) + SECOND_MS);
    assert_int_equal(scan(top, "1001"), OUTCOME_LATE);
    clock_advance(&top->clock, 10 * SECOND_MS);
    assert_int_equal(scan(top, "1001"), OUTCOME_ALREADY);
    assert_true(top->out.first_ms == day_at(9, 10) + SECOND_MS);
    assert_int_equal(top->out.ordinal, 0);
    assert_int_equal(top->out.tally.late, 1);
    assert_int_equal(log_rows(top), 1);
}

static void test_both_badges_are_one_person(void **state)
{
    struct desk_top *top = *state;
    assert_int_equal(scan(top, "0001003"), OUTCOME_SIGNED_IN);
    assert_int_equal(scan(top, "1003"), OUTCOME_ALREADY);
    assert_int_equal(log_rows(top), 1);
}

static void test_repeat_within_three_seconds(void **state)
{
    struct desk_top *top = *state;
    assert_int_equal(scan(top, "1001"), OUTCOME_SIGNED_IN);
    clock_advance(&top->clock, 2999);
    assert_int_equal(scan(top, "1001"), OUTCOME_SIGNED_IN);
    assert_true(top->out.repeat);
    assert_int_equal(top->out.ordinal, 1);
    clock_advance(&top->clock, 1);
    assert_int_equal(scan(top, "1001"), OUTCOME_ALREADY);
    assert_false(top->out.repeat);
    assert_int_equal(log_rows(top), 1);
}

static void test_repeat_only_after_a_record(void **state)
{
    struct desk_top *top = *state;
    clock_hold_at(&top->clock, day_at(8, 29) + 59 * SECOND_MS);
    assert_int_equal(scan(top, "1001"), OUTCOME_NOT_OPEN);
    assert_true(top->out.opens_ms == day_at(8, 30));
    clock_advance(&top->clock, SECOND_MS);
    assert_int_equal(scan(top, "1001"), OUTCOME_SIGNED_IN);
    assert_false(top->out.repeat);
}

static void test_repeat_of_unknown_records_once(void **state)
{
    struct desk_top *top = *state;
    assert_int_equal(scan(top, "9999"), OUTCOME_UNKNOWN);
    assert_int_equal(top->out.tally.unknown, 1);
    clock_advance(&top->clock, SECOND_MS);
    assert_int_equal(scan(top, "9999"), OUTCOME_UNKNOWN);
    assert_true(top->out.repeat);
    assert_int_equal(log_rows(top), 1);
    clock_advance(&top->clock, 5 * SECOND_MS);
    assert_int_equal(scan(top, "9999"), OUTCOME_UNKNOWN);
    assert_int_equal(log_rows(top), 2);
    assert_int_equal(top->out.tally.unknown, 1); /* badges, not scans */
}

struct foretold {
    const char *path;
    struct outcome outcome;
    int64_t rows; /* that another connection saw meanwhile */
    int calls;
};

static void look_while_undecided(void *context, const struct outcome *outcome)
{
    struct foretold *foretold = context;
    struct store *other = NULL;
    int64_t bad;
    foretold->outcome = *outcome;
    foretold->calls++;
    assert_true(store_open(&other, foretold->path, STORE_READ, NULL));
    assert_true(log_check(other, &foretold->rows, &bad, NULL));
    store_close(other);
}

/* Whoever is told ahead gets the very outcome, and nothing is on record at that moment. */
static void test_what_is_decided_is_told_before_it_stands(void **state)
{
    struct desk_top *top = *state;
    struct foretold foretold = {.path = top->path};
    struct check_in_request request = {.raw = "1001",
                                       .method = METHOD_READER,
                                       .at_ms = clock_wall_ms(&top->clock),
                                       .decided = look_while_undecided,
                                       .decided_context = &foretold};
    assert_true(check_in_run(&top->state, top->store, &top->clock, &request, &top->out, &top->err));
    assert_int_equal(foretold.calls, 1);
    assert_int_equal(foretold.rows, 0);
    assert_int_equal(log_rows(top), 1);
    assert_memory_equal(&foretold.outcome, &top->out, sizeof top->out);
    request.at_ms += 10 * SECOND_MS;
    clock_advance(&top->clock, 10 * SECOND_MS);
    assert_true(check_in_run(&top->state, top->store, &top->clock, &request, &top->out, &top->err));
    assert_int_equal(top->out.kind, OUTCOME_ALREADY);
    assert_int_equal(foretold.calls, 1); /* nothing was to be recorded */
}

static void test_settings_count_from_the_next_scan_on(void **state)
{
    struct desk_top *top = *state;
    assert_int_equal(scan(top, "1001"), OUTCOME_SIGNED_IN);
    assert_true(settings_set(top->store, "reader.profile", "form=as-is prefix=X", &top->err));
    assert_int_equal(scan(top, "1002"), OUTCOME_MISREAD);
    assert_int_equal(scan(top, "X1002"), OUTCOME_SIGNED_IN);
    assert_int_equal(scan_as(top, "1003", METHOD_KEYPAD, ""), OUTCOME_SIGNED_IN);
}

static void test_misread_records_nothing(void **state)
{
    struct desk_top *top = *state;
    assert_int_equal(scan(top, "  "), OUTCOME_MISREAD);
    assert_int_equal(scan(top, "10\t01"), OUTCOME_MISREAD);
    assert_int_equal(scan(top, "123456789012345678901234567890123"), OUTCOME_MISREAD);
    assert_int_equal(log_rows(top), 0);
}

static void test_worker_numbers(void **state)
{
    struct desk_top *top = *state;
    assert_int_equal(scan_as(top, "w001", METHOD_KEYPAD, ""), OUTCOME_SIGNED_IN);
    /* a reader does not know worker numbers, but for people who have no badge */
    assert_int_equal(scan_as(top, "W002", METHOD_READER, ""), OUTCOME_UNKNOWN);
    assert_int_equal(scan_as(top, "W006", METHOD_READER, ""), OUTCOME_WALK_IN);
    assert_string_equal(top->out.name, "周游");
}

static void test_walk_in_and_absent(void **state)
{
    struct desk_top *top = *state;
    assert_true(settings_set(top->store, "station.venue", "一号厅", &top->err));
    assert_int_equal(scan(top, "1004"), OUTCOME_WALK_IN);
    assert_string_equal(top->out.lecture_id, "L1");
    assert_int_equal(top->out.tally.walk_in, 1);
    assert_int_equal(tally_absent(&top->out.tally), 3);
}

static void test_venue_and_audience_choose(void **state)
{
    struct desk_top *top = *state;
    assert_int_equal(scan(top, "1004"), OUTCOME_SIGNED_IN);
    assert_string_equal(top->out.lecture_id, "L3");
    assert_true(settings_set(top->store, "station.venue", "二号厅", &top->err));
    assert_int_equal(scan(top, "1001"), OUTCOME_WALK_IN);
    assert_string_equal(top->out.lecture_id, "L3");
}

static void test_back_to_back(void **state)
{
    struct desk_top *top = *state;
    assert_int_equal(scan(top, "1001"), OUTCOME_SIGNED_IN);
    clock_hold_at(&top->clock, day_at(10, 5));
    assert_int_equal(scan(top, "1001"), OUTCOME_SIGNED_IN);
    assert_string_equal(top->out.lecture_id, "L2");
    clock_advance(&top->clock, 10 * SECOND_MS);
    assert_int_equal(scan(top, "1001"), OUTCOME_ALREADY);
    assert_int_equal(log_rows(top), 2);
}

static void test_pinned(void **state)
{
    struct desk_top *top = *state;
    assert_int_equal(scan_as(top, "1001", METHOD_KEYPAD, "L3"), OUTCOME_WALK_IN);
    assert_int_equal(scan_as(top, "1002", METHOD_KEYPAD, "L2"), OUTCOME_NOT_OPEN);
    assert_int_equal(scan_as(top, "1002", METHOD_KEYPAD, "L9"), OUTCOME_NOT_SAVED);
    assert_int_equal(top->err.code, ERR_NOT_FOUND);
    assert_true(settings_set(top->store, "station.lecture", "L3", &top->err));
    assert_int_equal(scan(top, "1002"), OUTCOME_WALK_IN);
    assert_string_equal(top->out.lecture_id, "L3");
}

static void test_empty_store_records_unknown(void **state)
{
    struct desk_top *top = *state;
    assert_int_equal(scan(top, "1001"), OUTCOME_UNKNOWN);
    assert_string_equal(top->out.lecture_id, "");
    assert_int_equal(log_rows(top), 1);
    put_pack(top);
    clock_advance(&top->clock, SECOND_MS);
    /* the programme is new: what was said about the badge no longer holds */
    assert_int_equal(scan(top, "1001"), OUTCOME_SIGNED_IN);
}

static void test_person_who_left_the_roster(void **state)
{
    struct desk_top *top = *state;
    struct pack pack;
    assert_int_equal(scan(top, "1003"), OUTCOME_SIGNED_IN);
    pack_make(&pack);
    pack.people[2] = pack.people[5]; /* W003 falls out */
    pack.people_count = 5;
    assert_true(pack_table_put(top->store, &pack, NULL, &top->err));
    pack_finish(&pack);
    clock_hold_at(&top->clock, day_at(9, 0));
    assert_int_equal(scan(top, "0001003"), OUTCOME_ALREADY);
    clock_hold_at(&top->clock, day_at(10, 40));
    assert_int_equal(scan(top, "0001003"), OUTCOME_WALK_IN); /* L2 expects everybody, who is on the roster */
    assert_string_equal(top->out.name, "欧阳小红");
    assert_int_equal(top->out.tally.expected, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_sign_in_says_who_and_how_many, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_late_and_already, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_both_badges_are_one_person, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_repeat_within_three_seconds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_repeat_only_after_a_record, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_repeat_of_unknown_records_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_is_decided_is_told_before_it_stands, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_settings_count_from_the_next_scan_on, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_misread_records_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_worker_numbers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_walk_in_and_absent, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_venue_and_audience_choose, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_back_to_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_pinned, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_empty_store_records_unknown, set_up_empty, tear_down),
        cmocka_unit_test_setup_teardown(test_person_who_left_the_roster, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("check_in", tests, NULL, NULL);
}
