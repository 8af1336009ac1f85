#include "service/desk_state.h"

#include "base/work_folder.h"
#include "service/board_load.h"
#include "service/look_up.h"
#include "service/staff.h"
#include "service/staff_entry.h"
#include "service/votes.h"
#include "store/pack_table.h"
#include "store/store.h"
#include "store/structure.h"
#include "store/vote_table.h"

#include <stdlib.h>
#include <string.h>

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
                                       .vote = job->errand ? &job->errand->vote : NULL,
                                       .decided = note_decided,
                                       .decided_context = desk};
    job->event.type = DESK_OUTCOME;
    check_in_run(&desk->check_in, desk->store, desk->clock, &request, &job->event.outcome, &job->event.error);
    forget_decided(desk);
    return before != 0 && desk->check_in.loaded.generation != before;
}

static void handle_votes(struct desk *desk, struct job *job)
{
    const struct vote_cast *cast = &job->errand->vote;
    struct desk_event *event = &job->event;
    event->type = DESK_VOTES;
    event->votes.source = cast->topic.source;
    if ((job->type == JOB_VOTE && !votes_cast(desk->store, cast, &event->error)) ||
        (job->type == JOB_CLEAR_VOTES && !votes_clear(desk->store, &cast->topic, &event->error))) {
        return;
    }
    vote_table_count(desk->store, &cast->topic, &event->votes.count, &event->error);
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

bool desk_step(struct desk *desk, struct job *job)
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

bool desk_carry_out(struct desk *desk, struct job *job)
{
    struct desk_event *event = &job->event;
    switch (job->type) {
    case JOB_SIGN_IN:
        return sign_in(desk, job);
    case JOB_LOOK_UP:
        event->type = DESK_LOOKUP;
        look_up(desk->store, job->raw, &event->lookup, &event->error);
        return false;
    case JOB_VOTE:
    case JOB_COUNT_VOTES:
    case JOB_CLEAR_VOTES:
        handle_votes(desk, job);
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
        work_folder_clear_leftovers(); /* of talks that were being turned; not at the start, which it would
                                          hold up */
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
