/* The reader's settings of this station, and the profile's check against the roster. */
#ifndef LECTERN_SERVICE_READER_PROFILE_H
#define LECTERN_SERVICE_READER_PROFILE_H

#include "base/err.h"
#include "domain/reader_detect.h"

struct store;

enum { READER_WORD_SIZE = 16, READER_DEVICE_SIZE = 128 };

struct reader_settings {
    char source[READER_WORD_SIZE];   /* auto, wedge, evdev, serial */
    char device[READER_DEVICE_SIZE]; /* "" = looked for */
    int baud;
    struct badge_profile profile;
};

bool reader_settings_load(struct store *store, struct reader_settings *out, struct err *err);

/* The same out of the settings that staff mode shows. True: something is different now. */
struct staff_setting;
bool reader_settings_take(struct reader_settings *settings, const struct staff_setting *from, size_t count);

/* As it is, where none was set. */
bool reader_profile_load(struct store *store, struct badge_profile *out, struct err *err);

/* Commits. Refused where two people of the roster would come to the same badge: err names them. */
bool reader_profile_set(struct store *store, const char *line, struct err *err);
bool reader_profile_check(struct store *store, const struct badge_profile *profile, struct err *err);

/* reader_detect against the roster of the store. False: the store could not be read. */
bool reader_profile_detect(struct store *store, const char *const *raws, size_t count,
                           struct reader_finding *out, struct err *err);

/* The same with whose cards these are, or which of them is in the way. */
bool reader_profile_diagnose(struct store *store, const char *const *raws, size_t count,
                             struct reader_diagnosis *out, struct err *err);

#endif
