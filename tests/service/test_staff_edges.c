/* Corrections that meet each other, another import, or a clock that was wrong. */
#include "service/check_in.h"
#include "service/export_csv.h"
#include "service/sheet_load.h"
#include "service/staff.h"
#include "service/verify.h"

#include "store/log.h"
#include "store/pack_table.h"
#include "store/people.h"
#include "store/store.h"
#include "support/event_pack.h"

struct place {
    char folder[64], path[128];
    struct store *store;
    struct clock clock;
    struct check_in check_in;
    struct outcome out;
    struct staff_result result;
    struct pack pack;
    struct sheet sheet;
    struct err err;
};

static void put(struct place *place)
{
    if (!pack_table_put(place->store, &place->pack, NULL, &place->err)) {
        fail_msg("%s", place->err.text);
    }
}

static int set_up(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    assert_non_null(place);
    folder_make(place->folder);
    snprintf(place->path, sizeof place->path, "%s/store.db", place->folder);
    assert_true(store_open(&place->store, place->path, STORE_WRITE, &place->err));
    pack_make(&place->pack);
    for (size_t i = 0; i < place->pack.programme.count; i++) {
        place->pack.programme.items[i].sign_out = strcmp(place->pack.programme.items[i].id, "L1") == 0;
    }
    put(place);
    *state = place;
    return 0;
}

static int tear_down(void **state)
{
    struct place *place = *state;
    struct verify_report report;
    if (!verify_store(place->store, &report, &place->err)) {
        print_error("%s\n", place->err.text);
        return -1;
    }
    check_in_finish(&place->check_in);
    sheet_finish(&place->sheet);
    store_close(place->store);
    pack_finish(&place->pack);
    folder_remove(place->folder);
    free(place);
    return 0;
}

/* The wall clock shows at_ms, wrong_ms away from the time since power-on. */
static void clock_is(struct place *place, int64_t at_ms, int64_t wrong_ms)
{
    place->clock = (struct clock){
        .manual = true, .manual_wall_ms = at_ms, .manual_mono_ms = at_ms - wrong_ms - day_at(0, 0)};
}

static void scan(struct place *place, const char *raw, enum outcome_kind kind)
{
    struct check_in_request request = {
        .raw = raw, .method = METHOD_KEYPAD, .at_ms = clock_wall_ms(&place->clock), .pinned_lecture = ""};
    check_in_run(&place->check_in, place->store, &place->clock, &request, &place->out, &place->err);
    assert_int_equal(place->out.kind, kind);
}

static void scan_at(struct place *place, int64_t at_ms, const char *raw, enum outcome_kind kind)
{
    clock_is(place, at_ms, 0);
    scan(place, raw, kind);
}

static bool act(struct place *place, struct staff_request request)
{
    snprintf(request.operator_name, sizeof request.operator_name, "值班员");
    place->clock.manual_mono_ms++; /* no two actions in one millisecond */
    place->clock.manual_wall_ms++;
    if (!staff_do(&place->check_in, place->store, &place->clock, &request, &place->result, &place->err)) {
        fail_msg("%s", place->err.text);
    }
    return place->result.done;
}

static const struct sheet_row *row_of(struct place *place, const char *lecture, const char *code)
{
    sheet_finish(&place->sheet);
    assert_true(sheet_load(&place->sheet, place->store, lecture, &place->err));
    for (size_t i = 0; i < place->sheet.row_count; i++) {
        if (strcmp(place->sheet.rows[i].code, code) == 0) {
            return &place->sheet.rows[i];
        }
    }
    return NULL;
}

static void test_a_number_is_free_again_after_the_registration_was_undone(void **state)
{
    struct place *place = *state;
    clock_is(place, day_at(9, 0), 0);
    struct staff_request wrong = {.verb = STAFF_REGISTER, .lecture = "L1", .code = "T77", .name = "张山"};
    struct staff_request right = {.verb = STAFF_REGISTER, .lecture = "L1", .code = "T77", .name = "张珊"};
    assert_true(act(place, wrong));
    assert_false(act(place, right)); /* as long as it stands */
    assert_true(act(place, (struct staff_request){.verb = STAFF_UNDO}));
    assert_int_equal(row_of(place, "L1", "T77") ? row_of(place, "L1", "T77")->in_ms : 0, 0);
    assert_true(act(place, right));
    assert_string_equal(row_of(place, "L1", "T77")->name, "张珊");
    assert_int_equal(row_of(place, "L1", "T77")->status, SHEET_WALK_IN);
    assert_int_equal(place->sheet.tally.walk_in, 1);
}

static void test_a_newer_roster_gives_a_linked_badge_to_somebody_else(void **state)
{
    struct place *place = *state;
    scan_at(place, day_at(9, 0), "9001", OUTCOME_UNKNOWN);
    assert_true(act(place, (struct staff_request){.verb = STAFF_LINK, .code = "W001", .badge = "9001"}));
    scan_at(place, day_at(9, 2), "9001", OUTCOME_ALREADY);
    /* the office gives the same badge to W002 on the next roster */
    place->pack.people[1].badges = list_of(&place->pack.arena, "1002、9001");
    put(place);
    scan_at(place, day_at(9, 4), "9001", OUTCOME_SIGNED_IN);
    assert_string_equal(place->out.name, "王大明");
    assert_non_null(row_of(place, "L1", "W001")); /* what was counted stays */
    assert_int_equal(row_of(place, "L1", "W001")->status, SHEET_ON_TIME);
}

static void test_a_lost_badge_stays_lost_over_imports(void **state)
{
    struct place *place = *state;
    clock_is(place, day_at(9, 0), 0);
    assert_true(act(place, (struct staff_request){.verb = STAFF_REPLACE, .code = "W001", .badge = "9002"}));
    put(place);
    scan_at(place, day_at(9, 1), "1001", OUTCOME_UNKNOWN);
    scan_at(place, day_at(9, 2), "9002", OUTCOME_SIGNED_IN);
    /* found again and given to another: the roster still names its first owner */
    assert_true(act(place, (struct staff_request){.verb = STAFF_LINK, .code = "W002", .badge = "1001"}));
    put(place);
    scan_at(place, day_at(9, 4), "1001", OUTCOME_ALREADY);
    assert_string_equal(place->out.name, "王大明");
}

static void test_a_badge_is_voided_however_it_is_written(void **state)
{
    struct place *place = *state;
    scan_at(place, day_at(9, 0), "AB12CD", OUTCOME_UNKNOWN);
    assert_true(act(place, (struct staff_request){.verb = STAFF_VOID, .lecture = "L1", .badge = " ab12cd "}));
    assert_false(act(place, (struct staff_request){.verb = STAFF_VOID, .lecture = "L1", .badge = "AB12CD"}));
}

static void test_nobody_leaves_before_coming(void **state)
{
    struct place *place = *state;
    clock_is(place, day_at(10, 0), 0);
    assert_true(
        act(place, (struct staff_request){.verb = STAFF_SUPPLEMENT, .lecture = "L1", .code = "W001"}));
    scan_at(place, day_at(10, 20), "1001", OUTCOME_SIGNED_OUT);
    assert_true(act(place, (struct staff_request){.verb = STAFF_UNDO}));
    assert_int_equal(row_of(place, "L1", "W001")->out_ms, 0);
    scan_at(place, day_at(10, 25), "1001", OUTCOME_LATE);
    assert_int_equal(row_of(place, "L1", "W001")->out_ms, 0);
    scan_at(place, day_at(10, 29), "1001", OUTCOME_SIGNED_OUT);
    assert_true(row_of(place, "L1", "W001")->out_ms == day_at(10, 29));
}

static void test_setting_the_time_corrects_when_people_left(void **state)
{
    struct place *place = *state;
    enum { SLOW_MS = 10 * MINUTE_MS };
    clock_is(place, day_at(9, 0), -SLOW_MS);
    scan(place, "1001", OUTCOME_SIGNED_IN);
    clock_is(place, day_at(10, 24), -SLOW_MS);
    scan(place, "1001", OUTCOME_SIGNED_OUT);
    assert_true(row_of(place, "L1", "W001")->early);
    struct staff_request anchor = {.verb = STAFF_ANCHOR, .at_ms = day_at(10, 34) + 1};
    assert_true(act(place, anchor));
    const struct sheet_row *row = row_of(place, "L1", "W001");
    assert_true(row->in_ms == day_at(9, 10) && row->out_ms == day_at(10, 34));
    assert_false(row->early);
}

static void test_setting_the_time_back_to_what_it_was(void **state)
{
    struct place *place = *state;
    scan_at(place, day_at(9, 0), "1001", OUTCOME_SIGNED_IN);
    clock_is(place, day_at(9, 5), 0);
    struct staff_request mistyped = {.verb = STAFF_ANCHOR, .at_ms = day_at(19, 5) + 1};
    assert_true(act(place, mistyped));
    assert_int_equal(row_of(place, "L1", "W001")->status, SHEET_LATE);
    clock_is(place, day_at(9, 6), 0);
    struct staff_request right = {.verb = STAFF_ANCHOR, .at_ms = day_at(9, 6) + 1};
    assert_true(act(place, right));
    assert_true(row_of(place, "L1", "W001")->in_ms == day_at(9, 0));
    assert_int_equal(row_of(place, "L1", "W001")->status, SHEET_ON_TIME);
}

static void test_a_trial_is_not_moved_by_the_real_clock(void **state)
{
    struct place *place = *state;
    clock_is(place, day_at(9, 0), 5 * 60 * MINUTE_MS);
    place->clock.simulated = true;
    scan(place, "1001", OUTCOME_SIGNED_IN);
    clock_is(place, day_at(4, 30), 0);
    struct staff_request anchor = {.verb = STAFF_ANCHOR, .at_ms = day_at(4, 35) + 1};
    assert_true(act(place, anchor));
    assert_true(row_of(place, "L1", "W001")->in_ms == day_at(9, 0));
}

static void test_only_plain_text_gets_into_the_log(void **state)
{
    struct place *place = *state;
    struct buf csv = {0};
    clock_is(place, day_at(9, 0), 0);
    struct staff_request request = {.verb = STAFF_REGISTER, .lecture = "L1"};
    static const char *const bad[] = {"a\nb", "a\tb", "\x1B[2J", "\xFF\xFE", "a\x7F"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct staff_request named = request, because = request;
        snprintf(named.name, sizeof named.name, "%s", bad[i]);
        snprintf(because.reason, sizeof because.reason, "%s", bad[i]);
        assert_false(act(place, named));
        assert_false(act(place, because));
    }
    snprintf(request.name, sizeof request.name, "=1+1");
    assert_true(act(place, request));
    struct staff_request nameless = {.verb = STAFF_REGISTER, .lecture = "L1", .name = "  "};
    assert_true(act(place, nameless));
    assert_true(export_csv(place->store, "L1", LANG_EN, &csv, &place->err));
    assert_non_null(strstr(buf_text(&csv), ",'=1+1,,,walk_in,"));
    assert_non_null(strstr(buf_text(&csv), ",staff,walk-in; "));
    assert_null(strstr(buf_text(&csv), "no longer on the roster")); /* they never were */
    assert_null(strstr(buf_text(&csv), ",  ,"));
    buf_finish(&csv);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_number_is_free_again_after_the_registration_was_undone),
        TEST(test_a_newer_roster_gives_a_linked_badge_to_somebody_else),
        TEST(test_a_lost_badge_stays_lost_over_imports),
        TEST(test_a_badge_is_voided_however_it_is_written),
        TEST(test_nobody_leaves_before_coming),
        TEST(test_setting_the_time_corrects_when_people_left),
        TEST(test_setting_the_time_back_to_what_it_was),
        TEST(test_a_trial_is_not_moved_by_the_real_clock),
        TEST(test_only_plain_text_gets_into_the_log),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
