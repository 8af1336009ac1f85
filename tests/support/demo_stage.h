/* The real app on the demo pack, without a window: fixed-width text, a clock in the test's hand, a store of
 * its own. */
#ifndef LECTERN_TESTS_DEMO_STAGE_H
#define LECTERN_TESTS_DEMO_STAGE_H

#include "app.h"

#include "base/civil.h"
#include "service/board_load.h"
#include "service/import.h"
#include "store/log.h"
#include "store/settings.h"
#include "store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct demo_stage {
    char folder[64], path[128];
    struct clock clock;
    struct text_measure measure;
    struct desk *desk;
    struct app *app;
    struct draw_list list;
    struct err err;
};

/* The app on that store, from its start. */
__attribute__((unused)) static void demo_stage_start(struct demo_stage *stage, struct store *store,
                                                     struct canvas canvas)
{
    struct board board = {0};
    stage->measure = text_measure_fixed();
    assert_true(board_load(&board, store, &stage->err));
    struct desk_config desk = {.store = store, .clock = &stage->clock, .threaded = false};
    assert_true(desk_create(&stage->desk, &desk, &stage->err));
    struct app_config config = {.clock = &stage->clock,
                                .measure = &stage->measure,
                                .desk = stage->desk,
                                .canvas = canvas,
                                .scale = 1};
    assert_true(app_create(&stage->app, &config, &board, &stage->err));
}

/* As after a crash: nothing is left but the store. */
__attribute__((unused)) static void demo_stage_restart(struct demo_stage *stage, struct canvas canvas)
{
    struct store *store = NULL;
    app_destroy(stage->app);
    desk_destroy(stage->desk);
    draw_finish(&stage->list);
    stage->list = (struct draw_list){0};
    assert_true(store_open(&store, stage->path, STORE_WRITE, &stage->err));
    demo_stage_start(stage, store, canvas);
}

/* Changes a setting as the command line does, between two runs. */
__attribute__((unused)) static void demo_stage_set(struct demo_stage *stage, const char *key,
                                                   const char *value, struct canvas canvas)
{
    struct store *store = NULL;
    app_destroy(stage->app);
    desk_destroy(stage->desk);
    stage->app = NULL;
    stage->desk = NULL;
    assert_true(store_open(&store, stage->path, STORE_WRITE, &stage->err));
    assert_true(settings_set(store, key, value, &stage->err));
    store_close(store);
    demo_stage_restart(stage, canvas);
}

/* at: "2026-11-22 08:40". pack_path NULL: an empty store. */
__attribute__((unused)) static void demo_stage_open_pack(struct demo_stage *stage, const char *at,
                                                         struct canvas canvas, const char *pack_path)
{
    struct store *store = NULL;
    struct pack pack = {0};
    struct faults faults = {0};
    struct pack_changes changes;
    int64_t at_ms;
    memset(stage, 0, sizeof *stage);
    snprintf(stage->folder, sizeof stage->folder, "/tmp/lectern-XXXXXX");
    assert_non_null(mkdtemp(stage->folder));
    snprintf(stage->path, sizeof stage->path, "%s/store.db", stage->folder);
    assert_true(store_open(&store, stage->path, STORE_WRITE, &stage->err));
    if (pack_path) {
        assert_true(import_read(pack_path, NULL, &pack, &faults, &stage->err));
        assert_true(import_commit(store, NULL, &pack, &changes, &stage->err));
    }
    pack_finish(&pack);
    faults_finish(&faults);
    assert_true(civil_use_zone("Asia/Shanghai", &stage->err));
    assert_true(civil_parse_date_time(at, &at_ms));
    clock_hold_at(&stage->clock, at_ms);
    demo_stage_start(stage, store, canvas);
}

__attribute__((unused)) static void demo_stage_open(struct demo_stage *stage, const char *at,
                                                    struct canvas canvas, bool with_pack)
{
    demo_stage_open_pack(stage, at, canvas, with_pack ? TEST_SOURCE_DIR "/assets/demo" : NULL);
}

__attribute__((unused)) static void demo_stage_close(struct demo_stage *stage)
{
    char command[128];
    app_destroy(stage->app);
    desk_destroy(stage->desk);
    draw_finish(&stage->list);
    snprintf(command, sizeof command, "rm -rf '%s'", stage->folder);
    assert_int_equal(system(command), 0);
}

__attribute__((unused)) static void demo_stage_advance(struct demo_stage *stage, int64_t ms)
{
    clock_advance(&stage->clock, ms);
    app_pump(stage->app, clock_mono_ms(&stage->clock));
}

/* Draws until the app is at rest, as the loop does. */
__attribute__((unused)) static void demo_stage_draw(struct demo_stage *stage)
{
    app_pump(stage->app, clock_mono_ms(&stage->clock));
    do {
        app_draw(stage->app, &stage->list);
    } while (app_is_dirty(stage->app));
    assert_false(stage->list.failed);
}

__attribute__((unused)) static void demo_stage_key(struct demo_stage *stage, enum ui_key key)
{
    struct ui_event event = {.type = UI_KEY, .key = key, .at_ms = clock_mono_ms(&stage->clock)};
    app_handle(stage->app, &event);
    app_pump(stage->app, clock_mono_ms(&stage->clock));
}

/* Types with gap_ms between the keys. */
__attribute__((unused)) static void demo_stage_type(struct demo_stage *stage, const char *text, int gap_ms)
{
    for (; *text; text++) {
        struct ui_event event = {.type = UI_CHAR, .c = *text, .at_ms = clock_mono_ms(&stage->clock)};
        app_handle(stage->app, &event);
        demo_stage_advance(stage, gap_ms);
    }
}

/* A reader: 6 ms a key, then Enter. */
__attribute__((unused)) static void demo_stage_scan(struct demo_stage *stage, const char *badge)
{
    demo_stage_type(stage, badge, 6);
    demo_stage_key(stage, UI_KEY_ENTER);
}

__attribute__((unused)) static void demo_stage_tap(struct demo_stage *stage, int x, int y)
{
    struct ui_event event = {.type = UI_POINTER_DOWN, .x = x, .y = y, .at_ms = clock_mono_ms(&stage->clock)};
    app_handle(stage->app, &event);
    event.type = UI_POINTER_UP;
    app_handle(stage->app, &event);
    app_pump(stage->app, clock_mono_ms(&stage->clock));
}

/* Taps the nth target drawn with that number on the last frame. */
__attribute__((unused)) static void demo_stage_tap_target(struct demo_stage *stage, int target, int argument)
{
    for (size_t i = stage->list.target_count; i-- > 0;) {
        const struct draw_target *t = &stage->list.targets[i];
        if (t->target == target && t->argument == argument) {
            demo_stage_tap(stage, t->rect.x + t->rect.w / 2, t->rect.y + t->rect.h / 2);
            return;
        }
    }
    fail_msg("no target %d/%d on the screen", target, argument);
}

/* Whether a text stands on the last frame. */
__attribute__((unused)) static bool demo_stage_shows(const struct demo_stage *stage, const char *text)
{
    for (size_t i = 0; i < stage->list.count; i++) {
        const struct draw_command *c = &stage->list.commands[i];
        if (c->op == DRAW_TEXT && strstr(stage->list.text + c->u.text.start, text)) {
            return true;
        }
    }
    return false;
}

#endif
