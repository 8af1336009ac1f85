/* Generations: every import writes rows of its own, one generation is active (DESIGN 3.6). */
#ifndef LECTERN_STORE_GENERATION_H
#define LECTERN_STORE_GENERATION_H

#include "base/err.h"

#include <stdint.h>

struct store;
struct pack_changes;

/* Rows a transaction: short enough for a sign-in to pass between two of them. */
enum { GENERATION_BATCH = 5000 };

/* The ids of a generation's people: one range, in the roster's order. */
int64_t generation_first_id(int64_t generation);
int64_t generation_last_id(int64_t generation);

/* Carries people over who left the roster but have records: marked, with the badges that nobody has now. In
 * the caller's transaction. first_id is the first that is free. */
bool generation_keep_people(struct store *store, int64_t from, int64_t to, int64_t first_id, int *kept,
                            struct err *err);

/* What is different in `to`; people_kept is left as it is. */
bool generation_compare(struct store *store, int64_t from, int64_t to, struct pack_changes *changes,
                        struct err *err);

/* Removes the rows of one generation, in short transactions of its own. */
bool generation_remove(struct store *store, int64_t generation, struct err *err);

#endif
