#include "screen/frame.h"
#include "screen/lecture_sheet.h"
#include "screen/screen.h"

#include "base/civil.h"
#include "base/strings.h"
#include "text/lines.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum programme_target {
    TARGET_DAY = 1,
    TARGET_LECTURE,
    TARGET_VENUES,
    TARGET_SHEET /* and above: the sheet's own */
};

enum {
    DAYS_MAX = 400,
    VENUES_MAX = 256,
    TABS_H = 92,
    HEAD_H = 76,
    HOURS_W = 150,
    HOURS_W_PORTRAIT = 112,
    COLUMNS = 4,
    COLUMNS_PORTRAIT = 3,
    TOP_PAD = 14
};

struct programme_state {
    int day;        /* index into the days of the programme */
    int venue_page; /* COLUMNS venues a page */
    int selected;   /* lecture + 1 whose sheet is open; 0 = none */
};

struct days {
    int64_t start_ms[DAYS_MAX];
    int count;
};

static struct days days_of(const struct programme *programme)
{
    struct days days = {.count = 0};
    for (size_t i = 0; i < programme->count && days.count < DAYS_MAX; i++) {
        int64_t start = civil_day_start_ms(programme->items[i].start_ms, 0);
        if (days.count == 0 || days.start_ms[days.count - 1] != start) {
            days.start_ms[days.count++] = start;
        }
    }
    return days;
}

/* The day's index that holds ms, else the next one, else the last. */
static int day_at(const struct days *days, int64_t ms)
{
    int64_t start = civil_day_start_ms(ms, 0);
    for (int i = 0; i < days->count; i++) {
        if (days->start_ms[i] >= start) {
            return i;
        }
    }
    return days->count ? days->count - 1 : 0;
}

struct venues {
    const char *names[VENUES_MAX];
    int count;
};

/* In the order in which they first appear in the programme. */
static struct venues venues_of(const struct programme *programme)
{
    struct venues venues = {.count = 0};
    for (size_t i = 0; i < programme->count; i++) {
        int v = 0;
        while (v < venues.count && strcmp(venues.names[v], programme->items[i].venue) != 0) {
            v++;
        }
        if (v == venues.count && v < VENUES_MAX) {
            venues.names[venues.count++] = programme->items[i].venue;
        }
    }
    return venues;
}

static int columns_of(const struct screen_view *view)
{
    return view->canvas.portrait ? COLUMNS_PORTRAIT : COLUMNS;
}

static int venue_page_of(const struct programme_state *state, const struct venues *venues, int columns)
{
    int last = venues->count > 0 ? (venues->count - 1) / columns : 0;
    return state->venue_page > last ? last : state->venue_page;
}

static void programme_enter(void *memory, const struct screen_view *view, const char *argument)
{
    struct programme_state *state = memory;
    struct days days = days_of(&view->board->programme);
    const struct lecture *lecture = *argument ? programme_find(&view->board->programme, argument) : NULL;
    state->day = day_at(&days, lecture ? lecture->start_ms : view->now_ms);
    state->selected = lecture ? (int)(lecture - view->board->programme.items) + 1 : 0;
    struct venues venues = venues_of(&view->board->programme);
    for (int v = 0; lecture && v < venues.count; v++) {
        if (strcmp(venues.names[v], lecture->venue) == 0) {
            state->venue_page = v / columns_of(view);
        }
    }
}

static bool programme_handle(void *memory, const struct screen_view *view, const struct ui_event *event)
{
    struct programme_state *state = memory;
    const struct programme *programme = &view->board->programme;
    struct days days = days_of(programme);
    if (state->selected) {
        enum sheet_answer answer =
            lecture_sheet_handle(view, &programme->items[state->selected - 1], event, TARGET_SHEET);
        if (answer == SHEET_CLOSE) {
            state->selected = 0;
        }
        return answer != SHEET_NOT_MINE;
    }
    if (event->type == UI_PRESS) {
        switch (event->target) {
        case TARGET_DAY:
            state->day = event->argument;
            return true;
        case TARGET_LECTURE:
            state->selected = event->argument + 1;
            return true;
        case TARGET_VENUES: {
            struct venues venues = venues_of(programme);
            int each = columns_of(view), pages = (venues.count + each - 1) / each;
            state->venue_page = (venue_page_of(state, &venues, each) + 1) % (pages > 0 ? pages : 1);
            return true;
        }
        default:
            return false;
        }
    }
    int step = event->type != UI_KEY                                          ? 0
               : event->key == UI_KEY_LEFT || event->key == UI_KEY_PAGE_UP    ? -1
               : event->key == UI_KEY_RIGHT || event->key == UI_KEY_PAGE_DOWN ? 1
                                                                              : 0;
    if (step == 0 || state->day + step < 0 || state->day + step >= days.count) {
        return step != 0;
    }
    state->day += step;
    return true;
}

static void draw_tabs(struct draw_list *list, const struct screen_view *view,
                      const struct programme_state *state, const struct days *days, struct rect row)
{
    enum { PAD = 34, SPACE = 20, TAB_H = 88 };
    struct text_style style = {THEME_BODY, false, THEME_INK};
    char labels[DAYS_MAX][FRAME_DATE_SIZE + 32];
    int widths[DAYS_MAX];
    int64_t today = civil_day_start_ms(view->now_ms, 0);
    for (int i = 0; i < days->count; i++) {
        char date[FRAME_DATE_SIZE];
        frame_date(days->start_ms[i], true, date);
        snprintf(labels[i], sizeof labels[i], days->start_ms[i] == today ? "%s %s" : "%s", date,
                 str(STR_TODAY));
        widths[i] = draw_text_width(list, style, labels[i]) + 2 * PAD;
    }
    /* as many tabs around the chosen one as the row holds */
    int first = state->day, last = state->day, used = days->count ? widths[state->day] : 0;
    for (bool grown = true; grown;) {
        /* on both sides in turn, so that a finger reaches the day before as well as the day after */
        grown = false;
        if (first > 0 && used + SPACE + widths[first - 1] <= row.w) {
            used += SPACE + widths[--first];
            grown = true;
        }
        if (last + 1 < days->count && used + SPACE + widths[last + 1] <= row.w) {
            used += SPACE + widths[++last];
            grown = true;
        }
    }
    for (int i = first; i <= last && i < days->count; i++) {
        struct rect tab = rect_cut_left(&row, widths[i]);
        rect_cut_left(&row, SPACE);
        tab.h = TAB_H;
        bool on = i == state->day;
        style.colour = on ? THEME_ON_PRIMARY : THEME_INK;
        struct rect pill = rect_inset(tab, 0, 6);
        draw_box(list, pill, pill.h / 2, (struct paint){PAINT_SOLID, on ? THEME_PRIMARY : THEME_SURFACE, 0},
                 2, on ? THEME_PRIMARY : THEME_LINE);
        draw_text(list, pill, style, ALIGN_CENTRE, labels[i]);
        draw_target(list, tab, TARGET_DAY, i);
    }
}

/* The day's hours, their place and the columns of the venues. */
struct grid {
    struct rect body; /* below the heads */
    int64_t from_ms, to_ms;
    int hours_w, column_w, columns, first_venue;
};

static int grid_y(const struct grid *grid, int64_t ms)
{
    return grid->body.y + TOP_PAD +
           (int)((ms - grid->from_ms) * (grid->body.h - TOP_PAD) / (grid->to_ms - grid->from_ms));
}

/* A label is left out where the mark of the present time stands on it. */
static void draw_hours(struct draw_list *list, const struct screen_view *view, const struct grid *grid)
{
    bool marked = view->now_ms >= grid->from_ms && view->now_ms <= grid->to_ms;
    int64_t hour = 60 * 60 * 1000;
    int step = grid_y(grid, grid->from_ms + hour) - grid_y(grid, grid->from_ms) < 40 ? 2 : 1;
    for (int64_t at = grid->from_ms; at < grid->to_ms; at += hour * step) {
        char text[CIVIL_TEXT_SIZE];
        int y = grid_y(grid, at);
        draw_fill(list, (struct rect){grid->body.x, y, grid->body.w, 2}, THEME_GRID);
        if (marked && abs(y - grid_y(grid, view->now_ms)) < 40) {
            continue;
        }
        struct rect label = {grid->body.x + 8, y - 19, grid->hours_w - 26, 38};
        draw_fill(list, (struct rect){label.x + label.w - 84, label.y, 92, label.h}, THEME_SURFACE);
        draw_text(list, label, (struct text_style){THEME_SMALL, false, THEME_MUTED}, ALIGN_RIGHT,
                  civil_format(at, CIVIL_HOUR_MINUTE, text));
    }
}

static void draw_now(struct draw_list *list, const struct screen_view *view, const struct grid *grid)
{
    if (view->now_ms < grid->from_ms || view->now_ms > grid->to_ms) {
        return;
    }
    char text[CIVIL_TEXT_SIZE];
    int y = grid_y(grid, view->now_ms);
    struct rect box = {grid->body.x + grid->hours_w - 16 - 94, y - 20, 94, 40};
    if (box.y + box.h > grid->body.y + grid->body.h - 4) {
        box.y = grid->body.y + grid->body.h - 4 - box.h;
    }
    draw_fill(list,
              (struct rect){grid->body.x + grid->hours_w - 16, y - 2, grid->body.w - grid->hours_w + 14, 4},
              THEME_PRIMARY);
    draw_box(list, box, 10, (struct paint){PAINT_SOLID, THEME_PRIMARY, 0}, 0, 0);
    draw_text(list, box, (struct text_style){THEME_SMALL, false, THEME_SURFACE}, ALIGN_CENTRE,
              civil_format(view->now_ms, CIVIL_HOUR_MINUTE, text));
}

static void draw_lecture(struct draw_list *list, const struct screen_view *view,
                         const struct lecture *lecture, struct rect card)
{
    bool running = lecture_phase(lecture, view->now_ms) == LECTURE_RUNNING;
    bool over = lecture_phase(lecture, view->now_ms) == LECTURE_OVER;
    uint32_t edge = running ? THEME_PRIMARY : over ? THEME_DOT : THEME_GOLD;
    uint32_t back = running ? THEME_LIVE_SOFT : over ? THEME_MUTE : THEME_GOLD_SOFT;
    draw_box(list, card, 16, (struct paint){PAINT_SOLID, back, 0}, 0, 0);
    widget_edge(list, card, 16, 10, edge);
    draw_target(list, card, TARGET_LECTURE, (int)(lecture - view->board->programme.items));

    enum { TITLE_H = 37, SUB_H = 32 };
    struct text_style title = {THEME_BODY, true, THEME_INK}, sub = {THEME_SMALL, false, THEME_INK};
    struct rect inner = {card.x + 24, card.y + 1, card.w - 34, card.h - 2};
    char line[200], span[FRAME_SPAN_SIZE];
    frame_span(lecture, span);
    if (running) {
        const struct tally *tally = board_tally(view->board, lecture);
        char count[64];
        snprintf(count, sizeof count, str(STR_PROGRAMME_COUNT), tally_present(tally), tally->expected);
        snprintf(line, sizeof line, "%s · %s", span, count);
    } else {
        char moved[FRAME_MOVED_SIZE];
        const char *more = *frame_moved(lecture, moved) ? moved : lecture->kind;
        snprintf(line, sizeof line, *more ? "%s · %s" : "%s", span, more);
    }
    if (inner.h < TITLE_H) {
        /* a short one: what fits, in the small size */
        title.size = THEME_TINY;
        draw_text(list, inner, title, ALIGN_LEFT, lecture->title);
        return;
    }
    size_t lines = (size_t)((inner.h - SUB_H) / TITLE_H);
    lines = lines < 1 ? 1 : lines > 4 ? 4 : lines;
    struct text_lines broken;
    text_break_lines(list->measure, title.size, title.bold, lecture->title, inner.w, lines, &broken);
    if (broken.cut) {
        title.size = THEME_SMALL;
    }
    if (inner.h < TITLE_H + SUB_H) {
        draw_text(list, inner, title, ALIGN_LEFT, lecture->title);
        return;
    }
    rect_cut_top(&inner, draw_text_lines(list, inner, title, ALIGN_LEFT, TITLE_H, lines, lecture->title));
    if (draw_text_width(list, sub, line) > inner.w) {
        if (inner.h >= 2 * SUB_H - 6) {
            draw_text(list, rect_cut_top(&inner, SUB_H), sub, ALIGN_LEFT, span);
            draw_text(list, rect_cut_top(&inner, SUB_H), sub, ALIGN_LEFT,
                      line + strlen(span) + strlen(" · "));
        } else {
            draw_text(list, rect_cut_top(&inner, SUB_H), sub, ALIGN_LEFT, span);
        }
    } else {
        draw_text(list, rect_cut_top(&inner, SUB_H), sub, ALIGN_LEFT, line);
    }
}

/* Lectures of one place that overlap stand side by side: which lane this one takes, and how many there are.
 */
struct lanes {
    int lane, count;
};

static struct lanes lanes_of(const struct programme *programme, size_t first, size_t end, size_t index)
{
    const struct lecture *lecture = &programme->items[index];
    struct lanes lanes = {.lane = 0, .count = 1};
    for (size_t i = first; i < end; i++) {
        const struct lecture *other = &programme->items[i];
        bool overlaps = i != index && strcmp(other->venue, lecture->venue) == 0 &&
                        other->end_ms > lecture->start_ms && other->start_ms < lecture->end_ms;
        lanes.count += overlaps;
        lanes.lane += overlaps && i < index;
    }
    return lanes;
}

static void draw_grid(struct draw_list *list, const struct screen_view *view,
                      const struct programme_state *state, const struct days *days,
                      const struct venues *venues, struct rect card)
{
    const struct programme *programme = &view->board->programme;
    int64_t day = days->start_ms[state->day], next_day = civil_day_start_ms(day, 1), hour = 60 * 60 * 1000;
    size_t first, count = programme_between(programme, day, next_day, &first);
    struct grid grid = {
        .from_ms = next_day, .to_ms = day, .hours_w = view->canvas.portrait ? HOURS_W_PORTRAIT : HOURS_W};
    for (size_t i = first; i < first + count; i++) {
        const struct lecture *lecture = &programme->items[i];
        int64_t start = day + (lecture->start_ms - day) / hour * hour;
        int64_t end = day + (lecture->end_ms - day + hour / 2 - 1) / (hour / 2) * (hour / 2);
        grid.from_ms = start < grid.from_ms ? start : grid.from_ms;
        grid.to_ms = end > grid.to_ms ? end : grid.to_ms;
    }
    if (grid.to_ms < grid.from_ms + 4 * hour) {
        grid.to_ms = grid.from_ms + 4 * hour;
    }
    int columns = columns_of(view);
    grid.first_venue = venue_page_of(state, venues, columns) * columns;
    int left = venues->count - grid.first_venue;
    grid.columns = left < columns ? left : columns;

    widget_card(list, card);
    struct rect inner = rect_inset(card, 2, 2);
    grid.column_w = (inner.w - grid.hours_w) / (grid.columns > 0 ? grid.columns : 1);
    struct rect head = rect_cut_top(&inner, HEAD_H);
    grid.body = inner;
    grid.body.h -= 8;
    draw_hours(list, view, &grid);
    for (int c = 0; c < grid.columns; c++) {
        int x = grid.body.x + grid.hours_w + c * grid.column_w;
        struct rect cell = {x, head.y, c + 1 == grid.columns ? head.x + head.w - x : grid.column_w, head.h};
        draw_box(list, cell, c + 1 == grid.columns ? THEME_RADIUS - 2 : 0,
                 (struct paint){PAINT_SOLID, THEME_HEAD, 0}, 0, 0);
        draw_fill(list, (struct rect){x, head.y, 2, card.h - 4}, THEME_LINE);
        draw_text(list, rect_inset(cell, view->canvas.portrait ? 14 : 24, 0),
                  (struct text_style){THEME_BODY, true, THEME_INK}, ALIGN_LEFT,
                  venues->names[grid.first_venue + c]);
    }
    draw_now(list, view, &grid);
    for (size_t i = first; i < first + count; i++) {
        const struct lecture *lecture = &programme->items[i];
        for (int c = 0; c < grid.columns; c++) {
            if (strcmp(venues->names[grid.first_venue + c], lecture->venue) != 0) {
                continue;
            }
            int pad = view->canvas.portrait ? 6 : 14;
            struct lanes lanes = lanes_of(programme, first, first + count, i);
            int y = grid_y(&grid, lecture->start_ms) + 2, bottom = grid_y(&grid, lecture->end_ms) - 1;
            int lane_w = (grid.column_w - 2 * pad) / lanes.count;
            int x = grid.body.x + grid.hours_w + c * grid.column_w + pad + lanes.lane * lane_w;
            draw_lecture(list, view, lecture,
                         (struct rect){x, y, lanes.count > 1 ? lane_w - 4 : lane_w,
                                       bottom - y > 30 ? bottom - y : 30});
        }
    }
}

static void programme_draw(const void *memory, const struct screen_view *view, struct draw_list *list)
{
    const struct programme_state *state = memory;
    struct rect main = frame_draw(list, view, SCREEN_PROGRAMME);
    struct days days = days_of(&view->board->programme);
    struct venues venues = venues_of(&view->board->programme);
    if (days.count == 0) {
        widget_card(list, main);
        draw_text(list, main, (struct text_style){THEME_BODY, false, THEME_MUTED}, ALIGN_CENTRE,
                  str(STR_PROGRAMME_EMPTY));
        return;
    }
    struct rect tabs = rect_cut_top(&main, TABS_H);
    if (venues.count > columns_of(view)) {
        char label[64];
        int pages = (venues.count + columns_of(view) - 1) / columns_of(view);
        snprintf(label, sizeof label, str(STR_PROGRAMME_VENUES),
                 venue_page_of(state, &venues, columns_of(view)) + 1, pages);
        struct rect button = rect_cut_right(&tabs, widget_button_width(list, label));
        button.h = THEME_TOUCH;
        widget_button(list, button, BUTTON_PLAIN, (struct text_style){THEME_BODY, false, 0}, label,
                      TARGET_VENUES, 0);
        rect_cut_right(&tabs, 20);
    }
    draw_tabs(list, view, state, &days, tabs);
    rect_cut_top(&main, 16);
    draw_grid(list, view, state, &days, &venues, main);
    if (state->selected) {
        lecture_sheet_draw(list, view, &view->board->programme.items[state->selected - 1], TARGET_SHEET);
    }
}

const struct screen_ops programme_screen = {
    .name = "programme",
    .state_size = sizeof(struct programme_state),
    .enter = programme_enter,
    .handle = programme_handle,
    .draw = programme_draw,
};
