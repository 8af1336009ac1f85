/* The log: append-only records, each holding the hash of itself and of the one before (DESIGN 3.4). */
#ifndef LECTERN_STORE_LOG_H
#define LECTERN_STORE_LOG_H

#include "base/err.h"
#include "store/meaning.h"

#include <stdbool.h>
#include <stdint.h>

struct store;

enum { LOG_HASH_BYTES = 32, LOG_STATION_BYTES = 16 };

/* Kinds, and what they mean beside the columns:
 *   sign_in, sign_out   person, lecture, badge; status on_time late walk_in, ended early
 *   unknown             badge; lecture or none
 *   supplement          person, lecture; value: when the person came; status
 *   claim               person, lecture, badge; ref: the unknown row that was this person; value, status
 *   retime              person, lecture; ref: the row whose time and status it replaces; value, status
 *   void                the columns of the row that it takes back; ref: that row
 *   undo                the same for a row that staff made; what is undone stays undone
 *   link, revoke        badge (and person): whose it is from now on; nobody's
 *   register            person: not on the roster, entered by staff
 *   gate, move, pin     lecture; value: enum gate; the new start (basis: the planned one); none
 *   anchor              value: the true time of this row
 *   clock               value: by how many ms the wall clock jumped since the row before
 *   staff               status right, wrong, set: staff mode was entered, or tried
 *   setting             reason: "key=value"
 *   talk                lecture; status began, ended; reason: deck and how long its pages were shown; value,
 * basis: pages shown, pages in all import              status brought, undone: another pack is active from
 * here on
 */
/* One row. Tokens are NULL where there is none. */
struct log_row {
    unsigned char station[LOG_STATION_BYTES];
    int64_t seq;
    const char *kind;
    const char *lecture; /* its id, "" = none */
    const unsigned char *person, *badge;
    const char *method; /* reader, keypad, staff */
    const char *status;
    bool simulated; /* the clock was not the system's */
    int64_t at_ms;  /* UTC */
    int zone_offset_s;
    const unsigned char *boot_id; /* 16 bytes */
    int64_t boot_ms;
    const unsigned char *operator_token, *reason;
    const unsigned char *ref_station; /* the row that this one corrects; NULL = none */
    int64_t ref_seq;
    bool has_value, has_basis;
    int64_t value, basis;
    unsigned char hash[LOG_HASH_BYTES];
};

/* Appends inside the caller's transaction, a clock row before it where the wall clock jumped since the last
 * row, and takes the row into the derived tables. Fills station, seq and hash. */
bool log_append(struct store *store, struct log_row *row, struct err *err);

/* Reads the whole log in order: no gap, every hash right, every hash linked. *bad_seq names the first bad
 * row. */
bool log_check(struct store *store, int64_t *rows, int64_t *bad_seq, struct err *err);

/* The last sign-ins, newest first, among the newest rows of this station's log. Stops when visit returns
 * false. */
typedef bool log_visit(void *context, const struct log_row *row);
bool log_newest(struct store *store, log_visit *visit, void *context, struct err *err);

#endif
