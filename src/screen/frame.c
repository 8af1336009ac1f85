#include "screen/frame.h"

#include "base/civil.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <stdio.h>
#include <string.h>

static const enum str_id nav_labels[SCREEN_NAV_COUNT] = {STR_NAV_HOME, STR_NAV_PROGRAMME, STR_NAV_KEYPOINTS,
                                                         STR_NAV_REPORT, STR_NAV_KEYPAD};

static int margin(const struct screen_view *view)
{
    return view->canvas.portrait ? THEME_MARGIN_PORTRAIT : THEME_MARGIN;
}

const char *frame_date(int64_t ms, bool short_weekday, char out[FRAME_DATE_SIZE])
{
    static const enum str_id full[] = {STR_SUNDAY,   STR_MONDAY, STR_TUESDAY, STR_WEDNESDAY,
                                       STR_THURSDAY, STR_FRIDAY, STR_SATURDAY};
    static const enum str_id brief[] = {STR_SUN, STR_MON, STR_TUE, STR_WED, STR_THU, STR_FRI, STR_SAT};
    static const enum str_id months[] = {STR_JAN, STR_FEB, STR_MAR, STR_APR, STR_MAY, STR_JUN,
                                         STR_JUL, STR_AUG, STR_SEP, STR_OCT, STR_NOV, STR_DEC};
    struct civil civil;
    civil_from_ms(ms, &civil);
    snprintf(out, FRAME_DATE_SIZE, str(STR_DATE_FORMAT), str(months[civil.month - 1]), civil.day,
             str((short_weekday ? brief : full)[civil.weekday]));
    return out;
}

const char *frame_span(const struct lecture *lecture, char out[FRAME_SPAN_SIZE])
{
    char start[CIVIL_TEXT_SIZE], end[CIVIL_TEXT_SIZE];
    snprintf(out, FRAME_SPAN_SIZE, "%.5s–%.5s", civil_format(lecture->start_ms, CIVIL_HOUR_MINUTE, start),
             civil_format(lecture->end_ms, CIVIL_HOUR_MINUTE, end));
    return out;
}

const char *frame_moved(const struct lecture *lecture, char out[FRAME_MOVED_SIZE])
{
    char planned[CIVIL_TEXT_SIZE], start[CIVIL_TEXT_SIZE];
    out[0] = '\0';
    if (lecture->start_ms != lecture->planned_start_ms) {
        snprintf(out, FRAME_MOVED_SIZE,
                 str(lecture->start_ms > lecture->planned_start_ms ? STR_MOVED_LATER : STR_MOVED_EARLIER),
                 civil_format(lecture->planned_start_ms, CIVIL_HOUR_MINUTE, planned),
                 civil_format(lecture->start_ms, CIVIL_HOUR_MINUTE, start));
    }
    return out;
}

const char *frame_speaker(const struct lecture *lecture, char out[FRAME_SPEAKER_SIZE])
{
    snprintf(out, FRAME_SPEAKER_SIZE, *lecture->speaker_title ? "%s · %s" : "%s%s", lecture->speaker_title,
             lecture->speaker);
    return out;
}

const char *frame_audience(const struct lecture *lecture, char out[FRAME_AUDIENCE_SIZE])
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < lecture->audience.count && used + 1 < FRAME_AUDIENCE_SIZE; i++) {
        const char *pieces[] = {i ? str(STR_LIST_SEPARATOR) : "", lecture->audience.items[i]};
        for (int p = 0; p < 2; p++) {
            utf8_copy(out + used, FRAME_AUDIENCE_SIZE - used, pieces[p]);
            used += strlen(out + used);
        }
    }
    return out;
}

static void draw_bar(struct draw_list *list, const struct screen_view *view)
{
    struct rect bar = {0, 0, view->canvas.w, THEME_BAR_H};
    struct rect gold = rect_cut_bottom(&bar, 6);
    draw_box(list, bar, 0, (struct paint){PAINT_ACROSS, THEME_PRIMARY_DARK, THEME_PRIMARY}, 0, 0);
    draw_fill(list, gold, THEME_GOLD);
    struct rect inner = rect_inset(bar, margin(view), 0);

    char text[CIVIL_TEXT_SIZE], date[FRAME_DATE_SIZE];
    struct text_style clock = {THEME_HERO, true, THEME_ON_PRIMARY};
    civil_format(view->now_ms, CIVIL_HOUR_MINUTE, text);
    struct rect at = rect_cut_right(&inner, draw_text_width(list, clock, text));
    draw_text(list, at, clock, ALIGN_RIGHT, text);
    draw_target(list, (struct rect){at.x - 40, 0, at.w + 40 + margin(view), THEME_BAR_H}, FRAME_TARGET_CLOCK,
                0);
    struct text_style small = {THEME_TINY, false, THEME_ON_PRIMARY};
    if (view->simulated) {
        const char *word = str(STR_SIMULATED_TIME);
        int w = draw_text_width(list, small, word);
        rect_cut_right(&inner, 20);
        struct rect box = rect_cut_right(&inner, w + 28);
        box.y = box.y + (box.h - 44) / 2;
        box.h = 44;
        draw_box(list, box, 22, (struct paint){PAINT_SOLID, THEME_GOLD_SOFT, 0}, 0, 0);
        draw_text(list, box, (struct text_style){THEME_TINY, false, THEME_GOLD_INK}, ALIGN_CENTRE, word);
    }
    if (!view->canvas.portrait) {
        frame_date(view->now_ms, false, date);
        rect_cut_right(&inner, 20);
        at = rect_cut_right(&inner, draw_text_width(list, small, date));
        at.y += 8;
        draw_text(list, at, small, ALIGN_RIGHT, date);
    }
    rect_cut_right(&inner, 32);

    const char *title = view->board->has_event ? view->board->event.title : str(STR_PRODUCT);
    struct text_style bold = {view->canvas.portrait ? THEME_NUMBER : THEME_TITLE, true, THEME_ON_PRIMARY};
    struct text_style plain = {THEME_BODY, false, THEME_ON_PRIMARY};
    const char *organiser =
        view->board->has_event && !view->canvas.portrait ? view->board->event.organiser : "";
    int title_w = draw_text_width(list, bold, title), organiser_w = draw_text_width(list, plain, organiser);
    if (title_w > inner.w) {
        title_w = inner.w;
    }
    draw_text(list, rect_cut_left(&inner, title_w), bold, ALIGN_LEFT, title);
    rect_cut_left(&inner, 48);
    if (organiser_w > 0 && organiser_w <= inner.w) {
        draw_text(list, inner, plain, ALIGN_LEFT, organiser);
    }
}

static void draw_nav(struct draw_list *list, const struct screen_view *view, enum screen_id current)
{
    struct rect bar = {0, view->canvas.h - THEME_NAV_H, view->canvas.w, THEME_NAV_H};
    draw_fill(list, bar, THEME_SURFACE);
    draw_fill(list, (struct rect){0, bar.y, bar.w, 2}, THEME_LINE);
    int side = view->canvas.portrait ? 20 : THEME_MARGIN, gap = 8;
    int each = (bar.w - 2 * side - (SCREEN_NAV_COUNT - 1) * gap) / SCREEN_NAV_COUNT;
    for (int i = 0; i < SCREEN_NAV_COUNT; i++) {
        struct rect item = {side + i * (each + gap), bar.y, each, bar.h};
        bool on = i == (int)current;
        if (on) {
            draw_fill(list, (struct rect){item.x, item.y, item.w, 6}, THEME_PRIMARY);
        }
        struct text_style style = {view->canvas.portrait ? THEME_BODY : THEME_STRONG, on,
                                   on ? THEME_PRIMARY : THEME_MUTED};
        const char *label = str(nav_labels[i]);
        int label_w = draw_text_width(list, style, label);
        int key_w = 0;
        char key[4] = {'F', (char)('1' + i), '\0', '\0'};
        struct text_style key_style = {THEME_TINY, false, THEME_MUTED};
        if (!view->canvas.portrait) {
            key_w = draw_text_width(list, key_style, key) + 24;
        }
        int x = item.x + (item.w - label_w - (key_w ? key_w + 16 : 0)) / 2;
        draw_text(list, (struct rect){x, item.y + 6, item.x + item.w - x, item.h - 6}, style, ALIGN_LEFT,
                  label);
        if (key_w) {
            struct rect cap = {x + label_w + 16, item.y + (item.h - 38) / 2 + 3, key_w, 38};
            draw_box(list, cap, 8, (struct paint){PAINT_SOLID, THEME_SURFACE, 0}, 2, THEME_LINE);
            draw_text(list, cap, key_style, ALIGN_CENTRE, key);
        }
        draw_target(list, item, FRAME_TARGET_NAV, i);
    }
}

struct rect frame_main(const struct screen_view *view)
{
    struct rect main = {0, THEME_BAR_H, view->canvas.w, view->canvas.h - THEME_BAR_H - THEME_NAV_H};
    return rect_inset(main, margin(view), view->canvas.portrait ? 32 : 40);
}

void frame_draw_header(struct draw_list *list, const struct screen_view *view)
{
    draw_fill(list, (struct rect){0, THEME_BAR_H, view->canvas.w, view->canvas.h - THEME_BAR_H}, THEME_BG);
    draw_bar(list, view);
}

struct rect frame_draw(struct draw_list *list, const struct screen_view *view, enum screen_id current)
{
    draw_fill(list, (struct rect){0, THEME_BAR_H, view->canvas.w, view->canvas.h - THEME_BAR_H - THEME_NAV_H},
              THEME_BG);
    draw_bar(list, view);
    draw_nav(list, view, current);
    return frame_main(view);
}
