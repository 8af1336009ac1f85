/* Keys, fingers and scans: what of them is a badge, what goes to the screen, what moves the focus. */
#include "app_state.h"

#include "base/utf8.h"
#include "screen/frame.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TAP_SLACK = 48 /* design px a glove may slide between down and up */ };

static bool give_to_screen(struct app *app, const struct ui_event *event)
{
    const struct screen_ops *ops = app_ops(app);
    struct screen_view view = app_view(app);
    bool used = ops->handle && ops->handle(app->state, &view, event);
    app->dirty |= used;
    app->hurried |= used;
    app_follow_go(app);
    return used;
}

static void press(struct app *app, const struct draw_target *target)
{
    if (target->target == FRAME_TARGET_NAV) {
        app_enter(app, (enum screen_id)target->argument, "");
        return;
    }
    struct ui_event event = {
        .type = UI_PRESS, .at_ms = app_mono_ms(app), .target = target->target, .argument = target->argument};
    give_to_screen(app, &event);
}

static int target_at(const struct app *app, int x, int y)
{
    for (size_t i = app->targets.target_count; i-- > 0;) {
        if (rect_has(app->targets.targets[i].rect, x, y)) {
            return (int)i;
        }
    }
    return -1;
}

static bool may_focus(const struct app *app, int index)
{
    const struct draw_target *target = &app->targets.targets[index];
    bool whole_screen = target->rect.w >= app->config.canvas.w && target->rect.h >= app->config.canvas.h;
    return target->target >= 0 && target->target != FRAME_TARGET_CLOCK && !whole_screen;
}

static void focus_step(struct app *app, int step)
{
    int count = (int)app->targets.target_count;
    int at = app->focus < 0 && step < 0 ? 0 : app->focus;
    for (int i = 0; i < count; i++) {
        at = (at + step + count) % count;
        if (may_focus(app, at)) {
            app->focus = at;
            app->dirty = true;
            return;
        }
    }
}

/* The nearest target in the arrow's direction. */
static void focus_towards(struct app *app, enum ui_key key)
{
    if (app->focus < 0) {
        focus_step(app, 1);
        return;
    }
    struct rect from = app->targets.targets[app->focus].rect;
    int best = -1;
    long best_cost = 0;
    for (int i = 0; i < (int)app->targets.target_count; i++) {
        struct rect to = app->targets.targets[i].rect;
        long dx = (to.x + to.w / 2) - (from.x + from.w / 2), dy = (to.y + to.h / 2) - (from.y + from.h / 2);
        long along = key == UI_KEY_LEFT ? -dx : key == UI_KEY_RIGHT ? dx : key == UI_KEY_UP ? -dy : dy;
        long across = labs(key == UI_KEY_LEFT || key == UI_KEY_RIGHT ? dy : dx);
        long cost = along + 2 * across;
        if (i != app->focus && along > 0 && may_focus(app, i) && (best < 0 || cost < best_cost)) {
            best = i;
            best_cost = cost;
        }
    }
    if (best >= 0) {
        app->focus = best;
        app->dirty = true;
    }
}

/* A hand at work keeps staff mode open; people who scan in passing do not. */
static void note_hand(struct app *app)
{
    if (app_ops(app)->staff) {
        app->staff_input_ms = app_mono_ms(app);
    }
}

/* What a key takes of the card's offer: a clicker begins the talk, the arrows choose. */
static int offer_of_key(const struct app *app, const struct ui_event *event)
{
    if (event->type != UI_KEY) {
        return 0;
    }
    bool clicks = event->key == UI_KEY_PAGE_DOWN || event->key == UI_KEY_RIGHT || event->key == UI_KEY_DOWN ||
                  event->key == UI_KEY_ENTER || event->key == UI_KEY_F5;
    if (app->offer.talk) {
        return clicks ? OUTCOME_TARGET_TALK : 0;
    }
    return event->key == UI_KEY_LEFT    ? OUTCOME_TARGET_KEYPOINTS
           : event->key == UI_KEY_RIGHT ? OUTCOME_TARGET_SLIDES
                                        : 0;
}

static void handle_typed(struct app *app, const struct ui_event *event)
{
    note_hand(app);
    if (app_take_offer(app, offer_of_key(app, event))) {
        return;
    }
    if (event->type == UI_CHAR && app_ops(app)->staff && app->focus >= 0) {
        app->focus = -1; /* who types goes on with what was typed: Enter is for that */
        app->dirty = true;
    }
    if (app->outcome_until_ms && !app_ops(app)->owns_keys) {
        /* the first key only sends the card away, as a touch does */
        app->outcome_until_ms = 0;
        app->dirty = true;
        if (event->type == UI_KEY && (event->key == UI_KEY_ENTER || event->key == UI_KEY_ESCAPE)) {
            return;
        }
    }
    if (app_ops(app)->owns_keys) {
        give_to_screen(app, event);
        return;
    }
    if (event->type == UI_KEY) {
        bool navigates = event->key >= UI_KEY_F1 && event->key < UI_KEY_F1 + SCREEN_NAV_COUNT;
        if (navigates && !app_ops(app)->staff) {
            app_enter(app, (enum screen_id)(event->key - UI_KEY_F1), "");
            return;
        }
        if (event->key == UI_KEY_F12) {
            app_enter(app, SCREEN_STAFF_PIN, "");
            return;
        }
        if (event->key == UI_KEY_TAB) {
            focus_step(app, 1);
            return;
        }
        if (event->key == UI_KEY_ENTER && app->focus >= 0 && app->focus < (int)app->targets.target_count) {
            struct draw_target target = app->targets.targets[app->focus];
            press(app, &target);
            return;
        }
    }
    if (give_to_screen(app, event) || event->type != UI_KEY) {
        return;
    }
    if (event->key == UI_KEY_ESCAPE) {
        app_enter(app, SCREEN_HOME, "");
    } else if (event->key == UI_KEY_UP || event->key == UI_KEY_DOWN || event->key == UI_KEY_LEFT ||
               event->key == UI_KEY_RIGHT) {
        focus_towards(app, event->key);
    }
}

/* The part of the card's offer that lies there; 0 = none. */
static int offer_at(const struct app *app, int x, int y)
{
    for (size_t i = 0; i < app->offer_target_count; i++) {
        if (rect_has(app->offer_targets[i].rect, x, y)) {
            return app->offer_targets[i].target;
        }
    }
    return 0;
}

/* A finger that slides along what it could press means to move it. */
static bool begins_drag(const struct app *app, const struct ui_event *event)
{
    const struct screen_ops *ops = app_ops(app);
    if (!app->pressed || event->type != UI_POINTER_MOVE || !ops->drags ||
        labs(event->y - app->down.y) <= TAP_SLACK) {
        return false;
    }
    struct screen_view view = app_view(app);
    return ops->drags(app->state, &view, app->down.x, app->down.y);
}

static void handle_pointer(struct app *app, const struct ui_event *event)
{
    if (app->swallow_pointer) {
        app->swallow_pointer = event->type == UI_POINTER_MOVE;
        return;
    }
    if (event->type == UI_POINTER_DOWN && app->outcome_until_ms && !app_ops(app)->owns_keys) {
        /* a touch on the card sends it away, or takes what it offers, and presses nothing of what lies under
         * it */
        app->swallow_pointer = true;
        app->pressed = false;
        if (app_take_offer(app, offer_at(app, event->x, event->y))) {
            return;
        }
        app->outcome_until_ms = 0;
        app->dirty = true;
        return;
    }
    if (event->type == UI_POINTER_DOWN) {
        if (app->focus >= 0) {
            app->focus = -1;
            app->dirty = true;
        }
        app->down = *event;
        app->pressed_at_ms = app_mono_ms(app);
        int index = target_at(app, event->x, event->y);
        app->pressed = index >= 0;
        app->pressed_target = app->pressed ? app->targets.targets[index] : (struct draw_target){0};
    }
    if (begins_drag(app, event)) {
        app->pressed = false;
        give_to_screen(app, &app->down);
    }
    if (!app->pressed) {
        give_to_screen(app, event);
        return;
    }
    if (event->type == UI_POINTER_CANCEL) {
        app->pressed = false;
    }
    if (event->type == UI_POINTER_UP) {
        bool near = labs(event->x - app->down.x) <= TAP_SLACK && labs(event->y - app->down.y) <= TAP_SLACK;
        int index = target_at(app, event->x, event->y);
        const struct draw_target *now = index >= 0 ? &app->targets.targets[index] : NULL;
        struct draw_target target = app->pressed_target; /* as it was when the finger came down */
        app->pressed = false;
        if (near || (now && now->target == target.target && now->argument == target.argument)) {
            press(app, &target);
        }
    }
}

static void show_misread(struct app *app)
{
    struct outcome misread = {.kind = OUTCOME_MISREAD, .at_ms = clock_wall_ms(app->config.clock)};
    app_show_outcome(app, &misread);
}

/* To the one screen that takes reads; false where another is shown. */
static bool give_read(struct app *app, const char *raw, bool typed)
{
    const struct screen_ops *ops = app_ops(app);
    if (!ops->take_read) {
        return false;
    }
    struct screen_view view = app_view(app);
    struct screen_read read = {.raw = raw, .typed = typed};
    app->staff_input_ms = app_mono_ms(app);
    ops->take_read(app->state, &view, &read);
    app->dirty = true;
    return true;
}

static const char *terminator_of(enum badge_end end)
{
    static const char *const ends[BADGE_END_COUNT] = {"", "\r", "\n", "\r\n", "\t"};
    return ends[end];
}

void app_read(struct app *app, const char *raw, enum badge_end end, bool unreadable)
{
    app->last_input_ms = app_mono_ms(app);
    char whole[READER_RAW_SIZE + 2];
    bool fits = strlen(raw) < READER_RAW_SIZE && utf8_valid(raw, strlen(raw));
    /* what is unreadable to the profile in force is what the doctor wants to see */
    snprintf(whole, sizeof whole, "%s%s", fits ? raw : "", fits && *raw ? terminator_of(end) : "");
    if (give_read(app, whole, false)) {
        return;
    }
    if (unreadable) {
        show_misread(app);
    } else {
        app_sign_in(app, raw, METHOD_READER);
    }
}

void app_take_scan(struct app *app, const struct scan_result *result)
{
    switch (result->type) {
    case SCAN_NOTHING:
        break;
    case SCAN_CODE:
        if (!give_read(app, result->code, true)) {
            app_sign_in(app, result->code, METHOD_READER);
        }
        break;
    case SCAN_UNREADABLE:
        if (!give_read(app, "", true)) {
            show_misread(app);
        }
        break;
    case SCAN_TYPING:
        for (size_t i = 0; i < result->typed_count; i++) {
            const struct scan_key *key = &result->typed[i];
            struct ui_event event = {.at_ms = key->at_ms};
            event.type = key->type == SCAN_KEY_CHAR ? UI_CHAR : UI_KEY;
            event.c = key->c;
            event.key = (enum ui_key)key->tag;
            handle_typed(app, &event);
        }
        break;
    }
}

/* A mouse that is pushed keeps no screen open: it is for a talk alone. Two fingers press nothing. */
static void handle_gesture(struct app *app, const struct ui_event *event)
{
    app->pressed = app->pressed && event->type != UI_PINCH;
    if (app_ops(app)->owns_keys) {
        give_to_screen(app, event);
    }
}

void app_handle(struct app *app, const struct ui_event *event)
{
    if (event->type == UI_HOVER || event->type == UI_PINCH) {
        handle_gesture(app, event);
        return;
    }
    app->last_input_ms = app_mono_ms(app);
    bool terminator = event->type == UI_KEY && (event->key == UI_KEY_ENTER || event->key == UI_KEY_TAB);
    /* a lone space turns a page: it need not wait for the rest of a badge */
    bool scannable = event->type == UI_CHAR && (event->c != ' ' || app->scan.count > 0);
    if (terminator || scannable) {
        struct scan_key key = {.type = terminator ? SCAN_KEY_TERMINATOR : SCAN_KEY_CHAR,
                               .c = event->c,
                               .at_ms = event->at_ms,
                               .tag = (uint32_t)event->key};
        bool again = true;
        while (again) {
            struct scan_result result = scan_key(&app->scan, &key, &again);
            app_take_scan(app, &result);
        }
        return;
    }
    /* another key ends what was being typed: it comes after it */
    if (event->type == UI_CHAR || event->type == UI_KEY) {
        struct scan_result result = scan_tick(&app->scan, event->at_ms + 2 * SCAN_GAP_MS);
        app_take_scan(app, &result);
        handle_typed(app, event);
    } else if (event->type == UI_WHEEL) {
        note_hand(app);
        give_to_screen(app, event);
    } else {
        note_hand(app);
        handle_pointer(app, event);
    }
}
