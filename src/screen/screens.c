#include "screen/screen.h"

extern const struct screen_ops home_screen, programme_screen, keypoints_screen, report_screen, keypad_screen,
    talk_screen, device_screen, catchup_screen, staff_pin_screen, staff_overview_screen, staff_list_screen,
    staff_correct_screen, staff_export_screen, staff_import_screen, staff_settings_screen,
    staff_doctor_screen;

static const struct screen_ops *const screens[SCREEN_COUNT] = {
    [SCREEN_HOME] = &home_screen,
    [SCREEN_PROGRAMME] = &programme_screen,
    [SCREEN_KEYPOINTS] = &keypoints_screen,
    [SCREEN_REPORT] = &report_screen,
    [SCREEN_KEYPAD] = &keypad_screen,
    [SCREEN_TALK] = &talk_screen,
    [SCREEN_DEVICE] = &device_screen,
    [SCREEN_CATCH_UP] = &catchup_screen,
    [SCREEN_STAFF_PIN] = &staff_pin_screen,
    [SCREEN_STAFF_OVERVIEW] = &staff_overview_screen,
    [SCREEN_STAFF_LIST] = &staff_list_screen,
    [SCREEN_STAFF_CORRECT] = &staff_correct_screen,
    [SCREEN_STAFF_EXPORT] = &staff_export_screen,
    [SCREEN_STAFF_IMPORT] = &staff_import_screen,
    [SCREEN_STAFF_SETTINGS] = &staff_settings_screen,
    [SCREEN_STAFF_DOCTOR] = &staff_doctor_screen,
};

const struct screen_ops *screen_ops(enum screen_id id)
{
    return (unsigned)id < SCREEN_COUNT ? screens[id] : NULL;
}
