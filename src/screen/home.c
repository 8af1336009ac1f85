#include "screen/frame.h"
#include "screen/hero.h"
#include "screen/screen.h"

#include "base/civil.h"
#include "base/strings.h"
#include "domain/report.h"
#include "format/qr.h"
#include "text/lines.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <stdio.h>

enum home_target { TARGET_LECTURE = 1, TARGET_REPORT, TARGET_KEYPAD };

enum {
    SIGN_W = 560,
    REPORT_H = 264,
    CODE_SIDE = 240, /* 5 px a module at 1366x768 */
    REPORT_H_PORTRAIT = 498,
    ROW_LEAST_H = THEME_TOUCH,
    ROW_MOST_H = 150,
    ROWS_MAX = 24,
    GAP = 28
};

static void draw_sign_icon(struct draw_list *list, int centre_x, int y)
{
    struct rect box = {centre_x - 75, y, 150, 104};
    draw_box(list, box, 18, (struct paint){PAINT_SOLID, 0, 0}, 5, THEME_GOLD);
    draw_disc(list, box.x + 45, box.y + 47, 18, THEME_GOLD);
    draw_fill(list, (struct rect){box.x + 81, box.y + 33, 50, 8}, THEME_GOLD);
    draw_fill(list, (struct rect){box.x + 81, box.y + 53, 50, 8}, THEME_GOLD);
    draw_fill(list, (struct rect){box.x + 27, box.y + 77, 80, 8}, THEME_GOLD);
}

static void draw_recent(struct draw_list *list, const struct board *board, struct rect rest)
{
    struct text_style style = {THEME_SMALL, false, THEME_ON_PRIMARY};
    for (size_t i = 0; i < board->recent_count && rest.h >= 44; i++) {
        const struct board_recent *recent = &board->recent[i];
        struct rect row = rect_cut_top(&rest, 44);
        char time[CIVIL_TEXT_SIZE], who[PERSON_MASKED_SIZE + PERSON_TEXT_MAX + 8];
        civil_format(recent->at_ms, CIVIL_HOUR_MINUTE, time);
        struct rect right = rect_cut_right(&row, draw_text_width(list, style, time) + 16);
        draw_text(list, right, style, ALIGN_RIGHT, time);
        snprintf(who, sizeof who, *recent->unit ? "%s · %s" : "%s", recent->name, recent->unit);
        draw_text(list, row, style, ALIGN_LEFT, who);
    }
}

static void draw_sign(struct draw_list *list, const struct screen_view *view, struct rect rect)
{
    bool tight = rect.h < 480 || rect.w < 520;
    draw_box(list, rect, THEME_RADIUS, (struct paint){PAINT_DIAGONAL, THEME_PRIMARY, THEME_PRIMARY_DARK}, 0,
             0);
    draw_target(list, rect, TARGET_KEYPAD, 0);
    size_t shown = view->board->recent_count < 3 ? view->board->recent_count : 3;
    int call = view->canvas.portrait ? THEME_HERO : THEME_CALL;
    int call_h = call * 13 / 10, list_h = shown ? 38 + (int)shown * 44 : 0;
    int used = 104 + 22 + call_h + 12 + 44 + list_h;
    struct rect inner = rect_inset(rect, 40, 0);
    int y = rect.y + (rect.h - used) / 2;
    if (y < rect.y + 24) {
        y = rect.y + 24;
    }
    draw_sign_icon(list, rect.x + rect.w / 2, y);
    y += 104 + 22;
    struct text_style call_style = {call, true, THEME_ON_PRIMARY};
    if (draw_text_width(list, call_style, str(STR_HOME_CALL)) > inner.w) {
        call_style.size = THEME_TITLE;
    }
    draw_text(list, (struct rect){inner.x, y, inner.w, call_h}, call_style, ALIGN_CENTRE, str(STR_HOME_CALL));
    y += call_h + 12;
    struct text_style hint = {THEME_BODY, false, THEME_ON_PRIMARY};
    const char *words = str(STR_HOME_CALL_HINT);
    if (draw_text_width(list, hint, words) > rect.w - 24) {
        hint.size = THEME_SMALL;
    }
    draw_text(list, (struct rect){rect.x + 12, y, rect.w - 24, 44}, hint, ALIGN_CENTRE, words);
    y += 44;
    if (shown) {
        y += tight ? 14 : 18;
        draw_fill(list, (struct rect){inner.x, y, inner.w, 2}, 0x33FFFFFFu);
        y += tight ? 8 : 18;
        draw_recent(list, view->board, (struct rect){inner.x, y, inner.w, (int)shown * 44 + 8});
    }
}

static void draw_report_card(struct draw_list *list, const struct screen_view *view, struct rect rect)
{
    widget_card(list, rect);
    draw_target(list, rect, TARGET_REPORT, 0);
    const struct event *event = &view->board->event;
    struct rect inner = rect_inset(rect, 28, 24);
    bool upright = rect.h > rect.w * 3 / 4;
    struct rect box = {upright ? rect.x + (rect.w - CODE_SIDE) / 2 : rect.x + 14,
                       upright ? rect.y + 28 : rect.y + (rect.h - CODE_SIDE) / 2, CODE_SIDE, CODE_SIDE};
    struct buf link = {0};
    struct qr qr;
    /* a contact's code has too many modules for a small one */
    enum report_form form =
        view->board->report_form == REPORT_VCARD ? REPORT_MAILTO : view->board->report_form;
    report_code(view->board, REPORT_ADDRESS, form, NULL, view->now_ms, &link);
    if (*event->report_mail && buf_ok(&link) && qr_encode(buf_text(&link), &qr, NULL)) {
        draw_box(list, box, 0, (struct paint){PAINT_SOLID, THEME_SURFACE, 0}, 2, THEME_LINE);
        draw_qr(list, rect_inset(box, 2, 2), qr.dark, qr.size, QR_QUIET_ZONE);
    }
    buf_finish(&link);
    enum text_align align = upright ? ALIGN_CENTRE : ALIGN_LEFT;
    struct rect words = inner;
    if (upright) {
        words.y = box.y + box.h + 20;
        words.h = rect.y + rect.h - words.y - 16;
    } else {
        words.w -= box.x + box.w + 18 - words.x;
        words.x = box.x + box.w + 18;
        words.y = rect.y + (rect.h - 4 * 40 - 8) / 2;
    }
    struct text_style title = {THEME_STRONG, true, THEME_INK}, small = {THEME_SMALL, false, THEME_MUTED};
    draw_text(list, rect_cut_top(&words, 44), title, align, str(STR_REPORT_TITLE));
    rect_cut_top(&words, 4);
    draw_text(list, rect_cut_top(&words, 38), small, align,
              str(*event->report_mail ? STR_REPORT_SCAN : STR_REPORT_NO_MAIL_SHORT));
    draw_text(list, rect_cut_top(&words, 38), small, align, event->report_mail);
    if (*event->report_phone) {
        char phone[160];
        snprintf(phone, sizeof phone, str(STR_REPORT_PHONE), event->report_phone);
        draw_text(list, rect_cut_top(&words, 38), small, align, phone);
    }
}

static void draw_row(struct draw_list *list, const struct screen_view *view, const struct lecture *lecture,
                     const struct lecture *next, struct rect row, bool last)
{
    enum lecture_phase phase = lecture_phase(lecture, view->now_ms);
    bool running = phase == LECTURE_RUNNING;
    int centre = row.y + row.h / 2;
    char start[CIVIL_TEXT_SIZE], span[FRAME_SPAN_SIZE];
    civil_format(lecture->start_ms, CIVIL_HOUR_MINUTE, start);
    frame_span(lecture, span);
    draw_target(list, row, TARGET_LECTURE, (int)(lecture - view->board->programme.items));
    struct rect rest = row;
    struct rect time = rect_cut_left(&rest, 230);
    struct text_style bold = {THEME_NUMBER, true, phase == LECTURE_OVER ? THEME_MUTED : THEME_INK};
    int w = draw_text(list, time, bold, ALIGN_LEFT, start);
    rect_cut_left(&time, w);
    time.y += 5;
    draw_text(list, time, (struct text_style){THEME_SMALL, false, THEME_MUTED}, ALIGN_LEFT, span + 5);

    struct rect dot = rect_cut_left(&rest, 40);
    if (running) {
        draw_disc(list, dot.x + 9, centre, 17, THEME_LIVE_HALO);
    }
    draw_disc(list, dot.x + 9, centre, 9, running ? THEME_PRIMARY : lecture == next ? THEME_GOLD : THEME_DOT);

    enum str_id word = running                 ? STR_PHASE_RUNNING
                       : phase == LECTURE_OVER ? STR_PHASE_OVER
                       : phase == LECTURE_OPEN ? STR_PHASE_OPEN
                       : lecture == next ? (hero_is_soon(view, lecture) ? STR_PHASE_NEXT : STR_PHASE_COMING)
                                         : STR_PHASE_LATER;
    enum chip_look look = running                                    ? CHIP_LIVE
                          : phase == LECTURE_OPEN || lecture == next ? CHIP_GOLD
                                                                     : CHIP_MUTE;
    struct rect chip = rect_cut_right(&rest, widget_chip_width(list, str(word)));
    widget_chip(list, chip.x, centre, look, str(word));
    rect_cut_right(&rest, 24);

    enum { TITLE_LINE = 42, SUB_LINE = 38, TALL_ROW = 2 * TITLE_LINE + SUB_LINE + 12 };
    struct text_style title = {THEME_STRONG, true, bold.colour};
    struct text_lines lines;
    text_break_lines(list->measure, title.size, title.bold, lecture->title, rest.w, row.h >= TALL_ROW ? 2 : 1,
                     &lines);
    if (lines.cut) {
        title.size = THEME_SMALL;
    }
    int words_h = (lines.count > 1 ? 2 : 1) * TITLE_LINE + SUB_LINE;
    struct rect words = {rest.x, centre - words_h / 2, rest.w, words_h};
    draw_text_balanced(list, rect_cut_top(&words, words_h - SUB_LINE), title, ALIGN_LEFT, TITLE_LINE, 2,
                       lecture->title);
    char line[700];
    char moved[FRAME_MOVED_SIZE];
    const char *first = *frame_moved(lecture, moved) ? moved : lecture->kind; /* a new time before the kind */
    snprintf(line, sizeof line, *first ? "%s · %s" : "%s%s", first, lecture->venue);
    draw_text(list, rect_cut_top(&words, SUB_LINE), (struct text_style){THEME_SMALL, false, THEME_MUTED},
              ALIGN_LEFT, line);
    if (!last) {
        draw_fill(list, (struct rect){row.x, row.y + row.h - 1, row.w, 2}, THEME_LINE);
    }
}

/* The lectures of the day that is going on: today's, else the next day's that has any. */
static size_t lectures_of_day(const struct screen_view *view, size_t *first, int64_t *day_ms)
{
    const struct programme *programme = &view->board->programme;
    *day_ms = civil_day_start_ms(view->now_ms, 0);
    size_t count = programme_between(programme, *day_ms, civil_day_start_ms(view->now_ms, 1), first);
    const struct lecture *next = programme_next(programme, "", view->now_ms);
    if (count == 0 && next) {
        *day_ms = civil_day_start_ms(next->start_ms, 0);
        count = programme_between(programme, *day_ms, civil_day_start_ms(next->start_ms, 1), first);
    }
    return count;
}

static size_t rows_room(int height)
{
    int room = height / ROW_LEAST_H;
    return room < 1 ? 1 : room > ROWS_MAX ? ROWS_MAX : (size_t)room;
}

/* Which of a day's lectures stand on the card, in their order: those that are not over first; where room is
 * left, the latest of the others. *left becomes how many that are not over found no room. */
static size_t pick_rows(const struct screen_view *view, const struct lecture *lectures, size_t count,
                        size_t room, size_t picked[ROWS_MAX], size_t *left)
{
    size_t coming = 0, over = 0, shown = 0;
    for (size_t i = 0; i < count; i++) {
        coming += lecture_phase(&lectures[i], view->now_ms) != LECTURE_OVER;
    }
    size_t over_count = count - coming, over_room = room > coming ? room - coming : 0;
    size_t over_skip = over_count > over_room ? over_count - over_room : 0;
    *left = coming > room ? coming - room : 0;
    for (size_t i = 0; i < count && shown < room; i++) {
        bool is_over = lecture_phase(&lectures[i], view->now_ms) == LECTURE_OVER;
        if (is_over && over++ < over_skip) {
            continue;
        }
        picked[shown++] = i;
    }
    return shown;
}

static void draw_day(struct draw_list *list, const struct screen_view *view, struct rect rect)
{
    widget_card(list, rect);
    struct rect inner = rect_inset(rect, 40, 10);
    size_t first;
    int64_t day_ms;
    size_t count = lectures_of_day(view, &first, &day_ms);
    if (count == 0) {
        draw_text(list, inner, (struct text_style){THEME_BODY, false, THEME_MUTED}, ALIGN_CENTRE,
                  str(STR_HOME_NO_LECTURES));
        return;
    }
    const struct lecture *items = view->board->programme.items;
    if (day_ms != civil_day_start_ms(view->now_ms, 0)) {
        char date[FRAME_DATE_SIZE];
        struct rect head = rect_cut_top(&inner, 64);
        draw_text(list, head, (struct text_style){THEME_BODY, true, THEME_GOLD_DEEP}, ALIGN_LEFT,
                  frame_date(day_ms, false, date));
    }
    size_t picked[ROWS_MAX], left;
    size_t shown = pick_rows(view, &items[first], count, rows_room(inner.h), picked, &left);
    if (left > 0) {
        struct rect foot = rect_cut_bottom(&inner, 44);
        char more[96];
        shown = pick_rows(view, &items[first], count, rows_room(inner.h), picked, &left);
        snprintf(more, sizeof more, str(STR_HOME_MORE), (int)left);
        draw_text(list, foot, (struct text_style){THEME_TINY, false, THEME_MUTED}, ALIGN_CENTRE, more);
    }
    int each = inner.h / (int)shown < ROW_MOST_H ? inner.h / (int)shown : ROW_MOST_H;
    int y = inner.y + (inner.h - each * (int)shown) / 2;
    const struct lecture *next = programme_next(&view->board->programme, "", view->now_ms);
    for (size_t i = 0; i < shown; i++) {
        draw_row(list, view, &items[first + picked[i]], next,
                 (struct rect){inner.x, y + (int)i * each, inner.w, each}, i + 1 == shown);
    }
}

/* An empty store: how to bring a pack. */
static void draw_empty(struct draw_list *list, struct rect main)
{
    struct rect card = rect_inset(main, main.w > 1300 ? 160 : 0, main.h > 900 ? main.h / 6 : 40);
    widget_card(list, card);
    struct rect inner = rect_inset(card, 72, 56);
    draw_text(list, rect_cut_top(&inner, 90), (struct text_style){THEME_HERO, true, THEME_INK}, ALIGN_LEFT,
              str(STR_EMPTY_TITLE));
    rect_cut_top(&inner, 12);
    rect_cut_top(&inner, draw_text_lines(list, inner, (struct text_style){THEME_BODY, false, THEME_MUTED},
                                         ALIGN_LEFT, 46, 3, str(STR_EMPTY_LEAD)));
    rect_cut_top(&inner, 28);
    static const enum str_id steps[] = {STR_EMPTY_STEP_1, STR_EMPTY_STEP_2, STR_EMPTY_STEP_3};
    for (int i = 0; i < 3; i++) {
        struct rect row = inner;
        struct rect number = rect_cut_left(&row, 76);
        char digit[2] = {(char)('1' + i), '\0'};
        draw_disc(list, number.x + 26, number.y + 30, 26, THEME_PRIMARY);
        draw_text(list, (struct rect){number.x, number.y + 4, 52, 52},
                  (struct text_style){THEME_BODY, true, THEME_SURFACE}, ALIGN_CENTRE, digit);
        row.y += 4;
        row.h -= 4;
        int used = draw_text_lines(list, row, (struct text_style){THEME_NUMBER, false, THEME_INK}, ALIGN_LEFT,
                                   52, 3, str(steps[i]));
        rect_cut_top(&inner, (used > 60 ? used : 60) + 24);
    }
}

static void home_draw(const void *state, const struct screen_view *view, struct draw_list *list)
{
    (void)state;
    struct rect main = frame_draw(list, view, SCREEN_HOME);
    if (!view->board->has_event) {
        draw_empty(list, main);
        return;
    }
    if (view->canvas.portrait) {
        struct rect hero = rect_cut_top(&main, hero_height(list, view, main.w));
        hero_draw(list, view, hero, TARGET_LECTURE);
        rect_cut_top(&main, THEME_GAP);
        struct rect foot = rect_cut_bottom(&main, REPORT_H_PORTRAIT);
        rect_cut_bottom(&main, THEME_GAP);
        draw_day(list, view, main);
        draw_sign(list, view, rect_cut_left(&foot, (foot.w - 32) / 2));
        rect_cut_left(&foot, 32);
        draw_report_card(list, view, foot);
        return;
    }
    struct rect right = rect_cut_right(&main, SIGN_W);
    rect_cut_right(&main, THEME_GAP);
    hero_draw(list, view, rect_cut_top(&main, hero_height(list, view, main.w)), TARGET_LECTURE);
    rect_cut_top(&main, GAP);
    draw_day(list, view, main);
    struct rect report = rect_cut_bottom(&right, REPORT_H);
    rect_cut_bottom(&right, 32);
    draw_sign(list, view, right);
    draw_report_card(list, view, report);
}

static bool home_handle(void *state, const struct screen_view *view, const struct ui_event *event)
{
    (void)state;
    if (event->type != UI_PRESS) {
        return false;
    }
    const struct screen_host *host = view->host;
    switch (event->target) {
    case TARGET_LECTURE:
        host->go(host->context, SCREEN_PROGRAMME, view->board->programme.items[event->argument].id);
        return true;
    case TARGET_REPORT:
        host->go(host->context, SCREEN_REPORT, "");
        return true;
    case TARGET_KEYPAD:
        host->go(host->context, SCREEN_KEYPAD, "");
        return true;
    default:
        return false;
    }
}

static int64_t home_deadline_ms(const void *state, const struct screen_view *view)
{
    (void)state;
    return hero_deadline_ms(view);
}

const struct screen_ops home_screen = {
    .name = "home",
    .stays = true,
    .handle = home_handle,
    .deadline_ms = home_deadline_ms,
    .draw = home_draw,
};
