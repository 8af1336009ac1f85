#include "screen/staff_clock.h"

#include "base/civil.h"
#include "base/strings.h"
#include "screen/frame.h"
#include "screen/staff_frame.h"
#include "screen/staff_pad.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <stdio.h>
#include <string.h>

enum clock_target { TARGET_CLOSE = 700, TARGET_FIELD /* argument: the date */, TARGET_CONFIRM };

enum { GAP = 12, FIELD_H = 110, CONFIRM_H = 100, COLUMN_W = 560, DATE_CHARS = 8, TIME_CHARS = 4 };

const char *staff_clock_words(int64_t ms, char out[STAFF_CLOCK_WORDS_SIZE])
{
    char time[CIVIL_TEXT_SIZE], date[FRAME_DATE_SIZE];
    struct civil civil;
    civil_from_ms(ms, &civil);
    snprintf(out, STAFF_CLOCK_WORDS_SIZE, str(STR_SETTINGS_CLOCK_FORMAT), civil.year,
             frame_date(ms, true, date), civil_format(ms, CIVIL_HOUR_MINUTE, time));
    return out;
}

void staff_clock_open(struct staff_clock *clock, const struct screen_view *view)
{
    struct civil civil;
    civil_from_ms(view->now_ms, &civil);
    *clock = (struct staff_clock){.open = true};
    char date[32];
    snprintf(date, sizeof date, "%04d%02d%02d", civil.year, civil.month, civil.day);
    memcpy(clock->date, date, DATE_CHARS);
}

static int number(const char *digits, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        value = value * 10 + (digits[i] - '0');
    }
    return value;
}

/* False where what was typed is no date or no time of day. */
static bool typed_ms(const struct staff_clock *clock, int64_t *out)
{
    if (strlen(clock->date) != DATE_CHARS || strlen(clock->time) != TIME_CHARS) {
        return false;
    }
    struct civil civil = {.year = number(clock->date, 4),
                          .month = number(clock->date + 4, 2),
                          .day = number(clock->date + 6, 2),
                          .hour = number(clock->time, 2),
                          .minute = number(clock->time + 2, 2)};
    return civil_to_ms(&civil, out);
}

static void confirm(const struct staff_clock *clock, const struct screen_view *view)
{
    struct staff_request request = staff_frame_request(view, STAFF_ANCHOR);
    if (typed_ms(clock, &request.at_ms)) {
        staff_frame_do(view, &request);
    }
}

bool staff_clock_handle(struct staff_clock *clock, const struct screen_view *view,
                        const struct ui_event *event)
{
    if (clock->in_date ? staff_pad_edit(clock->date, sizeof clock->date, STAFF_PAD_DIGITS, event)
                       : staff_pad_edit(clock->time, sizeof clock->time, STAFF_PAD_DIGITS, event)) {
        return true;
    }
    if (event->type == UI_KEY) {
        switch (event->key) {
        case UI_KEY_UP:
        case UI_KEY_DOWN:
            clock->in_date = !clock->in_date;
            return true;
        case UI_KEY_ENTER:
            confirm(clock, view);
            return true;
        case UI_KEY_ESCAPE:
            clock->open = false;
            return true;
        default:
            return false;
        }
    }
    if (event->type != UI_PRESS) {
        return false;
    }
    switch (event->target) {
    case TARGET_CLOSE:
        clock->open = false;
        return true;
    case TARGET_FIELD:
        clock->in_date = event->argument;
        return true;
    case TARGET_CONFIRM:
        confirm(clock, view);
        return true;
    default:
        return false;
    }
}

/* "2026-11-22" and "09:52" as far as they are typed. */
static void spell(const char *digits, const int *groups, char between, char *out)
{
    size_t used = 0, at = 0;
    for (int g = 0; groups[g] && digits[at]; g++) {
        if (g > 0) {
            out[used++] = between;
        }
        for (int i = 0; i < groups[g] && digits[at]; i++) {
            out[used++] = digits[at++];
        }
    }
    out[used] = '\0';
}

static void draw_fields(struct draw_list *list, const struct screen_view *view,
                        const struct staff_clock *clock, struct rect area)
{
    static const int date_groups[] = {4, 2, 2, 0}, time_groups[] = {2, 2, 0};
    char text[16], words[STAFF_CLOCK_WORDS_SIZE], line[256];
    struct text_style muted = {THEME_BODY, false, THEME_MUTED};
    snprintf(line, sizeof line, str(STR_SETTINGS_CLOCK_NOW), staff_clock_words(view->now_ms, words));
    rect_cut_top(&area, draw_text_lines(list, area, muted, ALIGN_LEFT, 44, 2, line) + GAP);
    draw_text(list, rect_cut_top(&area, 46), muted, ALIGN_LEFT, str(STR_SETTINGS_DATE));
    struct rect field = rect_cut_top(&area, FIELD_H);
    spell(clock->date, date_groups, '-', text);
    staff_pad_draw_field(list, field, clock->in_date, text, "2026-12-01");
    draw_target(list, field, TARGET_FIELD, 1);
    rect_cut_top(&area, GAP);
    draw_text(list, rect_cut_top(&area, 46), muted, ALIGN_LEFT, str(STR_SETTINGS_TIME));
    field = rect_cut_top(&area, FIELD_H);
    spell(clock->time, time_groups, ':', text);
    staff_pad_draw_field(list, field, !clock->in_date, text, str(STR_SETTINGS_TIME_HINT));
    draw_target(list, field, TARGET_FIELD, 0);
    rect_cut_top(&area, GAP);
    int64_t ms;
    bool wrong = strlen(clock->time) == TIME_CHARS && !typed_ms(clock, &ms);
    draw_text_lines(list, area, (struct text_style){THEME_SMALL, wrong, wrong ? THEME_ERR : THEME_MUTED},
                    ALIGN_LEFT, 38, 3, str(wrong ? STR_SETTINGS_CLOCK_WRONG : STR_SETTINGS_CLOCK_EFFECT));
}

void staff_clock_draw(struct draw_list *list, const struct screen_view *view, const struct staff_clock *clock,
                      struct rect area)
{
    int64_t ms;
    bool live = typed_ms(clock, &ms) && !view->staff->busy;
    struct rect head = rect_cut_top(&area, THEME_TOUCH);
    widget_close(list, rect_cut_right(&head, THEME_TOUCH), TARGET_CLOSE);
    draw_text(list, head, (struct text_style){THEME_NUMBER, true, THEME_INK}, ALIGN_LEFT,
              str(STR_SETTINGS_SET_CLOCK));
    rect_cut_top(&area, GAP);
    widget_button(list, rect_cut_bottom(&area, CONFIRM_H), live ? BUTTON_PRIMARY : BUTTON_KEY,
                  (struct text_style){THEME_NUMBER, true, THEME_MUTED},
                  str(view->staff->busy ? STR_STAFF_SAVING : STR_STAFF_CONFIRM), TARGET_CONFIRM, 0);
    rect_cut_bottom(&area, STAFF_GAP);
    struct rect fields = view->canvas.portrait ? rect_cut_top(&area, 560) : rect_cut_left(&area, COLUMN_W);
    rect_cut_left(&area, view->canvas.portrait ? 0 : THEME_GAP);
    draw_fields(list, view, clock, fields);
    area.h = area.h > 478 ? 478 : area.h;
    staff_pad_draw(list, area, STAFF_PAD_DIGITS, 3);
}
