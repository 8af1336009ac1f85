/* Every outcome is heard once, and as what it is. */
#include "app.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "text/measure.h"

struct ear {
    int heard[SOUND_KIND_COUNT], all;
    struct clock clock;
    struct text_measure measure;
    struct app *app;
};

static void hear(void *context, enum sound_kind kind)
{
    struct ear *ear = context;
    ear->heard[kind]++;
    ear->all++;
}

static void open_app(struct ear *ear, bool listens)
{
    struct board board = {0};
    struct app_config config = {.clock = &ear->clock,
                                .measure = &ear->measure,
                                .canvas = {1920, 1080, false},
                                .scale = 1,
                                .sound = listens ? hear : NULL,
                                .sound_context = ear};
    *ear = (struct ear){.measure = text_measure_fixed()};
    clock_hold_at(&ear->clock, 1795309200000);
    assert_true(app_create(&ear->app, &config, &board, NULL));
}

static void every_outcome_has_its_sound(void **state)
{
    (void)state;
    static const struct {
        enum outcome_kind kind;
        enum sound_kind sound;
    } cases[] = {{OUTCOME_SIGNED_IN, SOUND_ACCEPTED}, {OUTCOME_LATE, SOUND_ACCEPTED},
                 {OUTCOME_WALK_IN, SOUND_ACCEPTED},   {OUTCOME_SIGNED_OUT, SOUND_ACCEPTED},
                 {OUTCOME_ALREADY, SOUND_ALREADY},    {OUTCOME_NOT_OPEN, SOUND_ALREADY},
                 {OUTCOME_CLOSED, SOUND_ALREADY},     {OUTCOME_REFUSED, SOUND_REFUSED},
                 {OUTCOME_FULL, SOUND_REFUSED},       {OUTCOME_UNKNOWN, SOUND_REFUSED},
                 {OUTCOME_NOT_SAVED, SOUND_REFUSED},  {OUTCOME_MISREAD, SOUND_REFUSED}};
    struct ear ear;
    open_app(&ear, true);
    assert_int_equal(sizeof cases / sizeof *cases, OUTCOME_COUNT);
    for (int i = 0; i < OUTCOME_COUNT; i++) {
        struct outcome outcome = {.kind = cases[i].kind};
        int before = ear.heard[cases[i].sound];
        app_show_outcome(ear.app, &outcome);
        assert_int_equal(ear.heard[cases[i].sound], before + 1);
        assert_int_equal(ear.all, i + 1);
    }
    app_destroy(ear.app);
}

/* Without a desk nothing can be saved, and that is heard, too. */
static void a_scan_is_heard_once(void **state)
{
    (void)state;
    struct ear ear;
    open_app(&ear, true);
    for (const char *c = "0003625619"; *c; c++) {
        struct ui_event event = {.type = UI_CHAR, .c = *c, .at_ms = clock_mono_ms(&ear.clock)};
        app_handle(ear.app, &event);
        clock_advance(&ear.clock, 8);
    }
    assert_int_equal(ear.all, 0);
    struct ui_event end = {.type = UI_KEY, .key = UI_KEY_ENTER, .at_ms = clock_mono_ms(&ear.clock)};
    app_handle(ear.app, &end);
    app_pump(ear.app, clock_mono_ms(&ear.clock));
    assert_int_equal(app_outcome(ear.app)->kind, OUTCOME_NOT_SAVED);
    assert_int_equal(ear.heard[SOUND_REFUSED], 1);
    assert_int_equal(ear.all, 1);
    app_destroy(ear.app);
}

static void without_an_ear_it_is_silent(void **state)
{
    (void)state;
    struct ear ear;
    struct outcome outcome = {.kind = OUTCOME_SIGNED_IN};
    open_app(&ear, false);
    app_show_outcome(ear.app, &outcome);
    assert_int_equal(ear.all, 0);
    app_destroy(ear.app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_outcome_has_its_sound),
        cmocka_unit_test(a_scan_is_heard_once),
        cmocka_unit_test(without_an_ear_it_is_silent),
    };
    return cmocka_run_group_tests_name("app_sound", tests, NULL, NULL);
}
