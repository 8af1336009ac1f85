/* The roster of a pack on its way into the store, in batches. */
#ifndef LECTERN_STORE_PACK_PEOPLE_H
#define LECTERN_STORE_PACK_PEOPLE_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct store;
struct pack_source;

/* Each takes over rows of the source, which the store uses already, until its end or its time is there;
 * inside a transaction. */
bool pack_people_write(struct store *store, int64_t generation, struct err *err);

/* Keys of the source: worker numbers in canonical form; badges. One that is there already is the pack's fault
 * and gets a sentence about it. */
bool pack_workers_write(struct store *store, int64_t generation, struct err *err);
bool pack_badges_write(struct store *store, int64_t generation, struct err *err);

#endif
