/* Settings of this station: `lectern config`. Which keys exist stands in settings.c. */
#ifndef LECTERN_STORE_SETTINGS_H
#define LECTERN_STORE_SETTINGS_H

#include "base/arena.h"
#include "base/err.h"

#include <stddef.h>

struct store;

/* Set through service/reader_profile, which refuses a profile that makes two people of the roster one. */
#define SETTINGS_READER_PROFILE "reader.profile"

struct setting {
    const char *key, *fallback; /* the value where nothing was set */
    const char *about;          /* one line of help, current language */
};

/* The table of known settings: station.name, station.venue, lang, ... */
size_t settings_count(void);
const struct setting *settings_at(size_t index);

/* The value in force, copied into the arena. Unknown key: ERR_NOT_FOUND. */
bool settings_get(struct store *store, const char *key, struct arena *arena, const char **value,
                  struct err *err);

/* Checks the value and writes it inside the caller's transaction. */
bool settings_put(struct store *store, const char *key, const char *value, struct err *err);

/* The same in a transaction of its own. */
bool settings_set(struct store *store, const char *key, const char *value, struct err *err);

#endif
