#include "screen/screen.h"
#include "screen/slide_view.h"

#include "base/strings.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum talk_target { TARGET_END = 1, TARGET_GO_ON, TARGET_REALLY_END };
enum { SWIPE_PX = 120, FOOT_H = 120, SIDE = 150, SIDE_PORTRAIT = 80, NUMBER_MAX = 4 };

struct talk_state {
    int lecture; /* index + 1; 0 = the deck has no lecture here */
    int deck;    /* index + 1; 0 = nothing to show */
    int page;
    bool black, asking;
    char number[NUMBER_MAX + 1]; /* digits typed so far for a jump */
    bool down;
    int down_x, down_y;
};

static const struct deck *deck_of(const struct talk_state *state, const struct screen_view *view)
{
    return state->deck > 0 && (size_t)state->deck <= view->board->deck_count
               ? &view->board->decks[state->deck - 1]
               : NULL;
}

/* argument: a lecture's id, or "deck:ID" for a deck alone. */
static void talk_enter(void *memory, const struct screen_view *view, const char *argument)
{
    struct talk_state *state = memory;
    const struct programme *programme = &view->board->programme;
    const char *id = strncmp(argument, "deck:", 5) == 0 ? argument + 5 : "";
    const struct lecture *lecture = *id ? NULL : programme_find(programme, argument);
    for (size_t i = 0; !lecture && !*id && !*argument && i < programme->count; i++) {
        if (board_deck(view->board, programme->items[i].deck)) {
            lecture = &programme->items[i]; /* none named: the first that has a deck */
        }
    }
    if (lecture) {
        state->lecture = (int)(lecture - programme->items) + 1;
        id = lecture->deck;
    }
    const struct deck *deck = board_deck(view->board, id);
    state->deck = deck ? (int)(deck - view->board->decks) + 1 : 0;
    if (deck) {
        view->host->note_page(view->host->context, deck->id, 0);
    }
}

static bool turn_to(struct talk_state *state, const struct screen_view *view, long page)
{
    const struct deck *deck = deck_of(state, view);
    long count = deck ? (long)deck->slide_count : 0;
    page = page < 0 ? 0 : page >= count ? count - 1 : page;
    state->page = page < 0 ? 0 : (int)page;
    state->black = false;
    if (deck) {
        view->host->note_page(view->host->context, deck->id, state->page);
    }
    return true;
}

static void end(const struct screen_view *view)
{
    view->host->go(view->host->context, SCREEN_HOME, "");
}

static bool handle_question(struct talk_state *state, const struct screen_view *view,
                            const struct ui_event *event)
{
    bool yes = (event->type == UI_PRESS && event->target == TARGET_REALLY_END) ||
               (event->type == UI_KEY && event->key == UI_KEY_ENTER);
    bool no = (event->type == UI_PRESS && event->target == TARGET_GO_ON) || (event->type == UI_KEY && !yes) ||
              event->type == UI_CHAR;
    if (yes) {
        end(view);
    } else if (no) {
        state->asking = false;
    }
    return true;
}

static bool handle_char(struct talk_state *state, const struct screen_view *view, char c)
{
    size_t len = strlen(state->number);
    if (isdigit((unsigned char)c)) {
        if (len < NUMBER_MAX) {
            state->number[len] = c;
            state->number[len + 1] = '\0';
        }
        return true;
    }
    state->number[0] = '\0';
    switch (c) {
    case ' ':
        return turn_to(state, view, state->page + 1);
    case 'b':
    case 'B':
    case '.':
        state->black = !state->black;
        return true;
    default:
        return true;
    }
}

static bool handle_key(struct talk_state *state, const struct screen_view *view, enum ui_key key)
{
    bool jump = key == UI_KEY_ENTER && state->number[0];
    long page = jump ? strtol(state->number, NULL, 10) - 1 : 0;
    state->number[0] = '\0';
    switch (key) {
    case UI_KEY_ENTER:
        return turn_to(state, view, jump ? page : state->page + 1);
    case UI_KEY_PAGE_DOWN:
    case UI_KEY_RIGHT:
    case UI_KEY_DOWN:
        return turn_to(state, view, state->page + 1);
    case UI_KEY_PAGE_UP:
    case UI_KEY_LEFT:
    case UI_KEY_UP:
    case UI_KEY_BACKSPACE:
        return turn_to(state, view, state->page - 1);
    case UI_KEY_HOME:
    case UI_KEY_F5:
        return turn_to(state, view, 0);
    case UI_KEY_END: {
        const struct deck *deck = deck_of(state, view);
        return turn_to(state, view, deck ? (long)deck->slide_count - 1 : 0);
    }
    case UI_KEY_ESCAPE:
        state->asking = true;
        return true;
    default:
        return true;
    }
}

static bool handle_pointer(struct talk_state *state, const struct screen_view *view,
                           const struct ui_event *event)
{
    if (event->type == UI_POINTER_DOWN) {
        state->down = true;
        state->down_x = event->x;
        state->down_y = event->y;
        return false;
    }
    if (event->type != UI_POINTER_UP || !state->down) {
        return false;
    }
    state->down = false;
    int moved = event->x - state->down_x;
    if (moved <= -SWIPE_PX) {
        return turn_to(state, view, state->page + 1);
    }
    if (moved >= SWIPE_PX) {
        return turn_to(state, view, state->page - 1);
    }
    return turn_to(state, view, state->page + (event->x < view->canvas.w / 3 ? -1 : 1));
}

static bool talk_handle(void *memory, const struct screen_view *view, const struct ui_event *event)
{
    struct talk_state *state = memory;
    if (state->asking || !deck_of(state, view)) {
        if (!state->asking && event->type == UI_KEY && event->key == UI_KEY_ESCAPE) {
            end(view);
            return true;
        }
        return handle_question(state, view, event);
    }
    switch (event->type) {
    case UI_CHAR:
        return handle_char(state, view, event->c);
    case UI_KEY:
        return handle_key(state, view, event->key);
    case UI_WHEEL:
        return turn_to(state, view, state->page - event->steps);
    case UI_PRESS:
        state->asking = state->asking || event->target == TARGET_END;
        return true;
    case UI_POINTER_DOWN:
    case UI_POINTER_MOVE:
    case UI_POINTER_UP:
    case UI_POINTER_CANCEL:
        return handle_pointer(state, view, event);
    }
    return false;
}

static void draw_foot(struct draw_list *list, const struct screen_view *view, const struct talk_state *state,
                      const struct deck *deck, int side)
{
    struct rect foot = {side, view->canvas.h - FOOT_H, view->canvas.w - 2 * side, FOOT_H};
    struct text_style style = {THEME_SMALL, false, THEME_SLIDE_MUTED};
    const char *title = state->lecture ? view->board->programme.items[state->lecture - 1].title : deck->title;
    const char *word = str(STR_TALK_END);
    int word_w = draw_text_width(list, style, word);
    struct rect button = rect_cut_right(&foot, word_w + 48);
    struct rect pill = rect_inset(button, 0, (FOOT_H - 52) / 2);
    draw_box(list, pill, 26, (struct paint){PAINT_SOLID, THEME_SLIDE_PANEL, 0}, 0, 0);
    draw_text(list, pill, style, ALIGN_CENTRE, word);
    draw_target(list, (struct rect){button.x - 20, button.y, button.w + 40, button.h}, TARGET_END, 0);
    char count[48];
    rect_cut_right(&foot, 28);
    snprintf(count, sizeof count, "%d / %zu", state->page + 1, deck->slide_count);
    int w = draw_text_width(list, style, count);
    draw_text(list, rect_cut_right(&foot, w), style, ALIGN_RIGHT, count);
    rect_cut_right(&foot, 24);
    int title_w = draw_text_width(list, style, title), most = foot.w * 6 / 10;
    struct rect left = rect_cut_left(&foot, title_w < most ? title_w : most);
    draw_text(list, left, style, ALIGN_LEFT, title);
    rect_cut_left(&foot, 24);
    foot.y += (FOOT_H - 8) / 2;
    foot.h = 8;
    widget_track(list, foot, 0x22FFFFFFu, THEME_GOLD, state->page + 1, (int)deck->slide_count);
}

static void draw_question(struct draw_list *list, const struct screen_view *view)
{
    struct rect all = {0, 0, view->canvas.w, view->canvas.h};
    draw_fill(list, all, THEME_VEIL);
    struct rect card = {(all.w - 840) / 2, (all.h - 360) / 2, 840, 360};
    draw_box(list, card, 36, (struct paint){PAINT_SOLID, THEME_SURFACE, 0}, 0, 0);
    struct rect inner = rect_inset(card, 60, 52);
    draw_text(list, rect_cut_top(&inner, 80), (struct text_style){THEME_HERO, true, THEME_INK}, ALIGN_LEFT,
              str(STR_TALK_END_QUESTION));
    draw_text(list, rect_cut_top(&inner, 50), (struct text_style){THEME_BODY, false, THEME_MUTED}, ALIGN_LEFT,
              str(STR_TALK_END_HINT));
    struct rect row = rect_cut_bottom(&inner, 96);
    struct text_style style = {THEME_STRONG, false, 0};
    widget_button(list, rect_cut_left(&row, widget_button_width(list, str(STR_TALK_GO_ON))), BUTTON_PRIMARY,
                  style, str(STR_TALK_GO_ON), TARGET_GO_ON, 0);
    rect_cut_left(&row, 24);
    widget_button(list, rect_cut_left(&row, widget_button_width(list, str(STR_TALK_REALLY_END))),
                  BUTTON_PLAIN, style, str(STR_TALK_REALLY_END), TARGET_REALLY_END, 0);
}

static void talk_draw(const void *memory, const struct screen_view *view, struct draw_list *list)
{
    const struct talk_state *state = memory;
    const struct deck *deck = deck_of(state, view);
    struct rect all = {0, 0, view->canvas.w, view->canvas.h};
    if (!deck || state->black) {
        draw_fill(list, all, deck ? 0xFF000000u : THEME_SLIDE_BG);
        if (!deck) {
            draw_text(list, all, (struct text_style){THEME_NUMBER, false, THEME_SLIDE_INK}, ALIGN_CENTRE,
                      str(STR_TALK_NO_DECK));
        }
    } else {
        int side = view->canvas.portrait ? SIDE_PORTRAIT : SIDE;
        draw_box(list, all, 0, (struct paint){PAINT_GLOW, THEME_SLIDE_GLOW, THEME_SLIDE_BG}, 0, 0);
        struct rect body = {side, 130, all.w - 2 * side, all.h - 130 - FOOT_H};
        slide_draw(list, view, &deck->slides[state->page], &slide_look_talk, body, NULL);
        draw_foot(list, view, state, deck, side);
    }
    if (state->asking) {
        draw_question(list, view);
    }
}

const struct screen_ops talk_screen = {
    .name = "talk",
    .state_size = sizeof(struct talk_state),
    .owns_keys = true,
    .stays = true,
    .enter = talk_enter,
    .handle = talk_handle,
    .draw = talk_draw,
};
