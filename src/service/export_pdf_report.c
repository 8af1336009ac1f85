#include "service/export_pdf.h"

#include "base/civil.h"
#include "domain/deck.h"
#include "format/markdown.h"
#include "service/export_flow.h"
#include "service/export_pdf_talks.h"
#include "service/export_rows.h"
#include "service/export_stats.h"
#include "store/pack_table.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CLOSE_H 24.0

enum { BARS_MAX = 30, POINTS_MAX = 30 }; /* a page each; more than that is for the workbook */

struct report {
    struct export_rows rows;
    struct export_stats stats;
    struct export_talks talks;
    struct flow flow;
    const struct lecture *only; /* NULL = the event as a whole */
    int64_t now_ms;             /* of the event, what has begun by then */
    int held;
    struct tally sum;
    struct deck points;
};

static bool is_held(const struct report *r, const struct lecture *lecture)
{
    return export_stats_held(r->only, lecture, r->now_ms);
}

/* --- what was held --- */

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
    snprintf(out, 128, flow_word(&r->flow, STR_REPORT_SPAN), first, last, (int)programme->count, r->held);
}

static void put_facts(struct report *r)
{
    char when[128], speaker[400];
    flow_fact(&r->flow, FLOW_WHOLE, STR_PAPER_EVENT, r->rows.event.title);
    flow_fact(&r->flow, FLOW_WHOLE, STR_PAPER_ORGANISER, r->rows.event.organiser);
    if (!r->only) {
        span_of(r, when);
        flow_fact(&r->flow, FLOW_WHOLE, STR_PAPER_TIME, when);
        return;
    }
    when_of(r->only, when);
    snprintf(speaker, sizeof speaker, "%s%s%s", r->only->speaker, *r->only->speaker_title ? " " : "",
             r->only->speaker_title);
    flow_fact(&r->flow, FLOW_WHOLE, STR_COLUMN_LECTURE, r->only->title);
    flow_fact(&r->flow, FLOW_LEFT_HALF, STR_PAPER_TIME, when);
    flow_fact(&r->flow, FLOW_RIGHT_HALF, STR_PAPER_VENUE, r->only->venue);
    flow_fact(&r->flow, FLOW_LEFT_HALF, STR_PREVIEW_SPEAKER, speaker);
    flow_fact(&r->flow, FLOW_RIGHT_HALF, STR_PREVIEW_KIND, r->only->kind);
    export_pdf_talk_facts(&r->flow, &r->talks);
}

/* Six large numbers side by side. */
static void put_counts(struct report *r)
{
    static const enum str_id labels[] = {STR_EXPORT_COLUMN_EXPECTED, STR_EXPORT_COLUMN_PRESENT,
                                         STR_EXPORT_COLUMN_LATE,     STR_EXPORT_COLUMN_ABSENT,
                                         STR_EXPORT_COLUMN_WALK_IN,  STR_EXPORT_COLUMN_RATE};
    enum { BOXES = 6 };
    const double height = 20, w = FLOW_WIDTH / BOXES;
    const int counts[] = {r->sum.expected, tally_present(&r->sum), r->sum.late, tally_absent(&r->sum),
                          r->sum.walk_in};
    flow_need(&r->flow, height + 4);
    r->flow.y += 3;
    for (int i = 0; i < BOXES; i++) {
        char text[32];
        double x = PAPER_MARGIN + i * w;
        if (i < 5) {
            snprintf(text, sizeof text, "%d", counts[i]);
        } else {
            snprintf(text, sizeof text, "%.1f%%",
                     r->sum.expected ? 100.0 * tally_present(&r->sum) / r->sum.expected : 0.0);
        }
        paper_frame(r->flow.paper, x, r->flow.y, w, height, 0.2);
        paper_text(r->flow.paper, x, r->flow.y + 1.5, w, 10,
                   (struct paper_style){22, true, PAPER_CENTRE, 1, i == 5 ? FLOW_RED : 0}, text);
        paper_text(r->flow.paper, x, r->flow.y + 12, w, 6, flow_plain(11.5, PAPER_CENTRE),
                   flow_word(&r->flow, labels[i]));
    }
    r->flow.y += height + 3;
}

/* --- tables and plots --- */

static bool put_lectures(struct report *r, struct err *err)
{
    static const double widths[] = {64, 45, 15, 15, 13, 13, 15};
    static const struct flow_table table = {widths, 7, 2};
    const char *head[7] = {flow_word(&r->flow, STR_COLUMN_LECTURE),
                           flow_word(&r->flow, STR_PAPER_TIME),
                           flow_word(&r->flow, STR_EXPORT_COLUMN_EXPECTED),
                           flow_word(&r->flow, STR_EXPORT_COLUMN_PRESENT),
                           flow_word(&r->flow, STR_STATUS_LATE),
                           flow_word(&r->flow, STR_EXPORT_COLUMN_ABSENT),
                           flow_word(&r->flow, STR_EXPORT_COLUMN_RATE)};
    flow_section(&r->flow, STR_REPORT_LECTURES, 3 * FLOW_ROW_H);
    flow_row(&r->flow, &table, head, true);
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
        if (r->flow.y + FLOW_ROW_H > FLOW_BOTTOM) {
            flow_need(&r->flow, FLOW_ROW_H);
            flow_row(&r->flow, &table, head, true);
        }
        flow_row(&r->flow, &table, texts, false);
    }
    r->flow.y += 3;
    return true;
}

static void put_units(struct report *r)
{
    const double bar_x = PAPER_MARGIN + 46, bar_w = FLOW_WIDTH - 46 - 36, row = 7.2;
    size_t count = r->stats.unit_count < BARS_MAX ? r->stats.unit_count : BARS_MAX;
    if (count == 0) {
        return;
    }
    flow_section(&r->flow, STR_EXPORT_CHART_UNITS, 2 * row);
    for (size_t i = 0; i < count; i++) {
        const struct export_unit *unit = &r->stats.units[i];
        double share = unit->expected ? (double)unit->present / unit->expected : 0;
        char text[64];
        flow_need_row(&r->flow, row, r->stats.unit_count - i, 0);
        paper_text(r->flow.paper, PAPER_MARGIN, r->flow.y, 43, row,
                   (struct paper_style){11.5, false, PAPER_RIGHT, 3, 0},
                   *unit->name ? unit->name : flow_word(&r->flow, STR_EXPORT_NO_UNIT));
        paper_fill(r->flow.paper, bar_x, r->flow.y + 1.7, bar_w, row - 3.4, FLOW_GREY);
        paper_fill(r->flow.paper, bar_x, r->flow.y + 1.7, bar_w * share, row - 3.4, FLOW_RED);
        snprintf(text, sizeof text, "%d / %d", unit->present, unit->expected);
        paper_text(r->flow.paper, bar_x + bar_w, r->flow.y, 20, row, flow_plain(11.5, PAPER_RIGHT), text);
        snprintf(text, sizeof text, "%.0f%%", share * 100);
        paper_text(r->flow.paper, bar_x + bar_w + 20, r->flow.y, 16, row, flow_plain(11.5, PAPER_RIGHT),
                   text);
        r->flow.y += row;
    }
    if (count < r->stats.unit_count) {
        flow_more(&r->flow, bar_x, row, STR_REPORT_MORE_UNITS, r->stats.unit_count - count);
    }
    r->flow.y += 3;
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
    flow_section(&r->flow, STR_EXPORT_CHART_ARRIVALS, height + 8);
    double w = FLOW_WIDTH / (double)(end - first > 12 ? end - first : 12);
    for (size_t i = first; i < end; i++) {
        most = r->stats.bins[i] > most ? r->stats.bins[i] : most;
    }
    for (size_t i = first; i < end; i++) {
        double x = PAPER_MARGIN + (double)(i - first) * w, h = (height - 6) * r->stats.bins[i] / most;
        char text[16];
        paper_fill(r->flow.paper, x + w * 0.15, r->flow.y + height - h, w * 0.7, h, FLOW_RED);
        snprintf(text, sizeof text, "%d", r->stats.bins[i]);
        paper_text(r->flow.paper, x, r->flow.y + height - h - 5, w, 5, flow_plain(10, PAPER_CENTRE), text);
        int from = EXPORT_BIN_FIRST_MIN + (int)i * EXPORT_BIN_MIN;
        snprintf(text, sizeof text, from ? "%+d" : "%d", from);
        paper_text(r->flow.paper, x, r->flow.y + height + 0.5, w, 5, flow_plain(10, PAPER_CENTRE), text);
    }
    paper_line(r->flow.paper, PAPER_MARGIN, r->flow.y + height, PAPER_MARGIN + FLOW_WIDTH, r->flow.y + height,
               0.3);
    r->flow.y += height + 9;
}

static void put_points(struct report *r)
{
    const double row = 6;
    if (r->points.slide_count == 0) {
        return;
    }
    flow_section(&r->flow, STR_REPORT_POINTS, 2 * row);
    for (size_t i = 0; i < r->points.slide_count && i < POINTS_MAX; i++) {
        char line[400];
        flow_need_row(&r->flow, row, r->points.slide_count - i, CLOSE_H + 3); /* a signature is not alone */
        snprintf(line, sizeof line, "%zu. %s", i + 1, r->points.slides[i].title);
        paper_text(r->flow.paper, PAPER_MARGIN + 4, r->flow.y, FLOW_WIDTH - 4, row,
                   flow_plain(12.5, PAPER_LEFT), line);
        r->flow.y += row;
    }
    if (r->points.slide_count > POINTS_MAX) {
        flow_more(&r->flow, PAPER_MARGIN + 4, row, STR_REPORT_MORE_POINTS,
                  r->points.slide_count - POINTS_MAX);
    }
    r->flow.y += 3;
}

static void put_close(struct report *r)
{
    const struct event *event = &r->rows.event;
    char line[400];
    flow_need(&r->flow, CLOSE_H);
    r->flow.y += 4;
    paper_line(r->flow.paper, PAPER_MARGIN, r->flow.y, PAPER_MARGIN + FLOW_WIDTH, r->flow.y, 0.3);
    r->flow.y += 4;
    paper_text(r->flow.paper, PAPER_MARGIN, r->flow.y, FLOW_WIDTH, 8, flow_plain(12.5, PAPER_LEFT),
               flow_word(&r->flow, STR_REPORT_SIGN));
    r->flow.y += 10;
    if (*event->report_mail) {
        snprintf(line, sizeof line,
                 flow_word(&r->flow, *event->report_phone ? STR_REPORT_SEND_TO : STR_REPORT_SEND_MAIL),
                 event->report_mail, event->report_phone);
        paper_text(r->flow.paper, PAPER_MARGIN, r->flow.y, FLOW_WIDTH, 7, flow_plain(11.5, PAPER_LEFT), line);
    }
    flow_end_page(&r->flow);
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
        !export_talks_load(&r->talks, r->rows.store, &r->rows.programme, r->only, err)) {
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
    r->flow.y = PAPER_MARGIN;
    paper_text(r->flow.paper, PAPER_MARGIN, r->flow.y, FLOW_WIDTH, 12,
               (struct paper_style){24, true, PAPER_CENTRE, 1, 0},
               flow_word(&r->flow, STR_PAPER_REPORT_TITLE));
    r->flow.y += 13;
    put_facts(r);
    put_counts(r);
    if (!r->only && !put_lectures(r, err)) {
        return false;
    }
    if (!r->only) {
        export_pdf_talk_table(&r->flow, &r->talks);
    }
    put_units(r);
    put_arrivals(r);
    export_pdf_votes(&r->flow, &r->talks, r->only);
    put_points(r);
    put_close(r);
    return true;
}

bool export_pdf_report(struct store *store, const char *lecture_id, enum lang lang, int64_t now_ms,
                       const char *path, struct progress *progress, struct err *err)
{
    struct report r = {.now_ms = now_ms,
                       .rows = {.store = store, .lang = lang, .progress = progress},
                       .flow = {.lang = lang}};
    if (!store_snapshot(store, err)) {
        return false;
    }
    bool done = read_all(&r, lecture_id, err) &&
                paper_create(&r.flow.paper, path, r.rows.event.title ? r.rows.event.title : "", err);
    if (done && put_all(&r, err)) {
        done = paper_close(r.flow.paper, err);
    } else if (done) {
        paper_discard(r.flow.paper);
        done = false;
    }
    store_snapshot_end(store);
    export_talks_finish(&r.talks);
    export_stats_finish(&r.stats);
    export_rows_finish(&r.rows);
    return done;
}
