/* One scan = one transaction: read, decide, append, commit. */
#ifndef LECTERN_SERVICE_CHECK_IN_H
#define LECTERN_SERVICE_CHECK_IN_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "domain/badge.h"
#include "domain/outcome.h"
#include "domain/vote.h"
#include "service/desk.h"
#include "store/store.h"

struct check_in_request {
    const char *raw; /* as read or typed */
    enum sign_in_method
        method;    /* the keypad also finds people by worker number; a reader only those without badge */
    int64_t at_ms; /* UTC */
    const char *pinned_lecture;   /* "" = by the rules */
    const struct vote_cast *vote; /* whoever owns the badge votes as well; NULL = not */
    /* Called before the commit, where something is about to be recorded, with what will be said if it
     * succeeds: nobody may see it before check_in_run has returned. NULL = nobody wants it. */
    void (*decided)(void *context, const struct outcome *outcome);
    void *decided_context;
};

/* Keeps what one running process knows beside the store: the programme it decides with and the last badge (3
 * s rule). Zeroed = ready. */
struct check_in {
    struct arena arena;
    struct event event;
    struct programme programme;
    const char *venue, *pinned;   /* of the station's settings; in the arena */
    struct badge_profile profile; /* the reader's */
    bool have_boot_id;
    unsigned char boot_id[16];   /* read once: it does not change while a process lives */
    struct store_version loaded; /* what the above was read from, and is read anew when the store's differs */
    char last_badge[BADGE_TEXT_SIZE];
    int64_t last_mono_ms;
    struct outcome last;
};

/* True with out filled and, where something was to be recorded, committed. False: nothing was recorded,
 * out->kind is OUTCOME_NOT_SAVED and err says why. */
bool check_in_run(struct check_in *state, struct store *store, const struct clock *clock,
                  const struct check_in_request *request, struct outcome *out, struct err *err);

/* The programme and the settings as they stand in the store now, staff's changes taken in; for whoever acts
 * on the same store. Kept until one of them changes. */
bool check_in_programme(struct check_in *state, struct store *store, struct err *err);

/* What every row of the log carries beside what happened; the boot id belongs to state. */
struct log_row;
void check_in_stamp(struct check_in *state, const struct clock *clock, int64_t at_ms, struct log_row *row);
void check_in_finish(struct check_in *state);

#endif
