#include "screen/screen.h"

extern const struct screen_ops home_screen, programme_screen, keypoints_screen, report_screen, keypad_screen,
    talk_screen, device_screen;

static const struct screen_ops *const screens[SCREEN_COUNT] = {
    [SCREEN_HOME] = &home_screen,           [SCREEN_PROGRAMME] = &programme_screen,
    [SCREEN_KEYPOINTS] = &keypoints_screen, [SCREEN_REPORT] = &report_screen,
    [SCREEN_KEYPAD] = &keypad_screen,       [SCREEN_TALK] = &talk_screen,
    [SCREEN_DEVICE] = &device_screen,
};

const struct screen_ops *screen_ops(enum screen_id id)
{
    return (unsigned)id < SCREEN_COUNT ? screens[id] : NULL;
}
