/* Unicode normalisation form C, so that one name typed two ways compares as one. */
#ifndef LECTERN_FORMAT_NFC_H
#define LECTERN_FORMAT_NFC_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* Whether valid UTF-8 may change under NFC. Cheap; false for ASCII, Latin-1 and everyday Chinese. */
bool nfc_may_change(const char *text, size_t len);

/* The normalised text, NUL-terminated, in the arena; NULL when out of memory. */
char *nfc_copy(struct arena *arena, const char *text, size_t len);

#endif
