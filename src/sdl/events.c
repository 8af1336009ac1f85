#include "sdl/events.h"

#include <SDL2/SDL_syswm.h>

#include <math.h>
#include <string.h>

void events_start(struct events *events, const struct clock *clock)
{
    *events = (struct events){.clock = clock};
    SDL_EventState(SDL_SYSWMEVENT, SDL_ENABLE);
    /* what nobody here listens to need not wake the loop */
    SDL_EventState(SDL_TEXTINPUT, SDL_IGNORE);
    SDL_EventState(SDL_TEXTEDITING, SDL_IGNORE);
    SDL_EventState(SDL_KEYUP, SDL_IGNORE);
    SDL_EventState(SDL_KEYMAPCHANGED, SDL_IGNORE);
    SDL_EventState(SDL_DROPFILE, SDL_IGNORE);
    SDL_EventState(SDL_MULTIGESTURE, SDL_IGNORE);
}

/* SDL stamps events when it pumps them: after a stall slow typing would look like a scan. X11 says when the
 * key went down. */
static void note_device_time(struct events *events, const SDL_SysWMEvent *event)
{
#if defined(SDL_VIDEO_DRIVER_X11)
    if (event->msg && event->msg->subsystem == SDL_SYSWM_X11 && event->msg->msg.x11.event.type == KeyPress) {
        events->device_ms = (uint32_t)event->msg->msg.x11.event.xkey.time;
        events->have_device_time = events->device_ms != 0;
    }
#else
    (void)events;
    (void)event;
#endif
}

static int64_t key_time_ms(struct events *events)
{
    int64_t now = clock_mono_ms(events->clock);
    if (!events->have_device_time) {
        return now;
    }
    events->have_device_time = false;
    int64_t offset = now - (int64_t)events->device_ms;
    /* far apart: the 32 bits wrapped, or the machine slept */
    if (!events->have_offset || offset < events->offset_ms || offset - events->offset_ms > 10000) {
        events->offset_ms = offset;
        events->have_offset = true;
    }
    return (int64_t)events->device_ms + events->offset_ms;
}

static enum ui_key key_of(SDL_Scancode code)
{
    static const struct {
        SDL_Scancode code;
        enum ui_key key;
    } keys[] = {
        {SDL_SCANCODE_RETURN, UI_KEY_ENTER},
        {SDL_SCANCODE_RETURN2, UI_KEY_ENTER},
        {SDL_SCANCODE_KP_ENTER, UI_KEY_ENTER},
        {SDL_SCANCODE_TAB, UI_KEY_TAB},
        {SDL_SCANCODE_ESCAPE, UI_KEY_ESCAPE},
        {SDL_SCANCODE_BACKSPACE, UI_KEY_BACKSPACE},
        {SDL_SCANCODE_DELETE, UI_KEY_DELETE},
        {SDL_SCANCODE_UP, UI_KEY_UP},
        {SDL_SCANCODE_DOWN, UI_KEY_DOWN},
        {SDL_SCANCODE_LEFT, UI_KEY_LEFT},
        {SDL_SCANCODE_RIGHT, UI_KEY_RIGHT},
        {SDL_SCANCODE_PAGEUP, UI_KEY_PAGE_UP},
        {SDL_SCANCODE_PAGEDOWN, UI_KEY_PAGE_DOWN},
        {SDL_SCANCODE_HOME, UI_KEY_HOME},
        {SDL_SCANCODE_END, UI_KEY_END},
        {SDL_SCANCODE_VOLUMEUP, UI_KEY_VOLUME_UP},
        {SDL_SCANCODE_VOLUMEDOWN, UI_KEY_VOLUME_DOWN},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (keys[i].code == code) {
            return keys[i].key;
        }
    }
    if (code >= SDL_SCANCODE_F1 && code <= SDL_SCANCODE_F12) {
        return (enum ui_key)(UI_KEY_F1 + (int)(code - SDL_SCANCODE_F1));
    }
    return UI_KEY_NONE;
}

/* What the key types on a US keyboard, which readers pretend to be; Caps Lock and Num Lock do not matter. */
static char char_of(SDL_Scancode code, bool shift)
{
    static const char digits[] = "1234567890", shifted_digits[] = "!@#$%^&*()";
    static const char keypad[] = "1234567890";
    static const struct {
        SDL_Scancode code;
        char plain, shifted;
    } others[] = {
        {SDL_SCANCODE_SPACE, ' ', ' '},        {SDL_SCANCODE_MINUS, '-', '_'},
        {SDL_SCANCODE_EQUALS, '=', '+'},       {SDL_SCANCODE_LEFTBRACKET, '[', '{'},
        {SDL_SCANCODE_RIGHTBRACKET, ']', '}'}, {SDL_SCANCODE_BACKSLASH, '\\', '|'},
        {SDL_SCANCODE_SEMICOLON, ';', ':'},    {SDL_SCANCODE_APOSTROPHE, '\'', '"'},
        {SDL_SCANCODE_GRAVE, '`', '~'},        {SDL_SCANCODE_COMMA, ',', '<'},
        {SDL_SCANCODE_PERIOD, '.', '>'},       {SDL_SCANCODE_SLASH, '/', '?'},
        {SDL_SCANCODE_KP_MINUS, '-', '-'},     {SDL_SCANCODE_KP_PLUS, '+', '+'},
        {SDL_SCANCODE_KP_PERIOD, '.', '.'},    {SDL_SCANCODE_KP_MULTIPLY, '*', '*'},
        {SDL_SCANCODE_KP_DIVIDE, '/', '/'},
    };
    if (code >= SDL_SCANCODE_A && code <= SDL_SCANCODE_Z) {
        return (char)((shift ? 'A' : 'a') + (int)(code - SDL_SCANCODE_A));
    }
    if (code >= SDL_SCANCODE_1 && code <= SDL_SCANCODE_0) {
        return (shift ? shifted_digits : digits)[code - SDL_SCANCODE_1];
    }
    if (code >= SDL_SCANCODE_KP_1 && code <= SDL_SCANCODE_KP_0) {
        return keypad[code - SDL_SCANCODE_KP_1];
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (others[i].code == code) {
            return shift ? others[i].shifted : others[i].plain;
        }
    }
    return '\0';
}

static enum events_result translate_key(struct events *events, const SDL_KeyboardEvent *key,
                                        struct ui_event *out)
{
    int64_t at_ms = key_time_ms(events);
    if (key->repeat || (key->keysym.mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI))) {
        return EVENTS_NONE;
    }
    bool shift = (key->keysym.mod & KMOD_SHIFT) != 0;
    *out = (struct ui_event){.type = UI_KEY, .at_ms = at_ms, .key = key_of(key->keysym.scancode)};
    if (out->key == UI_KEY_NONE) {
        out->type = UI_CHAR;
        out->c = char_of(key->keysym.scancode, shift);
    } else {
        out->shift = shift;
    }
    return out->key != UI_KEY_NONE || out->c ? EVENTS_INPUT : EVENTS_NONE;
}

static enum events_result pointer(struct events *events, enum ui_event_type type, double x, double y,
                                  double scale, struct ui_event *out)
{
    *out = (struct ui_event){
        .type = type, .at_ms = clock_mono_ms(events->clock), .x = (int)(x / scale), .y = (int)(y / scale)};
    events->pointer_down = type == UI_POINTER_DOWN || (type == UI_POINTER_MOVE && events->pointer_down);
    return EVENTS_INPUT;
}

/* --- fingers --- */

static int finger_index(const struct events *events, SDL_FingerID id)
{
    for (int i = 0; i < events->finger_count; i++) {
        if (events->fingers[i].id == id) {
            return i;
        }
    }
    return -1;
}

static void forget_finger(struct events *events, int index)
{
    if (index == 0) {
        events->fingers[0] = events->fingers[1];
    }
    events->finger_count--;
}

/* A screen that was unplugged under a finger never says that it went up: without this every touch after that
 * would be the second of two. */
static void forget_lost_fingers(struct events *events, SDL_FingerID id)
{
    enum { LOST_MS = 10000 };
    for (int i = events->finger_count; i-- > 0;) {
        if (events->fingers[i].id == id ||
            clock_mono_ms(events->clock) - events->fingers[i].heard_ms > LOST_MS) {
            forget_finger(events, i);
        }
    }
}

static double fingers_apart(const struct events *events)
{
    return hypot(events->fingers[0].x - events->fingers[1].x, events->fingers[0].y - events->fingers[1].y);
}

static enum events_result pinch(struct events *events, double scale, struct ui_event *out)
{
    enum { LEAST_PX = 20 };
    double apart = fingers_apart(events), first = events->pinch_px > LEAST_PX ? events->pinch_px : LEAST_PX;
    pointer(events, UI_PINCH, (events->fingers[0].x + events->fingers[1].x) / 2,
            (events->fingers[0].y + events->fingers[1].y) / 2, scale, out);
    out->percent = (int)lround(apart * 100 / first);
    return EVENTS_INPUT;
}

static enum events_result finger_down(struct events *events, SDL_FingerID id, double x, double y,
                                      double scale, struct ui_event *out)
{
    forget_lost_fingers(events, id);
    if (events->finger_count == 2) {
        return EVENTS_NONE;
    }
    events->fingers[events->finger_count].id = id;
    events->fingers[events->finger_count].heard_ms = clock_mono_ms(events->clock);
    events->fingers[events->finger_count].x = x;
    events->fingers[events->finger_count++].y = y;
    if (events->finger_count == 1) {
        events->pinched = false;
        return pointer(events, UI_POINTER_DOWN, x, y, scale, out);
    }
    events->pinched = true;
    events->pinch_px = fingers_apart(events);
    pinch(events, scale, out);
    out->percent = 100;
    return EVENTS_INPUT;
}

static enum events_result finger_moves(struct events *events, int index, double x, double y, double scale,
                                       struct ui_event *out)
{
    events->fingers[index].x = x;
    events->fingers[index].y = y;
    events->fingers[index].heard_ms = clock_mono_ms(events->clock);
    if (events->finger_count == 2) {
        return pinch(events, scale, out);
    }
    return events->pinched ? EVENTS_NONE : pointer(events, UI_POINTER_MOVE, x, y, scale, out);
}

static enum events_result finger_up(struct events *events, int index, double x, double y, double scale,
                                    struct ui_event *out)
{
    forget_finger(events, index);
    return events->pinched ? EVENTS_NONE : pointer(events, UI_POINTER_UP, x, y, scale, out);
}

static enum events_result translate_finger(struct events *events, const SDL_TouchFingerEvent *finger,
                                           double scale, int px_w, int px_h, struct ui_event *out)
{
    double x = (double)finger->x * px_w, y = (double)finger->y * px_h;
    if (finger->type == SDL_FINGERDOWN) {
        return finger_down(events, finger->fingerId, x, y, scale, out);
    }
    int index = finger_index(events, finger->fingerId);
    if (index < 0) {
        return EVENTS_NONE;
    }
    return finger->type == SDL_FINGERMOTION ? finger_moves(events, index, x, y, scale, out)
                                            : finger_up(events, index, x, y, scale, out);
}

enum events_result events_translate(struct events *events, const SDL_Event *event, double scale, int px_w,
                                    int px_h, struct ui_event *out)
{
    switch (event->type) {
    case SDL_SYSWMEVENT:
        note_device_time(events, &event->syswm);
        return EVENTS_NONE;
    case SDL_KEYDOWN:
        return translate_key(events, &event->key, out);
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        if (event->button.button != SDL_BUTTON_LEFT || event->button.which == SDL_TOUCH_MOUSEID) {
            return EVENTS_NONE;
        }
        return pointer(events, event->type == SDL_MOUSEBUTTONDOWN ? UI_POINTER_DOWN : UI_POINTER_UP,
                       event->button.x, event->button.y, scale, out);
    case SDL_MOUSEMOTION:
        if (event->motion.which == SDL_TOUCH_MOUSEID) {
            return EVENTS_NONE;
        }
        return pointer(events, events->pointer_down ? UI_POINTER_MOVE : UI_HOVER, event->motion.x,
                       event->motion.y, scale, out);
    case SDL_FINGERDOWN:
    case SDL_FINGERUP:
    case SDL_FINGERMOTION:
        return translate_finger(events, &event->tfinger, scale, px_w, px_h, out);
    case SDL_MOUSEWHEEL:
        *out = (struct ui_event){
            .type = UI_WHEEL, .at_ms = clock_mono_ms(events->clock), .steps = event->wheel.y};
        return EVENTS_INPUT;
    case SDL_WINDOWEVENT:
        switch (event->window.event) {
        case SDL_WINDOWEVENT_SIZE_CHANGED:
            return EVENTS_RESIZED;
        case SDL_WINDOWEVENT_EXPOSED:
            return EVENTS_UNCOVERED;
        case SDL_WINDOWEVENT_CLOSE:
            return EVENTS_CLOSE;
        default:
            return EVENTS_NONE;
        }
    case SDL_QUIT:
        return EVENTS_CLOSE;
    default:
        return EVENTS_NONE;
    }
}
