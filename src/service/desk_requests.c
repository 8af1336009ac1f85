#include "service/desk_state.h"

#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint32_t desk_sign_in(struct desk *desk, const char *raw, enum sign_in_method method, int64_t at_ms)
{
    return desk_post(desk, JOB_SIGN_IN, raw, NULL, method, at_ms);
}

static uint32_t post_vote(struct desk *desk, enum job_type type, const char *raw, enum sign_in_method method,
                          int64_t at_ms, const struct vote_cast *cast)
{
    struct errand *errand = calloc(1, sizeof *errand);
    if (!errand) {
        return 0;
    }
    errand->vote = *cast;
    return desk_post(desk, type, raw, errand, method, at_ms);
}

uint32_t desk_sign_in_and_vote(struct desk *desk, const char *raw, enum sign_in_method method, int64_t at_ms,
                               const struct vote_cast *cast)
{
    return post_vote(desk, JOB_SIGN_IN, raw, method, at_ms, cast);
}

uint32_t desk_vote(struct desk *desk, const struct vote_cast *cast)
{
    return post_vote(desk, JOB_VOTE, "", METHOD_KEYPAD, 0, cast);
}

uint32_t desk_count_votes(struct desk *desk, const struct vote_topic *topic)
{
    return post_vote(desk, JOB_COUNT_VOTES, "", METHOD_STAFF, 0, &(struct vote_cast){.topic = *topic});
}

uint32_t desk_clear_votes(struct desk *desk, const struct vote_topic *topic)
{
    return post_vote(desk, JOB_CLEAR_VOTES, "", METHOD_STAFF, 0, &(struct vote_cast){.topic = *topic});
}

uint32_t desk_look_up(struct desk *desk, const char *raw)
{
    return desk_post(desk, JOB_LOOK_UP, raw, NULL, METHOD_KEYPAD, 0);
}

static uint32_t post_errand(struct desk *desk, enum job_type type, const char *raw,
                            const struct staff_request *request)
{
    struct errand *errand = calloc(1, sizeof *errand);
    if (!errand) {
        return 0;
    }
    errand->request = *request;
    return desk_post(desk, type, raw, errand, METHOD_STAFF, 0);
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
    return desk_post(desk, JOB_LOAD_INFO, "", NULL, METHOD_STAFF, 0);
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
    return desk_post(desk, JOB_DIAGNOSE, "", errand, METHOD_STAFF, 0);
}

uint32_t desk_find_sticks(struct desk *desk)
{
    return desk_post(desk, JOB_FIND_STICKS, "", NULL, METHOD_STAFF, 0);
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
    uint32_t ticket = desk_post(desk, types[kind], "", errand, METHOD_STAFF, 0);
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
    desk_post(desk, JOB_KEEP_TALK, "", errand, METHOD_STAFF, 0);
}

void desk_check_store(struct desk *desk)
{
    desk_post(desk, JOB_CHECK_STORE, "", NULL, METHOD_STAFF, 0);
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
