/* A pack's rows as tables that SQL can select from, so that one statement takes many rows over: it opens its
 * indexes once, and keys that come in order are put behind each other without a search. */
#ifndef LECTERN_STORE_PACK_SOURCE_H
#define LECTERN_STORE_PACK_SOURCE_H

#include "base/buf.h"
#include "base/err.h"
#include "base/text_sort.h"
#include "domain/pack.h"

#include <stdint.h>

struct store;

/* pack_people(id, code, worker_no, name, unit, team, role, badges, extra, initials): people[at..to)
 * pack_keys(text, person): keys[at..to)
 * A statement that selects from either moves at on; where the time is over it ends early, at < to. */
struct pack_source {
    const struct person *people;
    const struct text_key *keys;
    int64_t first_id; /* of the first person's row */
    size_t at, to;
    int64_t until_ms; /* monotonic */
    struct buf badges;
};

/* What the connection's two tables show from now on; NULL = nothing. source must outlive that. */
bool pack_source_use(struct store *store, struct pack_source *source, struct err *err);

#endif
