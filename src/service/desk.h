/* The desk: a thread that owns the writing connection. Requests go in, outcomes come back as events, so the
 * event loop never waits for the disk (DESIGN 3.6). A second thread does long work aside. */
#ifndef LECTERN_SERVICE_DESK_H
#define LECTERN_SERVICE_DESK_H

#include "base/clock.h"
#include "base/err.h"
#include "domain/outcome.h"
#include "domain/person.h"

#include <stdbool.h>
#include <stdint.h>

struct store;
struct desk;

enum sign_in_method { METHOD_READER, METHOD_KEYPAD, METHOD_STAFF };

enum desk_event_type {
    DESK_OUTCOME,       /* outcome: committed, or NOT_SAVED */
    DESK_LOOKUP,        /* lookup: who has this number */
    DESK_STORE_CHECKED, /* error.code ERR_NONE: the background check found the store whole; else the sentence
                         */
    DESK_BOARD_STALE    /* another import was activated: load the board again */
};

struct desk_lookup {
    char code[BADGE_TEXT_SIZE]; /* as asked */
    bool found;
    char name[PERSON_TEXT_MAX + 1], unit[PERSON_TEXT_MAX + 1], team[PERSON_TEXT_MAX + 1];
};

struct desk_event {
    enum desk_event_type type;
    uint32_t ticket; /* of the request it answers */
    struct outcome outcome;
    struct desk_lookup lookup;
    struct err error;
};

struct desk_config {
    struct store *store;        /* taken over: closed by desk_destroy */
    const struct clock *clock;  /* not owned; outlives the desk */
    const char *pinned_lecture; /* copied; NULL or "" = by the rules */
    bool threaded; /* false: requests are carried out inside desk_sign_in (tests, headless demo) */
    void (*wake)(void *context); /* called from the desk's threads when an event is waiting; NULL = never */
    void *wake_context;
};

bool desk_create(struct desk **out, const struct desk_config *config, struct err *err);

/* Finishes every request that was posted, then closes the store. Accepts NULL. */
void desk_destroy(struct desk *desk);

/* Posts a scan as read; at_ms is the wall time (UTC ms) when it came. Returns its ticket, 0 when out of
 * memory. Every posted scan yields exactly one DESK_OUTCOME, in order. */
uint32_t desk_sign_in(struct desk *desk, const char *raw, enum sign_in_method method, int64_t at_ms);

/* Asks who has this badge or worker number; records nothing. Answered by DESK_LOOKUP. */
uint32_t desk_look_up(struct desk *desk, const char *raw);

/* Starts the structure check (PRAGMA quick_check on a connection of its own) in the background. */
void desk_check_store(struct desk *desk);

/* Takes the next event; false when none is waiting. Never blocks. */
bool desk_poll(struct desk *desk, struct desk_event *out);

/* Blocks until nothing is in work; events may then be waiting. */
void desk_settle(struct desk *desk);

#endif
