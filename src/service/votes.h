/* Votes that come without a badge, and their end: a transaction each. Those with one are check_in's. */
#ifndef LECTERN_SERVICE_VOTES_H
#define LECTERN_SERVICE_VOTES_H

#include "base/err.h"
#include "domain/vote.h"

struct store;

bool votes_cast(struct store *store, const struct vote_cast *cast, struct err *err);
bool votes_clear(struct store *store, const struct vote_topic *topic, struct err *err);

#endif
