/* Putting a pack into the store in short steps: rows under a new generation, then one short switch (DESIGN
 * 3.6). Between two steps others may use the store. */
#ifndef LECTERN_STORE_PACK_PUT_H
#define LECTERN_STORE_PACK_PUT_H

#include "base/err.h"
#include "domain/pack.h"

#include <stdbool.h>
#include <stdint.h>

struct store;
struct pack_digest;
struct pack_put;

enum pack_put_pace {
    PACK_PUT_ALONE, /* nobody waits: the write-ahead log is copied into the file when the store is closed */
    PACK_PUT_SHARED /* a sign-in may come between any two steps: none of them is long */
};

/* The pack and its digest must outlive it. One import at a time. */
bool pack_put_begin(struct pack_put **out, struct store *store, const struct pack *pack,
                    const struct pack_digest *digest, enum pack_put_pace pace, struct err *err);

/* Writes the next rows in one transaction. *more false: all are written, nothing was done. */
bool pack_put_step(struct pack_put *put, bool *more, struct err *err);

/* How many rows are written, for a bar. */
int64_t pack_put_rows(const struct pack_put *put, int64_t *total);

/* In the caller's transaction, so that who signs in until then has records: makes the new rows the active
 * ones; the ones before stay, so that it can be undone. People keep their tokens by worker number; people who
 * fall out although they have records are kept, marked: *people_kept (may be NULL) counts them. */
bool pack_put_activate(struct pack_put *put, int *people_kept, struct err *err);

/* What was written and not activated is a leftover (pack_table_clear_some). Accepts NULL. */
void pack_put_destroy(struct pack_put *put);

#endif
