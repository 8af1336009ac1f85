/* A talk goes on record: where it stands, that it began, that it ended. */
#ifndef LECTERN_SERVICE_TALK_KEEP_H
#define LECTERN_SERVICE_TALK_KEEP_H

#include "domain/talk_record.h"
#include "service/check_in.h"

/* One transaction; record NULL = it only goes on. */
bool talk_keep(struct check_in *state, struct store *store, const struct clock *clock,
               const struct talk_saved *saved, const struct talk_record *record, struct err *err);

#endif
