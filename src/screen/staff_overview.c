/* One lecture at a glance: four figures, the units' rates, when people came. */
#include "screen/screen.h"
#include "screen/staff_frame.h"

#include "base/civil.h"
#include "base/strings.h"
#include "text/lines.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <stdio.h>
#include <string.h>

enum overview_target { TARGET_FIGURE = 1 /* argument: index */, TARGET_SUPPLEMENT, TARGET_UNITS };

enum {
    LECTURE_H = 92,
    FIGURE_H = 160,
    UNIT_ROW_H = 54,
    UNIT_COUNT_W = 130,
    CARD_PAD = 40,
    HEADING_H = 52,
    AXIS_H = 48,
    PEAK_H = 40
};

struct overview_state {
    struct staff_frame frame;
    int unit_page;
};

/* The figures, and the argument with which the list shows who is behind each. */
static const struct figure {
    enum str_id label;
    const char *list;
} figures[] = {{STR_STAFF_PRESENT, "present"},
               {STR_STAFF_EXPECTED, "absent"},
               {STR_STAFF_LATE, "late"},
               {STR_STAFF_WALK_IN, "other"}};
enum { FIGURES = sizeof figures / sizeof *figures };

static void go_list(const struct screen_view *view, const char *argument)
{
    view->host->go(view->host->context, SCREEN_STAFF_LIST, argument);
}

static bool overview_handle(void *memory, const struct screen_view *view, const struct ui_event *event)
{
    struct overview_state *state = memory;
    if (event->type == UI_KEY && event->key == UI_KEY_ENTER) {
        go_list(view, "absent");
        return true;
    }
    if (event->type == UI_PRESS) {
        switch (event->target) {
        case TARGET_FIGURE:
            go_list(view, figures[event->argument].list);
            return true;
        case TARGET_SUPPLEMENT:
            go_list(view, "absent");
            return true;
        case TARGET_UNITS:
            state->unit_page = event->argument;
            return true;
        case STAFF_TARGET_LECTURE:
            state->unit_page = 0;
            break;
        }
    }
    return staff_frame_handle(view, event);
}

/* The number of figure i, and what stands beside it in small. */
static int figure_of(const struct sheet *sheet, int i, char *beside, size_t size)
{
    const struct tally *tally = &sheet->tally;
    int present = tally_present(tally);
    beside[0] = '\0';
    switch (i) {
    case 0:
        if (tally->expected > 0) {
            snprintf(beside, size, "%d%%", (int)(100LL * present / tally->expected));
        }
        return present;
    case 1:
        snprintf(beside, size, str(STR_STAFF_ABSENT_COUNT), tally_absent(tally));
        return tally->expected;
    case 2:
        if (sheet->left_early > 0) {
            snprintf(beside, size, str(STR_STAFF_EARLY_COUNT), sheet->left_early);
        }
        return tally->late;
    default:
        if (tally->unknown > 0) {
            snprintf(beside, size, str(STR_STAFF_UNKNOWN_COUNT), tally->unknown);
        }
        return tally->walk_in;
    }
}

static void draw_figures(struct draw_list *list, const struct sheet *sheet, struct rect area, int columns)
{
    int rows = FIGURES / columns;
    int w = (area.w - (columns - 1) * STAFF_GAP) / columns, h = (area.h - (rows - 1) * STAFF_GAP) / rows;
    for (int i = 0; i < FIGURES; i++) {
        struct rect card = {area.x + i % columns * (w + STAFF_GAP), area.y + i / columns * (h + STAFF_GAP), w,
                            h};
        char beside[64], number[16];
        snprintf(number, sizeof number, "%d", figure_of(sheet, i, beside, sizeof beside));
        widget_card(list, card);
        draw_target(list, card, TARGET_FIGURE, i);
        struct rect inner = rect_inset(card, 32, 20);
        draw_text(list, rect_cut_top(&inner, 40), (struct text_style){THEME_BODY, false, THEME_MUTED},
                  ALIGN_LEFT, str(figures[i].label));
        struct rect row = inner;
        int used =
            draw_text(list, row, (struct text_style){THEME_OUTCOME, true, THEME_INK}, ALIGN_LEFT, number);
        rect_cut_left(&row, used + 16);
        row.y += 12;
        draw_text(list, row, (struct text_style){THEME_SMALL, false, THEME_MUTED}, ALIGN_RIGHT, beside);
    }
}

static void draw_unit(struct draw_list *list, const struct sheet_unit *unit, struct rect row)
{
    static const int sizes[] = {THEME_BODY, THEME_SMALL, THEME_TINY, 0};
    char count[32];
    struct text_style style = {THEME_BODY, false, THEME_INK};
    snprintf(count, sizeof count, "%d/%d", unit->present, unit->expected);
    draw_text(list, rect_cut_right(&row, UNIT_COUNT_W), style, ALIGN_RIGHT, count);
    struct rect name = rect_cut_left(&row, (row.w - 20) / 2);
    const char *word = *unit->name ? unit->name : str(STR_STAFF_NO_UNIT);
    style.size = text_fit_size(list->measure, sizes, false, word, name.w, 1);
    draw_text(list, name, style, ALIGN_LEFT, word);
    rect_cut_left(&row, 20);
    row = (struct rect){row.x, row.y + (row.h - 30) / 2, row.w, 30};
    draw_box(list, row, 8, (struct paint){PAINT_SOLID, THEME_TRACK, 0}, 0, 0);
    int present = unit->present < unit->expected ? unit->present : unit->expected;
    if (present > 0) {
        row.w = (int)((long long)row.w * present / unit->expected);
        row.w = row.w < 16 ? 16 : row.w;
        draw_box(list, row, 8, (struct paint){PAINT_SOLID, THEME_PRIMARY, 0}, 0, 0);
    }
}

static void draw_units(struct draw_list *list, const struct sheet *sheet, int asked_page, struct rect card)
{
    widget_card(list, card);
    struct rect inner = rect_inset(card, CARD_PAD, 32);
    struct rect heading = inner;
    staff_frame_heading(list, &inner, str(STR_STAFF_BY_UNIT));
    rect_cut_top(&inner, 12);
    size_t room = (size_t)(inner.h / UNIT_ROW_H), count = sheet->unit_count;
    room = room > 0 ? room : 1;
    size_t pages = (count + room - 1) / room, page = pages ? (size_t)asked_page % pages : 0;
    if (pages > 1) {
        char label[32];
        snprintf(label, sizeof label, str(STR_STAFF_PAGE_OF), (int)page + 1, (int)pages);
        heading.h = HEADING_H;
        int w = draw_text_width(list, (struct text_style){THEME_SMALL, false, THEME_PRIMARY}, label);
        struct rect words = rect_cut_right(&heading, w);
        draw_text(list, words, (struct text_style){THEME_SMALL, false, THEME_PRIMARY}, ALIGN_RIGHT, label);
        draw_target(list, card, TARGET_UNITS, (int)((page + 1) % pages));
    }
    for (size_t i = page * room; i < count && i < (page + 1) * room; i++) {
        draw_unit(list, &sheet->units[i], rect_cut_top(&inner, UNIT_ROW_H));
    }
    if (count == 0) {
        draw_text(list, inner, (struct text_style){THEME_BODY, false, THEME_MUTED}, ALIGN_CENTRE,
                  str(STR_STAFF_NOBODY_EXPECTED));
    }
}

/* Times under the plot: its ends, and the start of the lecture, which comes first where they would meet. */
static void draw_axis(struct draw_list *list, const struct sheet *sheet, int64_t start_ms, struct rect plot,
                      struct rect axis)
{
    struct text_style muted = {THEME_TINY, false, THEME_MUTED}, bold = {THEME_TINY, true, THEME_PRIMARY};
    int64_t first = sheet->bin_first_ms, last = first + (int64_t)sheet->bin_count * sheet->bin_ms;
    char left[CIVIL_TEXT_SIZE], right[CIVIL_TEXT_SIZE], start[CIVIL_TEXT_SIZE], word[64];
    civil_format(first, CIVIL_HOUR_MINUTE, left);
    civil_format(last, CIVIL_HOUR_MINUTE, right);
    int left_w = draw_text_width(list, muted, left), right_w = draw_text_width(list, muted, right);
    struct rect mark = {0, axis.y, 0, axis.h};
    if (start_ms >= first && start_ms <= last) {
        snprintf(word, sizeof word, str(STR_STAFF_START_AT),
                 civil_format(start_ms, CIVIL_HOUR_MINUTE, start));
        int x = plot.x + (int)((start_ms - first) * plot.w / (last - first));
        mark.w = draw_text_width(list, bold, word);
        mark.x = x - mark.w / 2;
        mark.x = mark.x < axis.x ? axis.x : mark.x;
        mark.x = mark.x + mark.w > axis.x + axis.w ? axis.x + axis.w - mark.w : mark.x;
        draw_fill(list, (struct rect){x - 1, plot.y, 3, plot.h + 6}, THEME_PRIMARY);
        draw_text(list, (struct rect){mark.x, mark.y, mark.w + 2, mark.h}, bold, ALIGN_LEFT, word);
    }
    if (!mark.w || mark.x > axis.x + left_w + 12) {
        draw_text(list, axis, muted, ALIGN_LEFT, left);
    }
    if (!mark.w || mark.x + mark.w + 12 < axis.x + axis.w - right_w) {
        draw_text(list, axis, muted, ALIGN_RIGHT, right);
    }
}

static void draw_bars(struct draw_list *list, const struct sheet *sheet, struct rect plot)
{
    int most = 0, peak = 0, count = (int)sheet->bin_count;
    for (int i = 0; i < count; i++) {
        if (sheet->bins[i] > most) {
            most = sheet->bins[i];
            peak = i;
        }
    }
    for (int i = 0; i < count && most > 0; i++) {
        int x = plot.x + plot.w * i / count, next = plot.x + plot.w * (i + 1) / count;
        int gap = next - x > 24 ? 8 : 2;
        int h = (int)((long long)(plot.h - PEAK_H) * sheet->bins[i] / most);
        if (sheet->bins[i] > 0) {
            h = h < 6 ? 6 : h;
            draw_box(list, (struct rect){x + gap / 2, plot.y + plot.h - h, next - x - gap, h}, h > 12 ? 6 : 0,
                     (struct paint){PAINT_SOLID, THEME_GOLD, 0}, 0, 0);
        }
        if (i == peak) {
            char number[16];
            snprintf(number, sizeof number, "%d", most);
            struct rect label = {(x + next) / 2 - 40, plot.y + plot.h - h - PEAK_H, 80, PEAK_H - 4};
            label.x = label.x < plot.x ? plot.x : label.x;
            label.x = label.x + 80 > plot.x + plot.w ? plot.x + plot.w - 80 : label.x;
            draw_text(list, label, (struct text_style){THEME_TINY, true, THEME_GOLD_INK}, ALIGN_CENTRE,
                      number);
        }
    }
    draw_fill(list, (struct rect){plot.x, plot.y + plot.h, plot.w, 3}, THEME_LINE);
}

static void draw_arrivals(struct draw_list *list, const struct sheet *sheet, const struct lecture *lecture,
                          struct rect card)
{
    widget_card(list, card);
    struct rect inner = rect_inset(card, CARD_PAD, 32);
    char title[96];
    snprintf(title, sizeof title, str(STR_STAFF_ARRIVALS), (int)(sheet->bin_ms / 60000));
    bool any = false;
    for (size_t i = 0; i < sheet->bin_count; i++) {
        any |= sheet->bins[i] > 0;
    }
    staff_frame_heading(list, &inner, any ? title : str(STR_STAFF_ARRIVALS_NONE));
    if (!any) {
        draw_text(list, inner, (struct text_style){THEME_BODY, false, THEME_MUTED}, ALIGN_CENTRE,
                  str(STR_STAFF_NOBODY_YET));
        return;
    }
    rect_cut_top(&inner, 8);
    struct rect axis = rect_cut_bottom(&inner, AXIS_H);
    draw_bars(list, sheet, inner);
    draw_axis(list, sheet, lecture->start_ms, inner, axis);
}

/* "已落盘 · 余 41 GB"; in its place what is wrong, where something is. */
static void draw_state(struct draw_list *list, const struct screen_view *view, struct rect row)
{
    char line[200];
    struct text_style style = {THEME_BODY, false, THEME_MUTED};
    enum text_align align = view->canvas.portrait ? ALIGN_LEFT : ALIGN_RIGHT;
    bool wrong = view->store_state == STORE_STATE_DAMAGED || view->staff->clock_jump_ms != 0;
    if (view->store_state == STORE_STATE_DAMAGED) {
        snprintf(line, sizeof line, "%s", str(STR_STAFF_STORE_BAD));
    } else if (wrong) {
        long long jump_s = view->staff->clock_jump_ms / 1000, size_s = jump_s < 0 ? -jump_s : jump_s;
        snprintf(line, sizeof line, str(jump_s < 0 ? STR_STAFF_CLOCK_BACK : STR_STAFF_CLOCK_AHEAD),
                 (int)(size_s / 60), (int)(size_s % 60));
    } else if (view->staff->free_bytes >= 0) {
        snprintf(line, sizeof line, str(STR_STAFF_SAVED), (double)view->staff->free_bytes / 1e9);
    } else {
        snprintf(line, sizeof line, "%s", str(STR_STAFF_SAVED_ONLY));
    }
    if (wrong) {
        style = (struct text_style){THEME_BODY, true, THEME_ERR};
        int w = draw_text_width(list, style, line);
        w = w < row.w - 56 ? w : row.w - 56;
        int x = align == ALIGN_RIGHT ? row.x + row.w - w - 56 : row.x;
        widget_warning(list, x + 22, row.y + row.h / 2, 20, THEME_ERR);
        rect_cut_left(&row, 56);
    }
    draw_text(list, row, style, align, line);
}

static void draw_foot(struct draw_list *list, const struct screen_view *view, struct rect row)
{
    struct rect line = row;
    if (view->canvas.portrait) {
        line = rect_cut_bottom(&row, 48);
        row.h = STAFF_BUTTON_H;
    }
    static const struct {
        enum str_id label;
        enum button_look look;
        int target;
    } buttons[] = {{STR_STAFF_SUPPLEMENT_ONE, BUTTON_PRIMARY, TARGET_SUPPLEMENT},
                   {STR_STAFF_UNDO_LAST, BUTTON_PLAIN, STAFF_TARGET_UNDO}};
    struct rect rest = row;
    for (int i = 0; i < 2; i++) {
        const char *word = str(buttons[i].label);
        widget_button(list, rect_cut_left(&rest, widget_button_width(list, word)), buttons[i].look,
                      (struct text_style){THEME_STRONG, false, 0}, word, buttons[i].target, 0);
        rect_cut_left(&rest, STAFF_GAP);
    }
    draw_state(list, view, view->canvas.portrait ? line : rest);
}

static void overview_draw(const void *memory, const struct screen_view *view, struct draw_list *list)
{
    const struct overview_state *state = memory;
    const struct lecture *lecture = staff_frame_lecture(view);
    const struct sheet *sheet = staff_frame_sheet(view);
    bool portrait = view->canvas.portrait;
    struct rect main = staff_frame_draw(list, view, SCREEN_STAFF_OVERVIEW);
    staff_frame_draw_lecture(list, view, rect_cut_top(&main, LECTURE_H));
    rect_cut_top(&main, STAFF_GAP);
    draw_foot(list, view, rect_cut_bottom(&main, portrait ? STAFF_BUTTON_H + 56 : STAFF_BUTTON_H));
    rect_cut_bottom(&main, STAFF_GAP);
    if (!sheet || !lecture) {
        widget_card(list, main);
        draw_text(list, main, (struct text_style){THEME_BODY, false, THEME_MUTED}, ALIGN_CENTRE,
                  str(lecture ? STR_STAFF_LOADING : STR_STAFF_NO_LECTURE_HINT));
    } else {
        draw_figures(list, sheet, rect_cut_top(&main, portrait ? 2 * FIGURE_H + STAFF_GAP : FIGURE_H),
                     portrait ? 2 : 4);
        rect_cut_top(&main, STAFF_GAP);
        struct rect units = portrait ? rect_cut_top(&main, (main.h - STAFF_GAP) / 2)
                                     : rect_cut_left(&main, (main.w - STAFF_GAP) / 2);
        rect_cut_top(&main, portrait ? STAFF_GAP : 0);
        rect_cut_left(&main, portrait ? 0 : STAFF_GAP);
        draw_units(list, sheet, state->unit_page, units);
        draw_arrivals(list, sheet, lecture, main);
    }
    staff_frame_draw_banner(list, view, &state->frame);
}

const struct screen_ops staff_overview_screen = {
    .name = "staff-overview",
    .state_size = sizeof(struct overview_state),
    .staff = true,
    .handle = overview_handle,
    .notice_staff = staff_frame_notice,
    .deadline_ms = staff_frame_deadline_ms,
    .tick = staff_frame_tick,
    .draw = overview_draw,
};
