/* Which devices there are, and which of them are the readers. */
#ifndef LECTERN_READER_FIND_H
#define LECTERN_READER_FIND_H

#include "base/err.h"
#include "reader/evdev.h"

enum reader_source { READER_AUTO, READER_WEDGE, READER_EVDEV, READER_SERIAL, READER_SOURCE_COUNT };
enum { FIND_MAX = 64, FIND_PATH_SIZE = 192 };

/* "auto", "wedge", "evdev", "serial". */
bool reader_source_parse(const char *word, enum reader_source *out);

struct found_device {
    char path[FIND_PATH_SIZE];
    bool serial;
    bool refused;           /* not to be opened by this user */
    struct evdev_look look; /* of what is not serial */
};

struct found {
    struct found_device devices[FIND_MAX];
    size_t count;
};

/* Everything below folder ("/dev"): input/event*, ttyACM*, ttyUSB*. */
void find_devices(const char *folder, struct found *out);

/* Whether a device may be taken without having been named. A keyboard that somebody may need is never
 * grabbed: the name has to say that it reads cards, and, where nobody chose evdev, it must not be the only
 * keyboard. A serial line is opened only where serial was chosen: it may be anything. */
bool find_may_take(const struct found *found, const struct found_device *device, enum reader_source source);

#endif
