/* The desk's requests on their way: what one is, and queues of them. Nobody but the desk includes this. */
#ifndef LECTERN_SERVICE_DESK_JOB_H
#define LECTERN_SERVICE_DESK_JOB_H

#include "service/desk.h"
#include "service/desk_aside.h"
#include "service/staff_entry.h"

#include <stdint.h>

enum job_type {
    JOB_SIGN_IN,
    JOB_LOOK_UP,
    JOB_VOTE,
    JOB_COUNT_VOTES,
    JOB_CLEAR_VOTES,
    JOB_STAFF,
    JOB_LOAD_BOARD,
    JOB_SETTLE_PIN,
    JOB_KEEP_TALK, /* nobody waits for an answer */
    JOB_IMPORT,    /* one short step; posts itself again behind the scans that wait */
    JOB_CLEAR,     /* likewise: removes what imports left */
    JOB_ASIDE,     /* this and what follows is done by the thread aside */
    JOB_CHECK_STORE = JOB_ASIDE,
    JOB_CHECK_PIN, /* goes on as JOB_SETTLE_PIN */
    JOB_LOAD_INFO,
    JOB_LOAD_SHEET,
    JOB_LOAD_TRAIL,
    JOB_DIAGNOSE,
    JOB_CARRY, /* this and what follows may take minutes: the carrier's thread does it */
    JOB_FIND_STICKS = JOB_CARRY,
    JOB_PREVIEW,
    JOB_EXPORT
};

/* What only few requests carry: scans stay small. */
struct errand {
    struct vote_cast vote;
    struct staff_request request;
    struct pin_check pin;
    struct desk_reads reads;
    struct transfer_wish wish;
    struct talk_saved talk;
    struct talk_record talk_record;
    bool has_talk_record;
};

/* A request and, later, the event that answers it: made when it is posted, so that an answer never lacks
 * memory. */
struct job {
    struct job *next;
    enum job_type type;
    enum sign_in_method method;
    int64_t at_ms;
    struct desk_event event;
    struct errand *errand; /* malloc'ed; NULL = none */
    char raw[];            /* as read */
};

struct queue {
    struct job *head, **tail;
};

/* Empty after queue_init; whoever uses one from several threads locks it. */
void queue_init(struct queue *queue);
void queue_put(struct queue *queue, struct job *job);
struct job *queue_take(struct queue *queue); /* NULL = empty */
void queue_finish(struct queue *queue);      /* destroys what waits */

/* Takes over errand, which may be NULL; NULL when out of memory. */
struct job *job_create(enum job_type type, const char *raw, struct errand *errand);
void job_destroy(struct job *job);

#endif
