/* A frame that fades into the next: by the clock, and in the end to the last pixel what it would be without.
 */
#include "sdl/fade.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

enum { WIDTH = 1366, HEIGHT = 768 };

struct stage {
    struct fonts *fonts;
    struct window window, other;
    struct text_measure measure;
    struct draw_list list;
    struct fade fade;
    struct err err;
};

static int set_up(void **state)
{
    static struct stage stage;
    stage = (struct stage){0};
    if (!fonts_create(&stage.fonts, TEST_SOURCE_DIR "/fonts/faces.txt", &stage.err)) {
        fail_msg("%s", stage.err.text);
    }
    stage.measure = fonts_measure(stage.fonts);
    assert_true(window_open_offscreen(&stage.window, stage.fonts, WIDTH, HEIGHT, &stage.err));
    assert_true(window_open_offscreen(&stage.other, stage.fonts, WIDTH, HEIGHT, &stage.err));
    *state = &stage;
    return 0;
}

static int tear_down(void **state)
{
    struct stage *stage = *state;
    fade_finish(&stage->fade);
    draw_finish(&stage->list);
    window_close(&stage->window);
    window_close(&stage->other);
    fonts_destroy(stage->fonts);
    return 0;
}

/* Two boxes and a word on a ground that stays. */
static void draw_page(struct stage *stage, int page)
{
    draw_begin(&stage->list, &stage->measure);
    draw_fill(&stage->list, (struct rect){0, 0, 1921, 1081}, 0xFF102030u);
    draw_fill(&stage->list, (struct rect){200, 200, 300, 300}, page == 0 ? 0xFF000000u : 0xFFFFFFFFu);
    draw_text(&stage->list, (struct rect){700, 700, 800, 100}, (struct text_style){60, true, 0xFFFFE7B8u},
              ALIGN_LEFT, page == 0 ? "第一页" : "第二页");
}

static unsigned green_at(const SDL_Surface *surface, int x, int y)
{
    const uint32_t *pixels = (const uint32_t *)surface->pixels;
    return pixels[y * surface->pitch / 4 + x] >> 8 & 0xFF;
}

static bool same_pixels(const struct stage *stage)
{
    const SDL_Surface *a = stage->window.surface, *b = stage->other.surface;
    return memcmp(a->pixels, b->pixels, (size_t)a->pitch * (size_t)a->h) == 0;
}

/* The first page is on the screen, the second drawn and kept from it; other shows the second. */
static void turn(struct stage *stage, int64_t now_ms)
{
    draw_page(stage, 1);
    window_show(&stage->other, &stage->list);
    draw_page(stage, 0);
    window_show(&stage->window, &stage->list);
    fade_keep(&stage->fade, &stage->window);
    draw_page(stage, 1);
    window_draw(&stage->window, &stage->list);
    fade_begin(&stage->fade, &stage->window, now_ms);
}

static void it_comes_in_by_the_clock(void **state)
{
    struct stage *stage = *state;
    turn(stage, 1000);
    assert_true(fade_runs(&stage->fade));
    assert_int_equal(green_at(stage->window.surface, 200, 200), 0); /* nothing yet */
    unsigned before = 0;
    for (int64_t now = 1000; now < 1000 + FADE_MS - FADE_STEP_MS; now += FADE_STEP_MS) {
        fade_step(&stage->fade, &stage->window, now);
        unsigned green = green_at(stage->window.surface, 200, 200);
        unsigned expected = (unsigned)((now - 1000 + FADE_STEP_MS) * 255 / FADE_MS);
        assert_true(green > before);
        assert_in_range(green, expected < 6 ? 0 : expected - 6, expected + 2);
        assert_true(fade_runs(&stage->fade));
        before = green;
    }
    fade_step(&stage->fade, &stage->window, 1000 + FADE_MS - FADE_STEP_MS);
    assert_false(fade_runs(&stage->fade));
    assert_true(same_pixels(stage));
}

static void a_slow_machine_leaves_steps_out(void **state)
{
    struct stage *stage = *state;
    turn(stage, 1000);
    long frames = stage->window.frames;
    fade_step(&stage->fade, &stage->window, 1000);
    fade_step(&stage->fade, &stage->window, 1005); /* not due */
    assert_int_equal(stage->window.frames, frames + 1);
    fade_step(&stage->fade, &stage->window, 1400);
    assert_int_equal(stage->window.frames, frames + 2);
    assert_false(fade_runs(&stage->fade));
    assert_true(same_pixels(stage));
}

/* A key in the middle of it: the page is there, and the next comes over that. */
static void another_page_waits_for_nothing(void **state)
{
    struct stage *stage = *state;
    turn(stage, 1000);
    fade_step(&stage->fade, &stage->window, 1000);
    fade_end(&stage->fade, &stage->window);
    assert_true(same_pixels(stage));
    assert_true(stage->window.unsent_count > 0);
    fade_keep(&stage->fade, &stage->window);
    draw_page(stage, 0);
    window_draw(&stage->window, &stage->list);
    window_show(&stage->other, &stage->list);
    fade_begin(&stage->fade, &stage->window, 1030);
    assert_int_equal(green_at(stage->window.surface, 200, 200), 255);
    fade_step(&stage->fade, &stage->window, 2000);
    assert_true(same_pixels(stage));
}

/* The next page was drawn ahead; what is shown instead is drawn over it again. */
static void a_page_that_did_not_come_leaves_no_trace(void **state)
{
    struct stage *stage = *state;
    draw_page(stage, 0);
    window_show(&stage->window, &stage->list);
    window_show(&stage->other, &stage->list);
    fade_keep(&stage->fade, &stage->window);
    draw_page(stage, 1);
    window_draw(&stage->window, &stage->list); /* ahead */
    draw_page(stage, 0);
    window_draw(&stage->window, &stage->list);
    fade_begin(&stage->fade, &stage->window, 1000);
    fade_step(&stage->fade, &stage->window, 1050);
    assert_int_equal(green_at(stage->window.surface, 200, 200), 0);
    fade_step(&stage->fade, &stage->window, 1500);
    assert_true(same_pixels(stage));
}

/* By a pixel, which the canvas does not tell: nobody asks for another frame before the next step. */
static void a_window_that_shrinks_ends_it(void **state)
{
    struct stage *stage = *state;
    turn(stage, 1000);
    fade_step(&stage->fade, &stage->window, 1000);
    stage->fade.rects[0] = (SDL_Rect){0, 0, WIDTH, HEIGHT};
    SDL_Surface *smaller = SDL_CreateRGBSurfaceWithFormat(0, WIDTH, HEIGHT - 1, 32, SDL_PIXELFORMAT_RGB888);
    assert_non_null(smaller);
    SDL_FreeSurface(stage->window.surface);
    stage->window.surface = stage->window.drawn = smaller;
    fade_step(&stage->fade, &stage->window, 1050);
    assert_false(fade_runs(&stage->fade));
    assert_int_equal(green_at(smaller, 200, 200), 0); /* nothing was drawn into it */
}

/* The next page is made ready more than once while one is looked at. */
static void what_is_kept_is_what_the_screen_shows(void **state)
{
    struct stage *stage = *state;
    draw_page(stage, 0);
    window_show(&stage->window, &stage->list);
    fade_keep(&stage->fade, &stage->window);
    draw_page(stage, 1);
    window_draw(&stage->window, &stage->list); /* ahead */
    fade_keep(&stage->fade, &stage->window);
    fade_begin(&stage->fade, &stage->window, 1000);
    assert_int_equal(green_at(stage->window.surface, 200, 200), 0);
}

/* Pixels that two of the rectangles hold come in once, as all others. */
static void rectangles_may_lie_over_each_other(void **state)
{
    struct stage *stage = *state;
    draw_page(stage, 1);
    window_show(&stage->other, &stage->list);
    draw_page(stage, 0);
    window_show(&stage->window, &stage->list);
    fade_keep(&stage->fade, &stage->window);
    draw_page(stage, 1);
    window_draw(&stage->window, &stage->list);
    stage->window.unsent[0] = (SDL_Rect){0, 0, WIDTH, HEIGHT / 2 + 50};
    stage->window.unsent[1] = (SDL_Rect){0, HEIGHT / 4, WIDTH, HEIGHT - HEIGHT / 4};
    stage->window.unsent_count = 2;
    fade_begin(&stage->fade, &stage->window, 1000);
    assert_int_equal(green_at(stage->window.surface, 200, 200), 0);
    fade_step(&stage->fade, &stage->window, 2000);
    assert_true(same_pixels(stage));
}

static void with_nothing_kept_nothing_runs(void **state)
{
    struct stage *stage = *state;
    draw_page(stage, 0);
    window_draw(&stage->window, &stage->list);
    fade_begin(&stage->fade, &stage->window, 1000);
    assert_false(fade_runs(&stage->fade));
    assert_true(stage->window.unsent_count > 0);
    window_send(&stage->window);
    fade_keep(&stage->fade, &stage->window);
    window_draw(&stage->window, &stage->list);
    fade_begin(&stage->fade, &stage->window, 1000); /* the same frame again */
    assert_false(fade_runs(&stage->fade));
    fade_keep(&stage->fade, &stage->window);
    fade_end(&stage->fade, &stage->window); /* something else was shown in between */
    draw_page(stage, 1);
    window_draw(&stage->window, &stage->list);
    fade_begin(&stage->fade, &stage->window, 1000);
    assert_false(fade_runs(&stage->fade));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_comes_in_by_the_clock, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_slow_machine_leaves_steps_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(another_page_waits_for_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_page_that_did_not_come_leaves_no_trace, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_window_that_shrinks_ends_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_kept_is_what_the_screen_shows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rectangles_may_lie_over_each_other, set_up, tear_down),
        cmocka_unit_test_setup_teardown(with_nothing_kept_nothing_runs, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
