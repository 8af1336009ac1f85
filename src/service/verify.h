/* Whether a store is whole: structure, log without gaps, hash chain, derived = rebuilt. */
#ifndef LECTERN_SERVICE_VERIFY_H
#define LECTERN_SERVICE_VERIFY_H

#include "base/err.h"

#include <stdint.h>

struct store;

struct verify_report {
    int64_t rows;    /* of the log that were read */
    int64_t bad_seq; /* the first bad row of the log; 0 = none */
};

/* True: whole. False: err names the first thing that is wrong (ERR_DAMAGED) and the row. */
bool verify_store(struct store *store, struct verify_report *report, struct err *err);

#endif
