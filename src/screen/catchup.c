/* What a latecomer missed: the slides of the running talk that were shown already, to leaf through. */
#include "screen/frame.h"
#include "screen/screen.h"
#include "screen/slide_view.h"

#include "base/strings.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum catchup_target { TARGET_BACK = 1, TARGET_ON, TARGET_CLOSE };
enum { BUTTONS_H = 96, GAP = 28 };

struct catchup_state {
    int deck;  /* index + 1; 0 = nothing to show */
    int pages; /* how many were shown */
    int page;
};

/* As the talk divides it, since that is what was shown. */
static const struct deck *pages_of(const struct catchup_state *state, const struct screen_view *view)
{
    bool there = state->deck > 0 && (size_t)state->deck <= view->board->deck_count;
    const struct slide_fitted *fitted =
        there ? view->host->fit(view->host->context, &view->board->decks[state->deck - 1]) : NULL;
    return fitted && (size_t)state->page < fitted->deck.slide_count ? &fitted->deck : NULL;
}

/* argument: "PAGES:DECK". */
static void catchup_enter(void *memory, const struct screen_view *view, const char *argument)
{
    struct catchup_state *state = memory;
    char *rest;
    long pages = strtol(argument, &rest, 10);
    const struct deck *deck = *rest == ':' ? board_deck(view->board, rest + 1) : NULL;
    state->deck = deck ? (int)(deck - view->board->decks) + 1 : 0;
    deck = pages_of(state, view);
    if (!deck || pages < 1) {
        state->deck = 0;
        return;
    }
    long most = (long)deck->slide_count;
    state->pages = (int)(pages < most ? pages : most);
}

static bool turn(struct catchup_state *state, int by)
{
    int page = state->page + by;
    if (page >= 0 && page < state->pages) {
        state->page = page;
    }
    return true;
}

static bool catchup_handle(void *memory, const struct screen_view *view, const struct ui_event *event)
{
    struct catchup_state *state = memory;
    if (event->type == UI_WHEEL) {
        return turn(state, event->steps > 0 ? -1 : 1);
    }
    if (event->type == UI_PRESS) {
        switch (event->target) {
        case TARGET_BACK:
            return turn(state, -1);
        case TARGET_ON:
            return turn(state, 1);
        case TARGET_CLOSE:
            view->host->go(view->host->context, SCREEN_HOME, "");
            return true;
        default:
            return false;
        }
    }
    if (event->type != UI_KEY) {
        return false;
    }
    switch (event->key) {
    case UI_KEY_LEFT:
    case UI_KEY_PAGE_UP:
        return turn(state, -1);
    case UI_KEY_RIGHT:
    case UI_KEY_PAGE_DOWN:
        return turn(state, 1);
    default:
        return false;
    }
}

static void draw_buttons(struct draw_list *list, const struct catchup_state *state, struct rect row)
{
    struct text_style style = {THEME_STRONG, false, 0};
    char count[48];
    int w = widget_button_width(list, str(STR_CATCHUP_BACK)),
        on_w = widget_button_width(list, str(STR_CATCHUP_ON));
    w = on_w > w ? on_w : w;
    if (state->page > 0) {
        struct rect left = row;
        widget_button(list, rect_cut_left(&left, w), BUTTON_PLAIN, style, str(STR_CATCHUP_BACK), TARGET_BACK,
                      0);
    }
    rect_cut_left(&row, w + GAP);
    struct rect place = rect_cut_left(&row, w);
    if (state->page + 1 < state->pages) {
        widget_button(list, place, BUTTON_PRIMARY, style, str(STR_CATCHUP_ON), TARGET_ON, 0);
    }
    const char *close = str(STR_CATCHUP_CLOSE);
    widget_button(list, rect_cut_right(&row, widget_button_width(list, close)), BUTTON_PLAIN, style, close,
                  TARGET_CLOSE, 0);
    rect_cut_left(&row, GAP);
    rect_cut_right(&row, GAP);
    snprintf(count, sizeof count, str(STR_CATCHUP_COUNT), state->page + 1, state->pages);
    draw_text(list, row, (struct text_style){THEME_BODY, false, THEME_MUTED}, ALIGN_CENTRE, count);
}

static void catchup_draw(const void *memory, const struct screen_view *view, struct draw_list *list)
{
    const struct catchup_state *state = memory;
    const struct deck *deck = pages_of(state, view);
    struct rect main = frame_draw(list, view, SCREEN_CATCH_UP);
    struct rect row = rect_cut_bottom(&main, BUTTONS_H);
    rect_cut_bottom(&main, GAP);
    draw_box(list, main, THEME_RADIUS, (struct paint){PAINT_SOLID, THEME_SLIDE_BG, 0}, 0, 0);
    if (deck) {
        struct rect body = rect_inset(main, view->canvas.portrait ? 48 : 90, view->canvas.portrait ? 48 : 60);
        const struct slide *slide = &deck->slides[state->page];
        struct slide_frame frame = slide_small_frame(body);
        slide_draw(list, view, slide, slide_sizes_alone(slide, &frame, list->measure), &slide_look_talk,
                   &frame, (struct slide_moment){.step = SLIDE_ALL_STEPS}, NULL);
    } else {
        draw_text(list, main, (struct text_style){THEME_NUMBER, false, THEME_SLIDE_INK}, ALIGN_CENTRE,
                  str(STR_TALK_NO_DECK));
    }
    draw_buttons(list, state, row);
}

const struct screen_ops catchup_screen = {.name = "catchup",
                                          .state_size = sizeof(struct catchup_state),
                                          .enter = catchup_enter,
                                          .handle = catchup_handle,
                                          .draw = catchup_draw};
