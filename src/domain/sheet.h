/* The sheet (名单): one lecture as staff see it, everybody expected or present and every unknown badge, held
 * in memory. Loaded by service/sheet_load beside the loop. */
#ifndef LECTERN_DOMAIN_SHEET_H
#define LECTERN_DOMAIN_SHEET_H

#include "base/arena.h"
#include "domain/outcome.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum sheet_status {
    SHEET_ABSENT,
    SHEET_ON_TIME,
    SHEET_LATE,
    SHEET_WALK_IN,
    SHEET_UNKNOWN,
    SHEET_STATUS_COUNT
};

/* Texts are never NULL and belong to the sheet. */
struct sheet_row {
    const char *code;      /* the worker number in canonical form: names the person; "" = unknown badge */
    const char *worker_no; /* as on the roster */
    const char *name, *unit, *team, *group, *seat;
    const char *initials; /* pinyin initials of the name, capitals: "ZW" */
    const char *badge;    /* as read, or the first of the person */
    enum sheet_status status;
    bool expected;         /* the lecture's audience names the person */
    bool by_staff;         /* supplemented, claimed by a linked badge or corrected */
    bool simulated;        /* made under a simulated clock */
    bool clock_doubt;      /* made in a run in which the clock jumped, and not corrected since */
    bool voided;           /* a sign-in was voided and none stands */
    bool early;            /* signed out before the end */
    int64_t in_ms, out_ms; /* 0 = not */
};

struct sheet_unit {
    const char *name; /* "" = people without a unit */
    int expected, present;
};

enum { SHEET_BINS_MAX = 48 };

/* Zeroed = empty. */
struct sheet {
    struct arena arena;
    char lecture_id[LECTURE_ID_SIZE];
    struct sheet_row *rows; /* roster order, then walk-ins off the roster, then unknown badges by time */
    size_t row_count;
    struct sheet_unit *units; /* in the roster's order */
    size_t unit_count;
    struct tally tally;
    int left_early; /* signed out before the end */
    /* arrivals: how many signed in from bin_first_ms + i * bin_ms on */
    int64_t bin_first_ms, bin_ms;
    int bins[SHEET_BINS_MAX];
    size_t bin_count;
};

enum sheet_filter {
    SHEET_ALL,
    SHEET_ONLY_ABSENT,
    SHEET_ONLY_PRESENT,
    SHEET_ONLY_LATE,
    SHEET_ONLY_OTHER /* walk-ins and unknown badges */,
    SHEET_FILTER_COUNT
};
enum sheet_sort {
    SHEET_BY_ROSTER,
    SHEET_BY_TIME,
    SHEET_BY_NAME /* by initials */,
    SHEET_BY_NUMBER,
    SHEET_SORT_COUNT
};

struct sheet_query {
    const char *text; /* part of worker number, badge or name, or the beginning of the initials; "" = any */
    const char *unit; /* NULL = any */
    enum sheet_filter filter;
    enum sheet_sort sort;
};

/* Indices of the rows that answer the query into out (room for row_count); returns how many. */
size_t sheet_select(const struct sheet *sheet, const struct sheet_query *query, uint32_t *out);

/* Whether one row answers it (sort plays no part). */
bool sheet_matches(const struct sheet_row *row, const struct sheet_query *query);
void sheet_finish(struct sheet *sheet);

enum trail_kind {
    TRAIL_SIGN_IN,
    TRAIL_UNKNOWN,
    TRAIL_SUPPLEMENT,
    TRAIL_CLAIM,
    TRAIL_VOID,
    TRAIL_RESTORE,
    TRAIL_SIGN_OUT,
    TRAIL_CORRECTED,
    TRAIL_LINK,
    TRAIL_REPLACE,
    TRAIL_REGISTER
};

/* A row of the log about a person at a lecture, for the eye. */
struct trail_row {
    enum trail_kind kind;
    int64_t at_ms;                                        /* when it was recorded */
    int64_t value_ms;                                     /* the time it sets, 0 = none */
    bool undone;                                          /* voided later */
    const char *status, *method, *operator_name, *reason; /* codes of the log; "" = none or erased */
};

struct trail {
    struct arena arena;
    char code[BADGE_TEXT_SIZE];
    struct trail_row *rows; /* oldest first */
    size_t count;
};

void trail_finish(struct trail *trail);

#endif
