#include "service/desk.h"

#include "service/desk_state.h"
#include "service/talk_keep.h"
#include "store/store.h"

#include <stdlib.h>
#include <string.h>

/* --- the threads --- */

static void one_less(struct desk *desk)
{
    pthread_mutex_lock(&desk->mutex);
    desk->working--;
    pthread_cond_broadcast(&desk->settled);
    pthread_mutex_unlock(&desk->mutex);
}

/* The work counts as done when all of it is: the event waits and the loop was woken. */
static void answer(struct desk *desk, struct job *job, bool stale)
{
    if (job->event.type == DESK_TRANSFER) {
        carry_end(&desk->carry);
    }
    pthread_mutex_lock(&desk->mutex);
    queue_put(&desk->done, job);
    pthread_mutex_unlock(&desk->mutex);
    if (stale) {
        desk_post(desk, JOB_LOAD_BOARD, "", NULL, METHOD_STAFF, 0);
    }
    if (desk->wake) {
        desk->wake(desk->wake_context);
    }
    one_less(desk);
}

/* Nobody waits for an answer. */
static void end_silently(struct desk *desk, struct job *job)
{
    job_destroy(job);
    one_less(desk);
}

/* The last step of a job is done. */
static void end_steps(struct desk *desk, struct job *job)
{
    if (job->type == JOB_IMPORT) {
        desk_post(desk, JOB_CLEAR, "", NULL, METHOD_STAFF, 0);
        answer(desk, job, job->event.transfer.done);
    } else {
        end_silently(desk, job);
    }
}

static void keep_talk(struct desk *desk, struct job *job)
{
    const struct errand *errand = job->errand;
    talk_keep(&desk->check_in, desk->store, desk->clock, &errand->talk,
              errand->has_talk_record ? &errand->talk_record : NULL, NULL);
    end_silently(desk, job);
}

static void put_back(struct desk *desk, struct job *job)
{
    pthread_mutex_lock(&desk->mutex);
    queue_put(&desk->workers[WORKER_STORE].queue, job);
    pthread_mutex_unlock(&desk->mutex);
}

/* A PIN was compared aside: putting that on record is the store thread's. */
static void settle_pin(struct desk *desk, struct job *job)
{
    job->type = JOB_SETTLE_PIN;
    pthread_mutex_lock(&desk->mutex);
    queue_put(&desk->workers[WORKER_STORE].queue, job);
    pthread_cond_signal(&desk->workers[WORKER_STORE].posted);
    pthread_mutex_unlock(&desk->mutex);
}

/* Waits for the worker's next job; NULL = the desk ends and nothing is left. Called with the mutex held. */
static struct job *next_job(struct worker *worker)
{
    struct desk *desk = worker->desk;
    while (!worker->queue.head && !desk->ending) {
        pthread_cond_wait(&worker->posted, &desk->mutex);
    }
    return queue_take(&worker->queue);
}

/* Scans that came meanwhile go before the next step of long work. */
static void do_store_job(struct desk *desk, struct job *job)
{
    if (job->type == JOB_KEEP_TALK) {
        keep_talk(desk, job);
    } else if (job->type != JOB_IMPORT && job->type != JOB_CLEAR) {
        bool stale = desk_carry_out(desk, job);
        answer(desk, job, stale);
    } else if (desk_step(desk, job)) {
        put_back(desk, job);
    } else {
        end_steps(desk, job);
    }
}

static void *run_store(void *context)
{
    struct worker *worker = context;
    struct desk *desk = worker->desk;
    pthread_mutex_lock(&desk->mutex);
    for (;;) {
        if (!worker->queue.head && !desk->store_tidied) {
            /* nobody waits: the right moment for what a commit would else have to do now and then */
            desk->store_tidied = true;
            pthread_mutex_unlock(&desk->mutex);
            store_tidy(desk->store);
            pthread_mutex_lock(&desk->mutex);
            continue;
        }
        struct job *job = next_job(worker);
        if (!job) {
            break;
        }
        desk->store_tidied = false;
        pthread_mutex_unlock(&desk->mutex);
        do_store_job(desk, job);
        pthread_mutex_lock(&desk->mutex);
    }
    pthread_mutex_unlock(&desk->mutex);
    return NULL;
}

/* Aside and carrier. */
static void *run_beside(void *context)
{
    struct worker *worker = context;
    struct desk *desk = worker->desk;
    for (;;) {
        pthread_mutex_lock(&desk->mutex);
        struct job *job = next_job(worker);
        pthread_mutex_unlock(&desk->mutex);
        if (!job) {
            return NULL;
        }
        bool stale = desk_carry_out(desk, job);
        if (job->type == JOB_CHECK_PIN) {
            settle_pin(desk, job);
        } else {
            answer(desk, job, stale);
        }
    }
}

/* --- posting --- */

static struct worker *worker_of(struct desk *desk, enum job_type type)
{
    return &desk->workers[type >= JOB_CARRY   ? WORKER_CARRIER
                          : type >= JOB_ASIDE ? WORKER_ASIDE
                                              : WORKER_STORE];
}

/* Without threads: carried out where it is asked for. */
static void do_now(struct desk *desk, struct job *job)
{
    if (job->type == JOB_KEEP_TALK) {
        keep_talk(desk, job);
        return;
    }
    if (job->type == JOB_IMPORT || job->type == JOB_CLEAR) {
        while (desk_step(desk, job)) {
        }
        end_steps(desk, job);
        return;
    }
    bool stale = desk_carry_out(desk, job);
    if (job->type == JOB_CHECK_PIN) {
        job->type = JOB_SETTLE_PIN;
        desk_carry_out(desk, job);
    }
    answer(desk, job, stale);
}

uint32_t desk_post(struct desk *desk, enum job_type type, const char *raw, struct errand *errand,
                   enum sign_in_method method, int64_t at_ms)
{
    struct job *job = job_create(type, raw, errand);
    if (!job) {
        return 0;
    }
    job->method = method;
    job->at_ms = at_ms;
    pthread_mutex_lock(&desk->mutex);
    desk->last_ticket = desk->last_ticket == UINT32_MAX ? 1 : desk->last_ticket + 1; /* 0 is no ticket */
    uint32_t ticket = job->event.ticket = desk->last_ticket;
    desk->working++;
    if (desk->threaded) {
        struct worker *worker = worker_of(desk, type);
        queue_put(&worker->queue, job);
        pthread_cond_signal(&worker->posted);
    }
    pthread_mutex_unlock(&desk->mutex);
    if (!desk->threaded) {
        do_now(desk, job);
    }
    return ticket;
}

/* --- beginning and end --- */

static void *(*const run_worker[WORKERS])(void *) = {run_store, run_beside, run_beside};

/* Lets the first count of the threads finish what was posted, and waits for them. */
static void end_threads(struct desk *desk, int count)
{
    pthread_mutex_lock(&desk->mutex);
    desk->ending = true;
    for (int i = 0; i < WORKERS; i++) {
        pthread_cond_signal(&desk->workers[i].posted);
    }
    pthread_mutex_unlock(&desk->mutex);
    for (int i = 0; i < count; i++) {
        pthread_join(desk->workers[i].thread, NULL);
    }
}

static bool start_threads(struct desk *desk, struct err *err)
{
    for (int i = 0; i < WORKERS; i++) {
        if (pthread_create(&desk->workers[i].thread, NULL, run_worker[i], &desk->workers[i]) != 0) {
            end_threads(desk, i);
            return err_memory(err);
        }
    }
    return true;
}

static void finish_conditions(struct desk *desk, int workers)
{
    for (int i = 0; i < workers; i++) {
        pthread_cond_destroy(&desk->workers[i].posted);
    }
}

static bool init_conditions(struct desk *desk)
{
    for (int i = 0; i < WORKERS; i++) {
        desk->workers[i].desk = desk;
        queue_init(&desk->workers[i].queue);
        if (pthread_cond_init(&desk->workers[i].posted, NULL) != 0) {
            finish_conditions(desk, i);
            return false;
        }
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
    if (!init_conditions(desk)) {
        err_memory(err);
        goto destroy_mutex;
    }
    if (pthread_cond_init(&desk->settled, NULL) != 0) {
        err_memory(err);
        goto finish_conditions;
    }
    desk->store = config->store;
    carry_clear_leftovers(desk->path);
    if (desk->threaded && !start_threads(desk, err)) {
        goto destroy_settled;
    }
    *out = desk;
    return true;
destroy_settled:
    pthread_cond_destroy(&desk->settled);
finish_conditions:
    finish_conditions(desk, WORKERS);
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
        progress_cancel(&desk->carry.progress);
        end_threads(desk, WORKERS);
    }
    check_in_finish(&desk->check_in);
    carry_finish(&desk->carry);
    for (int i = 0; i < WORKERS; i++) {
        queue_finish(&desk->workers[i].queue); /* a PIN that was compared too late */
        store_close(desk->workers[i].reader);
    }
    store_close(desk->store);
    queue_finish(&desk->done);
    pthread_cond_destroy(&desk->settled);
    finish_conditions(desk, WORKERS);
    pthread_mutex_destroy(&desk->mutex);
    free(desk->path);
    free(desk->pinned_lecture);
    free(desk);
}
