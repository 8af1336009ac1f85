/* What happens to the screen: the window system's events, turned into our own at one door (sdl/events). */
#ifndef LECTERN_UI_EVENT_H
#define LECTERN_UI_EVENT_H

#include <stdbool.h>
#include <stdint.h>

enum ui_event_type {
    UI_KEY,          /* key: one that types no character */
    UI_CHAR,         /* c: printable ASCII from its scancode, lower case unless Shift is down */
    UI_POINTER_DOWN, /* x, y */
    UI_POINTER_MOVE, /* only while down */
    UI_POINTER_UP,
    UI_POINTER_CANCEL,
    UI_HOVER, /* x, y: the mouse moves and no button is down */
    UI_PINCH, /* percent: how far two fingers are apart, 100 = as when they came down; x, y between them */
    UI_WHEEL, /* steps: positive = up */
    UI_PRESS  /* made by the app: the target under a tap, or the focused one at Enter; target, argument */
};

enum ui_key {
    UI_KEY_NONE,
    UI_KEY_ENTER,
    UI_KEY_TAB,
    UI_KEY_ESCAPE,
    UI_KEY_BACKSPACE,
    UI_KEY_DELETE,
    UI_KEY_UP,
    UI_KEY_DOWN,
    UI_KEY_LEFT,
    UI_KEY_RIGHT,
    UI_KEY_PAGE_UP,
    UI_KEY_PAGE_DOWN,
    UI_KEY_HOME,
    UI_KEY_END,
    UI_KEY_F1,
    UI_KEY_F2,
    UI_KEY_F3,
    UI_KEY_F4,
    UI_KEY_F5,
    UI_KEY_F6,
    UI_KEY_F7,
    UI_KEY_F8,
    UI_KEY_F9,
    UI_KEY_F10,
    UI_KEY_F11,
    UI_KEY_F12,
    UI_KEY_VOLUME_UP,
    UI_KEY_VOLUME_DOWN,
    UI_KEY_COUNT
};

struct ui_event {
    enum ui_event_type type;
    int64_t at_ms; /* monotonic, the device's own time where it has one */
    enum ui_key key;
    bool shift; /* UI_KEY */
    char c;
    int x, y; /* design px */
    int steps;
    int percent;          /* UI_PINCH */
    int target, argument; /* UI_PRESS: as given to draw_target */
};

#endif
