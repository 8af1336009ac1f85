/* Taking lists away on a stick: what, of which lecture, to which stick; then the word that it may be pulled.
 */
#include "screen/screen.h"
#include "screen/staff_frame.h"
#include "screen/staff_transfer.h"

#include "base/strings.h"
#include "base/utf8.h"
#include "domain/export_format.h"
#include "ui/theme.h"
#include "ui/widgets.h"

enum export_target { TARGET_FORMAT = 1, /* argument: enum export_format */ TARGET_SCOPE, TARGET_EXPORT };
enum { LECTURE_H = 92, PAD = 36, GAP = 12, LABEL_H = 52 };

/* In the order in which an office asks for them. */
static const struct {
    enum export_format format;
    enum str_id label;
} offered[] = {
    {EXPORT_XLSX, STR_EXPORT_XLSX},         {EXPORT_PDF_SHEET, STR_EXPORT_SHEET},
    {EXPORT_PDF_REPORT, STR_EXPORT_REPORT}, {EXPORT_PDF_BLANK, STR_EXPORT_BLANK},
    {EXPORT_CSV, STR_EXPORT_CSV},           {EXPORT_ICS, STR_EXPORT_ICS},
};
enum { OFFERED = sizeof offered / sizeof *offered };

struct export_state {
    struct staff_frame frame;
    struct staff_transfer transfer;
    unsigned formats; /* bits 1 << enum export_format */
    bool all;         /* every lecture, not only the one staff look at */
};

static void export_enter(void *memory, const struct screen_view *view, const char *argument)
{
    struct export_state *state = memory;
    (void)argument;
    state->formats = 1u << EXPORT_XLSX | 1u << EXPORT_PDF_SHEET | 1u << EXPORT_PDF_REPORT;
    staff_transfer_enter(&state->transfer, view);
}

static bool may_export(const struct export_state *state, const struct screen_view *view)
{
    const struct stick *stick = staff_transfer_stick(&state->transfer, view);
    return stick && !stick->read_only && state->formats != 0 && view->staff->transferring == TRANSFER_NONE &&
           (state->all || staff_frame_lecture(view));
}

static void start(struct export_state *state, const struct screen_view *view)
{
    struct transfer_wish wish = {.formats = state->formats};
    if (!may_export(state, view)) {
        return;
    }
    utf8_copy(wish.path, sizeof wish.path, staff_transfer_stick(&state->transfer, view)->path);
    utf8_copy(wish.lecture, sizeof wish.lecture, state->all ? "" : view->staff->lecture);
    state->transfer.result = (struct transfer_result){0};
    view->host->transfer(view->host->context, TRANSFER_EXPORT, &wish);
}

static bool handle_press(struct export_state *state, const struct screen_view *view,
                         const struct ui_event *event)
{
    switch (event->target) {
    case TARGET_FORMAT:
        state->formats ^= 1u << event->argument;
        return true;
    case TARGET_SCOPE:
        state->all = event->argument != 0;
        return true;
    case TARGET_EXPORT:
        start(state, view);
        return true;
    default:
        return false;
    }
}

static bool export_handle(void *memory, const struct screen_view *view, const struct ui_event *event)
{
    struct export_state *state = memory;
    if (staff_frame_handle(view, event) || staff_transfer_handle(&state->transfer, view, event)) {
        return true;
    }
    if (event->type == UI_KEY && event->key == UI_KEY_ENTER) {
        start(state, view);
        return true;
    }
    return event->type == UI_PRESS && handle_press(state, view, event);
}

static void export_notice(void *memory, const struct screen_view *view, const struct transfer_result *result)
{
    struct export_state *state = memory;
    (void)view;
    if (result->kind == TRANSFER_EXPORT) {
        state->transfer.result = *result;
    }
}

static int64_t export_deadline_ms(const void *memory, const struct screen_view *view)
{
    const struct export_state *state = memory;
    (void)view;
    return staff_transfer_deadline_ms(&state->frame, &state->transfer);
}

static void export_tick(void *memory, const struct screen_view *view)
{
    struct export_state *state = memory;
    staff_transfer_tick(&state->frame, &state->transfer, view);
}

/* --- drawing --- */

static void draw_what(struct draw_list *list, const struct screen_view *view,
                      const struct export_state *state, struct rect card)
{
    widget_card(list, card);
    struct rect inner = rect_inset(card, PAD, 28);
    staff_frame_heading(list, &inner, str(STR_EXPORT_WHAT));
    rect_cut_top(&inner, GAP);
    for (int i = 0; i < OFFERED; i++) {
        enum export_format format = offered[i].format;
        widget_choice(list, rect_cut_top(&inner, THEME_TOUCH), (state->formats >> format & 1u) != 0,
                      str(offered[i].label), TARGET_FORMAT, (int)format);
        rect_cut_top(&inner, GAP);
    }
    (void)view;
}

static void draw_where(struct draw_list *list, const struct screen_view *view,
                       const struct export_state *state, struct rect card)
{
    widget_card(list, card);
    struct rect inner = rect_inset(card, PAD, 28);
    if (view->staff->transferring == TRANSFER_EXPORT) {
        staff_transfer_draw_bar(list, view, inner, str(STR_EXPORT_RUNNING));
        return;
    }
    if (state->transfer.result.kind == TRANSFER_EXPORT) {
        staff_transfer_draw_result(list, &state->transfer.result, inner);
        return;
    }
    staff_frame_heading(list, &inner, str(STR_EXPORT_SCOPE));
    rect_cut_top(&inner, GAP);
    struct rect row = rect_cut_top(&inner, THEME_TOUCH);
    struct rect left = rect_cut_left(&row, (row.w - GAP) / 2);
    rect_cut_left(&row, GAP);
    widget_choice(list, left, !state->all, str(STR_EXPORT_THIS), TARGET_SCOPE, 0);
    widget_choice(list, row, state->all, str(STR_EXPORT_ALL), TARGET_SCOPE, 1);
    rect_cut_top(&inner, 28);
    staff_frame_heading(list, &inner, str(STR_EXPORT_STICK));
    rect_cut_top(&inner, GAP);
    struct rect button = rect_cut_bottom(&inner, STAFF_BUTTON_H);
    staff_transfer_draw_sticks(list, view, &state->transfer, &inner);
    widget_button(list, button, may_export(state, view) ? BUTTON_PRIMARY : BUTTON_KEY,
                  (struct text_style){THEME_NUMBER, false, THEME_MUTED}, str(STR_EXPORT_START), TARGET_EXPORT,
                  0);
}

static void export_draw(const void *memory, const struct screen_view *view, struct draw_list *list)
{
    const struct export_state *state = memory;
    struct rect main = staff_frame_draw(list, view, SCREEN_STAFF_EXPORT);
    staff_frame_draw_lecture(list, view, rect_cut_top(&main, LECTURE_H));
    rect_cut_top(&main, STAFF_GAP);
    if (view->canvas.portrait) {
        struct rect what = rect_cut_top(&main, 28 + LABEL_H + GAP + OFFERED * (THEME_TOUCH + GAP) + 16);
        rect_cut_top(&main, STAFF_GAP);
        draw_what(list, view, state, what);
        draw_where(list, view, state, main);
    } else {
        struct rect left = rect_cut_left(&main, (main.w - STAFF_GAP) / 2);
        rect_cut_left(&main, STAFF_GAP);
        draw_what(list, view, state, left);
        draw_where(list, view, state, main);
    }
    staff_frame_draw_banner(list, view, &state->frame);
}

const struct screen_ops staff_export_screen = {
    .name = "staff-export",
    .state_size = sizeof(struct export_state),
    .staff = true,
    .enter = export_enter,
    .handle = export_handle,
    .notice_staff = staff_frame_notice,
    .notice_transfer = export_notice,
    .deadline_ms = export_deadline_ms,
    .tick = export_tick,
    .draw = export_draw,
};
