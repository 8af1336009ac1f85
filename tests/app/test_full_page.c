/* A page that is a picture: nothing lies over it but the time, and that only when it runs out. */
#include "support/demo_stage.h"

#include "base/strings.h"

static const struct canvas landscape = {1920, 1080, false};

/* 08:30-09:30; the page before the last one is a picture. */
#define LECTURE "D-1"

static void open_at(struct demo_stage *stage, const char *at)
{
    demo_stage_open_pack(stage, at, landscape, TEST_SOURCE_DIR "/tests/packs/decks");
    strings_use(LANG_ZH);
    app_go(stage->app, SCREEN_TALK, LECTURE);
    demo_stage_draw(stage);
    demo_stage_key(stage, UI_KEY_PAGE_DOWN); /* begins the talk, should it not run yet */
    demo_stage_key(stage, UI_KEY_END);
    demo_stage_key(stage, UI_KEY_PAGE_UP);
    demo_stage_draw(stage);
}

/* The text command that begins like this; NULL = none. */
static const struct draw_command *find_text(const struct demo_stage *stage, const char *beginning)
{
    for (size_t i = 0; i < stage->list.count; i++) {
        const struct draw_command *command = &stage->list.commands[i];
        if (command->op == DRAW_TEXT &&
            strncmp(stage->list.text + command->u.text.start, beginning, strlen(beginning)) == 0) {
            return command;
        }
    }
    return NULL;
}

static void a_picture_has_the_screen_to_itself(void **state)
{
    (void)state;
    struct demo_stage stage;
    open_at(&stage, "2026-12-01 09:00");
    assert_false(demo_stage_shows(&stage, "/ 36"));
    assert_null(find_text(&stage, "▲"));
    assert_null(find_text(&stage, "剩余"));
    demo_stage_close(&stage);
}

static void the_last_minutes_stand_in_a_corner(void **state)
{
    (void)state;
    static const struct {
        const char *at, *sign;
    } cases[] = {{"2026-12-01 09:26", "▲"}, {"2026-12-01 09:29:30", "◆"}, {"2026-12-01 09:33", "■"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct demo_stage stage;
        open_at(&stage, cases[i].at);
        const struct draw_command *time = find_text(&stage, cases[i].sign);
        assert_non_null(time);
        assert_true(time->rect.x > 1920 * 3 / 4 && time->rect.y > 1080 * 9 / 10);
        const struct draw_command *ground = time - 1;
        assert_int_equal(ground->op, DRAW_BOX);
        assert_true(ground->u.box.paint.a >> 24 > 0xE0);
        assert_true(ground->rect.w < 1920 / 4 && ground->rect.y + ground->rect.h < 1080);
        demo_stage_close(&stage);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_picture_has_the_screen_to_itself),
        cmocka_unit_test(the_last_minutes_stand_in_a_corner),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
