#include "service/staff.h"

#include "base/strings.h"
#include "base/utf8.h"
#include "service/staff_work.h"
#include "store/pack_put.h"
#include "store/store.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static bool say(struct staff_work *work, bool done, enum str_id sentence, va_list arguments)
{
    char text[1024];
    vsnprintf(text, sizeof text, str(sentence), arguments);
    utf8_copy(work->result->sentence, sizeof work->result->sentence, text);
    work->result->done = done;
    return true;
}

bool staff_done(struct staff_work *work, enum str_id sentence, ...)
{
    va_list arguments;
    va_start(arguments, sentence);
    say(work, true, sentence, arguments);
    va_end(arguments);
    return true;
}

bool staff_refuse(struct staff_work *work, enum str_id sentence, ...)
{
    va_list arguments;
    va_start(arguments, sentence);
    say(work, false, sentence, arguments);
    va_end(arguments);
    return true;
}

bool staff_append(struct staff_work *work, struct log_row *row, struct err *err)
{
    const struct log_row *stamp = &work->stamp;
    row->method = "staff";
    row->lecture = row->lecture ? row->lecture : "";
    row->status = row->status ? row->status : "";
    row->simulated = stamp->simulated;
    row->at_ms = stamp->at_ms;
    row->zone_offset_s = stamp->zone_offset_s;
    row->boot_id = stamp->boot_id;
    row->boot_ms = stamp->boot_ms;
    row->operator_token = stamp->operator_token;
    row->reason = row->reason ? row->reason : stamp->reason;
    return log_append(work->store, row, err);
}

const struct lecture *staff_lecture(struct staff_work *work)
{
    const struct lecture *lecture = programme_find(&work->check_in->programme, work->request->lecture);
    if (!lecture) {
        staff_refuse(work, STR_LECTURE_UNKNOWN, work->request->lecture);
    }
    return lecture;
}

bool staff_person(struct staff_work *work, struct people_entry *who, bool *found, struct err *err)
{
    char code[BADGE_TEXT_SIZE];
    int64_t generation = work->check_in->loaded.generation;
    *found = false;
    if (!badge_canonical(work->request->code, code)) {
        return staff_refuse(work, STR_ACT_NOBODY, work->request->code);
    }
    if (!people_by_code(work->store, generation, code, &work->arena, who, found, err)) {
        return false;
    }
    if (!*found && !people_by_badge(work->store, generation, code, &work->arena, who, found, err)) {
        return false;
    }
    if (!*found) {
        return staff_refuse(work, STR_ACT_NOBODY, work->request->code);
    }
    utf8_copy(work->result->code, sizeof work->result->code, who->code);
    return meaning_make(work->store, MEANING_PERSON, who->code, who->person.token, err);
}

const char *staff_status(const struct lecture *lecture, const struct people_entry *who, int64_t at_ms)
{
    bool expected = !who->removed && lecture_expects(lecture, who->person.unit, who->person.team, who->code);
    bool late = programme_whole_second_ms(at_ms) > lecture_late_after_ms(lecture);
    return !expected ? "walk_in" : late ? "late" : "on_time";
}

static bool stamp(struct staff_work *work, struct err *err)
{
    const struct staff_request *request = work->request;
    check_in_stamp(work->check_in, work->clock, clock_wall_ms(work->clock), &work->stamp);
    if (*request->operator_name) {
        if (!meaning_make(work->store, MEANING_OPERATOR, request->operator_name, work->operator_token, err)) {
            return false;
        }
        work->stamp.operator_token = work->operator_token;
    }
    if (*request->reason) {
        if (!meaning_make(work->store, MEANING_REASON, request->reason, work->reason_token, err)) {
            return false;
        }
        work->stamp.reason = work->reason_token;
    }
    return true;
}

/* What gets into the log and the lists cannot be taken out again: only text that a line of a list can show.
 */
static bool is_plain(const char *text)
{
    size_t len = strlen(text);
    for (size_t i = 0; i < len; i++) {
        if ((unsigned char)text[i] < ' ' || text[i] == 0x7F) {
            return false;
        }
    }
    return utf8_valid(text, len);
}

static bool texts_are_plain(const struct staff_request *request)
{
    const char *name = request->operator_name;
    bool blank = *name && name[strspn(name, " ")] == '\0';
    return !blank && is_plain(name) && is_plain(request->reason) && is_plain(request->name) &&
           is_plain(request->unit) && is_plain(request->team);
}

static bool carry_out(struct staff_work *work, struct err *err)
{
    static staff_action *const actions[STAFF_VERB_COUNT] = {[STAFF_SUPPLEMENT] = staff_supplement,
                                                            [STAFF_VOID] = staff_void,
                                                            [STAFF_LINK] = staff_link,
                                                            [STAFF_REPLACE] = staff_replace,
                                                            [STAFF_REGISTER] = staff_register,
                                                            [STAFF_UNDO] = staff_undo,
                                                            [STAFF_PIN] = staff_pin,
                                                            [STAFF_GATE] = staff_gate,
                                                            [STAFF_MOVE] = staff_move,
                                                            [STAFF_ANCHOR] = staff_anchor,
                                                            [STAFF_SETTING] = staff_setting,
                                                            [STAFF_UNDO_IMPORT] = staff_undo_import};
    enum staff_verb verb = work->request->verb;
    int64_t generation;
    if (!store_generation(work->store, &generation, err)) {
        return false;
    }
    if (generation == 0) {
        return staff_refuse(work, STR_ACT_NO_EVENT);
    }
    if (!texts_are_plain(work->request)) {
        return staff_refuse(work, STR_ACT_BAD_TEXT);
    }
    return check_in_programme(work->check_in, work->store, err) && stamp(work, err) &&
           ((unsigned)verb < STAFF_VERB_COUNT ? actions[verb](work, err)
                                              : staff_refuse(work, STR_ACT_NOTHING));
}

/* Runs work between begin and commit; rolled back where nothing is to stay. */
static bool transact(struct staff_work *work, staff_action *action, struct err *err)
{
    struct err why = {0};
    bool done = store_begin(work->store, &why);
    if (done) {
        done = action(work, &why);
        if (done && work->result->done) {
            done = store_commit(work->store, &why);
        } else {
            store_rollback(work->store);
        }
    }
    if (!done) {
        work->result->done = false;
        utf8_copy(work->result->sentence, sizeof work->result->sentence, why.text);
        if (err) {
            *err = why;
        }
    }
    arena_finish(&work->arena);
    return done;
}

bool staff_do(struct check_in *check_in, struct store *store, const struct clock *clock,
              const struct staff_request *request, struct staff_result *result, struct err *err)
{
    *result = (struct staff_result){.verb = request->verb};
    struct staff_work work = {
        .check_in = check_in, .store = store, .clock = clock, .request = request, .result = result};
    bool done = transact(&work, carry_out, err);
    check_in->last_badge[0] = '\0'; /* the next scan of the same badge may mean something else now */
    return done;
}

static bool note_entry(struct staff_work *work, struct err *err)
{
    struct log_row row = {.kind = "staff", .status = work->request->value};
    work->result->done = true;
    return stamp(work, err) && staff_append(work, &row, err);
}

bool staff_note_entry(struct check_in *check_in, struct store *store, const struct clock *clock,
                      const char *status, struct err *err)
{
    struct staff_request request = {0};
    struct staff_result result = {0};
    utf8_copy(request.value, sizeof request.value, status);
    struct staff_work work = {
        .check_in = check_in, .store = store, .clock = clock, .request = &request, .result = &result};
    return transact(&work, note_entry, err);
}

static bool bring_in(struct staff_work *work, struct err *err)
{
    struct log_row row = {.kind = "import", .status = "brought"};
    work->result->done = true;
    return pack_put_activate(work->put, &work->people_kept, err) && stamp(work, err) &&
           staff_append(work, &row, err);
}

bool staff_import(struct check_in *check_in, struct store *store, const struct clock *clock,
                  const char *operator_name, struct pack_put *put, int *people_kept, struct err *err)
{
    struct staff_request request = {0};
    struct staff_result result = {0};
    utf8_copy(request.operator_name, sizeof request.operator_name, operator_name);
    struct staff_work work = {.check_in = check_in,
                              .store = store,
                              .clock = clock,
                              .request = &request,
                              .result = &result,
                              .put = put};
    bool done = transact(&work, bring_in, err);
    if (people_kept) {
        *people_kept = work.people_kept;
    }
    return done;
}
