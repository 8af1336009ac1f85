/* How far long work has come, and whether it is to stop: one thread works, another looks on. */
#ifndef LECTERN_BASE_PROGRESS_H
#define LECTERN_BASE_PROGRESS_H

#include "base/err.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* Zeroed = nothing done, not cancelled. Units are the worker's own: rows, bytes. */
struct progress {
    _Atomic int64_t done, total; /* total 0 = not known yet */
    atomic_bool cancelled;
};

/* For the worker, who may have no progress to report to (NULL). False: cancelled, err says so. */
bool progress_step(struct progress *progress, int64_t done, int64_t total, struct err *err);

/* For who looks on: 0 to 1000. */
int progress_permille(struct progress *progress);
void progress_cancel(struct progress *progress); /* in a signal handler, too */
bool progress_is_cancelled(struct progress *progress);

#endif
