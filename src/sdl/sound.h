/* The sounds, made here, and the device they are played on. The device belongs to a thread of its own: the
 * loop never waits for it, and it is open only while something is heard, as an open one wakes up all the
 * time. */
#ifndef LECTERN_SDL_SOUND_H
#define LECTERN_SDL_SOUND_H

#include "base/err.h"
#include "ui/sound_kind.h"

#include <stdbool.h>

enum { SOUND_RATE_HZ = 48000, SOUND_VOLUME_MAX = 3 };

struct sound;

/* No device is opened yet. False only without memory. */
bool sound_create(struct sound **out, struct err *err);

/* Returns at once; what still sounds gives way. Volume 0 (silent) to SOUND_VOLUME_MAX. Without a device
 * nothing is heard, and none is looked for again for a minute. */
void sound_play(struct sound *sound, enum sound_kind kind, int volume);

/* Breaks off what sounds. Accepts NULL. */
void sound_destroy(struct sound *sound);

#endif
