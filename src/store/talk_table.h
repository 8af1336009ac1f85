/* Where a talk stands, kept over a crash or a restart. */
#ifndef LECTERN_STORE_TALK_TABLE_H
#define LECTERN_STORE_TALK_TABLE_H

#include "base/err.h"
#include "domain/talk_record.h"

struct store;

/* Commits. Not open: there is none any more. */
bool talk_table_put(struct store *store, const struct talk_saved *talk, struct err *err);
/* What the log says of a lecture's talk. */
bool talk_table_held(struct store *store, const char *lecture, struct talk_held *held, struct err *err);

bool talk_table_get(struct store *store, struct talk_saved *talk, struct err *err);

#endif
