#include "service/desk.h"

#include "service/check_in.h"
#include "service/look_up.h"
#include "store/store.h"
#include "store/structure.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum job_type { JOB_SIGN_IN, JOB_LOOK_UP, JOB_CHECK_STORE };

/* A request and, later, the event that answers it: made when it is posted, so that an answer never lacks
 * memory. */
struct job {
    struct job *next;
    enum job_type type;
    enum sign_in_method method;
    int64_t at_ms;
    struct desk_event event;
    char raw[]; /* as read */
};

struct queue {
    struct job *head, **tail;
};

struct desk {
    struct store *store;
    const struct clock *clock;
    char *pinned_lecture, *path;
    bool threaded;
    void (*wake)(void *context);
    void *wake_context;
    struct check_in check_in; /* the store thread's */
    pthread_t store_thread, aside_thread;
    pthread_mutex_t mutex;                             /* over all that follows */
    pthread_cond_t scan_posted, aside_posted, settled; /* a scan wakes the store thread alone */
    struct queue scans, aside, done;
    unsigned working; /* jobs posted and not answered */
    uint32_t last_ticket;
    bool ending;
    atomic_bool cancel_check; /* not under the mutex: read in the middle of the check */
    bool stale;               /* an event about the board is owed; carries no memory of its own */
    bool store_tidied;        /* nothing was written since */
};

/* --- queues --- */

static void queue_init(struct queue *queue)
{
    queue->head = NULL;
    queue->tail = &queue->head;
}

static void queue_put(struct queue *queue, struct job *job)
{
    job->next = NULL;
    *queue->tail = job;
    queue->tail = &job->next;
}

static struct job *queue_take(struct queue *queue)
{
    struct job *job = queue->head;
    if (job) {
        queue->head = job->next;
        if (!queue->head) {
            queue->tail = &queue->head;
        }
    }
    return job;
}

static void queue_finish(struct queue *queue)
{
    for (struct job *job; (job = queue_take(queue));) {
        free(job);
    }
}

/* --- work --- */

/* Returns whether another import was found active than at the last scan. */
static bool sign_in(struct desk *desk, struct job *job)
{
    int64_t before = desk->check_in.loaded_generation;
    struct check_in_request request = {
        .raw = job->raw, .method = job->method, .at_ms = job->at_ms, .pinned_lecture = desk->pinned_lecture};
    job->event.type = DESK_OUTCOME;
    check_in_run(&desk->check_in, desk->store, desk->clock, &request, &job->event.outcome, &job->event.error);
    return before != 0 && desk->check_in.loaded_generation != before;
}

static bool carry_out(struct desk *desk, struct job *job)
{
    switch (job->type) {
    case JOB_SIGN_IN:
        return sign_in(desk, job);
    case JOB_LOOK_UP:
        job->event.type = DESK_LOOKUP;
        look_up(desk->store, job->raw, &job->event.lookup, &job->event.error);
        return false;
    case JOB_CHECK_STORE:
        job->event.type = DESK_STORE_CHECKED;
        structure_check_file(desk->path, &desk->cancel_check, &job->event.error);
        return false;
    }
    return false;
}

/* The work counts as done when all of it is: the event waits and the loop was woken. */
static void answer(struct desk *desk, struct job *job, bool stale)
{
    pthread_mutex_lock(&desk->mutex);
    queue_put(&desk->done, job);
    desk->stale = desk->stale || stale;
    pthread_mutex_unlock(&desk->mutex);
    if (desk->wake) {
        desk->wake(desk->wake_context);
    }
    pthread_mutex_lock(&desk->mutex);
    desk->working--;
    pthread_cond_broadcast(&desk->settled);
    pthread_mutex_unlock(&desk->mutex);
}

/* Waits for the next job of a queue; NULL = the desk ends and nothing is left. Called with the mutex held. */
static struct job *next_job(struct desk *desk, struct queue *queue, pthread_cond_t *posted)
{
    while (!queue->head && !desk->ending) {
        pthread_cond_wait(posted, &desk->mutex);
    }
    return queue_take(queue);
}

static void *run_store(void *context)
{
    struct desk *desk = context;
    pthread_mutex_lock(&desk->mutex);
    for (;;) {
        if (!desk->scans.head && !desk->store_tidied) {
            /* nobody waits: the right moment for what a commit would else have to do now and then */
            desk->store_tidied = true;
            pthread_mutex_unlock(&desk->mutex);
            store_tidy(desk->store);
            pthread_mutex_lock(&desk->mutex);
            continue;
        }
        struct job *job = next_job(desk, &desk->scans, &desk->scan_posted);
        if (!job) {
            break;
        }
        desk->store_tidied = false;
        pthread_mutex_unlock(&desk->mutex);
        bool stale = carry_out(desk, job);
        answer(desk, job, stale);
        pthread_mutex_lock(&desk->mutex);
    }
    pthread_mutex_unlock(&desk->mutex);
    return NULL;
}

static void *run_aside(void *context)
{
    struct desk *desk = context;
    for (;;) {
        pthread_mutex_lock(&desk->mutex);
        struct job *job = next_job(desk, &desk->aside, &desk->aside_posted);
        pthread_mutex_unlock(&desk->mutex);
        if (!job) {
            return NULL;
        }
        answer(desk, job, carry_out(desk, job));
    }
}

/* --- requests --- */

static uint32_t post(struct desk *desk, enum job_type type, const char *raw, enum sign_in_method method,
                     int64_t at_ms)
{
    size_t len = strlen(raw);
    struct job *job = calloc(1, sizeof *job + len + 1);
    if (!job) {
        return 0;
    }
    job->type = type;
    job->method = method;
    job->at_ms = at_ms;
    memcpy(job->raw, raw, len + 1);
    pthread_mutex_lock(&desk->mutex);
    desk->last_ticket = desk->last_ticket == UINT32_MAX ? 1 : desk->last_ticket + 1; /* 0 is no ticket */
    uint32_t ticket = job->event.ticket = desk->last_ticket;
    desk->working++;
    if (desk->threaded) {
        bool aside = type == JOB_CHECK_STORE;
        queue_put(aside ? &desk->aside : &desk->scans, job);
        pthread_cond_signal(aside ? &desk->aside_posted : &desk->scan_posted);
    }
    pthread_mutex_unlock(&desk->mutex);
    if (!desk->threaded) {
        answer(desk, job, carry_out(desk, job));
    }
    return ticket;
}

uint32_t desk_sign_in(struct desk *desk, const char *raw, enum sign_in_method method, int64_t at_ms)
{
    return post(desk, JOB_SIGN_IN, raw, method, at_ms);
}

uint32_t desk_look_up(struct desk *desk, const char *raw)
{
    return post(desk, JOB_LOOK_UP, raw, METHOD_KEYPAD, 0);
}

void desk_check_store(struct desk *desk)
{
    post(desk, JOB_CHECK_STORE, "", METHOD_STAFF, 0);
}

bool desk_poll(struct desk *desk, struct desk_event *out)
{
    pthread_mutex_lock(&desk->mutex);
    struct job *job = queue_take(&desk->done);
    bool stale = !job && desk->stale;
    if (stale) {
        desk->stale = false;
    }
    pthread_mutex_unlock(&desk->mutex);
    if (job) {
        *out = job->event;
        free(job);
    } else if (stale) {
        *out = (struct desk_event){.type = DESK_BOARD_STALE};
    }
    return job || stale;
}

void desk_settle(struct desk *desk)
{
    pthread_mutex_lock(&desk->mutex);
    while (desk->working > 0) {
        pthread_cond_wait(&desk->settled, &desk->mutex);
    }
    pthread_mutex_unlock(&desk->mutex);
}

/* --- beginning and end --- */

static void end_thread(struct desk *desk, pthread_t thread)
{
    pthread_mutex_lock(&desk->mutex);
    desk->ending = true;
    pthread_cond_signal(&desk->scan_posted);
    pthread_cond_signal(&desk->aside_posted);
    pthread_mutex_unlock(&desk->mutex);
    pthread_join(thread, NULL);
}

static bool start_threads(struct desk *desk, struct err *err)
{
    if (pthread_create(&desk->store_thread, NULL, run_store, desk) != 0) {
        return err_memory(err);
    }
    if (pthread_create(&desk->aside_thread, NULL, run_aside, desk) != 0) {
        end_thread(desk, desk->store_thread);
        return err_memory(err);
    }
    return true;
}

bool desk_create(struct desk **out, const struct desk_config *config, struct err *err)
{
    struct desk *desk = calloc(1, sizeof *desk);
    if (!desk) {
        return err_memory(err);
    }
    desk->clock = config->clock;
    desk->threaded = config->threaded;
    desk->wake = config->wake;
    desk->wake_context = config->wake_context;
    desk->store_tidied = true;
    queue_init(&desk->scans);
    queue_init(&desk->aside);
    queue_init(&desk->done);
    desk->pinned_lecture = strdup(config->pinned_lecture ? config->pinned_lecture : "");
    desk->path = strdup(store_path(config->store));
    if (!desk->pinned_lecture || !desk->path) {
        err_memory(err);
        goto free_texts;
    }
    if (pthread_mutex_init(&desk->mutex, NULL) != 0) {
        err_memory(err);
        goto free_texts;
    }
    if (pthread_cond_init(&desk->scan_posted, NULL) != 0) {
        err_memory(err);
        goto destroy_mutex;
    }
    if (pthread_cond_init(&desk->aside_posted, NULL) != 0) {
        err_memory(err);
        goto destroy_scan_posted;
    }
    if (pthread_cond_init(&desk->settled, NULL) != 0) {
        err_memory(err);
        goto destroy_aside_posted;
    }
    desk->store = config->store;
    if (desk->threaded && !start_threads(desk, err)) {
        goto destroy_settled;
    }
    *out = desk;
    return true;
destroy_settled:
    pthread_cond_destroy(&desk->settled);
destroy_aside_posted:
    pthread_cond_destroy(&desk->aside_posted);
destroy_scan_posted:
    pthread_cond_destroy(&desk->scan_posted);
destroy_mutex:
    pthread_mutex_destroy(&desk->mutex);
free_texts:
    free(desk->path);
    free(desk->pinned_lecture);
    free(desk);
    return false;
}

void desk_destroy(struct desk *desk)
{
    if (!desk) {
        return;
    }
    if (desk->threaded) {
        atomic_store(&desk->cancel_check, true);
        end_thread(desk, desk->store_thread);
        end_thread(desk, desk->aside_thread);
    }
    check_in_finish(&desk->check_in);
    store_close(desk->store);
    queue_finish(&desk->done);
    pthread_cond_destroy(&desk->settled);
    pthread_cond_destroy(&desk->aside_posted);
    pthread_cond_destroy(&desk->scan_posted);
    pthread_mutex_destroy(&desk->mutex);
    free(desk->path);
    free(desk->pinned_lecture);
    free(desk);
}
