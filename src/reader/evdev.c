#include "reader/evdev.h"

#include "base/strings.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <libevdev/libevdev.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

bool evdev_open(struct evdev *evdev, const char *path, struct err *err)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        return err_set(err, ERR_IO, str(STR_READER_CANNOT_OPEN), path, err_reason(errno));
    }
    struct libevdev *device = NULL;
    int failed = libevdev_new_from_fd(fd, &device);
    if (failed == 0) {
        /* pauses and the loop's deadlines are told by one clock */
        libevdev_set_clock_id(device, CLOCK_MONOTONIC);
        failed = libevdev_grab(device, LIBEVDEV_GRAB);
    }
    if (failed != 0) {
        libevdev_free(device);
        close(fd);
        return err_set(err, ERR_IO, str(STR_READER_CANNOT_OPEN), path, err_reason(-failed));
    }
    *evdev = (struct evdev){.device = device, .fd = fd};
    return true;
}

void evdev_close(struct evdev *evdev)
{
    if (evdev->device) {
        libevdev_free(evdev->device);
        close(evdev->fd); /* lets go of the grab as well */
    }
    *evdev = (struct evdev){0};
}

enum evdev_result evdev_next(struct evdev *evdev, struct input_event *out)
{
    int status = libevdev_next_event(evdev->device, LIBEVDEV_READ_FLAG_NORMAL, out);
    if (status == LIBEVDEV_READ_STATUS_SYNC) {
        while (status == LIBEVDEV_READ_STATUS_SYNC) {
            struct input_event skipped;
            status = libevdev_next_event(evdev->device, LIBEVDEV_READ_FLAG_SYNC, &skipped);
        }
        *out = (struct input_event){.type = EV_SYN, .code = SYN_DROPPED};
        return EVDEV_EVENT;
    }
    return status == LIBEVDEV_READ_STATUS_SUCCESS ? EVDEV_EVENT : status == -EAGAIN ? EVDEV_DRY : EVDEV_GONE;
}

bool evdev_names_reader(const char *name)
{
    static const char *const words[] = {"RFID", "Reader", "HID IC", "Card"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcasestr(name, words[i])) {
            return true;
        }
    }
    return false;
}

bool evdev_look(const char *path, struct evdev_look *out)
{
    *out = (struct evdev_look){0};
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    struct libevdev *device = NULL;
    bool done = fd >= 0 && libevdev_new_from_fd(fd, &device) == 0;
    if (done) {
        utf8_copy(out->name, sizeof out->name, libevdev_get_name(device));
        out->types = libevdev_has_event_code(device, EV_KEY, KEY_ENTER) &&
                     libevdev_has_event_code(device, EV_KEY, KEY_0);
        out->is_keyboard = out->types && libevdev_has_event_code(device, EV_KEY, KEY_Q) &&
                           libevdev_has_event_code(device, EV_KEY, KEY_M);
        out->named_reader = evdev_names_reader(out->name);
        libevdev_free(device);
    }
    if (fd >= 0) {
        close(fd);
    }
    return done;
}
