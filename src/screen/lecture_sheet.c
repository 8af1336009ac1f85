#include "screen/lecture_sheet.h"

#include "base/strings.h"
#include "domain/report.h"
#include "format/qr.h"
#include "screen/frame.h"
#include "text/lines.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <stdio.h>

enum sheet_target { START, CLOSE };

enum {
    SHEET_W = 1640,
    PAD = 60,
    TITLE_H = 70,
    ROW_H = 52,
    LABEL_W = 150,
    BUTTON_H = 96,
    ROWS_MAX = 7,
    CODE_SIDE = 368, /* version 10 and its quiet zone: 4 px a module at 1366x768 */
    CODE_SIDE_PORTRAIT = 464,
    CODE_WORDS_H = 44,
    SPACE = 36
};

struct detail_row {
    enum str_id label;
    char value[700];
};

static size_t rows_of(const struct screen_view *view, const struct lecture *lecture,
                      struct detail_row rows[ROWS_MAX])
{
    size_t count = 0;
    char date[FRAME_DATE_SIZE], span[FRAME_SPAN_SIZE];
    frame_date(lecture->start_ms, false, date);
    frame_span(lecture, span);
    rows[count].label = STR_FIELD_TIME;
    snprintf(rows[count++].value, sizeof rows->value, *lecture->kind ? "%s %s · %s" : "%s %s", date, span,
             lecture->kind);
    char moved[FRAME_MOVED_SIZE];
    if (*frame_moved(lecture, moved)) {
        rows[count].label = STR_FIELD_MOVED;
        snprintf(rows[count++].value, sizeof rows->value, "%s", moved);
    }
    if (lecture->gate != GATE_BY_TIME) {
        rows[count].label = STR_FIELD_GATE;
        snprintf(rows[count++].value, sizeof rows->value, "%s",
                 str(lecture->gate == GATE_OPEN ? STR_GATE_OPENED : STR_GATE_CLOSED));
    }
    rows[count].label = STR_FIELD_VENUE;
    snprintf(rows[count++].value, sizeof rows->value, "%s", lecture->venue);
    if (*lecture->speaker) {
        rows[count].label = STR_FIELD_SPEAKER;
        frame_speaker(lecture, rows[count++].value);
    }
    if (lecture->audience.count > 0) {
        rows[count].label = STR_FIELD_AUDIENCE;
        frame_audience(lecture, rows[count++].value);
    }
    const struct tally *tally = board_tally(view->board, lecture);
    rows[count].label = STR_FIELD_PEOPLE;
    snprintf(rows[count++].value, sizeof rows->value, str(STR_SHEET_COUNTS), tally->expected,
             tally_present(tally), tally->late, tally->walk_in);
    return count;
}

/* The lecture for the phone's calendar, with what it is for below it. */
static void draw_code(struct draw_list *list, const struct lecture *lecture, struct rect box)
{
    struct rect words = rect_cut_bottom(&box, CODE_WORDS_H);
    struct buf entry = {0};
    struct qr qr;
    report_calendar(lecture, &entry);
    if (buf_ok(&entry) && qr_encode(buf_text(&entry), &qr, NULL)) {
        draw_qr(list, box, qr.dark, qr.size, QR_QUIET_ZONE);
        draw_text(list, words, (struct text_style){THEME_BODY, false, THEME_INK}, ALIGN_CENTRE,
                  str(STR_SHEET_CALENDAR));
    }
    buf_finish(&entry);
}

static void draw_rows(struct draw_list *list, struct rect rest, const struct detail_row *rows, size_t count)
{
    static const int sizes[] = {THEME_STRONG, THEME_BODY, THEME_SMALL, THEME_TINY, 0};
    for (size_t i = 0; i < count; i++) {
        struct rect row = rect_cut_top(&rest, ROW_H);
        draw_text(list, rect_cut_left(&row, LABEL_W), (struct text_style){THEME_STRONG, false, THEME_MUTED},
                  ALIGN_LEFT, str(rows[i].label));
        struct text_style style = {text_fit_size(list->measure, sizes, false, rows[i].value, row.w, 1), false,
                                   THEME_INK};
        draw_text(list, row, style, ALIGN_LEFT, rows[i].value);
    }
}

static void draw_buttons(struct draw_list *list, const struct screen_view *view,
                         const struct lecture *lecture, struct rect row, int first_target)
{
    struct text_style style = {THEME_STRONG, false, 0};
    if (board_deck(view->board, lecture->deck)) {
        int w = widget_button_width(list, str(STR_SHEET_START));
        widget_button(list, rect_cut_left(&row, w), BUTTON_PRIMARY, style, str(STR_SHEET_START),
                      first_target + START, 0);
        rect_cut_left(&row, 24);
    }
    widget_button(list, rect_cut_left(&row, widget_button_width(list, str(STR_SHEET_CLOSE))), BUTTON_PLAIN,
                  style, str(STR_SHEET_CLOSE), first_target + CLOSE, 0);
}

/* The code stands beside the rows, upright below them. */
void lecture_sheet_draw(struct draw_list *list, const struct screen_view *view, const struct lecture *lecture,
                        int first_target)
{
    bool portrait = view->canvas.portrait;
    struct rect all = {0, 0, view->canvas.w, view->canvas.h};
    struct rect card = {0, 0, SHEET_W < view->canvas.w - 80 ? SHEET_W : view->canvas.w - 80, 0};
    struct detail_row rows[ROWS_MAX];
    size_t count = rows_of(view, lecture, rows);
    struct text_style title = {THEME_HERO, true, THEME_INK};
    struct text_lines lines;
    text_balance_lines(list->measure, title.size, title.bold, lecture->title, card.w - 2 * PAD, 3, &lines);
    int title_h = (int)lines.count * TITLE_H, rows_h = (int)count * ROW_H;
    int side = portrait ? CODE_SIDE_PORTRAIT : CODE_SIDE, code_h = side + CODE_WORDS_H;
    int below_h = rows_h + SPACE + BUTTON_H;
    below_h = portrait ? below_h + code_h + 24 : below_h > code_h ? below_h : code_h;
    card.h = 48 + title_h + 24 + below_h + 48;
    card.x = (all.w - card.w) / 2;
    card.y = (all.h - card.h) / 2;
    draw_fill(list, all, THEME_VEIL);
    draw_target(list, all, first_target + CLOSE, 0); /* a tap beside the sheet closes it */
    draw_box(list, card, 36, (struct paint){PAINT_SOLID, THEME_SURFACE, 0}, 0, 0);
    draw_target(list, card, -1, 0);

    struct rect inner = rect_inset(card, PAD, 48);
    draw_text_balanced(list, rect_cut_top(&inner, title_h), title, ALIGN_LEFT, TITLE_H, 3, lecture->title);
    rect_cut_top(&inner, 24);
    struct rect code = {inner.x + (inner.w - side) / 2, inner.y + rows_h + 24, side, code_h};
    if (!portrait) {
        code = rect_cut_right(&inner, side);
        code.h = code_h;
        rect_cut_right(&inner, SPACE);
    }
    draw_rows(list, inner, rows, count);
    draw_code(list, lecture, code);
    draw_buttons(list, view, lecture, rect_cut_bottom(&inner, BUTTON_H), first_target);
}

enum sheet_answer lecture_sheet_handle(const struct screen_view *view, const struct lecture *lecture,
                                       const struct ui_event *event, int first_target)
{
    bool has_deck = board_deck(view->board, lecture->deck) != NULL;
    bool start = (event->type == UI_PRESS && event->target == first_target + START) ||
                 (event->type == UI_KEY && event->key == UI_KEY_ENTER && has_deck);
    bool close = (event->type == UI_PRESS && event->target == first_target + CLOSE) ||
                 (event->type == UI_KEY && (event->key == UI_KEY_ESCAPE || event->key == UI_KEY_ENTER));
    if (start) {
        view->host->go(view->host->context, SCREEN_TALK, lecture->id);
        return SHEET_STAYS;
    }
    return close ? SHEET_CLOSE : event->type == UI_PRESS ? SHEET_STAYS : SHEET_NOT_MINE;
}
