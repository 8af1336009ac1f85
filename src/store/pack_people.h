/* The roster of a pack on its way into the store, in batches. */
#ifndef LECTERN_STORE_PACK_PEOPLE_H
#define LECTERN_STORE_PACK_PEOPLE_H

#include "base/err.h"
#include "domain/pack.h"

#include <stdbool.h>
#include <stdint.h>

struct store;

/* Writes people[from..to) of the pack without their badges; inside a transaction. */
bool pack_people_write(struct store *store, int64_t generation, const struct pack *pack, size_t from,
                       size_t to, struct err *err);

/* The badges of all people by their text: written in this order the index only grows at its end. */
struct pack_badge {
    const char *badge; /* owned by the pack */
    size_t person;     /* index into pack.people */
};

/* *out is malloc'ed and the caller's. */
bool pack_badges_sorted(const struct pack *pack, struct pack_badge **out, size_t *count, struct err *err);

/* Inside a transaction. */
bool pack_badges_write(struct store *store, int64_t generation, const struct pack_badge *badges, size_t count,
                       struct err *err);

/* Fills expected[i] of every lecture: how many people its audience names. */
bool pack_people_expected(const struct pack *pack, int *expected, struct err *err);

/* The letters A-Z of worker numbers and badges, sorted. */
void pack_people_letters(const struct pack *pack, char out[27]);

#endif
