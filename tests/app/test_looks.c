/* Rules of looks that a machine can hold (DESIGN 7), over every frame in every shape and language: nothing
 * below 24 design px, nothing outside the canvas, no two texts on each other, contrast of 4.5:1, targets of
 * 88 px, and every slide and key point whole. */
#include "support/frames.h"
#include "support/looks.h"

#include "base/strings.h"

static const struct canvas shapes[] = {
    {1920, 1080, false}, {1920, 1200, false}, {1920, 1440, false}, {1080, 1920, true}, {1080, 1728, true}};
enum { SHAPES = sizeof shapes / sizeof *shapes };

static void frames_keep_the_rules(void **state)
{
    (void)state;
    for (int shape = 0; shape < SHAPES; shape++) {
        for (int lang = 0; lang < LANG_COUNT; lang++) {
            struct demo_stage stage;
            strings_use((enum lang)lang);
            demo_stage_open(&stage, "2026-11-22 09:52", shapes[shape], true);
            for (int i = 0; i < FRAME_CASES; i++) {
                char where[96];
                frame_show(&stage, &frame_cases[i]);
                snprintf(where, sizeof where, "%s %dx%d %s", frame_cases[i].name, shapes[shape].w,
                         shapes[shape].h, lang == LANG_ZH ? "zh" : "en");
                check_texts(&stage.list, shapes[shape], where);
                check_targets(&stage.list, shapes[shape], where);
                demo_stage_advance(&stage, 3000);
            }
            demo_stage_close(&stage);
        }
    }
    strings_use(LANG_ZH);
}

/* All of the day, hour by hour: running, open, over, between. */
static void the_home_screen_keeps_them_all_day(void **state)
{
    (void)state;
    struct demo_stage stage;
    demo_stage_open(&stage, "2026-11-20 22:00", shapes[0], true);
    for (int hour = 0; hour < 5 * 24; hour++) {
        char where[64];
        app_go(stage.app, hour % 2 ? SCREEN_HOME : SCREEN_PROGRAMME, "");
        demo_stage_draw(&stage);
        snprintf(where, sizeof where, "%s %d hours on", hour % 2 ? "home" : "programme", hour);
        check_texts(&stage.list, shapes[0], where);
        demo_stage_advance(&stage, 3600000);
    }
    demo_stage_close(&stage);
}

static void every_slide_and_key_point_is_whole(void **state)
{
    (void)state;
    for (int shape = 0; shape < SHAPES; shape++) {
        struct demo_stage stage;
        demo_stage_open(&stage, "2026-11-22 09:52", shapes[shape], true);
        static const char *const lectures[] = {"20261122-1", "20261122-5"};
        for (size_t d = 0; d < 2; d++) {
            app_go(stage.app, SCREEN_TALK, lectures[d]);
            for (int page = 0; page < 24; page++) {
                char where[64];
                demo_stage_draw(&stage);
                snprintf(where, sizeof where, "talk %s page %d %dx%d", lectures[d], page + 1, shapes[shape].w,
                         shapes[shape].h);
                check_texts(&stage.list, shapes[shape], where);
                if (demo_stage_shows(&stage, "…")) {
                    fail_msg("%s: something is cut", where);
                }
                demo_stage_key(&stage, UI_KEY_PAGE_DOWN);
            }
        }
        app_go(stage.app, SCREEN_KEYPOINTS, "");
        for (int point = 0; point < 9; point++) {
            demo_stage_draw(&stage);
            if (demo_stage_shows(&stage, "…")) {
                fail_msg("key point %d at %dx%d: something is cut", point + 1, shapes[shape].w,
                         shapes[shape].h);
            }
            demo_stage_key(&stage, UI_KEY_DOWN);
        }
        demo_stage_close(&stage);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_keep_the_rules),
        cmocka_unit_test(the_home_screen_keeps_them_all_day),
        cmocka_unit_test(every_slide_and_key_point_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
