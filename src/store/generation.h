/* Generations: every import writes rows of its own, one generation is active (DESIGN 3.6). */
#ifndef LECTERN_STORE_GENERATION_H
#define LECTERN_STORE_GENERATION_H

#include "base/buf.h"
#include "base/err.h"
#include "base/text_sort.h"

#include <stdint.h>

struct store;

/* Rows a transaction: short enough for a sign-in to pass between two of them. */
enum { GENERATION_BATCH = 5000 };

/* The ids of a generation's people: one range, in the roster's order. */
int64_t generation_first_id(int64_t generation);
int64_t generation_last_id(int64_t generation);

/* People who leave the roster but have records, on their way into another generation: marked, with the badges
 * that nobody has there. */
struct generation_kept {
    int64_t to, free_id; /* the generation they go to, the first id that is free in it */
    int count;           /* without those who were kept before */
};

/* All of the generation from; in the caller's transaction. */
bool generation_keep_people(struct store *store, int64_t from, struct generation_kept *kept, struct err *err);

/* How far generation_keep_some has come. Zeroed = it begins. */
struct generation_walk {
    struct buf behind; /* the last code it saw */
    size_t at;         /* of the sorted codes */
    int64_t until_ms;  /* monotonic: it breaks off then, to be called again */
    bool ended;
};

/* The next GENERATION_BATCH at most of the generation from, by code, where codes are all that the other one
 * has. What is put on record behind the walk is for generation_keep_recent. */
bool generation_keep_some(struct store *store, int64_t from, const struct text_key *codes, size_t count,
                          struct generation_walk *walk, struct generation_kept *kept, struct err *err);

/* Of the generation from, those who got a record behind this row of this station's log. */
bool generation_keep_recent(struct store *store, int64_t from, int64_t behind_seq,
                            struct generation_kept *kept, struct err *err);

/* The last row of this station's log; 0 = none. */
bool generation_seq(struct store *store, int64_t *seq, struct err *err);

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
