/* Comparing a pack with what the store holds, reading only. */
#ifndef LECTERN_SERVICE_PREVIEW_LOAD_H
#define LECTERN_SERVICE_PREVIEW_LOAD_H

#include "base/err.h"
#include "domain/pack.h"
#include "domain/preview.h"

struct store;

/* Fills counts and lines of the zeroed preview. store NULL or empty: everything is new. */
bool preview_load(struct preview *preview, struct store *store, const struct pack *pack, struct err *err);

/* The counts alone. */
bool preview_count(struct store *store, const struct pack *pack, struct pack_changes *changes,
                   struct err *err);

#endif
