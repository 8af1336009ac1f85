/* A reader that is a keyboard to the kernel, grabbed: nobody else gets its keys. */
#ifndef LECTERN_READER_EVDEV_H
#define LECTERN_READER_EVDEV_H

#include "base/err.h"
#include "reader/keys.h"

struct libevdev;

/* Zeroed = closed. */
struct evdev {
    struct libevdev *device;
    int fd; /* only where device is set */
    struct keys keys;
};

/* Opens and grabs. */
bool evdev_open(struct evdev *evdev, const char *path, struct err *err);
void evdev_close(struct evdev *evdev); /* accepts the zeroed struct */

enum evdev_result { EVDEV_EVENT, EVDEV_DRY /* nothing more for now */, EVDEV_GONE };

/* The next event; where events were lost, a SYN_DROPPED. */
enum evdev_result evdev_next(struct evdev *evdev, struct input_event *out);

/* What a look at a device tells without grabbing it. */
struct evdev_look {
    char name[64];
    bool types;        /* has the keys of a badge: digits and Enter */
    bool is_keyboard;  /* has a whole alphabet, so it may be the one on the table */
    bool named_reader; /* its name says that it reads cards */
};

bool evdev_look(const char *path, struct evdev_look *out);

/* "Sycreader RFID", "HID IC Card" and the like. */
bool evdev_names_reader(const char *name);

#endif
