/* Fingers and the mouse, as SDL tells of them, become our events. */
#include "sdl/events.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

struct door {
    struct clock clock;
    struct events events;
    struct ui_event out;
};

static int set_up(void **state)
{
    static struct door door;
    door = (struct door){0};
    clock_hold_at(&door.clock, 0);
    door.events.clock = &door.clock;
    *state = &door;
    return 0;
}

/* On a screen of 1000 x 500 real px, two of them a design px. */
static enum events_result finger(struct door *door, Uint32 type, SDL_FingerID id, float x, float y)
{
    SDL_Event event = {.tfinger = {.type = type, .fingerId = id, .x = x, .y = y}};
    return events_translate(&door->events, &event, 2, 1000, 500, &door->out);
}

static void assert_event(const struct door *door, enum ui_event_type type, int x, int y)
{
    assert_int_equal(door->out.type, type);
    assert_int_equal(door->out.x, x);
    assert_int_equal(door->out.y, y);
}

static void one_finger_goes_down_moves_and_comes_up(void **state)
{
    struct door *door = *state;
    assert_int_equal(finger(door, SDL_FINGERDOWN, 7, 0.5f, 0.5f), EVENTS_INPUT);
    assert_event(door, UI_POINTER_DOWN, 250, 125);
    assert_int_equal(finger(door, SDL_FINGERMOTION, 7, 0.6f, 0.5f), EVENTS_INPUT);
    assert_event(door, UI_POINTER_MOVE, 300, 125);
    assert_int_equal(finger(door, SDL_FINGERUP, 7, 0.6f, 0.5f), EVENTS_INPUT);
    assert_event(door, UI_POINTER_UP, 300, 125);
    assert_int_equal(finger(door, SDL_FINGERUP, 7, 0.6f, 0.5f), EVENTS_NONE);
}

static void two_fingers_pinch_and_press_nothing(void **state)
{
    struct door *door = *state;
    finger(door, SDL_FINGERDOWN, 1, 0.4f, 0.5f);
    assert_int_equal(finger(door, SDL_FINGERDOWN, 2, 0.6f, 0.5f), EVENTS_INPUT);
    assert_event(door, UI_PINCH, 250, 125);
    assert_int_equal(door->out.percent, 100);
    assert_int_equal(finger(door, SDL_FINGERDOWN, 3, 0.1f, 0.1f), EVENTS_NONE);
    assert_int_equal(finger(door, SDL_FINGERMOTION, 3, 0.2f, 0.1f), EVENTS_NONE);
    finger(door, SDL_FINGERMOTION, 1, 0.3f, 0.5f);
    assert_int_equal(finger(door, SDL_FINGERMOTION, 2, 0.7f, 0.5f), EVENTS_INPUT);
    assert_event(door, UI_PINCH, 250, 125);
    assert_int_equal(door->out.percent, 200);
    assert_int_equal(finger(door, SDL_FINGERUP, 1, 0.3f, 0.5f), EVENTS_NONE);
    assert_int_equal(finger(door, SDL_FINGERMOTION, 2, 0.9f, 0.5f),
                     EVENTS_NONE); /* what is left is no swipe */
    assert_int_equal(finger(door, SDL_FINGERUP, 2, 0.9f, 0.5f), EVENTS_NONE);
    finger(door, SDL_FINGERDOWN, 4, 0.5f, 0.5f);
    assert_event(door, UI_POINTER_DOWN, 250, 125);
}

static void fingers_in_one_place_divide_by_nothing(void **state)
{
    struct door *door = *state;
    finger(door, SDL_FINGERDOWN, 1, 0.5f, 0.5f);
    finger(door, SDL_FINGERDOWN, 2, 0.5f, 0.5f);
    finger(door, SDL_FINGERMOTION, 2, 0.6f, 0.5f);
    assert_int_equal(door->out.type, UI_PINCH);
    assert_int_equal(door->out.percent, 500);
}

/* Its touch screen was unplugged, or the same number comes again: the next touch presses as ever. */
static void a_finger_that_never_came_up_is_forgotten(void **state)
{
    struct door *door = *state;
    finger(door, SDL_FINGERDOWN, 1, 0.4f, 0.5f);
    finger(door, SDL_FINGERDOWN, 2, 0.6f, 0.5f);
    clock_advance(&door->clock, 9000);
    finger(door, SDL_FINGERMOTION, 2, 0.7f, 0.5f); /* this one is alive */
    clock_advance(&door->clock, 2000);
    finger(door, SDL_FINGERDOWN, 3, 0.5f, 0.5f);
    assert_int_equal(door->out.type, UI_PINCH);
    clock_advance(&door->clock, 11000);
    assert_int_equal(finger(door, SDL_FINGERDOWN, 4, 0.5f, 0.5f), EVENTS_INPUT);
    assert_event(door, UI_POINTER_DOWN, 250, 125);
    assert_int_equal(finger(door, SDL_FINGERDOWN, 4, 0.1f, 0.1f), EVENTS_INPUT);
    assert_event(door, UI_POINTER_DOWN, 50, 25);
    assert_int_equal(finger(door, SDL_FINGERUP, 4, 0.1f, 0.1f), EVENTS_INPUT);
    assert_event(door, UI_POINTER_UP, 50, 25);
}

static void a_mouse_points_until_its_button_is_down(void **state)
{
    struct door *door = *state;
    SDL_Event motion = {.motion = {.type = SDL_MOUSEMOTION, .x = 500, .y = 250}};
    SDL_Event button = {
        .button = {.type = SDL_MOUSEBUTTONDOWN, .button = SDL_BUTTON_LEFT, .x = 500, .y = 250}};
    assert_int_equal(events_translate(&door->events, &motion, 2, 1000, 500, &door->out), EVENTS_INPUT);
    assert_event(door, UI_HOVER, 250, 125);
    events_translate(&door->events, &button, 2, 1000, 500, &door->out);
    events_translate(&door->events, &motion, 2, 1000, 500, &door->out);
    assert_event(door, UI_POINTER_MOVE, 250, 125);
    button.type = SDL_MOUSEBUTTONUP;
    events_translate(&door->events, &button, 2, 1000, 500, &door->out);
    events_translate(&door->events, &motion, 2, 1000, 500, &door->out);
    assert_event(door, UI_HOVER, 250, 125);
    motion.motion.which = SDL_TOUCH_MOUSEID;
    assert_int_equal(events_translate(&door->events, &motion, 2, 1000, 500, &door->out), EVENTS_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(one_finger_goes_down_moves_and_comes_up, set_up),
        cmocka_unit_test_setup(two_fingers_pinch_and_press_nothing, set_up),
        cmocka_unit_test_setup(fingers_in_one_place_divide_by_nothing, set_up),
        cmocka_unit_test_setup(a_finger_that_never_came_up_is_forgotten, set_up),
        cmocka_unit_test_setup(a_mouse_points_until_its_button_is_down, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
