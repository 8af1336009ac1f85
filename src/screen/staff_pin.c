/* The way into staff mode: the PIN, set here the first time, and then who acts. */
#include "screen/frame.h"
#include "screen/screen.h"
#include "screen/staff_pad.h"

#include "base/strings.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <stdio.h>
#include <string.h>

enum pin_target { TARGET_CONFIRM = 1, TARGET_OPERATOR /* argument: index */, TARGET_OPERATOR_PAGE };

enum { PAD_W = 760, CONFIRM_H = 120, FIELD_H = 140, SECOND_MS = 1000 };

struct pin_state_of_screen {
    char digits[PIN_MAX_DIGITS + 1];
    char first[PIN_MAX_DIGITS + 1]; /* PIN_UNSET: what the second time has to agree with */
    bool differed;                  /* the second time did not agree */
    int64_t tick_ms;
    int page;
};

/* Nobody to choose from: staff mode opens at once. */
static bool has_choice(const struct screen_view *view)
{
    return view->staff->operator_count > 1;
}

static void open_as(const struct screen_view *view, const char *name)
{
    view->host->use_operator(view->host->context, name);
    view->host->go(view->host->context, SCREEN_STAFF_OVERVIEW, "");
}

static void forget(void *memory)
{
    explicit_bzero(memory, sizeof(struct pin_state_of_screen));
}

static bool may_type(const struct screen_view *view)
{
    return view->staff->pin == PIN_WANTED || view->staff->pin == PIN_UNSET;
}

static void confirm(struct pin_state_of_screen *state, const struct screen_view *view)
{
    if (!may_type(view) || strlen(state->digits) < PIN_MIN_DIGITS) {
        return;
    }
    state->differed = false;
    if (view->staff->pin == PIN_UNSET && !*state->first) {
        memcpy(state->first, state->digits, sizeof state->first);
    } else if (view->staff->pin == PIN_UNSET && strcmp(state->first, state->digits) != 0) {
        explicit_bzero(state->first, sizeof state->first);
        state->differed = true;
    } else {
        view->host->pin(view->host->context, state->digits);
        explicit_bzero(state->first, sizeof state->first);
    }
    explicit_bzero(state->digits, sizeof state->digits);
}

static bool pin_handle(void *memory, const struct screen_view *view, const struct ui_event *event)
{
    struct pin_state_of_screen *state = memory;
    bool enter = event->type == UI_KEY && event->key == UI_KEY_ENTER;
    if (view->staff->pin == PIN_RIGHT) {
        if (event->type == UI_PRESS && event->target == TARGET_OPERATOR) {
            open_as(view, view->staff->operators[event->argument]);
            return true;
        }
        if (event->type == UI_PRESS && event->target == TARGET_OPERATOR_PAGE) {
            state->page = event->argument;
            return true;
        }
        return false;
    }
    if (enter || (event->type == UI_PRESS && event->target == TARGET_CONFIRM)) {
        confirm(state, view);
        return true;
    }
    if (may_type(view) && staff_pad_edit(state->digits, sizeof state->digits, STAFF_PAD_DIGITS, event)) {
        state->differed = false;
        return true;
    }
    return false;
}

static int64_t pin_deadline_ms(const void *memory, const struct screen_view *view)
{
    const struct pin_state_of_screen *state = memory;
    if (view->staff->pin == PIN_WAITING) {
        return state->tick_ms ? state->tick_ms : view->mono_ms;
    }
    return view->staff->pin == PIN_RIGHT && !has_choice(view) ? view->mono_ms : 0;
}

static void pin_tick(void *memory, const struct screen_view *view)
{
    struct pin_state_of_screen *state = memory;
    state->tick_ms = view->mono_ms + SECOND_MS;
    if (view->staff->pin == PIN_RIGHT && !has_choice(view)) {
        open_as(view, view->staff->operator_count == 1 ? view->staff->operators[0] : str(STR_STAFF_ON_DUTY));
    }
}

static void draw_dots(struct draw_list *list, struct rect field, size_t count)
{
    enum { STEP = 46, RADIUS = 13 };
    draw_box(list, field, 22, (struct paint){PAINT_SOLID, THEME_SURFACE, 0}, 4, THEME_PRIMARY);
    int places = (int)(count > PIN_MIN_DIGITS ? count : PIN_MIN_DIGITS);
    int x = field.x + (field.w - (places - 1) * STEP) / 2, y = field.y + field.h / 2;
    for (int i = 0; i < places; i++) {
        draw_disc(list, x + i * STEP, y, RADIUS, i < (int)count ? THEME_INK : THEME_DOT);
        if (i >= (int)count) {
            draw_disc(list, x + i * STEP, y, RADIUS - 4, THEME_SURFACE);
        }
    }
}

/* What stands under the dots, and whether it is bad news. */
static bool message_of(const struct pin_state_of_screen *state, const struct screen_view *view, char *out,
                       size_t size)
{
    const struct staff_view *staff = view->staff;
    if (staff->pin == PIN_WAITING) {
        snprintf(out, size, str(STR_STAFF_PIN_WAIT), staff->wait_s);
        return true;
    }
    bool wrong = staff->pin_refused && !*state->digits;
    if (wrong && *staff->result.sentence) {
        snprintf(out, size, "%s", staff->result.sentence); /* why it could not be tried */
        return true;
    }
    enum str_id word = state->differed ? STR_STAFF_PIN_DIFFERENT
                       : staff->busy   ? STR_STAFF_PIN_CHECKING
                       : wrong         ? STR_STAFF_PIN_WRONG
                                       : STR_STAFF_PIN_DIGITS;
    snprintf(out, size, str(word), PIN_MIN_DIGITS, PIN_MAX_DIGITS);
    return wrong || state->differed;
}

static void draw_left(struct draw_list *list, const struct screen_view *view,
                      const struct pin_state_of_screen *state, struct rect left)
{
    enum { HEIGHT = 76 + 24 + 92 + 28 + FIELD_H + 24 + 92 };
    bool unset = view->staff->pin == PIN_UNSET;
    if (left.h > HEIGHT) {
        left.y += (left.h - HEIGHT) / 2;
    }
    draw_text(list, rect_cut_top(&left, 76), (struct text_style){THEME_HERO, true, THEME_INK}, ALIGN_LEFT,
              str(STR_STAFF_MODE));
    rect_cut_top(&left, 24);
    draw_text_lines(list, rect_cut_top(&left, 92), (struct text_style){THEME_BODY, false, THEME_MUTED},
                    ALIGN_LEFT, 46, 2,
                    str(!unset          ? STR_STAFF_PIN_ENTER
                        : *state->first ? STR_STAFF_PIN_AGAIN
                                        : STR_STAFF_PIN_CHOOSE));
    rect_cut_top(&left, 28);
    draw_dots(list, rect_cut_top(&left, FIELD_H), strlen(state->digits));
    rect_cut_top(&left, 24);
    char message[512];
    bool bad = message_of(state, view, message, sizeof message);
    struct rect row = rect_cut_top(&left, 92);
    if (bad) {
        struct rect mark = rect_cut_left(&row, 60);
        widget_warning(list, mark.x + 22, mark.y + 23, 20, THEME_ERR);
    }
    draw_text_lines(list, row, (struct text_style){THEME_BODY, bad, bad ? THEME_ERR : THEME_MUTED},
                    ALIGN_LEFT, 46, 2, message);
}

static void draw_pad(struct draw_list *list, const struct pin_state_of_screen *state, struct rect pad)
{
    bool enough = strlen(state->digits) >= PIN_MIN_DIGITS;
    struct rect button = rect_cut_bottom(&pad, CONFIRM_H);
    rect_cut_bottom(&pad, 20);
    int h = pad.h;
    staff_pad_draw(list, pad, STAFF_PAD_DIGITS, 3);
    button.y -= h > 478 ? h - 478 : 0;
    widget_button(list, button, enough ? BUTTON_PRIMARY : BUTTON_KEY,
                  (struct text_style){THEME_TITLE, false, THEME_MUTED}, str(STR_STAFF_CONFIRM),
                  TARGET_CONFIRM, 0);
}

static const char *operator_label(const void *context, size_t index)
{
    const struct staff_view *staff = context;
    return staff->operators[index];
}

static void draw_operators(struct draw_list *list, const struct screen_view *view,
                           const struct pin_state_of_screen *state, struct rect main)
{
    widget_card(list, main);
    struct rect inner = rect_inset(main, 56, 48);
    draw_text(list, rect_cut_top(&inner, 76), (struct text_style){THEME_HERO, true, THEME_INK}, ALIGN_LEFT,
              str(STR_STAFF_WHO));
    rect_cut_top(&inner, 12);
    rect_cut_top(&inner, draw_text_lines(list, inner, (struct text_style){THEME_BODY, false, THEME_MUTED},
                                         ALIGN_LEFT, 46, 2, str(STR_STAFF_WHO_HINT)) +
                             32);
    struct staff_choice choice = {.count = view->staff->operator_count,
                                  .label = operator_label,
                                  .context = view->staff,
                                  .chosen = -1,
                                  .page = state->page,
                                  .columns = 2};
    staff_choice_draw(list, inner, &choice, TARGET_OPERATOR);
}

static void pin_draw(const void *memory, const struct screen_view *view, struct draw_list *list)
{
    const struct pin_state_of_screen *state = memory;
    struct rect main = frame_draw(list, view, SCREEN_STAFF_PIN);
    if (view->staff->pin == PIN_RIGHT) {
        if (has_choice(view)) {
            draw_operators(list, view, state, main);
        }
        return;
    }
    if (view->canvas.portrait) {
        draw_left(list, view, state, rect_cut_top(&main, 680));
        rect_cut_top(&main, 40);
        draw_pad(list, state, main);
        return;
    }
    struct rect pad = rect_cut_right(&main, PAD_W);
    rect_cut_right(&main, 80);
    draw_left(list, view, state, main);
    int free_h = pad.h - 478 - 20 - CONFIRM_H;
    draw_pad(list, state, free_h > 0 ? rect_inset(pad, 0, free_h / 2) : pad);
}

const struct screen_ops staff_pin_screen = {
    .name = "staff-pin",
    .state_size = sizeof(struct pin_state_of_screen),
    .handle = pin_handle,
    .deadline_ms = pin_deadline_ms,
    .tick = pin_tick,
    .draw = pin_draw,
    .leave = forget,
};
