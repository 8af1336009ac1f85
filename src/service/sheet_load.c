#include "service/sheet_load.h"

#include "base/strings.h"
#include "domain/person.h"
#include "format/pinyin.h"
#include "service/roster.h"
#include "service/zone.h"
#include "store/attendance_table.h"
#include "store/history.h"
#include "store/lectures.h"
#include "store/people.h"
#include "store/store.h"

#include <stdlib.h>
#include <string.h>

struct loader {
    struct store *store;
    struct sheet *sheet;
    struct roster roster;
    struct event event;
    struct programme programme;
    const struct lecture *lecture;
    struct sheet_row *people; /* one a person of the roster, in its order */
    bool *kept;               /* of those: the sheet shows the person */
    size_t people_count;
    struct sheet_row *strangers; /* unknown badges, and people whose meaning was erased */
    size_t stranger_count, stranger_capacity;
};

static const char *copy(struct loader *loader, const char *text)
{
    return *text ? arena_strdup(&loader->sheet->arena, text) : "";
}

/* Who was entered by staff, or imported before initials were kept, has none in the store. */
static const char *copy_initials(struct loader *loader, const struct people_line *line)
{
    char initials[PINYIN_INITIALS_SIZE];
    if (*line->initials) {
        return copy(loader, line->initials);
    }
    pinyin_initials(line->name, initials, sizeof initials);
    return copy(loader, initials);
}

static bool whole(const struct sheet_row *row)
{
    return row->code && row->worker_no && row->name && row->unit && row->team && row->group && row->seat &&
           row->initials && row->badge;
}

static bool take_line(void *context, const struct people_line *line, struct err *err)
{
    struct loader *loader = context;
    const struct roster_person *person = &loader->roster.people[loader->people_count];
    char seat[PERSON_TEXT_MAX + 1], group[PERSON_TEXT_MAX + 1];
    person_extra(line->extra, person_seat_columns, seat, sizeof seat);
    person_extra(line->extra, person_group_columns, group, sizeof group);
    struct sheet_row *row = &loader->people[loader->people_count];
    *row = (struct sheet_row){
        .code = copy(loader, line->code),
        .worker_no = copy(loader, line->worker_no),
        .name = copy(loader, line->name),
        .unit = copy(loader, line->unit),
        .team = copy(loader, line->team),
        .group = copy(loader, group),
        .seat = copy(loader, seat),
        .initials = copy_initials(loader, line),
        .badge = arena_strndup(&loader->sheet->arena, line->first_badge, line->first_badge_len),
        .expected = roster_expects(&loader->roster, person)};
    loader->kept[loader->people_count++] = row->expected;
    return whole(row) || err_memory(err);
}

static enum sheet_status status_of(const char *word)
{
    return strcmp(word, "late") == 0      ? SHEET_LATE
           : strcmp(word, "walk_in") == 0 ? SHEET_WALK_IN
           : strcmp(word, "unknown") == 0 ? SHEET_UNKNOWN
                                          : SHEET_ON_TIME;
}

static struct sheet_row *add_stranger(struct loader *loader)
{
    if (loader->stranger_count == loader->stranger_capacity) {
        size_t capacity = loader->stranger_capacity ? loader->stranger_capacity * 2 : 16;
        struct sheet_row *grown = realloc(loader->strangers, capacity * sizeof *grown);
        if (!grown) {
            return NULL;
        }
        loader->strangers = grown;
        loader->stranger_capacity = capacity;
    }
    struct sheet_row *row = &loader->strangers[loader->stranger_count++];
    *row = (struct sheet_row){.code = "",
                              .worker_no = "",
                              .name = "",
                              .unit = "",
                              .team = "",
                              .group = "",
                              .seat = "",
                              .initials = "",
                              .badge = ""};
    return row;
}

static bool take_record(void *context, const struct attendance_line *line, struct err *err)
{
    struct loader *loader = context;
    struct roster_person *person = NULL;
    const char *badge = "";
    if ((line->person && !roster_person(&loader->roster, line->person, &person, err)) ||
        (line->badge && !roster_badge(&loader->roster, line->badge, &badge, err))) {
        return false;
    }
    struct sheet_row *row = NULL;
    if (person) {
        size_t at = (size_t)(person - loader->roster.people);
        row = &loader->people[at];
        loader->kept[at] = true;
    } else {
        row = add_stranger(loader);
    }
    if (!row) {
        return err_memory(err);
    }
    row->status = status_of(line->status);
    row->in_ms = line->at_ms;
    row->out_ms = line->out_ms;
    row->early = line->early;
    row->by_staff = line->by_staff;
    row->simulated = line->simulated;
    if (*badge && strcmp(badge, row->code) != 0) {
        row->badge = copy(loader, badge);
    }
    return row->badge || err_memory(err);
}

/* The row of a person who is known by a token; NULL = nobody of the roster. */
static bool row_of(struct loader *loader, const unsigned char *token, size_t *at, bool *found,
                   struct err *err)
{
    struct roster_person *person = NULL;
    if (!roster_person(&loader->roster, token, &person, err)) {
        return false;
    }
    *found = person != NULL;
    *at = person ? (size_t)(person - loader->roster.people) : 0;
    return true;
}

static bool take_voided(void *context, const unsigned char *person, struct err *err)
{
    struct loader *loader = context;
    size_t at;
    bool found;
    if (!row_of(loader, person, &at, &found, err)) {
        return false;
    }
    if (found && !loader->people[at].in_ms) {
        loader->people[at].voided = loader->kept[at] = true;
    }
    return true;
}

static bool take_doubtful(void *context, const unsigned char *person, struct err *err)
{
    struct loader *loader = context;
    size_t at;
    bool found;
    if (!row_of(loader, person, &at, &found, err)) {
        return false;
    }
    if (found) {
        loader->people[at].clock_doubt = true;
    }
    return true;
}

/* --- figures --- */

static struct sheet_unit *unit_of(struct sheet *sheet, size_t *last, const char *name)
{
    for (size_t i = 0; i < sheet->unit_count; i++) {
        size_t at = (*last + i) % sheet->unit_count; /* neighbours mostly share theirs */
        if (strcmp(sheet->units[at].name, name) == 0) {
            *last = at;
            return &sheet->units[at];
        }
    }
    *last = sheet->unit_count;
    sheet->units[sheet->unit_count] = (struct sheet_unit){.name = name};
    return &sheet->units[sheet->unit_count++];
}

static bool count_units(struct sheet *sheet, struct err *err)
{
    size_t last = 0, most = 0;
    for (size_t i = 0; i < sheet->row_count; i++) {
        most += sheet->rows[i].expected;
    }
    sheet->units = arena_alloc(&sheet->arena, (most + 1) * sizeof *sheet->units);
    if (!sheet->units) {
        return err_memory(err);
    }
    for (size_t i = 0; i < sheet->row_count; i++) {
        const struct sheet_row *row = &sheet->rows[i];
        sheet->left_early += row->early;
        if (row->expected) {
            struct sheet_unit *unit = unit_of(sheet, &last, row->unit);
            unit->expected++;
            unit->present += row->status == SHEET_ON_TIME || row->status == SHEET_LATE;
        }
    }
    return true;
}

/* Bins of five minutes from the opening on; wider ones where those would be too many. */
static void count_arrivals(struct sheet *sheet, const struct lecture *lecture)
{
    enum { BIN_MS = 5 * 60 * 1000 };
    int64_t first = lecture_opens_ms(lecture), last = lecture->start_ms + 6 * BIN_MS;
    for (size_t i = 0; i < sheet->row_count; i++) {
        const struct sheet_row *row = &sheet->rows[i];
        if (row->in_ms && row->status != SHEET_UNKNOWN) {
            first = row->in_ms < first ? row->in_ms : first;
            last = row->in_ms > last ? row->in_ms : last;
        }
    }
    int64_t earliest = lecture->start_ms - 12 * 60 * 60000, latest = lecture->end_ms + 60 * 60000;
    first = first < earliest ? earliest : first;
    last = last > latest ? latest : last;
    int64_t bin_ms = BIN_MS;
    while ((last - first) / bin_ms + 2 > SHEET_BINS_MAX) {
        bin_ms *= 2;
    }
    sheet->bin_ms = bin_ms;
    sheet->bin_first_ms = first - first % bin_ms;
    sheet->bin_count = (size_t)((last - sheet->bin_first_ms) / bin_ms) + 1;
    for (size_t i = 0; i < sheet->row_count; i++) {
        const struct sheet_row *row = &sheet->rows[i];
        int64_t bin = (row->in_ms - sheet->bin_first_ms) / bin_ms;
        bool counts = row->in_ms >= sheet->bin_first_ms && row->status != SHEET_UNKNOWN;
        if (counts && bin < (int64_t)sheet->bin_count) {
            sheet->bins[bin]++;
        }
    }
}

static bool join_rows(struct loader *loader, struct err *err)
{
    struct sheet *sheet = loader->sheet;
    sheet->rows =
        arena_alloc(&sheet->arena, (loader->people_count + loader->stranger_count + 1) * sizeof *sheet->rows);
    if (!sheet->rows) {
        return err_memory(err);
    }
    for (size_t i = 0; i < loader->people_count; i++) {
        if (loader->kept[i]) {
            sheet->rows[sheet->row_count++] = loader->people[i];
        }
    }
    for (size_t i = 0; i < loader->stranger_count; i++) {
        sheet->rows[sheet->row_count++] = loader->strangers[i];
    }
    return true;
}

static bool load_roster(struct loader *loader, int64_t generation, struct err *err)
{
    struct roster *roster = &loader->roster;
    struct tally *tally = &loader->sheet->tally;
    tally->expected = loader->lecture->expected;
    return roster_load(roster, loader->store, generation, err) &&
           attendance_tally(loader->store, loader->lecture->id, tally, err) &&
           roster_prepare(roster, (size_t)tally_signed_in(tally), err);
}

static bool load(struct loader *loader, const char *lecture_id, struct err *err)
{
    struct sheet *sheet = loader->sheet;
    int64_t generation;
    if (!store_generation(loader->store, &generation, err)) {
        return false;
    }
    if (generation == 0) {
        return err_set(err, ERR_NOT_FOUND, str(STR_ACT_NO_EVENT));
    }
    if (!lectures_load(loader->store, generation, &sheet->arena, &loader->event, &loader->programme, NULL,
                       err) ||
        !zone_follow(loader->event.zone, err)) {
        return false;
    }
    loader->lecture = programme_find(&loader->programme, lecture_id);
    if (!loader->lecture) {
        return err_set(err, ERR_NOT_FOUND, str(STR_LECTURE_UNKNOWN), lecture_id);
    }
    if (!load_roster(loader, generation, err)) {
        return false;
    }
    roster_expect(&loader->roster, loader->lecture);
    loader->people = calloc(loader->roster.count + 1, sizeof *loader->people);
    loader->kept = calloc(loader->roster.count + 1, sizeof *loader->kept);
    if (!loader->people || !loader->kept) {
        return err_memory(err);
    }
    const char *id = loader->lecture->id;
    memcpy(sheet->lecture_id, id, strlen(id) + 1);
    if (!people_each(loader->store, generation, take_line, loader, err) ||
        !attendance_each(loader->store, id, take_record, loader, err) ||
        !attendance_each_unknown(loader->store, id, take_record, loader, err) ||
        !history_voided(loader->store, id, take_voided, loader, err) ||
        !history_doubtful(loader->store, id, take_doubtful, loader, err) || !join_rows(loader, err) ||
        !count_units(sheet, err)) {
        return false;
    }
    count_arrivals(sheet, loader->lecture);
    return true;
}

bool sheet_load(struct sheet *sheet, struct store *store, const char *lecture_id, struct err *err)
{
    struct loader loader = {.store = store, .sheet = sheet};
    if (!store_snapshot(store, err)) {
        return false;
    }
    bool done = load(&loader, lecture_id, err);
    store_snapshot_end(store);
    roster_finish(&loader.roster);
    free(loader.people);
    free(loader.kept);
    free(loader.strangers);
    if (!done) {
        sheet_finish(sheet);
    }
    return done;
}
