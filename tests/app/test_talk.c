/* A talk: a clicker's keys, pages and steps, the time, and what a restart finds. */
#include "support/talk_stage.h"

#include "screen/outcome_view.h"
#include "store/settings.h"
#include "store/talk_table.h"

/* 2026-11-22 09:00-10:30, twenty slides. */
#define LECTURE "20261122-1"

static int set_up(void **state)
{
    return talk_stage_open(state, "2026-11-22 09:00", LECTURE);
}

/* By hand: slowly enough for nobody to take it for a badge. */
static void type(struct demo_stage *stage, const char *text)
{
    demo_stage_type(stage, text, 150);
}

static void every_key_of_a_clicker_turns_pages(void **state)
{
    struct demo_stage *stage = *state;
    static const enum ui_key on[] = {UI_KEY_PAGE_DOWN, UI_KEY_RIGHT, UI_KEY_DOWN, UI_KEY_ENTER};
    static const enum ui_key back[] = {UI_KEY_PAGE_UP, UI_KEY_LEFT, UI_KEY_UP, UI_KEY_BACKSPACE};
    for (size_t i = 0; i < 4; i++) {
        demo_stage_key(stage, on[i]);
        assert_shows(stage, "2 / 20");
        demo_stage_key(stage, back[i]);
        assert_shows(stage, "1 / 20");
    }
    type(stage, " ");
    assert_shows(stage, "2 / 20");
    demo_stage_key(stage, UI_KEY_END);
    assert_shows(stage, "20 / 20");
    demo_stage_key(stage, UI_KEY_PAGE_DOWN);
    assert_shows(stage, "20 / 20");
    demo_stage_key(stage, UI_KEY_HOME);
    assert_shows(stage, "1 / 20");
    demo_stage_key(stage, UI_KEY_PAGE_UP);
    assert_shows(stage, "1 / 20");
    type(stage, "12");
    demo_stage_key(stage, UI_KEY_ENTER);
    assert_shows(stage, "12 / 20");
    demo_stage_key(stage, UI_KEY_F5);
    assert_shows(stage, "1 / 20");
    type(stage, "99");
    demo_stage_key(stage, UI_KEY_ENTER);
    assert_shows(stage, "20 / 20");
    struct ui_event here = {
        .type = UI_KEY, .key = UI_KEY_F5, .shift = true, .at_ms = clock_mono_ms(&stage->clock)};
    app_handle(stage->app, &here);
    assert_shows(stage, "20 / 20");
}

static void the_screen_goes_black_or_white_and_comes_back(void **state)
{
    struct demo_stage *stage = *state;
    static const char *const keys[] = {"b", ".", "B", "w", ",", "W"};
    for (size_t i = 0; i < 6; i++) {
        type(stage, keys[i]);
        assert_hides(stage, "1 / 20");
        assert_int_equal(stage->list.commands[0].u.box.paint.a, i < 3 ? 0xFF000000u : 0xFFFFFFFFu);
        type(stage, keys[i]);
        assert_shows(stage, "1 / 20");
    }
    type(stage, "b");
    demo_stage_key(stage, UI_KEY_PAGE_DOWN); /* a page is asked for: it is shown */
    assert_shows(stage, "2 / 20");
}

static void tab_shows_all_pages_to_choose_from(void **state)
{
    struct demo_stage *stage = *state;
    demo_stage_key(stage, UI_KEY_TAB);
    assert_shows(stage, "▶ 1");
    assert_shows(stage, "学用结合，学以致用");
    demo_stage_key(stage, UI_KEY_DOWN);
    demo_stage_key(stage, UI_KEY_RIGHT);
    demo_stage_key(stage, UI_KEY_ENTER);
    assert_shows(stage, "6 / 20");
    demo_stage_key(stage, UI_KEY_TAB);
    demo_stage_draw(stage);
    demo_stage_tap_target(stage, 4 /* TALK_TARGET_PAGE */, 2);
    assert_shows(stage, "3 / 20");
    demo_stage_key(stage, UI_KEY_TAB);
    demo_stage_key(stage, UI_KEY_ESCAPE);
    assert_shows(stage, "3 / 20");
    assert_int_equal(app_screen(stage->app), SCREEN_TALK);
}

static struct ui_event at(struct demo_stage *stage, enum ui_event_type type, int x, int y)
{
    return (struct ui_event){.type = type, .x = x, .y = y, .at_ms = clock_mono_ms(&stage->clock)};
}

static void send(struct demo_stage *stage, enum ui_event_type type, int x, int y)
{
    struct ui_event event = at(stage, type, x, y);
    app_handle(stage->app, &event);
    app_pump(stage->app, clock_mono_ms(&stage->clock));
}

/* Discs of that colour on the last frame. */
static int count_dots(const struct demo_stage *stage)
{
    int count = 0;
    for (size_t i = 0; i < stage->list.count; i++) {
        const struct draw_command *c = &stage->list.commands[i];
        count += c->op == DRAW_DISC && c->u.disc == 0xFFFF2D20u;
    }
    return count;
}

static void the_mouse_lights_a_dot_for_two_seconds(void **state)
{
    struct demo_stage *stage = *state;
    demo_stage_draw(stage);
    assert_int_equal(count_dots(stage), 0);
    send(stage, UI_HOVER, 700, 500);
    demo_stage_draw(stage);
    assert_int_equal(count_dots(stage), 1);
    demo_stage_advance(stage, 1900);
    demo_stage_draw(stage);
    assert_int_equal(count_dots(stage), 1);
    demo_stage_advance(stage, 100);
    demo_stage_draw(stage);
    assert_int_equal(count_dots(stage), 0);
    assert_shows(stage, "1 / 20");
    app_go(stage->app, SCREEN_HOME, ""); /* and elsewhere it does nothing */
    send(stage, UI_HOVER, 700, 500);
    demo_stage_draw(stage);
    assert_int_equal(count_dots(stage), 0);
}

static void a_finger_points_where_the_key_says_so(void **state)
{
    struct demo_stage *stage = *state;
    type(stage, "l");
    assert_shows(stage, "再按 L 退出");
    send(stage, UI_POINTER_DOWN, 1200, 500);
    send(stage, UI_POINTER_MOVE, 300, 500);
    demo_stage_draw(stage);
    assert_int_equal(count_dots(stage), 1);
    send(stage, UI_POINTER_UP, 300, 500); /* as far as a swipe, but none */
    assert_shows(stage, "1 / 20");
    type(stage, "l");
    send(stage, UI_POINTER_DOWN, 1200, 500);
    send(stage, UI_POINTER_UP, 300, 500);
    assert_shows(stage, "2 / 20");
}

static bool shows_size(const struct demo_stage *stage, int size)
{
    for (size_t i = 0; i < stage->list.count; i++) {
        const struct draw_command *c = &stage->list.commands[i];
        if (c->op == DRAW_TEXT && c->u.text.style.size == size) {
            return true;
        }
    }
    return false;
}

static void z_and_a_drag_make_a_part_larger(void **state)
{
    struct demo_stage *stage = *state;
    demo_stage_key(stage, UI_KEY_PAGE_DOWN);
    demo_stage_draw(stage);
    assert_true(shows_size(stage, 120));
    type(stage, "z");
    assert_shows(stage, "拖出要放大的部分");
    send(stage, UI_POINTER_DOWN, 200, 200);
    send(stage, UI_POINTER_MOVE, 680, 440);
    assert_hides(stage, "拖出要放大的部分");
    send(stage, UI_POINTER_UP, 680, 440);
    demo_stage_draw(stage);
    assert_true(shows_size(stage, 480));
    assert_shows(stage, "2 / 20"); /* the foot stays */
    demo_stage_key(stage, UI_KEY_RIGHT);
    assert_shows(stage, "2 / 20"); /* the part was moved */
    struct ui_event wheel = {.type = UI_WHEEL, .steps = -1, .at_ms = clock_mono_ms(&stage->clock)};
    app_handle(stage->app, &wheel);
    demo_stage_draw(stage);
    assert_true(shows_size(stage, 450));
    demo_stage_key(stage, UI_KEY_ESCAPE);
    demo_stage_draw(stage);
    assert_true(shows_size(stage, 120));
    type(stage, "zz");
    demo_stage_draw(stage);
    assert_true(shows_size(stage, 240));
    demo_stage_key(stage, UI_KEY_PAGE_DOWN); /* the clicker goes on all the same */
    assert_shows(stage, "3 / 20");
    assert_true(shows_size(stage, 120));
    type(stage, "z");
    demo_stage_key(stage, UI_KEY_ESCAPE);
    assert_hides(stage, "拖出要放大的部分");
    assert_hides(stage, "结束宣讲？");
}

static void two_fingers_make_it_larger(void **state)
{
    struct demo_stage *stage = *state;
    send(stage, UI_POINTER_DOWN, 900, 500);
    struct ui_event pinch = at(stage, UI_PINCH, 960, 500);
    pinch.percent = 100;
    app_handle(stage->app, &pinch);
    pinch.percent = 300;
    app_handle(stage->app, &pinch);
    demo_stage_draw(stage);
    assert_shows(stage, "1 / 20");
    assert_false(shows_size(stage, 120));
    pinch.percent = 90;
    app_handle(stage->app, &pinch);
    demo_stage_draw(stage);
    assert_true(shows_size(stage, 104) || shows_size(stage, 120));
}

static void the_time_starts_with_the_first_turn_and_counts_down(void **state)
{
    struct demo_stage *stage = *state;
    assert_hides(stage, "剩余");
    demo_stage_advance(stage, 60000);
    assert_hides(stage, "剩余");
    demo_stage_key(stage, UI_KEY_PAGE_DOWN);
    assert_shows(stage, "剩余 1:29:00");
    demo_stage_advance(stage, 1000);
    assert_shows(stage, "剩余 1:28:59");
    demo_stage_advance(stage, 83 * 60000 + 58000);
    assert_shows(stage, "剩余 5:01");
    assert_hides(stage, "▲");
    demo_stage_advance(stage, 1000);
    assert_shows(stage, "▲ 剩余 5:00");
    demo_stage_advance(stage, 4 * 60000);
    assert_shows(stage, "◆ 剩余 1:00");
    demo_stage_advance(stage, 61000);
    assert_shows(stage, "■ 已超时 0:01");
    type(stage, "+");
    assert_shows(stage, "◆ 剩余 0:59");
    type(stage, "-");
    type(stage, "-");
    assert_shows(stage, "■ 已超时 1:01");
}

/* The loop wakes once a second while the time runs, and not at all while it stands. */
static void a_pause_stops_the_time_and_the_waking(void **state)
{
    struct demo_stage *stage = *state;
    type(stage, "t");
    demo_stage_draw(stage);
    int64_t now = clock_mono_ms(&stage->clock), due = app_deadline_ms(stage->app);
    assert_true(due > now && due <= now + 1000);
    demo_stage_advance(stage, 65000);
    type(stage, "t");
    assert_shows(stage, "已暂停 1:05");
    demo_stage_advance(stage, 600000);
    assert_shows(stage, "已暂停 1:05");
    assert_true(app_deadline_ms(stage->app) > clock_mono_ms(&stage->clock) + 1000);
    type(stage, "t");
    demo_stage_advance(stage, 1000);
    assert_shows(stage, "剩余 1:28:54");
}

static void escape_asks_and_a_scan_does_not_answer(void **state)
{
    struct demo_stage *stage = *state;
    demo_stage_key(stage, UI_KEY_ESCAPE);
    assert_shows(stage, "结束宣讲？");
    demo_stage_scan(stage, "0003625619");
    assert_int_equal(app_screen(stage->app), SCREEN_TALK);
    assert_shows(stage, "结束宣讲？");
    type(stage, "x");
    assert_hides(stage, "结束宣讲？");
    assert_int_equal(app_screen(stage->app), SCREEN_TALK);
}

static void after_a_crash_the_talk_goes_on_where_it_was(void **state)
{
    struct demo_stage *stage = *state;
    type(stage, "9");
    demo_stage_key(stage, UI_KEY_ENTER);
    type(stage, "++");
    demo_stage_advance(stage, 120000);
    demo_stage_draw(stage);
    char left[64] = "";
    for (size_t i = 0; i < stage->list.count; i++) {
        const struct draw_command *c = &stage->list.commands[i];
        if (c->op == DRAW_TEXT && strstr(stage->list.text + c->u.text.start, "剩余")) {
            snprintf(left, sizeof left, "%.*s", (int)c->u.text.len, stage->list.text + c->u.text.start);
        }
    }
    assert_true(*left);
    demo_stage_restart(stage, landscape);
    assert_int_equal(app_screen(stage->app), SCREEN_TALK);
    assert_shows(stage, "9 / 20");
    assert_shows(stage, left);
    /* on a screen of another shape it is the same slide */
    demo_stage_restart(stage, (struct canvas){1080, 1920, true});
    assert_shows(stage, "9 / 20");
    demo_stage_key(stage, UI_KEY_ESCAPE);
    demo_stage_key(stage, UI_KEY_ENTER);
    assert_int_equal(app_screen(stage->app), SCREEN_HOME);
    demo_stage_restart(stage, landscape);
    assert_int_equal(app_screen(stage->app), SCREEN_HOME); /* it was ended */
}

static void a_talk_that_is_long_over_is_not_taken_up(void **state)
{
    struct demo_stage *stage = *state;
    demo_stage_key(stage, UI_KEY_PAGE_DOWN);
    demo_stage_advance(stage, (90 + 119) * 60000LL);
    demo_stage_restart(stage, landscape);
    assert_int_equal(app_screen(stage->app), SCREEN_TALK);
    demo_stage_advance(stage, 2 * 60000LL);
    demo_stage_restart(stage, landscape);
    assert_int_equal(app_screen(stage->app), SCREEN_HOME);
}

static void settings_of_talks(void **state)
{
    struct demo_stage *stage = *state;
    demo_stage_key(stage, UI_KEY_VOLUME_DOWN);
    assert_shows(stage, "1 / 20");
    demo_stage_scan(stage, "0003625619");
    assert_shows(stage, "已签到");
    demo_stage_advance(stage, 5000);
    demo_stage_set(stage, "talk.volume_keys", "on", landscape);
    demo_stage_set(stage, "talk.quiet", "on", landscape);
    demo_stage_key(stage, UI_KEY_VOLUME_DOWN);
    assert_shows(stage, "2 / 20");
    demo_stage_key(stage, UI_KEY_VOLUME_UP);
    assert_shows(stage, "1 / 20");
    demo_stage_scan(stage, "0475059022");
    assert_int_equal(app_outcome(stage->app)->kind, OUTCOME_SIGNED_IN);
    assert_hides(stage, "已签到");
}

/* Staff bring another pack while the talk runs: as many talks, one of them under another name, so that the
 * places of all change. */
static void another_import_does_not_change_the_talk(void **state)
{
    struct demo_stage *stage = *state;
    struct transfer_wish wish = {0};
    char command[4096];
    demo_stage_key(stage, UI_KEY_PAGE_DOWN);
    assert_shows(stage, "2 / 20");
    snprintf(wish.path, sizeof wish.path, "%s/pack", stage->folder);
    snprintf(command, sizeof command,
             "cp -r '%s' '%s' && mv '%s/talks/anquan.md' '%s/talks/zz.md' && "
             "sed -i 's/,anquan,/,zz,/' '%s/programme.csv'",
             TEST_SOURCE_DIR "/assets/demo", wish.path, wish.path, wish.path, wish.path);
    assert_int_equal(system(command), 0);
    assert_int_not_equal(desk_transfer(stage->desk, TRANSFER_PREVIEW, &wish), 0);
    desk_settle(stage->desk);
    assert_int_not_equal(desk_transfer(stage->desk, TRANSFER_IMPORT, &wish), 0);
    desk_settle(stage->desk);
    assert_shows(stage, "2 / 20");
}

static void notes_are_shown_by_key(void **state)
{
    struct demo_stage *stage = *state;
    assert_hides(stage, "先问好");
    type(stage, "n");
    assert_shows(stage, "先问好");
    demo_stage_key(stage, UI_KEY_PAGE_DOWN);
    assert_shows(stage, "一共四个部分");
    type(stage, "n");
    assert_hides(stage, "一共四个部分");
}

/* What the log says of the lecture's talk: its first beginning, its last end. */
struct talk_held {
    int64_t began_ms, ended_ms;
    int pages, shown;
    char times[128];
};

static bool take_line(void *context, const struct talk_line *line, struct err *err)
{
    struct talk_held *held = context;
    (void)err;
    if (!line->ended) {
        held->began_ms = held->began_ms ? held->began_ms : line->at_ms;
        return true;
    }
    held->ended_ms = line->at_ms;
    held->pages = line->pages;
    held->shown = line->shown;
    snprintf(held->times, sizeof held->times, "%s", line->reason);
    return true;
}

static struct talk_held held(struct demo_stage *stage)
{
    struct store *store = NULL;
    struct talk_held held = {0};
    int64_t rows, bad;
    assert_true(store_open(&store, stage->path, STORE_READ, &stage->err));
    assert_true(talk_table_each(store, LECTURE, take_line, &held, &stage->err));
    assert_true(log_check(store, &rows, &bad, &stage->err));
    store_close(store);
    return held;
}

static void the_log_says_when_it_began_and_ended(void **state)
{
    struct demo_stage *stage = *state;
    assert_true(held(stage).began_ms == 0);
    demo_stage_advance(stage, 60000);
    int64_t began_ms = clock_wall_ms(&stage->clock);
    demo_stage_key(stage, UI_KEY_PAGE_DOWN);
    demo_stage_advance(stage, 30000);
    demo_stage_key(stage, UI_KEY_PAGE_DOWN);
    demo_stage_advance(stage, 30000);
    assert_true(held(stage).began_ms == began_ms);
    assert_true(held(stage).ended_ms == 0);
    demo_stage_restart(stage, landscape); /* goes on: it began once */
    demo_stage_advance(stage, 10000);
    demo_stage_key(stage, UI_KEY_PAGE_UP);
    demo_stage_advance(stage, 10000);
    int64_t ended_ms = clock_wall_ms(&stage->clock);
    demo_stage_key(stage, UI_KEY_ESCAPE);
    demo_stage_key(stage, UI_KEY_ENTER);
    assert_true(held(stage).began_ms == began_ms);
    assert_true(held(stage).ended_ms == ended_ms);
    assert_int_equal(held(stage).pages, 20);
    assert_int_equal(held(stage).shown, 2);
}

/* Turns to a page, which is shown so long. */
static void show(struct demo_stage *stage, const char *page, int64_t ms)
{
    type(stage, page);
    demo_stage_key(stage, UI_KEY_ENTER);
    demo_stage_advance(stage, ms);
}

/* The page that was on the screen when the power went loses what it had since it was turned to, no other. */
static void a_restart_takes_no_pages_from_the_record(void **state)
{
    struct demo_stage *stage = *state;
    show(stage, "4", 20000);
    show(stage, "7", 30000);
    show(stage, "9", 40000);
    demo_stage_restart(stage, landscape);
    demo_stage_advance(stage, 5000);
    show(stage, "4", 10000);
    demo_stage_restart(stage, landscape);
    demo_stage_advance(stage, 1000);
    show(stage, "12", 8000);
    demo_stage_key(stage, UI_KEY_ESCAPE);
    demo_stage_key(stage, UI_KEY_ENTER);
    assert_int_equal(held(stage).shown, 4);
    assert_string_equal(held(stage).times, "laomo: 4=0:21 7=0:30 9=0:05 12=0:08");
    /* the next one begins with nothing */
    app_go(stage->app, SCREEN_TALK, LECTURE);
    demo_stage_draw(stage);
    show(stage, "2", 3000);
    demo_stage_restart(stage, landscape);
    demo_stage_advance(stage, 3000);
    demo_stage_key(stage, UI_KEY_ESCAPE);
    demo_stage_key(stage, UI_KEY_ENTER);
    assert_string_equal(held(stage).times, "laomo: 2=0:03");
}

static void a_talk_that_never_began_leaves_no_row(void **state)
{
    struct demo_stage *stage = *state;
    demo_stage_advance(stage, 60000);
    demo_stage_key(stage, UI_KEY_ESCAPE);
    demo_stage_key(stage, UI_KEY_ENTER);
    assert_int_equal(app_screen(stage->app), SCREEN_HOME);
    assert_true(held(stage).began_ms == 0 && held(stage).ended_ms == 0);
}

/* Walk up, badge in, press the clicker. */
static void the_speakers_badge_opens_the_talk(void **state)
{
    struct demo_stage *stage = *state;
    static const enum ui_key keys[] = {UI_KEY_PAGE_DOWN, UI_KEY_ENTER, UI_KEY_F5, UI_KEY_RIGHT};
    demo_stage_key(stage, UI_KEY_ESCAPE);
    demo_stage_key(stage, UI_KEY_ENTER);
    demo_stage_scan(stage, "0003625619"); /* a worker */
    assert_hides(stage, "开始宣讲");
    demo_stage_key(stage, UI_KEY_PAGE_DOWN);
    assert_int_equal(app_screen(stage->app), SCREEN_HOME);
    for (size_t i = 0; i < 4; i++) {
        demo_stage_advance(stage, 5000);
        demo_stage_scan(stage, "1797254255"); /* who signed in already may begin as well */
        assert_shows(stage, "开始宣讲");
        demo_stage_key(stage, keys[i]);
        assert_int_equal(app_screen(stage->app), SCREEN_TALK);
        assert_shows(stage, "1 / 20");
        demo_stage_key(stage, UI_KEY_ESCAPE);
        demo_stage_key(stage, UI_KEY_ENTER);
    }
    demo_stage_advance(stage, 5000);
    demo_stage_scan(stage, "1797254255");
    demo_stage_draw(stage);
    demo_stage_tap_target(stage, OUTCOME_TARGET_TALK, 0);
    assert_int_equal(app_screen(stage->app), SCREEN_TALK);
}

/* What is made ready is what the next key shows, but for the time; a badge puts it off. */
static void the_next_page_is_ready_before_the_key(void **state)
{
    struct demo_stage *stage = *state;
    struct draw_list coming = {0};
    demo_stage_key(stage, UI_KEY_PAGE_DOWN);
    demo_stage_draw(stage);
    assert_true(app_wants_next(stage->app));
    assert_true(app_draw_next(stage->app, &coming));
    assert_false(app_draw_next(stage->app, &coming)); /* once a frame */
    assert_shows(stage, "2 / 20");
    assert_true(app_draw_next(stage->app, &coming));
    demo_stage_key(stage, UI_KEY_PAGE_DOWN);
    demo_stage_draw(stage);
    assert_int_equal(coming.count, stage->list.count);
    for (size_t i = 0; i < coming.count; i++) {
        assert_int_equal(coming.commands[i].op, stage->list.commands[i].op);
    }
    assert_true(app_draw_next(stage->app, &coming));
    demo_stage_type(stage, "00036", 6);
    assert_true(app_draw_coming(stage->app, &stage->list)); /* the page that is shown, for the toast */
    assert_false(app_draw_next(stage->app, &coming));
    demo_stage_type(stage, "25619", 6);
    demo_stage_key(stage, UI_KEY_ENTER);
    assert_shows(stage, "已签到");
    assert_false(app_wants_next(stage->app));
    demo_stage_advance(stage, 5000);
    demo_stage_draw(stage);
    assert_true(app_wants_next(stage->app));
    demo_stage_key(stage, UI_KEY_END);
    demo_stage_draw(stage);
    assert_false(app_draw_next(stage->app, &coming)); /* nothing follows */
    draw_finish(&coming);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_key_of_a_clicker_turns_pages, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_screen_goes_black_or_white_and_comes_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tab_shows_all_pages_to_choose_from, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_mouse_lights_a_dot_for_two_seconds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_finger_points_where_the_key_says_so, set_up, tear_down),
        cmocka_unit_test_setup_teardown(z_and_a_drag_make_a_part_larger, set_up, tear_down),
        cmocka_unit_test_setup_teardown(two_fingers_make_it_larger, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_time_starts_with_the_first_turn_and_counts_down, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_pause_stops_the_time_and_the_waking, set_up, tear_down),
        cmocka_unit_test_setup_teardown(escape_asks_and_a_scan_does_not_answer, set_up, tear_down),
        cmocka_unit_test_setup_teardown(after_a_crash_the_talk_goes_on_where_it_was, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_talk_that_is_long_over_is_not_taken_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(settings_of_talks, set_up, tear_down),
        cmocka_unit_test_setup_teardown(another_import_does_not_change_the_talk, set_up, tear_down),
        cmocka_unit_test_setup_teardown(notes_are_shown_by_key, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_next_page_is_ready_before_the_key, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_log_says_when_it_began_and_ended, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_restart_takes_no_pages_from_the_record, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_talk_that_never_began_leaves_no_row, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_speakers_badge_opens_the_talk, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
