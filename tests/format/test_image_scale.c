/* Pictures made smaller: means, shapes, what nobody sees. */
#include "format/image_scale.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct image image_of(const uint32_t *pixels, int width, int height)
{
    struct image image = {.width = width, .height = height};
    size_t bytes = (size_t)width * (size_t)height * sizeof *pixels;
    image.argb = malloc(bytes);
    assert_non_null(image.argb);
    memcpy(image.argb, pixels, bytes);
    return image;
}

static void a_pixel_is_the_mean_of_those_it_stands_for(void **state)
{
    static const uint32_t pixels[] = {0xFF000000, 0xFFFFFFFF, 0xFF102030, 0xFF102030,
                                      0xFFFFFFFF, 0xFF000000, 0xFF102030, 0xFF102030};
    struct image image = image_of(pixels, 4, 2);
    (void)state;
    assert_true(image_scale_down(&image, 2, 1));
    assert_int_equal(image.width, 2);
    assert_int_equal(image.height, 1);
    assert_int_equal(image.argb[0] & 0xFF, 0x80);
    assert_int_equal(image.argb[1], 0xFF102030);
    image_finish(&image);
}

/* A pixel that is half in this row and half in the next belongs to both. */
static void pixels_are_divided_where_sides_do_not_divide(void **state)
{
    static const uint32_t pixels[] = {0xFF000000, 0xFF646464, 0xFFC8C8C8};
    struct image across = image_of(pixels, 3, 1), down = image_of(pixels, 1, 3);
    (void)state;
    assert_true(image_scale_down(&across, 2, 2));
    assert_int_equal(across.width, 2);
    assert_int_equal(across.height, 1);
    assert_true(image_scale_down(&down, 2, 2));
    assert_int_equal(down.width, 1);
    assert_int_equal(down.height, 2);
    for (int i = 0; i < 2; i++) { /* (0 + 100/2) / 1.5, (100/2 + 200) / 1.5 */
        assert_int_equal(across.argb[i] & 0xFF, i == 0 ? 33 : 167);
        assert_int_equal(down.argb[i] & 0xFF, i == 0 ? 33 : 167);
    }
    image_finish(&across);
    image_finish(&down);
}

/* The colour of what cannot be seen does not shine through. */
static void what_is_transparent_has_no_colour(void **state)
{
    static const uint32_t pixels[] = {0x00FF00FF, 0xFF204060, 0x00FF00FF, 0x00FF00FF};
    struct image image = image_of(pixels, 4, 1);
    (void)state;
    assert_true(image_scale_down(&image, 2, 1));
    assert_int_equal(image.argb[0], 0x80204060);
    assert_int_equal(image.argb[1], 0);
    image_finish(&image);
}

static void shapes_are_kept_and_nothing_grows(void **state)
{
    static const struct {
        int w, h, max_w, max_h, to_w, to_h;
    } cases[] = {
        {400, 300, 100, 100, 100, 75}, {300, 400, 100, 100, 75, 100},
        {1000, 1, 10, 10, 10, 1},      {1, 1000, 10, 10, 1, 10},
        {50, 40, 100, 100, 50, 40},    {50, 40, 0, 0, 50, 40},
        {101, 67, 100, 100, 100, 66},  {7, 5, 7, 4, 6, 4},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct image image = {.width = cases[i].w, .height = cases[i].h};
        size_t count = (size_t)cases[i].w * (size_t)cases[i].h;
        image.argb = malloc(count * sizeof *image.argb);
        assert_non_null(image.argb);
        memset(image.argb, 0xC3, count * sizeof *image.argb);
        assert_true(image_scale_down(&image, cases[i].max_w, cases[i].max_h));
        assert_int_equal(image.width, cases[i].to_w);
        assert_int_equal(image.height, cases[i].to_h);
        for (int k = 0; k < image.width * image.height; k++) {
            assert_int_equal(image.argb[k], 0xC3C3C3C3); /* an even picture stays even */
        }
        image_finish(&image);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pixel_is_the_mean_of_those_it_stands_for),
        cmocka_unit_test(pixels_are_divided_where_sides_do_not_divide),
        cmocka_unit_test(what_is_transparent_has_no_colour),
        cmocka_unit_test(shapes_are_kept_and_nothing_grows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
