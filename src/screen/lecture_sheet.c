#include "screen/lecture_sheet.h"

#include "base/strings.h"
#include "screen/frame.h"
#include "text/lines.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <stdio.h>

enum sheet_target { START, CLOSE };

enum { SHEET_W = 1240, PAD = 60, TITLE_H = 70, ROW_H = 52, LABEL_W = 150, BUTTON_H = 96, ROWS_MAX = 7 };

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

void lecture_sheet_draw(struct draw_list *list, const struct screen_view *view, const struct lecture *lecture,
                        int first_target)
{
    struct rect all = {0, 0, view->canvas.w, view->canvas.h};
    struct rect card = {0, 0, SHEET_W < view->canvas.w - 80 ? SHEET_W : view->canvas.w - 80, 0};
    struct detail_row rows[ROWS_MAX];
    size_t count = rows_of(view, lecture, rows);
    struct text_style title = {THEME_HERO, true, THEME_INK};
    struct text_lines lines;
    text_balance_lines(list->measure, title.size, title.bold, lecture->title, card.w - 2 * PAD, 3, &lines);
    card.h = 48 + (int)lines.count * TITLE_H + 24 + (int)count * ROW_H + 36 + BUTTON_H + 48;
    card.x = (all.w - card.w) / 2;
    card.y = (all.h - card.h) / 2;
    draw_fill(list, all, THEME_VEIL);
    draw_target(list, all, first_target + CLOSE, 0); /* a tap beside the sheet closes it */
    draw_box(list, card, 36, (struct paint){PAINT_SOLID, THEME_SURFACE, 0}, 0, 0);
    draw_target(list, card, -1, 0);

    struct rect inner = rect_inset(card, PAD, 48);
    draw_text_balanced(list, rect_cut_top(&inner, (int)lines.count * TITLE_H), title, ALIGN_LEFT, TITLE_H, 3,
                       lecture->title);
    rect_cut_top(&inner, 24);
    for (size_t i = 0; i < count; i++) {
        struct rect row = rect_cut_top(&inner, ROW_H);
        draw_text(list, rect_cut_left(&row, LABEL_W), (struct text_style){THEME_STRONG, false, THEME_MUTED},
                  ALIGN_LEFT, str(rows[i].label));
        draw_text(list, row, (struct text_style){THEME_STRONG, false, THEME_INK}, ALIGN_LEFT, rows[i].value);
    }
    struct rect buttons = rect_cut_bottom(&inner, BUTTON_H);
    struct text_style style = {THEME_STRONG, false, 0};
    if (board_deck(view->board, lecture->deck)) {
        int w = widget_button_width(list, str(STR_SHEET_START));
        widget_button(list, rect_cut_left(&buttons, w), BUTTON_PRIMARY, style, str(STR_SHEET_START),
                      first_target + START, 0);
        rect_cut_left(&buttons, 24);
    }
    widget_button(list, rect_cut_left(&buttons, widget_button_width(list, str(STR_SHEET_CLOSE))),
                  BUTTON_PLAIN, style, str(STR_SHEET_CLOSE), first_target + CLOSE, 0);
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
