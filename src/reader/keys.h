/* Key presses of a reader that is a keyboard, to characters: from key codes of the US layout, which readers
 * assume. Lock keys are of no account. */
#ifndef LECTERN_READER_KEYS_H
#define LECTERN_READER_KEYS_H

#include "reader/burst.h"

#include <linux/input.h>

enum { KEYS_NOTHING = -1 };

/* Which keys are held. Zeroed = none. */
struct keys {
    unsigned shifts, controls; /* a bit for the left one, a bit for the right one */
};

/* The character of a key press, '\r' for Enter; 0x7F for a key without one, which spoils a read; KEYS_NOTHING
 * for releases, repeats, modifiers and events that are no keys. */
int keys_decode(struct keys *keys, const struct input_event *event);

/* The device's own time stamp. */
int64_t keys_time_ms(const struct input_event *event);

/* A recorded or live event into the device's burst. Both a read that a pause ended before it and nothing else
 * may come of one event: true, *out is the read. */
bool keys_feed(struct keys *keys, struct burst *burst, const struct badge_profile *profile,
               const struct input_event *event, struct reader_read *out);

#endif
