/* The decision: what a scan means now. One pure function (DESIGN 6). */
#ifndef LECTERN_DOMAIN_ATTENDANCE_H
#define LECTERN_DOMAIN_ATTENDANCE_H

#include "domain/event.h"
#include "domain/programme.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum outcome_kind {
    OUTCOME_SIGNED_IN,
    OUTCOME_LATE,
    OUTCOME_ALREADY,
    OUTCOME_NOT_OPEN, /* none is open now; a later one will be */
    OUTCOME_CLOSED,   /* none is open now and none comes */
    OUTCOME_WALK_IN,
    OUTCOME_REFUSED,
    OUTCOME_SIGNED_OUT,
    OUTCOME_FULL, /* no place is left */
    OUTCOME_UNKNOWN,
    OUTCOME_NOT_SAVED, /* the commit failed; never returned by attendance_decide */
    OUTCOME_MISREAD,   /* the reader delivered something that is no badge; never returned by attendance_decide
                        */
    OUTCOME_COUNT
};

/* What is already on record of this person for one lecture. */
struct attendance_record {
    bool signed_in;
    int64_t signed_in_ms; /* UTC, first sign-in */
    bool signed_out;
    int64_t signed_out_ms;
};

struct attendance_query {
    int64_t now_ms;
    const struct programme *programme;
    const struct attendance_record *records; /* one a lecture of the programme; NULL = none (unknown badge) */
    bool known;                              /* the badge belongs to a person of the roster */
    bool votes;      /* the scan brings a voice: who is here stays here, and neither leaves nor goes on */
    bool off_roster; /* known from earlier records, but no longer on the roster: expected nowhere */
    const char *unit, *team, *code; /* of that person */
    const char *venue;              /* the station's; "" = it serves all venues */
    const char *pinned_lecture;     /* its id; "" or none of the programme = chosen by the rules */
    enum walk_in_policy walk_in;
    enum full_policy full;
    const int *signed_in; /* how many are, one a lecture of the programme; NULL = not counted */
};

struct attendance_decision {
    enum outcome_kind kind;
    const struct lecture *lecture; /* the one it is about; for NOT_OPEN the next one; NULL = none */
    bool record;                   /* a row is to be appended to the log */
    int64_t first_ms;              /* ALREADY, SIGNED_OUT: when the person signed in */
    int64_t left_ms;               /* ALREADY: when the person signed out, 0 = not yet */
    bool early;                    /* SIGNED_OUT: before the end */
    int64_t opens_ms;              /* NOT_OPEN: when sign-in opens */
};

/* Order of the questions and exact boundaries: DESIGN 6. A pinned lecture that is not open is NOT_OPEN before
 * it opens and CLOSED after its end. An unknown badge is recorded under the lecture that is open, or under
 * none. */
struct attendance_decision attendance_decide(const struct attendance_query *query);

/* The word scripts see: signed_in late already not_open closed walk_in refused signed_out full unknown
 * not_saved misread. */
const char *outcome_word(enum outcome_kind kind);

#endif
