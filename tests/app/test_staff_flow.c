/* Staff mode from the PIN to the record, through the real app, desk and store: by hand at the keys, and with
 * a finger. */
#include "support/demo_stage.h"

#include "base/strings.h"
#include "screen/staff_frame.h"
#include "screen/staff_pad.h"
#include "screen/staff_person.h"

static const struct canvas landscape = {1920, 1080, false};
enum { HAND_MS = 200, PIN_OPERATOR = 2, LIST_ROW = 6 };

static struct demo_stage stage;

static bool shows(const char *words)
{
    demo_stage_draw(&stage);
    return demo_stage_shows(&stage, words);
}

static int present(void)
{
    const struct board *board = app_board(stage.app);
    return tally_present(board_tally(board, programme_find(&board->programme, "20261122-1")));
}

static void type_pin(const char *digits)
{
    demo_stage_type(&stage, digits, HAND_MS);
    demo_stage_key(&stage, UI_KEY_ENTER);
    demo_stage_draw(&stage);
}

static int enter_staff_mode(void **state)
{
    (void)state;
    strings_use(LANG_ZH);
    demo_stage_open(&stage, "2026-11-22 09:05", landscape, true);
    demo_stage_key(&stage, UI_KEY_F12);
    demo_stage_draw(&stage);
    assert_int_equal(app_screen(stage.app), SCREEN_STAFF_PIN);
    type_pin("246813");
    type_pin("246813");
    if (app_screen(stage.app) == SCREEN_STAFF_PIN) {
        demo_stage_tap_target(&stage, PIN_OPERATOR, 0); /* who acts */
    }
    demo_stage_draw(&stage);
    assert_int_equal(app_screen(stage.app), SCREEN_STAFF_OVERVIEW);
    return 0;
}

static int leave(void **state)
{
    (void)state;
    demo_stage_close(&stage);
    return 0;
}

/* 李大明 of the demo pack, found by worker number. */
static void supplemented_then_voided_by_keys(void **state)
{
    (void)state;
    demo_stage_key(&stage, UI_KEY_ENTER);
    demo_stage_type(&stage, "100234", HAND_MS);
    demo_stage_key(&stage, UI_KEY_ENTER);
    assert_true(shows("李大明"));
    assert_true(shows("确认补签"));
    demo_stage_key(&stage, UI_KEY_ENTER);
    assert_true(shows("撤销"));
    assert_int_equal(present(), 1);

    demo_stage_key(&stage, UI_KEY_F2);
    demo_stage_type(&stage, "100234", HAND_MS);
    demo_stage_key(&stage, UI_KEY_ENTER);
    assert_true(shows("忘带工牌")); /* the trail says why */
    assert_true(shows("确认作废"));
    demo_stage_key(&stage, UI_KEY_ENTER);
    assert_int_equal(present(), 0);
}

static void an_unknown_badge_is_linked_by_touch(void **state)
{
    (void)state;
    demo_stage_scan(&stage, "5566778899");
    demo_stage_advance(&stage, 5000);
    demo_stage_draw(&stage);
    demo_stage_tap_target(&stage, STAFF_TARGET_MENU, SCREEN_STAFF_CORRECT);
    assert_true(shows("5566778899"));
    size_t row = SIZE_MAX;
    for (size_t i = 0; i < stage.list.target_count; i++) {
        row = stage.list.targets[i].target == 1 ? (size_t)stage.list.targets[i].argument : row;
    }
    assert_true(row != SIZE_MAX);
    demo_stage_tap_target(&stage, 1, (int)row);
    demo_stage_draw(&stage);
    for (const char *c = "100234"; *c; c++) {
        demo_stage_tap_target(&stage, STAFF_TARGET_CHAR, *c);
        demo_stage_draw(&stage);
    }
    demo_stage_tap_target(&stage, LIST_ROW, 0);
    demo_stage_draw(&stage);
    demo_stage_tap_target(&stage, STAFF_PERSON_CONFIRM, 0);
    assert_true(shows("撤销"));
    demo_stage_tap_target(&stage, STAFF_TARGET_MENU, SCREEN_STAFF_CORRECT);
    assert_false(shows("5566778899"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(supplemented_then_voided_by_keys, enter_staff_mode, leave),
        cmocka_unit_test_setup_teardown(an_unknown_badge_is_linked_by_touch, enter_staff_mode, leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
