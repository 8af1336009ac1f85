/* What is worked out from a pack before its rows are written: keys in the order of their index, counts,
 * letters. Touches no store: any thread may do it. */
#ifndef LECTERN_STORE_PACK_DIGEST_H
#define LECTERN_STORE_PACK_DIGEST_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/text_sort.h"
#include "domain/pack.h"

/* Zeroed = empty. Keys that are written in this order let their index grow at its end alone. */
struct pack_digest {
    struct arena arena;
    struct text_key *codes, *badges; /* value: the place in pack.people */
    size_t badge_count;              /* codes are as many as people */
    int *expected;                   /* one a lecture: how many people its audience names */
    char letters[27];                /* A-Z that occur in worker numbers and badges, sorted */
    struct buf characters;           /* as in pack_characters.h */
};

/* The pack must outlive it. */
bool pack_digest_init(struct pack_digest *digest, const struct pack *pack, struct err *err);
void pack_digest_finish(struct pack_digest *digest);

#endif
