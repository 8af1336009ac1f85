#include "screen/talk_state.h"

#include "base/strings.h"
#include "screen/slide_view.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <stdio.h>
#include <string.h>

enum {
    PILL_H = 52,
    TRACK_LEAST_W = 60,
    GRID_MARGIN = 60,
    GRID_GAP = 24,
    CELL_H = 190,
    NOTES_LINES = 7,
    NOTES_LINE_H = 44
};
#define COLOUR_URGENT 0xFFFF9A85u
#define COLOUR_BLACK  0xFF000000u
#define COLOUR_WHITE  0xFFFFFFFFu
#define COLOUR_PILL   0xEB1B1210u /* letters keep 4.5 : 1 on it even over white */

/* --- the foot --- */

uint32_t talk_time_words(const struct talk_state *state, const struct screen_view *view, char *out,
                         size_t size)
{
    static const char *const signs[] = {"", "▲ ", "◆ ", "■ ", ""};
    static const uint32_t colours[] = {THEME_SLIDE_MUTED, THEME_GOLD, COLOUR_URGENT, COLOUR_URGENT,
                                       THEME_SLIDE_MUTED};
    char time[TALK_CLOCK_TEXT_SIZE], words[64];
    enum talk_phase phase = talk_clock_phase(&state->clock, view->now_ms);
    int64_t elapsed = talk_clock_elapsed_ms(&state->clock, view->now_ms) / 1000 * 1000;
    int64_t left = talk_clock_left_ms(&state->clock, view->now_ms);
    out[0] = '\0';
    if (state->clock.started_ms == 0 || (phase == TALK_NO_END && elapsed == 0)) {
        return THEME_SLIDE_MUTED;
    }
    if (state->clock.paused_at_ms) {
        snprintf(words, sizeof words, str(STR_TALK_PAUSED), talk_clock_format(elapsed, time));
    } else if (phase == TALK_NO_END) {
        snprintf(words, sizeof words, str(STR_TALK_USED), talk_clock_format(elapsed, time));
    } else {
        snprintf(words, sizeof words, str(phase == TALK_OVER ? STR_TALK_OVER : STR_TALK_LEFT),
                 talk_clock_format(left, time));
    }
    snprintf(out, size, "%s%s", signs[phase], words);
    return colours[phase];
}

static void draw_end_button(struct draw_list *list, struct rect *foot)
{
    struct text_style style = {THEME_SMALL, false, THEME_SLIDE_MUTED};
    const char *word = str(STR_TALK_END);
    struct rect button = rect_cut_right(foot, draw_text_width(list, style, word) + 48);
    struct rect pill = rect_inset(button, 0, (SLIDE_TALK_FOOT - PILL_H) / 2);
    draw_box(list, pill, PILL_H / 2, (struct paint){PAINT_SOLID, THEME_SLIDE_PANEL, 0}, 0, 0);
    draw_text(list, pill, style, ALIGN_CENTRE, word);
    draw_target(list, (struct rect){button.x - 20, button.y, button.w + 40, button.h}, TALK_TARGET_END, 0);
}

static void draw_foot(struct draw_list *list, const struct screen_view *view, const struct talk_state *state,
                      const struct deck *deck, struct rect frame)
{
    struct rect foot = {frame.x, view->canvas.h - SLIDE_TALK_FOOT, frame.w, SLIDE_TALK_FOOT};
    struct text_style style = {THEME_SMALL, false, THEME_SLIDE_MUTED};
    const struct lecture *lecture = talk_lecture(state, view);
    const char *title = lecture ? lecture->title : deck->title;
    char count[48], time[96];
    draw_end_button(list, &foot);
    rect_cut_right(&foot, 28);
    snprintf(count, sizeof count, "%d / %zu", state->page + 1, deck->slide_count);
    draw_text(list, rect_cut_right(&foot, draw_text_width(list, style, count)), style, ALIGN_RIGHT, count);
    rect_cut_right(&foot, 24);
    struct text_style time_style = {THEME_SMALL, false, talk_time_words(state, view, time, sizeof time)};
    if (*time) {
        draw_text(list, rect_cut_right(&foot, draw_text_width(list, time_style, time)), time_style,
                  ALIGN_RIGHT, time);
        rect_cut_right(&foot, 24);
    }
    int title_w = draw_text_width(list, style, title),
        most = view->canvas.portrait ? foot.w : foot.w * 6 / 10;
    draw_text(list, rect_cut_left(&foot, title_w < most ? title_w : most), style, ALIGN_LEFT, title);
    rect_cut_left(&foot, 24);
    if (foot.w < TRACK_LEAST_W) {
        return; /* upright the words come first: the count says the same */
    }
    foot.y += (SLIDE_TALK_FOOT - 8) / 2;
    foot.h = 8;
    widget_track(list, foot, 0x22FFFFFFu, THEME_GOLD, state->page + 1, (int)deck->slide_count);
}

/* --- what lies over the slide --- */

static void draw_question(struct draw_list *list, const struct screen_view *view,
                          const struct talk_state *state)
{
    bool clear = state->asking == TALK_ASKS_CLEAR;
    char hint[96];
    snprintf(hint, sizeof hint, str(clear ? STR_TALK_CLEAR_HINT : STR_TALK_END_HINT),
             state->vote.count.total);
    struct rect all = {0, 0, view->canvas.w, view->canvas.h};
    draw_fill(list, all, THEME_VEIL);
    struct rect card = {(all.w - 840) / 2, (all.h - 360) / 2, 840, 360};
    draw_box(list, card, 36, (struct paint){PAINT_SOLID, THEME_SURFACE, 0}, 0, 0);
    struct rect inner = rect_inset(card, 60, 52);
    draw_text(list, rect_cut_top(&inner, 80), (struct text_style){THEME_HERO, true, THEME_INK}, ALIGN_LEFT,
              str(clear ? STR_TALK_CLEAR_QUESTION : STR_TALK_END_QUESTION));
    draw_text(list, rect_cut_top(&inner, 50), (struct text_style){THEME_BODY, false, THEME_MUTED}, ALIGN_LEFT,
              hint);
    struct rect row = rect_cut_bottom(&inner, 96);
    struct text_style style = {THEME_STRONG, false, 0};
    const char *no = str(clear ? STR_TALK_KEEP : STR_TALK_GO_ON),
               *yes = str(clear ? STR_TALK_CLEAR : STR_TALK_REALLY_END);
    widget_button(list, rect_cut_left(&row, widget_button_width(list, no)), BUTTON_PRIMARY, style, no,
                  TALK_TARGET_NO, 0);
    rect_cut_left(&row, 24);
    widget_button(list, rect_cut_left(&row, widget_button_width(list, yes)), BUTTON_PLAIN, style, yes,
                  TALK_TARGET_YES, 0);
}

/* A page that is a picture has no foot. In the last minutes, and after them, the time is worth a corner of
 * it: on a ground of its own, as nobody knows what colour the picture has there. */
static void draw_last_minutes(struct draw_list *list, const struct screen_view *view,
                              const struct talk_state *state)
{
    enum { MARGIN = 32, PAD = 28 };
    char time[96];
    enum talk_phase phase = talk_clock_phase(&state->clock, view->now_ms);
    struct text_style style = {THEME_SMALL, true, talk_time_words(state, view, time, sizeof time)};
    if ((phase != TALK_FIVE_LEFT && phase != TALK_ONE_LEFT && phase != TALK_OVER) || !*time) {
        return;
    }
    int w = draw_text_width(list, style, time) + 2 * PAD;
    struct rect pill = {view->canvas.w - MARGIN - w, view->canvas.h - MARGIN - PILL_H, w, PILL_H};
    draw_box(list, pill, PILL_H / 2, (struct paint){PAINT_SOLID, COLOUR_PILL, 0}, 0, 0);
    draw_text(list, pill, style, ALIGN_CENTRE, time);
}

/* Where there is one display only, the speaker may want to see them all the same. */
static void draw_notes(struct draw_list *list, const struct screen_view *view, const struct slide *slide)
{
    int w = view->canvas.w * (view->canvas.portrait ? 80 : 42) / 100, h = NOTES_LINES * NOTES_LINE_H + 100;
    struct rect panel = {view->canvas.w - w - 40, view->canvas.h - SLIDE_TALK_FOOT - h, w, h};
    bool none = !*slide->notes;
    draw_box(list, panel, THEME_RADIUS, (struct paint){PAINT_SOLID, 0xF2241C19u, 0}, 2, THEME_GOLD);
    struct rect inner = rect_inset(panel, 32, 22);
    draw_text(list, rect_cut_top(&inner, 48), (struct text_style){THEME_SMALL, false, THEME_SLIDE_MUTED},
              ALIGN_LEFT, str(STR_TALK_NOTES));
    draw_text_lines(list, inner,
                    (struct text_style){THEME_BODY, false, none ? THEME_SLIDE_MUTED : THEME_SLIDE_INK},
                    ALIGN_LEFT, NOTES_LINE_H, NOTES_LINES, none ? str(STR_TALK_NO_NOTES) : slide->notes);
}

/* --- the overview --- */

struct talk_grid talk_grid(const struct screen_view *view)
{
    struct rect area =
        rect_inset((struct rect){0, 0, view->canvas.w, view->canvas.h}, GRID_MARGIN, GRID_MARGIN);
    return (struct talk_grid){.columns = view->canvas.portrait ? 2 : 4,
                              .rows = (area.h + GRID_GAP) / (CELL_H + GRID_GAP),
                              .area = area};
}

static void draw_cell(struct draw_list *list, const struct talk_state *state, const struct deck *deck,
                      int page, struct rect cell)
{
    const struct slide *slide = &deck->slides[page];
    bool chosen = page == state->chosen, current = page == state->page;
    char number[48];
    const char *words = *slide->title ? slide->title
                        : slide->block_count > 0 && slide->blocks[0].content.text
                            ? slide->blocks[0].content.text
                            : "";
    draw_box(list, cell, 18, (struct paint){PAINT_SOLID, THEME_SLIDE_PANEL, 0}, chosen ? 6 : 2,
             chosen ? THEME_GOLD : 0xFF5A4638u);
    struct rect inner = rect_inset(cell, 24, 16);
    snprintf(number, sizeof number, current ? "▶ %d" : "%d", page + 1);
    draw_text(list, rect_cut_top(&inner, 40),
              (struct text_style){THEME_SMALL, current, current ? THEME_GOLD : THEME_SLIDE_MUTED}, ALIGN_LEFT,
              number);
    draw_text_lines(list, inner, (struct text_style){THEME_BODY, false, THEME_SLIDE_INK}, ALIGN_LEFT, 40, 3,
                    words);
    draw_target(list, cell, TALK_TARGET_PAGE, page);
}

static void draw_overview(struct draw_list *list, const struct screen_view *view,
                          const struct talk_state *state, const struct deck *deck)
{
    struct talk_grid grid = talk_grid(view);
    int w = (grid.area.w - (grid.columns - 1) * GRID_GAP) / grid.columns;
    int first_row = state->chosen / grid.columns - grid.rows / 2, count = (int)deck->slide_count;
    int rows = (count + grid.columns - 1) / grid.columns;
    first_row = first_row + grid.rows > rows ? rows - grid.rows : first_row;
    first_row = first_row < 0 ? 0 : first_row;
    draw_fill(list, (struct rect){0, 0, view->canvas.w, view->canvas.h}, THEME_SLIDE_BG);
    for (int i = 0; i < grid.rows * grid.columns; i++) {
        int page = first_row * grid.columns + i;
        if (page < count) {
            struct rect cell = {grid.area.x + i % grid.columns * (w + GRID_GAP),
                                grid.area.y + i / grid.columns * (CELL_H + GRID_GAP), w, CELL_H};
            draw_cell(list, state, deck, page, cell);
        }
    }
}

/* --- the whole --- */

static void draw_nothing(struct draw_list *list, struct rect all)
{
    draw_fill(list, all, THEME_SLIDE_BG);
    draw_text(list, all, (struct text_style){THEME_NUMBER, false, THEME_SLIDE_INK}, ALIGN_CENTRE,
              str(STR_TALK_NO_DECK));
}

static void draw_page(struct draw_list *list, const struct screen_view *view, const struct talk_state *state,
                      const struct slide_fitted *fitted)
{
    struct rect all = {0, 0, view->canvas.w, view->canvas.h};
    size_t page =
        (size_t)state->page < fitted->deck.slide_count ? (size_t)state->page : fitted->deck.slide_count - 1;
    const struct slide *slide = &fitted->deck.slides[page];
    bool full = slide->setting == SLIDE_FULL_PAGE;
    struct paint glow = {PAINT_GLOW, THEME_SLIDE_GLOW, THEME_SLIDE_BG},
                 black = {PAINT_SOLID, COLOUR_BLACK, 0};
    draw_box(list, all, 0, full ? black : glow, 0, 0);
    struct talk_vote_look votes;
    talk_vote_look(&state->vote, slide, state->step, false, &votes);
    struct slide_moment moment = {state->step, &votes.votes,
                                  talk_vote_is_open(slide, state->step) ? TALK_TARGET_CHOICE : 0};
    slide_draw(list, view, slide, fitted->sizes[page], &slide_look_talk, &fitted->frame, moment, NULL);
    if (full) {
        draw_last_minutes(list, view, state);
    } else {
        draw_foot(list, view, state, &fitted->deck, fitted->frame.rect);
    }
    if (state->notes) {
        draw_notes(list, view, slide);
    }
}

void talk_view_draw(const struct talk_state *state, const struct screen_view *view, struct draw_list *list)
{
    const struct slide_fitted *fitted = talk_pages(state, view);
    struct rect all = {0, 0, view->canvas.w, view->canvas.h};
    if (!fitted) {
        draw_nothing(list, all);
    } else if (state->overview) {
        draw_overview(list, view, state, &fitted->deck);
    } else if (state->cover != TALK_OPEN) {
        draw_fill(list, all, state->cover == TALK_BLACK ? COLOUR_BLACK : COLOUR_WHITE);
    } else {
        draw_page(list, view, state, fitted);
    }
    if (state->asking) {
        draw_question(list, view, state);
    }
}
