#include "reader/keys.h"

enum { PRESSED = 1, UNKNOWN_KEY = 0x7F, CONTROL_BITS = 0x1F };

struct key_characters {
    char plain, shifted;
};

/* clang-format off */
static const struct key_characters characters[] = {
    [KEY_1] = {'1', '!'}, [KEY_2] = {'2', '@'}, [KEY_3] = {'3', '#'}, [KEY_4] = {'4', '$'}, [KEY_5] = {'5', '%'},
    [KEY_6] = {'6', '^'}, [KEY_7] = {'7', '&'}, [KEY_8] = {'8', '*'}, [KEY_9] = {'9', '('}, [KEY_0] = {'0', ')'},
    [KEY_A] = {'a', 'A'}, [KEY_B] = {'b', 'B'}, [KEY_C] = {'c', 'C'}, [KEY_D] = {'d', 'D'}, [KEY_E] = {'e', 'E'},
    [KEY_F] = {'f', 'F'}, [KEY_G] = {'g', 'G'}, [KEY_H] = {'h', 'H'}, [KEY_I] = {'i', 'I'}, [KEY_J] = {'j', 'J'},
    [KEY_K] = {'k', 'K'}, [KEY_L] = {'l', 'L'}, [KEY_M] = {'m', 'M'}, [KEY_N] = {'n', 'N'}, [KEY_O] = {'o', 'O'},
    [KEY_P] = {'p', 'P'}, [KEY_Q] = {'q', 'Q'}, [KEY_R] = {'r', 'R'}, [KEY_S] = {'s', 'S'}, [KEY_T] = {'t', 'T'},
    [KEY_U] = {'u', 'U'}, [KEY_V] = {'v', 'V'}, [KEY_W] = {'w', 'W'}, [KEY_X] = {'x', 'X'}, [KEY_Y] = {'y', 'Y'},
    [KEY_Z] = {'z', 'Z'},
    [KEY_MINUS] = {'-', '_'}, [KEY_EQUAL] = {'=', '+'}, [KEY_LEFTBRACE] = {'[', '{'}, [KEY_RIGHTBRACE] = {']', '}'},
    [KEY_SEMICOLON] = {';', ':'}, [KEY_APOSTROPHE] = {'\'', '"'}, [KEY_GRAVE] = {'`', '~'},
    [KEY_BACKSLASH] = {'\\', '|'}, [KEY_102ND] = {'\\', '|'}, [KEY_COMMA] = {',', '<'}, [KEY_DOT] = {'.', '>'},
    [KEY_SLASH] = {'/', '?'}, [KEY_SPACE] = {' ', ' '}, [KEY_TAB] = {'\t', '\t'},
    [KEY_ENTER] = {'\r', '\r'}, [KEY_KPENTER] = {'\r', '\r'}, [KEY_LINEFEED] = {'\n', '\n'},
    [KEY_KP0] = {'0', '0'}, [KEY_KP1] = {'1', '1'}, [KEY_KP2] = {'2', '2'}, [KEY_KP3] = {'3', '3'},
    [KEY_KP4] = {'4', '4'}, [KEY_KP5] = {'5', '5'}, [KEY_KP6] = {'6', '6'}, [KEY_KP7] = {'7', '7'},
    [KEY_KP8] = {'8', '8'}, [KEY_KP9] = {'9', '9'}, [KEY_KPDOT] = {'.', '.'}, [KEY_KPMINUS] = {'-', '-'},
    [KEY_KPPLUS] = {'+', '+'}, [KEY_KPASTERISK] = {'*', '*'}, [KEY_KPSLASH] = {'/', '/'},
    [KEY_KPEQUAL] = {'=', '='}, [KEY_KPCOMMA] = {',', ','},
};
/* clang-format on */
enum { CHARACTERS = sizeof characters / sizeof *characters };

static void hold(unsigned *held, unsigned bit, int value)
{
    *held = value ? *held | bit : *held & ~bit;
}

static bool is_modifier(struct keys *keys, const struct input_event *event)
{
    switch (event->code) {
    case KEY_LEFTSHIFT:
        hold(&keys->shifts, 1, event->value);
        return true;
    case KEY_RIGHTSHIFT:
        hold(&keys->shifts, 2, event->value);
        return true;
    case KEY_LEFTCTRL:
        hold(&keys->controls, 1, event->value);
        return true;
    case KEY_RIGHTCTRL:
        hold(&keys->controls, 2, event->value);
        return true;
    case KEY_CAPSLOCK:
    case KEY_NUMLOCK:
    case KEY_SCROLLLOCK:
        return true;
    default:
        return false;
    }
}

int keys_decode(struct keys *keys, const struct input_event *event)
{
    if (event->type != EV_KEY || is_modifier(keys, event) || event->value != PRESSED) {
        return KEYS_NOTHING;
    }
    const struct key_characters *key = event->code < CHARACTERS ? &characters[event->code] : NULL;
    if (!key || !key->plain) {
        return UNKNOWN_KEY;
    }
    if (keys->controls && key->plain >= 'a' && key->plain <= 'z') {
        return key->plain & CONTROL_BITS; /* Ctrl+J is LF, Ctrl+B is STX */
    }
    return keys->shifts ? key->shifted : key->plain;
}

int64_t keys_time_ms(const struct input_event *event)
{
    return (int64_t)event->input_event_sec * 1000 + event->input_event_usec / 1000;
}

bool keys_feed(struct keys *keys, struct burst *burst, const struct badge_profile *profile,
               const struct input_event *event, struct reader_read *out)
{
    if (event->type == EV_SYN && event->code == SYN_DROPPED) {
        burst_spoil(burst);
        *keys = (struct keys){0};
        return false;
    }
    int c = keys_decode(keys, event);
    if (c == KEYS_NOTHING) {
        return false;
    }
    int64_t at_ms = keys_time_ms(event);
    /* the device's own times tell a pause even where this thread was late; nothing else comes of a key that
     * begins the next read */
    bool ended = burst_tick(burst, profile, at_ms, out);
    struct reader_read next;
    return burst_byte(burst, profile, (unsigned char)c, at_ms, ended ? &next : out) || ended;
}
