/* The reader doctor through the real app, desk and store; what keeps staff mode open. */
#include "support/demo_stage.h"

#include "base/strings.h"
#include "screen/staff_frame.h"

static const struct canvas landscape = {1920, 1080, false};
enum { DOCTOR_ADOPT = 1, LIST_ROW = 6, SETTINGS_VALUE = 1 };

/* Badges of the demo pack, and what a reader of eight hexadecimal digits makes of them. */
static const char *const badges[] = {"0003625619", "0475059022"};
static const char *const cards[] = {"00375293", "1C50D34E"};

static struct demo_stage stage;

static int open_doctor(void **state)
{
    (void)state;
    strings_use(LANG_ZH);
    demo_stage_open(&stage, "2026-11-22 08:40", landscape, true);
    app_staff_open(stage.app, "值班人员");
    app_go(stage.app, SCREEN_STAFF_DOCTOR, "");
    demo_stage_draw(&stage);
    assert_int_equal(app_screen(stage.app), SCREEN_STAFF_DOCTOR);
    return 0;
}

static int leave(void **state)
{
    (void)state;
    demo_stage_close(&stage);
    return 0;
}

static int64_t rows_on_record(void)
{
    struct store *store = NULL;
    int64_t count, bad;
    assert_true(store_open(&store, stage.path, STORE_READ, &stage.err));
    assert_true(log_check(store, &count, &bad, &stage.err));
    store_close(store);
    return count;
}

static void scan(const char *raw)
{
    demo_stage_scan(&stage, raw);
    demo_stage_advance(&stage, 1000);
    demo_stage_draw(&stage);
}

static void a_scan_on_its_page_signs_nobody_in(void **state)
{
    (void)state;
    int64_t before = rows_on_record();
    scan(badges[0]);
    app_read(stage.app, badges[1], BADGE_END_CR, false);
    app_read(stage.app,
             "\x02"
             "12",
             BADGE_END_CR, true);
    demo_stage_type(&stage, "0123456789012345678901234567890123456789", 5); /* no badge at all */
    demo_stage_advance(&stage, 1000);
    demo_stage_draw(&stage);
    assert_null(app_outcome(stage.app));
    assert_int_equal(rows_on_record(), before);
    assert_true(demo_stage_shows(&stage, badges[0]));
    assert_true(demo_stage_shows(&stage, "[STX]12[CR]"));
    /* a minute later, and on every other page, it does again */
    demo_stage_advance(&stage, 60000);
    demo_stage_draw(&stage);
    assert_int_equal(app_screen(stage.app), SCREEN_STAFF_SETTINGS);
    scan(badges[0]);
    assert_non_null(app_outcome(stage.app));
    assert_int_equal(app_outcome(stage.app)->kind, OUTCOME_SIGNED_IN);
}

static void what_it_found_is_adopted_and_counts(void **state)
{
    (void)state;
    scan(cards[0]);
    assert_true(demo_stage_shows(&stage, "再刷一张不同的卡"));
    scan(cards[1]);
    assert_true(demo_stage_shows(&stage, "李大明"));
    assert_true(demo_stage_shows(&stage, "8 位十六进制"));
    demo_stage_tap_target(&stage, DOCTOR_ADOPT, 0);
    demo_stage_draw(&stage);
    assert_true(demo_stage_shows(&stage, "已采用"));
    demo_stage_tap_target(&stage, STAFF_TARGET_MENU, SCREEN_STAFF_OVERVIEW);
    scan(cards[0]);
    assert_int_equal(app_outcome(stage.app)->kind, OUTCOME_SIGNED_IN);
    assert_string_equal(app_outcome(stage.app)->badge, badges[0]);
}

static void a_card_of_nobody_is_pointed_at(void **state)
{
    (void)state;
    scan(badges[0]);
    scan("NOBODYS-7");
    scan(badges[1]);
    assert_true(demo_stage_shows(&stage, "第 2 张卡不在名册里"));
    demo_stage_tap_target(&stage, 2, 1);
    demo_stage_draw(&stage);
    assert_true(demo_stage_shows(&stage, "认出来了"));
}

/* A hand at work keeps it open, people who scan in passing do not. */
static void staff_mode_stays_open_for_a_hand_alone(void **state)
{
    (void)state;
    app_go(stage.app, SCREEN_STAFF_LIST, "");
    for (int i = 0; i < 3; i++) {
        demo_stage_advance(&stage, 100000);
        demo_stage_draw(&stage);
        demo_stage_tap(&stage, 1400, 150);
        demo_stage_advance(&stage, 100000);
        demo_stage_key(&stage, UI_KEY_DOWN);
        assert_int_equal(app_screen(stage.app), SCREEN_STAFF_LIST);
    }
    demo_stage_advance(&stage, 60000);
    scan(badges[0]);
    app_read(stage.app, badges[1], BADGE_END_CR, false);
    demo_stage_advance(&stage, 59500);
    assert_int_equal(app_screen(stage.app), SCREEN_HOME);
}

/* A row was lit by Tab; typing then means the search, and Enter what was found. */
static void typing_drops_the_focus(void **state)
{
    (void)state;
    app_go(stage.app, SCREEN_STAFF_LIST, "");
    demo_stage_draw(&stage);
    demo_stage_key(&stage, UI_KEY_TAB);
    demo_stage_type(&stage, "100234", 200);
    demo_stage_key(&stage, UI_KEY_ENTER);
    demo_stage_draw(&stage);
    assert_int_equal(app_screen(stage.app), SCREEN_STAFF_LIST);
    assert_true(demo_stage_shows(&stage, "确认补签"));
}

static void finger(enum ui_event_type type, int y)
{
    struct ui_event event = {.type = type, .x = 600, .y = y, .at_ms = clock_mono_ms(&stage.clock)};
    app_handle(stage.app, &event);
    demo_stage_draw(&stage);
}

/* The row whose target lies there: the index in the sheet. */
static int row_at(int y)
{
    for (size_t i = stage.list.target_count; i-- > 0;) {
        if (stage.list.targets[i].target == LIST_ROW && rect_has(stage.list.targets[i].rect, 600, y)) {
            return stage.list.targets[i].argument;
        }
    }
    return -1;
}

/* A finger that slides moves the rows and opens none; a tap, even of a glove that slips, opens one. */
static void the_list_is_dragged(void **state)
{
    (void)state;
    app_go(stage.app, SCREEN_STAFF_LIST, "");
    demo_stage_draw(&stage);
    int first = row_at(400), below = row_at(800);
    assert_true(first >= 0 && below > first);
    finger(UI_POINTER_DOWN, 800);
    for (int y = 790; y >= 380; y -= 10) {
        finger(UI_POINTER_MOVE, y);
    }
    finger(UI_POINTER_UP, 380);
    int moved = row_at(400);
    assert_true(moved > first + 2);
    assert_false(demo_stage_shows(&stage, "确认补签"));
    finger(UI_POINTER_DOWN, 400);
    for (int y = 400; y <= 900; y += 20) {
        finger(UI_POINTER_MOVE, y);
    }
    finger(UI_POINTER_UP, 900);
    assert_int_equal(row_at(400), first);
    assert_false(demo_stage_shows(&stage, "确认补签"));
    finger(UI_POINTER_DOWN, 500);
    finger(UI_POINTER_MOVE, 530);
    finger(UI_POINTER_UP, 530);
    assert_true(demo_stage_shows(&stage, "确认补签"));
}

/* Nothing is asked of a damaged store, and the screen says so. */
static void a_damaged_store_refuses_with_a_banner(void **state)
{
    (void)state;
    app_go(stage.app, SCREEN_STAFF_SETTINGS, "");
    assert_int_equal(unlink(stage.path), 0); /* as bad as it gets */
    desk_check_store(stage.desk);
    demo_stage_draw(&stage);
    demo_stage_tap_target(&stage, SETTINGS_VALUE, 1 * 4 + 3); /* louder */
    demo_stage_draw(&stage);
    bool said = false; /* over the header, not in the band at the bottom that is there anyway */
    for (size_t i = 0; i < stage.list.count; i++) {
        const struct draw_command *c = &stage.list.commands[i];
        said |=
            c->op == DRAW_TEXT && c->rect.y < 112 && strstr(stage.list.text + c->u.text.start, stage.path);
    }
    assert_true(said);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_doctor, leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_scan_on_its_page_signs_nobody_in),
        TEST(what_it_found_is_adopted_and_counts),
        TEST(a_card_of_nobody_is_pointed_at),
        TEST(staff_mode_stays_open_for_a_hand_alone),
        TEST(typing_drops_the_focus),
        TEST(the_list_is_dragged),
        TEST(a_damaged_store_refuses_with_a_banner),
    };
    return cmocka_run_group_tests_name("reader doctor", tests, NULL, NULL);
}
