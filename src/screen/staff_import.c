/* Bringing a pack in from a stick: choose it, look at what it would change, then import it or leave it. */
#include "screen/screen.h"
#include "screen/staff_frame.h"
#include "screen/staff_transfer.h"

#include "base/strings.h"
#include "base/utf8.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <stdio.h>
#include <string.h>

enum import_target {
    TARGET_PACK = 1, /* argument: index */
    TARGET_PACKS_PAGE,
    TARGET_LINES_PAGE,
    TARGET_IMPORT,
    TARGET_UNDO_IMPORT
};

enum { PAD = 36, GAP = 12, LINE_H = 88, TEXT_H = 38, COUNTS_H = 44 };

struct import_state {
    struct staff_frame frame;
    struct staff_transfer transfer;
    int packs_page, lines_page;
};

static void import_enter(void *memory, const struct screen_view *view, const char *argument)
{
    struct import_state *state = memory;
    (void)argument;
    staff_transfer_enter(&state->transfer, view);
}

static bool is_free(const struct screen_view *view)
{
    return view->staff->transferring == TRANSFER_NONE && !view->staff->busy;
}

static void choose(struct import_state *state, const struct screen_view *view, size_t index)
{
    const struct sticks *sticks = view->staff->sticks;
    struct transfer_wish wish = {0};
    if (!sticks || index >= sticks->pack_count || !is_free(view)) {
        return;
    }
    utf8_copy(wish.path, sizeof wish.path, sticks->packs[index].path);
    state->transfer.result = (struct transfer_result){0};
    state->lines_page = 0;
    view->host->transfer(view->host->context, TRANSFER_PREVIEW, &wish);
}

static void bring_in(struct import_state *state, const struct screen_view *view)
{
    const struct preview *preview = view->staff->preview;
    struct transfer_wish wish = {0};
    if (preview && preview->may_import && is_free(view)) {
        state->transfer.result = (struct transfer_result){0};
        view->host->transfer(view->host->context, TRANSFER_IMPORT, &wish);
    }
}

static bool handle_press(struct import_state *state, const struct screen_view *view,
                         const struct ui_event *event)
{
    switch (event->target) {
    case TARGET_PACK:
        choose(state, view, (size_t)event->argument);
        return true;
    case TARGET_PACKS_PAGE:
        state->packs_page = event->argument;
        return true;
    case TARGET_LINES_PAGE:
        state->lines_page = event->argument;
        return true;
    case TARGET_IMPORT:
        bring_in(state, view);
        return true;
    case TARGET_UNDO_IMPORT:
        if (is_free(view)) {
            struct staff_request request = staff_frame_request(view, STAFF_UNDO_IMPORT);
            staff_frame_do(view, &request);
        }
        return true;
    default:
        return false;
    }
}

static bool import_handle(void *memory, const struct screen_view *view, const struct ui_event *event)
{
    struct import_state *state = memory;
    if (staff_frame_handle(view, event) || staff_transfer_handle(&state->transfer, view, event)) {
        return true;
    }
    if (event->type == UI_KEY && (event->key == UI_KEY_PAGE_DOWN || event->key == UI_KEY_PAGE_UP)) {
        int page = state->lines_page + (event->key == UI_KEY_PAGE_DOWN ? 1 : -1);
        state->lines_page = page < 0 ? 0 : page;
        return true;
    }
    return event->type == UI_PRESS && handle_press(state, view, event);
}

static void import_notice(void *memory, const struct screen_view *view, const struct transfer_result *result)
{
    struct import_state *state = memory;
    (void)view;
    if (result->kind == TRANSFER_IMPORT || (result->kind == TRANSFER_PREVIEW && !result->done)) {
        state->transfer.result = *result;
    }
}

static int64_t import_deadline_ms(const void *memory, const struct screen_view *view)
{
    const struct import_state *state = memory;
    (void)view;
    return staff_transfer_deadline_ms(&state->frame, &state->transfer);
}

static void import_tick(void *memory, const struct screen_view *view)
{
    struct import_state *state = memory;
    staff_transfer_tick(&state->frame, &state->transfer, view);
}

/* --- drawing: what there is --- */

/* How many rows of that height fit, and how many pages that makes; a row of page buttons is cut off where
 * there is more than one. */
static size_t paginate(struct rect *rest, int row_h, size_t count, size_t *pages, struct rect *buttons)
{
    size_t room = rest->h > row_h ? (size_t)(rest->h / row_h) : 1;
    *pages = 1;
    if (count > room) {
        *buttons = rect_cut_bottom(rest, THEME_TOUCH);
        rect_cut_bottom(rest, GAP);
        room = rest->h > row_h ? (size_t)(rest->h / row_h) : 1;
        *pages = (count + room - 1) / room;
    }
    return room;
}

static void draw_pages(struct draw_list *list, struct rect row, size_t page, size_t pages, int target)
{
    char text[48];
    struct rect before = rect_cut_left(&row, THEME_TOUCH), after = rect_cut_right(&row, THEME_TOUCH);
    snprintf(text, sizeof text, "%zu / %zu", page + 1, pages);
    widget_arrow(list, before, ARROW_LEFT, page > 0, target, (int)page - 1);
    widget_arrow(list, after, ARROW_RIGHT, page + 1 < pages, target, (int)page + 1);
    draw_text(list, row, (struct text_style){THEME_BODY, false, THEME_MUTED}, ALIGN_CENTRE, text);
}

static void draw_pack(struct draw_list *list, const struct sticks *sticks, size_t index, bool chosen,
                      struct rect row)
{
    const struct stick_pack *pack = &sticks->packs[index];
    const struct stick *stick = &sticks->items[pack->stick];
    char line[STICK_NAME_SIZE + 64];
    draw_box(list, row, 16, (struct paint){PAINT_SOLID, chosen ? THEME_PRIMARY_SOFT : THEME_HEAD, 0},
             chosen ? 4 : 2, chosen ? THEME_PRIMARY : THEME_LINE);
    draw_target(list, row, TARGET_PACK, (int)index);
    struct rect inner = rect_inset(row, 24, (row.h - 80) / 2);
    draw_text(list, rect_cut_top(&inner, 44), (struct text_style){THEME_STRONG, true, THEME_INK}, ALIGN_LEFT,
              *pack->name ? pack->name : stick->name);
    snprintf(line, sizeof line, str(pack->workbook ? STR_IMPORT_WORKBOOK_ON : STR_IMPORT_FOLDER_ON),
             stick->name);
    draw_text(list, inner, (struct text_style){THEME_SMALL, false, THEME_MUTED}, ALIGN_LEFT, line);
}

static void draw_packs(struct draw_list *list, const struct screen_view *view,
                       const struct import_state *state, struct rect card)
{
    const struct sticks *sticks = view->staff->sticks;
    widget_card(list, card);
    struct rect inner = rect_inset(card, PAD, 28), buttons;
    staff_frame_heading(list, &inner, str(STR_IMPORT_CHOOSE));
    rect_cut_top(&inner, GAP);
    widget_button(list, rect_cut_bottom(&inner, STAFF_BUTTON_H), BUTTON_PLAIN,
                  (struct text_style){THEME_STRONG, false, 0}, str(STR_IMPORT_UNDO), TARGET_UNDO_IMPORT, 0);
    rect_cut_bottom(&inner, GAP);
    if (!sticks || sticks->pack_count == 0) {
        enum str_id hint = !sticks              ? STR_STICK_LOOKING
                           : sticks->count == 0 ? STR_STICK_NONE
                                                : STR_IMPORT_NO_PACK;
        draw_text_lines(list, inner, (struct text_style){THEME_BODY, false, THEME_MUTED}, ALIGN_LEFT, 46, 6,
                        str(hint));
        return;
    }
    size_t pages, room = paginate(&inner, STAFF_TRANSFER_ROW_H + GAP, sticks->pack_count, &pages, &buttons);
    size_t page = (size_t)state->packs_page % pages;
    for (size_t i = page * room; i < (page + 1) * room && i < sticks->pack_count; i++) {
        bool chosen =
            view->staff->preview && strcmp(view->staff->preview->source, sticks->packs[i].path) == 0;
        draw_pack(list, sticks, i, chosen, rect_cut_top(&inner, STAFF_TRANSFER_ROW_H));
        rect_cut_top(&inner, GAP);
    }
    if (pages > 1) {
        draw_pages(list, buttons, page, pages, TARGET_PACKS_PAGE);
    }
}

/* --- drawing: what it would change --- */

/* The widest of the words in front of the lines. */
static int word_width(const struct draw_list *list)
{
    static const enum str_id words[] = {STR_IMPORT_ERROR,   STR_IMPORT_WARNING, STR_IMPORT_ADDED,
                                        STR_IMPORT_CHANGED, STR_IMPORT_REMOVED, STR_IMPORT_KEPT};
    int widest = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        int w = draw_text_width(list, (struct text_style){THEME_TINY, true, 0}, str(words[i]));
        widest = w > widest ? w : widest;
    }
    return widest + 2 * GAP;
}

static void draw_row(struct draw_list *list, struct rect row, uint32_t colour, const char *word,
                     const char *text)
{
    draw_fill(list, (struct rect){row.x, row.y + row.h - 2, row.w, 2}, THEME_GRID);
    draw_text(list, rect_cut_left(&row, word_width(list)), (struct text_style){THEME_TINY, true, colour},
              ALIGN_LEFT, word);
    struct text_style style = {THEME_SMALL, false, THEME_INK};
    int most = row.h / TEXT_H, needed = draw_text_width(list, style, text) * 20 / 19 / row.w + 1;
    int lines = needed < most ? needed : most;
    row = rect_inset(row, 0, (row.h - lines * TEXT_H) / 2);
    draw_text_lines(list, row, style, ALIGN_LEFT, TEXT_H, (size_t)most, text);
}

/* "AB" for 28: what stands above the column in a spreadsheet. */
static void column_letters(size_t column, char out[8])
{
    char reversed[8];
    size_t len = 0, used = 0;
    for (; column > 0 && len < 7; column = (column - 1) / 26) {
        reversed[len++] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(column - 1) % 26];
    }
    while (len > 0) {
        out[used++] = reversed[--len];
    }
    out[used] = '\0';
}

static bool is_table(const char *file)
{
    size_t len = strlen(file);
    return len > 4 && (file[len - 1] == ']' || strcmp(file + len - 4, ".csv") == 0);
}

/* "名册.csv 第 12 行第 C 列：…" */
static void fault_text(const struct preview *preview, const struct fault *fault, char *out, size_t size)
{
    char column[24];
    size_t len = strlen(preview->source);
    const char *file = strncmp(fault->file, preview->source, len) == 0 ? fault->file + len : fault->file;
    file += *file == '/';
    if (!*file || *file == '[') { /* the workbook that is the pack, or a sheet of it */
        const char *slash = strrchr(preview->source, '/');
        file = fault->file + (slash ? slash + 1 - preview->source : 0);
    }
    if (fault->row == 0) {
        snprintf(out, size, str(STR_IMPORT_FAULT_FILE), file, fault->message);
        return;
    }
    snprintf(column, sizeof column, "%zu", fault->column);
    if (is_table(file)) {
        column_letters(fault->column, column);
    }
    snprintf(out, size, str(STR_IMPORT_FAULT_AT), file, fault->row, column, fault->message);
}

static void draw_fault(struct draw_list *list, const struct preview *preview, const struct fault *fault,
                       struct rect row)
{
    char text[2400];
    fault_text(preview, fault, text, sizeof text);
    draw_row(list, row, fault->warning ? THEME_WARN : THEME_ERR,
             str(fault->warning ? STR_IMPORT_WARNING : STR_IMPORT_ERROR), text);
}

/* Whether some fault takes more than the two lines of a row: what to do stands at the end of it. */
static bool has_long_fault(const struct draw_list *list, const struct preview *preview, int width)
{
    int room = width - word_width(list);
    for (size_t i = 0; i < preview->faults.count; i++) {
        char text[2400];
        fault_text(preview, &preview->faults.items[i], text, sizeof text);
        if (draw_text_width(list, (struct text_style){THEME_SMALL, false, 0}, text) > room * 19 / 10) {
            return true;
        }
    }
    return false;
}

static void draw_change(struct draw_list *list, const struct preview_line *line, struct rect row)
{
    static const struct {
        enum str_id word;
        uint32_t colour;
    } changes[] = {[PREVIEW_ADDED] = {STR_IMPORT_ADDED, THEME_OK},
                   [PREVIEW_CHANGED] = {STR_IMPORT_CHANGED, THEME_GOLD_INK},
                   [PREVIEW_REMOVED] = {STR_IMPORT_REMOVED, THEME_ERR},
                   [PREVIEW_KEPT] = {STR_IMPORT_KEPT, THEME_WARN}};
    static const enum str_id parts[] = {[PREVIEW_LECTURE] = STR_IMPORT_PART_LECTURE,
                                        [PREVIEW_PERSON] = STR_IMPORT_PART_PERSON,
                                        [PREVIEW_FILE] = STR_IMPORT_PART_FILE};
    char text[2400];
    snprintf(text, sizeof text, "%s %s %s%s%s", str(parts[line->part]), line->key, line->name,
             *line->detail ? " · " : "", line->detail);
    draw_row(list, row, changes[line->change].colour, str(changes[line->change].word), text);
}

static void draw_counts(struct draw_list *list, const struct preview *preview, struct rect *rest)
{
    const struct pack_changes *c = &preview->changes;
    struct text_style style = {THEME_BODY, false, THEME_INK};
    char line[300];
    if (!preview->may_import) {
        snprintf(line, sizeof line, str(STR_IMPORT_HAS_ERRORS), (int)preview->faults.errors);
        draw_text_lines(list, rect_cut_top(rest, 2 * COUNTS_H),
                        (struct text_style){THEME_BODY, true, THEME_ERR}, ALIGN_LEFT, COUNTS_H, 2, line);
        return;
    }
    snprintf(line, sizeof line, str(STR_IMPORT_LECTURES), c->lectures_added, c->lectures_changed,
             c->lectures_removed);
    draw_text(list, rect_cut_top(rest, COUNTS_H), style, ALIGN_LEFT, line);
    snprintf(line, sizeof line, str(STR_IMPORT_PEOPLE_BRIEF), c->people_added, c->people_changed,
             c->people_removed, c->people_kept);
    draw_text(list, rect_cut_top(rest, COUNTS_H), style, ALIGN_LEFT, line);
    snprintf(line, sizeof line, str(STR_IMPORT_FILES), c->files_added, c->files_changed, c->files_removed);
    draw_text(list, rect_cut_top(rest, COUNTS_H), style, ALIGN_LEFT, line);
}

static void draw_lines(struct draw_list *list, const struct preview *preview,
                       const struct import_state *state, struct rect rest)
{
    size_t pages;
    struct rect buttons;
    if (preview->faults.count + preview->line_count == 0) {
        draw_text(list, rect_cut_top(&rest, LINE_H), (struct text_style){THEME_BODY, false, THEME_MUTED},
                  ALIGN_LEFT, str(STR_IMPORT_SAME));
        return;
    }
    size_t each = has_long_fault(list, preview, rest.w) ? 2 : 1; /* rows that a fault takes */
    size_t faults = preview->faults.count * each, rows = faults + preview->line_count;
    size_t room = paginate(&rest, LINE_H, rows, &pages, &buttons);
    if (pages > 1 && room >= each) {
        room -= room % each; /* no fault goes over the end of a page */
        pages = (rows + room - 1) / room;
    }
    size_t page = (size_t)state->lines_page < pages ? (size_t)state->lines_page : pages - 1;
    for (size_t i = page * room; i < (page + 1) * room && i < rows; i += i < faults ? each : 1) {
        struct rect row = rect_cut_top(&rest, LINE_H * (i < faults ? (int)each : 1));
        if (i < faults) {
            draw_fault(list, preview, &preview->faults.items[i / each], row);
        } else {
            draw_change(list, &preview->lines[i - faults], row);
        }
    }
    if (pages > 1) {
        draw_pages(list, buttons, page, pages, TARGET_LINES_PAGE);
    }
}

static void draw_preview(struct draw_list *list, const struct screen_view *view,
                         const struct import_state *state, struct rect inner)
{
    const struct preview *preview = view->staff->preview;
    staff_frame_heading(list, &inner, preview->title ? preview->title : str(STR_IMPORT_PREVIEW));
    rect_cut_top(&inner, 8);
    draw_counts(list, preview, &inner);
    rect_cut_top(&inner, GAP);
    struct rect row = rect_cut_bottom(&inner, STAFF_BUTTON_H);
    rect_cut_bottom(&inner, GAP);
    struct text_style style = {THEME_STRONG, false, 0};
    if (preview->may_import) {
        widget_button(list, rect_cut_left(&row, widget_button_width(list, str(STR_IMPORT_START))),
                      BUTTON_PRIMARY, style, str(STR_IMPORT_START), TARGET_IMPORT, 0);
        rect_cut_left(&row, STAFF_GAP);
    }
    draw_text(list, row, (struct text_style){THEME_SMALL, false, THEME_MUTED}, ALIGN_LEFT,
              str(preview->may_import ? STR_IMPORT_NOTHING_YET : STR_IMPORT_MEND));
    draw_lines(list, preview, state, inner);
}

static void draw_work(struct draw_list *list, const struct screen_view *view,
                      const struct import_state *state, struct rect card)
{
    widget_card(list, card);
    struct rect inner = rect_inset(card, PAD, 28);
    enum transfer_kind kind = view->staff->transferring;
    if (kind == TRANSFER_PREVIEW || kind == TRANSFER_IMPORT) {
        staff_transfer_draw_bar(list, view, inner,
                                str(kind == TRANSFER_PREVIEW ? STR_IMPORT_READING : STR_IMPORT_RUNNING));
    } else if (state->transfer.result.kind != TRANSFER_NONE) {
        staff_transfer_draw_result(list, &state->transfer.result, inner);
    } else if (view->staff->preview) {
        draw_preview(list, view, state, inner);
    } else {
        staff_frame_heading(list, &inner, str(STR_IMPORT_PREVIEW));
        rect_cut_top(&inner, GAP);
        draw_text_lines(list, inner, (struct text_style){THEME_BODY, false, THEME_MUTED}, ALIGN_LEFT, 46, 8,
                        str(STR_IMPORT_HOW));
    }
}

static void import_draw(const void *memory, const struct screen_view *view, struct draw_list *list)
{
    const struct import_state *state = memory;
    struct rect main = staff_frame_draw(list, view, SCREEN_STAFF_IMPORT);
    struct rect packs = view->canvas.portrait ? rect_cut_top(&main, 560)
                                              : rect_cut_left(&main, (main.w - STAFF_GAP) * 38 / 100);
    if (view->canvas.portrait) {
        rect_cut_top(&main, STAFF_GAP);
    } else {
        rect_cut_left(&main, STAFF_GAP);
    }
    draw_packs(list, view, state, packs);
    draw_work(list, view, state, main);
    staff_frame_draw_banner(list, view, &state->frame);
}

const struct screen_ops staff_import_screen = {
    .name = "staff-import",
    .state_size = sizeof(struct import_state),
    .staff = true,
    .enter = import_enter,
    .handle = import_handle,
    .notice_staff = staff_frame_notice,
    .notice_transfer = import_notice,
    .deadline_ms = import_deadline_ms,
    .tick = import_tick,
    .draw = import_draw,
};
