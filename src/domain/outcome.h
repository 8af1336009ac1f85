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
    char error[256];    /* NOT_SAVED: why */
};

#endif
