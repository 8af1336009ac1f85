/* Recorded streams of input events: press, repeat, release, shift, two devices at once, events lost. */
#include "reader/find.h"
#include "reader/keys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

enum { READS_MAX = 8 };

struct device {
    struct keys keys;
    struct burst burst;
    struct badge_profile profile;
    int64_t at_ms;
    struct reader_read reads[READS_MAX];
    size_t count;
};

static void event(struct device *device, int type, int code, int value)
{
    struct input_event input = {.type = (unsigned short)type, .code = (unsigned short)code, .value = value};
    struct reader_read read;
    input.input_event_sec = device->at_ms / 1000;
    input.input_event_usec = device->at_ms % 1000 * 1000;
    if (keys_feed(&device->keys, &device->burst, &device->profile, &input, &read)) {
        assert_true(device->count < READS_MAX);
        device->reads[device->count++] = read;
    }
}

/* As the kernel has it: scan code, key, report; then the same for the release. */
static void press(struct device *device, int code)
{
    for (int value = 1; value >= 0; value--) {
        device->at_ms += 2;
        event(device, EV_MSC, MSC_SCAN, 0x70000 + code);
        event(device, EV_KEY, code, value);
        event(device, EV_SYN, SYN_REPORT, 0);
    }
}

static const int digit_keys[] = {KEY_0, KEY_1, KEY_2, KEY_3, KEY_4, KEY_5, KEY_6, KEY_7, KEY_8, KEY_9};

static void press_digits(struct device *device, const char *digits)
{
    for (; *digits; digits++) {
        press(device, digit_keys[*digits - '0']);
    }
}

static void expect(const struct device *device, size_t index, const char *raw)
{
    assert_true(index < device->count);
    assert_string_equal(device->reads[index].raw, raw);
    assert_false(device->reads[index].unreadable);
}

static void test_digits_and_enter(void **state)
{
    (void)state;
    struct device device = {.at_ms = 5000};
    press_digits(&device, "0003625619");
    assert_int_equal(device.count, 0);
    press(&device, KEY_ENTER);
    press(&device, KEY_KP1);
    press(&device, KEY_KP0);
    press(&device, KEY_KPENTER);
    assert_int_equal(device.count, 2);
    expect(&device, 0, "0003625619");
    assert_int_equal(device.reads[0].end, BADGE_END_CR);
    assert_int_equal(device.reads[0].at_ms, 5000 + 10 * 4 + 2);
    expect(&device, 1, "10");
}

static void test_shift_locks_repeats(void **state)
{
    (void)state;
    struct device device = {.at_ms = 5000};
    event(&device, EV_KEY, KEY_LEFTSHIFT, 1);
    event(&device, EV_KEY, KEY_RIGHTSHIFT, 1);
    press(&device, KEY_A);
    event(&device, EV_KEY, KEY_LEFTSHIFT, 0);
    press(&device, KEY_SEMICOLON); /* the right one is still down */
    event(&device, EV_KEY, KEY_RIGHTSHIFT, 0);
    press(&device, KEY_CAPSLOCK);
    press(&device, KEY_NUMLOCK);
    press(&device, KEY_A);
    event(&device, EV_KEY, KEY_7, 1);
    event(&device, EV_KEY, KEY_7, 2);
    event(&device, EV_KEY, KEY_7, 2);
    event(&device, EV_KEY, KEY_7, 0);
    event(&device, EV_KEY, KEY_8, 0); /* pressed before anybody listened */
    press(&device, KEY_COMMA);
    press(&device, KEY_KP9);
    press(&device, KEY_TAB);
    expect(&device, 0, "A:a7,9");
    assert_int_equal(device.reads[0].end, BADGE_END_TAB);
    event(&device, EV_KEY, KEY_LEFTCTRL, 1);
    press(&device, KEY_B);
    event(&device, EV_KEY, KEY_LEFTCTRL, 0);
    press_digits(&device, "12");
    event(&device, EV_KEY, KEY_LEFTCTRL, 1);
    press(&device, KEY_J);
    assert_string_equal(device.reads[1].raw, "\x02"
                                             "12");
    assert_int_equal(device.reads[1].end, BADGE_END_LF);
}

static void test_key_without_a_character(void **state)
{
    (void)state;
    struct device device = {.at_ms = 5000};
    press_digits(&device, "12");
    press(&device, KEY_F5);
    press(&device, KEY_ENTER);
    press_digits(&device, "12");
    press(&device, KEY_MAX);
    press(&device, KEY_ENTER);
    press_digits(&device, "34");
    press(&device, KEY_ENTER);
    assert_int_equal(device.count, 3);
    assert_true(device.reads[0].unreadable && device.reads[1].unreadable);
    expect(&device, 2, "34");
}

static void test_two_devices_never_mix(void **state)
{
    (void)state;
    struct device left = {.at_ms = 5000}, right = {.at_ms = 5001};
    static const char *const digits[] = {"1111111111", "2222222222"};
    event(&left, EV_KEY, KEY_LEFTSHIFT, 1);
    event(&left, EV_KEY, KEY_LEFTSHIFT, 0);
    event(&right, EV_KEY, KEY_RIGHTCTRL, 1);
    event(&right, EV_KEY, KEY_RIGHTCTRL, 0);
    for (int i = 0; i < 10; i++) {
        press(&left, digit_keys[digits[0][i] - '0']);
        press(&right, digit_keys[digits[1][i] - '0']);
    }
    press(&right, KEY_ENTER);
    press(&left, KEY_ENTER);
    expect(&left, 0, digits[0]);
    expect(&right, 0, digits[1]);
}

static void test_pause_by_the_devices_clock(void **state)
{
    (void)state;
    struct device device = {.at_ms = 5000};
    press_digits(&device, "0012");
    device.at_ms += BURST_PAUSE_MS + 10; /* nobody ticked: this thread was late */
    press_digits(&device, "0034");
    assert_int_equal(device.count, 1);
    expect(&device, 0, "0012");
    press(&device, KEY_ENTER);
    expect(&device, 1, "0034");
}

static void test_events_lost_or_unplugged(void **state)
{
    (void)state;
    struct device device = {.at_ms = 5000};
    struct reader_read read;
    event(&device, EV_KEY, KEY_LEFTSHIFT, 1);
    press_digits(&device, "00");
    event(&device, EV_SYN, SYN_DROPPED, 0);
    press_digits(&device, "12");
    press(&device, KEY_ENTER);
    assert_true(device.reads[0].unreadable);
    press_digits(&device, "0012");
    press(&device, KEY_ENTER);
    expect(&device, 1, "0012"); /* the release of Shift was among what was lost */
    press_digits(&device, "00");
    assert_true(burst_cut(&device.burst, &read));
    assert_true(read.unreadable);
    press_digits(&device, "0034");
    press(&device, KEY_ENTER);
    expect(&device, 2, "0034");
}

static struct found_device keyboard_named(const char *name, bool is_keyboard)
{
    struct found_device device = {.look = {.types = true, .is_keyboard = is_keyboard}};
    strncpy(device.look.name, name, sizeof device.look.name - 1);
    device.look.named_reader = evdev_names_reader(name);
    return device;
}

static void test_whose_keyboard_is_taken(void **state)
{
    (void)state;
    struct found found = {.count = 4};
    found.devices[0] = keyboard_named("Logitech USB Keyboard", true);
    found.devices[1] = keyboard_named("Sycreader RFID Technology Co., Ltd SYC ID&IC USB Reader", true);
    found.devices[2] = keyboard_named("Power Button", false);
    found.devices[3] = (struct found_device){.path = "/dev/ttyUSB0", .serial = true};
    assert_false(find_may_take(&found, &found.devices[0], READER_AUTO));
    assert_true(find_may_take(&found, &found.devices[1], READER_AUTO));
    assert_false(find_may_take(&found, &found.devices[2], READER_AUTO));
    assert_false(find_may_take(&found, &found.devices[3], READER_AUTO));
    assert_true(find_may_take(&found, &found.devices[3], READER_SERIAL));
    assert_false(find_may_take(&found, &found.devices[1], READER_SERIAL));
    assert_false(find_may_take(&found, &found.devices[1], READER_WEDGE));
    assert_false(find_may_take(&found, &found.devices[0], READER_EVDEV));
    /* the only keyboard, whatever it is called, may be somebody's */
    found.devices[0] = keyboard_named("hid ic card keyboard", true);
    assert_false(find_may_take(&found, &found.devices[0], READER_AUTO));
    assert_false(find_may_take(&found, &found.devices[1], READER_AUTO));
    assert_true(find_may_take(&found, &found.devices[1], READER_EVDEV));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_digits_and_enter),           cmocka_unit_test(test_shift_locks_repeats),
        cmocka_unit_test(test_key_without_a_character),    cmocka_unit_test(test_two_devices_never_mix),
        cmocka_unit_test(test_pause_by_the_devices_clock), cmocka_unit_test(test_events_lost_or_unplugged),
        cmocka_unit_test(test_whose_keyboard_is_taken)};
    return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
