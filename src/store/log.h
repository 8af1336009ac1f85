/* The log: append-only records, each holding the hash of itself and of the one before (DESIGN 3.4). */
#ifndef LECTERN_STORE_LOG_H
#define LECTERN_STORE_LOG_H

#include "base/err.h"
#include "store/meaning.h"

#include <stdbool.h>
#include <stdint.h>

struct store;

enum { LOG_HASH_BYTES = 32, LOG_STATION_BYTES = 16 };

/* One row. Tokens are NULL where there is none. */
struct log_row {
    unsigned char station[LOG_STATION_BYTES];
    int64_t seq;
    const char *kind;    /* sign_in, unknown */
    const char *lecture; /* its id, "" = none */
    const unsigned char *person, *badge;
    const char *method; /* reader, keypad, staff */
    const char *status; /* on_time, late, walk_in, unknown */
    bool simulated;     /* the clock was not the system's */
    int64_t at_ms;      /* UTC */
    int zone_offset_s;
    const unsigned char *boot_id; /* 16 bytes */
    int64_t boot_ms;
    const unsigned char *operator_token, *reason;
    const unsigned char *ref_station; /* the row that this one corrects; NULL = none */
    int64_t ref_seq;
    unsigned char hash[LOG_HASH_BYTES];
};

/* Appends inside the caller's transaction and takes the row into the derived tables. Fills station, seq and
 * hash. */
bool log_append(struct store *store, struct log_row *row, struct err *err);

/* Reads the whole log in order: no gap, every hash right, every hash linked. *bad_seq names the first bad
 * row. */
bool log_check(struct store *store, int64_t *rows, int64_t *bad_seq, struct err *err);

/* The last sign-ins, newest first, among the newest rows of this station's log. Stops when visit returns
 * false. */
typedef bool log_visit(void *context, const struct log_row *row);
bool log_newest(struct store *store, log_visit *visit, void *context, struct err *err);

#endif
