/* What came of one scan: plain data that goes from the store thread to the screen. */
#ifndef LECTERN_DOMAIN_OUTCOME_H
#define LECTERN_DOMAIN_OUTCOME_H

#include "domain/attendance.h"
#include "domain/badge.h"
#include "domain/person.h"

#include <stdint.h>

enum { LECTURE_ID_SIZE = 64, LECTURE_TITLE_SIZE = 320 };

/* Counts of one lecture. 应到 = present + absent; 实到 counts people who were expected, walk-ins stand apart.
 */
struct tally {
    int expected, on_time, late, walk_in, unknown;
};

int tally_present(const struct tally *tally);   /* on_time + late */
int tally_signed_in(const struct tally *tally); /* + walk_in: everybody who signed in */
int tally_absent(const struct tally *tally);

/* What came of a voice that a scan brought along. */
enum vote_result {
    VOTE_NONE,    /* it brought none */
    VOTE_COUNTED, /* committed, as all but the last two */
    VOTE_CHANGED, /* the person chose something else before */
    VOTE_BEFORE,  /* the person voted before, and what is not kept cannot be changed */
    VOTE_NOBODY,  /* nobody's badge, or one that was refused: nothing was counted */
    VOTE_MISSING  /* a choice was asked for and none was made */
};

enum { VOTE_CHOICES_MAX = 4 };

/* How many chose what. */
struct vote_count {
    int votes[VOTE_CHOICES_MAX];
    int total;
};

struct outcome {
    enum outcome_kind kind;
    bool repeat;   /* the same badge within 3 s: nothing new was recorded, the same is said again */
    int64_t at_ms; /* UTC, when it was decided */
    int64_t first_ms, opens_ms;
    int64_t left_ms; /* ALREADY: signed out then; 0 = not */
    bool early;      /* SIGNED_OUT: before the end */
    int ordinal;     /* 您是第 N 位; 0 = not signed in now */
    char badge[BADGE_TEXT_SIZE];
    char seat[PERSON_TEXT_MAX + 1], group[PERSON_TEXT_MAX + 1]; /* of the roster's columns; "" = none */
    char name[PERSON_TEXT_MAX + 1], unit[PERSON_TEXT_MAX + 1], team[PERSON_TEXT_MAX + 1]; /* "" = unknown */
    char lecture_id[LECTURE_ID_SIZE];                                                     /* "" = none */
    char lecture_title[LECTURE_TITLE_SIZE];
    int64_t lecture_start_ms, lecture_end_ms;
    bool speaks;        /* the person is a speaker, and the lecture has a deck */
    struct tally tally; /* of that lecture, after this scan */
    enum vote_result vote;
    int vote_source;         /* vote: the slide that asked */
    struct vote_count votes; /* COUNTED, CHANGED, BEFORE: after this scan */
    char error[256];         /* NOT_SAVED: why */
};

#endif
