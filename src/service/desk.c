#include "service/desk.h"

#include "base/utf8.h"
#include "service/board_load.h"
#include "service/check_in.h"
#include "service/desk_aside.h"
#include "service/look_up.h"
#include "service/sheet_load.h"
#include "service/staff.h"
#include "service/staff_entry.h"
#include "store/store.h"
#include "store/structure.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum job_type {
    JOB_SIGN_IN,
    JOB_LOOK_UP,
    JOB_STAFF,
    JOB_LOAD_BOARD,
    JOB_SETTLE_PIN,
    JOB_ASIDE, /* this and what follows is done by the thread aside */
    JOB_CHECK_STORE = JOB_ASIDE,
    JOB_CHECK_PIN, /* goes on as JOB_SETTLE_PIN */
    JOB_LOAD_INFO,
    JOB_LOAD_SHEET,
    JOB_LOAD_TRAIL,
    JOB_DIAGNOSE
};

/* What only requests of staff carry: scans stay small. */
struct errand {
    struct staff_request request;
    struct pin_check pin;
    struct desk_reads reads;
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

struct desk {
    struct store *store;
    const struct clock *clock;
    char *pinned_lecture, *path;
    bool threaded;
    void (*wake)(void *context);
    void *wake_context;
    struct check_in check_in; /* the store thread's */
    struct store *reader;     /* the aside thread's own connection; NULL = not needed yet */
    pthread_t store_thread, aside_thread;
    pthread_mutex_t mutex;                             /* over all that follows */
    pthread_cond_t scan_posted, aside_posted, settled; /* a scan wakes the store thread alone */
    struct queue scans, aside, done;
    unsigned working; /* jobs posted and not answered */
    uint32_t last_ticket;
    bool ending;
    atomic_bool cancel_check; /* not under the mutex: read in the middle of the check */
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

static void job_destroy(struct job *job)
{
    desk_event_drop(&job->event);
    free(job->errand);
    free(job);
}

static void queue_finish(struct queue *queue)
{
    for (struct job *job; (job = queue_take(queue));) {
        job_destroy(job);
    }
}

void desk_event_drop(struct desk_event *event)
{
    if (event->board) {
        board_finish(event->board);
    }
    if (event->sheet) {
        sheet_finish(event->sheet);
    }
    if (event->trail) {
        trail_finish(event->trail);
    }
    free(event->board);
    free(event->sheet);
    free(event->trail);
    free(event->info);
    free(event->diagnosis);
    *event = (struct desk_event){.type = event->type};
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
        return result->done;
    default:
        return false;
    }
}

/* Where the thread aside reads: a connection of its own, so that scans do not wait for it. Without threads
 * there is nobody to wait. */
static struct store *aside_store(struct desk *desk, struct err *err)
{
    if (!desk->threaded) {
        return desk->store;
    }
    if (!desk->reader && !store_open(&desk->reader, desk->path, STORE_READ, err)) {
        return NULL;
    }
    return desk->reader;
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
    struct store *store = aside_store(desk, &event->error);
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
    }
    return false;
}

static uint32_t post(struct desk *desk, enum job_type type, const char *raw, struct errand *errand,
                     enum sign_in_method method, int64_t at_ms);

/* The work counts as done when all of it is: the event waits and the loop was woken. */
static void answer(struct desk *desk, struct job *job, bool stale)
{
    pthread_mutex_lock(&desk->mutex);
    queue_put(&desk->done, job);
    pthread_mutex_unlock(&desk->mutex);
    if (stale) {
        post(desk, JOB_LOAD_BOARD, "", NULL, METHOD_STAFF, 0);
    }
    if (desk->wake) {
        desk->wake(desk->wake_context);
    }
    pthread_mutex_lock(&desk->mutex);
    desk->working--;
    pthread_cond_broadcast(&desk->settled);
    pthread_mutex_unlock(&desk->mutex);
}

/* A PIN was compared aside: putting that on record is the store thread's. */
static void settle_pin(struct desk *desk, struct job *job)
{
    job->type = JOB_SETTLE_PIN;
    pthread_mutex_lock(&desk->mutex);
    queue_put(&desk->scans, job);
    pthread_cond_signal(&desk->scan_posted);
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
        bool stale = carry_out(desk, job);
        if (job->type == JOB_CHECK_PIN) {
            settle_pin(desk, job);
        } else {
            answer(desk, job, stale);
        }
    }
}

/* --- requests --- */

/* Takes over errand, which may be NULL. */
static uint32_t post(struct desk *desk, enum job_type type, const char *raw, struct errand *errand,
                     enum sign_in_method method, int64_t at_ms)
{
    size_t len = strlen(raw);
    struct job *job = calloc(1, sizeof *job + len + 1);
    if (!job) {
        free(errand);
        return 0;
    }
    job->type = type;
    job->errand = errand;
    job->method = method;
    job->at_ms = at_ms;
    memcpy(job->raw, raw, len + 1);
    pthread_mutex_lock(&desk->mutex);
    desk->last_ticket = desk->last_ticket == UINT32_MAX ? 1 : desk->last_ticket + 1; /* 0 is no ticket */
    uint32_t ticket = job->event.ticket = desk->last_ticket;
    desk->working++;
    if (desk->threaded) {
        bool aside = type >= JOB_ASIDE;
        queue_put(aside ? &desk->aside : &desk->scans, job);
        pthread_cond_signal(aside ? &desk->aside_posted : &desk->scan_posted);
    }
    pthread_mutex_unlock(&desk->mutex);
    if (!desk->threaded) {
        bool stale = carry_out(desk, job);
        if (type == JOB_CHECK_PIN) {
            job->type = JOB_SETTLE_PIN;
            carry_out(desk, job);
        }
        answer(desk, job, stale);
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
    store_close(desk->reader);
    store_close(desk->store);
    queue_finish(&desk->scans); /* a PIN that was compared too late */
    queue_finish(&desk->aside);
    queue_finish(&desk->done);
    pthread_cond_destroy(&desk->settled);
    pthread_cond_destroy(&desk->aside_posted);
    pthread_cond_destroy(&desk->scan_posted);
    pthread_mutex_destroy(&desk->mutex);
    free(desk->path);
    free(desk->pinned_lecture);
    free(desk);
}
