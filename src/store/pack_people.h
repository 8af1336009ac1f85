/* The roster of a pack on its way into the store, in batches. */
#ifndef LECTERN_STORE_PACK_PEOPLE_H
#define LECTERN_STORE_PACK_PEOPLE_H

#include "base/err.h"
#include "domain/pack.h"

#include <stdbool.h>
#include <stdint.h>

struct store;

/* Writes people[from..to) of the pack; inside a transaction. */
bool pack_people_write(struct store *store, int64_t generation, const struct pack *pack, size_t from,
                       size_t to, struct err *err);

/* Fills expected[i] of every lecture: how many people its audience names. */
bool pack_people_expected(const struct pack *pack, int *expected, struct err *err);

/* The letters A-Z of worker numbers and badges, sorted. */
void pack_people_letters(const struct pack *pack, char out[27]);

#endif
