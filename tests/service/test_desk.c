/* The desk: every scan gets one answer, in order, whether a thread works or not. */
#include "service/desk.h"

#include "store/log.h"
#include "store/pack_table.h"
#include "store/store.h"
#include "support/event_pack.h"

#include <stdatomic.h>

struct place {
    char folder[64], path[128];
    struct clock clock;
    struct desk *desk;
    atomic_int woken;
    struct err err;
};

static void wake(void *context)
{
    atomic_fetch_add((atomic_int *)context, 1);
}

static void start(struct place *place, bool threaded)
{
    struct store *store = NULL;
    struct pack pack;
    folder_make(place->folder);
    snprintf(place->path, sizeof place->path, "%s/store.db", place->folder);
    assert_true(store_open(&store, place->path, STORE_WRITE, &place->err));
    pack_make(&pack);
    assert_true(pack_table_put(store, &pack, NULL, &place->err));
    pack_finish(&pack);
    clock_hold_at(&place->clock, day_at(8, 45));
    struct desk_config config = {.store = store,
                                 .clock = &place->clock,
                                 .threaded = threaded,
                                 .wake = wake,
                                 .wake_context = &place->woken};
    assert_true(desk_create(&place->desk, &config, &place->err));
}

static int set_up_threaded(void **state)
{
    *state = calloc(1, sizeof(struct place));
    assert_non_null(*state);
    start(*state, true);
    return 0;
}

static int set_up_inline(void **state)
{
    *state = calloc(1, sizeof(struct place));
    assert_non_null(*state);
    start(*state, false);
    return 0;
}

static int tear_down(void **state)
{
    struct place *place = *state;
    desk_destroy(place->desk);
    folder_remove(place->folder);
    free(place);
    return 0;
}

static int64_t rows_on_record(struct place *place)
{
    struct store *reader = NULL;
    int64_t rows, bad;
    assert_true(store_open(&reader, place->path, STORE_READ, &place->err));
    assert_true(log_check(reader, &rows, &bad, &place->err));
    store_close(reader);
    return rows;
}

static void test_each_scan_one_answer_in_order(void **state)
{
    enum { SCANS = 400 };
    struct place *place = *state;
    uint32_t tickets[SCANS];
    struct desk_event event;
    char badge[32];
    for (int i = 0; i < SCANS; i++) {
        snprintf(badge, sizeof badge, "%d", 5000 + i);
        tickets[i] = desk_sign_in(place->desk, badge, METHOD_READER, day_at(8, 45));
        assert_int_not_equal(tickets[i], 0);
    }
    desk_settle(place->desk);
    for (int i = 0; i < SCANS; i++) {
        assert_true(desk_poll(place->desk, &event));
        assert_int_equal(event.type, DESK_OUTCOME);
        assert_int_equal(event.ticket, tickets[i]);
        assert_int_equal(event.outcome.kind, OUTCOME_UNKNOWN);
        assert_int_equal(event.outcome.tally.unknown, i + 1);
        snprintf(badge, sizeof badge, "%d", 5000 + i);
        assert_string_equal(event.outcome.badge, badge);
    }
    assert_false(desk_poll(place->desk, &event));
    assert_int_equal(atomic_load(&place->woken), SCANS);
    assert_int_equal(rows_on_record(place), SCANS);
}

static void test_lookup_records_nothing(void **state)
{
    struct place *place = *state;
    struct desk_event event;
    uint32_t ticket = desk_look_up(place->desk, "w002");
    desk_settle(place->desk);
    assert_true(desk_poll(place->desk, &event));
    assert_int_equal(event.type, DESK_LOOKUP);
    assert_int_equal(event.ticket, ticket);
    assert_true(event.lookup.found);
    assert_string_equal(event.lookup.name, "王大明");
    assert_string_equal(event.lookup.code, "W002");
    desk_look_up(place->desk, "1003");
    desk_look_up(place->desk, "nobody");
    desk_look_up(place->desk, "");
    desk_settle(place->desk);
    assert_true(desk_poll(place->desk, &event) && event.lookup.found);
    assert_true(desk_poll(place->desk, &event) && !event.lookup.found);
    assert_true(desk_poll(place->desk, &event) && !event.lookup.found);
    assert_int_equal(rows_on_record(place), 0);
}

static void test_store_is_checked(void **state)
{
    struct place *place = *state;
    struct desk_event event;
    desk_check_store(place->desk);
    desk_settle(place->desk);
    assert_true(desk_poll(place->desk, &event));
    assert_int_equal(event.type, DESK_STORE_CHECKED);
    assert_int_equal(event.error.code, ERR_NONE);
}

static void test_destroy_finishes_what_was_posted(void **state)
{
    struct place *place = *state;
    char badge[32];
    for (int i = 0; i < 200; i++) {
        snprintf(badge, sizeof badge, "%d", 7000 + i);
        assert_int_not_equal(desk_sign_in(place->desk, badge, METHOD_READER, day_at(8, 45)), 0);
    }
    desk_check_store(place->desk);
    desk_destroy(place->desk);
    place->desk = NULL;
    assert_int_equal(rows_on_record(place), 200);
}

static void test_misread_and_repeat_are_answered(void **state)
{
    struct place *place = *state;
    static const char *const scans[] = {"", "1001", "1001", "9\t9"};
    static const enum outcome_kind kinds[] = {OUTCOME_MISREAD, OUTCOME_SIGNED_IN, OUTCOME_SIGNED_IN,
                                              OUTCOME_MISREAD};
    struct desk_event event;
    for (int i = 0; i < 4; i++) {
        desk_sign_in(place->desk, scans[i], METHOD_READER, day_at(8, 45));
    }
    desk_settle(place->desk);
    for (int i = 0; i < 4; i++) {
        assert_true(desk_poll(place->desk, &event));
        assert_int_equal(event.outcome.kind, kinds[i]);
        assert_int_equal(event.outcome.repeat, i == 2);
    }
    assert_int_equal(rows_on_record(place), 1);
}

int main(void)
{
#define BOTH(name)                                                                                           \
    cmocka_unit_test_setup_teardown(name, set_up_inline, tear_down),                                         \
        cmocka_unit_test_setup_teardown(name, set_up_threaded, tear_down)
    const struct CMUnitTest tests[] = {BOTH(test_each_scan_one_answer_in_order),
                                       BOTH(test_lookup_records_nothing), BOTH(test_store_is_checked),
                                       BOTH(test_destroy_finishes_what_was_posted),
                                       BOTH(test_misread_and_repeat_are_answered)};
    return cmocka_run_group_tests_name("desk", tests, NULL, NULL);
}
