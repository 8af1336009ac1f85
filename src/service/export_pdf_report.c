#include "service/export_pdf.h"

#include "base/civil.h"
#include "domain/deck.h"
#include "format/markdown.h"
#include "format/paper.h"
#include "service/export_rows.h"
#include "service/export_stats.h"
#include "store/pack_table.h"
#include "store/store.h"
#include "store/talk_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH     (PAPER_W - 2 * PAPER_MARGIN)
#define BOTTOM    (PAPER_H - 16.0)
#define CLOSE_H   24.0
#define HEADING_H 10.0
#define ROW_H     7.0
#define RED       0xB2161C
#define GREY      0xE9E4DC

enum { BARS_MAX = 30, POINTS_MAX = 30 }; /* a page each; more than that is for the workbook */

struct report {
    struct export_rows rows;
    struct export_stats stats;
    struct paper *paper;
    const struct lecture *only; /* NULL = the event as a whole */
    struct talk_held talk;      /* of that lecture */
    int64_t now_ms;             /* of the event, what has begun by then */
    int held;
    struct tally sum;
    struct deck points;
    double y;
    int page;
};

static bool is_held(const struct report *r, const struct lecture *lecture)
{
    return export_stats_held(r->only, lecture, r->now_ms);
}

static const char *word(const struct report *r, enum str_id id)
{
    return str_in(r->rows.lang, id);
}

static struct paper_style plain(double size_pt, enum paper_align align)
{
    return (struct paper_style){size_pt, false, align, 1, 0};
}

/* --- pages --- */

static void put_page_number(struct report *r)
{
    char text[32];
    snprintf(text, sizeof text, "%d", ++r->page);
    paper_text(r->paper, PAPER_MARGIN, PAPER_H - 12, WIDTH, 6, plain(10.5, PAPER_CENTRE), text);
}

/* A new page where less than h is left. */
static void need(struct report *r, double h)
{
    if (r->y + h > BOTTOM) {
        put_page_number(r);
        paper_end_page(r->paper);
        r->y = PAPER_MARGIN;
    }
}

static void put_section(struct report *r, enum str_id title, double needed)
{
    need(r, HEADING_H + needed);
    paper_fill(r->paper, PAPER_MARGIN, r->y + 3, 1.6, 6, RED);
    paper_text(r->paper, PAPER_MARGIN + 4, r->y + 2, WIDTH, 8,
               (struct paper_style){15, true, PAPER_LEFT, 1, 0}, word(r, title));
    r->y += HEADING_H;
}

/* --- what was held --- */

/* half: the left or the right half of a row; the right one ends it. */
enum place { WHOLE, LEFT_HALF, RIGHT_HALF };

static void put_fact(struct report *r, enum place place, enum str_id label, const char *value)
{
    const double x = PAPER_MARGIN + (place == RIGHT_HALF ? WIDTH / 2 : 0),
                 w = place == WHOLE ? WIDTH : WIDTH / 2;
    paper_text(r->paper, x + 2, r->y, 24, ROW_H, (struct paper_style){12.5, true, PAPER_LEFT, 1, 0x444444},
               word(r, label));
    struct paper_style style = plain(12.5, PAPER_LEFT);
    style.most_lines = 2;
    paper_text(r->paper, x + 27, r->y, w - 28, ROW_H, style, value);
    r->y += place == LEFT_HALF ? 0 : ROW_H;
}

static void when_of(const struct lecture *lecture, char out[128])
{
    char date[CIVIL_TEXT_SIZE], start[CIVIL_TEXT_SIZE], end[CIVIL_TEXT_SIZE];
    snprintf(out, 128, "%s %s–%s", civil_format(lecture->start_ms, CIVIL_DATE, date),
             civil_format(lecture->start_ms, CIVIL_HOUR_MINUTE, start),
             civil_format(lecture->end_ms, CIVIL_HOUR_MINUTE, end));
}

/* "2026-11-22 至 2026-11-25，共 15 场" */
static void span_of(const struct report *r, char out[128])
{
    const struct programme *programme = &r->rows.programme;
    char first[CIVIL_TEXT_SIZE] = "", last[CIVIL_TEXT_SIZE] = "";
    if (programme->count > 0) {
        civil_format(programme->items[0].start_ms, CIVIL_DATE, first);
        civil_format(programme->items[programme->count - 1].start_ms, CIVIL_DATE, last);
    }
    snprintf(out, 128, word(r, STR_REPORT_SPAN), first, last, (int)programme->count, r->held);
}

/* When the talk really began and ended, and how much of it was shown; nothing where none was given here. */
static void put_talk(struct report *r)
{
    char began[CIVIL_TEXT_SIZE], ended[CIVIL_TEXT_SIZE], text[160];
    if (!r->talk.began_ms) {
        return;
    }
    civil_format(r->talk.began_ms, CIVIL_HOUR_MINUTE, began);
    if (r->talk.ended_ms) {
        snprintf(text, sizeof text, word(r, STR_REPORT_TALK_HELD), began,
                 civil_format(r->talk.ended_ms, CIVIL_HOUR_MINUTE, ended), r->talk.shown, r->talk.pages);
    } else {
        snprintf(text, sizeof text, word(r, STR_REPORT_TALK_BEGAN), began);
    }
    put_fact(r, WHOLE, STR_REPORT_TALK, text);
}

static void put_facts(struct report *r)
{
    char when[128], speaker[400];
    put_fact(r, WHOLE, STR_PAPER_EVENT, r->rows.event.title);
    put_fact(r, WHOLE, STR_PAPER_ORGANISER, r->rows.event.organiser);
    if (!r->only) {
        span_of(r, when);
        put_fact(r, WHOLE, STR_PAPER_TIME, when);
        return;
    }
    when_of(r->only, when);
    snprintf(speaker, sizeof speaker, "%s%s%s", r->only->speaker, *r->only->speaker_title ? " " : "",
             r->only->speaker_title);
    put_fact(r, WHOLE, STR_COLUMN_LECTURE, r->only->title);
    put_fact(r, LEFT_HALF, STR_PAPER_TIME, when);
    put_fact(r, RIGHT_HALF, STR_PAPER_VENUE, r->only->venue);
    put_fact(r, LEFT_HALF, STR_PREVIEW_SPEAKER, speaker);
    put_fact(r, RIGHT_HALF, STR_PREVIEW_KIND, r->only->kind);
    put_talk(r);
}

/* Six large numbers side by side. */
static void put_counts(struct report *r)
{
    static const enum str_id labels[] = {STR_EXPORT_COLUMN_EXPECTED, STR_EXPORT_COLUMN_PRESENT,
                                         STR_EXPORT_COLUMN_LATE,     STR_EXPORT_COLUMN_ABSENT,
                                         STR_EXPORT_COLUMN_WALK_IN,  STR_EXPORT_COLUMN_RATE};
    enum { BOXES = 6 };
    const double height = 20, w = WIDTH / BOXES;
    const int counts[] = {r->sum.expected, tally_present(&r->sum), r->sum.late, tally_absent(&r->sum),
                          r->sum.walk_in};
    need(r, height + 4);
    r->y += 3;
    for (int i = 0; i < BOXES; i++) {
        char text[32];
        double x = PAPER_MARGIN + i * w;
        if (i < 5) {
            snprintf(text, sizeof text, "%d", counts[i]);
        } else {
            snprintf(text, sizeof text, "%.1f%%",
                     r->sum.expected ? 100.0 * tally_present(&r->sum) / r->sum.expected : 0.0);
        }
        paper_frame(r->paper, x, r->y, w, height, 0.2);
        paper_text(r->paper, x, r->y + 1.5, w, 10,
                   (struct paper_style){22, true, PAPER_CENTRE, 1, i == 5 ? RED : 0}, text);
        paper_text(r->paper, x, r->y + 12, w, 6, plain(11.5, PAPER_CENTRE), word(r, labels[i]));
    }
    r->y += height + 3;
}

/* --- tables and plots --- */

static void put_lecture_cells(struct report *r, const char *const texts[7], bool head)
{
    static const double widths[] = {64, 45, 15, 15, 13, 13, 15};
    double x = PAPER_MARGIN;
    if (head) {
        paper_fill(r->paper, x, r->y, WIDTH, ROW_H, 0xEFEFEF);
    }
    for (int i = 0; i < 7; i++) {
        struct paper_style style = {11, head, i < 2 && !head ? PAPER_LEFT : PAPER_CENTRE, 2, 0};
        paper_frame(r->paper, x, r->y, widths[i], ROW_H, 0.2);
        paper_text(r->paper, x + 1, r->y, widths[i] - 2, ROW_H, style, texts[i]);
        x += widths[i];
    }
    r->y += ROW_H;
}

static bool put_lectures(struct report *r, struct err *err)
{
    const char *head[7] = {
        word(r, STR_COLUMN_LECTURE),        word(r, STR_PAPER_TIME),  word(r, STR_EXPORT_COLUMN_EXPECTED),
        word(r, STR_EXPORT_COLUMN_PRESENT), word(r, STR_STATUS_LATE), word(r, STR_EXPORT_COLUMN_ABSENT),
        word(r, STR_EXPORT_COLUMN_RATE)};
    put_section(r, STR_REPORT_LECTURES, 3 * ROW_H);
    put_lecture_cells(r, head, true);
    for (size_t i = 0; i < r->rows.programme.count; i++) {
        const struct lecture *lecture = &r->rows.programme.items[i];
        struct tally tally = {.expected = lecture->expected};
        char when[128], counts[4][16], rate[16];
        if (!is_held(r, lecture)) {
            continue;
        }
        if (!attendance_tally(r->rows.store, lecture->id, &tally, err)) {
            return false;
        }
        const int numbers[] = {tally.expected, tally_present(&tally), tally.late, tally_absent(&tally)};
        for (int k = 0; k < 4; k++) {
            snprintf(counts[k], sizeof counts[k], "%d", numbers[k]);
        }
        when_of(lecture, when);
        snprintf(rate, sizeof rate, "%.0f%%",
                 tally.expected ? 100.0 * tally_present(&tally) / tally.expected : 0.0);
        const char *texts[7] = {lecture->title, when, counts[0], counts[1], counts[2], counts[3], rate};
        if (r->y + ROW_H > BOTTOM) {
            need(r, ROW_H);
            put_lecture_cells(r, head, true);
        }
        put_lecture_cells(r, texts, false);
    }
    r->y += 3;
    return true;
}

/* That a list goes on, and by how much. */
static void put_more(struct report *r, double x, double h, enum str_id sentence, size_t count)
{
    char more[96];
    need(r, h);
    snprintf(more, sizeof more, word(r, sentence), (int)count);
    paper_text(r->paper, x, r->y, PAPER_MARGIN + WIDTH - x, h, plain(11.5, PAPER_LEFT), more);
    r->y += h;
}

static void put_units(struct report *r)
{
    const double bar_x = PAPER_MARGIN + 46, bar_w = WIDTH - 46 - 36, row = 7.2;
    size_t count = r->stats.unit_count < BARS_MAX ? r->stats.unit_count : BARS_MAX;
    if (count == 0) {
        return;
    }
    put_section(r, STR_EXPORT_CHART_UNITS, 2 * row);
    for (size_t i = 0; i < count; i++) {
        const struct export_unit *unit = &r->stats.units[i];
        double share = unit->expected ? (double)unit->present / unit->expected : 0;
        char text[64];
        need(r, row);
        paper_text(r->paper, PAPER_MARGIN, r->y, 43, row,
                   (struct paper_style){11.5, false, PAPER_RIGHT, 3, 0},
                   *unit->name ? unit->name : word(r, STR_EXPORT_NO_UNIT));
        paper_fill(r->paper, bar_x, r->y + 1.7, bar_w, row - 3.4, GREY);
        paper_fill(r->paper, bar_x, r->y + 1.7, bar_w * share, row - 3.4, RED);
        snprintf(text, sizeof text, "%d / %d", unit->present, unit->expected);
        paper_text(r->paper, bar_x + bar_w, r->y, 20, row, plain(11.5, PAPER_RIGHT), text);
        snprintf(text, sizeof text, "%.0f%%", share * 100);
        paper_text(r->paper, bar_x + bar_w + 20, r->y, 16, row, plain(11.5, PAPER_RIGHT), text);
        r->y += row;
    }
    if (count < r->stats.unit_count) {
        put_more(r, bar_x, row, STR_REPORT_MORE_UNITS, r->stats.unit_count - count);
    }
    r->y += 3;
}

static void put_arrivals(struct report *r)
{
    const double height = 23;
    size_t first, end;
    int most = 0;
    export_stats_span(&r->stats, &first, &end);
    if (end == 0) {
        return;
    }
    put_section(r, STR_EXPORT_CHART_ARRIVALS, height + 8);
    double w = WIDTH / (double)(end - first > 12 ? end - first : 12);
    for (size_t i = first; i < end; i++) {
        most = r->stats.bins[i] > most ? r->stats.bins[i] : most;
    }
    for (size_t i = first; i < end; i++) {
        double x = PAPER_MARGIN + (double)(i - first) * w, h = (height - 6) * r->stats.bins[i] / most;
        char text[16];
        paper_fill(r->paper, x + w * 0.15, r->y + height - h, w * 0.7, h, RED);
        snprintf(text, sizeof text, "%d", r->stats.bins[i]);
        paper_text(r->paper, x, r->y + height - h - 5, w, 5, plain(10, PAPER_CENTRE), text);
        int from = EXPORT_BIN_FIRST_MIN + (int)i * EXPORT_BIN_MIN;
        snprintf(text, sizeof text, from ? "%+d" : "%d", from);
        paper_text(r->paper, x, r->y + height + 0.5, w, 5, plain(10, PAPER_CENTRE), text);
    }
    paper_line(r->paper, PAPER_MARGIN, r->y + height, PAPER_MARGIN + WIDTH, r->y + height, 0.3);
    r->y += height + 9;
}

static void put_points(struct report *r)
{
    const double row = 6;
    if (r->points.slide_count == 0) {
        return;
    }
    put_section(r, STR_REPORT_POINTS, 2 * row);
    for (size_t i = 0; i < r->points.slide_count && i < POINTS_MAX; i++) {
        char line[400];
        need(r, row);
        snprintf(line, sizeof line, "%zu. %s", i + 1, r->points.slides[i].title);
        paper_text(r->paper, PAPER_MARGIN + 4, r->y, WIDTH - 4, row, plain(12.5, PAPER_LEFT), line);
        r->y += row;
    }
    if (r->points.slide_count > POINTS_MAX) {
        put_more(r, PAPER_MARGIN + 4, row, STR_REPORT_MORE_POINTS, r->points.slide_count - POINTS_MAX);
    }
    r->y += 3;
}

static void put_close(struct report *r)
{
    const struct event *event = &r->rows.event;
    char line[400];
    need(r, CLOSE_H);
    r->y += 4;
    paper_line(r->paper, PAPER_MARGIN, r->y, PAPER_MARGIN + WIDTH, r->y, 0.3);
    r->y += 4;
    paper_text(r->paper, PAPER_MARGIN, r->y, WIDTH, 8, plain(12.5, PAPER_LEFT), word(r, STR_REPORT_SIGN));
    r->y += 10;
    if (*event->report_mail) {
        snprintf(line, sizeof line, word(r, *event->report_phone ? STR_REPORT_SEND_TO : STR_REPORT_SEND_MAIL),
                 event->report_mail, event->report_phone);
        paper_text(r->paper, PAPER_MARGIN, r->y, WIDTH, 7, plain(11.5, PAPER_LEFT), line);
    }
    put_page_number(r);
}

/* --- reading --- */

static bool add_tally(struct report *r, const struct lecture *lecture, struct err *err)
{
    struct tally tally = {.expected = lecture->expected};
    if (!attendance_tally(r->rows.store, lecture->id, &tally, err)) {
        return false;
    }
    r->sum.expected += tally.expected;
    r->sum.on_time += tally.on_time;
    r->sum.late += tally.late;
    r->sum.walk_in += tally.walk_in;
    r->sum.unknown += tally.unknown;
    return true;
}

/* Missing or broken key points leave the report without them: they were checked at import. */
static void read_points(struct report *r)
{
    unsigned char *data = NULL;
    size_t size;
    if (pack_table_file(r->rows.store, "keypoints.md", &data, &size, NULL) &&
        !markdown_parse_keypoints((const char *)data, size, &r->rows.arena, &r->points, NULL)) {
        r->points = (struct deck){0};
    }
    free(data);
}

static bool count_row(void *context, const struct export_row *row, struct err *err)
{
    struct report *r = context;
    if (!row->lecture || !is_held(r, row->lecture)) {
        return true;
    }
    return export_stats_add(&r->stats, &r->rows, row, err);
}

static bool read_all(struct report *r, const char *lecture_id, struct err *err)
{
    const struct export_visitor visitor = {.context = r, .row = count_row};
    if (!export_rows_open(&r->rows, err) || !export_rows_lecture(&r->rows, lecture_id, &r->only, err) ||
        (r->only && !talk_table_held(r->rows.store, lecture_id, &r->talk, err))) {
        return false;
    }
    for (size_t i = 0; i < r->rows.programme.count; i++) {
        const struct lecture *lecture = &r->rows.programme.items[i];
        if (!is_held(r, lecture)) {
            continue;
        }
        r->held++;
        if (!add_tally(r, lecture, err)) {
            return false;
        }
    }
    read_points(r);
    bool done = export_rows_each(&r->rows, r->only, &visitor, err);
    export_stats_order(&r->stats);
    return done;
}

static bool put_all(struct report *r, struct err *err)
{
    r->y = PAPER_MARGIN;
    paper_text(r->paper, PAPER_MARGIN, r->y, WIDTH, 12, (struct paper_style){24, true, PAPER_CENTRE, 1, 0},
               word(r, STR_PAPER_REPORT_TITLE));
    r->y += 13;
    put_facts(r);
    put_counts(r);
    if (!r->only && !put_lectures(r, err)) {
        return false;
    }
    put_units(r);
    put_arrivals(r);
    put_points(r);
    put_close(r);
    return true;
}

bool export_pdf_report(struct store *store, const char *lecture_id, enum lang lang, int64_t now_ms,
                       const char *path, struct progress *progress, struct err *err)
{
    struct report r = {.now_ms = now_ms, .rows = {.store = store, .lang = lang, .progress = progress}};
    if (!store_snapshot(store, err)) {
        return false;
    }
    bool done = read_all(&r, lecture_id, err) &&
                paper_create(&r.paper, path, r.rows.event.title ? r.rows.event.title : "", err);
    if (done && put_all(&r, err)) {
        done = paper_close(r.paper, err);
    } else if (done) {
        paper_discard(r.paper);
        done = false;
    }
    store_snapshot_end(store);
    export_stats_finish(&r.stats);
    export_rows_finish(&r.rows);
    return done;
}
