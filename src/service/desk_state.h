/* The desk from inside, for desk.c, desk_work.c and desk_requests.c. */
#ifndef LECTERN_SERVICE_DESK_STATE_H
#define LECTERN_SERVICE_DESK_STATE_H

#include "service/check_in.h"
#include "service/desk.h"
#include "service/desk_carry.h"
#include "service/desk_job.h"

#include <pthread.h>
#include <stdatomic.h>

/* A thread and what waits for it. */
struct worker {
    struct desk *desk;
    struct queue queue;
    pthread_cond_t posted; /* wakes this thread alone */
    pthread_t thread;
    struct store *reader; /* its own connection; NULL = not needed yet */
};

/* In the order of the job types. */
enum { WORKER_STORE, WORKER_ASIDE, WORKER_CARRIER, WORKERS };

struct desk {
    struct store *store;
    const struct clock *clock;
    char *pinned_lecture, *path;
    bool threaded;
    void (*wake)(void *context);
    void *wake_context;
    struct check_in check_in; /* the store thread's */
    struct carry carry;
    pthread_mutex_t mutex; /* over all that follows */
    struct worker workers[WORKERS];
    pthread_cond_t settled;
    struct queue done;
    struct outcome decided; /* of the scan that is being committed */
    bool has_decided;
    unsigned working; /* jobs posted and not answered */
    uint32_t last_ticket;
    bool ending;
    atomic_bool cancel_check; /* not under the mutex: read in the middle of the check */
    bool store_tidied;        /* nothing was written since */
};

/* Takes over errand, which may be NULL; returns the ticket, 0 when out of memory. */
uint32_t desk_post(struct desk *desk, enum job_type type, const char *raw, struct errand *errand,
                   enum sign_in_method method, int64_t at_ms);

/* Does a job that is not done by steps, in the thread that calls. Returns whether the board has to be loaded
 * again. */
bool desk_carry_out(struct desk *desk, struct job *job);

/* Whether there is more to do for a job that works in steps. */
bool desk_step(struct desk *desk, struct job *job);

#endif
