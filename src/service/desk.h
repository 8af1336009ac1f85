/* The desk: a thread that owns the writing connection. Requests go in, outcomes come back as events, so the
 * event loop never waits for the disk (DESIGN 3.6). A second thread does long work aside. */
#ifndef LECTERN_SERVICE_DESK_H
#define LECTERN_SERVICE_DESK_H

#include "base/clock.h"
#include "base/err.h"
#include "domain/board.h"
#include "domain/outcome.h"
#include "domain/person.h"
#include "domain/preview.h"
#include "domain/reader_detect.h"
#include "domain/sheet.h"
#include "domain/staff.h"
#include "domain/stick.h"
#include "domain/talk_record.h"
#include "domain/transfer.h"
#include "domain/vote.h"

#include <stdbool.h>
#include <stdint.h>

struct store;
struct desk;

enum sign_in_method { METHOD_READER, METHOD_KEYPAD, METHOD_STAFF };

enum desk_event_type {
    DESK_OUTCOME,       /* outcome: committed, or NOT_SAVED */
    DESK_LOOKUP,        /* lookup: who has this number */
    DESK_VOTES,         /* votes, or error */
    DESK_STORE_CHECKED, /* error.code ERR_NONE: the background check found the store whole; else the sentence
                         */
    DESK_BOARD,      /* board: loaded anew, as the programme or a setting changed; NULL = it could not be */
    DESK_STAFF,      /* staff: what came of a request */
    DESK_STAFF_INFO, /* info; NULL = it could not be read */
    DESK_PIN,        /* pin, or error */
    DESK_SHEET,      /* sheet; NULL with error */
    DESK_TRAIL,      /* trail; NULL with error */
    DESK_DIAGNOSIS,  /* diagnosis; NULL with error */
    DESK_STICKS,     /* sticks; NULL with error */
    DESK_TRANSFER    /* transfer; with a preview where one was asked for and the pack could be read */
};

struct desk_lookup {
    char code[BADGE_TEXT_SIZE]; /* as asked */
    bool found;
    char name[PERSON_TEXT_MAX + 1], unit[PERSON_TEXT_MAX + 1], team[PERSON_TEXT_MAX + 1];
};

/* How many chose what, after what was asked for was done. */
struct desk_votes {
    int source; /* the slide of the topic */
    struct vote_count count;
};

struct desk_event {
    enum desk_event_type type;
    uint32_t ticket; /* of the request it answers */
    struct outcome outcome;
    struct desk_lookup lookup;
    struct desk_votes votes;
    struct staff_result staff;
    struct pin_result pin;
    struct transfer_result transfer;
    /* malloc'ed; whoever takes the event owns them. NULL where the event is about something else. */
    struct board *board;
    struct sheet *sheet;
    struct trail *trail;
    struct staff_info *info;
    struct reader_diagnosis *diagnosis;
    struct sticks *sticks;
    struct preview *preview;
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

/* The same of somebody who votes: one commit for both. The outcome says what came of the voice. */
uint32_t desk_sign_in_and_vote(struct desk *desk, const char *raw, enum sign_in_method method, int64_t at_ms,
                               const struct vote_cast *cast);

/* Counts a voice without a badge. Answered by DESK_VOTES, as the two below. */
uint32_t desk_vote(struct desk *desk, const struct vote_cast *cast);
uint32_t desk_count_votes(struct desk *desk, const struct vote_topic *topic);
uint32_t desk_clear_votes(struct desk *desk, const struct vote_topic *topic);

/* What the scan at hand will say once it is committed, while it is being committed: true once a scan at most.
 * For getting the answer ready to be shown; only DESK_OUTCOME says that it is so. */
bool desk_decided(struct desk *desk, struct outcome *out);

/* Asks who has this badge or worker number; records nothing. Answered by DESK_LOOKUP. */
uint32_t desk_look_up(struct desk *desk, const char *raw);

/* Carries out what staff ask for, in turn with the scans. Answered by DESK_STAFF, then by DESK_BOARD where
 * the public screens show something else now. 0 when out of memory. */
uint32_t desk_staff(struct desk *desk, const struct staff_request *request);

/* Compares a PIN, or sets it where there is none; every try is put on record. Answered by DESK_PIN. */
uint32_t desk_pin(struct desk *desk, const char *digits);

/* Read beside the scans. Answered by DESK_STAFF_INFO, DESK_SHEET and DESK_TRAIL. */
uint32_t desk_load_info(struct desk *desk);
uint32_t desk_load_sheet(struct desk *desk, const char *lecture_id);
uint32_t desk_load_trail(struct desk *desk, const char *lecture_id, const char *code, const char *badge);

/* The reader doctor over these raw reads. Answered by DESK_DIAGNOSIS. */
uint32_t desk_diagnose(struct desk *desk, const char *const *raws, size_t count);

/* Which sticks are there, and the packs on them. Answered by DESK_STICKS. */
uint32_t desk_find_sticks(struct desk *desk);

/* Starts long work beside the scans; 0 where other long work is under way, or when out of memory. Answered by
 * DESK_TRANSFER, an import by DESK_BOARD too. */
uint32_t desk_transfer(struct desk *desk, enum transfer_kind kind, const struct transfer_wish *wish);

/* What long work is under way, and how far it has come (0 to 1000). */
enum transfer_kind desk_transferring(struct desk *desk, int *permille);
void desk_cancel_transfer(struct desk *desk);

/* Puts on record where the talk stands, with that it began or ended (record may be NULL); an answer does not
 * come. What cannot be kept is not worth a word in a talk. */
void desk_keep_talk(struct desk *desk, const struct talk_saved *talk, const struct talk_record *record);

/* Starts the structure check (PRAGMA quick_check on a connection of its own) in the background. */
void desk_check_store(struct desk *desk);

/* Takes the next event; false when none is waiting. Never blocks. */
bool desk_poll(struct desk *desk, struct desk_event *out);

/* Frees what an event owns and nobody wants. */
void desk_event_drop(struct desk_event *event);

/* Blocks until nothing is in work; events may then be waiting. */
void desk_settle(struct desk *desk);

#endif
