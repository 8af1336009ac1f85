/* The demo's app in a talk, and what its tests say of the screen. */
#ifndef LECTERN_TESTS_TALK_STAGE_H
#define LECTERN_TESTS_TALK_STAGE_H

#include "support/demo_stage.h"

#include "base/strings.h"

static const struct canvas landscape = {1920, 1080, false};

/* That lecture's talk is open at that time. */
__attribute__((unused)) static int talk_stage_open(void **state, const char *at, const char *lecture)
{
    struct demo_stage *stage = malloc(sizeof *stage);
    assert_non_null(stage);
    demo_stage_open(stage, at, landscape, true);
    strings_use(LANG_ZH);
    app_go(stage->app, SCREEN_TALK, lecture);
    demo_stage_draw(stage);
    *state = stage;
    return 0;
}

__attribute__((unused)) static int tear_down(void **state)
{
    demo_stage_close(*state);
    free(*state);
    return 0;
}

__attribute__((unused)) static void assert_shows(struct demo_stage *stage, const char *text)
{
    demo_stage_draw(stage);
    if (!demo_stage_shows(stage, text)) {
        fail_msg("not on the screen: %s", text);
    }
}

__attribute__((unused)) static void assert_hides(struct demo_stage *stage, const char *text)
{
    demo_stage_draw(stage);
    if (demo_stage_shows(stage, text)) {
        fail_msg("on the screen: %s", text);
    }
}

#endif
