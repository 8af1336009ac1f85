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

enum report_target { TARGET_KIND = 1, TARGET_FORM };
enum {
    COLUMN_W = 760,  /* the code and the choice of its form */
    CODE_SIDE = 646, /* version 10 and its quiet zone: 9 px a module at 1080 lines, 7 px at 768 */
    ASK_H = 50,
    STEP_H = 78,
    TITLE_H = 90,
    CARD_H = 170,
    SPACE = 28,
    WORDS_H = 46 + SPACE + TITLE_H + 44 + SPACE + 3 * STEP_H + SPACE + CARD_H + SPACE + THEME_TOUCH,
    COLUMN_SPACE = 40 /* between the code's column and the words below it */
};

struct report_state {
    int kind; /* enum report_kind */
    int form; /* enum report_form: as the settings have it, until somebody asks for another */
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

static void report_enter(void *memory, const struct screen_view *view, const char *argument)
{
    struct report_state *state = memory;
    (void)argument;
    state->form = (int)view->board->report_form;
}

/* The kinds this event has, in their order; returns how many. */
static int kinds_of(const struct screen_view *view, int kinds[REPORT_KIND_COUNT])
{
    int count = 0;
    for (int i = 0; i < REPORT_KIND_COUNT; i++) {
        if (view->board->has_event && report_has(&view->board->event, (enum report_kind)i)) {
            kinds[count++] = i;
        }
    }
    return count;
}

/* The kind shown: the one chosen, or where a new pack has no such, the first it has. */
static int kind_of(const struct report_state *state, const struct screen_view *view)
{
    int kinds[REPORT_KIND_COUNT] = {REPORT_LECTURE}, count = kinds_of(view, kinds);
    for (int i = 0; i < count; i++) {
        if (kinds[i] == state->kind) {
            return state->kind;
        }
    }
    return kinds[0];
}

static void turn_kind(struct report_state *state, const struct screen_view *view, int step)
{
    int kinds[REPORT_KIND_COUNT], count = kinds_of(view, kinds), at = 0;
    while (at + 1 < count && kinds[at] != kind_of(state, view)) {
        at++;
    }
    if (count > 0) {
        state->kind = kinds[(at + step + count) % count];
    }
}

/* Left and right turn through the kinds, up and down through the forms. */
static bool report_handle(void *memory, const struct screen_view *view, const struct ui_event *event)
{
    struct report_state *state = memory;
    if (event->type == UI_PRESS && event->target == TARGET_KIND) {
        state->kind = event->argument;
        return true;
    }
    if (event->type == UI_PRESS && event->target == TARGET_FORM) {
        state->form = event->argument;
        return true;
    }
    if (event->type == UI_KEY && (event->key == UI_KEY_LEFT || event->key == UI_KEY_RIGHT)) {
        turn_kind(state, view, event->key == UI_KEY_LEFT ? -1 : 1);
        return true;
    }
    if (event->type == UI_KEY && (event->key == UI_KEY_UP || event->key == UI_KEY_DOWN) &&
        kind_of(state, view) != REPORT_PHONE) {
        state->form =
            (state->form + (event->key == UI_KEY_UP ? REPORT_FORM_COUNT - 1 : 1)) % REPORT_FORM_COUNT;
        return true;
    }
    return false;
}

static void draw_code(struct draw_list *list, const struct screen_view *view,
                      const struct report_state *state, struct rect box)
{
    struct buf text = {0};
    struct qr qr;
    draw_box(list, box, THEME_RADIUS, (struct paint){PAINT_SOLID, THEME_SURFACE, 0}, 2, THEME_LINE);
    report_code(view->board, (enum report_kind)kind_of(state, view), (enum report_form)state->form,
                lecture_of(view), view->now_ms, &text);
    if (buf_ok(&text) && qr_encode(buf_text(&text), &qr, NULL)) {
        draw_qr(list, rect_inset(box, 2, 2), qr.dark, qr.size, QR_QUIET_ZONE);
    }
    buf_finish(&text);
}

/* Whoever scans and gets no mail takes another form here, for this visit of the screen. Every scanner knows
 * tel:, so a telephone number has no others. */
static void draw_forms(struct draw_list *list, const struct report_state *state, struct rect rest)
{
    static const enum str_id labels[REPORT_FORM_COUNT] = {STR_REPORT_FORM_MAILTO, STR_REPORT_FORM_MATMSG,
                                                          STR_REPORT_FORM_VCARD, STR_REPORT_FORM_TEXT};
    enum { BETWEEN = 8 };
    draw_text(list, rect_cut_top(&rest, ASK_H), (struct text_style){THEME_SMALL, false, THEME_MUTED},
              ALIGN_LEFT, str(STR_REPORT_FORM_ASK));
    int w = (rest.w - (REPORT_FORM_COUNT - 1) * BETWEEN) / REPORT_FORM_COUNT;
    for (int i = 0; i < REPORT_FORM_COUNT; i++) {
        struct rect cell = {rest.x + i * (w + BETWEEN), rest.y, w, THEME_TOUCH};
        widget_choice(list, cell, i == state->form, str(labels[i]), TARGET_FORM, i);
    }
}

/* What to do after the scan: the second and third step. */
static void steps_of(int kind, int form, enum str_id steps[2])
{
    bool counts = kind == REPORT_LECTURE || kind == REPORT_TODAY;
    if (kind == REPORT_PHONE) {
        steps[0] = STR_REPORT_PHONE_2;
        steps[1] = STR_REPORT_PHONE_3;
    } else if (form == REPORT_VCARD) {
        steps[0] = STR_REPORT_VCARD_2;
        steps[1] = counts ? STR_REPORT_VCARD_3 : STR_REPORT_VCARD_ADDRESS_3;
    } else if (form == REPORT_TEXT) {
        steps[0] = counts ? STR_REPORT_TEXT_2 : STR_REPORT_TEXT_ADDRESS_2;
        steps[1] = STR_REPORT_TEXT_3;
    } else {
        steps[0] = counts ? STR_REPORT_STEP_2 : STR_REPORT_ADDRESS_2;
        steps[1] = counts ? STR_REPORT_STEP_3 : STR_REPORT_ADDRESS_3;
    }
}

static int draw_steps(struct draw_list *list, struct rect at, bool portrait, int kind, int form)
{
    enum str_id steps[3] = {portrait ? STR_REPORT_STEP_1_ABOVE : STR_REPORT_STEP_1};
    steps_of(kind, form, steps + 1);
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

/* For those who cannot scan: what the code is made for in large letters, the other way below. */
static void draw_address(struct draw_list *list, const struct event *event, bool call, struct rect card)
{
    char line[300];
    widget_card(list, card);
    struct rect inner = rect_inset(card, 42, 0);
    inner.y = card.y + (card.h - 110) / 2;
    draw_text(list, rect_cut_top(&inner, 64), (struct text_style){THEME_TITLE, true, THEME_INK}, ALIGN_LEFT,
              call ? event->report_phone : event->report_mail);
    enum str_id words = !*event->report_mail   ? STR_REPORT_NO_MAIL
                        : call                 ? STR_REPORT_OTHERWISE_WRITE
                        : *event->report_phone ? STR_REPORT_OTHERWISE
                                               : STR_REPORT_OTHERWISE_MAIL;
    snprintf(line, sizeof line, str(words), call ? event->report_mail : event->report_phone);
    struct text_style hint = {THEME_BODY, false, THEME_MUTED};
    if (draw_text_width(list, hint, line) > inner.w) {
        hint.size = THEME_SMALL;
    }
    draw_text(list, rect_cut_top(&inner, 46), hint, ALIGN_LEFT, line);
}

static void draw_kinds(struct draw_list *list, const struct screen_view *view, int chosen, struct rect row)
{
    static const enum str_id labels[REPORT_KIND_COUNT] = {STR_REPORT_KIND_LECTURE, STR_REPORT_KIND_TODAY,
                                                          STR_REPORT_KIND_ADDRESS, STR_REPORT_KIND_PHONE};
    static const int sizes[] = {THEME_STRONG, THEME_BODY, THEME_SMALL, THEME_TINY, 0};
    enum { BETWEEN = 16, PAD = 12 };
    int kinds[REPORT_KIND_COUNT], count = kinds_of(view, kinds);
    int w = (row.w - (REPORT_KIND_COUNT - 1) * BETWEEN) / REPORT_KIND_COUNT;
    struct text_style style = {sizes[0], false, 0};
    for (int i = 0; i < count; i++) {
        int size = text_fit_size(list->measure, sizes, false, str(labels[kinds[i]]), w - 2 * PAD, 1);
        style.size = size < style.size ? size : style.size; /* the same for all */
    }
    for (int i = 0; i < count; i++) {
        widget_button(list, (struct rect){row.x + i * (w + BETWEEN), row.y, w, row.h},
                      kinds[i] == chosen ? BUTTON_PRIMARY : BUTTON_PLAIN, style, str(labels[kinds[i]]),
                      TARGET_KIND, kinds[i]);
    }
}

/* What the code is about: the lecture's title, all of today, the address or the telephone. */
static const char *subject_of(const struct screen_view *view, int kind)
{
    static const enum str_id words[REPORT_KIND_COUNT] = {[REPORT_TODAY] = STR_REPORT_ABOUT_TODAY,
                                                         [REPORT_ADDRESS] = STR_REPORT_ABOUT_ADDRESS,
                                                         [REPORT_PHONE] = STR_REPORT_ABOUT_PHONE};
    const struct lecture *lecture = lecture_of(view);
    return kind != REPORT_LECTURE ? str(words[kind]) : lecture ? lecture->title : "";
}

static void draw_words(struct draw_list *list, const struct screen_view *view,
                       const struct report_state *state, struct rect words)
{
    int spare = words.h - WORDS_H, kind = kind_of(state, view);
    words.y += spare > 0 ? spare / 2 : 0;
    struct rect row = rect_cut_top(&words, 46);
    widget_chip(list, row.x, row.y + 23, CHIP_GOLD, str(STR_NAV_REPORT));
    rect_cut_top(&words, SPACE);
    draw_text(list, rect_cut_top(&words, TITLE_H), (struct text_style){THEME_CALL, true, THEME_INK},
              ALIGN_LEFT, str(STR_REPORT_HEAD));
    draw_text(list, rect_cut_top(&words, 44), (struct text_style){THEME_BODY, false, THEME_MUTED}, ALIGN_LEFT,
              subject_of(view, kind));
    rect_cut_top(&words, SPACE);
    rect_cut_top(&words, draw_steps(list, words, view->canvas.portrait, kind, state->form) + SPACE);
    draw_address(list, &view->board->event, kind == REPORT_PHONE, rect_cut_top(&words, CARD_H));
    rect_cut_top(&words, SPACE);
    draw_kinds(list, view, kind, rect_cut_top(&words, THEME_TOUCH));
}

static void report_draw(const void *memory, const struct screen_view *view, struct draw_list *list)
{
    const struct report_state *state = memory;
    struct rect main = frame_draw(list, view, SCREEN_REPORT);
    bool portrait = view->canvas.portrait;
    int kinds[REPORT_KIND_COUNT];
    if (kinds_of(view, kinds) == 0) {
        /* nothing to scan: no steps and no buttons either */
        widget_card(list, main);
        draw_text(list, main, (struct text_style){THEME_NUMBER, false, THEME_MUTED}, ALIGN_CENTRE,
                  str(view->board->has_event ? STR_REPORT_NO_MAIL : STR_EMPTY_TITLE));
        return;
    }
    int side = CODE_SIDE, room = main.h - WORDS_H - COLUMN_SPACE - ASK_H - THEME_TOUCH;
    side = portrait && side > room ? room : side;
    struct rect column = {main.x + 44, main.y, COLUMN_W, side + ASK_H + THEME_TOUCH}, words = main;
    if (portrait) {
        column.x = main.x + (main.w - column.w) / 2;
        rect_cut_top(&words, column.h + COLUMN_SPACE);
    } else {
        column.y = main.y + (main.h - column.h) / 2;
        rect_cut_left(&words, 44 + COLUMN_W + 84);
        rect_cut_right(&words, 44);
    }
    if (kind_of(state, view) == REPORT_PHONE) {
        draw_code(list, view, state, column);
    } else {
        draw_code(list, view, state, rect_cut_top(&column, side));
        draw_forms(list, state, column);
    }
    draw_words(list, view, state, words);
}

const struct screen_ops report_screen = {
    .name = "report",
    .state_size = sizeof(struct report_state),
    .enter = report_enter,
    .handle = report_handle,
    .draw = report_draw,
};
