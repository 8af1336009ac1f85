#include "screen/staff_transfer.h"

#include "base/strings.h"
#include "text/lines.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <stdio.h>

enum { LOOK_EVERY_MS = 3000, GAP = 12, LINE_H = 46, MARK = 92 };

void staff_transfer_enter(struct staff_transfer *transfer, const struct screen_view *view)
{
    view->host->find_sticks(view->host->context);
    transfer->look_again_ms = view->mono_ms + LOOK_EVERY_MS;
}

int64_t staff_transfer_deadline_ms(const struct staff_frame *frame, const struct staff_transfer *transfer)
{
    int64_t banner_ms = frame->banner_until_ms, look_ms = transfer->look_again_ms;
    return banner_ms && banner_ms < look_ms ? banner_ms : look_ms;
}

void staff_transfer_tick(struct staff_frame *frame, struct staff_transfer *transfer,
                         const struct screen_view *view)
{
    staff_frame_tick(frame, view);
    if (view->mono_ms >= transfer->look_again_ms) {
        transfer->look_again_ms = view->mono_ms + LOOK_EVERY_MS;
        if (view->staff->transferring == TRANSFER_NONE) {
            view->host->find_sticks(view->host->context);
        }
    }
}

bool staff_transfer_handle(struct staff_transfer *transfer, const struct screen_view *view,
                           const struct ui_event *event)
{
    if (event->type != UI_PRESS) {
        return false;
    }
    switch (event->target) {
    case STAFF_TARGET_STICK:
        transfer->stick = event->argument;
        return true;
    case STAFF_TARGET_CANCEL_TRANSFER:
        view->host->cancel_transfer(view->host->context);
        return true;
    case STAFF_TARGET_CLOSE_RESULT:
        transfer->result = (struct transfer_result){0};
        return true;
    default:
        return false;
    }
}

const struct stick *staff_transfer_stick(const struct staff_transfer *transfer,
                                         const struct screen_view *view)
{
    const struct sticks *sticks = view->staff->sticks;
    if (!sticks || sticks->count == 0) {
        return NULL;
    }
    size_t at = (size_t)transfer->stick < sticks->count ? (size_t)transfer->stick : 0;
    return &sticks->items[at];
}

/* "KINGSTON · 剩余 7.2 GB" */
static void describe(const struct stick *stick, char *out, size_t size)
{
    double mb = (double)stick->free_bytes / 1e6;
    char room[48];
    if (mb >= 1000) {
        snprintf(room, sizeof room, "%.1f GB", mb / 1000);
    } else {
        snprintf(room, sizeof room, "%.0f MB", mb);
    }
    snprintf(out, size, str(stick->read_only ? STR_STICK_ROW_READ_ONLY : STR_STICK_ROW), stick->name, room);
}

void staff_transfer_draw_sticks(struct draw_list *list, const struct screen_view *view,
                                const struct staff_transfer *transfer, struct rect *rest)
{
    const struct sticks *sticks = view->staff->sticks;
    if (!sticks || sticks->count == 0) {
        draw_text_lines(list, rect_cut_top(rest, 2 * LINE_H),
                        (struct text_style){THEME_BODY, false, THEME_MUTED}, ALIGN_LEFT, LINE_H, 2,
                        str(sticks ? STR_STICK_NONE : STR_STICK_LOOKING));
        return;
    }
    const struct stick *chosen = staff_transfer_stick(transfer, view);
    for (size_t i = 0; i < sticks->count; i++) {
        char text[STICK_NAME_SIZE + 96];
        describe(&sticks->items[i], text, sizeof text);
        widget_choice(list, rect_cut_top(rest, THEME_TOUCH), &sticks->items[i] == chosen, text,
                      STAFF_TARGET_STICK, (int)i);
        rect_cut_top(rest, GAP);
    }
}

void staff_transfer_draw_bar(struct draw_list *list, const struct screen_view *view, struct rect rect,
                             const char *words)
{
    char percent[16];
    struct rect middle = rect_inset(rect, 0, (rect.h - 260) / 2);
    struct rect row = rect_cut_top(&middle, 56);
    snprintf(percent, sizeof percent, "%d%%", view->staff->transfer_permille / 10);
    draw_text(list, rect_cut_right(&row, 120), (struct text_style){THEME_NUMBER, true, THEME_INK},
              ALIGN_RIGHT, percent);
    draw_text(list, row, (struct text_style){THEME_NUMBER, false, THEME_INK}, ALIGN_LEFT, words);
    rect_cut_top(&middle, 20);
    widget_track(list, rect_cut_top(&middle, 24), THEME_TRACK, THEME_PRIMARY,
                 view->staff->transfer_permille / 10, 100);
    rect_cut_top(&middle, 36);
    const char *word = str(STR_TRANSFER_CANCEL);
    struct rect button = rect_cut_top(&middle, STAFF_BUTTON_H);
    button.w = widget_button_width(list, word);
    widget_button(list, button, BUTTON_PLAIN, (struct text_style){THEME_STRONG, false, 0}, word,
                  STAFF_TARGET_CANCEL_TRANSFER, 0);
}

void staff_transfer_draw_result(struct draw_list *list, const struct transfer_result *result,
                                struct rect rect)
{
    static const int sizes[] = {THEME_NUMBER, THEME_BODY, THEME_SMALL, 0};
    enum { LINES = 9 };
    int size = text_fit_size(list->measure, sizes, false, result->sentence, rect.w, LINES);
    struct text_lines lines;
    text_break_lines(list->measure, size, false, result->sentence, rect.w, LINES, &lines);
    int height = MARK + 24 + (int)lines.count * LINE_H + 32 + STAFF_BUTTON_H;
    rect = rect_inset(rect, 0, rect.h > height ? (rect.h - height) / 2 : 0);
    struct rect mark = rect_cut_top(&rect, MARK);
    uint32_t colour = result->done ? THEME_OK : THEME_ERR;
    draw_disc(list, mark.x + MARK / 2, mark.y + MARK / 2, MARK / 2, colour);
    struct rect sign = {mark.x + MARK / 4, mark.y + MARK / 4, MARK / 2, MARK / 2};
    if (result->done) {
        widget_tick(list, sign, 10, THEME_SURFACE);
    } else {
        widget_cross(list, rect_inset(sign, 4, 4), 10, THEME_SURFACE);
    }
    draw_text(list, (struct rect){mark.x + MARK + 28, mark.y, mark.w - MARK - 28, MARK},
              (struct text_style){THEME_TITLE, true, colour}, ALIGN_LEFT,
              str(result->done ? STR_TRANSFER_DONE : STR_TRANSFER_FAILED));
    rect_cut_top(&rect, 24);
    draw_text_lines(list, rect_cut_top(&rect, (int)lines.count * LINE_H),
                    (struct text_style){size, false, THEME_INK}, ALIGN_LEFT, LINE_H, LINES, result->sentence);
    rect_cut_top(&rect, 32);
    const char *word = str(STR_TRANSFER_CLOSE);
    struct rect button = rect_cut_top(&rect, STAFF_BUTTON_H);
    button.w = widget_button_width(list, word);
    widget_button(list, button, BUTTON_PLAIN, (struct text_style){THEME_STRONG, false, 0}, word,
                  STAFF_TARGET_CLOSE_RESULT, 0);
}
