/* The desk's long work: packs that come in, lists that go out. The carrier's thread reads and writes files;
 * rows go into the store in short steps on the store's thread. */
#ifndef LECTERN_SERVICE_DESK_CARRY_H
#define LECTERN_SERVICE_DESK_CARRY_H

#include "base/progress.h"
#include "service/check_in.h"
#include "service/desk.h"
#include "store/pack_digest.h"
#include "store/pack_put.h"

#include <stdatomic.h>

struct carry {
    struct progress progress;
    atomic_int kind;           /* enum transfer_kind under way */
    _Atomic int part, parts;   /* of it: the progress is of one part */
    struct pack *pack;         /* read and found right, owned; the store thread's while kind is IMPORT */
    struct pack_digest digest; /* of that pack; the same */
    struct pack_changes changes;
    struct pack_put *put; /* the store thread's */
};

void carry_finish(struct carry *carry);

/* What an export under way at a power cut left beside the store: lists of people. */
void carry_clear_leftovers(const char *store_path);

/* Takes the place of the one piece of long work; false where it is taken. */
bool carry_begin(struct carry *carry, enum transfer_kind kind);
void carry_end(struct carry *carry);
int carry_permille(struct carry *carry);

/* Each fills in the event that answers it. store NULL: it could not be opened, event->error says so. */
void carry_find_sticks(struct store *store, struct desk_event *event);
void carry_preview(struct carry *carry, struct store *store, const struct transfer_wish *wish,
                   struct desk_event *event);
void carry_export(struct carry *carry, struct store *store, const struct clock *clock,
                  const struct transfer_wish *wish, struct desk_event *event);

/* One short step. *more false: done or failed, the event says which. */
void carry_import(struct carry *carry, struct check_in *check_in, struct store *store,
                  const struct clock *clock, const struct transfer_wish *wish, bool *more,
                  struct desk_event *event);

#endif
