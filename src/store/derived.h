/* What is derived from the log: who is present (attendance), unknown badges, counts a lecture. Kept up with
 * every append in the same transaction; can be built anew from the log at any time. */
#ifndef LECTERN_STORE_DERIVED_H
#define LECTERN_STORE_DERIVED_H

#include "base/err.h"

struct store;
struct log_row;

/* Takes an appended row in; inside the transaction that appends it. */
bool derived_take(struct store *store, const struct log_row *row, struct err *err);

/* Builds all of it anew, in one transaction. */
bool derived_rebuild(struct store *store, struct err *err);

/* Compares with what a rebuild would make; ERR_DAMAGED names the first difference. */
bool derived_check(struct store *store, struct err *err);

#endif
