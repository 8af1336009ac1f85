/* Who has this badge or worker number, as typed on the keypad; records nothing. */
#ifndef LECTERN_SERVICE_LOOK_UP_H
#define LECTERN_SERVICE_LOOK_UP_H

#include "base/err.h"
#include "service/desk.h"

struct store;

/* out->found false where nobody has it; people who left the roster are not found. */
bool look_up(struct store *store, const char *raw, struct desk_lookup *out, struct err *err);

#endif
