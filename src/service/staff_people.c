/* What staff do about a person or a badge. */
#include "service/staff_work.h"

#include "base/civil.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "store/attendance_table.h"
#include "store/history.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Rows that are to be taken back, copied: the statement that found them is done before others begin. */
struct row_list {
    struct staff_work *work;
    const char *kinds; /* of them, "|sign_in|..." */
    struct row_copy {
        unsigned char person[TOKEN_BYTES], badge[TOKEN_BYTES], station[LOG_STATION_BYTES];
        bool has_person, has_badge;
        const char *kind, *lecture; /* in the arena */
        int64_t seq, at_ms;
    } * items;
    size_t count, capacity;
};

static bool gather(void *context, const struct log_row *row, bool stands, struct err *err)
{
    struct row_list *list = context;
    char kind[32];
    snprintf(kind, sizeof kind, "|%s|", row->kind);
    if (!stands || (list->kinds && !strstr(list->kinds, kind))) {
        return true;
    }
    struct row_copy *items =
        arena_grow(&list->work->arena, list->items, list->count, &list->capacity, sizeof *items);
    if (!items) {
        return err_memory(err);
    }
    list->items = items;
    struct row_copy *copy = &list->items[list->count];
    *copy = (struct row_copy){.has_person = row->person,
                              .has_badge = row->badge,
                              .kind = arena_strdup(&list->work->arena, row->kind),
                              .lecture = arena_strdup(&list->work->arena, row->lecture),
                              .seq = row->seq,
                              .at_ms = row->at_ms};
    if (row->person) {
        memcpy(copy->person, row->person, TOKEN_BYTES);
    }
    if (row->badge) {
        memcpy(copy->badge, row->badge, TOKEN_BYTES);
    }
    memcpy(copy->station, row->station, LOG_STATION_BYTES);
    list->count++;
    return (copy->kind && copy->lecture) || err_memory(err);
}

/* A row of kind that takes copy back; it carries whom and what that was about. */
static bool take_back(struct staff_work *work, const char *kind, const struct row_copy *copy, bool with_badge,
                      struct err *err)
{
    struct log_row row = {.kind = kind,
                          .lecture = copy->lecture,
                          .person = copy->has_person ? copy->person : NULL,
                          .badge = with_badge && copy->has_badge ? copy->badge : NULL,
                          .ref_station = copy->station,
                          .ref_seq = copy->seq};
    return staff_append(work, &row, err);
}

static bool record_of(struct staff_work *work, const struct people_entry *who, const struct lecture *lecture,
                      struct attendance_record *out, struct err *err)
{
    const struct programme *programme = &work->check_in->programme;
    struct attendance_record *records = arena_alloc(&work->arena, programme->count * sizeof *records);
    if (!records) {
        return err_memory(err);
    }
    if (!attendance_records(work->store, who->person.token, programme, records, err)) {
        return false;
    }
    *out = records[lecture - programme->items];
    return true;
}

static const char *status_words(const char *status)
{
    return str(strcmp(status, "late") == 0      ? STR_ACT_STATUS_LATE
               : strcmp(status, "walk_in") == 0 ? STR_ACT_STATUS_WALK_IN
                                                : STR_ACT_STATUS_ON_TIME);
}

bool staff_supplement(struct staff_work *work, struct err *err)
{
    struct people_entry who;
    struct attendance_record record;
    bool found;
    char time[CIVIL_TEXT_SIZE];
    const struct lecture *lecture = staff_lecture(work);
    if (!lecture) {
        return true;
    }
    if (!staff_person(work, &who, &found, err)) {
        return false;
    }
    if (!found) {
        return true;
    }
    if (!record_of(work, &who, lecture, &record, err)) {
        return false;
    }
    int64_t came_ms = work->request->at_ms ? work->request->at_ms : lecture->start_ms;
    if (record.signed_in && came_ms >= record.signed_in_ms) {
        return staff_refuse(work, STR_ACT_ALREADY, who.person.name,
                            civil_format(record.signed_in_ms, CIVIL_HOUR_MINUTE, time));
    }
    struct log_row row = {.kind = "supplement",
                          .lecture = lecture->id,
                          .person = who.person.token,
                          .status = staff_status(lecture, &who, came_ms),
                          .has_value = true,
                          .value = came_ms};
    return staff_append(work, &row, err) &&
           staff_done(work, STR_ACT_SUPPLEMENTED, who.person.name, status_words(row.status));
}

static bool void_unknown(struct staff_work *work, struct err *err)
{
    unsigned char badge[TOKEN_BYTES];
    char text[BADGE_TEXT_SIZE];
    bool found;
    int voided = 0;
    struct row_list list = {.work = work};
    if (!badge_canonical(work->request->badge, text)) {
        return staff_refuse(work, STR_ACT_NO_BADGE_HERE, work->request->badge);
    }
    if (!meaning_find(work->store, MEANING_BADGE, text, badge, &found, err) ||
        (found && !history_of_badge(work->store, badge, gather, &list, err))) {
        return false;
    }
    for (size_t i = 0; i < list.count; i++) {
        if (strcmp(list.items[i].lecture, work->request->lecture) == 0) {
            voided++;
            if (!take_back(work, "void", &list.items[i], true, err)) {
                return false;
            }
        }
    }
    return voided ? staff_done(work, STR_ACT_VOIDED_BADGE, text)
                  : staff_refuse(work, STR_ACT_NO_BADGE_HERE, text);
}

bool staff_void(struct staff_work *work, struct err *err)
{
    struct people_entry who;
    struct row_list list = {.work = work, .kinds = "|sign_in|supplement|claim|sign_out|"};
    bool found;
    if (*work->request->badge) {
        return void_unknown(work, err);
    }
    const struct lecture *lecture = staff_lecture(work);
    if (!lecture) {
        return true;
    }
    if (!staff_person(work, &who, &found, err)) {
        return false;
    }
    if (!found) {
        return true;
    }
    if (!history_of_person(work->store, who.person.token, lecture->id, gather, &list, err)) {
        return false;
    }
    if (list.count == 0) {
        return staff_refuse(work, STR_ACT_NOT_SIGNED_IN, who.person.name);
    }
    for (size_t i = 0; i < list.count; i++) {
        bool claim = strcmp(list.items[i].kind, "claim") == 0;
        if (!take_back(work, "void", &list.items[i], claim, err)) {
            return false;
        }
    }
    return staff_done(work, STR_ACT_VOIDED, who.person.name);
}

bool staff_link_badge(struct staff_work *work, const struct people_entry *who, const char *badge, int *claims,
                      struct err *err)
{
    unsigned char token[TOKEN_BYTES];
    struct row_list list = {.work = work};
    *claims = 0;
    if (!meaning_make(work->store, MEANING_BADGE, badge, token, err) ||
        !history_of_badge(work->store, token, gather, &list, err)) {
        return false;
    }
    struct log_row link = {.kind = "link", .person = who->person.token, .badge = token};
    if (!staff_append(work, &link, err)) {
        return false;
    }
    const struct programme *programme = &work->check_in->programme;
    bool *claimed = arena_alloc(&work->arena, programme->count + 1);
    if (!claimed) {
        return err_memory(err);
    }
    for (size_t i = 0; i < list.count; i++) {
        const struct row_copy *unknown = &list.items[i];
        const struct lecture *lecture = programme_find(programme, unknown->lecture);
        if (!lecture || claimed[lecture - programme->items]) {
            continue; /* the first of a lecture counts */
        }
        claimed[lecture - programme->items] = true;
        struct log_row claim = {.kind = "claim",
                                .lecture = lecture->id,
                                .person = who->person.token,
                                .badge = token,
                                .status = staff_status(lecture, who, unknown->at_ms),
                                .ref_station = unknown->station,
                                .ref_seq = unknown->seq,
                                .has_value = true,
                                .value = unknown->at_ms};
        if (!staff_append(work, &claim, err)) {
            return false;
        }
        ++*claims;
    }
    return true;
}

/* The badge in canonical form; refuses where it is none or belongs to somebody else. */
static bool free_badge(struct staff_work *work, const struct people_entry *who, char badge[BADGE_TEXT_SIZE],
                       bool *usable, struct err *err)
{
    struct people_entry owner;
    bool owned;
    *usable = false;
    if (!badge_canonical(work->request->badge, badge)) {
        return staff_refuse(work, STR_PACK_BAD_BADGE, work->request->badge, (int)BADGE_MAX_CHARS);
    }
    if (!people_by_badge(work->store, work->check_in->loaded.generation, badge, &work->arena, &owner, &owned,
                         err)) {
        return false;
    }
    if (owned && (!who || strcmp(owner.code, who->code) != 0)) {
        return staff_refuse(work, STR_ACT_BADGE_TAKEN, badge, owner.person.name);
    }
    *usable = true;
    return true;
}

bool staff_link(struct staff_work *work, struct err *err)
{
    struct people_entry who;
    char badge[BADGE_TEXT_SIZE];
    bool found, usable;
    int claims;
    if (!staff_person(work, &who, &found, err)) {
        return false;
    }
    if (!found) {
        return true;
    }
    if (!free_badge(work, &who, badge, &usable, err)) {
        return false;
    }
    if (!usable) {
        return true;
    }
    return staff_link_badge(work, &who, badge, &claims, err) &&
           staff_done(work, STR_ACT_LINKED, badge, who.person.name, claims);
}

/* A badge of the person that may have gone to somebody else since is left alone. */
static bool revoke(struct staff_work *work, const struct people_entry *who, const char *badge, int *revoked,
                   struct err *err)
{
    struct people_entry owner;
    unsigned char token[TOKEN_BYTES];
    bool owned;
    if (!people_by_badge(work->store, work->check_in->loaded.generation, badge, &work->arena, &owner, &owned,
                         err)) {
        return false;
    }
    if (!owned || strcmp(owner.code, who->code) != 0) {
        return true;
    }
    struct log_row row = {.kind = "revoke", .person = who->person.token, .badge = token};
    ++*revoked;
    return meaning_make(work->store, MEANING_BADGE, badge, token, err) && staff_append(work, &row, err);
}

/* Badges of the person that hold now, by the roster or by a link. */
static bool revoke_badges(struct staff_work *work, const struct people_entry *who, int *revoked,
                          struct err *err)
{
    struct row_list links = {.work = work, .kinds = "|link|"};
    *revoked = 0;
    if (!history_of_person(work->store, who->person.token, "", gather, &links, err)) {
        return false;
    }
    for (size_t i = 0; i < who->person.badges.count; i++) {
        if (!revoke(work, who, who->person.badges.items[i], revoked, err)) {
            return false;
        }
    }
    for (size_t i = 0; i < links.count; i++) {
        const char *badge;
        if (!meaning_text(work->store, links.items[i].badge, &work->arena, &badge, err) ||
            (badge && !revoke(work, who, badge, revoked, err))) {
            return false;
        }
    }
    return true;
}

bool staff_replace(struct staff_work *work, struct err *err)
{
    struct people_entry who;
    char badge[BADGE_TEXT_SIZE] = "";
    bool found, usable = true;
    int revoked, claims;
    if (!staff_person(work, &who, &found, err)) {
        return false;
    }
    if (!found) {
        return true;
    }
    if (*work->request->badge && !free_badge(work, &who, badge, &usable, err)) {
        return false;
    }
    if (!usable) {
        return true;
    }
    if (!revoke_badges(work, &who, &revoked, err)) {
        return false;
    }
    if (*badge) {
        return staff_link_badge(work, &who, badge, &claims, err) &&
               staff_done(work, STR_ACT_REPLACED, who.person.name, badge);
    }
    return revoked ? staff_done(work, STR_ACT_REVOKED, who.person.name)
                   : staff_refuse(work, STR_ACT_NO_BADGE, who.person.name);
}

/* --- who is not on the roster --- */

/* "LS001" and so on: the first that nobody has. */
static bool make_up_number(struct staff_work *work, char out[BADGE_TEXT_SIZE], struct err *err)
{
    for (int n = 1;; n++) {
        struct people_entry who;
        bool found;
        snprintf(out, BADGE_TEXT_SIZE, "LS%03d", n);
        if (!people_by_code(work->store, work->check_in->loaded.generation, out, &work->arena, &who, &found,
                            err)) {
            return false;
        }
        if (!found) {
            return true;
        }
    }
}

/* Whether a number is in use: that of somebody whose registration was undone may be used again. */
static bool is_taken(struct staff_work *work, struct people_entry *who, bool *taken, struct err *err)
{
    *taken = true;
    return !who->registered ||
           (meaning_make(work->store, MEANING_PERSON, who->code, who->person.token, err) &&
            history_registered(work->store, who->person.token, taken, err));
}

static bool enter_person(struct staff_work *work, struct people_entry *who, bool *entered, struct err *err)
{
    const struct staff_request *request = work->request;
    char number[BADGE_TEXT_SIZE];
    bool found, taken;
    *entered = false;
    if (*request->code ? !badge_canonical(request->code, number) : !make_up_number(work, number, err)) {
        return *request->code && staff_refuse(work, STR_ACT_BAD_NUMBER, request->code);
    }
    if (!people_by_code(work->store, work->check_in->loaded.generation, number, &work->arena, who, &found,
                        err)) {
        return false;
    }
    if (found && !is_taken(work, who, &taken, err)) {
        return false;
    }
    if (found && taken) {
        return staff_refuse(work, STR_ACT_NUMBER_TAKEN, number, who->person.name);
    }
    struct person person = {.worker_no = number,
                            .name = request->name[strspn(request->name, " ")] ? request->name
                                                                              : str(STR_ACT_GUEST),
                            .unit = request->unit,
                            .team = request->team,
                            .role = "",
                            .extra = ""};
    if (!people_register(work->store, work->check_in->loaded.generation, &person, err) ||
        !people_by_code(work->store, work->check_in->loaded.generation, number, &work->arena, who, entered,
                        err)) {
        return false;
    }
    utf8_copy(work->result->code, sizeof work->result->code, who->code);
    return meaning_make(work->store, MEANING_PERSON, who->code, who->person.token, err);
}

bool staff_register(struct staff_work *work, struct err *err)
{
    struct people_entry who;
    char badge[BADGE_TEXT_SIZE] = "";
    bool usable = true, entered;
    int claims = 0;
    const struct lecture *lecture = staff_lecture(work);
    if (!lecture) {
        return true;
    }
    if (*work->request->badge && !free_badge(work, NULL, badge, &usable, err)) {
        return false;
    }
    if (!usable) {
        return true;
    }
    if (!enter_person(work, &who, &entered, err)) {
        return false;
    }
    if (!entered) {
        return true;
    }
    struct log_row row = {.kind = "register", .lecture = lecture->id, .person = who.person.token};
    if (!staff_append(work, &row, err) || (*badge && !staff_link_badge(work, &who, badge, &claims, err))) {
        return false;
    }
    struct attendance_record record;
    if (!record_of(work, &who, lecture, &record, err)) {
        return false;
    }
    if (!record.signed_in) {
        int64_t at_ms = work->request->at_ms ? work->request->at_ms : work->stamp.at_ms;
        struct log_row came = {.kind = "supplement",
                               .lecture = lecture->id,
                               .person = who.person.token,
                               .status = staff_status(lecture, &who, at_ms),
                               .has_value = true,
                               .value = at_ms};
        if (!staff_append(work, &came, err)) {
            return false;
        }
    }
    return staff_done(work, STR_ACT_REGISTERED, who.person.name, who.person.worker_no);
}

/* --- undo --- */

bool staff_undo(struct staff_work *work, struct err *err)
{
    struct row_list list = {.work = work};
    if (!history_last_action(work->store, gather, &list, err)) {
        return false;
    }
    if (list.count == 0) {
        return staff_refuse(work, STR_ACT_NOTHING);
    }
    for (size_t i = list.count; i-- > 0;) {
        if (!take_back(work, "undo", &list.items[i], true, err)) {
            return false;
        }
    }
    return (strcmp(list.items[0].kind, "pin") != 0 || staff_pin_again(work, err)) &&
           staff_done(work, STR_ACT_UNDONE, staff_kind_words(list.items[0].kind));
}
