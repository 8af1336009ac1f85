/* The draw list and what of it is drawn again. */
#include "ui/damage.h"
#include "ui/draw.h"
#include "ui/theme.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>

static const struct canvas canvas = {1920, 1080, false};

static void draw_clock(struct draw_list *list, const struct text_measure *measure, const char *time)
{
    draw_begin(list, measure);
    draw_fill(list, (struct rect){0, 0, 1920, 1080}, THEME_BG);
    draw_text(list, (struct rect){1700, 20, 200, 80}, (struct text_style){56, true, THEME_INK}, ALIGN_LEFT,
              time);
    draw_text(list, (struct rect){100, 900, 200, 80}, (struct text_style){30, false, THEME_INK}, ALIGN_LEFT,
              "静止");
}

static void only_what_changed_is_damaged(void **state)
{
    (void)state;
    struct text_measure measure = text_measure_fixed();
    struct draw_list list = {0};
    struct damage damage = {0};
    draw_clock(&list, &measure, "09:52");
    damage_update(&damage, canvas, &list);
    assert_int_equal(damage.rect_count, 1); /* the first frame: all */
    assert_int_equal(damage.rects[0].w, 1920);
    draw_clock(&list, &measure, "09:52");
    damage_update(&damage, canvas, &list);
    assert_int_equal(damage.rect_count, 0);
    draw_clock(&list, &measure, "09:53");
    damage_update(&damage, canvas, &list);
    assert_true(damage.rect_count > 0);
    for (size_t i = 0; i < damage.rect_count; i++) {
        assert_true(rect_meets(damage.rects[i], (struct rect){1680, 0, 240, 180}));
        assert_true(damage.rects[i].y + damage.rects[i].h <= 180);
    }
    damage_forget(&damage);
    draw_clock(&list, &measure, "09:53");
    damage_update(&damage, canvas, &list);
    assert_int_equal(damage.rects[0].h, 1080);
    damage_finish(&damage);
    draw_finish(&list);
}

static void the_order_of_commands_matters(void **state)
{
    (void)state;
    struct text_measure measure = text_measure_fixed();
    struct draw_list list = {0};
    struct damage damage = {0};
    struct rect a = {100, 100, 100, 100};
    for (int turn = 0; turn < 2; turn++) {
        draw_begin(&list, &measure);
        draw_fill(&list, a, turn ? THEME_INK : THEME_GOLD);
        draw_fill(&list, a, turn ? THEME_GOLD : THEME_INK);
        damage_update(&damage, canvas, &list);
        assert_int_equal(damage.rect_count > 0, true);
    }
    damage_finish(&damage);
    draw_finish(&list);
}

static void a_canvas_beyond_the_grid_is_drawn_as_a_whole(void **state)
{
    (void)state;
    struct text_measure measure = text_measure_fixed();
    struct draw_list list = {0};
    struct damage damage = {0};
    struct canvas wide = {DAMAGE_CELL * DAMAGE_COLUMNS_MAX + 500, 1080, false};
    for (int turn = 0; turn < 2; turn++) {
        draw_clock(&list, &measure, "09:52");
        damage_update(&damage, wide, &list);
        assert_int_equal(damage.rect_count, 1);
        assert_int_equal(damage.rects[0].w, wide.w);
    }
    damage_finish(&damage);
    draw_finish(&list);
}

static void a_line_too_long_is_cut(void **state)
{
    (void)state;
    struct text_measure measure = text_measure_fixed();
    struct draw_list list = {0};
    draw_begin(&list, &measure);
    int w = draw_text(&list, (struct rect){0, 0, 100, 40}, (struct text_style){20, false, THEME_INK},
                      ALIGN_LEFT, "一二三四五六七");
    assert_true(w <= 100);
    assert_string_equal(list.text + list.commands[0].u.text.start, "一二三四…");
    draw_begin(&list, &measure);
    draw_text(&list, (struct rect){0, 0, 100, 40}, (struct text_style){20, false, THEME_INK}, ALIGN_RIGHT,
              "一二三");
    assert_int_equal(list.commands[0].u.text.x, 40);
    draw_finish(&list);
}

static void what_lies_over_a_frame_is_damaged_to_its_edge(void **state)
{
    (void)state;
    struct text_measure measure = text_measure_fixed();
    struct draw_list list = {0};
    struct damage damage = {0};
    struct rect card = {345, 307, 1240, 480};
    draw_clock(&list, &measure, "09:52");
    damage_update(&damage, canvas, &list);
    draw_fill(&list, card, THEME_SURFACE);
    damage_update(&damage, canvas, &list);
    struct rect all = {0};
    for (size_t i = 0; i < damage.rect_count; i++) {
        all = rect_join(all, damage.rects[i]);
    }
    assert_memory_equal(&all, &card, sizeof card);
    draw_clock(&list, &measure, "09:52"); /* and to the same edge when it goes */
    damage_update(&damage, canvas, &list);
    all = (struct rect){0};
    for (size_t i = 0; i < damage.rect_count; i++) {
        all = rect_join(all, damage.rects[i]);
    }
    assert_memory_equal(&all, &card, sizeof card);
    damage_finish(&damage);
    draw_finish(&list);
}

static void screens_of_every_shape_get_a_canvas(void **state)
{
    (void)state;
    static const struct {
        int px_w, px_h, w, h;
        bool portrait;
    } cases[] = {{1920, 1080, 1920, 1080, false}, {3840, 2160, 1920, 1080, false},
                 {1024, 768, 1920, 1440, false},  {1280, 800, 1920, 1200, false},
                 {1080, 1920, 1080, 1920, true},  {768, 1366, 1080, 1920, true},
                 {1366, 768, 1920, 1080, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double scale;
        struct canvas got = canvas_for(cases[i].px_w, cases[i].px_h, &scale);
        assert_in_range(got.w, cases[i].w, cases[i].w + 3);
        assert_in_range(got.h, cases[i].h, cases[i].h + 3);
        assert_int_equal(got.portrait, cases[i].portrait);
        /* no stripe at the edge stays undrawn */
        assert_true(lround(got.w * scale) >= cases[i].px_w);
        assert_true(lround(got.h * scale) >= cases[i].px_h);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_changed_is_damaged),
        cmocka_unit_test(the_order_of_commands_matters),
        cmocka_unit_test(what_lies_over_a_frame_is_damaged_to_its_edge),
        cmocka_unit_test(a_canvas_beyond_the_grid_is_drawn_as_a_whole),
        cmocka_unit_test(a_line_too_long_is_cut),
        cmocka_unit_test(screens_of_every_shape_get_a_canvas),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
