#include "service/export.h"

#include "base/civil.h"
#include "domain/event.h"
#include "domain/programme.h"
#include "format/csv.h"
#include "service/roster.h"
#include "service/zone.h"
#include "store/attendance_table.h"
#include "store/lectures.h"
#include "store/store.h"

#include <string.h>

enum { PIECE_BYTES = 64 * 1024 };

struct export
{
    struct store *store;
    enum lang lang;
    export_write *write;
    void *context;
    struct buf out;
    struct arena arena;
    struct event event;
    struct programme programme;
    struct roster roster;
    const struct lecture *lecture; /* being listed; NULL = badges under no lecture */
    uint32_t mark;                 /* of who is signed in to it */
    struct buf lecture_cells;      /* event .. venue, the same in all its rows */
    int64_t number;
    int64_t minute;       /* whose text stands in minute_text */
    char minute_text[32]; /* "2026-11-22 09:00:" */
};

static const char *word(const struct export *list, enum str_id id)
{
    return str_in(list->lang, id);
}

static bool flush(struct export *list, size_t at_least, struct err *err)
{
    if (!buf_ok(&list->out)) {
        return err_memory(err);
    }
    if (list->out.len < at_least || list->out.len == 0) {
        return true;
    }
    bool done = list->write(list->context, list->out.data, list->out.len, err);
    buf_clear(&list->out);
    return done;
}

/* --- cells --- */

static void put_header(struct export *list)
{
    static const enum str_id names[] = {
        STR_COLUMN_NO,    STR_COLUMN_EVENT,  STR_COLUMN_LECTURE_ID, STR_COLUMN_LECTURE,
        STR_COLUMN_DATE,  STR_COLUMN_VENUE,  STR_COLUMN_WORKER_NO,  STR_COLUMN_BADGE,
        STR_COLUMN_NAME,  STR_COLUMN_UNIT,   STR_COLUMN_TEAM,       STR_COLUMN_STATUS,
        STR_COLUMN_IN_AT, STR_COLUMN_OUT_AT, STR_COLUMN_METHOD,     STR_COLUMN_NOTE};
    csv_write_bom(&list->out);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        csv_write_cell(&list->out, i == 0, word(list, names[i]));
    }
    csv_end_row(&list->out);
}

/* The number and what all rows of the lecture share. */
static void begin_row(struct export *list)
{
    char digits[24];
    size_t at = sizeof digits;
    for (int64_t rest = ++list->number; rest > 0; rest /= 10) {
        digits[--at] = (char)('0' + rest % 10);
    }
    buf_append(&list->out, digits + at, sizeof digits - at);
    buf_append(&list->out, buf_text(&list->lecture_cells), list->lecture_cells.len);
}

/* Sign-ins come in order of time: the calendar is asked once a minute of them. */
static void put_time(struct export *list, int64_t at_ms)
{
    int64_t second = programme_whole_second_ms(at_ms) / 1000;
    int64_t minute = second / 60 - (second % 60 < 0);
    if (minute != list->minute || !*list->minute_text) {
        char text[CIVIL_TEXT_SIZE];
        size_t len = strlen("2026-11-22 09:00:");
        memcpy(list->minute_text, civil_format(minute * 60000, CIVIL_DATE_TIME, text), len);
        list->minute_text[len] = '\0';
        list->minute = minute;
    }
    int of_minute = (int)(second - minute * 60);
    char seconds[2] = {(char)('0' + of_minute / 10), (char)('0' + of_minute % 10)};
    buf_putc(&list->out, ',');
    buf_puts(&list->out, list->minute_text);
    buf_append(&list->out, seconds, sizeof seconds);
}

static void add_note(struct export *list, bool *first, const char *text)
{
    if (!*first) {
        buf_puts(&list->out, word(list, STR_NOTE_JOIN));
    }
    buf_puts(&list->out, text);
    *first = false;
}

/* The notes are our own words: none of them needs a guard or quotes (the join is no comma). */
static void put_note(struct export *list, const struct attendance_line *line, bool removed)
{
    bool first = true;
    buf_putc(&list->out, ',');
    if (strcmp(line->status, "late") == 0 && list->lecture) {
        struct buf text = {0};
        int64_t late_ms = programme_whole_second_ms(line->at_ms) - list->lecture->start_ms;
        buf_printf(&text, word(list, STR_NOTE_LATE), (int)(late_ms / 60000));
        list->out.failed = list->out.failed || !buf_ok(&text);
        add_note(list, &first, buf_text(&text));
        buf_finish(&text);
    } else if (strcmp(line->status, "walk_in") == 0) {
        add_note(list, &first, word(list, STR_NOTE_WALK_IN));
    } else if (strcmp(line->status, "unknown") == 0) {
        add_note(list, &first, word(list, STR_NOTE_UNKNOWN));
    }
    if (line->early && list->lecture) {
        struct buf text = {0};
        int64_t early_ms = list->lecture->end_ms - programme_whole_second_ms(line->out_ms);
        buf_printf(&text, word(list, STR_NOTE_EARLY), (int)((early_ms + 59999) / 60000));
        list->out.failed = list->out.failed || !buf_ok(&text);
        add_note(list, &first, buf_text(&text));
        buf_finish(&text);
    }
    if (line->by_staff) {
        add_note(list, &first, word(list, STR_NOTE_BY_STAFF));
    }
    if (removed) {
        add_note(list, &first, word(list, STR_NOTE_REMOVED));
    }
    if (line->simulated) {
        add_note(list, &first, word(list, STR_NOTE_SIMULATED));
    }
}

/* status, signed_in_at, signed_out_at, method, note */
static bool end_row(struct export *list, const struct attendance_line *line, bool removed, struct err *err)
{
    buf_putc(&list->out, ',');
    buf_puts(&list->out, line->status);
    put_time(list, line->at_ms);
    if (line->out_ms) {
        put_time(list, line->out_ms);
        buf_putc(&list->out, ',');
    } else {
        buf_puts(&list->out, ",,");
    }
    buf_puts(&list->out, line->method);
    put_note(list, line, removed);
    csv_end_row(&list->out);
    return flush(list, PIECE_BYTES, err);
}

/* --- rows --- */

static bool put_signed_in(void *context, const struct attendance_line *line, struct err *err)
{
    struct export *list = context;
    struct roster_person *person = NULL;
    const char *badge = "";
    if ((line->person && !roster_person(&list->roster, line->person, &person, err)) ||
        (line->badge && !roster_badge(&list->roster, line->badge, &badge, err))) {
        return false;
    }
    begin_row(list);
    if (person) {
        const struct roster *roster = &list->roster;
        person->mark = list->mark;
        buf_puts(&list->out, roster_text(roster, person->worker_cell));
        if (!*badge || strcmp(badge, roster_text(roster, person->code)) == 0) {
            /* signed in by worker number: that is no badge */
            buf_puts(&list->out, roster_text(roster, person->badge_cell));
        } else {
            csv_write_cell(&list->out, false, badge);
        }
        buf_puts(&list->out, roster_text(roster, person->name_cells));
    } else {
        buf_putc(&list->out, ',');
        csv_write_cell(&list->out, false, badge);
        buf_puts(&list->out, ",,,");
    }
    return end_row(list, line, person && person->removed && !person->registered, err);
}

static bool put_absent(struct export *list, struct err *err)
{
    roster_expect(&list->roster, list->lecture);
    for (size_t i = 0; i < list->roster.count; i++) {
        const struct roster_person *person = &list->roster.people[i];
        if (person->mark == list->mark || !roster_expects(&list->roster, person)) {
            continue;
        }
        begin_row(list);
        buf_puts(&list->out, roster_text(&list->roster, person->worker_cell));
        buf_puts(&list->out, roster_text(&list->roster, person->badge_cell));
        buf_puts(&list->out, roster_text(&list->roster, person->name_cells));
        buf_puts(&list->out, ",absent,,,,");
        csv_end_row(&list->out);
        if (!flush(list, PIECE_BYTES, err)) {
            return false;
        }
    }
    return true;
}

/* lecture NULL = badges that were recorded under none */
static bool begin_lecture(struct export *list, const struct lecture *lecture, struct err *err)
{
    char date[CIVIL_TEXT_SIZE] = "";
    struct buf *cells = &list->lecture_cells;
    list->lecture = lecture;
    list->mark++;
    if (lecture) {
        civil_format(lecture->start_ms, CIVIL_DATE, date);
    }
    buf_clear(cells);
    csv_write_cell(cells, false, list->event.title ? list->event.title : "");
    csv_write_cell(cells, false, lecture ? lecture->id : "");
    csv_write_cell(cells, false, lecture ? lecture->title : "");
    csv_write_cell(cells, false, date);
    csv_write_cell(cells, false, lecture ? lecture->venue : "");
    return buf_ok(cells) || err_memory(err);
}

static bool put_lecture(struct export *list, const struct lecture *lecture, struct err *err)
{
    return begin_lecture(list, lecture, err) &&
           attendance_each(list->store, lecture->id, put_signed_in, list, err) &&
           attendance_each_unknown(list->store, lecture->id, put_signed_in, list, err) &&
           put_absent(list, err);
}

static bool put_all(struct export *list, struct err *err)
{
    for (size_t i = 0; i < list->programme.count; i++) {
        if (!put_lecture(list, &list->programme.items[i], err)) {
            return false;
        }
    }
    return begin_lecture(list, NULL, err) &&
           attendance_each_unknown(list->store, "", put_signed_in, list, err);
}

static bool make(struct export *list, const char *lecture_id, struct err *err)
{
    int64_t generation;
    bool all = strcmp(lecture_id, "all") == 0;
    if (!store_generation(list->store, &generation, err)) {
        return false;
    }
    if (generation != 0 &&
        (!lectures_load(list->store, generation, &list->arena, &list->event, &list->programme, NULL, err) ||
         !zone_follow(list->event.zone, err))) {
        return false;
    }
    const struct lecture *lecture = all ? NULL : programme_find(&list->programme, lecture_id);
    if (!all && !lecture) {
        return err_set(err, ERR_NOT_FOUND, str(STR_LECTURE_UNKNOWN), lecture_id);
    }
    if (!roster_load(&list->roster, list->store, generation, all, err)) {
        return false;
    }
    put_header(list);
    return (all ? put_all(list, err) : put_lecture(list, lecture, err)) && flush(list, 0, err);
}

bool export_csv_stream(struct store *store, const char *lecture_id, enum lang lang, export_write *write,
                       void *context, struct err *err)
{
    struct export list = {.store = store, .lang = lang, .write = write, .context = context};
    if (!store_snapshot(store, err)) {
        return false;
    }
    bool done = make(&list, lecture_id, err);
    store_snapshot_end(store);
    roster_finish(&list.roster);
    buf_finish(&list.lecture_cells);
    buf_finish(&list.out);
    arena_finish(&list.arena);
    return done;
}

static bool write_to_buf(void *context, const char *data, size_t len, struct err *err)
{
    buf_append(context, data, len);
    return buf_ok(context) || err_memory(err);
}

bool export_csv(struct store *store, const char *lecture_id, enum lang lang, struct buf *out, struct err *err)
{
    return export_csv_stream(store, lecture_id, lang, write_to_buf, out, err);
}
