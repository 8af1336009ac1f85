/* What staff do: one request = one transaction of new rows in the log; nothing is overwritten. */
#ifndef LECTERN_SERVICE_STAFF_H
#define LECTERN_SERVICE_STAFF_H

#include "base/clock.h"
#include "base/err.h"
#include "domain/staff.h"
#include "service/check_in.h"

struct pack_put;
struct store;

/* Carries the request out and commits. True: result->done says whether anything was, result->sentence what,
 * or why nothing could be. False: the store failed, nothing was recorded, result->sentence and err say why.
 * check_in is the one that decides on the same store: they share the programme they act by. */
bool staff_do(struct check_in *check_in, struct store *store, const struct clock *clock,
              const struct staff_request *request, struct staff_result *result, struct err *err);

/* Puts a try to enter staff mode on record: status right, wrong or set. */
bool staff_note_entry(struct check_in *check_in, struct store *store, const struct clock *clock,
                      const char *status, struct err *err);

/* Makes what an import wrote the active pack, and puts that on record. people_kept may be NULL. */
bool staff_import(struct check_in *check_in, struct store *store, const struct clock *clock,
                  const char *operator_name, struct pack_put *put, int *people_kept, struct err *err);

#endif
