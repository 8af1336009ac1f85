/* Zoom of a talk's page: which part is shown, by key, drag and pinch. */
#include "screen/talk_zoom.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const struct rect area = {0, 0, 1920, 960}, whole = {0, 0, 1920, 1080};

static void assert_part(const struct talk_zoom *zoom, int x, int y, int w, int h)
{
    struct rect part = talk_zoom_part(zoom, area);
    assert_int_equal(part.x, x);
    assert_int_equal(part.y, y);
    assert_int_equal(part.w, w);
    assert_int_equal(part.h, h);
}

static void what_is_pointed_at_stays_where_it_is(void **state)
{
    struct talk_zoom zoom = {0};
    (void)state;
    talk_zoom_at(&zoom, area, 200, 960, 480);
    assert_part(&zoom, 480, 240, 960, 480);
    struct rect page = talk_zoom_page(&zoom, whole);
    assert_int_equal(page.x, -960);
    assert_int_equal(page.y, -480);
    assert_int_equal(page.w, 3840);
    assert_int_equal(page.h, 2160);
    int x = 100, y = 50;
    talk_zoom_point(&zoom, &x, &y);
    assert_int_equal(x, 530);
    assert_int_equal(y, 265);
    talk_zoom_at(&zoom, area, 400, 100, 50); /* larger, over the same point */
    x = 100, y = 50;
    talk_zoom_point(&zoom, &x, &y);
    assert_in_range(x, 529, 531);
    assert_in_range(y, 264, 266);
}

static void nothing_beyond_the_page_is_shown(void **state)
{
    struct talk_zoom zoom = {0};
    (void)state;
    talk_zoom_at(&zoom, area, 200, 0, 0);
    assert_part(&zoom, 0, 0, 960, 480);
    talk_zoom_move(&zoom, area, -500, -500);
    assert_part(&zoom, 0, 0, 960, 480);
    talk_zoom_move(&zoom, area, 100000, 100000);
    assert_part(&zoom, 960, 480, 960, 480);
    talk_zoom_at(&zoom, area, 900, 1919, 959);
    assert_int_equal(zoom.percent, TALK_ZOOM_MAX);
    talk_zoom_at(&zoom, area, TALK_ZOOM_MIN - 1, 5, 5);
    assert_false(talk_zoom_is_on(&zoom));
    assert_part(&zoom, 0, 0, 1920, 960);
}

static void a_frame_that_was_dragged_out_fills_the_area(void **state)
{
    struct talk_zoom zoom = {.armed = true};
    (void)state;
    assert_true(talk_zoom_down(&zoom, 1200, 600));
    assert_true(talk_zoom_drag(&zoom, area, 720, 400));
    struct rect frame = talk_zoom_frame(&zoom);
    assert_int_equal(frame.x, 720);
    assert_int_equal(frame.y, 400);
    assert_int_equal(frame.w, 480);
    assert_int_equal(frame.h, 200);
    assert_true(talk_zoom_up(&zoom, area, 720, 360));
    assert_int_equal(zoom.percent, 400);
    assert_part(&zoom, 720, 360, 480, 240);
    assert_false(zoom.armed);
}

/* All of what was framed is seen, whatever its shape. */
static void a_frame_of_another_shape_fits_into_the_area(void **state)
{
    struct talk_zoom zoom = {.armed = true};
    (void)state;
    talk_zoom_down(&zoom, 400, 400);
    talk_zoom_up(&zoom, area, 1360, 500); /* half the width, a tenth of the height */
    assert_int_equal(zoom.percent, 200);
    assert_part(&zoom, 400, 210, 960, 480);
}

static void a_tap_makes_its_place_the_middle(void **state)
{
    struct talk_zoom zoom = {.armed = true};
    (void)state;
    talk_zoom_down(&zoom, 1000, 500);
    assert_true(talk_zoom_up(&zoom, area, 1010, 505));
    assert_int_equal(zoom.percent, TALK_ZOOM_KEY);
    assert_part(&zoom, 1005 - 480, 502 - 240, 960, 480);
}

static void a_finger_moves_the_part_under_it(void **state)
{
    struct talk_zoom zoom = {0};
    (void)state;
    assert_false(talk_zoom_down(&zoom, 100, 100)); /* nothing is zoomed: it is a swipe */
    assert_false(talk_zoom_up(&zoom, area, 600, 100));
    talk_zoom_at(&zoom, area, 200, 960, 480);
    assert_true(talk_zoom_down(&zoom, 500, 500));
    talk_zoom_drag(&zoom, area, 400, 480); /* to the left: what lies to the right comes */
    assert_part(&zoom, 530, 250, 960, 480);
    assert_true(talk_zoom_up(&zoom, area, 300, 480));
    assert_part(&zoom, 580, 250, 960, 480);
    assert_false(talk_zoom_drag(&zoom, area, 0, 0));
}

static void two_fingers_pull_it_apart(void **state)
{
    struct talk_zoom zoom = {0};
    (void)state;
    talk_zoom_pinch(&zoom, area, 100, 960, 480);
    assert_false(talk_zoom_is_on(&zoom));
    talk_zoom_pinch(&zoom, area, 150, 960, 480);
    talk_zoom_pinch(&zoom, area, 300, 960, 480);
    assert_int_equal(zoom.percent, 300);
    talk_zoom_pinch(&zoom, area, 100, 200, 200); /* they come down again */
    talk_zoom_pinch(&zoom, area, 50, 200, 200);
    assert_int_equal(zoom.percent, 150);
    talk_zoom_pinch(&zoom, area, 20, 200, 200);
    assert_false(talk_zoom_is_on(&zoom));
    talk_zoom_pinch(&zoom, area, 50, 200, 200); /* and back, without leaving the glass */
    assert_int_equal(zoom.percent, 150);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_pointed_at_stays_where_it_is),
        cmocka_unit_test(nothing_beyond_the_page_is_shown),
        cmocka_unit_test(a_frame_that_was_dragged_out_fills_the_area),
        cmocka_unit_test(a_frame_of_another_shape_fits_into_the_area),
        cmocka_unit_test(a_tap_makes_its_place_the_middle),
        cmocka_unit_test(a_finger_moves_the_part_under_it),
        cmocka_unit_test(two_fingers_pull_it_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
