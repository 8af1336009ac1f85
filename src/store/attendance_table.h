/* Reading what is derived from the log: who is present, unknown badges, counts. */
#ifndef LECTERN_STORE_ATTENDANCE_TABLE_H
#define LECTERN_STORE_ATTENDANCE_TABLE_H

#include "base/err.h"
#include "domain/attendance.h"
#include "domain/outcome.h"
#include "domain/programme.h"
#include "store/meaning.h"

#include <stdbool.h>
#include <stdint.h>

struct store;

/* Counts of a lecture but for expected, which it leaves as it is. Lecture "" = what stands under none. */
bool attendance_tally(struct store *store, const char *lecture_id, struct tally *tally, struct err *err);

/* Fills records, one a lecture of the programme, with the sign-ins of this person. */
bool attendance_records(struct store *store, const unsigned char person[TOKEN_BYTES],
                        const struct programme *programme, struct attendance_record *records,
                        struct err *err);

/* A line of a list of one lecture; valid during the visit. */
struct attendance_line {
    const unsigned char *person; /* token; NULL = unknown badge */
    const unsigned char *badge;  /* token of the badge as read; NULL = none */
    const char *status, *method;
    bool simulated;
    bool by_staff;         /* not as a scan left it */
    bool early;            /* signed out before the end */
    int64_t at_ms, out_ms; /* out_ms 0 = not signed out */
    int64_t seq;           /* of its row in this station's log */
};

/* In order of time. Stops where visit returns false, which it does with err set. */
typedef bool attendance_visit(void *context, const struct attendance_line *line, struct err *err);
bool attendance_each(struct store *store, const char *lecture_id, attendance_visit *visit, void *context,
                     struct err *err);
bool attendance_each_unknown(struct store *store, const char *lecture_id, attendance_visit *visit,
                             void *context, struct err *err);

#endif
