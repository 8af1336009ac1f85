#include "screen/frame.h"
#include "screen/screen.h"
#include "screen/slide_view.h"

#include "base/strings.h"
#include "text/lines.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <stdio.h>

enum keypoints_target { TARGET_POINT = 1 };
enum {
    TURN_MS = 20000,
    TOC_W = 640,
    TOC_LINE = 37,
    TOC_PAD = 12,
    TOC_NUMBER_W = 72,
    KEPT_BEFORE = 2 /* points before the current one stay in sight, so that a finger can go back */
};

struct keypoints_state {
    int point;
    int64_t turn_at_ms; /* monotonic: the next page turns by itself */
};

static int count_of(const struct screen_view *view)
{
    return (int)view->board->keypoints.slide_count;
}

static void keypoints_enter(void *memory, const struct screen_view *view, const char *argument)
{
    struct keypoints_state *state = memory;
    (void)argument;
    state->turn_at_ms = view->mono_ms + TURN_MS;
}

static void show(struct keypoints_state *state, const struct screen_view *view, int point)
{
    int count = count_of(view);
    state->point = count ? (point % count + count) % count : 0;
    state->turn_at_ms = view->mono_ms + TURN_MS;
}

static bool keypoints_handle(void *memory, const struct screen_view *view, const struct ui_event *event)
{
    struct keypoints_state *state = memory;
    if (event->type == UI_PRESS && event->target == TARGET_POINT) {
        show(state, view, event->argument);
        return true;
    }
    if (event->type == UI_WHEEL) {
        show(state, view, state->point - event->steps);
        return true;
    }
    if (event->type != UI_KEY) {
        return false;
    }
    switch (event->key) {
    case UI_KEY_UP:
    case UI_KEY_LEFT:
    case UI_KEY_PAGE_UP:
        show(state, view, state->point - 1);
        return true;
    case UI_KEY_DOWN:
    case UI_KEY_RIGHT:
    case UI_KEY_PAGE_DOWN:
        show(state, view, state->point + 1);
        return true;
    case UI_KEY_HOME:
        show(state, view, 0);
        return true;
    case UI_KEY_END:
        show(state, view, count_of(view) - 1);
        return true;
    default:
        return false;
    }
}

static int64_t keypoints_deadline_ms(const void *memory, const struct screen_view *view)
{
    const struct keypoints_state *state = memory;
    return count_of(view) > 1 ? state->turn_at_ms : 0;
}

static void keypoints_tick(void *memory, const struct screen_view *view)
{
    struct keypoints_state *state = memory;
    show(state, view, state->point + 1);
}

/* 一 to 十 in Chinese, where there are no more of them; else digits. */
static const char *ordinal(int number, size_t of, char out[16])
{
    static const char *const digits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    if (strings_lang() != LANG_ZH || of > 10) {
        snprintf(out, 16, "%d", number);
    } else {
        snprintf(out, 16, "%s", digits[number]);
    }
    return out;
}

static int item_height(const struct draw_list *list, const char *title, int width, int size, int line,
                       bool bold)
{
    struct text_lines lines;
    text_break_lines(list->measure, size, bold, title, width, 3, &lines);
    return (int)lines.count * line + 2 * TOC_PAD;
}

static void draw_contents(struct draw_list *list, const struct screen_view *view,
                          const struct keypoints_state *state, struct rect card)
{
    widget_card(list, card);
    struct rect inner = rect_inset(card, 2, 16);
    const struct deck *points = &view->board->keypoints;
    int width = inner.w - 38 - TOC_NUMBER_W - 28, total = 0;
    for (size_t i = 0; i < points->slide_count; i++) {
        total += item_height(list, points->slides[i].title, width, THEME_SMALL, TOC_LINE, true);
    }
    int spare = points->slide_count ? (inner.h - total) / (int)points->slide_count : 0;
    spare = spare < 0 ? 0 : spare > 60 ? 60 : spare;
    /* more points than the card holds: keep the current one in sight */
    size_t first = 0;
    while (total + spare > inner.h && first + KEPT_BEFORE < (size_t)state->point &&
           first + 1 < points->slide_count) {
        total -= item_height(list, points->slides[first++].title, width, THEME_SMALL, TOC_LINE, true);
    }
    for (size_t i = first; i < points->slide_count; i++) {
        bool on = (int)i == state->point;
        int height = item_height(list, points->slides[i].title, width, THEME_SMALL, TOC_LINE, true) + spare;
        if (height > inner.h + 2) {
            break;
        }
        struct rect row = rect_cut_top(&inner, height);
        draw_target(list, row, TARGET_POINT, (int)i);
        if (on) {
            draw_fill(list, row, THEME_PRIMARY_SOFT);
            draw_fill(list, (struct rect){row.x, row.y, 10, row.h}, THEME_PRIMARY);
        }
        rect_cut_left(&row, 38);
        char number[16];
        struct rect left = rect_cut_left(&row, TOC_NUMBER_W);
        draw_text(list, left, (struct text_style){THEME_NUMBER, true, on ? THEME_PRIMARY : THEME_GOLD_DEEP},
                  ALIGN_LEFT, ordinal((int)i + 1, points->slide_count, number));
        rect_cut_right(&row, 28);
        struct text_style style = {THEME_SMALL, on, on ? THEME_PRIMARY : THEME_INK};
        int text_h =
            item_height(list, points->slides[i].title, row.w, THEME_SMALL, TOC_LINE, on) - 2 * TOC_PAD;
        row.y += (row.h - text_h) / 2;
        row.h = text_h;
        draw_text_balanced(list, row, style, ALIGN_LEFT, TOC_LINE, 3, points->slides[i].title);
    }
}

static void draw_point(struct draw_list *list, const struct screen_view *view,
                       const struct keypoints_state *state, struct rect card)
{
    const struct deck *points = &view->board->keypoints;
    char number[16], whole[16], words[96];
    widget_card(list, card);
    struct rect inner = rect_inset(card, view->canvas.portrait ? 44 : 64, 44);
    struct rect foot = rect_cut_bottom(&inner, 46);
    snprintf(words, sizeof words, str(STR_KEYPOINT_CHIP),
             ordinal(state->point + 1, points->slide_count, number),
             ordinal((int)points->slide_count, points->slide_count, whole));
    int top_y, head_h = 46 + 14;
    rect_cut_top(&inner, head_h);
    rect_cut_bottom(&inner, 12);
    const struct slide *point = &points->slides[state->point];
    struct slide_frame frame = slide_keypoint_frame(inner);
    slide_draw(list, view, point, slide_sizes_alone(point, &frame, list->measure), &slide_look_keypoint,
               &frame, (struct slide_moment){.step = SLIDE_ALL_STEPS}, &top_y);
    widget_chip(list, inner.x, top_y - head_h + 23, CHIP_GOLD, words);
    if (points->slide_count > 1) {
        snprintf(words, sizeof words, str(STR_KEYPOINT_TURNS), TURN_MS / 1000);
        int w = widget_chip_width(list, words);
        widget_chip(list, foot.x + foot.w - w, foot.y + 23, CHIP_MUTE, words);
    }
}

static void keypoints_draw(const void *memory, const struct screen_view *view, struct draw_list *list)
{
    const struct keypoints_state *state = memory;
    struct rect main = frame_draw(list, view, SCREEN_KEYPOINTS);
    if (count_of(view) == 0) {
        widget_card(list, main);
        draw_text(list, main, (struct text_style){THEME_BODY, false, THEME_MUTED}, ALIGN_CENTRE,
                  str(STR_KEYPOINTS_EMPTY));
        return;
    }
    if (view->canvas.portrait) {
        draw_point(list, view, state, rect_cut_top(&main, main.h * 52 / 100));
        rect_cut_top(&main, THEME_GAP);
    } else {
        draw_contents(list, view, state, rect_cut_left(&main, TOC_W));
        rect_cut_left(&main, THEME_GAP);
        draw_point(list, view, state, main);
        return;
    }
    draw_contents(list, view, state, main);
}

const struct screen_ops keypoints_screen = {
    .name = "keypoints",
    .state_size = sizeof(struct keypoints_state),
    .stays = true,
    .enter = keypoints_enter,
    .handle = keypoints_handle,
    .deadline_ms = keypoints_deadline_ms,
    .tick = keypoints_tick,
    .draw = keypoints_draw,
};
