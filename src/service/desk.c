#include "service/desk.h"

#include "base/utf8.h"
#include "service/board_load.h"
#include "service/check_in.h"
#include "service/desk_carry.h"
#include "service/desk_job.h"
#include "service/look_up.h"
#include "service/staff.h"
#include "service/staff_entry.h"
#include "service/talk_keep.h"
#include "store/pack_table.h"
#include "store/store.h"
#include "store/structure.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* --- work --- */

/* The store thread's. The loop is not woken for it: it looks by itself while it awaits an outcome. */
static void note_decided(void *context, const struct outcome *outcome)
{
    struct desk *desk = context;
    pthread_mutex_lock(&desk->mutex);
    desk->decided = *outcome;
    desk->has_decided = true;
    pthread_mutex_unlock(&desk->mutex);
}

static void forget_decided(struct desk *desk)
{
    pthread_mutex_lock(&desk->mutex);
    desk->has_decided = false;
    pthread_mutex_unlock(&desk->mutex);
}

/* Returns whether another import was found active than at the last scan. */
static bool sign_in(struct desk *desk, struct job *job)
{
    int64_t before = desk->check_in.loaded.generation;
    struct check_in_request request = {.raw = job->raw,
                                       .method = job->method,
                                       .at_ms = job->at_ms,
                                       .pinned_lecture = desk->pinned_lecture,
                                       .decided = note_decided,
                                       .decided_context = desk};
    job->event.type = DESK_OUTCOME;
    check_in_run(&desk->check_in, desk->store, desk->clock, &request, &job->event.outcome, &job->event.error);
    forget_decided(desk);
    return before != 0 && desk->check_in.loaded.generation != before;
}

/* Whether the public screens show something else after it. */
static bool changes_board(const struct staff_result *result)
{
    switch (result->verb) {
    case STAFF_PIN:
    case STAFF_GATE:
    case STAFF_MOVE:
    case STAFF_SETTING:
    case STAFF_UNDO:
    case STAFF_SUPPLEMENT: /* the counts, here and below */
    case STAFF_VOID:
    case STAFF_LINK:
    case STAFF_REGISTER:
    case STAFF_UNDO_IMPORT:
        return result->done;
    default:
        return false;
    }
}

/* Where a thread beside the store's reads: a connection of its own, so that scans do not wait for it. Without
 * threads there is nobody to wait. */
static struct store *reading_store(struct desk *desk, struct worker *worker, struct err *err)
{
    if (!desk->threaded) {
        return desk->store;
    }
    if (!worker->reader && !store_open(&worker->reader, desk->path, STORE_READ, err)) {
        return NULL;
    }
    return worker->reader;
}

static void load_board(struct desk *desk, struct job *job)
{
    struct desk_event *event = &job->event;
    event->type = DESK_BOARD;
    event->board = calloc(1, sizeof *event->board);
    if (event->board && !board_load(event->board, desk->store, &event->error)) {
        free(event->board);
        event->board = NULL;
    }
}

/* What is read beside the scans. */
static void look_aside(struct desk *desk, struct job *job)
{
    struct desk_event *event = &job->event;
    struct store *store = reading_store(desk, &desk->workers[WORKER_ASIDE], &event->error);
    switch (job->type) {
    case JOB_CHECK_PIN:
        desk_aside_pin(store, job->raw, &job->errand->pin, event);
        explicit_bzero(job->raw, strlen(job->raw)); /* no copy of a PIN is left in memory that was freed */
        break;
    case JOB_LOAD_INFO:
        desk_aside_info(store, event);
        break;
    case JOB_LOAD_SHEET:
        desk_aside_sheet(store, job->errand->request.lecture, event);
        break;
    case JOB_LOAD_TRAIL:
        desk_aside_trail(store, &job->errand->request, event);
        break;
    default:
        desk_aside_diagnose(store, &job->errand->reads, event);
        break;
    }
}

/* What may take minutes. */
static void carry_job(struct desk *desk, struct job *job)
{
    struct desk_event *event = &job->event;
    struct store *store = reading_store(desk, &desk->workers[WORKER_CARRIER], &event->error);
    switch (job->type) {
    case JOB_FIND_STICKS:
        carry_find_sticks(store, event);
        break;
    case JOB_PREVIEW:
        carry_preview(&desk->carry, store, &job->errand->wish, event);
        break;
    default:
        carry_export(&desk->carry, store, desk->clock, &job->errand->wish, event);
        break;
    }
}

/* Whether there is more to do for a job that works in steps. */
static bool step(struct desk *desk, struct job *job)
{
    bool more = false;
    if (job->type == JOB_IMPORT) {
        carry_import(&desk->carry, &desk->check_in, desk->store, desk->clock, &job->errand->wish, &more,
                     &job->event);
    } else if (!atomic_load(&desk->cancel_check)) {
        pack_table_clear_some(desk->store, &more, NULL); /* what stays goes at the next start */
    }
    return more;
}

/* Returns whether the board has to be loaded again. */
static bool carry_out(struct desk *desk, struct job *job)
{
    struct desk_event *event = &job->event;
    switch (job->type) {
    case JOB_SIGN_IN:
        return sign_in(desk, job);
    case JOB_LOOK_UP:
        event->type = DESK_LOOKUP;
        look_up(desk->store, job->raw, &event->lookup, &event->error);
        return false;
    case JOB_STAFF:
        event->type = DESK_STAFF;
        staff_do(&desk->check_in, desk->store, desk->clock, &job->errand->request, &event->staff,
                 &event->error);
        return changes_board(&event->staff);
    case JOB_LOAD_BOARD:
        load_board(desk, job);
        return false;
    case JOB_SETTLE_PIN:
        if (event->error.code == ERR_NONE) {
            pin_settle(&desk->check_in, desk->store, desk->clock, &job->errand->pin, &event->pin,
                       &event->error);
        }
        return false;
    case JOB_CHECK_STORE:
        event->type = DESK_STORE_CHECKED;
        structure_check_file(desk->path, &desk->cancel_check, &event->error);
        return false;
    case JOB_CHECK_PIN:
    case JOB_LOAD_INFO:
    case JOB_LOAD_SHEET:
    case JOB_LOAD_TRAIL:
    case JOB_DIAGNOSE:
        look_aside(desk, job);
        return false;
    case JOB_FIND_STICKS:
    case JOB_PREVIEW:
    case JOB_EXPORT:
        carry_job(desk, job);
        return false;
    case JOB_IMPORT:
    case JOB_CLEAR:
    case JOB_KEEP_TALK:
        break; /* not here */
    }
    return false;
}

static uint32_t post(struct desk *desk, enum job_type type, const char *raw, struct errand *errand,
                     enum sign_in_method method, int64_t at_ms);

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
        post(desk, JOB_LOAD_BOARD, "", NULL, METHOD_STAFF, 0);
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
        post(desk, JOB_CLEAR, "", NULL, METHOD_STAFF, 0);
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
        bool stale = carry_out(desk, job);
        answer(desk, job, stale);
    } else if (step(desk, job)) {
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
        bool stale = carry_out(desk, job);
        if (job->type == JOB_CHECK_PIN) {
            settle_pin(desk, job);
        } else {
            answer(desk, job, stale);
        }
    }
}

/* --- requests --- */

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
        while (step(desk, job)) {
        }
        end_steps(desk, job);
        return;
    }
    bool stale = carry_out(desk, job);
    if (job->type == JOB_CHECK_PIN) {
        job->type = JOB_SETTLE_PIN;
        carry_out(desk, job);
    }
    answer(desk, job, stale);
}

/* Takes over errand, which may be NULL. */
static uint32_t post(struct desk *desk, enum job_type type, const char *raw, struct errand *errand,
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

uint32_t desk_sign_in(struct desk *desk, const char *raw, enum sign_in_method method, int64_t at_ms)
{
    return post(desk, JOB_SIGN_IN, raw, NULL, method, at_ms);
}

uint32_t desk_look_up(struct desk *desk, const char *raw)
{
    return post(desk, JOB_LOOK_UP, raw, NULL, METHOD_KEYPAD, 0);
}

static uint32_t post_errand(struct desk *desk, enum job_type type, const char *raw,
                            const struct staff_request *request)
{
    struct errand *errand = calloc(1, sizeof *errand);
    if (!errand) {
        return 0;
    }
    errand->request = *request;
    return post(desk, type, raw, errand, METHOD_STAFF, 0);
}

uint32_t desk_staff(struct desk *desk, const struct staff_request *request)
{
    return post_errand(desk, JOB_STAFF, "", request);
}

uint32_t desk_pin(struct desk *desk, const char *digits)
{
    return post_errand(desk, JOB_CHECK_PIN, digits, &(struct staff_request){0});
}

uint32_t desk_load_info(struct desk *desk)
{
    return post(desk, JOB_LOAD_INFO, "", NULL, METHOD_STAFF, 0);
}

uint32_t desk_load_sheet(struct desk *desk, const char *lecture_id)
{
    struct staff_request of = {0};
    utf8_copy(of.lecture, sizeof of.lecture, lecture_id);
    return post_errand(desk, JOB_LOAD_SHEET, "", &of);
}

uint32_t desk_load_trail(struct desk *desk, const char *lecture_id, const char *code, const char *badge)
{
    struct staff_request of = {0};
    utf8_copy(of.lecture, sizeof of.lecture, lecture_id);
    utf8_copy(of.code, sizeof of.code, code);
    utf8_copy(of.badge, sizeof of.badge, badge);
    return post_errand(desk, JOB_LOAD_TRAIL, "", &of);
}

uint32_t desk_diagnose(struct desk *desk, const char *const *raws, size_t count)
{
    struct errand *errand = calloc(1, sizeof *errand);
    if (!errand) {
        return 0;
    }
    struct desk_reads *reads = &errand->reads;
    for (; reads->count < count && reads->count < READER_READS_MAX; reads->count++) {
        snprintf(reads->raws[reads->count], READER_RAW_SIZE, "%s", raws[reads->count]);
    }
    return post(desk, JOB_DIAGNOSE, "", errand, METHOD_STAFF, 0);
}

uint32_t desk_find_sticks(struct desk *desk)
{
    return post(desk, JOB_FIND_STICKS, "", NULL, METHOD_STAFF, 0);
}

uint32_t desk_transfer(struct desk *desk, enum transfer_kind kind, const struct transfer_wish *wish)
{
    static const enum job_type types[] = {
        [TRANSFER_PREVIEW] = JOB_PREVIEW, [TRANSFER_IMPORT] = JOB_IMPORT, [TRANSFER_EXPORT] = JOB_EXPORT};
    struct errand *errand = calloc(1, sizeof *errand);
    if (!errand || !carry_begin(&desk->carry, kind)) {
        free(errand);
        return 0;
    }
    errand->wish = *wish;
    uint32_t ticket = post(desk, types[kind], "", errand, METHOD_STAFF, 0);
    if (ticket == 0) {
        carry_end(&desk->carry);
    }
    return ticket;
}

enum transfer_kind desk_transferring(struct desk *desk, int *permille)
{
    *permille = carry_permille(&desk->carry);
    return (enum transfer_kind)atomic_load(&desk->carry.kind);
}

void desk_cancel_transfer(struct desk *desk)
{
    progress_cancel(&desk->carry.progress);
}

void desk_keep_talk(struct desk *desk, const struct talk_saved *talk, const struct talk_record *record)
{
    struct errand *errand = calloc(1, sizeof *errand);
    if (!errand) {
        return;
    }
    errand->talk = *talk;
    errand->has_talk_record = record != NULL;
    if (record) {
        errand->talk_record = *record;
    }
    post(desk, JOB_KEEP_TALK, "", errand, METHOD_STAFF, 0);
}

void desk_check_store(struct desk *desk)
{
    post(desk, JOB_CHECK_STORE, "", NULL, METHOD_STAFF, 0);
}

bool desk_poll(struct desk *desk, struct desk_event *out)
{
    pthread_mutex_lock(&desk->mutex);
    struct job *job = queue_take(&desk->done);
    pthread_mutex_unlock(&desk->mutex);
    if (job) {
        *out = job->event;
        free(job->errand);
        free(job);
    }
    return job != NULL;
}

bool desk_decided(struct desk *desk, struct outcome *out)
{
    pthread_mutex_lock(&desk->mutex);
    bool has = desk->has_decided;
    if (has) {
        *out = desk->decided;
        desk->has_decided = false;
    }
    pthread_mutex_unlock(&desk->mutex);
    return has;
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
