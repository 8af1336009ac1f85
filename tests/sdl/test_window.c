/* What a window holds after frames that change step by step is what one frame from the ground gives. */
#include "sdl/turn.h"
#include "sdl/window.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

enum { WIDTH = 1366, HEIGHT = 768 };

/* A ground with texts and a gradient; from step 1 on a card over it, from step 2 a second one, at 3 the
 * ground changes. */
static void draw_step(struct draw_list *list, const struct text_measure *measure, int step)
{
    draw_begin(list, measure);
    draw_box(list, (struct rect){0, 0, 1921, 1081}, 0,
             (struct paint){PAINT_DIAGONAL, THEME_PRIMARY, THEME_PRIMARY_DARK}, 0, 0);
    for (int y = 0; y < 1000; y += 60) {
        draw_text(list, (struct rect){40, y, 1800, 60},
                  (struct text_style){THEME_BODY, y % 120 == 0, THEME_ON_PRIMARY}, ALIGN_LEFT,
                  step >= 3 && y == 480 ? "换了一行字" : "霍林郭勒 0475-6372291 把本职工作做到极致");
    }
    widget_edge(list, (struct rect){100, 100, 400, 300}, 24, 14, THEME_GOLD);
    if (step >= 1) {
        struct rect card = {345, 307, 1240, 480};
        draw_box(list, card, 36, (struct paint){PAINT_SOLID, THEME_SURFACE, 0}, 0, 0);
        widget_edge(list, card, 36, 340, THEME_OK);
        widget_tick(list, (struct rect){440, 470, 144, 156}, 30, THEME_SURFACE);
        draw_text(list, (struct rect){745, 400, 700, 100}, (struct text_style){THEME_OUTCOME, true, THEME_OK},
                  ALIGN_LEFT, "签到成功");
    }
    if (step >= 2) {
        draw_fill(list, (struct rect){0, 500, 1921, 200}, THEME_VEIL);
        draw_disc(list, 1500, 600, 77, THEME_GOLD);
    }
}

static void frames_step_by_step_give_the_same_pixels(void **state)
{
    (void)state;
    struct fonts *fonts = NULL;
    struct err err = {0};
    struct window by_steps, at_once;
    struct draw_list list = {0};
    if (!fonts_create(&fonts, TEST_SOURCE_DIR "/fonts/faces.txt", &err)) {
        fail_msg("%s", err.text);
    }
    assert_true(window_open_offscreen(&by_steps, fonts, WIDTH, HEIGHT, &err));
    struct text_measure measure = fonts_measure(fonts);
    static const int steps[] = {0, 1, 0, 1, 2, 3, 0, 2, 1};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        draw_step(&list, &measure, steps[i]);
        window_show(&by_steps, &list);
        assert_true(window_open_offscreen(&at_once, fonts, WIDTH, HEIGHT, &err));
        window_show(&at_once, &list);
        assert_memory_equal(by_steps.surface->pixels, at_once.surface->pixels,
                            (size_t)by_steps.surface->pitch * HEIGHT);
        window_close(&at_once);
    }
    draw_finish(&list);
    window_close(&by_steps);
    fonts_destroy(fonts);
}

/* A frame that was drawn and not shown leaves nothing behind where another comes instead, and costs nothing
 * where it is the one. */
static void what_is_drawn_ahead_is_not_shown_until_it_is_asked_for(void **state)
{
    (void)state;
    struct fonts *fonts = NULL;
    struct err err = {0};
    struct window ahead, plain;
    struct draw_list list = {0};
    assert_true(fonts_create(&fonts, TEST_SOURCE_DIR "/fonts/faces.txt", &err));
    struct text_measure measure = fonts_measure(fonts);
    assert_true(window_open_offscreen(&ahead, fonts, WIDTH, HEIGHT, &err));
    assert_true(window_open_offscreen(&plain, fonts, WIDTH, HEIGHT, &err));
    draw_step(&list, &measure, 0);
    window_show(&ahead, &list);
    window_show(&plain, &list);
    for (int shown = 0; shown < 4; shown++) {
        draw_step(&list, &measure, 1);
        window_draw(&ahead, &list);
        assert_int_equal(ahead.frames, 1 + shown);
        assert_int_not_equal(ahead.unsent_count, 0);
        draw_step(&list, &measure, shown);
        window_show(&ahead, &list);
        window_show(&plain, &list);
        assert_int_equal(ahead.frames, 2 + shown);
        assert_int_equal(ahead.unsent_count, 0);
        assert_memory_equal(ahead.surface->pixels, plain.surface->pixels,
                            (size_t)plain.surface->pitch * HEIGHT);
        draw_step(&list, &measure, 0);
        window_draw(&plain, &list);
        window_draw(&ahead, &list);
        plain.unsent_count = ahead.unsent_count = 0;
    }
    draw_finish(&list);
    window_close(&plain);
    window_close(&ahead);
    fonts_destroy(fonts);
}

/* Turned by any quarters, the screen holds the same picture, pixel by pixel, also after small changes. */
static void a_turned_screen_holds_the_same_picture(void **state)
{
    (void)state;
    struct fonts *fonts = NULL;
    struct err err = {0};
    struct draw_list list = {0};
    assert_true(fonts_create(&fonts, TEST_SOURCE_DIR "/fonts/faces.txt", &err));
    struct text_measure measure = fonts_measure(fonts);
    for (int turns = 1; turns < 4; turns++) {
        struct window plain, turned;
        bool side = turns != 2;
        assert_true(window_open_offscreen(&plain, fonts, WIDTH, HEIGHT, &err));
        assert_true(
            window_open_offscreen(&turned, fonts, side ? HEIGHT : WIDTH, side ? WIDTH : HEIGHT, &err));
        assert_true(window_turn(&turned, turns));
        assert_int_equal(turned.canvas.w, plain.canvas.w);
        for (int step = 0; step < 4; step++) {
            draw_step(&list, &measure, step);
            window_show(&plain, &list);
            window_show(&turned, &list);
        }
        for (int y = 0; y < turned.surface->h; y += 3) {
            for (int x = 0; x < turned.surface->w; x++) {
                const uint32_t *pixel =
                    (const uint32_t *)turned.surface->pixels + y * turned.surface->pitch / 4 + x;
                SDL_Point at = turn_back(turns, turned.surface->w, turned.surface->h, (SDL_Point){x, y});
                const uint32_t *there =
                    (const uint32_t *)plain.surface->pixels + at.y * plain.surface->pitch / 4 + at.x;
                assert_int_equal(*pixel & 0xFFFFFF, *there & 0xFFFFFF);
            }
        }
        window_close(&plain);
        window_close(&turned);
    }
    draw_finish(&list);
    fonts_destroy(fonts);
}

/* The brightness wanted at a pixel of a code of that many modules at left, top: 0 or 0xFFFFFF. */
static uint32_t code_pixel(const unsigned char *dark, int modules, int module, int x, int y)
{
    int column = x / module - 4, row = y / module - 4;
    bool inside = column >= 0 && row >= 0 && column < modules && row < modules;
    int bit = row * modules + column;
    return inside && (dark[bit / 8] >> (bit % 8) & 1) ? 0 : 0xFFFFFF;
}

/* Black on white with four light modules around, on the darkest ground and on the white one. */
static void a_code_is_dark_on_light_whatever_is_under_it(void **state)
{
    (void)state;
    enum { MODULES = 21, ACROSS = MODULES + 8, LEFT = 100, TOP = 60, SIDE = 400 };
    static const uint32_t grounds[] = {THEME_SLIDE_BG, THEME_PRIMARY_DARK, 0xFF000000u, THEME_SURFACE};
    unsigned char dark[(MODULES * MODULES + 7) / 8];
    struct fonts *fonts = NULL;
    struct err err = {0};
    struct draw_list list = {0};
    for (size_t i = 0; i < sizeof dark; i++) {
        dark[i] = (unsigned char)(i * 37 + 11);
    }
    assert_true(fonts_create(&fonts, TEST_SOURCE_DIR "/fonts/faces.txt", &err));
    struct text_measure measure = fonts_measure(fonts);
    for (size_t g = 0; g < sizeof grounds / sizeof *grounds; g++) {
        struct window window;
        assert_true(window_open_offscreen(&window, fonts, 1920, 1080, &err));
        draw_begin(&list, &measure);
        draw_fill(&list, (struct rect){0, 0, 1920, 1080}, grounds[g]);
        draw_qr(&list, (struct rect){LEFT, TOP, SIDE, SIDE}, dark, MODULES, 4);
        window_show(&window, &list);
        int module = SIDE / ACROSS, margin = (SIDE - module * ACROSS) / 2;
        for (int y = 0; y < module * ACROSS; y++) {
            const uint32_t *row =
                (const uint32_t *)window.surface->pixels + (TOP + margin + y) * window.surface->pitch / 4;
            for (int x = 0; x < module * ACROSS; x++) {
                assert_int_equal(row[LEFT + margin + x] & 0xFFFFFF, code_pixel(dark, MODULES, module, x, y));
            }
        }
        const uint32_t *first = window.surface->pixels;
        assert_int_equal(*first & 0xFFFFFF, grounds[g] & 0xFFFFFF);
        window_close(&window);
    }
    draw_finish(&list);
    fonts_destroy(fonts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_step_by_step_give_the_same_pixels),
        cmocka_unit_test(what_is_drawn_ahead_is_not_shown_until_it_is_asked_for),
        cmocka_unit_test(a_turned_screen_holds_the_same_picture),
        cmocka_unit_test(a_code_is_dark_on_light_whatever_is_under_it)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
