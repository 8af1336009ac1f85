#include "screen/staff_frame.h"

#include "base/strings.h"
#include "base/utf8.h"
#include "screen/frame.h"
#include "text/lines.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <stdio.h>
#include <string.h>

enum { MENU_W = 360, MENU_GAP = 36, MENU_H = 92, MENU_PAD = 20, BANNER_MS = 8000, HEADING_H = 52 };

/* In the order of their keys, F1 and so on. */
static const struct menu_item {
    enum str_id label, brief;
    enum screen_id screen; /* SCREEN_COUNT = leave staff mode */
} menu[] = {
    {STR_STAFF_OVERVIEW, STR_STAFF_OVERVIEW_BRIEF, SCREEN_STAFF_OVERVIEW},
    {STR_STAFF_LIST, STR_STAFF_LIST_BRIEF, SCREEN_STAFF_LIST},
    {STR_STAFF_CORRECT, STR_STAFF_CORRECT_BRIEF, SCREEN_STAFF_CORRECT},
    {STR_STAFF_EXPORT, STR_STAFF_EXPORT_BRIEF, SCREEN_STAFF_EXPORT},
    {STR_STAFF_IMPORT, STR_STAFF_IMPORT_BRIEF, SCREEN_STAFF_IMPORT},
    {STR_STAFF_SETTINGS, STR_STAFF_SETTINGS_BRIEF, SCREEN_STAFF_SETTINGS},
    {STR_DEVICE_TITLE, STR_STAFF_DEVICE_BRIEF, SCREEN_DEVICE},
    {STR_STAFF_LEAVE, STR_STAFF_LEAVE_BRIEF, SCREEN_COUNT},
};
enum { MENU_COUNT = sizeof menu / sizeof *menu, MENU_KEYS = 6 };

static struct rect whole(const struct screen_view *view)
{
    struct rect main = {0, THEME_BAR_H, view->canvas.w, view->canvas.h - THEME_BAR_H};
    return rect_inset(main, view->canvas.portrait ? THEME_MARGIN_PORTRAIT : THEME_MARGIN,
                      view->canvas.portrait ? 32 : 40);
}

struct rect staff_frame_main(const struct screen_view *view)
{
    struct rect main = whole(view);
    if (view->canvas.portrait) {
        rect_cut_top(&main, MENU_H + STAFF_GAP);
    } else {
        rect_cut_left(&main, MENU_W + MENU_GAP);
    }
    return main;
}

static void draw_menu_column(struct draw_list *list, struct rect card, enum screen_id current)
{
    widget_card(list, card);
    struct rect rest = rect_inset(card, 2, MENU_PAD);
    for (int i = 0; i < MENU_COUNT; i++) {
        struct rect item = rect_cut_top(&rest, MENU_H);
        bool on = menu[i].screen == current;
        if (on) {
            draw_fill(list, item, THEME_PRIMARY_SOFT);
            draw_fill(list, (struct rect){item.x, item.y, 10, item.h}, THEME_PRIMARY);
        }
        draw_target(list, item, STAFF_TARGET_MENU, (int)menu[i].screen);
        if (i < MENU_KEYS) {
            char key[3] = {'F', (char)('1' + i), '\0'};
            struct text_style style = {THEME_TINY, false, THEME_MUTED};
            struct rect cap = {item.x + item.w - 82, item.y + (item.h - 38) / 2, 54, 38};
            draw_box(list, cap, 8, (struct paint){PAINT_SOLID, THEME_SURFACE, 0}, 2, THEME_LINE);
            draw_text(list, cap, style, ALIGN_CENTRE, key);
        }
        draw_text(list, (struct rect){item.x + 46, item.y, item.w - 46 - (i < MENU_KEYS ? 90 : 16), item.h},
                  (struct text_style){THEME_STRONG, on, on ? THEME_PRIMARY : THEME_INK}, ALIGN_LEFT,
                  str(menu[i].label));
    }
}

static void draw_menu_row(struct draw_list *list, struct rect card, enum screen_id current)
{
    static const int sizes[] = {THEME_BODY, THEME_SMALL, THEME_TINY, 0};
    widget_card(list, card);
    struct rect rest = rect_inset(card, 14, 2);
    int each = rest.w / MENU_COUNT, size = THEME_BODY;
    for (int i = 0; i < MENU_COUNT; i++) {
        int fits = text_fit_size(list->measure, sizes, true, str(menu[i].brief), each - 8, 1);
        size = fits < size ? fits : size;
    }
    for (int i = 0; i < MENU_COUNT; i++) {
        struct rect item = rect_cut_left(&rest, each);
        bool on = menu[i].screen == current;
        if (on) {
            draw_fill(list, item, THEME_PRIMARY_SOFT);
            draw_fill(list, (struct rect){item.x, item.y + item.h - 8, item.w, 8}, THEME_PRIMARY);
        }
        draw_text(list, rect_inset(item, 4, 0), (struct text_style){size, on, on ? THEME_PRIMARY : THEME_INK},
                  ALIGN_CENTRE, str(menu[i].brief));
        draw_target(list, item, STAFF_TARGET_MENU, (int)menu[i].screen);
    }
}

struct rect staff_frame_draw(struct draw_list *list, const struct screen_view *view, enum screen_id current)
{
    struct rect main = whole(view);
    frame_draw_header(list, view);
    if (view->canvas.portrait) {
        draw_menu_row(list, rect_cut_top(&main, MENU_H), current);
    } else {
        draw_menu_column(list, rect_cut_left(&main, MENU_W), current);
    }
    return staff_frame_main(view);
}

void staff_frame_heading(struct draw_list *list, struct rect *rest, const char *text)
{
    draw_text(list, rect_cut_top(rest, HEADING_H), (struct text_style){THEME_NUMBER, true, THEME_INK},
              ALIGN_LEFT, text);
}

/* --- the banner --- */

static bool may_be_undone(const struct staff_result *result)
{
    return result->done && result->verb != STAFF_UNDO && result->verb != STAFF_SETTING &&
           result->verb != STAFF_ANCHOR && result->verb != STAFF_UNDO_IMPORT;
}

void staff_frame_draw_banner(struct draw_list *list, const struct screen_view *view,
                             const struct staff_frame *frame)
{
    static const int sizes[] = {THEME_STRONG, THEME_BODY, THEME_SMALL, THEME_TINY, 0};
    const struct staff_result *result = &view->staff->result;
    if (view->mono_ms >= frame->banner_until_ms || !*result->sentence) {
        return;
    }
    struct rect band = {0, 0, view->canvas.w, THEME_BAR_H};
    draw_fill(list, band, result->done ? THEME_OK : THEME_ERR);
    draw_target(list, band, -1, 0);
    struct rect inner = rect_inset(band, view->canvas.portrait ? THEME_MARGIN_PORTRAIT : THEME_MARGIN,
                                   (THEME_BAR_H - 92) / 2);
    struct rect mark = rect_cut_left(&inner, 76);
    mark = (struct rect){mark.x, mark.y + mark.h / 2 - 22, 44, 44};
    if (result->done) {
        widget_tick(list, mark, 9, THEME_SURFACE);
    } else {
        widget_cross(list, rect_inset(mark, 4, 4), 9, THEME_SURFACE);
    }
    if (may_be_undone(result)) {
        const char *word = str(STR_STAFF_UNDO);
        widget_button(list, rect_cut_right(&inner, widget_button_width(list, word)), BUTTON_PLAIN,
                      (struct text_style){THEME_STRONG, false, 0}, word, STAFF_TARGET_UNDO, 0);
        rect_cut_right(&inner, STAFF_GAP);
    }
    int size = text_fit_size(list->measure, sizes, true, result->sentence, inner.w, 2);
    struct text_style style = {size, true, THEME_SURFACE};
    struct text_lines lines;
    text_break_lines(list->measure, size, true, result->sentence, inner.w, 2, &lines);
    inner.y += (inner.h - (int)lines.count * 42) / 2;
    inner.h = (int)lines.count * 42;
    draw_text_lines(list, inner, style, ALIGN_LEFT, 42, 2, result->sentence);
}

void staff_frame_notice(void *state, const struct screen_view *view, const struct staff_result *result)
{
    struct staff_frame *frame = state;
    (void)result;
    frame->banner_until_ms = view->mono_ms + BANNER_MS;
}

int64_t staff_frame_deadline_ms(const void *state, const struct screen_view *view)
{
    const struct staff_frame *frame = state;
    (void)view;
    return frame->banner_until_ms;
}

void staff_frame_tick(void *state, const struct screen_view *view)
{
    struct staff_frame *frame = state;
    if (view->mono_ms >= frame->banner_until_ms) {
        frame->banner_until_ms = 0;
    }
}

/* --- the lecture --- */

const struct lecture *staff_frame_lecture(const struct screen_view *view)
{
    return programme_find(&view->board->programme, view->staff->lecture);
}

const struct sheet *staff_frame_sheet(const struct screen_view *view)
{
    const struct sheet *sheet = view->staff->sheet;
    return sheet && strcmp(sheet->lecture_id, view->staff->lecture) == 0 ? sheet : NULL;
}

void staff_frame_draw_lecture(struct draw_list *list, const struct screen_view *view, struct rect row)
{
    const struct programme *programme = &view->board->programme;
    const struct lecture *lecture = staff_frame_lecture(view);
    int at = lecture ? (int)(lecture - programme->items) : -1;
    struct rect before = rect_cut_left(&row, row.h), after = rect_cut_right(&row, row.h);
    widget_arrow(list, before, ARROW_LEFT, at > 0, STAFF_TARGET_LECTURE, at - 1);
    widget_arrow(list, after, ARROW_RIGHT, at + 1 < (int)programme->count, STAFF_TARGET_LECTURE, at + 1);
    row = rect_inset(row, STAFF_GAP, 0);
    if (!lecture) {
        draw_text(list, row, (struct text_style){THEME_STRONG, false, THEME_MUTED}, ALIGN_LEFT,
                  str(STR_STAFF_NO_LECTURE));
        return;
    }
    char line[700], date[FRAME_DATE_SIZE], span[FRAME_SPAN_SIZE], moved[FRAME_MOVED_SIZE];
    frame_date(lecture->start_ms, true, date);
    frame_span(lecture, span);
    frame_moved(lecture, moved);
    bool narrow = *moved && view->canvas.portrait; /* the new time before the place */
    snprintf(line, sizeof line, "%s%s%s%s%s%s%s", narrow ? "" : date, narrow ? "" : " ", span,
             *moved ? " · " : "", moved, narrow ? "" : " · ", narrow ? "" : lecture->venue);
    bool pinned = strcmp(view->staff->pinned, lecture->id) == 0;
    const char *word = str(pinned                         ? STR_STAFF_PINNED
                           : lecture->gate == GATE_OPEN   ? STR_STAFF_GATE_OPEN
                           : lecture->gate == GATE_CLOSED ? STR_STAFF_GATE_CLOSED
                                                          : STR_STAFF_GATE_BY_TIME);
    if (pinned || lecture->gate != GATE_BY_TIME) {
        struct rect chip = rect_cut_right(&row, widget_chip_width(list, word));
        widget_chip(list, chip.x, chip.y + chip.h / 2, CHIP_GOLD, word);
        rect_cut_right(&row, STAFF_GAP);
    }
    row = rect_inset(row, 0, (row.h - 88) / 2);
    static const int sizes[] = {THEME_NUMBER, THEME_BODY, THEME_SMALL, 0};
    struct text_style style = {0, true, THEME_INK};
    style.size = text_fit_size(list->measure, sizes, true, lecture->title, row.w, 1);
    draw_text(list, rect_cut_top(&row, 48), style, ALIGN_LEFT, lecture->title);
    draw_text(list, row, (struct text_style){THEME_SMALL, false, THEME_MUTED}, ALIGN_LEFT, line);
}

/* --- what all of them answer --- */

static void go_to(const struct screen_view *view, enum screen_id id)
{
    if (id == SCREEN_COUNT) {
        view->host->lock(view->host->context);
    } else {
        view->host->go(view->host->context, id, "");
    }
}

bool staff_frame_handle(const struct screen_view *view, const struct ui_event *event)
{
    if (event->type == UI_KEY && event->key >= UI_KEY_F1 && event->key < UI_KEY_F1 + MENU_KEYS) {
        go_to(view, menu[event->key - UI_KEY_F1].screen);
        return true;
    }
    if (event->type != UI_PRESS) {
        return false;
    }
    switch (event->target) {
    case STAFF_TARGET_MENU:
        go_to(view, (enum screen_id)event->argument);
        return true;
    case STAFF_TARGET_LECTURE:
        if ((size_t)event->argument < view->board->programme.count) {
            view->host->show_lecture(view->host->context, view->board->programme.items[event->argument].id);
        }
        return true;
    case STAFF_TARGET_UNDO: {
        struct staff_request request = staff_frame_request(view, STAFF_UNDO);
        staff_frame_do(view, &request);
        return true;
    }
    default:
        return false;
    }
}

struct staff_request staff_frame_request(const struct screen_view *view, enum staff_verb verb)
{
    struct staff_request request = {.verb = verb};
    utf8_copy(request.lecture, sizeof request.lecture, view->staff->lecture);
    return request;
}

void staff_frame_do(const struct screen_view *view, const struct staff_request *request)
{
    if (!view->staff->busy) {
        view->host->staff_do(view->host->context, request);
    }
}
