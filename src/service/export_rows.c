#include "service/export_rows.h"

#include "service/zone.h"
#include "store/lectures.h"
#include "store/store.h"

#include <stdio.h>
#include <string.h>

/* What the visits of one lecture share. */
struct walk {
    struct export_rows *rows;
    const struct export_visitor *visitor;
    const struct lecture *lecture;
};

bool export_rows_open(struct export_rows *rows, struct err *err)
{
    int64_t generation;
    if (!store_generation(rows->store, &generation, err)) {
        return false;
    }
    if (generation != 0 &&
        (!lectures_load(rows->store, generation, &rows->arena, &rows->event, &rows->programme, NULL, err) ||
         !zone_follow(rows->event.zone, err))) {
        return false;
    }
    return roster_load(&rows->roster, rows->store, generation, err);
}

bool export_rows_lecture(struct export_rows *rows, const char *id, const struct lecture **out,
                         struct err *err)
{
    struct tally tally = {0};
    *out = NULL;
    if (strcmp(id, "all") == 0) {
        return roster_prepare(&rows->roster, SIZE_MAX, err);
    }
    *out = programme_find(&rows->programme, id);
    if (!*out) {
        return err_set(err, ERR_NOT_FOUND, str(STR_LECTURE_UNKNOWN), id);
    }
    return attendance_tally(rows->store, id, &tally, err) &&
           roster_prepare(&rows->roster, (size_t)tally_signed_in(&tally), err);
}

static void find_words(const struct roster *roster, const struct roster_person *person,
                       struct roster_words *out)
{
    if (person) {
        roster_words(roster, person, out);
    } else {
        *out = (struct roster_words){"", "", ",", "", ",", "", ",", ""};
    }
}

static bool take_line(void *context, const struct attendance_line *line, struct err *err)
{
    struct walk *walk = context;
    struct roster *roster = &walk->rows->roster;
    struct roster_person *person = NULL;
    const char *badge = "";
    if ((line->person && !roster_person(roster, line->person, &person, err)) ||
        (line->badge && !roster_badge(roster, line->badge, &badge, err))) {
        return false;
    }
    struct roster_words words;
    find_words(roster, person, &words);
    bool by_number = person && (!*badge || strcmp(badge, words.code) == 0);
    if (person) {
        person->mark = walk->rows->mark;
    }
    struct export_row row = {.lecture = walk->lecture,
                             .person = person,
                             .words = words,
                             .badge = by_number ? "" : badge,
                             .line = line,
                             .removed = person && person->removed && !person->registered,
                             .expected = person && walk->lecture && roster_expects(roster, person)};
    return walk->visitor->row(walk->visitor->context, &row, err);
}

static bool each_absent(struct walk *walk, struct err *err)
{
    struct roster *roster = &walk->rows->roster;
    for (size_t i = 0; i < roster->count; i++) {
        const struct roster_person *person = &roster->people[i];
        struct export_row row = {.lecture = walk->lecture, .person = person, .badge = "", .expected = true};
        if (person->mark == walk->rows->mark || !roster_expects(roster, person)) {
            continue;
        }
        roster_words(roster, person, &row.words);
        if (!walk->visitor->row(walk->visitor->context, &row, err)) {
            return false;
        }
    }
    return true;
}

static bool each_of(struct walk *walk, struct err *err)
{
    const struct export_visitor *visitor = walk->visitor;
    struct store *store = walk->rows->store;
    const char *id = walk->lecture ? walk->lecture->id : "";
    walk->rows->mark++;
    if (walk->lecture) {
        roster_expect(&walk->rows->roster, walk->lecture);
    }
    return (!visitor->begin || visitor->begin(visitor->context, walk->lecture, err)) &&
           (!walk->lecture || attendance_each(store, id, take_line, walk, err)) &&
           attendance_each_unknown(store, id, take_line, walk, err) &&
           (!walk->lecture || each_absent(walk, err));
}

bool export_rows_each(struct export_rows *rows, const struct lecture *lecture,
                      const struct export_visitor *visitor, struct err *err)
{
    struct walk walk = {.rows = rows, .visitor = visitor, .lecture = lecture};
    if (lecture) {
        return each_of(&walk, err);
    }
    for (size_t i = 0; i < rows->programme.count; i++) {
        walk.lecture = &rows->programme.items[i];
        if (!progress_step(rows->progress, (int64_t)i, (int64_t)rows->programme.count + 1, err) ||
            !each_of(&walk, err)) {
            return false;
        }
    }
    walk.lecture = NULL;
    return each_of(&walk, err);
}

/* --- words --- */

const char *export_row_status(const struct export_row *row)
{
    return row->line ? row->line->status : "absent";
}

static void add_note(const struct export_rows *rows, struct buf *out, size_t start, const char *text)
{
    if (out->len > start) {
        buf_puts(out, str_in(rows->lang, STR_NOTE_JOIN));
    }
    buf_puts(out, text);
}

static void add_minutes(const struct export_rows *rows, struct buf *out, size_t start, enum str_id sentence,
                        int minutes)
{
    char text[96];
    snprintf(text, sizeof text, str_in(rows->lang, sentence), minutes);
    add_note(rows, out, start, text);
}

void export_rows_note(const struct export_rows *rows, const struct export_row *row, struct buf *out)
{
    const struct attendance_line *line = row->line;
    const size_t start = out->len;
    if (!line) {
        return;
    }
    if (strcmp(line->status, "late") == 0 && row->lecture) {
        int64_t late_ms = programme_whole_second_ms(line->at_ms) - row->lecture->start_ms;
        add_minutes(rows, out, start, STR_NOTE_LATE, (int)(late_ms / 60000));
    } else if (strcmp(line->status, "walk_in") == 0) {
        add_note(rows, out, start, str_in(rows->lang, STR_NOTE_WALK_IN));
    } else if (strcmp(line->status, "unknown") == 0) {
        add_note(rows, out, start, str_in(rows->lang, STR_NOTE_UNKNOWN));
    }
    if (line->early && row->lecture) {
        int64_t early_ms = row->lecture->end_ms - programme_whole_second_ms(line->out_ms);
        add_minutes(rows, out, start, STR_NOTE_EARLY, (int)((early_ms + 59999) / 60000));
    }
    if (line->by_staff) {
        add_note(rows, out, start, str_in(rows->lang, STR_NOTE_BY_STAFF));
    }
    if (row->removed) {
        add_note(rows, out, start, str_in(rows->lang, STR_NOTE_REMOVED));
    }
    if (line->simulated) {
        add_note(rows, out, start, str_in(rows->lang, STR_NOTE_SIMULATED));
    }
}

void export_rows_finish(struct export_rows *rows)
{
    roster_finish(&rows->roster);
    arena_finish(&rows->arena);
    *rows = (struct export_rows){0};
}
