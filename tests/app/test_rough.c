/* Rough hands: random input, answers that come late, a restart in the middle, another programme under one's
 * feet. */
#include "service/verify.h"
#include "store/db.h"
#include "support/demo_stage.h"

#include "base/strings.h"

static const struct canvas landscape = {1920, 1080, false};
static const char *const badges[] = {"0003625619", "0475059022", "1797254255", "1669049724", "0879547909"};

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

static void type_pin(struct demo_stage *stage, const char *pin)
{
    demo_stage_type(stage, pin, 250);
    demo_stage_key(stage, UI_KEY_ENTER);
    demo_stage_advance(stage, 10);
    demo_stage_draw(stage);
    demo_stage_advance(stage, 10);
}

/* staff: unlocked again wherever it locked itself, and taps fall where there is something to press. */
static void feed_random(struct demo_stage *stage, int events, bool staff)
{
    uint32_t random = 12345;
    for (int i = 0; i < events; i++) {
        random = random * 1664525u + 1013904223u;
        uint32_t r = random >> 8;
        struct ui_event event = {.at_ms = clock_mono_ms(&stage->clock)};
        switch (r % 5) {
        case 0:
            event.type = UI_CHAR;
            event.c = (char)(32 + r / 5 % 95);
            break;
        case 1:
            event.type = UI_KEY;
            event.key = (enum ui_key)(1 + r / 5 % (UI_KEY_COUNT - 1));
            break;
        case 2:
            event.type = UI_WHEEL;
            event.steps = (int)(r / 5 % 7) - 3;
            break;
        default:
            event.type = (enum ui_event_type)(UI_POINTER_DOWN + (int)(r / 5 % 4));
            event.x = (int)(r / 20 % 2100) - 90;
            event.y = (int)(r / 7 % 1300) - 90;
            break;
        }
        if (staff && i % 200 == 0) {
            app_staff_open(stage->app, "值班员");
            app_go(stage->app, (enum screen_id)(SCREEN_STAFF_PIN + r / 5 % (SCREEN_COUNT - SCREEN_STAFF_PIN)),
                   "");
        }
        if (staff && i % 50 == 1) {
            demo_stage_scan(stage, badges[r % 5]);
        }
        if (staff && event.type == UI_POINTER_DOWN && stage->list.target_count > 0) {
            struct rect at = stage->list.targets[r / 3 % stage->list.target_count].rect;
            demo_stage_tap(stage, at.x + at.w / 2, at.y + at.h / 2);
        }
        app_handle(stage->app, &event);
        demo_stage_advance(stage, (int64_t)(r / 11 % (i % 100 == 0 ? 30000 : 300)));
        if (i % 4 == 0) {
            demo_stage_draw(stage);
        }
    }
}

static void random_input_never_breaks_it(void **state)
{
    feed_random(*state, 20000, false);
}

static void random_input_never_breaks_staff_mode(void **state)
{
    struct demo_stage *stage = *state;
    struct store *reader = NULL;
    struct verify_report report;
    feed_random(stage, 20000, true);
    assert_true(store_open(&reader, stage->path, STORE_READ, &stage->err));
    if (!verify_store(reader, &report, &stage->err)) {
        fail_msg("%s", stage->err.text);
    }
    assert_true(report.rows > 50);
    strings_use(LANG_ZH); /* a setting like others */
    store_close(reader);
}

/* The answers of the desk wait until somebody pumps: as where its thread is busy. */
static void a_restart_buys_no_try(void **state)
{
    struct demo_stage *stage = *state;
    app_go(stage->app, SCREEN_STAFF_PIN, "");
    demo_stage_advance(stage, 10);
    type_pin(stage, "246802");
    type_pin(stage, "246802");
    struct app_config config = {.clock = &stage->clock,
                                .measure = &stage->measure,
                                .desk = stage->desk,
                                .canvas = landscape,
                                .scale = 1};
    struct board board = {0};
    app_destroy(stage->app);
    assert_true(app_create(&stage->app, &config, &board, &stage->err));
    app_go(stage->app, SCREEN_STAFF_PIN, "");
    for (const char *c = "246802"; *c; c++) {
        struct ui_event event = {.type = UI_CHAR, .c = *c, .at_ms = clock_mono_ms(&stage->clock)};
        app_handle(stage->app, &event);
        clock_advance(&stage->clock, 250);
        event = (struct ui_event){.type = UI_KEY, .key = UI_KEY_UP, .at_ms = clock_mono_ms(&stage->clock)};
        app_handle(stage->app, &event); /* what was typed is typed now */
    }
    struct ui_event enter = {.type = UI_KEY, .key = UI_KEY_ENTER, .at_ms = clock_mono_ms(&stage->clock)};
    app_handle(stage->app, &enter);
    for (int i = 0; i < 3; i++) {
        demo_stage_advance(stage, 300);
        demo_stage_draw(stage);
    }
    assert_int_equal(app_screen(stage->app), SCREEN_STAFF_PIN); /* how many were wrong was not known yet */
    type_pin(stage, "246802");
    assert_int_equal(app_screen(stage->app), SCREEN_STAFF_OVERVIEW);
}

/* Another programme, with fewer lectures and no talks, arrives while one is looked at. */
static void a_shorter_programme_arrives(void **state)
{
    static const enum screen_id screens[] = {SCREEN_HOME, SCREEN_PROGRAMME, SCREEN_KEYPOINTS, SCREEN_TALK};
    struct demo_stage *stage = *state;
    for (size_t i = 0; i < sizeof screens / sizeof *screens; i++) {
        const struct programme *programme = &app_board(stage->app)->programme;
        sqlite3 *db;
        char sql[256];
        app_go(stage->app, screens[i], i == 2 ? "" : programme->items[programme->count - 1].id);
        demo_stage_draw(stage);
        demo_stage_key(stage, UI_KEY_END);
        demo_stage_draw(stage);
        assert_int_equal(sqlite3_open(stage->path, &db), SQLITE_OK);
        snprintf(sql, sizeof sql, "DELETE FROM lecture WHERE id = '%s'; DELETE FROM file WHERE %d",
                 programme->items[programme->count - 1].id, i > 0);
        assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
        sqlite3_close(db);
        struct staff_request any = {.verb = STAFF_SETTING, .key = "volume", .value = "1"};
        assert_true(desk_staff(stage->desk, &any) != 0);
        demo_stage_draw(stage);
        assert_int_equal(app_screen(stage->app), SCREEN_HOME);
        demo_stage_key(stage, UI_KEY_RIGHT);
        demo_stage_draw(stage);
    }
}

static void escape_leaves_no_open_door(void **state)
{
    struct demo_stage *stage = *state;
    app_go(stage->app, SCREEN_STAFF_PIN, "");
    demo_stage_advance(stage, 10);
    type_pin(stage, "246802");
    type_pin(stage, "246802");
    assert_int_equal(app_screen(stage->app), SCREEN_STAFF_OVERVIEW);
    app_go(stage->app, SCREEN_DEVICE, "");
    demo_stage_key(stage, UI_KEY_F12);
    assert_int_equal(app_screen(stage->app), SCREEN_STAFF_OVERVIEW);
    demo_stage_key(stage, UI_KEY_ESCAPE);
    assert_int_equal(app_screen(stage->app), SCREEN_HOME);
    demo_stage_key(stage, UI_KEY_F12);
    assert_int_equal(app_screen(stage->app), SCREEN_STAFF_PIN);
    /* the right PIN, and away before it was compared */
    demo_stage_type(stage, "246802", 250);
    struct ui_event enter = {.type = UI_KEY, .key = UI_KEY_ENTER, .at_ms = clock_mono_ms(&stage->clock)};
    app_handle(stage->app, &enter);
    app_go(stage->app, SCREEN_HOME, "");
    demo_stage_advance(stage, 10);
    assert_int_equal(app_screen(stage->app), SCREEN_HOME);
    app_go(stage->app, SCREEN_STAFF_LIST, "");
    assert_int_equal(app_screen(stage->app), SCREEN_STAFF_PIN);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_restart_buys_no_try),
        TEST(a_shorter_programme_arrives),
        TEST(escape_leaves_no_open_door),
        TEST(random_input_never_breaks_it),
        TEST(random_input_never_breaks_staff_mode),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
