/* Generations: every import writes rows of its own, one generation is active (DESIGN 3.6). */
#ifndef LECTERN_STORE_GENERATION_H
#define LECTERN_STORE_GENERATION_H

#include "base/err.h"

#include <stdint.h>

struct store;

/* Rows a transaction: short enough for a sign-in to pass between two of them. */
enum { GENERATION_BATCH = 5000 };

/* The ids of a generation's people: one range, in the roster's order. */
int64_t generation_first_id(int64_t generation);
int64_t generation_last_id(int64_t generation);

/* Carries people over who left the roster but have records: marked, with the badges that nobody has now. In
 * the caller's transaction. first_id is the first that is free. */
bool generation_keep_people(struct store *store, int64_t from, int64_t to, int64_t first_id, int *kept,
                            struct err *err);

/* In the caller's transaction: what is active from now on, and what one can go back to (0 = nothing). */
bool generation_switch(struct store *store, int64_t active, int64_t previous, struct err *err);
bool generation_previous(struct store *store, int64_t *previous, struct err *err);

/* The first id behind a generation's people. */
bool generation_free_id(struct store *store, int64_t generation, int64_t *id, struct err *err);

/* A generation that is neither active nor to be gone back to; 0 = none. */
bool generation_leftover(struct store *store, int64_t *generation, struct err *err);

/* Removes some of its rows in one short transaction. *more false: nothing was left. */
bool generation_remove_some(struct store *store, int64_t generation, bool *more, struct err *err);

#endif
