#include "screen/hero.h"

#include "base/civil.h"
#include "base/strings.h"
#include "screen/frame.h"
#include "text/lines.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <stdio.h>
#include <string.h>

enum { SOON_MS = 12 * 60 * 60000, TURN_MS = 12000, RUNNING_MAX = 16, TITLE_LINE = 70, EDGE_W = 14 };

static size_t running_lectures(const struct screen_view *view, const struct lecture *out[RUNNING_MAX])
{
    const struct programme *programme = &view->board->programme;
    size_t count = 0;
    for (size_t i = 0; i < programme->count && count < RUNNING_MAX; i++) {
        const struct lecture *lecture = &programme->items[i];
        bool here = !*view->board->station_venue || strcmp(view->board->station_venue, lecture->venue) == 0;
        if (here && lecture_phase(lecture, view->now_ms) == LECTURE_RUNNING) {
            out[count++] = lecture;
        }
    }
    return count;
}

const struct lecture *hero_lecture(const struct screen_view *view)
{
    const struct lecture *running[RUNNING_MAX];
    size_t count = running_lectures(view, running);
    if (count > 0) {
        return running[(size_t)(view->mono_ms / TURN_MS) % count];
    }
    return programme_next(&view->board->programme, view->board->station_venue, view->now_ms);
}

bool hero_is_soon(const struct screen_view *view, const struct lecture *lecture)
{
    return lecture->start_ms - view->now_ms <= SOON_MS;
}

int64_t hero_deadline_ms(const struct screen_view *view)
{
    const struct lecture *running[RUNNING_MAX];
    return running_lectures(view, running) > 1 ? (view->mono_ms / TURN_MS + 1) * TURN_MS : 0;
}

static struct text_style title_style(void)
{
    return (struct text_style){THEME_HERO, true, THEME_INK};
}

static size_t title_lines(const struct draw_list *list, const char *title, int width)
{
    struct text_style style = title_style();
    struct text_lines lines;
    text_break_lines(list->measure, style.size, style.bold, title, width - 100, 2, &lines);
    return lines.count ? lines.count : 1;
}

int hero_height(const struct draw_list *list, const struct screen_view *view, int width)
{
    const struct lecture *lecture = hero_lecture(view);
    size_t count = lecture ? title_lines(list, lecture->title, width) : 1;
    return (view->canvas.portrait ? 360 : 318) + ((int)count - 1) * TITLE_LINE;
}

/* "还有 38 分钟结束", "距开始 12 分钟", or the day it is on. */
static const char *time_left(const struct screen_view *view, const struct lecture *lecture, char *out,
                             size_t size)
{
    bool running = lecture_phase(lecture, view->now_ms) == LECTURE_RUNNING;
    int64_t until = (running ? lecture->end_ms : lecture->start_ms) - view->now_ms;
    int minutes = (int)((until + 59999) / 60000);
    if (minutes < 0) {
        minutes = 0;
    }
    if (until > SOON_MS) {
        return frame_date(lecture->start_ms, false, out);
    }
    if (minutes >= 120 && minutes % 60 == 0) {
        snprintf(out, size, str(running ? STR_HERO_ENDS_WHOLE_HOURS : STR_HERO_STARTS_WHOLE_HOURS),
                 minutes / 60);
    } else if (minutes >= 120) {
        snprintf(out, size, str(running ? STR_HERO_ENDS_HOURS : STR_HERO_STARTS_HOURS), minutes / 60,
                 minutes % 60);
    } else {
        snprintf(out, size, str(running ? STR_HERO_ENDS : STR_HERO_STARTS), minutes);
    }
    return out;
}

static void draw_people(struct draw_list *list, const struct screen_view *view, const struct lecture *lecture,
                        struct rect row)
{
    const struct tally *tally = board_tally(view->board, lecture);
    char present[16], rest[96], extra[64] = "";
    snprintf(present, sizeof present, "%d", tally_present(tally));
    if (tally->walk_in > 0) {
        snprintf(extra, sizeof extra, str(STR_HERO_WALK_INS), tally->walk_in);
    }
    snprintf(rest, sizeof rest, str(STR_HERO_COUNT), tally->expected, extra);
    struct text_style bold = {THEME_NUMBER, true, THEME_INK}, plain = {THEME_NUMBER, false, THEME_MUTED};
    int rest_w = draw_text_width(list, plain, rest), bold_w = draw_text_width(list, bold, present);
    draw_text(list, rect_cut_right(&row, rest_w), plain, ALIGN_LEFT, rest);
    draw_text(list, rect_cut_right(&row, bold_w), bold, ALIGN_LEFT, present);
    rect_cut_right(&row, 24);
    row.y += (row.h - 14) / 2;
    row.h = 14;
    widget_track(list, row, THEME_TRACK, THEME_PRIMARY, tally_present(tally), tally->expected);
}

static void draw_speaker(struct draw_list *list, const struct screen_view *view,
                         const struct lecture *lecture, struct rect row)
{
    char names[FRAME_SPEAKER_SIZE], text[FRAME_SPEAKER_SIZE + 64];
    struct text_style ink = {THEME_BODY, false, THEME_INK}, muted = {THEME_BODY, false, THEME_MUTED};
    if (*lecture->speaker) {
        snprintf(text, sizeof text, str(STR_HERO_SPEAKER), frame_speaker(lecture, names));
        if (draw_text_width(list, ink, text) > row.w) {
            snprintf(text, sizeof text, str(STR_HERO_SPEAKER),
                     lecture->speaker); /* rather the name than half a title */
        }
        rect_cut_left(&row, draw_text(list, row, ink, ALIGN_LEFT, text) + 24);
    }
    if (lecture->audience.count > 0 && !view->canvas.portrait && row.w > 240) {
        snprintf(text, sizeof text, str(STR_HERO_AUDIENCE), frame_audience(lecture, names));
        draw_text(list, row, muted, ALIGN_LEFT, text);
    }
}

void hero_draw(struct draw_list *list, const struct screen_view *view, struct rect rect, int target)
{
    const struct lecture *lecture = hero_lecture(view);
    widget_card(list, rect);
    if (!lecture) {
        struct rect inner = rect_inset(rect, 56, 40);
        inner.y = rect.y + (rect.h - 150) / 2;
        draw_text(list, rect_cut_top(&inner, 80), title_style(), ALIGN_LEFT, str(STR_HERO_ALL_OVER));
        draw_text(list, rect_cut_top(&inner, 50), (struct text_style){THEME_BODY, false, THEME_MUTED},
                  ALIGN_LEFT, str(STR_HERO_ALL_OVER_HINT));
        return;
    }
    bool running = lecture_phase(lecture, view->now_ms) == LECTURE_RUNNING;
    bool soon = hero_is_soon(view, lecture);
    widget_edge(list, rect, THEME_RADIUS, EDGE_W, running ? THEME_PRIMARY : THEME_GOLD);
    draw_target(list, rect, target, (int)(lecture - view->board->programme.items));

    struct rect inner = {rect.x + 56, rect.y + 30, rect.w - 100, rect.h - 60};
    struct rect row = rect_cut_top(&inner, 48);
    char left[FRAME_DATE_SIZE + 64], span[FRAME_SPAN_SIZE], when[FRAME_SPAN_SIZE + 400];
    struct text_style muted = {THEME_BODY, false, THEME_MUTED};
    time_left(view, lecture, left, sizeof left);
    draw_text(list, rect_cut_right(&row, draw_text_width(list, muted, left)), muted, ALIGN_RIGHT, left);
    rect_cut_right(&row, 24);
    int centre = row.y + row.h / 2;
    rect_cut_left(&row, widget_chip(list, row.x, centre, running ? CHIP_LIVE : CHIP_GOLD,
                                    str(running ? STR_PHASE_RUNNING
                                        : soon  ? STR_PHASE_NEXT
                                                : STR_PHASE_COMING)) +
                            24);
    char moved[FRAME_MOVED_SIZE];
    const char *word = *frame_moved(lecture, moved) ? moved : lecture->kind; /* a new time before the kind */
    if (*word && widget_chip_width(list, word) <= row.w * 6 / 10) {
        rect_cut_left(&row, widget_chip(list, row.x, centre, CHIP_GOLD, word) + 24);
    }
    frame_span(lecture, span);
    snprintf(when, sizeof when, "%s · %s", span, lecture->venue);
    if (!view->canvas.portrait) {
        static const int sizes[] = {THEME_BODY, THEME_SMALL, THEME_TINY, 0};
        struct text_style fitted = muted;
        fitted.size = text_fit_size(list->measure, sizes, false, when, row.w, 1);
        draw_text(list, row, fitted, ALIGN_LEFT, when);
    }
    rect_cut_top(&inner, 12);
    int title_h = (int)title_lines(list, lecture->title, rect.w) * TITLE_LINE;
    draw_text_balanced(list, rect_cut_top(&inner, title_h), title_style(), ALIGN_LEFT, TITLE_LINE, 2,
                       lecture->title);
    rect_cut_top(&inner, 8);
    if (view->canvas.portrait) {
        draw_text(list, rect_cut_top(&inner, 44), muted, ALIGN_LEFT, when);
    }
    draw_speaker(list, view, lecture, rect_cut_top(&inner, 44));
    draw_people(list, view, lecture, rect_cut_bottom(&inner, 52));
}
