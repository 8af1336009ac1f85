#include "screen/talk_state.h"

#include "base/strings.h"
#include "screen/slide_view.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <stdio.h>
#include <string.h>

enum { PILL_H = 52, TRACK_LEAST_W = 60, NOTES_LINES = 7, NOTES_LINE_H = 44, HINT_H = 72, LASER_RADIUS = 16 };
#define COLOUR_URGENT     0xFFFF9A85u
#define COLOUR_BLACK      0xFF000000u
#define COLOUR_WHITE      0xFFFFFFFFu
#define COLOUR_OVER       0xF2241C19u
#define COLOUR_LASER      0xFFFF2D20u
#define COLOUR_LASER_GLOW 0x50FF2D20u
#define COLOUR_PILL       0xEB1B1210u /* letters keep 4.5 : 1 on it even over white */

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
    draw_box(list, panel, THEME_RADIUS, (struct paint){PAINT_SOLID, COLOUR_OVER, 0}, 2, THEME_GOLD);
    struct rect inner = rect_inset(panel, 32, 22);
    draw_text(list, rect_cut_top(&inner, 48), (struct text_style){THEME_SMALL, false, THEME_SLIDE_MUTED},
              ALIGN_LEFT, str(STR_TALK_NOTES));
    draw_text_lines(list, inner,
                    (struct text_style){THEME_BODY, false, none ? THEME_SLIDE_MUTED : THEME_SLIDE_INK},
                    ALIGN_LEFT, NOTES_LINE_H, NOTES_LINES, none ? str(STR_TALK_NO_NOTES) : slide->notes);
}

/* --- zoom and pointing --- */

static void draw_hint(struct draw_list *list, const struct screen_view *view, const char *words)
{
    struct text_style style = {THEME_BODY, false, THEME_SLIDE_INK};
    int w = draw_text_width(list, style, words) + 80;
    struct rect pill = {(view->canvas.w - w) / 2, 36, w, HINT_H};
    draw_box(list, pill, HINT_H / 2, (struct paint){PAINT_SOLID, COLOUR_OVER, 0}, 2, THEME_GOLD);
    draw_text(list, pill, style, ALIGN_CENTRE, words);
}

static void draw_pointing(struct draw_list *list, const struct screen_view *view,
                          const struct talk_state *state)
{
    struct rect frame = talk_zoom_frame(&state->zoom);
    if (!rect_is_empty(frame)) {
        draw_box(list, frame, 8, (struct paint){PAINT_SOLID, 0, 0}, 6, THEME_GOLD);
    } else if (state->zoom.armed) {
        draw_hint(list, view, str(STR_TALK_ZOOM_HINT));
    } else if (state->laser.held && !state->laser.until_ms) {
        draw_hint(list, view, str(STR_TALK_LASER_HINT));
    }
    if (state->laser.until_ms) {
        talk_draw_dot(list, state->laser.x, state->laser.y, LASER_RADIUS);
    }
}

void talk_draw_dot(struct draw_list *list, int x, int y, int radius)
{
    draw_disc(list, x, y, radius * 2, COLOUR_LASER_GLOW);
    draw_disc(list, x, y, radius + radius / 4, COLOUR_WHITE);
    draw_disc(list, x, y, radius, COLOUR_LASER);
}

/* --- the whole --- */

static void draw_nothing(struct draw_list *list, struct rect all)
{
    draw_fill(list, all, THEME_SLIDE_BG);
    draw_text(list, all, (struct text_style){THEME_NUMBER, false, THEME_SLIDE_INK}, ALIGN_CENTRE,
              str(STR_TALK_NO_DECK));
}

/* The part that was chosen, as large as there is room; the foot stays. */
static void draw_zoomed(struct draw_list *list, const struct screen_view *view,
                        const struct talk_state *state, const struct slide_fitted *fitted, size_t page,
                        struct slide_moment moment)
{
    struct rect area = talk_area(state, view), whole = fitted->frame.whole;
    struct rect foot = {0, area.h, view->canvas.w, view->canvas.h - area.h};
    moment.choice_target = 0; /* a finger moves the part */
    slide_draw_small(list, view, &fitted->deck.slides[page], fitted->sizes[page], &slide_look_talk,
                     &fitted->frame, moment, whole.w, talk_zoom_page(&state->zoom, whole));
    draw_fill(list, foot, THEME_SLIDE_BG);
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
    /* a finger that drags out a part, or moves the dot, may begin on a choice */
    bool chooses = talk_vote_is_open(slide, state->step) && !state->zoom.armed && !state->laser.held;
    struct slide_moment moment = {
        .step = state->step, .votes = &votes.votes, .choice_target = chooses ? TALK_TARGET_CHOICE : 0};
    if (talk_zoom_is_on(&state->zoom)) {
        draw_zoomed(list, view, state, fitted, page, moment);
    } else {
        slide_draw(list, view, slide, fitted->sizes[page], &slide_look_talk, &fitted->frame, moment, NULL);
    }
    if (full) {
        draw_last_minutes(list, view, state);
    } else {
        draw_foot(list, view, state, &fitted->deck, fitted->frame.rect);
    }
    if (state->notes) {
        draw_notes(list, view, slide);
    }
    draw_pointing(list, view, state);
}

void talk_view_draw(const struct talk_state *state, const struct screen_view *view, struct draw_list *list)
{
    const struct slide_fitted *fitted = talk_pages(state, view);
    struct rect all = {0, 0, view->canvas.w, view->canvas.h};
    if (!fitted) {
        draw_nothing(list, all);
    } else if (state->overview) {
        talk_overview_draw(state, view, fitted, list);
    } else if (state->cover != TALK_OPEN) {
        draw_fill(list, all, state->cover == TALK_BLACK ? COLOUR_BLACK : COLOUR_WHITE);
    } else {
        draw_page(list, view, state, fitted);
    }
    if (state->asking) {
        draw_question(list, view, state);
    }
}
