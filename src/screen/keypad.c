#include "screen/frame.h"
#include "screen/screen.h"

#include "base/strings.h"
#include "domain/person.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum keypad_target { TARGET_CHAR = 1, TARGET_BACKSPACE, TARGET_CONFIRM };
enum {
    PAD_W = 760,
    PAD_GAP = 20,
    KEY_H = 150,
    LETTER_H = 92,
    LETTERS_A_ROW = 6,
    LETTERS_A_ROW_PORTRAIT = 8,
    CODE_MAX = 32
};

struct keypad_state {
    char typed[CODE_MAX + 1];
    size_t len;
    bool answered; /* the lookup of what stands in the field has come back */
    bool found;
    char name[PERSON_MASKED_SIZE];
    char place[2 * PERSON_TEXT_MAX + 8];
};

static void ask(struct keypad_state *state, const struct screen_view *view)
{
    state->answered = false;
    if (state->len > 0) {
        view->host->look_up(view->host->context, state->typed);
    }
}

static void type(struct keypad_state *state, const struct screen_view *view, char c)
{
    if (state->len < CODE_MAX) {
        state->typed[state->len++] = (char)toupper((unsigned char)c);
        state->typed[state->len] = '\0';
        ask(state, view);
    }
}

static void confirm(struct keypad_state *state, const struct screen_view *view)
{
    if (state->len > 0) {
        view->host->sign_in(view->host->context, state->typed);
        *state = (struct keypad_state){0};
    }
}

static bool keypad_handle(void *memory, const struct screen_view *view, const struct ui_event *event)
{
    struct keypad_state *state = memory;
    bool back = false;
    if (event->type == UI_CHAR && (isalnum((unsigned char)event->c) || event->c == '-')) {
        type(state, view, event->c);
        return true;
    }
    if (event->type == UI_KEY) {
        if (event->key == UI_KEY_ENTER) {
            confirm(state, view);
            return true;
        }
        if (event->key == UI_KEY_ESCAPE || event->key == UI_KEY_DELETE) {
            *state = (struct keypad_state){0};
            return true;
        }
        back = event->key == UI_KEY_BACKSPACE;
    }
    if (event->type == UI_PRESS) {
        if (event->target == TARGET_CHAR) {
            type(state, view, (char)event->argument);
            return true;
        }
        if (event->target == TARGET_CONFIRM) {
            confirm(state, view);
            return true;
        }
        back = event->target == TARGET_BACKSPACE;
    }
    if (back && state->len > 0) {
        state->typed[--state->len] = '\0';
        ask(state, view);
    }
    return back;
}

static void keypad_notice_lookup(void *memory, const struct screen_view *view,
                                 const struct screen_lookup *lookup)
{
    struct keypad_state *state = memory;
    if (strcmp(lookup->code, state->typed) != 0) {
        return; /* an answer to what has been changed since */
    }
    state->answered = true;
    state->found = lookup->found;
    person_public_name(lookup->name, view->board->whole_names, state->name);
    snprintf(state->place, sizeof state->place, *lookup->team ? "%s · %s" : "%s", lookup->unit, lookup->team);
}

static void draw_field(struct draw_list *list, const struct keypad_state *state, struct rect field)
{
    draw_box(list, field, 22, (struct paint){PAINT_SOLID, THEME_SURFACE, 0}, 4, THEME_PRIMARY);
    struct rect inner = rect_inset(field, 40, 0);
    struct text_style style = {THEME_OUTCOME, false, THEME_INK};
    if (draw_text_width(list, style, state->typed) > inner.w - 16) {
        style.size = THEME_TITLE;
    }
    int w = state->len ? draw_text(list, inner, style, ALIGN_LEFT, state->typed) : 0;
    if (state->len == 0) {
        draw_text(list, (struct rect){inner.x + 16, inner.y, inner.w, inner.h},
                  (struct text_style){THEME_NUMBER, false, THEME_MUTED}, ALIGN_LEFT,
                  str(STR_KEYPAD_EMPTY_FIELD));
    }
    draw_fill(list, (struct rect){inner.x + w + 4, field.y + (field.h - 84) / 2, 5, 84}, THEME_PRIMARY);
}

static void draw_person(struct draw_list *list, const struct keypad_state *state, struct rect card)
{
    widget_card(list, card);
    struct rect inner = rect_inset(card, 42, 0);
    struct text_style muted = {THEME_BODY, false, THEME_MUTED};
    if (!state->len || !state->answered) {
        draw_text(list, inner, muted, ALIGN_LEFT,
                  str(state->len ? STR_KEYPAD_LOOKING : STR_KEYPAD_PERSON_HINT));
        return;
    }
    const char *word = str(state->found ? STR_KEYPAD_FOUND : STR_KEYPAD_NOT_FOUND);
    int w = widget_chip_width(list, word);
    widget_chip(list, inner.x + inner.w - w, card.y + card.h / 2, state->found ? CHIP_OK : CHIP_MUTE, word);
    rect_cut_right(&inner, w + 24);
    inner.y = card.y + (card.h - 104) / 2;
    if (!state->found) {
        inner.h = 104;
        draw_text_lines(list, inner, muted, ALIGN_LEFT, 46, 2, str(STR_KEYPAD_NOT_FOUND_HINT));
        return;
    }
    draw_text(list, rect_cut_top(&inner, 58), (struct text_style){THEME_TITLE, true, THEME_INK}, ALIGN_LEFT,
              state->name);
    draw_text(list, rect_cut_top(&inner, 46), muted, ALIGN_LEFT, state->place);
}

static void draw_left(struct draw_list *list, const struct screen_view *view,
                      const struct keypad_state *state, struct rect left)
{
    enum { HEIGHT = 76 + 24 + 50 + 28 + 140 + 32 + 170 + 28 + 44 };
    if (left.h > HEIGHT) {
        left.y += (left.h - HEIGHT) / 2;
    }
    draw_text(list, rect_cut_top(&left, 76), (struct text_style){THEME_HERO, true, THEME_INK}, ALIGN_LEFT,
              str(STR_NAV_KEYPAD));
    rect_cut_top(&left, 24);
    struct text_style muted = {THEME_BODY, false, THEME_MUTED};
    draw_text(list, rect_cut_top(&left, 50), muted, ALIGN_LEFT, str(STR_KEYPAD_HINT));
    rect_cut_top(&left, 28);
    draw_field(list, state, rect_cut_top(&left, 140));
    rect_cut_top(&left, 32);
    draw_person(list, state, rect_cut_top(&left, 170));
    rect_cut_top(&left, 28);
    const struct lecture *lecture =
        programme_now(&view->board->programme, view->board->station_venue, view->now_ms);
    const struct programme *programme = &view->board->programme;
    for (size_t i = 0; !lecture && i < programme->count; i++) {
        if (lecture_is_open(&programme->items[i], view->now_ms)) {
            lecture = &programme->items[i];
        }
    }
    char line[LECTURE_TITLE_SIZE + 80], span[FRAME_SPAN_SIZE];
    if (lecture) {
        frame_span(lecture, span);
        snprintf(line, sizeof line, str(STR_KEYPAD_LECTURE), lecture->title, span);
    } else {
        snprintf(line, sizeof line, "%s", str(STR_KEYPAD_NO_LECTURE));
    }
    draw_text_lines(list, rect_cut_top(&left, 80), (struct text_style){THEME_SMALL, false, THEME_MUTED},
                    ALIGN_LEFT, 40, 2, line);
}

static void draw_letters(struct draw_list *list, const char *letters, int a_row, struct rect at)
{
    int count = (int)strlen(letters), w = (at.w - (a_row - 1) * PAD_GAP) / a_row;
    for (int i = 0; i < count; i++) {
        struct rect key = {at.x + i % a_row * (w + PAD_GAP), at.y + i / a_row * (LETTER_H + PAD_GAP), w,
                           LETTER_H};
        char label[2] = {letters[i], '\0'};
        widget_button(list, key, BUTTON_KEY, (struct text_style){THEME_TITLE, false, THEME_INK}, label,
                      TARGET_CHAR, letters[i]);
    }
}

static void draw_pad(struct draw_list *list, const struct screen_view *view, struct rect pad)
{
    const char *letters = view->board->keypad_letters;
    int a_row = view->canvas.portrait ? LETTERS_A_ROW_PORTRAIT : LETTERS_A_ROW;
    int letter_rows = ((int)strlen(letters) + a_row - 1) / a_row;
    int letters_h = letter_rows * (LETTER_H + PAD_GAP);
    int key_h = (pad.h - letters_h - 3 * PAD_GAP) / 4;
    key_h = key_h > KEY_H ? KEY_H : key_h < THEME_TOUCH ? THEME_TOUCH : key_h;
    int gap = letters_h ? PAD_GAP : (pad.h - 4 * key_h) / 3;
    gap = gap > 52 ? 52 : gap;
    int w = (pad.w - 2 * PAD_GAP) / 3;
    if (!view->canvas.portrait) {
        pad.y += (pad.h - letters_h - 4 * key_h - 3 * gap) / 2;
    }
    draw_letters(list, letters, a_row, rect_cut_top(&pad, letters_h));
    struct text_style digit = {THEME_CALL, false, THEME_INK}, word = {THEME_NUMBER, false, THEME_INK};
    for (int i = 0; i < 9; i++) {
        char label[2] = {(char)('1' + i), '\0'};
        struct rect key = {pad.x + i % 3 * (w + PAD_GAP), pad.y + i / 3 * (key_h + gap), w, key_h};
        widget_button(list, key, BUTTON_KEY, digit, label, TARGET_CHAR, '1' + i);
    }
    int y = pad.y + 3 * (key_h + gap);
    widget_button(list, (struct rect){pad.x, y, w, key_h}, BUTTON_KEY, word, str(STR_KEYPAD_BACKSPACE),
                  TARGET_BACKSPACE, 0);
    widget_button(list, (struct rect){pad.x + w + PAD_GAP, y, w, key_h}, BUTTON_KEY, digit, "0", TARGET_CHAR,
                  '0');
    widget_button(list, (struct rect){pad.x + 2 * (w + PAD_GAP), y, w, key_h}, BUTTON_PRIMARY,
                  (struct text_style){THEME_TITLE, false, 0}, str(STR_KEYPAD_CONFIRM), TARGET_CONFIRM, 0);
}

static void keypad_draw(const void *memory, const struct screen_view *view, struct draw_list *list)
{
    const struct keypad_state *state = memory;
    struct rect main = frame_draw(list, view, SCREEN_KEYPAD);
    if (view->canvas.portrait) {
        draw_left(list, view, state, rect_cut_top(&main, 680));
        rect_cut_top(&main, 40);
        draw_pad(list, view, main);
        return;
    }
    struct rect pad = rect_cut_right(&main, PAD_W);
    rect_cut_right(&main, THEME_GAP);
    draw_left(list, view, state, main);
    draw_pad(list, view, pad);
}

const struct screen_ops keypad_screen = {
    .name = "keypad",
    .state_size = sizeof(struct keypad_state),
    .handle = keypad_handle,
    .notice_lookup = keypad_notice_lookup,
    .draw = keypad_draw,
};
