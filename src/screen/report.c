#include "screen/frame.h"
#include "screen/hero.h"
#include "screen/screen.h"

#include "base/strings.h"
#include "domain/report.h"
#include "format/qr.h"
#include "text/lines.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <stdio.h>
#include <string.h>

enum report_target { TARGET_KIND = 1 };
enum { QR_SIDE = 760, STEP_H = 78 };

struct report_state {
    int kind; /* enum report_kind */
};

/* The lecture at this station that is in that phase; of several the last one. */
static const struct lecture *last_in_phase(const struct screen_view *view, enum lecture_phase phase)
{
    const struct programme *programme = &view->board->programme;
    const char *venue = view->board->station_venue;
    for (size_t i = programme->count; i-- > 0;) {
        const struct lecture *lecture = &programme->items[i];
        if (lecture_phase(lecture, view->now_ms) == phase &&
            (!*venue || strcmp(venue, lecture->venue) == 0)) {
            return lecture;
        }
    }
    return NULL;
}

/* 本场: the lecture that runs; else the one people sign in to; else the last one, as reports are written
 * afterwards. */
static const struct lecture *lecture_of(const struct screen_view *view)
{
    const struct lecture *lecture =
        programme_now(&view->board->programme, view->board->station_venue, view->now_ms);
    lecture = lecture ? lecture : last_in_phase(view, LECTURE_OPEN);
    lecture = lecture ? lecture : last_in_phase(view, LECTURE_OVER);
    return lecture ? lecture : hero_lecture(view);
}

static bool report_handle(void *memory, const struct screen_view *view, const struct ui_event *event)
{
    struct report_state *state = memory;
    (void)view;
    if (event->type == UI_PRESS && event->target == TARGET_KIND) {
        state->kind = event->argument;
        return true;
    }
    if (event->type == UI_KEY && (event->key == UI_KEY_LEFT || event->key == UI_KEY_RIGHT)) {
        int step = event->key == UI_KEY_LEFT ? REPORT_KIND_COUNT - 1 : 1;
        state->kind = (state->kind + step) % REPORT_KIND_COUNT;
        return true;
    }
    return false;
}

static void draw_code(struct draw_list *list, const struct screen_view *view, int kind, struct rect box)
{
    struct buf link = {0};
    struct qr qr;
    draw_box(list, box, THEME_RADIUS, (struct paint){PAINT_SOLID, THEME_SURFACE, 0}, 2, THEME_LINE);
    report_mailto(view->board, (enum report_kind)kind, lecture_of(view), view->now_ms, &link);
    if (buf_ok(&link) && qr_encode(buf_text(&link), &qr, NULL)) {
        draw_qr(list, rect_inset(box, 4, 4), qr.dark, qr.size, QR_QUIET_ZONE);
    }
    buf_finish(&link);
}

static int draw_steps(struct draw_list *list, struct rect at, bool portrait)
{
    const enum str_id steps[] = {portrait ? STR_REPORT_STEP_1_ABOVE : STR_REPORT_STEP_1, STR_REPORT_STEP_2,
                                 STR_REPORT_STEP_3};
    for (int i = 0; i < 3; i++) {
        struct rect row = rect_cut_top(&at, STEP_H);
        char digit[2] = {(char)('1' + i), '\0'};
        draw_disc(list, row.x + 26, row.y + STEP_H / 2, 26, THEME_PRIMARY);
        draw_text(list, (struct rect){row.x, row.y, 52, STEP_H},
                  (struct text_style){THEME_BODY, true, THEME_SURFACE}, ALIGN_CENTRE, digit);
        rect_cut_left(&row, 72);
        draw_text(list, row, (struct text_style){THEME_NUMBER, false, THEME_INK}, ALIGN_LEFT, str(steps[i]));
    }
    return 3 * STEP_H;
}

static void draw_address(struct draw_list *list, const struct event *event, struct rect card)
{
    char line[300];
    widget_card(list, card);
    struct rect inner = rect_inset(card, 42, 0);
    inner.y = card.y + (card.h - 110) / 2;
    draw_text(list, rect_cut_top(&inner, 64), (struct text_style){THEME_TITLE, true, THEME_INK}, ALIGN_LEFT,
              event->report_mail);
    snprintf(line, sizeof line, str(*event->report_phone ? STR_REPORT_OTHERWISE : STR_REPORT_OTHERWISE_MAIL),
             event->report_phone);
    struct text_style hint = {THEME_BODY, false, THEME_MUTED};
    if (draw_text_width(list, hint, line) > inner.w) {
        hint.size = THEME_SMALL;
    }
    draw_text(list, rect_cut_top(&inner, 46), hint, ALIGN_LEFT, line);
}

static void draw_kinds(struct draw_list *list, const struct report_state *state, struct rect row)
{
    static const enum str_id labels[REPORT_KIND_COUNT] = {STR_REPORT_KIND_LECTURE, STR_REPORT_KIND_TODAY,
                                                          STR_REPORT_KIND_ADDRESS};
    struct text_style style = {THEME_STRONG, false, 0};
    for (int i = 0; i < REPORT_KIND_COUNT; i++) {
        struct rect button = rect_cut_left(&row, widget_button_width(list, str(labels[i])));
        widget_button(list, button, i == state->kind ? BUTTON_PRIMARY : BUTTON_PLAIN, style, str(labels[i]),
                      TARGET_KIND, i);
        rect_cut_left(&row, 24);
    }
}

/* What the code is about: the lecture's title, or that it is all of today, or the address. */
static const char *subject_of(const struct screen_view *view, int kind)
{
    const struct lecture *lecture = lecture_of(view);
    return kind == REPORT_LECTURE
               ? (lecture ? lecture->title : "")
               : str(kind == REPORT_TODAY ? STR_REPORT_ABOUT_TODAY : STR_REPORT_ABOUT_ADDRESS);
}

static void report_draw(const void *memory, const struct screen_view *view, struct draw_list *list)
{
    const struct report_state *state = memory;
    struct rect main = frame_draw(list, view, SCREEN_REPORT);
    bool portrait = view->canvas.portrait;
    const struct event *event = &view->board->event;
    if (!view->board->has_event || !*event->report_mail) {
        /* nothing to scan: no steps and no buttons either */
        widget_card(list, main);
        draw_text(list, main, (struct text_style){THEME_NUMBER, false, THEME_MUTED}, ALIGN_CENTRE,
                  str(view->board->has_event ? STR_REPORT_NO_MAIL : STR_EMPTY_TITLE));
        return;
    }
    struct rect box = {0, 0, QR_SIDE, QR_SIDE};
    struct rect words = main;
    if (portrait) {
        box.x = main.x + (main.w - box.w) / 2;
        box.y = main.y + 8;
        rect_cut_top(&words, QR_SIDE + 48);
    } else {
        box.x = main.x + 44;
        box.y = main.y + (main.h - box.h) / 2;
        rect_cut_left(&words, 44 + QR_SIDE + 84);
        rect_cut_right(&words, 44);
    }
    draw_code(list, view, state->kind, box);

    enum { TITLE_H = 90, CARD_H = 170, BUTTON_H = 88, SPACE = 28 };
    int used = 46 + SPACE + TITLE_H + 44 + SPACE + 3 * STEP_H + SPACE + CARD_H + SPACE + BUTTON_H;
    int spare = words.h - used;
    words.y += spare > 0 ? spare / 2 : 0;
    struct rect row = rect_cut_top(&words, 46);
    widget_chip(list, row.x, row.y + 23, CHIP_GOLD, str(STR_NAV_REPORT));
    rect_cut_top(&words, SPACE - 8);
    draw_text(list, rect_cut_top(&words, TITLE_H), (struct text_style){THEME_CALL, true, THEME_INK},
              ALIGN_LEFT, str(STR_REPORT_HEAD));
    draw_text(list, rect_cut_top(&words, 44), (struct text_style){THEME_BODY, false, THEME_MUTED}, ALIGN_LEFT,
              subject_of(view, state->kind));
    rect_cut_top(&words, SPACE - 8);
    rect_cut_top(&words, draw_steps(list, words, portrait) + SPACE);
    draw_address(list, &view->board->event, rect_cut_top(&words, CARD_H));
    rect_cut_top(&words, SPACE);
    draw_kinds(list, state, rect_cut_top(&words, BUTTON_H));
}

const struct screen_ops report_screen = {
    .name = "report",
    .state_size = sizeof(struct report_state),
    .handle = report_handle,
    .draw = report_draw,
};
