#include "screen/talk_state.h"

#include "base/civil.h"
#include "base/strings.h"
#include "screen/slide_view.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <stdio.h>
#include <string.h>

/* design/presenter.png */
#define COLOUR_GROUND 0xFF14110Eu
#define COLOUR_PANEL  0xFF241C19u
#define COLOUR_TRACK  0xFF453C38u

enum {
    MARGIN = 40,
    GAP = 32,
    RADIUS = 14,
    PAD = 36,
    LABEL_H = 44,
    NOTES_LINE_H = 54,
    ELAPSED_SIZE = 132,
    COUNT_SIZE = 76
};

/* Where the parts are. */
struct plan {
    struct rect current, next, notes, time, count;
};

/* The height of a slide's picture of that width. */
static int picture_h(const struct slide_fitted *fitted, int w)
{
    const struct rect whole = fitted->frame.whole;
    return (int)((long long)w * whole.h / whole.w);
}

static struct plan plan_landscape(struct rect all, const struct slide_fitted *fitted)
{
    struct plan plan;
    int left_w = (all.w - GAP) * 653 / 1000, most_h = all.h * 664 / 1000, next_h;
    struct rect left = rect_cut_left(&all, left_w), right = all;
    int h = picture_h(fitted, left_w);
    rect_cut_left(&right, GAP);
    plan.current = rect_cut_top(&left, h < most_h ? h : most_h);
    rect_cut_top(&left, GAP);
    plan.notes = left;
    next_h = picture_h(fitted, right.w);
    plan.next = rect_cut_top(&right, next_h < all.h * 33 / 100 ? next_h : all.h * 33 / 100);
    rect_cut_top(&right, GAP);
    plan.time = rect_cut_top(&right, (right.h - GAP) / 2);
    rect_cut_top(&right, GAP);
    plan.count = right;
    return plan;
}

static struct plan plan_portrait(struct rect all, const struct slide_fitted *fitted)
{
    struct plan plan;
    int h = picture_h(fitted, all.w), most_h = all.h * 45 / 100;
    plan.current = rect_cut_top(&all, h < most_h ? h : most_h);
    rect_cut_top(&all, GAP);
    struct rect row = rect_cut_top(&all, 330);
    plan.next = rect_cut_left(&row, (row.w - GAP) / 2);
    rect_cut_left(&row, GAP);
    plan.time = row;
    rect_cut_top(&all, GAP);
    plan.count = rect_cut_bottom(&all, 280);
    rect_cut_bottom(&all, GAP);
    plan.notes = all;
    return plan;
}

static void draw_panel(struct draw_list *list, struct rect rect)
{
    draw_box(list, rect, RADIUS, (struct paint){PAINT_SOLID, COLOUR_PANEL, 0}, 0, 0);
}

static void draw_label(struct draw_list *list, struct rect *inner, const char *text)
{
    draw_text(list, rect_cut_top(inner, LABEL_H), (struct text_style){THEME_SMALL, false, THEME_SLIDE_MUTED},
              ALIGN_LEFT, text);
}

/* --- slides --- */

/* Where a page lies in its place: as large as that allows. */
static struct rect page_rect(const struct slide_fitted *fitted, struct rect place)
{
    int h = picture_h(fitted, place.w);
    struct rect into = place;
    if (h > place.h) {
        into.w = (int)((long long)place.w * place.h / h);
        into.x += (place.w - into.w) / 2;
    }
    into.h = picture_h(fitted, into.w);
    return into;
}

/* What the hall sees of it, and where the dot is. */
static void draw_pointing(struct draw_list *list, const struct screen_view *view,
                          const struct talk_state *state, const struct slide_fitted *fitted, struct rect into)
{
    struct rect whole = fitted->frame.whole;
    if (talk_zoom_is_on(&state->zoom)) {
        struct rect part = talk_zoom_part(&state->zoom, talk_area(state, view));
        struct rect seen = {into.x + part.x * into.w / whole.w, into.y + part.y * into.w / whole.w,
                            part.w * into.w / whole.w, part.h * into.w / whole.w};
        draw_box(list, seen, 4, (struct paint){PAINT_SOLID, 0, 0}, 4, THEME_GOLD);
    }
    if (state->laser.until_ms) {
        int x = state->laser.x, y = state->laser.y;
        talk_zoom_point(&state->zoom, &x, &y);
        talk_draw_dot(list, into.x + x * into.w / whole.w, into.y + y * into.w / whole.w, 10);
    }
}

/* The page as the hall sees it. */
static void draw_slide(struct draw_list *list, const struct screen_view *view,
                       const struct slide_fitted *fitted, int page, struct slide_moment moment,
                       struct rect place)
{
    int from_w = fitted->frame.whole.w;
    struct rect into = page_rect(fitted, place);
    draw_box(list, place, RADIUS, (struct paint){PAINT_GLOW, THEME_SLIDE_GLOW, THEME_SLIDE_BG}, 0, 0);
    slide_draw_small(list, view, &fitted->deck.slides[page], fitted->sizes[page], &slide_look_talk,
                     &fitted->frame, moment, from_w, into);
}

static void draw_current(struct draw_list *list, const struct screen_view *view,
                         const struct talk_state *state, const struct slide_fitted *fitted, struct rect place)
{
    char count[48];
    const struct slide *slide = &fitted->deck.slides[state->page];
    struct talk_vote_look votes;
    talk_vote_look(&state->vote, slide, state->step, true, &votes);
    draw_slide(list, view, fitted, state->page,
               (struct slide_moment){.step = state->step, .votes = &votes.votes}, place);
    draw_pointing(list, view, state, fitted, page_rect(fitted, place));
    struct rect corner = {place.x + place.w - 260, place.y + place.h - 60, 230, 48};
    snprintf(count, sizeof count, "%d / %zu", state->page + 1, fitted->deck.slide_count);
    draw_text(list, corner, (struct text_style){THEME_BODY, false, THEME_SLIDE_MUTED}, ALIGN_RIGHT, count);
    if (state->cover != TALK_OPEN) {
        const char *words = str(state->cover == TALK_BLACK ? STR_PRESENTER_BLACK : STR_PRESENTER_WHITE);
        widget_chip(list, place.x + 30, place.y + place.h - 40, CHIP_GOLD, words);
    } else if (slide->vote.choices > 0 && vote_stage_at(slide, state->step) == VOTE_ASKED) {
        widget_chip(list, place.x + 30, place.y + place.h - 40, CHIP_GOLD, str(STR_PRESENTER_VOTES));
    }
}

static void draw_next(struct draw_list *list, const struct screen_view *view, const struct talk_state *state,
                      const struct slide_fitted *fitted, struct rect place)
{
    int next = state->page + 1;
    if (next < (int)fitted->deck.slide_count) {
        draw_slide(list, view, fitted, next, (struct slide_moment){.step = SLIDE_ALL_STEPS}, place);
        const char *word = str(STR_PRESENTER_NEXT);
        widget_chip(list, place.x + place.w - 20 - widget_chip_width(list, word), place.y + place.h - 34,
                    CHIP_GOLD, word);
        return;
    }
    draw_panel(list, place);
    draw_text(list, place, (struct text_style){THEME_BODY, false, THEME_SLIDE_MUTED}, ALIGN_CENTRE,
              str(STR_PRESENTER_LAST));
}

static void draw_notes(struct draw_list *list, const struct slide *slide, struct rect place)
{
    draw_panel(list, place);
    struct rect inner = rect_inset(place, PAD, 26);
    bool none = !*slide->notes;
    draw_label(list, &inner, str(STR_TALK_NOTES));
    draw_text_lines(list, inner,
                    (struct text_style){THEME_NUMBER, false, none ? THEME_SLIDE_MUTED : THEME_SLIDE_INK},
                    ALIGN_LEFT, NOTES_LINE_H, 40, none ? str(STR_TALK_NO_NOTES) : slide->notes);
}

/* --- time and people --- */

/* What there is to say of the time: left, planned, now. */
static void time_line(const struct talk_state *state, const struct screen_view *view, char *out, size_t size)
{
    char words[96], plan[64] = "", clock[CIVIL_TEXT_SIZE], now[64];
    const struct lecture *lecture = talk_lecture(state, view);
    talk_time_words(state, view, words, sizeof words);
    if (lecture) {
        snprintf(plan, sizeof plan, str(STR_PRESENTER_PLAN),
                 (int)((lecture->end_ms - lecture->start_ms) / 60000));
    }
    snprintf(now, sizeof now, str(STR_PRESENTER_NOW), civil_format(view->now_ms, CIVIL_HOUR_MINUTE, clock));
    snprintf(out, size, "%s%s%s%s%s", words, *words ? " · " : "", plan, *plan ? " · " : "", now);
}

static void draw_time(struct draw_list *list, const struct screen_view *view, const struct talk_state *state,
                      struct rect place)
{
    char text[TALK_CLOCK_TEXT_SIZE], line[256], words[96];
    int64_t elapsed = talk_clock_elapsed_ms(&state->clock, view->now_ms);
    int64_t left = talk_clock_left_ms(&state->clock, view->now_ms);
    uint32_t colour = talk_time_words(state, view, words, sizeof words);
    colour = colour == THEME_SLIDE_MUTED ? THEME_SLIDE_INK : colour;
    draw_panel(list, place);
    struct rect inner = rect_inset(place, PAD, 22);
    draw_label(list, &inner, str(STR_PRESENTER_USED));
    struct rect track = rect_cut_bottom(&inner, 14);
    rect_cut_bottom(&inner, 18);
    time_line(state, view, line, sizeof line);
    struct text_style style = {THEME_SMALL, false, THEME_SLIDE_MUTED};
    int lines = draw_text_width(list, style, line) > inner.w ? 2 : 1;
    struct rect small = rect_cut_bottom(&inner, 40 * lines);
    talk_clock_format(elapsed / 1000 * 1000, text);
    int size = inner.h * 9 / 10 < ELAPSED_SIZE ? inner.h * 9 / 10 : ELAPSED_SIZE;
    draw_text(list, inner, (struct text_style){size, true, colour}, ALIGN_LEFT, text);
    draw_text_lines(list, small, style, ALIGN_LEFT, small.h / lines, (size_t)lines, line);
    if (state->clock.end_ms) {
        int whole = (int)((elapsed + (left > 0 ? left : 0)) / 1000);
        widget_track(list, track, COLOUR_TRACK, THEME_GOLD, (int)(elapsed / 1000), whole > 0 ? whole : 1);
    }
}

static void draw_count(struct draw_list *list, const struct screen_view *view, const struct talk_state *state,
                       struct rect place)
{
    const struct lecture *lecture = talk_lecture(state, view);
    draw_panel(list, place);
    struct rect inner = rect_inset(place, PAD, 26);
    struct text_style keys = {THEME_TINY, false, THEME_SLIDE_MUTED};
    draw_label(list, &inner, str(STR_PRESENTER_SIGNED_IN));
    draw_text_lines(list, rect_cut_bottom(&inner, 76), keys, ALIGN_LEFT, 38, 2, str(STR_PRESENTER_KEYS));
    if (!lecture) {
        return;
    }
    const struct tally *tally = board_tally(view->board, lecture);
    char present[16], expected[24];
    struct text_style large = {COUNT_SIZE, true, THEME_SLIDE_INK},
                      small = {THEME_NUMBER, false, THEME_SLIDE_INK};
    snprintf(present, sizeof present, "%d", tally_present(tally));
    snprintf(expected, sizeof expected, " / %d", tally->expected);
    struct rect row = rect_cut_top(&inner, 110);
    int w = draw_text_width(list, large, present);
    draw_text(list, rect_cut_left(&row, w), large, ALIGN_LEFT, present);
    row.y += 14;
    draw_text(list, row, small, ALIGN_LEFT, expected);
}

void presenter_view_draw(const struct talk_state *state, const struct screen_view *view,
                         struct draw_list *list)
{
    const struct slide_fitted *fitted = talk_pages(state, view);
    struct rect all = {0, 0, view->canvas.w, view->canvas.h};
    draw_fill(list, all, COLOUR_GROUND);
    if (!fitted || state->page >= (int)fitted->deck.slide_count) {
        return;
    }
    struct rect inside = rect_inset(all, MARGIN, MARGIN);
    struct plan plan = view->canvas.portrait ? plan_portrait(inside, fitted) : plan_landscape(inside, fitted);
    draw_current(list, view, state, fitted, plan.current);
    draw_next(list, view, state, fitted, plan.next);
    draw_notes(list, &fitted->deck.slides[state->page], plan.notes);
    draw_time(list, view, state, plan.time);
    draw_count(list, view, state, plan.count);
}
