/* A read of a grabbed or serial reader: signs in on every public screen, presses nothing, says where it was
 * not readable. */
#include "support/demo_stage.h"

static const struct canvas landscape = {1920, 1080, false};
static const char *const badges[] = {"0003625619", "0475059022", "1797254255",
                                     "1669049724", "0879547909", "0004961242"};

static void a_read_signs_in_and_presses_nothing(void **state)
{
    (void)state;
    struct demo_stage stage;
    demo_stage_open(&stage, "2026-11-22 08:40", landscape, true);
    for (int id = 0; id < SCREEN_NAV_COUNT; id++) {
        app_go(stage.app, (enum screen_id)id, "");
        demo_stage_draw(&stage);
        app_read(stage.app, badges[id], BADGE_END_CR, false);
        app_pump(stage.app, clock_mono_ms(&stage.clock));
        assert_non_null(app_outcome(stage.app));
        assert_int_equal(app_outcome(stage.app)->kind, OUTCOME_SIGNED_IN);
        assert_int_equal(app_screen(stage.app), id);
        demo_stage_advance(&stage, 5000);
    }
    demo_stage_close(&stage);
}

static void keys_that_are_pending_are_not_part_of_it(void **state)
{
    (void)state;
    struct demo_stage stage;
    demo_stage_open(&stage, "2026-11-22 08:40", landscape, true);
    demo_stage_type(&stage, "04750", 6); /* a reader that types is in the middle of its badge */
    app_read(stage.app, badges[0], BADGE_END_CR, false);
    app_pump(stage.app, clock_mono_ms(&stage.clock));
    assert_string_equal(app_outcome(stage.app)->badge, badges[0]);
    demo_stage_scan(&stage, "59022");
    assert_int_equal(app_outcome(stage.app)->kind, OUTCOME_SIGNED_IN);
    assert_string_equal(app_outcome(stage.app)->badge, "0475059022");
    demo_stage_close(&stage);
}

static void unreadable_is_said_and_not_recorded(void **state)
{
    (void)state;
    struct demo_stage stage;
    struct store *store = NULL;
    int64_t count = 1, bad;
    demo_stage_open(&stage, "2026-11-22 08:40", landscape, true);
    app_read(stage.app, "0003625619", BADGE_END_CR, true);
    app_pump(stage.app, clock_mono_ms(&stage.clock));
    assert_int_equal(app_outcome(stage.app)->kind, OUTCOME_MISREAD);
    assert_true(store_open(&store, stage.path, STORE_READ, &stage.err));
    assert_true(log_check(store, &count, &bad, &stage.err));
    assert_int_equal(count, 0);
    store_close(store);
    demo_stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_read_signs_in_and_presses_nothing),
                                       cmocka_unit_test(keys_that_are_pending_are_not_part_of_it),
                                       cmocka_unit_test(unreadable_is_said_and_not_recorded)};
    return cmocka_run_group_tests_name("app reads", tests, NULL, NULL);
}
