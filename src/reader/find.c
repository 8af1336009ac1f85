#include "reader/find.h"

#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool reader_source_parse(const char *word, enum reader_source *out)
{
    static const char *const words[READER_SOURCE_COUNT] = {"auto", "wedge", "evdev", "serial"};
    for (int i = 0; i < READER_SOURCE_COUNT; i++) {
        if (strcmp(words[i], word) == 0) {
            *out = (enum reader_source)i;
            return true;
        }
    }
    return false;
}

static void add_matches(const char *folder, const char *pattern, bool serial, struct found *out)
{
    char path[FIND_PATH_SIZE];
    glob_t matches;
    if (snprintf(path, sizeof path, "%s/%s", folder, pattern) >= (int)sizeof path ||
        glob(path, 0, NULL, &matches) != 0) {
        return;
    }
    for (size_t i = 0; i < matches.gl_pathc && out->count < FIND_MAX; i++) {
        struct found_device *device = &out->devices[out->count];
        *device = (struct found_device){.serial = serial};
        int len = snprintf(device->path, sizeof device->path, "%s", matches.gl_pathv[i]);
        device->refused = access(device->path, R_OK) != 0 && errno == EACCES;
        if (len < (int)sizeof device->path &&
            (serial || evdev_look(device->path, &device->look) || device->refused)) {
            out->count++;
        }
    }
    globfree(&matches);
}

void find_devices(const char *folder, struct found *out)
{
    *out = (struct found){0};
    add_matches(folder, "input/event*", false, out);
    add_matches(folder, "ttyACM*", true, out);
    add_matches(folder, "ttyUSB*", true, out);
}

bool find_may_take(const struct found *found, const struct found_device *device, enum reader_source source)
{
    if (device->serial || source == READER_SERIAL) {
        return device->serial && source == READER_SERIAL;
    }
    if (source == READER_WEDGE || !device->look.types || !device->look.named_reader) {
        return false;
    }
    if (source == READER_EVDEV) {
        return true; /* somebody chose so */
    }
    for (size_t i = 0; i < found->count; i++) {
        const struct evdev_look *other = &found->devices[i].look;
        if (other->is_keyboard && !other->named_reader) {
            return true;
        }
    }
    return !device->look.is_keyboard;
}
