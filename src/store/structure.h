/* Whether the file's structure is whole, as SQLite sees it. */
#ifndef LECTERN_STORE_STRUCTURE_H
#define LECTERN_STORE_STRUCTURE_H

#include "base/err.h"

#include <stdatomic.h>

struct store;

enum structure_depth {
    STRUCTURE_QUICK, /* pages and records */
    STRUCTURE_FULL   /* indexes against their tables too */
};

/* Foreign keys are looked at as well. ERR_DAMAGED says what was found first. */
bool structure_check(struct store *store, enum structure_depth depth, struct err *err);

/* The quick check on a read-only connection of its own; any thread. ERR_CANCELLED soon after *cancel was set
 * (may be NULL): a big store takes a while and must not hold up the end of the program. */
bool structure_check_file(const char *path, const atomic_bool *cancel, struct err *err);

#endif
