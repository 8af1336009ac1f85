#include "domain/attendance.h"

#include <string.h>

static bool serves(const struct attendance_query *query, const struct lecture *lecture)
{
    return !*query->venue || strcmp(lecture->venue, query->venue) == 0;
}

static bool expects(const struct attendance_query *query, const struct lecture *lecture)
{
    return !query->off_roster && lecture_expects(lecture, query->unit, query->team, query->code);
}

static const struct attendance_record *record_of(const struct attendance_query *query,
                                                 const struct lecture *lecture)
{
    static const struct attendance_record none;
    return query->records ? &query->records[lecture - query->programme->items] : &none;
}

/* Nothing is open: what comes, else what was. */
static struct attendance_decision when_shut(const struct attendance_query *query)
{
    const struct lecture *next = NULL, *last = NULL;
    int64_t now = programme_whole_second_ms(query->now_ms);
    for (size_t i = 0; i < query->programme->count; i++) {
        const struct lecture *lecture = &query->programme->items[i];
        if (!serves(query, lecture)) {
            continue;
        }
        if (now > lecture->end_ms || lecture->gate == GATE_CLOSED) {
            last = !last || lecture->end_ms > last->end_ms ? lecture : last;
        } else if (!next || lecture_opens_ms(lecture) < lecture_opens_ms(next)) {
            next = lecture;
        }
    }
    if (next) {
        return (struct attendance_decision){
            .kind = OUTCOME_NOT_OPEN, .lecture = next, .opens_ms = lecture_opens_ms(next)};
    }
    return (struct attendance_decision){.kind = OUTCOME_CLOSED, .lecture = last};
}

static struct attendance_decision already(const struct attendance_query *query, const struct lecture *lecture)
{
    const struct attendance_record *record = record_of(query, lecture);
    return (struct attendance_decision){.kind = OUTCOME_ALREADY,
                                        .lecture = lecture,
                                        .first_ms = record->signed_in_ms,
                                        .left_ms = record->signed_out ? record->signed_out_ms : 0};
}

/* Whether the next scan of the person is one on the way out. */
static bool leaves(const struct attendance_query *query, const struct lecture *lecture)
{
    const struct attendance_record *record = record_of(query, lecture);
    return !query->votes && record->signed_in && !record->signed_out &&
           lecture_is_leaving(lecture, query->now_ms);
}

static struct attendance_decision sign_out_of(const struct attendance_query *query,
                                              const struct lecture *lecture)
{
    return (struct attendance_decision){.kind = OUTCOME_SIGNED_OUT,
                                        .lecture = lecture,
                                        .record = true,
                                        .first_ms = record_of(query, lecture)->signed_in_ms,
                                        .early = programme_whole_second_ms(query->now_ms) < lecture->end_ms};
}

/* The first lecture that the person is leaving; NULL = none. */
static const struct lecture *leaving(const struct attendance_query *query)
{
    for (size_t i = 0; query->records && i < query->programme->count; i++) {
        const struct lecture *lecture = &query->programme->items[i];
        if (serves(query, lecture) && leaves(query, lecture)) {
            return lecture;
        }
    }
    return NULL;
}

static bool turned_away(const struct attendance_query *query, const struct lecture *lecture)
{
    bool full = lecture->capacity > 0 && query->signed_in &&
                query->signed_in[lecture - query->programme->items] >= lecture->capacity;
    return full && (query->full == FULL_REFUSE || (query->full == FULL_WALK_INS && !expects(query, lecture)));
}

/* The lecture is open and the person is not signed in there. */
static struct attendance_decision sign_in_to(const struct attendance_query *query,
                                             const struct lecture *lecture)
{
    if (turned_away(query, lecture)) {
        return (struct attendance_decision){.kind = OUTCOME_FULL, .lecture = lecture};
    }
    if (!expects(query, lecture)) {
        bool record = query->walk_in == WALK_IN_RECORD;
        return (struct attendance_decision){
            .kind = record ? OUTCOME_WALK_IN : OUTCOME_REFUSED, .lecture = lecture, .record = record};
    }
    bool late = programme_whole_second_ms(query->now_ms) > lecture_late_after_ms(lecture);
    return (struct attendance_decision){
        .kind = late ? OUTCOME_LATE : OUTCOME_SIGNED_IN, .lecture = lecture, .record = true};
}

static struct attendance_decision decide_pinned(const struct attendance_query *query,
                                                const struct lecture *pinned)
{
    int64_t now = programme_whole_second_ms(query->now_ms);
    if (!query->known) {
        bool open = lecture_is_open(pinned, query->now_ms);
        return (struct attendance_decision){
            .kind = OUTCOME_UNKNOWN, .lecture = open ? pinned : NULL, .record = true};
    }
    if (leaves(query, pinned)) {
        return sign_out_of(query, pinned);
    }
    if (lecture_is_open(pinned, query->now_ms)) {
        return record_of(query, pinned)->signed_in ? already(query, pinned) : sign_in_to(query, pinned);
    }
    if (now < lecture_opens_ms(pinned) && pinned->gate != GATE_CLOSED) {
        return (struct attendance_decision){
            .kind = OUTCOME_NOT_OPEN, .lecture = pinned, .opens_ms = lecture_opens_ms(pinned)};
    }
    return (struct attendance_decision){.kind = OUTCOME_CLOSED, .lecture = pinned};
}

/* What the open lectures mean to the person; in programme order, so the first of a kind starts earliest. */
struct open_lectures {
    const struct lecture *first;          /* any */
    const struct lecture *first_expected; /* whose audience holds the person, not signed in there */
    const struct lecture *last_signed_in; /* the latest that the person is signed in to */
    int64_t signed_in_until_ms;           /* end of the last of those to end */
};

static struct open_lectures look(const struct attendance_query *query)
{
    struct open_lectures open = {0};
    for (size_t i = 0; i < query->programme->count; i++) {
        const struct lecture *lecture = &query->programme->items[i];
        if (!serves(query, lecture) || !lecture_is_open(lecture, query->now_ms)) {
            continue;
        }
        if (!open.first) {
            open.first = lecture;
        }
        if (record_of(query, lecture)->signed_in) {
            bool longer = !open.last_signed_in || lecture->end_ms > open.signed_in_until_ms;
            open.signed_in_until_ms = longer ? lecture->end_ms : open.signed_in_until_ms;
            open.last_signed_in = lecture;
        } else if (!open.first_expected && expects(query, lecture)) {
            open.first_expected = lecture;
        }
    }
    return open;
}

/* The open lecture that begins when all those end which the person is signed in to; NULL = none. */
static const struct lecture *back_to_back(const struct attendance_query *query, int64_t from_ms)
{
    for (size_t i = 0; i < query->programme->count; i++) {
        const struct lecture *lecture = &query->programme->items[i];
        if (lecture->start_ms >= from_ms && serves(query, lecture) &&
            lecture_is_open(lecture, query->now_ms) && expects(query, lecture) &&
            !record_of(query, lecture)->signed_in) {
            return lecture;
        }
    }
    return NULL;
}

struct attendance_decision attendance_decide(const struct attendance_query *query)
{
    const struct lecture *pinned =
        *query->pinned_lecture ? programme_find(query->programme, query->pinned_lecture) : NULL;
    if (pinned) {
        return decide_pinned(query, pinned);
    }
    struct open_lectures open = look(query);
    if (!query->known) {
        return (struct attendance_decision){.kind = OUTCOME_UNKNOWN, .lecture = open.first, .record = true};
    }
    const struct lecture *left = leaving(query);
    if (left) {
        return sign_out_of(query, left);
    }
    if (!open.first) {
        return when_shut(query);
    }
    if (open.last_signed_in) {
        /* an accidental second scan never makes a walk-in of somebody who is where they belong */
        const struct lecture *next = query->votes ? NULL : back_to_back(query, open.signed_in_until_ms);
        return next ? sign_in_to(query, next) : already(query, open.last_signed_in);
    }
    return sign_in_to(query, open.first_expected ? open.first_expected : open.first);
}

const char *outcome_word(enum outcome_kind kind)
{
    static const char *const words[OUTCOME_COUNT] = {
        [OUTCOME_SIGNED_IN] = "signed_in",   [OUTCOME_LATE] = "late",
        [OUTCOME_ALREADY] = "already",       [OUTCOME_NOT_OPEN] = "not_open",
        [OUTCOME_CLOSED] = "closed",         [OUTCOME_WALK_IN] = "walk_in",
        [OUTCOME_REFUSED] = "refused",       [OUTCOME_UNKNOWN] = "unknown",
        [OUTCOME_SIGNED_OUT] = "signed_out", [OUTCOME_FULL] = "full",
        [OUTCOME_NOT_SAVED] = "not_saved",   [OUTCOME_MISREAD] = "misread"};
    return kind >= 0 && kind < OUTCOME_COUNT ? words[kind] : "";
}
