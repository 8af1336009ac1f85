/* What staff do about a lecture as a whole, the clock and the settings of the station. */
#include "service/staff_work.h"

#include "base/civil.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "domain/badge_profile.h"
#include "service/reader_profile.h"
#include "store/history.h"
#include "store/pack_table.h"
#include "store/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool staff_pin(struct staff_work *work, struct err *err)
{
    const char *id = work->request->lecture;
    const struct lecture *lecture = *id ? staff_lecture(work) : NULL;
    if (*id && !lecture) {
        return true;
    }
    struct log_row row = {.kind = "pin", .lecture = id};
    return staff_append(work, &row, err) && settings_put(work->store, "station.lecture", id, err) &&
           (lecture ? staff_done(work, STR_ACT_PINNED, lecture->title) : staff_done(work, STR_ACT_UNPINNED));
}

/* After an undo: what the pin before it said holds again. */
bool staff_pin_again(struct staff_work *work, struct err *err)
{
    char lecture[LECTURE_ID_SIZE];
    return history_pinned(work->store, lecture, sizeof lecture, err) &&
           settings_put(work->store, "station.lecture", lecture, err);
}

bool staff_gate(struct staff_work *work, struct err *err)
{
    static const enum str_id sentences[] = {[GATE_BY_TIME] = STR_ACT_GATE_BY_TIME,
                                            [GATE_OPEN] = STR_ACT_GATE_OPEN,
                                            [GATE_CLOSED] = STR_ACT_GATE_CLOSED};
    const struct lecture *lecture = staff_lecture(work);
    if (!lecture) {
        return true;
    }
    enum gate gate = work->request->gate;
    if ((unsigned)gate > GATE_CLOSED) {
        return staff_refuse(work, STR_ACT_NOTHING);
    }
    struct log_row row = {.kind = "gate", .lecture = lecture->id, .has_value = true, .value = (int64_t)gate};
    return staff_append(work, &row, err) && staff_done(work, sentences[gate], lecture->title);
}

bool staff_move(struct staff_work *work, struct err *err)
{
    enum { MOST_MIN = 12 * 60 };
    const struct programme *programme = &work->check_in->programme;
    const struct lecture *lecture = staff_lecture(work);
    int minutes = work->request->minutes;
    char before[CIVIL_TEXT_SIZE], after[CIVIL_TEXT_SIZE];
    if (!lecture) {
        return true;
    }
    if (minutes == 0 || abs(minutes) > MOST_MIN) {
        return staff_refuse(work, STR_ACT_BAD_MINUTES, minutes, MOST_MIN);
    }
    int64_t *starts = arena_alloc(&work->arena, programme->count * sizeof *starts);
    if (!starts) {
        return err_memory(err);
    }
    size_t moved = programme_move(programme, lecture, minutes, work->request->follow, starts);
    for (size_t i = 0; i < programme->count; i++) {
        const struct lecture *item = &programme->items[i];
        struct log_row row = {.kind = "move",
                              .lecture = item->id,
                              .has_value = true,
                              .value = starts[i],
                              .has_basis = true,
                              .basis = item->planned_start_ms};
        if (starts[i] != item->start_ms && !staff_append(work, &row, err)) {
            return false;
        }
    }
    civil_format(lecture->start_ms, CIVIL_HOUR_MINUTE, before);
    civil_format(starts[lecture - programme->items], CIVIL_HOUR_MINUTE, after);
    return staff_done(work, STR_ACT_MOVED, lecture->title, before, after, (int)moved);
}

/* --- the clock --- */

struct retimes {
    struct staff_work *work;
    int64_t offset_ms; /* true time = boot time + this */
    struct retime {
        unsigned char station[LOG_STATION_BYTES], person[TOKEN_BYTES];
        const char *lecture, *status;
        int64_t seq, value_ms;
    } * items;
    size_t count, capacity;
};

static bool keep(struct retimes *list, const struct retime *item)
{
    struct retime *items =
        arena_grow(&list->work->arena, list->items, list->count, &list->capacity, sizeof *items);
    if (items) {
        list->items = items;
        items[list->count++] = *item;
    }
    return items != NULL;
}

static const char *left_word(const struct lecture *lecture, int64_t at_ms)
{
    return programme_whole_second_ms(at_ms) < lecture->end_ms ? "early" : "ended";
}

static bool measure(void *context, const struct log_row *row, bool stands, struct err *err)
{
    struct retimes *list = context;
    struct staff_work *work = list->work;
    const struct lecture *lecture = programme_find(&work->check_in->programme, row->lecture);
    int64_t true_ms = row->boot_ms + list->offset_ms;
    struct people_entry who;
    bool found, leaves = strcmp(row->kind, "sign_out") == 0;
    /* what a trial run recorded under a clock of its own says nothing about this one */
    if (!stands || !lecture || row->simulated != work->stamp.simulated) {
        return true;
    }
    if (!people_by_token(work->store, work->check_in->loaded.generation, row->person, &work->arena, &who,
                         &found, err)) {
        return false;
    }
    struct retime item = {.lecture = lecture->id,
                          .status = leaves  ? left_word(lecture, true_ms)
                                    : found ? staff_status(lecture, &who, true_ms)
                                            : "walk_in",
                          .seq = row->seq,
                          .value_ms = true_ms};
    memcpy(item.station, row->station, sizeof item.station);
    memcpy(item.person, row->person, sizeof item.person);
    return keep(list, &item) || err_memory(err);
}

bool staff_anchor(struct staff_work *work, struct err *err)
{
    /* the years a kiosk may see: a typing error must not move a day's records to 1970 */
    static const int64_t first_ms = 1577836800000, last_ms = 4102444800000; /* 2020 to 2100 */
    int64_t true_ms = work->request->at_ms;
    char time[CIVIL_TEXT_SIZE];
    if (true_ms < first_ms || true_ms >= last_ms) {
        return staff_refuse(work, STR_ACT_BAD_TIME);
    }
    struct log_row anchor = {.kind = "anchor", .has_value = true, .value = true_ms};
    struct retimes list = {.work = work, .offset_ms = true_ms - work->stamp.boot_ms};
    if (!history_of_boot(work->store, work->stamp.boot_id, list.offset_ms, measure, &list, err)) {
        return false;
    }
    for (size_t i = 0; i < list.count; i++) {
        struct retime *item = &list.items[i];
        struct log_row row = {.kind = "retime",
                              .lecture = item->lecture,
                              .person = item->person,
                              .status = item->status,
                              .ref_station = item->station,
                              .ref_seq = item->seq,
                              .has_value = true,
                              .value = item->value_ms};
        if (!staff_append(work, &row, err)) {
            return false;
        }
    }
    /* the last of them: the rows that follow are measured against the time it sets */
    if (!staff_append(work, &anchor, err)) {
        return false;
    }
    work->result->set_ms = true_ms;
    return staff_done(work, STR_ACT_ANCHORED, civil_format(true_ms, CIVIL_DATE_TIME, time), (int)list.count);
}

/* --- settings --- */

/* A profile is held against the roster first: it may make one of two people. */
static bool put_setting(struct store *store, const char *key, const char *value, struct err *err)
{
    struct badge_profile profile;
    bool checked = strcmp(key, SETTINGS_READER_PROFILE) != 0 || !badge_profile_read(value, &profile) ||
                   reader_profile_check(store, &profile, err);
    return checked && settings_put(store, key, value, err);
}

bool staff_setting(struct staff_work *work, struct err *err)
{
    const struct staff_request *request = work->request;
    unsigned char token[TOKEN_BYTES];
    struct err why = {0};
    char text[STAFF_KEY_SIZE + STAFF_VALUE_SIZE + 2];
    if (!put_setting(work->store, request->key, request->value, &why)) {
        bool theirs = why.code == ERR_INPUT || why.code == ERR_NOT_FOUND;
        return theirs ? staff_refuse(work, STR_ACT_AS_IT_IS, why.text)
                      : err_set(err, why.code, "%s", why.text);
    }
    snprintf(text, sizeof text, "%s=%s", request->key, request->value);
    if (!meaning_make(work->store, MEANING_REASON, text, token, err)) {
        return false;
    }
    struct log_row row = {.kind = "setting", .reason = token};
    return staff_append(work, &row, err) && staff_done(work, STR_ACT_SET);
}

bool staff_undo_import(struct staff_work *work, struct err *err)
{
    bool can;
    struct log_row row = {.kind = "import", .status = "undone"};
    if (!pack_table_can_undo(work->store, &can, err)) {
        return false;
    }
    if (!can) {
        return staff_refuse(work, STR_IMPORT_NO_UNDO);
    }
    return pack_table_undo(work->store, err) && staff_append(work, &row, err) &&
           check_in_programme(work->check_in, work->store, err) &&
           staff_done(work, STR_IMPORT_UNDONE, work->check_in->event.title);
}
