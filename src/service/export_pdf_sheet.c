#include "service/export_pdf.h"

#include "base/civil.h"
#include "domain/sheet.h"
#include "format/paper.h"
#include "service/sheet_load.h"
#include "service/zone.h"
#include "store/lectures.h"
#include "store/store.h"

#include <stdio.h>
#include <string.h>

#define ROW_H    9.0 /* room for a signature */
#define HEAD_H   9.0
#define TOP      15.0
#define FOOT     14.0 /* page number */
#define CLOSE_H  26.0 /* counts and signature under the last row */
#define BLANKS   8    /* rows for people who are not on the list, on a blank sheet */
#define TITLE_H  17.0
#define FIELD_H  7.5
#define FIELDS   3
#define PADDING  1.0
#define BODY_TOP (TOP + TITLE_H + FIELDS * FIELD_H + 2)

/* One lecture on its way to paper. */
struct sheet_paper {
    struct paper *paper;
    const struct event *event;
    const struct lecture *lecture;
    const struct sheet *sheet;
    enum lang lang;
    bool blank;
    int rows, pages, page;
    double y;
};

enum column { NUMBER, NAME, UNIT, TEAM, WORKER_NO, TIME, STATUS, SIGNATURE, NOTE, COLUMNS };

static const struct {
    enum str_id title;
    double width;
} columns[COLUMNS] = {
    [NUMBER] = {STR_PAPER_NO, 11},           [NAME] = {STR_PAPER_NAME, 25},
    [UNIT] = {STR_FIELD_UNIT, 27},           [TEAM] = {STR_PAPER_TEAM, 17},
    [WORKER_NO] = {STR_PAPER_WORKER_NO, 20}, [TIME] = {STR_PAPER_IN_AT, 18},
    [STATUS] = {STR_PAPER_STATUS, 15},       [SIGNATURE] = {STR_PAPER_SIGNATURE, 27},
    [NOTE] = {STR_PAPER_NOTE, 20},
};

static const char *word(const struct sheet_paper *s, enum str_id id)
{
    return str_in(s->lang, id);
}

/* Unknown badges are nobody who could sign. */
static bool is_listed(const struct sheet_paper *s, const struct sheet_row *row)
{
    return row->status != SHEET_UNKNOWN && (row->expected || (!s->blank && row->in_ms != 0));
}

static double body_bottom(bool last)
{
    return PAPER_H - FOOT - (last ? CLOSE_H : 0);
}

/* Rows that fit a page whose table begins at top. */
static int room(double top, bool last)
{
    return (int)((body_bottom(last) - top - HEAD_H) / ROW_H);
}

static int count_pages(int rows)
{
    int pages = 1, left = rows;
    for (double top = BODY_TOP; left > room(top, true); top = TOP) {
        int here = room(top, false);
        left -= left < here ? left : here;
        pages++;
        if (left == 0) {
            break; /* the counts alone go to the last page */
        }
    }
    return pages;
}

static void put_field(const struct sheet_paper *s, double x, double y, double w, enum str_id label,
                      const char *value)
{
    char line[700];
    snprintf(line, sizeof line, word(s, STR_PAPER_FIELD), word(s, label), value);
    paper_text(s->paper, x, y, w, FIELD_H, (struct paper_style){12, false, PAPER_LEFT, 3, 0}, line);
}

static void put_heading(struct sheet_paper *s)
{
    const double width = PAPER_W - 2 * PAPER_MARGIN;
    const struct lecture *lecture = s->lecture;
    char date[CIVIL_TEXT_SIZE], start[CIVIL_TEXT_SIZE], end[CIVIL_TEXT_SIZE], when[128];
    civil_format(lecture->start_ms, CIVIL_DATE, date);
    civil_format(lecture->start_ms, CIVIL_HOUR_MINUTE, start);
    civil_format(lecture->end_ms, CIVIL_HOUR_MINUTE, end);
    snprintf(when, sizeof when, "%s %s–%s", date, start, end);
    char title[700];
    snprintf(title, sizeof title, word(s, STR_PAPER_SHEET_TITLE), lecture->title);
    paper_text(s->paper, PAPER_MARGIN, TOP, width, TITLE_H - 1,
               (struct paper_style){22, true, PAPER_CENTRE, 3, 0}, title);
    double y = TOP + TITLE_H, half = width / 2;
    put_field(s, PAPER_MARGIN, y, width, STR_PAPER_EVENT, s->event->title);
    put_field(s, PAPER_MARGIN, y + FIELD_H, width, STR_PAPER_ORGANISER, s->event->organiser);
    put_field(s, PAPER_MARGIN, y + 2 * FIELD_H, half - 2, STR_PAPER_TIME, when);
    put_field(s, PAPER_MARGIN + half, y + 2 * FIELD_H, half, STR_PAPER_VENUE, lecture->venue);
    s->y = BODY_TOP;
}

static void put_cell(const struct sheet_paper *s, enum column column, double y, double h, bool head,
                     const char *text)
{
    double x = PAPER_MARGIN;
    for (int i = 0; i < (int)column; i++) {
        x += columns[i].width;
    }
    bool centred = head || column == NUMBER || column == TIME || column == STATUS;
    struct paper_style style = {11.5, head, centred ? PAPER_CENTRE : PAPER_LEFT, head ? 1 : 3, 0};
    paper_frame(s->paper, x, y, columns[column].width, h, 0.2);
    if (*text) {
        paper_text(s->paper, x + PADDING, y, columns[column].width - 2 * PADDING, h, style, text);
    }
}

static void put_header(struct sheet_paper *s)
{
    paper_fill(s->paper, PAPER_MARGIN, s->y, PAPER_W - 2 * PAPER_MARGIN, HEAD_H, 0xEFEFEF);
    for (int i = 0; i < COLUMNS; i++) {
        put_cell(s, (enum column)i, s->y, HEAD_H, true, word(s, columns[i].title));
    }
    s->y += HEAD_H;
}

static void begin_page(struct sheet_paper *s)
{
    char number[64];
    s->page++;
    s->y = TOP;
    if (s->page == 1) {
        put_heading(s);
    }
    snprintf(number, sizeof number, word(s, STR_PAPER_PAGE), s->page, s->pages);
    paper_text(s->paper, PAPER_MARGIN, PAPER_H - FOOT + 3, PAPER_W - 2 * PAPER_MARGIN, 6,
               (struct paper_style){10.5, false, PAPER_CENTRE, 1, 0x333333}, number);
}

static const char *status_of(const struct sheet_paper *s, const struct sheet_row *row)
{
    static const enum str_id words[] = {[SHEET_ABSENT] = STR_PAPER_ABSENT,
                                        [SHEET_ON_TIME] = STR_STATUS_ON_TIME,
                                        [SHEET_LATE] = STR_STATUS_LATE,
                                        [SHEET_WALK_IN] = STR_STATUS_WALK_IN,
                                        [SHEET_UNKNOWN] = STR_STATUS_UNKNOWN};
    return word(s, words[row->status]);
}

/* Each on a line of its own: the column is narrow. */
static void add_note(char *note, size_t size, const char *more)
{
    size_t len = strlen(note);
    snprintf(note + len, size - len, "%s%s", len > 0 ? "\n" : "", more);
}

static void put_note(const struct sheet_paper *s, const struct sheet_row *row, char *out, size_t size)
{
    char minutes[64];
    if (row->status == SHEET_LATE) {
        int64_t ms = programme_whole_second_ms(row->in_ms) - s->lecture->start_ms;
        snprintf(minutes, sizeof minutes, word(s, STR_NOTE_LATE), (int)(ms / 60000));
        add_note(out, size, minutes);
    }
    if (row->early) {
        int64_t ms = s->lecture->end_ms - programme_whole_second_ms(row->out_ms);
        snprintf(minutes, sizeof minutes, word(s, STR_NOTE_EARLY), (int)((ms + 59999) / 60000));
        add_note(out, size, minutes);
    }
    if (row->by_staff) {
        add_note(out, size, word(s, STR_METHOD_STAFF));
    }
    if (row->simulated) {
        add_note(out, size, word(s, STR_NOTE_SIMULATED));
    }
}

/* NULL = an empty row, to be written on. */
static void put_row(struct sheet_paper *s, int number, const struct sheet_row *row)
{
    char digits[16], time[CIVIL_TEXT_SIZE] = "", note[256] = "";
    const char *texts[COLUMNS] = {digits, "", "", "", "", time, "", "", note};
    snprintf(digits, sizeof digits, "%d", number);
    if (row) {
        texts[NAME] = row->name;
        texts[UNIT] = row->unit;
        texts[TEAM] = row->team;
        texts[WORKER_NO] = row->worker_no;
    }
    if (row && !s->blank) {
        texts[STATUS] = status_of(s, row);
        put_note(s, row, note, sizeof note);
        if (row->in_ms) {
            civil_format(row->in_ms, CIVIL_HOUR_MINUTE_SECOND, time);
        }
    }
    for (int i = 0; i < COLUMNS; i++) {
        put_cell(s, (enum column)i, s->y, ROW_H, false, texts[i]);
    }
    s->y += ROW_H;
}

static void put_close(struct sheet_paper *s)
{
    const struct tally *tally = &s->sheet->tally;
    const double width = PAPER_W - 2 * PAPER_MARGIN;
    struct paper_style style = {13, false, PAPER_LEFT, 1, 0};
    char line[256];
    s->y += 4;
    if (s->blank) {
        snprintf(line, sizeof line, word(s, STR_PAPER_BLANK_COUNTS), tally->expected);
    } else {
        snprintf(line, sizeof line, word(s, STR_PAPER_COUNTS), tally->expected, tally_present(tally),
                 tally->late, tally_absent(tally), tally->walk_in);
    }
    paper_text(s->paper, PAPER_MARGIN, s->y, width, 8, style, line);
    paper_text(s->paper, PAPER_MARGIN, s->y + 11, width, 8, style, word(s, STR_PAPER_SIGN_LINE));
}

static void put_rows(struct sheet_paper *s)
{
    const struct sheet *sheet = s->sheet;
    size_t at = 0;
    int number = 0;
    for (int page = 1; page <= s->pages; page++) {
        bool last = page == s->pages;
        begin_page(s);
        put_header(s);
        for (int free = room(s->y - HEAD_H, last); free > 0 && number < s->rows; free--) {
            while (at < sheet->row_count && !is_listed(s, &sheet->rows[at])) {
                at++;
            }
            put_row(s, ++number, at < sheet->row_count ? &sheet->rows[at] : NULL);
            at++;
        }
        if (last) {
            put_close(s);
        }
        paper_end_page(s->paper);
    }
}

static bool put_lecture(struct store *store, struct sheet_paper *s, struct err *err)
{
    struct sheet sheet = {0};
    if (!sheet_load(&sheet, store, s->lecture->id, err)) {
        sheet_finish(&sheet);
        return false;
    }
    s->sheet = &sheet;
    s->rows = s->blank ? BLANKS : 0;
    for (size_t i = 0; i < sheet.row_count; i++) {
        s->rows += is_listed(s, &sheet.rows[i]);
    }
    s->pages = count_pages(s->rows);
    s->page = 0;
    put_rows(s);
    sheet_finish(&sheet);
    return true;
}

static bool put_all(struct store *store, struct sheet_paper *s, const struct programme *programme,
                    const struct lecture *only, struct progress *progress, struct err *err)
{
    for (size_t i = 0; i < programme->count; i++) {
        if (only && only != &programme->items[i]) {
            continue;
        }
        s->lecture = &programme->items[i];
        if (!progress_step(progress, (int64_t)i, (int64_t)programme->count, err) ||
            !put_lecture(store, s, err)) {
            return false;
        }
    }
    return true;
}

bool export_pdf_sheet(struct store *store, const char *lecture_id, enum lang lang, bool blank,
                      const char *path, struct progress *progress, struct err *err)
{
    struct arena arena = {0};
    struct event event;
    struct programme programme;
    int64_t generation;
    bool all = strcmp(lecture_id, "all") == 0, done = false;
    struct sheet_paper s = {.event = &event, .lang = lang, .blank = blank};
    if (!store_generation(store, &generation, err) ||
        !lectures_load(store, generation, &arena, &event, &programme, NULL, err) ||
        !zone_follow(event.zone, err)) {
        goto finish;
    }
    const struct lecture *only = all ? NULL : programme_find(&programme, lecture_id);
    if (!all && !only) {
        err_set(err, ERR_NOT_FOUND, str(STR_LECTURE_UNKNOWN), lecture_id);
        goto finish;
    }
    done = paper_create(&s.paper, path, event.title, err);
    if (done && put_all(store, &s, &programme, only, progress, err)) {
        done = paper_close(s.paper, err);
    } else if (done) {
        paper_discard(s.paper);
        done = false;
    }
finish:
    arena_finish(&arena);
    return done;
}
