/* The app as a whole: a scan on every screen, typing, idle time, the outcome card, the talk's keys. */
#include "screen/outcome_view.h"
#include "support/demo_stage.h"

#include "base/strings.h"
#include "screen/frame.h"

static const struct canvas landscape = {1920, 1080, false};
static const char *const badges[] = {"0003625619", "0475059022", "1797254255", "1669049724", "0879547909",
                                     "0004961242", "0107536523", "0630465896", "2045365633", "1475345958"};

static int64_t records(struct demo_stage *stage)
{
    struct store *store = NULL;
    int64_t count = 0, bad;
    assert_true(store_open(&store, stage->path, STORE_READ, &stage->err));
    assert_true(log_check(store, &count, &bad, &stage->err));
    store_close(store);
    return count;
}

static int set_up(void **state)
{
    struct demo_stage *stage = malloc(sizeof *stage);
    assert_non_null(stage);
    demo_stage_open(stage, "2026-11-22 08:40", landscape, true);
    strings_use(LANG_ZH);
    *state = stage;
    return 0;
}

static int tear_down(void **state)
{
    demo_stage_close(*state);
    free(*state);
    return 0;
}

static void a_scan_works_on_every_screen_and_presses_nothing(void **state)
{
    struct demo_stage *stage = *state;
    for (int id = 0; id <= SCREEN_DEVICE; id++) {
        app_go(stage->app, (enum screen_id)id, id == SCREEN_TALK ? "20261122-1" : "");
        demo_stage_draw(stage);
        demo_stage_scan(stage, badges[id]);
        assert_int_equal(app_outcome(stage->app)->kind, OUTCOME_SIGNED_IN);
        assert_int_equal(app_screen(stage->app), id);
        assert_int_equal(records(stage), id + 1);
        demo_stage_draw(stage);
        assert_true(demo_stage_shows(stage, id == SCREEN_TALK ? "已签到" : "签到成功"));
        if (id == SCREEN_TALK) {
            assert_true(demo_stage_shows(stage, "1 / 20")); /* no page was turned */
        }
        if (id == SCREEN_KEYPAD) {
            assert_true(demo_stage_shows(stage, str(STR_KEYPAD_EMPTY_FIELD)));
        }
        demo_stage_advance(stage, 5000);
    }
}

static void the_same_by_hand_is_no_scan(void **state)
{
    struct demo_stage *stage = *state;
    for (int id = 0; id < SCREEN_COUNT; id++) {
        if (id == SCREEN_KEYPAD) {
            continue;
        }
        app_go(stage->app, (enum screen_id)id, "");
        demo_stage_draw(stage);
        demo_stage_type(stage, badges[0], 200);
        demo_stage_key(stage, UI_KEY_ENTER);
        demo_stage_advance(stage, 1000);
        assert_null(app_outcome(stage->app));
    }
    assert_int_equal(records(stage), 1); /* that the talk began: there digits and Enter turn to a page */
}

/* While a reader types, the ground of the card is made ready, once, without a word; a hand gets nothing
 * ready. */
static void the_ground_of_a_card_is_ready_before_the_badge_is_read(void **state)
{
    struct demo_stage *stage = *state;
    char text[sizeof "0003625619"];
    snprintf(text, sizeof text, "%.5s", badges[0]);
    demo_stage_draw(stage);
    size_t home = stage->list.count;
    demo_stage_type(stage, text, 200);
    assert_false(app_draw_coming(stage->app, &stage->list));
    demo_stage_advance(stage, 1000);
    demo_stage_draw(stage);
    demo_stage_type(stage, text, 6);
    assert_true(app_draw_coming(stage->app, &stage->list));
    assert_true(stage->list.count > home);
    assert_false(demo_stage_shows(stage, "签到成功"));
    assert_null(app_outcome(stage->app));
    size_t ground = stage->list.count;
    assert_false(app_draw_coming(stage->app, &stage->list));
    demo_stage_type(stage, badges[0] + 5, 6);
    demo_stage_key(stage, UI_KEY_ENTER);
    app_draw(stage->app, &stage->list); /* its first frame begins with what was ready */
    assert_true(demo_stage_shows(stage, "签到成功"));
    assert_true(stage->list.count > ground);
    assert_int_equal(stage->list.commands[ground - 1].op, DRAW_STROKE); /* the tick */
    demo_stage_draw(stage);
    /* a card stands there: the next one needs no ground */
    demo_stage_type(stage, text, 6);
    assert_false(app_draw_coming(stage->app, &stage->list));
}

static void the_keypad_is_for_hands(void **state)
{
    struct demo_stage *stage = *state;
    app_go(stage->app, SCREEN_KEYPAD, "");
    demo_stage_type(stage, "100234", 200);
    demo_stage_draw(stage);
    assert_true(demo_stage_shows(stage, "李*明"));
    assert_false(demo_stage_shows(stage, "李大明"));
    demo_stage_key(stage, UI_KEY_BACKSPACE);
    demo_stage_draw(stage);
    assert_false(demo_stage_shows(stage, "李*明"));
    demo_stage_type(stage, "4", 200);
    demo_stage_key(stage, UI_KEY_ENTER);
    assert_int_equal(app_outcome(stage->app)->kind, OUTCOME_SIGNED_IN);
    assert_int_equal(records(stage), 1);
}

static void the_keypad_works_by_touch(void **state)
{
    struct demo_stage *stage = *state;
    app_go(stage->app, SCREEN_KEYPAD, "");
    demo_stage_draw(stage);
    for (const char *digit = "100234"; *digit; digit++) {
        demo_stage_tap_target(stage, 1, *digit);
        demo_stage_draw(stage);
    }
    assert_true(demo_stage_shows(stage, "100234"));
    demo_stage_tap_target(stage, 3, 0); /* 确定签到 */
    assert_int_equal(app_outcome(stage->app)->kind, OUTCOME_SIGNED_IN);
}

static void the_outcome_goes_by_itself_and_the_next_scan_replaces_it(void **state)
{
    struct demo_stage *stage = *state;
    demo_stage_scan(stage, badges[0]);
    app_draw(stage->app, &stage->list);
    assert_true(
        app_is_dirty(stage->app)); /* the card alone first, what lies under it is dimmed in the next frame */
    size_t alone = stage->list.count;
    app_draw(stage->app, &stage->list);
    assert_int_equal(stage->list.count, alone + 1);
    assert_false(app_is_dirty(stage->app));
    demo_stage_advance(stage, 1000);
    demo_stage_scan(stage, badges[1]);
    assert_string_equal(app_outcome(stage->app)->name, "阿拉坦苏和");
    demo_stage_advance(stage, 2499);
    assert_non_null(app_outcome(stage->app));
    demo_stage_advance(stage, 1);
    assert_null(app_outcome(stage->app));
    assert_true(app_is_dirty(stage->app));
}

static void counts_and_the_last_sign_ins_follow(void **state)
{
    struct demo_stage *stage = *state;
    for (int i = 0; i < 4; i++) {
        demo_stage_scan(stage, badges[i]);
        demo_stage_advance(stage, 4000);
    }
    demo_stage_draw(stage);
    assert_true(demo_stage_shows(stage, " / 180 人已签到"));
    const struct board *board = app_board(stage->app);
    assert_int_equal(board->recent_count, 4);
    assert_string_equal(board->recent[0].name, "钱*兰");
    assert_int_equal(tally_present(board_tally(board, programme_find(&board->programme, "20261122-1"))), 4);
}

static void after_a_minute_without_input_it_goes_home(void **state)
{
    struct demo_stage *stage = *state;
    static const struct {
        enum screen_id id;
        bool stays;
    } cases[] = {{SCREEN_PROGRAMME, false},
                 {SCREEN_REPORT, false},
                 {SCREEN_KEYPAD, false},
                 {SCREEN_KEYPOINTS, true},
                 {SCREEN_TALK, true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        demo_stage_key(stage, UI_KEY_F6); /* input */
        app_go(stage->app, cases[i].id, "");
        demo_stage_advance(stage, 59000);
        assert_int_equal(app_screen(stage->app), cases[i].id);
        demo_stage_advance(stage, 1500);
        assert_int_equal(app_screen(stage->app), cases[i].stays ? cases[i].id : SCREEN_HOME);
    }
}

static void an_idle_home_screen_wakes_at_the_minute_only(void **state)
{
    struct demo_stage *stage = *state;
    demo_stage_advance(stage, 20000);
    demo_stage_draw(stage);
    int64_t now = clock_mono_ms(&stage->clock);
    assert_int_equal(app_deadline_ms(stage->app) - now, 40000);
    demo_stage_advance(stage, 39999);
    assert_false(app_is_dirty(stage->app));
    demo_stage_advance(stage, 1);
    assert_true(app_is_dirty(stage->app));
}

static void function_keys_and_escape_move_about(void **state)
{
    struct demo_stage *stage = *state;
    for (int i = SCREEN_NAV_COUNT - 1; i >= 0; i--) {
        demo_stage_key(stage, (enum ui_key)(UI_KEY_F1 + i));
        assert_int_equal(app_screen(stage->app), i);
    }
    demo_stage_key(stage, UI_KEY_F4);
    demo_stage_key(stage, UI_KEY_ESCAPE);
    assert_int_equal(app_screen(stage->app), SCREEN_HOME);
    demo_stage_key(stage, UI_KEY_ESCAPE); /* never leaves the kiosk */
    assert_int_equal(app_screen(stage->app), SCREEN_HOME);
    demo_stage_draw(stage);
    demo_stage_tap_target(stage, FRAME_TARGET_NAV, SCREEN_KEYPOINTS);
    assert_int_equal(app_screen(stage->app), SCREEN_KEYPOINTS);
}

static void the_keyboard_reaches_every_target(void **state)
{
    struct demo_stage *stage = *state;
    app_go(stage->app, SCREEN_REPORT, "");
    demo_stage_draw(stage);
    for (int i = 0; i < 2; i++) { /* to the second button */
        demo_stage_key(stage, UI_KEY_TAB);
        demo_stage_draw(stage);
    }
    size_t with_ring = stage->list.count;
    demo_stage_key(stage, UI_KEY_ENTER);
    demo_stage_draw(stage);
    assert_true(with_ring > 0);
    bool reached =
        demo_stage_shows(stage, str(STR_REPORT_ABOUT_TODAY)) || app_screen(stage->app) != SCREEN_REPORT;
    assert_true(reached);
}

static void a_talk_is_opened_from_its_lecture_and_owns_its_keys(void **state)
{
    struct demo_stage *stage = *state;
    app_go(stage->app, SCREEN_PROGRAMME, "20261122-1");
    demo_stage_draw(stage);
    assert_true(demo_stage_shows(stage, str(STR_SHEET_START)));
    demo_stage_key(stage, UI_KEY_ENTER);
    assert_int_equal(app_screen(stage->app), SCREEN_TALK);
    static const struct {
        enum ui_key key;
        const char *page;
    } steps[] = {{UI_KEY_PAGE_DOWN, "2 / 20"}, {UI_KEY_RIGHT, "3 / 20"},   {UI_KEY_ENTER, "4 / 20"},
                 {UI_KEY_BACKSPACE, "3 / 20"}, {UI_KEY_END, "20 / 20"},    {UI_KEY_PAGE_DOWN, "20 / 20"},
                 {UI_KEY_HOME, "1 / 20"},      {UI_KEY_PAGE_UP, "1 / 20"}, {UI_KEY_F3, "1 / 20"}};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        demo_stage_key(stage, steps[i].key);
        demo_stage_draw(stage);
        assert_int_equal(app_screen(stage->app), SCREEN_TALK);
        assert_true(demo_stage_shows(stage, steps[i].page));
    }
    demo_stage_type(stage, "8", 200);
    demo_stage_key(stage, UI_KEY_ENTER);
    demo_stage_draw(stage);
    assert_true(demo_stage_shows(stage, "8 / 20"));
    assert_true(demo_stage_shows(stage, "学用结合，学以致用"));
    demo_stage_type(stage, "b", 200);
    demo_stage_draw(stage);
    assert_int_equal(stage->list.count, 1); /* black */
    demo_stage_type(stage, " ", 200);
    demo_stage_draw(stage);
    assert_true(demo_stage_shows(stage, "9 / 20"));
    demo_stage_tap(stage, 1500, 500);
    demo_stage_draw(stage);
    assert_true(demo_stage_shows(stage, "10 / 20"));
    demo_stage_key(stage, UI_KEY_ESCAPE);
    demo_stage_draw(stage);
    assert_true(demo_stage_shows(stage, str(STR_TALK_END_QUESTION)));
    demo_stage_key(stage, UI_KEY_PAGE_DOWN); /* any other key goes on */
    demo_stage_key(stage, UI_KEY_ESCAPE);
    demo_stage_key(stage, UI_KEY_ENTER);
    assert_int_equal(app_screen(stage->app), SCREEN_HOME);
}

static void keypoints_turn_by_themselves(void **state)
{
    struct demo_stage *stage = *state;
    app_go(stage->app, SCREEN_KEYPOINTS, "");
    demo_stage_advance(stage, 20000);
    demo_stage_draw(stage);
    assert_true(demo_stage_shows(stage, "学习要点 二 / 九"));
    demo_stage_key(stage, UI_KEY_UP);
    demo_stage_key(stage, UI_KEY_UP);
    demo_stage_draw(stage);
    assert_true(demo_stage_shows(stage, "学习要点 九 / 九"));
}

static void a_touch_on_the_card_presses_nothing_under_it(void **state)
{
    struct demo_stage *stage = *state;
    demo_stage_scan(stage, badges[0]);
    demo_stage_draw(stage);
    demo_stage_tap(stage, 700, 540); /* the day's first lecture lies there */
    assert_null(app_outcome(stage->app));
    demo_stage_draw(stage);
    assert_int_equal(app_screen(stage->app), SCREEN_HOME);
    demo_stage_tap(stage, 700, 540);
    assert_int_equal(app_screen(stage->app), SCREEN_PROGRAMME);
}

static void scans_in_a_burst_are_all_recorded(void **state)
{
    struct demo_stage *stage = *state;
    for (size_t i = 0; i < sizeof badges / sizeof *badges; i++) {
        demo_stage_type(stage, badges[i], 4);
        struct ui_event enter = {.type = UI_KEY, .key = UI_KEY_ENTER, .at_ms = clock_mono_ms(&stage->clock)};
        app_handle(stage->app, &enter); /* the next scan comes before the app takes what came of this one */
        clock_advance(&stage->clock, 4);
    }
    app_pump(stage->app, clock_mono_ms(&stage->clock));
    assert_int_equal(records(stage), sizeof badges / sizeof *badges);
}

static void what_no_badge_can_be_is_said_and_not_recorded(void **state)
{
    struct demo_stage *stage = *state;
    char junk[70];
    memset(junk, '7', 65);
    junk[65] = '\0';
    demo_stage_scan(stage, junk);
    assert_int_equal(app_outcome(stage->app)->kind, OUTCOME_MISREAD);
    assert_int_equal(records(stage), 0);
}

static void an_empty_store_says_how_to_bring_a_pack(void **state)
{
    (void)state;
    struct demo_stage stage;
    demo_stage_open(&stage, "2026-11-22 08:40", landscape, false);
    for (int id = 0; id < SCREEN_COUNT; id++) {
        app_go(stage.app, (enum screen_id)id, "");
        demo_stage_draw(&stage);
    }
    app_go(stage.app, SCREEN_HOME, "");
    demo_stage_draw(&stage);
    assert_true(demo_stage_shows(&stage, str(STR_EMPTY_TITLE)));
    demo_stage_scan(&stage, "12345678");
    assert_int_equal(app_outcome(stage.app)->kind, OUTCOME_UNKNOWN);
    demo_stage_close(&stage);
}

static bool no_rare_characters(void *context, uint32_t code_point)
{
    (void)context;
    return code_point != 0x82CF; /* 苏, of 阿拉坦苏和 */
}

static void the_device_page_names_what_no_face_has(void **state)
{
    struct demo_stage *stage = *state;
    app_go(stage->app, SCREEN_DEVICE, "");
    demo_stage_draw(stage);
    assert_true(demo_stage_shows(stage, str(STR_DEVICE_GLYPHS_FINE)));
    stage->measure.covers = no_rare_characters;
    demo_stage_draw(stage);
    assert_true(demo_stage_shows(stage, "U+82CF"));
    assert_true(demo_stage_shows(stage, str(STR_DEVICE_STORE_CHECKING)));
    desk_check_store(stage->desk);
    desk_settle(stage->desk);
    demo_stage_draw(stage);
    assert_true(demo_stage_shows(stage, str(STR_DEVICE_STORE_WHOLE)));
}

static void three_seconds_on_the_clock_open_staff_mode(void **state)
{
    struct demo_stage *stage = *state;
    demo_stage_draw(stage);
    struct ui_event event = {
        .type = UI_POINTER_DOWN, .x = 1800, .y = 50, .at_ms = clock_mono_ms(&stage->clock)};
    app_handle(stage->app, &event);
    demo_stage_advance(stage, 2900);
    assert_int_equal(app_screen(stage->app), SCREEN_HOME);
    assert_true(app_deadline_ms(stage->app) - clock_mono_ms(&stage->clock) <= 100);
    demo_stage_advance(stage, 100);
    assert_int_equal(app_screen(stage->app), SCREEN_STAFF_PIN);
    event.type = UI_POINTER_UP;
    app_handle(stage->app, &event);
    demo_stage_tap(stage, 1800, 50); /* a short touch does nothing */
    demo_stage_key(stage, UI_KEY_ESCAPE);
    assert_int_equal(app_screen(stage->app), SCREEN_HOME);
}

static void who_comes_late_is_offered_what_was_said(void **state)
{
    struct demo_stage *stage = *state;
    char pages[64];
    demo_stage_advance(stage, 42 * 60000); /* 09:22 */
    app_go(stage->app, SCREEN_TALK, "20261122-1");
    for (int i = 0; i < 3; i++) {
        demo_stage_key(stage, UI_KEY_PAGE_DOWN);
    }
    demo_stage_key(stage, UI_KEY_PAGE_UP); /* what was shown stays shown */
    demo_stage_scan(stage, badges[0]);
    assert_int_equal(app_screen(stage->app), SCREEN_TALK); /* over a talk there is no room for offers */
    demo_stage_draw(stage);
    app_go(stage->app, SCREEN_HOME, "");
    demo_stage_scan(stage, badges[1]);
    demo_stage_draw(stage);
    snprintf(pages, sizeof pages, str(STR_OFFER_SLIDES), 4);
    assert_true(demo_stage_shows(stage, pages));
    assert_true(demo_stage_shows(stage, str(STR_OFFER_KEYPOINTS)));
    demo_stage_advance(stage, 9900);
    assert_non_null(app_outcome(stage->app));
    demo_stage_advance(stage, 200);
    assert_null(app_outcome(stage->app)); /* ten seconds */
    demo_stage_scan(stage, badges[8]);
    demo_stage_draw(stage);
    demo_stage_key(stage, UI_KEY_RIGHT);
    assert_int_equal(app_screen(stage->app), SCREEN_CATCH_UP);
    for (int i = 0; i < 9; i++) {
        demo_stage_key(stage, UI_KEY_RIGHT);
    }
    demo_stage_draw(stage);
    snprintf(pages, sizeof pages, str(STR_CATCHUP_COUNT), 4, 4); /* and no further */
    assert_true(demo_stage_shows(stage, pages));
    demo_stage_scan(stage, badges[3]);
    demo_stage_draw(stage);
    for (size_t i = 0; i < stage->list.target_count; i++) {
        const struct draw_target *target = &stage->list.targets[i];
        if (target->target == OUTCOME_TARGET_KEYPOINTS) {
            demo_stage_tap(stage, target->rect.x + 9, target->rect.y + 9);
            break;
        }
    }
    assert_int_equal(app_screen(stage->app), SCREEN_KEYPOINTS);
    /* the next scan takes the offer's place */
    demo_stage_scan(stage, badges[4]);
    demo_stage_scan(stage, badges[0]);
    assert_int_equal(app_outcome(stage->app)->kind, OUTCOME_ALREADY);
    demo_stage_advance(stage, 2600);
    assert_null(app_outcome(stage->app));
}

static void type_pin(struct demo_stage *stage, const char *pin)
{
    demo_stage_type(stage, pin, 250);
    demo_stage_key(stage, UI_KEY_ENTER);
    demo_stage_advance(stage, 10);
    demo_stage_draw(stage);
    demo_stage_advance(stage, 10);
}

static void the_pin_guards_staff_mode(void **state)
{
    struct demo_stage *stage = *state;
    app_go(stage->app, SCREEN_STAFF_LIST, "");
    assert_int_equal(app_screen(stage->app), SCREEN_STAFF_PIN); /* no way around */
    demo_stage_advance(stage, 10);
    type_pin(stage, "246802");
    type_pin(stage, "246802"); /* the first time it is set, twice */
    assert_int_equal(app_screen(stage->app), SCREEN_STAFF_OVERVIEW);
    demo_stage_scan(stage, badges[0]); /* a scan is a scan here too */
    assert_int_equal(app_outcome(stage->app)->kind, OUTCOME_SIGNED_IN);
    demo_stage_advance(stage, 119000);
    assert_int_equal(app_screen(stage->app), SCREEN_STAFF_OVERVIEW);
    demo_stage_advance(stage, 2000);
    assert_int_equal(app_screen(stage->app), SCREEN_HOME); /* locked */
    /* wrong ones: from the third on one has to wait */
    demo_stage_key(stage, UI_KEY_F12);
    demo_stage_advance(stage, 10);
    for (int i = 0; i < 3; i++) {
        type_pin(stage, "111111");
        assert_int_equal(app_screen(stage->app), SCREEN_STAFF_PIN);
    }
    type_pin(stage, "246802");
    assert_int_equal(app_screen(stage->app), SCREEN_STAFF_PIN); /* the right one, too early */
    demo_stage_advance(stage, 31000);
    type_pin(stage, "246802");
    assert_int_equal(app_screen(stage->app), SCREEN_STAFF_OVERVIEW);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_scan_works_on_every_screen_and_presses_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_same_by_hand_is_no_scan, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_ground_of_a_card_is_ready_before_the_badge_is_read, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_keypad_is_for_hands, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_keypad_works_by_touch, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_outcome_goes_by_itself_and_the_next_scan_replaces_it, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(counts_and_the_last_sign_ins_follow, set_up, tear_down),
        cmocka_unit_test_setup_teardown(after_a_minute_without_input_it_goes_home, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_idle_home_screen_wakes_at_the_minute_only, set_up, tear_down),
        cmocka_unit_test_setup_teardown(function_keys_and_escape_move_about, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_keyboard_reaches_every_target, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_talk_is_opened_from_its_lecture_and_owns_its_keys, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(keypoints_turn_by_themselves, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_touch_on_the_card_presses_nothing_under_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(scans_in_a_burst_are_all_recorded, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_no_badge_can_be_is_said_and_not_recorded, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_device_page_names_what_no_face_has, set_up, tear_down),
        cmocka_unit_test_setup_teardown(three_seconds_on_the_clock_open_staff_mode, set_up, tear_down),
        cmocka_unit_test_setup_teardown(who_comes_late_is_offered_what_was_said, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_pin_guards_staff_mode, set_up, tear_down),
        cmocka_unit_test(an_empty_store_says_how_to_bring_a_pack),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
