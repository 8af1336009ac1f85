#include "service/check_in.h"

#include "base/civil.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "service/reader_profile.h"
#include "service/zone.h"
#include "store/attendance_table.h"
#include "store/lectures.h"
#include "store/log.h"
#include "store/meaning.h"
#include "store/people.h"
#include "store/settings.h"
#include "store/store.h"
#include "store/vote_table.h"

#include <stdlib.h>
#include <string.h>

enum { REPEAT_MS = 3000 };

/* What one scan needs on its way; texts in the arena. */
struct scan_work {
    struct store *store;
    const struct clock *clock;
    const struct check_in_request *request;
    struct arena arena;
    char badge[BADGE_TEXT_SIZE];
    bool known, has_token;
    struct people_entry who; /* where known */
    struct attendance_record *records;
    int *signed_in; /* one a lecture: how many are, where places are counted */
    const char *pinned;
    struct attendance_decision decision;
    bool voted;
};

/* Whether there is something to commit. */
static bool records(const struct scan_work *work)
{
    return work->decision.record || work->voted;
}

static const char *method_word(enum sign_in_method method)
{
    static const char *const words[] = {"reader", "keypad", "staff"};
    return words[method];
}

static const char *status_word(enum outcome_kind kind, bool early)
{
    switch (kind) {
    case OUTCOME_LATE:
        return "late";
    case OUTCOME_WALK_IN:
        return "walk_in";
    case OUTCOME_UNKNOWN:
        return "unknown";
    case OUTCOME_SIGNED_OUT:
        return early ? "early" : "ended";
    default:
        return "on_time";
    }
}

/* --- what it decides with --- */

static bool is_loaded(const struct check_in *state, const struct store_version *version)
{
    return state->venue && version->generation == state->loaded.generation &&
           version->revision == state->loaded.revision;
}

static bool load(struct check_in *fresh, struct store *store, struct err *err)
{
    if (!settings_get(store, "station.venue", &fresh->arena, &fresh->venue, err) ||
        !settings_get(store, "station.lecture", &fresh->arena, &fresh->pinned, err) ||
        !reader_profile_load(store, &fresh->profile, err)) {
        return false;
    }
    if (fresh->loaded.generation == 0) {
        return true; /* an empty store */
    }
    return lectures_load(store, fresh->loaded.generation, &fresh->arena, &fresh->event, &fresh->programme,
                         NULL, err) &&
           /* records carry the offset of the event's zone, also where no board was loaded in this process */
           zone_follow(fresh->event.zone, err);
}

/* Loads aside, then swaps: what stands keeps standing where loading fails. */
bool check_in_programme(struct check_in *state, struct store *store, struct err *err)
{
    struct check_in fresh = {.have_boot_id = state->have_boot_id};
    if (!store_version(store, &fresh.loaded, err)) {
        return false;
    }
    if (is_loaded(state, &fresh.loaded)) {
        return true;
    }
    memcpy(fresh.boot_id, state->boot_id, sizeof fresh.boot_id);
    if (!load(&fresh, store, err)) {
        arena_finish(&fresh.arena);
        return false;
    }
    arena_finish(&state->arena);
    *state = fresh;
    return true;
}

/* --- reading --- */

static bool find_person(struct check_in *state, struct scan_work *work, struct err *err)
{
    int64_t generation = state->loaded.generation;
    if (!people_by_badge(work->store, generation, work->badge, &work->arena, &work->who, &work->known, err)) {
        return false;
    }
    if (!work->known) {
        bool found;
        if (!people_by_code(work->store, generation, work->badge, &work->arena, &work->who, &found, err)) {
            return false;
        }
        /* a reader delivers card numbers: a worker number from it counts only of a person who has no card */
        work->known = found && (work->request->method != METHOD_READER || work->who.person.badges.count == 0);
    }
    return !work->known || meaning_find(work->store, MEANING_PERSON, work->who.code, work->who.person.token,
                                        &work->has_token, err);
}

static bool read_records(struct check_in *state, struct scan_work *work, struct err *err)
{
    size_t bytes = (state->programme.count + 1) * sizeof *work->records;
    work->records = arena_alloc(&work->arena, bytes);
    if (!work->records) {
        return err_memory(err);
    }
    return !work->has_token ||
           attendance_records(work->store, work->who.person.token, &state->programme, work->records, err);
}

/* Only a lecture with a limit needs to be counted, and only while people come in. */
static bool read_places_taken(struct check_in *state, struct scan_work *work, struct err *err)
{
    const struct programme *programme = &state->programme;
    work->signed_in = arena_alloc(&work->arena, (programme->count + 1) * sizeof *work->signed_in);
    if (!work->signed_in) {
        return err_memory(err);
    }
    for (size_t i = 0; i < programme->count; i++) {
        const struct lecture *lecture = &programme->items[i];
        struct tally tally = {0};
        if (lecture->capacity > 0 && lecture_is_open(lecture, work->request->at_ms) &&
            !attendance_tally(work->store, lecture->id, &tally, err)) {
            return false;
        }
        work->signed_in[i] = tally_signed_in(&tally);
    }
    return true;
}

/* Where the request names a lecture, that one counts. */
static bool choose_pinned(const struct check_in *state, struct scan_work *work, struct err *err)
{
    const char *asked = work->request->pinned_lecture ? work->request->pinned_lecture : "";
    work->pinned = *asked ? asked : state->pinned;
    return !*asked || programme_find(&state->programme, asked) ||
           err_set(err, ERR_NOT_FOUND, str(STR_LECTURE_UNKNOWN), asked);
}

static void decide(struct check_in *state, struct scan_work *work)
{
    struct attendance_query query = {.now_ms = work->request->at_ms,
                                     .programme = &state->programme,
                                     .records = work->known ? work->records : NULL,
                                     .known = work->known,
                                     .votes = work->request->vote != NULL,
                                     .off_roster = work->known && work->who.removed,
                                     .unit = work->known ? work->who.person.unit : "",
                                     .team = work->known ? work->who.person.team : "",
                                     .code = work->known ? work->who.code : "",
                                     .venue = state->venue,
                                     .pinned_lecture = work->pinned,
                                     .walk_in = state->event.walk_in,
                                     .full = state->event.full,
                                     .signed_in = work->signed_in};
    work->decision = attendance_decide(&query);
}

/* --- writing --- */

void check_in_stamp(struct check_in *state, const struct clock *clock, int64_t at_ms, struct log_row *row)
{
    struct civil local;
    civil_from_ms(at_ms, &local);
    if (!state->have_boot_id) {
        clock_boot_id(state->boot_id);
        state->have_boot_id = true;
    }
    row->simulated = clock->simulated;
    row->at_ms = at_ms;
    row->zone_offset_s = local.utc_offset_s;
    row->boot_id = state->boot_id;
    row->boot_ms = clock_boot_ms(clock);
}

static bool append(struct check_in *state, struct scan_work *work, struct err *err)
{
    unsigned char badge[TOKEN_BYTES], person[TOKEN_BYTES];
    if (!meaning_make(work->store, MEANING_BADGE, work->badge, badge, err) ||
        (work->known && !meaning_make(work->store, MEANING_PERSON, work->who.code, person, err))) {
        return false;
    }
    bool leaves = work->decision.kind == OUTCOME_SIGNED_OUT;
    struct log_row row = {.kind = leaves        ? "sign_out"
                                  : work->known ? "sign_in"
                                                : "unknown",
                          .lecture = work->decision.lecture ? work->decision.lecture->id : "",
                          .person = work->known ? person : NULL,
                          .badge = badge,
                          .method = method_word(work->request->method),
                          .status = status_word(work->decision.kind, work->decision.early)};
    check_in_stamp(state, work->clock, work->request->at_ms, &row);
    return log_append(work->store, &row, err);
}

static bool fill_outcome(const struct scan_work *work, struct outcome *out, struct err *err)
{
    const struct attendance_decision *decision = &work->decision;
    const struct lecture *lecture = decision->lecture;
    out->kind = decision->kind;
    out->first_ms = decision->first_ms;
    out->opens_ms = decision->opens_ms;
    out->left_ms = decision->left_ms;
    out->early = decision->early;
    if (work->known) {
        utf8_copy(out->name, sizeof out->name, work->who.person.name);
        utf8_copy(out->unit, sizeof out->unit, work->who.person.unit);
        utf8_copy(out->team, sizeof out->team, work->who.person.team);
        person_extra(work->who.person.extra, person_seat_columns, out->seat, sizeof out->seat);
        person_extra(work->who.person.extra, person_group_columns, out->group, sizeof out->group);
    }
    if (lecture) {
        const struct person *person = &work->who.person;
        out->speaks = work->known && *lecture->deck &&
                      (person_is_speaker(person->role) || strcmp(person->name, lecture->speaker) == 0);
        utf8_copy(out->lecture_id, sizeof out->lecture_id, lecture->id);
        utf8_copy(out->lecture_title, sizeof out->lecture_title, lecture->title);
        out->lecture_start_ms = lecture->start_ms;
        out->lecture_end_ms = lecture->end_ms;
        out->tally.expected = lecture->expected;
        if (!attendance_tally(work->store, lecture->id, &out->tally, err)) {
            return false;
        }
    }
    out->ordinal = work->known && decision->record && decision->kind != OUTCOME_SIGNED_OUT
                       ? tally_signed_in(&out->tally)
                       : 0;
    return true;
}

/* Who was refused has no voice; who comes when nothing is open may well have one. */
static bool vote(struct scan_work *work, struct outcome *out, struct err *err)
{
    const struct vote_cast *cast = work->request->vote;
    enum outcome_kind kind = work->decision.kind;
    unsigned char person[TOKEN_BYTES];
    out->vote_source = cast->topic.source;
    if (!work->known || kind == OUTCOME_REFUSED || kind == OUTCOME_FULL) {
        out->vote = VOTE_NOBODY;
        return true;
    }
    if (!meaning_make(work->store, MEANING_PERSON, work->who.code, person, err) ||
        !vote_table_cast(work->store, cast, person, &out->vote, err) ||
        !vote_table_count(work->store, &cast->topic, &out->votes, err)) {
        return false;
    }
    work->voted = out->vote != VOTE_BEFORE;
    return true;
}

/* Everything between begin and commit. */
static bool carry_out(struct check_in *state, struct scan_work *work, struct outcome *out, struct err *err)
{
    if (!find_person(state, work, err) || !read_records(state, work, err) ||
        !read_places_taken(state, work, err) || !choose_pinned(state, work, err)) {
        return false;
    }
    decide(state, work);
    return (!work->decision.record || append(state, work, err)) && fill_outcome(work, out, err) &&
           (!work->request->vote || vote(work, out, err));
}

static bool not_saved(struct outcome *out, const char *badge, int64_t at_ms, struct err *err)
{
    *out = (struct outcome){.kind = OUTCOME_NOT_SAVED, .at_ms = at_ms};
    memcpy(out->badge, badge, sizeof out->badge);
    utf8_copy(out->error, sizeof out->error, err->text);
    return false;
}

/* The clock of the scans counts as well: a clock that is set in a test or by --at moves that one alone. What
 * was loaded anew may know the badge by now: then the last one is forgotten. */
static bool is_repeat(const struct check_in *state, const char *badge, int64_t mono_ms, int64_t at_ms)
{
    int64_t since_ms = mono_ms - state->last_mono_ms;
    return *state->last_badge && strcmp(state->last_badge, badge) == 0 && since_ms >= 0 &&
           since_ms < REPEAT_MS && llabs(at_ms - state->last.at_ms) < REPEAT_MS;
}

/* Who came without a vote a moment ago may vote now. Who voted on this topic may not: it is the reader that
 * reads again, and what is chosen is the next one's. */
static bool is_new_voice(const struct check_in *state, const struct check_in_request *request)
{
    const struct outcome *last = &state->last;
    return request->vote && (last->vote == VOTE_NONE || last->vote_source != request->vote->topic.source);
}

/* One transaction. */
static bool sign_in(struct check_in *state, struct scan_work *work, struct outcome *out, struct err *err)
{
    if (!store_begin(work->store, err)) {
        return false;
    }
    if (!carry_out(state, work, out, err) || !records(work)) {
        bool decided = err->code == ERR_NONE;
        store_rollback(work->store);
        return decided;
    }
    if (work->request->decided) {
        work->request->decided(work->request->decided_context, out);
    }
    return store_commit(work->store, err);
}

bool check_in_run(struct check_in *state, struct store *store, const struct clock *clock,
                  const struct check_in_request *request, struct outcome *out, struct err *err)
{
    static const struct badge_profile as_typed = {0}; /* a hand types the number as it stands on the roster */
    struct scan_work work = {.store = store, .clock = clock, .request = request};
    struct err why = {0};
    int64_t mono_ms = clock_mono_ms(clock);
    *out = (struct outcome){.kind = OUTCOME_MISREAD, .at_ms = request->at_ms};
    /* nobody else writes to this store: what stands now stands until the commit */
    bool done = check_in_programme(state, store, &why);
    if (done) {
        const struct badge_profile *profile = request->method == METHOD_READER ? &state->profile : &as_typed;
        if (!badge_parse(profile, request->raw, work.badge)) {
            return true;
        }
        if (is_repeat(state, work.badge, mono_ms, request->at_ms) && !is_new_voice(state, request)) {
            *out = state->last;
            out->repeat = true;
            return true;
        }
        memcpy(out->badge, work.badge, sizeof out->badge);
        done = sign_in(state, &work, out, &why);
        arena_finish(&work.arena);
    }
    if (!done) {
        if (err) {
            *err = why;
        }
        return not_saved(out, work.badge, request->at_ms, &why);
    }
    if (records(&work)) {
        memcpy(state->last_badge, work.badge, sizeof state->last_badge);
        state->last_mono_ms = mono_ms;
        state->last = *out;
    }
    return true;
}

void check_in_finish(struct check_in *state)
{
    arena_finish(&state->arena);
    *state = (struct check_in){0};
}
