#include "service/export_csv.h"

#include "base/civil.h"
#include "format/csv.h"
#include "service/export_rows.h"
#include "store/store.h"

#include <string.h>

enum { PIECE_BYTES = 64 * 1024 };

struct export
{
    struct export_rows rows;
    export_write *write;
    void *context;
    struct buf out;
    struct buf lecture_cells; /* event .. venue, the same in all rows of a lecture */
    int64_t number;
    int64_t minute;       /* whose text stands in minute_text */
    char minute_text[32]; /* "2026-11-22 09:00:" */
};

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
        csv_write_cell(&list->out, i == 0, str_in(list->rows.lang, names[i]));
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

/* status, signed_in_at, signed_out_at, method, note */
static bool end_row(struct export *list, const struct export_row *row, struct err *err)
{
    const struct attendance_line *line = row->line;
    if (!line) {
        buf_puts(&list->out, ",absent,,,,");
        csv_end_row(&list->out);
        return flush(list, PIECE_BYTES, err);
    }
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
    buf_putc(&list->out, ',');
    export_rows_note(&list->rows, row,
                     &list->out); /* our own words: no guard, no quotes, the join is no comma */
    csv_end_row(&list->out);
    return flush(list, PIECE_BYTES, err);
}

/* --- rows --- */

static bool put_row(void *context, const struct export_row *row, struct err *err)
{
    struct export *list = context;
    begin_row(list);
    if (row->person) {
        buf_puts(&list->out, row->words.worker_cell);
        if (*row->badge) {
            csv_write_cell(&list->out, false, row->badge);
        } else {
            buf_puts(&list->out, row->words.badge_cell);
        }
        buf_puts(&list->out, row->words.name_cell);
        buf_puts(&list->out, roster_group_cells(&list->rows.roster, row->person));
    } else {
        buf_putc(&list->out, ',');
        csv_write_cell(&list->out, false, row->badge);
        buf_puts(&list->out, ",,,");
    }
    return end_row(list, row, err);
}

static bool begin_lecture(void *context, const struct lecture *lecture, struct err *err)
{
    struct export *list = context;
    char date[CIVIL_TEXT_SIZE] = "";
    struct buf *cells = &list->lecture_cells;
    if (lecture) {
        civil_format(lecture->start_ms, CIVIL_DATE, date);
    }
    buf_clear(cells);
    csv_write_cell(cells, false, list->rows.event.title ? list->rows.event.title : "");
    csv_write_cell(cells, false, lecture ? lecture->id : "");
    csv_write_cell(cells, false, lecture ? lecture->title : "");
    csv_write_cell(cells, false, date);
    csv_write_cell(cells, false, lecture ? lecture->venue : "");
    return buf_ok(cells) || err_memory(err);
}

static bool make(struct export *list, const char *lecture_id, struct err *err)
{
    const struct export_visitor visitor = {list, begin_lecture, put_row};
    const struct lecture *lecture = NULL;
    if (!export_rows_open(&list->rows, err) || !export_rows_lecture(&list->rows, lecture_id, &lecture, err)) {
        return false;
    }
    put_header(list);
    return export_rows_each(&list->rows, lecture, &visitor, err) && flush(list, 0, err);
}

bool export_csv_stream(struct store *store, const char *lecture_id, enum lang lang, struct progress *progress,
                       export_write *write, void *context, struct err *err)
{
    struct export list = {
        .rows = {.store = store, .lang = lang, .progress = progress}, .write = write, .context = context};
    if (!store_snapshot(store, err)) {
        return false;
    }
    bool done = make(&list, lecture_id, err);
    store_snapshot_end(store);
    export_rows_finish(&list.rows);
    buf_finish(&list.lecture_cells);
    buf_finish(&list.out);
    return done;
}

static bool write_to_buf(void *context, const char *data, size_t len, struct err *err)
{
    buf_append(context, data, len);
    return buf_ok(context) || err_memory(err);
}

bool export_csv(struct store *store, const char *lecture_id, enum lang lang, struct buf *out, struct err *err)
{
    return export_csv_stream(store, lecture_id, lang, NULL, write_to_buf, out, err);
}
