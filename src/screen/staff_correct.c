/* What touches a lecture as a whole: unknown badges, walk-ins, sign-in by hand, running late, pinning. */
#include "screen/frame.h"
#include "screen/screen.h"
#include "screen/staff_frame.h"
#include "screen/staff_pad.h"
#include "screen/staff_register.h"

#include "base/civil.h"
#include "base/strings.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum correct_target {
    TARGET_LINK = 1, /* argument: row of the sheet */
    TARGET_PAGE,
    TARGET_REGISTER,
    TARGET_GATE,   /* argument: enum gate */
    TARGET_MOVE,   /* argument: index into the minutes */
    TARGET_FOLLOW, /* argument: whether what comes after moves too */
    TARGET_MOVE_CONFIRM,
    TARGET_PIN
};

enum { LECTURE_H = 92, PAD = 36, GAP = 12, LABEL_H = 46, ROW_H = 108 };

static const int minutes[] = {5, 10, 15, 30};
enum { MINUTES = sizeof minutes / sizeof *minutes };

struct correct_state {
    struct staff_frame frame;
    int page;
    int move;   /* index into minutes + 1; 0 = none chosen */
    bool stays; /* what follows is not moved */
    struct staff_register walk_in;
};

/* The unknown badges of the sheet: *index becomes the row of the nth; false where there is none. */
static bool unknown_at(const struct sheet *sheet, size_t nth, size_t *index)
{
    for (size_t i = 0; sheet && i < sheet->row_count; i++) {
        if (sheet->rows[i].status == SHEET_UNKNOWN && nth-- == 0) {
            *index = i;
            return true;
        }
    }
    return false;
}

static size_t unknown_count(const struct sheet *sheet)
{
    size_t count = 0;
    for (size_t i = 0; sheet && i < sheet->row_count; i++) {
        count += sheet->rows[i].status == SHEET_UNKNOWN;
    }
    return count;
}

static void link_badge(const struct screen_view *view, size_t index)
{
    const struct sheet *sheet = staff_frame_sheet(view);
    if (sheet && index < sheet->row_count) {
        char argument[BADGE_TEXT_SIZE + 8];
        snprintf(argument, sizeof argument, "link:%s", sheet->rows[index].badge);
        view->host->go(view->host->context, SCREEN_STAFF_LIST, argument);
    }
}

static void ask_gate(const struct screen_view *view, enum gate gate)
{
    struct staff_request request = staff_frame_request(view, STAFF_GATE);
    request.gate = gate;
    staff_frame_do(view, &request);
}

static void ask_move(const struct correct_state *state, const struct screen_view *view)
{
    if (state->move > 0) {
        struct staff_request request = staff_frame_request(view, STAFF_MOVE);
        request.minutes = minutes[state->move - 1];
        request.follow = !state->stays;
        staff_frame_do(view, &request);
    }
}

static bool is_pinned(const struct screen_view *view)
{
    return *view->staff->pinned && strcmp(view->staff->pinned, view->staff->lecture) == 0;
}

static void ask_pin(const struct screen_view *view)
{
    struct staff_request request = staff_frame_request(view, STAFF_PIN);
    if (is_pinned(view)) {
        request.lecture[0] = '\0';
    }
    staff_frame_do(view, &request);
}

static bool handle_press(struct correct_state *state, const struct screen_view *view,
                         const struct ui_event *event)
{
    switch (event->target) {
    case TARGET_LINK:
        link_badge(view, (size_t)event->argument);
        return true;
    case TARGET_PAGE:
        state->page = event->argument;
        return true;
    case TARGET_REGISTER:
        staff_register_open(&state->walk_in);
        return true;
    case TARGET_GATE:
        ask_gate(view, (enum gate)event->argument);
        return true;
    case TARGET_MOVE:
        state->move = state->move == event->argument + 1 ? 0 : event->argument + 1;
        return true;
    case TARGET_FOLLOW:
        state->stays = !event->argument;
        return true;
    case TARGET_MOVE_CONFIRM:
        ask_move(state, view);
        return true;
    case TARGET_PIN:
        ask_pin(view);
        return true;
    default:
        return false;
    }
}

static bool correct_handle(void *memory, const struct screen_view *view, const struct ui_event *event)
{
    struct correct_state *state = memory;
    if (staff_frame_handle(view, event)) {
        return true;
    }
    if (state->walk_in.open) {
        return staff_register_handle(&state->walk_in, view, event);
    }
    if (event->type == UI_KEY && event->key == UI_KEY_ENTER) {
        size_t index;
        if (state->move > 0) {
            ask_move(state, view);
        } else if (unknown_at(staff_frame_sheet(view), 0, &index)) {
            link_badge(view, index);
        }
        return true;
    }
    return event->type == UI_PRESS && handle_press(state, view, event);
}

static void correct_notice(void *memory, const struct screen_view *view, const struct staff_result *result)
{
    struct correct_state *state = memory;
    staff_frame_notice(memory, view, result);
    if (result->done && result->verb == STAFF_MOVE) {
        state->move = 0;
    }
    if (result->done && result->verb == STAFF_REGISTER) {
        state->walk_in = (struct staff_register){0};
    }
}

/* --- drawing --- */

static void draw_unknown_row(struct draw_list *list, const struct sheet_row *row, int index, struct rect rect)
{
    char time[CIVIL_TEXT_SIZE] = "", line[96];
    struct rect button = rect_cut_right(&rect, widget_button_width(list, str(STR_STAFF_LINK)));
    button.y += (rect.h - THEME_TOUCH) / 2;
    button.h = THEME_TOUCH;
    widget_button(list, button, BUTTON_PLAIN, (struct text_style){THEME_STRONG, false, 0},
                  str(STR_STAFF_LINK), TARGET_LINK, index);
    rect_cut_right(&rect, GAP);
    rect = rect_inset(rect, 0, (rect.h - 84) / 2);
    draw_text(list, rect_cut_top(&rect, 46), (struct text_style){THEME_NUMBER, true, THEME_INK}, ALIGN_LEFT,
              row->badge);
    if (row->in_ms) {
        snprintf(line, sizeof line, str(STR_STAFF_SCANNED_AT),
                 civil_format(row->in_ms, CIVIL_HOUR_MINUTE_SECOND, time));
        draw_text(list, rect, (struct text_style){THEME_SMALL, false, THEME_MUTED}, ALIGN_LEFT, line);
    }
}

static void draw_unknown(struct draw_list *list, const struct screen_view *view,
                         const struct correct_state *state, struct rect card)
{
    const struct sheet *sheet = staff_frame_sheet(view);
    size_t count = unknown_count(sheet);
    widget_card(list, card);
    struct rect inner = rect_inset(card, PAD, 28);
    char heading[96];
    snprintf(heading, sizeof heading, str(STR_STAFF_UNKNOWN_HEADING), (int)count);
    staff_frame_heading(list, &inner, heading);
    rect_cut_top(&inner, GAP);
    widget_button(list, rect_cut_bottom(&inner, STAFF_BUTTON_H), BUTTON_PRIMARY,
                  (struct text_style){THEME_STRONG, false, 0}, str(STR_STAFF_REGISTER), TARGET_REGISTER, 0);
    rect_cut_bottom(&inner, GAP);
    if (count == 0) {
        draw_text_lines(list, inner, (struct text_style){THEME_BODY, false, THEME_MUTED}, ALIGN_LEFT, 44, 3,
                        str(sheet ? STR_STAFF_NO_UNKNOWN : STR_STAFF_LOADING));
        return;
    }
    size_t room = (size_t)(inner.h / ROW_H), pages = 1;
    if (count > room) {
        room = (size_t)((inner.h - THEME_TOUCH - GAP) / ROW_H);
        pages = (count + room - 1) / room;
    }
    size_t page = (size_t)state->page % pages, index;
    for (size_t i = page * room; i < (page + 1) * room && unknown_at(sheet, i, &index); i++) {
        struct rect row = rect_cut_top(&inner, ROW_H);
        draw_unknown_row(list, &sheet->rows[index], (int)index, row);
        draw_fill(list, (struct rect){row.x, row.y + row.h - 1, row.w, 2}, THEME_GRID);
    }
    if (pages > 1) {
        char label[64];
        snprintf(label, sizeof label, str(STR_STAFF_NEXT_PAGE), (int)page + 1, (int)pages);
        widget_button(list, rect_cut_bottom(&inner, THEME_TOUCH), BUTTON_KEY,
                      (struct text_style){THEME_BODY, false, THEME_INK}, label, TARGET_PAGE,
                      (int)((page + 1) % pages));
    }
}

static struct rect cell(struct rect row, int index, int count)
{
    int w = (row.w - (count - 1) * GAP) / count;
    return (struct rect){row.x + index * (w + GAP), row.y, w, row.h};
}

static struct rect labelled(struct draw_list *list, struct rect *rest, const char *label)
{
    draw_text(list, rect_cut_top(rest, LABEL_H), (struct text_style){THEME_BODY, false, THEME_MUTED},
              ALIGN_LEFT, label);
    struct rect row = rect_cut_top(rest, THEME_TOUCH);
    rect_cut_top(rest, GAP);
    return row;
}

/* How many lectures besides this one get a new time. */
static int also_moved(const struct screen_view *view, const struct lecture *lecture,
                      const struct correct_state *state)
{
    const struct programme *programme = &view->board->programme;
    int64_t *starts = malloc(programme->count * sizeof *starts);
    if (!starts) {
        return 0;
    }
    size_t count = programme_move(programme, lecture, minutes[state->move - 1], !state->stays, starts);
    free(starts);
    return count > 0 ? (int)count - 1 : 0;
}

/* "09:00–10:30 → 09:10–10:40", and the button that does it. */
static void draw_move_confirm(struct draw_list *list, const struct screen_view *view,
                              const struct correct_state *state, const struct lecture *lecture,
                              struct rect row)
{
    struct rect button = rect_cut_right(&row, widget_button_width(list, str(STR_STAFF_MOVE_CONFIRM)));
    if (!state->move) {
        draw_text(list, (struct rect){row.x, row.y, row.w + button.w, row.h},
                  (struct text_style){THEME_BODY, false, THEME_MUTED}, ALIGN_LEFT, str(STR_STAFF_MOVE_HINT));
        return;
    }
    struct lecture moved = *lecture;
    int64_t by_ms = minutes[state->move - 1] * 60000LL;
    char before[FRAME_SPAN_SIZE], after[FRAME_SPAN_SIZE], line[128];
    moved.start_ms += by_ms;
    moved.end_ms += by_ms;
    frame_span(lecture, before);
    frame_span(&moved, after);
    rect_cut_right(&row, GAP);
    int more = also_moved(view, lecture, state);
    snprintf(line, sizeof line, str(more > 0 ? STR_STAFF_MOVE_MORE : STR_STAFF_MOVE_BEFORE), before, more);
    draw_text(list, rect_cut_top(&row, THEME_TOUCH / 2), (struct text_style){THEME_SMALL, false, THEME_MUTED},
              ALIGN_LEFT, line);
    snprintf(line, sizeof line, str(STR_STAFF_MOVE_AFTER), after);
    draw_text(list, row, (struct text_style){THEME_BODY, true, THEME_INK}, ALIGN_LEFT, line);
    widget_button(list, button, view->staff->busy ? BUTTON_KEY : BUTTON_PRIMARY,
                  (struct text_style){THEME_STRONG, false, THEME_MUTED}, str(STR_STAFF_MOVE_CONFIRM),
                  TARGET_MOVE_CONFIRM, 0);
}

static void draw_arrangements(struct draw_list *list, const struct screen_view *view,
                              const struct correct_state *state, struct rect card)
{
    static const enum str_id gates[] = {[GATE_BY_TIME] = STR_STAFF_GATE_BY_TIME,
                                        [GATE_OPEN] = STR_STAFF_GATE_OPEN,
                                        [GATE_CLOSED] = STR_STAFF_GATE_CLOSED};
    const struct lecture *lecture = staff_frame_lecture(view);
    widget_card(list, card);
    struct rect inner = rect_inset(card, PAD, 28);
    staff_frame_heading(list, &inner, str(STR_STAFF_ARRANGE));
    if (!lecture) {
        draw_text(list, inner, (struct text_style){THEME_BODY, false, THEME_MUTED}, ALIGN_LEFT,
                  str(STR_STAFF_NO_LECTURE_HINT));
        return;
    }
    rect_cut_top(&inner, 8);
    struct rect row = labelled(list, &inner, str(STR_STAFF_GATE));
    for (int i = 0; i < 3; i++) {
        widget_choice(list, cell(row, i, 3), i == (int)lecture->gate, str(gates[i]), TARGET_GATE, i);
    }
    row = labelled(list, &inner, str(STR_STAFF_MOVE));
    for (int i = 0; i < MINUTES; i++) {
        char label[32];
        snprintf(label, sizeof label, str(STR_STAFF_MINUTES), minutes[i]);
        widget_choice(list, cell(row, i, MINUTES), i + 1 == state->move, label, TARGET_MOVE, i);
    }
    row = rect_cut_top(&inner, THEME_TOUCH);
    widget_choice(list, cell(row, 0, 2), !state->stays, str(STR_STAFF_FOLLOW), TARGET_FOLLOW, 1);
    widget_choice(list, cell(row, 1, 2), state->stays, str(STR_STAFF_FOLLOW_NOT), TARGET_FOLLOW, 0);
    rect_cut_top(&inner, GAP);
    draw_move_confirm(list, view, state, lecture, rect_cut_top(&inner, THEME_TOUCH));
    row = rect_cut_bottom(&inner, STAFF_BUTTON_H);
    widget_choice(list, cell(row, 0, 2), is_pinned(view),
                  str(is_pinned(view) ? STR_STAFF_UNPIN : STR_STAFF_PIN), TARGET_PIN, 0);
    widget_button(list, cell(row, 1, 2), BUTTON_PLAIN, (struct text_style){THEME_BODY, false, 0},
                  str(STR_STAFF_UNDO_LAST), STAFF_TARGET_UNDO, 0);
}

static void correct_draw(const void *memory, const struct screen_view *view, struct draw_list *list)
{
    const struct correct_state *state = memory;
    struct rect main = staff_frame_draw(list, view, SCREEN_STAFF_CORRECT);
    staff_frame_draw_lecture(list, view, rect_cut_top(&main, LECTURE_H));
    rect_cut_top(&main, STAFF_GAP);
    if (state->walk_in.open) {
        staff_register_draw(list, view, &state->walk_in, main);
    } else if (view->canvas.portrait) {
        struct rect arrangements = rect_cut_bottom(&main, 720);
        rect_cut_bottom(&main, STAFF_GAP);
        draw_unknown(list, view, state, main);
        draw_arrangements(list, view, state, arrangements);
    } else {
        struct rect left = rect_cut_left(&main, (main.w - STAFF_GAP) * 45 / 100);
        rect_cut_left(&main, STAFF_GAP);
        draw_unknown(list, view, state, left);
        draw_arrangements(list, view, state, main);
    }
    staff_frame_draw_banner(list, view, &state->frame);
}

const struct screen_ops staff_correct_screen = {
    .name = "staff-correct",
    .state_size = sizeof(struct correct_state),
    .staff = true,
    .handle = correct_handle,
    .notice_staff = correct_notice,
    .deadline_ms = staff_frame_deadline_ms,
    .tick = staff_frame_tick,
    .draw = correct_draw,
};
