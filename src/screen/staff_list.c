/* The attendance list: find somebody, open the row, do what there is to do. */
#include "screen/screen.h"
#include "screen/staff_frame.h"
#include "screen/staff_pad.h"
#include "screen/staff_person.h"

#include "base/civil.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "text/lines.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum list_target {
    TARGET_FILTER = 1, /* argument: enum sheet_filter */
    TARGET_UNITS,
    TARGET_UNIT, /* argument: 0 = all, else index + 1 */
    TARGET_UNIT_PAGE,
    TARGET_SORT,
    TARGET_ROW,    /* argument: row of the sheet */
    TARGET_SCROLL, /* argument: pages */
    TARGET_STOP_LINKING
};

enum {
    SIDE_W = 616,
    SIDE_PAD = 24,
    SIDE_H_PORTRAIT = 548,
    LINK_H = 60,
    PERSON_H_PORTRAIT = 900,
    ROW_LEAST_H = THEME_TOUCH,
    SCROLL_H = 112,
    WORDS_H = 78, /* of a row: the name and the line under it */
    GAP = 12,
    SCROLL_W = THEME_TOUCH,
    COLUMNS = 6,
    COLUMNS_PORTRAIT = 10,
    WHEEL_ROWS = 3
};

struct list_state {
    struct staff_frame frame;
    char text[BADGE_TEXT_SIZE];
    char unit[PERSON_TEXT_MAX + 1];
    bool by_unit; /* only that unit; "" are the people without one */
    bool choosing_unit;
    int unit_page;
    enum sheet_filter filter;
    enum sheet_sort sort;
    int top, cursor;            /* among the rows that answer the query */
    bool dragging;              /* a finger moves the rows */
    int drag_y;                 /* where it was when they last moved */
    char link[BADGE_TEXT_SIZE]; /* the unknown badge whose person is looked for; "" = none */
    struct staff_person person;
};

/* Where things stand: the same for handle and draw. */
struct layout {
    struct rect filters, bar, table, scroll, side;
    int rows, row_h;
};

static struct layout layout_of(const struct screen_view *view, const struct list_state *state)
{
    struct layout layout;
    struct rect main = staff_frame_main(view);
    if (view->canvas.portrait) {
        int h = state->person.open ? PERSON_H_PORTRAIT : SIDE_H_PORTRAIT + (*state->link ? LINK_H : 0);
        layout.side = rect_cut_bottom(&main, h);
        rect_cut_bottom(&main, GAP);
    } else {
        layout.side = rect_cut_right(&main, SIDE_W);
        rect_cut_right(&main, STAFF_GAP);
    }
    layout.filters = rect_cut_top(&main, THEME_TOUCH);
    rect_cut_top(&main, GAP);
    layout.bar = rect_cut_top(&main, THEME_TOUCH);
    rect_cut_top(&main, GAP);
    layout.scroll = rect_cut_right(&main, SCROLL_W);
    rect_cut_right(&main, GAP);
    layout.rows = (main.h - 4) / ROW_LEAST_H;
    layout.row_h = (main.h - 4) / layout.rows;
    layout.table = main;
    return layout;
}

/* The rows that answer the query; to be freed. */
struct selection {
    uint32_t *rows;
    int count;
};

static struct selection select_rows(const struct screen_view *view, const struct list_state *state)
{
    const struct sheet *sheet = staff_frame_sheet(view);
    struct selection selection = {NULL, 0};
    if (sheet && sheet->row_count > 0) {
        selection.rows = malloc(sheet->row_count * sizeof *selection.rows);
    }
    if (selection.rows) {
        struct sheet_query query = {.text = state->text,
                                    .unit = state->by_unit ? state->unit : NULL,
                                    .filter = state->filter,
                                    .sort = state->sort};
        selection.count = (int)sheet_select(sheet, &query, selection.rows);
        int kept = 0;
        for (int i = 0; i < selection.count && *state->link; i++) {
            /* a badge is linked to a person, not to another unknown badge */
            if (*sheet->rows[selection.rows[i]].code) {
                selection.rows[kept++] = selection.rows[i];
            }
        }
        selection.count = *state->link ? kept : selection.count;
    }
    return selection;
}

static int clamp(int value, int least, int most)
{
    return value > most ? (most < least ? least : most) : value < least ? least : value;
}

/* The cursor into the list, and the page so that the cursor is seen. */
static void settle(struct list_state *state, int count, int rows)
{
    state->cursor = clamp(state->cursor, 0, count - 1);
    state->top = clamp(state->top, state->cursor - rows + 1, state->cursor);
    state->top = clamp(state->top, 0, count - rows);
}

static void to_beginning(struct list_state *state)
{
    state->top = state->cursor = 0;
}

static void list_enter(void *memory, const struct screen_view *view, const char *argument)
{
    static const char *const names[SHEET_FILTER_COUNT] = {[SHEET_ALL] = "",
                                                          [SHEET_ONLY_ABSENT] = "absent",
                                                          [SHEET_ONLY_PRESENT] = "present",
                                                          [SHEET_ONLY_LATE] = "late",
                                                          [SHEET_ONLY_OTHER] = "other"};
    static const char link[] = "link:";
    struct list_state *state = memory;
    (void)view;
    for (int i = 0; i < SHEET_FILTER_COUNT; i++) {
        if (strcmp(argument, names[i]) == 0) {
            state->filter = (enum sheet_filter)i;
        }
    }
    if (strncmp(argument, link, strlen(link)) == 0) {
        utf8_copy(state->link, sizeof state->link, argument + strlen(link));
    }
}

/* --- what is pressed and typed --- */

static void open_row(struct list_state *state, const struct screen_view *view, size_t index)
{
    const struct sheet *sheet = staff_frame_sheet(view);
    if (sheet && index < sheet->row_count) {
        staff_person_open(&state->person, view, &sheet->rows[index], state->link);
    }
}

static void move_cursor(struct list_state *state, const struct screen_view *view, int step, bool page)
{
    struct selection selection = select_rows(view, state);
    struct layout layout = layout_of(view, state);
    int rows = layout.rows;
    if (page) {
        state->top = clamp(state->top + step, 0, selection.count - rows);
        state->cursor = clamp(state->cursor, state->top, state->top + rows - 1);
    } else {
        state->cursor += step;
    }
    settle(state, selection.count, rows);
    free(selection.rows);
}

static bool list_drags(const void *memory, const struct screen_view *view, int x, int y)
{
    return rect_has(layout_of(view, memory).table, x, y);
}

/* Row by row under the finger. */
static bool handle_drag(struct list_state *state, const struct screen_view *view,
                        const struct ui_event *event)
{
    if (event->type == UI_POINTER_DOWN) {
        state->dragging = list_drags(state, view, event->x, event->y);
        state->drag_y = event->y;
        return false;
    }
    bool moves = state->dragging && event->type == UI_POINTER_MOVE;
    int row_h = layout_of(view, state).row_h, rows = moves ? (state->drag_y - event->y) / row_h : 0;
    if (rows != 0) {
        move_cursor(state, view, rows, true);
        state->drag_y -= rows * row_h;
    }
    state->dragging = moves;
    return rows != 0;
}

static void open_cursor(struct list_state *state, const struct screen_view *view)
{
    struct selection selection = select_rows(view, state);
    if (state->cursor < selection.count) {
        open_row(state, view, selection.rows[state->cursor]);
    }
    free(selection.rows);
}

static bool handle_escape(struct list_state *state, const struct screen_view *view)
{
    if (state->choosing_unit) {
        state->choosing_unit = false;
    } else if (*state->text) {
        state->text[0] = '\0';
        to_beginning(state);
    } else {
        view->host->go(view->host->context, *state->link ? SCREEN_STAFF_CORRECT : SCREEN_STAFF_OVERVIEW, "");
    }
    return true;
}

static bool handle_key(struct list_state *state, const struct screen_view *view, enum ui_key key)
{
    int rows = layout_of(view, state).rows;
    switch (key) {
    case UI_KEY_UP:
    case UI_KEY_DOWN:
        move_cursor(state, view, key == UI_KEY_UP ? -1 : 1, false);
        return true;
    case UI_KEY_PAGE_UP:
    case UI_KEY_PAGE_DOWN:
        move_cursor(state, view, key == UI_KEY_PAGE_UP ? -rows : rows, true);
        return true;
    case UI_KEY_HOME:
        to_beginning(state);
        return true;
    case UI_KEY_END:
        move_cursor(state, view, INT16_MAX, false);
        return true;
    case UI_KEY_LEFT:
    case UI_KEY_RIGHT:
        state->filter = (enum sheet_filter)(
            ((int)state->filter + (key == UI_KEY_LEFT ? -1 : 1) + SHEET_FILTER_COUNT) % SHEET_FILTER_COUNT);
        to_beginning(state);
        return true;
    case UI_KEY_ENTER:
        open_cursor(state, view);
        return true;
    case UI_KEY_ESCAPE:
        return handle_escape(state, view);
    default:
        return false;
    }
}

static void take_unit(struct list_state *state, const struct screen_view *view, int argument)
{
    const struct sheet *sheet = staff_frame_sheet(view);
    state->choosing_unit = false;
    state->by_unit = sheet && argument > 0 && (size_t)argument <= sheet->unit_count;
    utf8_copy(state->unit, sizeof state->unit, state->by_unit ? sheet->units[argument - 1].name : "");
    to_beginning(state);
}

static bool handle_press(struct list_state *state, const struct screen_view *view,
                         const struct ui_event *event)
{
    switch (event->target) {
    case TARGET_FILTER:
        state->filter = (enum sheet_filter)event->argument;
        to_beginning(state);
        return true;
    case TARGET_UNITS:
        state->choosing_unit = !state->choosing_unit;
        state->person.open = false;
        return true;
    case TARGET_UNIT:
        take_unit(state, view, event->argument);
        return true;
    case TARGET_UNIT_PAGE:
        state->unit_page = event->argument;
        return true;
    case TARGET_SORT:
        state->sort = (enum sheet_sort)(((int)state->sort + 1) % SHEET_SORT_COUNT);
        to_beginning(state);
        return true;
    case TARGET_ROW:
        state->choosing_unit = false;
        open_row(state, view, (size_t)event->argument);
        return true;
    case TARGET_SCROLL:
        move_cursor(state, view, event->argument * layout_of(view, state).rows, true);
        return true;
    case TARGET_STOP_LINKING:
        view->host->go(view->host->context, SCREEN_STAFF_CORRECT, "");
        return true;
    default:
        return false;
    }
}

/* The person that this unknown badge belongs to is looked for among all. */
static void start_linking(struct list_state *state)
{
    struct staff_frame frame = state->frame;
    char badge[BADGE_TEXT_SIZE];
    memcpy(badge, state->person.badge, sizeof badge);
    *state = (struct list_state){.frame = frame};
    memcpy(state->link, badge, sizeof state->link);
}

static bool list_handle(void *memory, const struct screen_view *view, const struct ui_event *event)
{
    struct list_state *state = memory;
    if (staff_frame_handle(view, event)) {
        state->person.open = state->person.open && event->target != STAFF_TARGET_LECTURE;
        return true;
    }
    if (state->person.open) {
        switch (staff_person_handle(&state->person, view, event)) {
        case STAFF_PERSON_NOT_MINE:
            break;
        case STAFF_PERSON_STAYS:
            return true;
        case STAFF_PERSON_SHUT:
            state->person.open = false;
            return true;
        case STAFF_PERSON_CHOOSE:
            start_linking(state);
            staff_pad_edit(state->text, sizeof state->text, STAFF_PAD_ALL, event);
            return true;
        }
        if (event->type == UI_KEY) {
            return false;
        }
    }
    if (staff_pad_edit(state->text, sizeof state->text, STAFF_PAD_ALL, event)) {
        to_beginning(state);
        return true;
    }
    if (event->type == UI_WHEEL) {
        move_cursor(state, view, -event->steps * WHEEL_ROWS, true);
        return true;
    }
    return event->type == UI_KEY     ? handle_key(state, view, event->key)
           : event->type == UI_PRESS ? handle_press(state, view, event)
                                     : handle_drag(state, view, event);
}

static void list_notice(void *memory, const struct screen_view *view, const struct staff_result *result)
{
    struct list_state *state = memory;
    staff_frame_notice(memory, view, result);
    if (!result->done || result->verb == STAFF_UNDO) {
        return;
    }
    /* ready for the next one */
    state->person = (struct staff_person){0};
    state->text[0] = state->link[0] = '\0';
    to_beginning(state);
}

/* --- drawing --- */

static void draw_filters(struct draw_list *list, const struct list_state *state, struct rect row)
{
    static const enum str_id labels[SHEET_FILTER_COUNT] = {[SHEET_ALL] = STR_FILTER_ALL,
                                                           [SHEET_ONLY_ABSENT] = STR_STATUS_ABSENT,
                                                           [SHEET_ONLY_PRESENT] = STR_STAFF_PRESENT,
                                                           [SHEET_ONLY_LATE] = STR_STATUS_LATE,
                                                           [SHEET_ONLY_OTHER] = STR_STAFF_WALK_IN};
    int w = (row.w - (SHEET_FILTER_COUNT - 1) * GAP) / SHEET_FILTER_COUNT;
    for (int i = 0; i < SHEET_FILTER_COUNT; i++) {
        widget_choice(list, (struct rect){row.x + i * (w + GAP), row.y, w, row.h}, i == (int)state->filter,
                      str(labels[i]), TARGET_FILTER, i);
    }
}

static void draw_bar(struct draw_list *list, const struct list_state *state, int count, struct rect row)
{
    static const enum str_id sorts[SHEET_SORT_COUNT] = {[SHEET_BY_ROSTER] = STR_SORT_ROSTER,
                                                        [SHEET_BY_TIME] = STR_SORT_TIME,
                                                        [SHEET_BY_NAME] = STR_SORT_NAME,
                                                        [SHEET_BY_NUMBER] = STR_SORT_NUMBER};
    char text[PERSON_TEXT_MAX + 64];
    struct text_style style = {THEME_SMALL, false, THEME_INK};
    snprintf(text, sizeof text, str(STR_STAFF_COUNT), count);
    draw_text(list, rect_cut_right(&row, 150), (struct text_style){THEME_BODY, false, THEME_MUTED},
              ALIGN_RIGHT, text);
    rect_cut_right(&row, GAP);
    int w = (row.w - GAP) / 2;
    const char *unit = !state->by_unit ? str(STR_FILTER_ALL)
                       : *state->unit  ? state->unit
                                       : str(STR_STAFF_NO_UNIT);
    snprintf(text, sizeof text, str(STR_STAFF_UNIT_IS), unit);
    widget_button(list, rect_cut_left(&row, w), BUTTON_KEY, style, text, TARGET_UNITS, 0);
    rect_cut_left(&row, GAP);
    snprintf(text, sizeof text, str(STR_STAFF_SORT_IS), str(sorts[state->sort]));
    widget_button(list, row, BUTTON_KEY, style, text, TARGET_SORT, 0);
}

static void draw_row(struct draw_list *list, const struct sheet_row *row, struct rect rect, bool open,
                     bool cursor)
{
    static const int name_sizes[] = {THEME_STRONG, THEME_BODY, THEME_SMALL, THEME_TINY, 0};
    enum { RADIUS = 16, EDGE_W = 10 };
    struct rect lit = rect_inset(rect, 6, 4); /* clear of the card's round corners */
    if (open) {
        draw_box(list, lit, RADIUS, (struct paint){PAINT_SOLID, THEME_PRIMARY_SOFT, 0}, 0, 0);
    }
    if (open || cursor) {
        widget_edge(list, lit, RADIUS, EDGE_W, open ? THEME_PRIMARY : THEME_GOLD);
    }
    struct rect inner = rect_inset(rect, 28, (rect.h - WORDS_H) / 2);
    struct rect right = rect_cut_right(&inner, 168);
    rect_cut_right(&inner, GAP);
    char time[CIVIL_TEXT_SIZE] = "", line[600];
    bool unknown = row->status == SHEET_UNKNOWN;
    if (row->in_ms) {
        civil_format(row->in_ms, CIVIL_HOUR_MINUTE_SECOND, time);
    }
    staff_person_draw_status(list, right.x + right.w, *time ? right.y + 20 : right.y + right.h / 2,
                             row->status);
    draw_text(list, (struct rect){right.x, right.y + 42, right.w, 34},
              (struct text_style){THEME_TINY, false, THEME_MUTED}, ALIGN_RIGHT, time);
    const char *name = unknown ? row->badge : row->name;
    struct text_style style = {text_fit_size(list->measure, name_sizes, true, name, inner.w, 1), true,
                               THEME_INK};
    draw_text(list, (struct rect){inner.x, inner.y, inner.w, 42}, style, ALIGN_LEFT, name);
    const char *mark = row->voided        ? str(STR_STAFF_WAS_VOIDED)
                       : row->clock_doubt ? str(STR_STAFF_CLOCK_DOUBT)
                       : row->by_staff    ? str(STR_STAFF_BY_STAFF)
                       : row->early       ? str(STR_STAFF_EARLY)
                                          : "";
    snprintf(line, sizeof line, "%s%s%s%s%s%s%s", unknown ? str(STR_STAFF_UNKNOWN_HINT) : row->worker_no,
             *row->unit ? " · " : "", row->unit, *row->team ? " · " : "", row->team, *mark ? " · " : "",
             mark);
    draw_text(list, (struct rect){inner.x, inner.y + 42, inner.w, 34},
              (struct text_style){THEME_TINY, false, THEME_MUTED}, ALIGN_LEFT, line);
}

static void draw_scroll(struct draw_list *list, int top, int rows, int count, struct rect column)
{
    struct rect up = rect_cut_top(&column, SCROLL_H), down = rect_cut_bottom(&column, SCROLL_H);
    widget_arrow(list, up, ARROW_UP, top > 0, TARGET_SCROLL, -1);
    widget_arrow(list, down, ARROW_DOWN, top + rows < count, TARGET_SCROLL, 1);
    struct rect track = {column.x + column.w / 2 - 6, column.y + GAP, 12, column.h - 2 * GAP};
    if (count > rows && track.h > 40) {
        int h = (int)((long long)track.h * rows / count);
        h = h < 32 ? 32 : h;
        int y = track.y + (int)((long long)(track.h - h) * top / (count - rows));
        draw_box(list, track, 6, (struct paint){PAINT_SOLID, THEME_TRACK, 0}, 0, 0);
        draw_box(list, (struct rect){track.x, y, track.w, h}, 6, (struct paint){PAINT_SOLID, THEME_MUTED, 0},
                 0, 0);
    }
}

static bool is_open(const struct list_state *state, const struct sheet_row *row)
{
    return state->person.open && strcmp(row->code, state->person.code) == 0 &&
           (*row->code || strcmp(row->badge, state->person.badge) == 0);
}

static void draw_table(struct draw_list *list, const struct screen_view *view, const struct list_state *state,
                       const struct layout *layout, const struct selection *selection)
{
    const struct sheet *sheet = staff_frame_sheet(view);
    struct list_state shown = *state;
    settle(&shown, selection->count, layout->rows); /* the list may have become shorter since the last key */
    widget_card(list, layout->table);
    struct rect rest = rect_inset(layout->table, 2, 2);
    if (selection->count == 0) {
        draw_text(list, rest, (struct text_style){THEME_BODY, false, THEME_MUTED}, ALIGN_CENTRE,
                  str(sheet ? STR_STAFF_NONE_FOUND : STR_STAFF_LOADING));
    }
    for (int i = 0; i < layout->rows && shown.top + i < selection->count; i++) {
        uint32_t index = selection->rows[shown.top + i];
        struct rect row = rect_cut_top(&rest, layout->row_h);
        draw_row(list, &sheet->rows[index], row, is_open(state, &sheet->rows[index]),
                 shown.top + i == shown.cursor && !state->person.open);
        draw_target(list, row, TARGET_ROW, (int)index);
        if (i + 1 < layout->rows) {
            draw_fill(list, (struct rect){row.x + 24, row.y + row.h - 1, row.w - 48, 2}, THEME_GRID);
        }
    }
    draw_scroll(list, shown.top, layout->rows, selection->count, layout->scroll);
}

static const char *unit_label(const void *context, size_t index)
{
    const struct sheet *sheet = context;
    if (index == 0) {
        return str(STR_STAFF_ALL_UNITS);
    }
    return *sheet->units[index - 1].name ? sheet->units[index - 1].name : str(STR_STAFF_NO_UNIT);
}

static void draw_units(struct draw_list *list, const struct screen_view *view, const struct list_state *state,
                       struct rect panel)
{
    const struct sheet *sheet = staff_frame_sheet(view);
    widget_card(list, panel);
    struct rect inner = rect_inset(panel, SIDE_PAD, SIDE_PAD);
    staff_frame_heading(list, &inner, str(STR_STAFF_CHOOSE_UNIT));
    rect_cut_top(&inner, GAP);
    struct staff_choice choice = {.count = sheet ? sheet->unit_count + 1 : 0,
                                  .label = unit_label,
                                  .context = sheet,
                                  .chosen = state->by_unit ? -1 : 0,
                                  .page = state->unit_page,
                                  .columns = view->canvas.portrait ? 3 : 2};
    for (size_t i = 0; sheet && state->by_unit && i < sheet->unit_count; i++) {
        if (strcmp(sheet->units[i].name, state->unit) == 0) {
            choice.chosen = (int)i + 1;
        }
    }
    staff_choice_draw(list, inner, &choice, TARGET_UNIT);
}

static void draw_search(struct draw_list *list, const struct screen_view *view,
                        const struct list_state *state, struct rect panel)
{
    widget_card(list, panel);
    struct rect inner = rect_inset(panel, SIDE_PAD, SIDE_PAD);
    struct rect words = rect_cut_top(&inner, *state->link ? LINK_H : 0),
                row = rect_cut_top(&inner, THEME_TOUCH);
    if (*state->link) {
        char line[128];
        snprintf(line, sizeof line, str(STR_STAFF_LINK_WHO), state->link);
        draw_text(list, words, (struct text_style){THEME_BODY, true, THEME_PRIMARY}, ALIGN_LEFT, line);
        widget_close(list, rect_cut_right(&row, THEME_TOUCH), TARGET_STOP_LINKING);
        rect_cut_right(&row, GAP);
    }
    staff_pad_draw_field(list, row, true, state->text, str(STR_STAFF_SEARCH_HINT));
    rect_cut_top(&inner, GAP);
    staff_pad_draw(list, inner, STAFF_PAD_ALL, view->canvas.portrait ? COLUMNS_PORTRAIT : COLUMNS);
}

static void list_draw(const void *memory, const struct screen_view *view, struct draw_list *list)
{
    const struct list_state *state = memory;
    struct layout layout = layout_of(view, state);
    struct selection selection = select_rows(view, state);
    staff_frame_draw(list, view, SCREEN_STAFF_LIST);
    draw_filters(list, state, layout.filters);
    draw_bar(list, state, selection.count, layout.bar);
    draw_table(list, view, state, &layout, &selection);
    if (state->person.open) {
        staff_person_draw(list, view, &state->person, layout.side);
    } else if (state->choosing_unit) {
        draw_units(list, view, state, layout.side);
    } else {
        draw_search(list, view, state, layout.side);
    }
    free(selection.rows);
    staff_frame_draw_banner(list, view, &state->frame);
}

const struct screen_ops staff_list_screen = {
    .name = "staff-list",
    .state_size = sizeof(struct list_state),
    .staff = true,
    .enter = list_enter,
    .handle = list_handle,
    .drags = list_drags,
    .notice_staff = list_notice,
    .deadline_ms = staff_frame_deadline_ms,
    .tick = staff_frame_tick,
    .draw = list_draw,
};
