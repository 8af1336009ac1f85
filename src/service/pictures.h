/* Pictures of decks, loaded and decoded aside: the loop asks, goes on, and is woken when one is there. */
#ifndef LECTERN_SERVICE_PICTURES_H
#define LECTERN_SERVICE_PICTURES_H

#include "base/err.h"
#include "format/image.h"

#include <stdbool.h>
#include <stdint.h>

struct pictures;

struct pictures_config {
    const char *store_path; /* copied; read through a read-only connection */
    bool threaded;          /* false: decoded inside pictures_get (tests, shot) */
    void (*wake)(void *context);
    void *wake_context;
};

bool pictures_create(struct pictures **out, const struct pictures_config *config, struct err *err);
void pictures_destroy(struct pictures *pictures); /* accepts NULL */

/* The picture of that pack file, no larger than a place of want_w x want_h real pixels: made smaller aside,
 * as drawing one that is not would hold up the loop. Another size of it while that one is on its way; NULL
 * while there is none, and for one that cannot be loaded. Valid until pictures_frame was called twice.
 * *serial differs for every picture. */
const struct image *pictures_get(struct pictures *pictures, const char *name, int want_w, int want_h,
                                 uint32_t *serial);

/* Told once before each frame: what was not asked for in the last frames may be let go. */
void pictures_frame(struct pictures *pictures);

/* Whether a picture arrived since the last call. */
bool pictures_arrived(struct pictures *pictures);

const char *pictures_store_path(const struct pictures *pictures);

#endif
