#include "app.h"

#include "base/strings.h"
#include "base/utf8.h"
#include "domain/scan.h"
#include "screen/frame.h"
#include "screen/outcome_view.h"
#include "ui/theme.h"

#include <stdlib.h>
#include <string.h>

enum {
    OUTCOME_SHOWN_MS = 2500,
    IDLE_HOME_MS = 60000,
    TAP_SLACK = 48, /* design px a glove may slide between down and up */
    ARGUMENT_SIZE = 128,
    SCREEN_STATE_SIZE = 2048,
    MINUTE_MS = 60000,
    STAFF_PRESS_MS = 3000 /* on the clock */
};

struct app {
    struct app_config config;
    struct board board;
    struct screen_host host;
    enum screen_id screen;
    _Alignas(max_align_t) unsigned char state[SCREEN_STATE_SIZE]; /* of the current screen */
    bool go_asked; /* a screen asked to leave: done after its handler returned */
    enum screen_id go_screen;
    char go_argument[ARGUMENT_SIZE];

    struct scan scan;
    struct outcome outcome;
    int scans_in_work;        /* posted to the desk and not answered */
    int64_t outcome_until_ms; /* monotonic; 0 = none is shown */
    bool outcome_fresh;       /* its first frame puts the card over the last frame, the next draws all anew */
    bool outcome_veiled;      /* what lies under the card is dimmed */

    int64_t last_input_ms;
    int64_t shown_minute; /* wall minute of the last frame */
    bool dirty;
    enum store_state store_state;
    struct err store_error; /* the background check found damage: nothing is recorded any more */

    struct draw_image picture; /* the last one handed to a screen, which copies it into its list at once */
    const struct draw_list *under; /* the last frame's list, not owned; NULL = do not build on it */
    struct draw_mark under_end;    /* where its screen ended */
    struct draw_list targets;      /* of the last frame: only its targets are used */
    int focus;                     /* index into them; -1 = none shown */
    int pressed;                   /* index of the target under the pointer that is down; -1 = none */
    int64_t pressed_at_ms;
    struct ui_event down;
};

static const struct screen_ops *ops_of(const struct app *app)
{
    return screen_ops(app->screen);
}

static int64_t mono_ms(const struct app *app)
{
    return clock_mono_ms(app->config.clock);
}

static struct screen_view view_of(const struct app *app)
{
    return (struct screen_view){.board = &app->board,
                                .canvas = app->config.canvas,
                                .now_ms = clock_wall_ms(app->config.clock),
                                .mono_ms = mono_ms(app),
                                .simulated = app->config.clock->simulated,
                                .store_state = app->store_state,
                                .measure = app->config.measure,
                                .host = &app->host};
}

/* --- what screens may ask --- */

static void host_go(void *context, enum screen_id id, const char *argument)
{
    struct app *app = context;
    app->go_asked = true;
    app->go_screen = id;
    strncpy(app->go_argument, argument, sizeof app->go_argument - 1);
}

static void sign_in(struct app *app, const char *raw, enum sign_in_method method)
{
    int64_t now_ms = clock_wall_ms(app->config.clock);
    if (app->store_error.code == ERR_NONE && app->config.desk &&
        desk_sign_in(app->config.desk, raw, method, now_ms) != 0) {
        app->scans_in_work++;
        return;
    }
    struct outcome failed = {.kind = OUTCOME_NOT_SAVED, .at_ms = now_ms};
    app_show_outcome(app, &failed);
}

static void host_sign_in(void *context, const char *typed)
{
    sign_in(context, typed, METHOD_KEYPAD);
}

static void host_look_up(void *context, const char *typed)
{
    struct app *app = context;
    if (app->config.desk) {
        desk_look_up(app->config.desk, typed);
    }
}

static const struct draw_image *host_picture(void *context, const char *name, int want_w, int want_h)
{
    struct app *app = context;
    uint32_t serial;
    const struct image *picture =
        app->config.pictures ? pictures_get(app->config.pictures, name, (int)(want_w * app->config.scale),
                                            (int)(want_h * app->config.scale), &serial)
                             : NULL;
    if (!picture) {
        return NULL;
    }
    app->picture = (struct draw_image){picture->argb, picture->width, picture->height, serial};
    return &app->picture;
}

/* --- screens --- */

static void enter_screen(struct app *app, enum screen_id id, const char *argument)
{
    const struct screen_ops *old = ops_of(app), *ops = screen_ops(id);
    if (!ops || ops->state_size > sizeof app->state) {
        return;
    }
    if (old->leave) {
        old->leave(app->state);
    }
    memset(app->state, 0, sizeof app->state);
    app->screen = id;
    app->under = NULL;
    app->focus = app->pressed = -1;
    app->dirty = true;
    if (ops->enter) {
        struct screen_view view = view_of(app);
        ops->enter(app->state, &view, argument);
    }
}

static void follow_go(struct app *app)
{
    if (app->go_asked) {
        app->go_asked = false;
        enter_screen(app, app->go_screen, app->go_argument);
    }
}

bool app_create(struct app **out, const struct app_config *config, struct board *board, struct err *err)
{
    struct app *app = calloc(1, sizeof *app);
    if (!app) {
        return err_memory(err);
    }
    app->config = *config;
    app->board = *board;
    *board = (struct board){0};
    app->host = (struct screen_host){.context = app,
                                     .go = host_go,
                                     .sign_in = host_sign_in,
                                     .look_up = host_look_up,
                                     .picture = host_picture};
    app->last_input_ms = mono_ms(app);
    enter_screen(app, SCREEN_HOME, "");
    *out = app;
    return true;
}

void app_destroy(struct app *app)
{
    if (!app) {
        return;
    }
    if (ops_of(app)->leave) {
        ops_of(app)->leave(app->state);
    }
    draw_finish(&app->targets);
    board_finish(&app->board);
    free(app);
}

void app_resize(struct app *app, struct canvas canvas, double scale)
{
    app->config.canvas = canvas;
    app->config.scale = scale;
    app->under = NULL;
    app->focus = app->pressed = -1;
    app->dirty = true;
}

/* --- input --- */

static bool give_to_screen(struct app *app, const struct ui_event *event)
{
    const struct screen_ops *ops = ops_of(app);
    struct screen_view view = view_of(app);
    bool used = ops->handle && ops->handle(app->state, &view, event);
    app->dirty |= used;
    follow_go(app);
    return used;
}

static void press(struct app *app, const struct draw_target *target)
{
    if (target->target == FRAME_TARGET_NAV) {
        enter_screen(app, (enum screen_id)target->argument, "");
        return;
    }
    struct ui_event event = {
        .type = UI_PRESS, .at_ms = mono_ms(app), .target = target->target, .argument = target->argument};
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

static void handle_typed(struct app *app, const struct ui_event *event)
{
    if (app->outcome_until_ms && !ops_of(app)->owns_keys) {
        /* the first key only sends the card away, as a touch does */
        app->outcome_until_ms = 0;
        app->dirty = true;
        if (event->type == UI_KEY && (event->key == UI_KEY_ENTER || event->key == UI_KEY_ESCAPE)) {
            return;
        }
    }
    if (ops_of(app)->owns_keys) {
        give_to_screen(app, event);
        return;
    }
    if (event->type == UI_KEY) {
        if (event->key >= UI_KEY_F1 && event->key < UI_KEY_F1 + SCREEN_NAV_COUNT) {
            enter_screen(app, (enum screen_id)(event->key - UI_KEY_F1), "");
            return;
        }
        if (event->key == UI_KEY_F12) {
            enter_screen(app, SCREEN_DEVICE, "");
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
        enter_screen(app, SCREEN_HOME, "");
    } else if (event->key == UI_KEY_UP || event->key == UI_KEY_DOWN || event->key == UI_KEY_LEFT ||
               event->key == UI_KEY_RIGHT) {
        focus_towards(app, event->key);
    }
}

static void handle_pointer(struct app *app, const struct ui_event *event)
{
    if (event->type == UI_POINTER_DOWN) {
        if (app->outcome_until_ms) {
            app->outcome_until_ms = 0;
            app->dirty = true;
        }
        if (app->focus >= 0) {
            app->focus = -1;
            app->dirty = true;
        }
        app->down = *event;
        app->pressed_at_ms = mono_ms(app);
        app->pressed = target_at(app, event->x, event->y);
    }
    if (app->pressed < 0) {
        give_to_screen(app, event);
        return;
    }
    if (event->type == UI_POINTER_CANCEL) {
        app->pressed = -1;
    }
    if (event->type == UI_POINTER_UP) {
        bool near = labs(event->x - app->down.x) <= TAP_SLACK && labs(event->y - app->down.y) <= TAP_SLACK;
        int pressed = app->pressed;
        app->pressed = -1;
        if (pressed < (int)app->targets.target_count &&
            (near || target_at(app, event->x, event->y) == pressed)) {
            struct draw_target target = app->targets.targets[pressed];
            press(app, &target);
        }
    }
}

static void take_scan(struct app *app, const struct scan_result *result)
{
    switch (result->type) {
    case SCAN_NOTHING:
        break;
    case SCAN_CODE:
        sign_in(app, result->code, METHOD_READER);
        break;
    case SCAN_UNREADABLE: {
        struct outcome misread = {.kind = OUTCOME_MISREAD, .at_ms = clock_wall_ms(app->config.clock)};
        app_show_outcome(app, &misread);
        break;
    }
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

void app_handle(struct app *app, const struct ui_event *event)
{
    app->last_input_ms = mono_ms(app);
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
            take_scan(app, &result);
        }
        return;
    }
    /* another key ends what was being typed: it comes after it */
    if (event->type == UI_CHAR || event->type == UI_KEY) {
        struct scan_result result = scan_tick(&app->scan, event->at_ms + 2 * SCAN_GAP_MS);
        take_scan(app, &result);
        handle_typed(app, event);
    } else if (event->type == UI_WHEEL) {
        give_to_screen(app, event);
    } else {
        handle_pointer(app, event);
    }
}

/* --- time and the desk --- */

void app_show_outcome(struct app *app, const struct outcome *outcome)
{
    app->outcome_fresh = true;
    app->outcome_veiled = app->outcome_veiled && app->outcome_until_ms != 0;
    app->outcome = *outcome;
    app->outcome_until_ms = mono_ms(app) + OUTCOME_SHOWN_MS;
    app->dirty = true;
}

static void take_desk_event(struct app *app, const struct desk_event *event)
{
    switch (event->type) {
    case DESK_OUTCOME:
        app->scans_in_work--;
        board_apply(&app->board, &event->outcome);
        app_show_outcome(app, &event->outcome);
        break;
    case DESK_LOOKUP:
        if (ops_of(app)->notice_lookup) {
            struct screen_view view = view_of(app);
            struct screen_lookup lookup = {.code = event->lookup.code,
                                           .found = event->lookup.found,
                                           .name = event->lookup.name,
                                           .unit = event->lookup.unit,
                                           .team = event->lookup.team};
            ops_of(app)->notice_lookup(app->state, &view, &lookup);
            app->dirty = true;
        }
        break;
    case DESK_STORE_CHECKED:
        if (event->error.code == ERR_CANCELLED) {
            break;
        }
        app->store_error = event->error;
        app->store_state = event->error.code == ERR_NONE ? STORE_STATE_WHOLE : STORE_STATE_DAMAGED;
        app->dirty |= event->error.code != ERR_NONE || app->screen == SCREEN_DEVICE;
        break;
    case DESK_BOARD_STALE:
        app->dirty = true;
        break;
    }
}

static int64_t screen_deadline(const struct app *app)
{
    const struct screen_ops *ops = ops_of(app);
    struct screen_view view = view_of(app);
    return ops->deadline_ms ? ops->deadline_ms(app->state, &view) : 0;
}

/* When a finger has rested on the clock long enough; 0 = none does. */
static int64_t staff_press_deadline(const struct app *app)
{
    bool on_clock = app->pressed >= 0 && app->pressed < (int)app->targets.target_count &&
                    app->targets.targets[app->pressed].target == FRAME_TARGET_CLOCK;
    return on_clock ? app->pressed_at_ms + STAFF_PRESS_MS : 0;
}

void app_pump(struct app *app, int64_t input_until_ms)
{
    struct desk_event event;
    while (app->config.desk && desk_poll(app->config.desk, &event)) {
        take_desk_event(app, &event);
    }
    if (app->config.pictures && pictures_arrived(app->config.pictures)) {
        app->dirty = true;
    }
    int64_t now = mono_ms(app);
    struct scan_result result = scan_tick(&app->scan, input_until_ms);
    take_scan(app, &result);
    if (app->outcome_until_ms && now >= app->outcome_until_ms) {
        app->outcome_until_ms = 0;
        app->dirty = true;
    }
    if (!ops_of(app)->stays && now - app->last_input_ms >= IDLE_HOME_MS) {
        enter_screen(app, SCREEN_HOME, "");
    }
    int64_t held = staff_press_deadline(app);
    if (held && now >= held) {
        enter_screen(app, SCREEN_DEVICE, "");
    }
    int64_t due = screen_deadline(app);
    if (due && now >= due) {
        struct screen_view view = view_of(app);
        if (ops_of(app)->tick) {
            ops_of(app)->tick(app->state, &view);
        }
        app->dirty = true;
    }
    if (clock_wall_ms(app->config.clock) / MINUTE_MS != app->shown_minute) {
        app->dirty = true;
    }
}

static void sooner(int64_t *deadline, int64_t candidate)
{
    if (candidate && (!*deadline || candidate < *deadline)) {
        *deadline = candidate;
    }
}

int64_t app_deadline_ms(const struct app *app)
{
    int64_t deadline = 0, now = mono_ms(app);
    sooner(&deadline, scan_deadline_ms(&app->scan));
    sooner(&deadline, app->outcome_until_ms);
    sooner(&deadline, screen_deadline(app));
    sooner(&deadline, staff_press_deadline(app));
    if (!ops_of(app)->stays) {
        sooner(&deadline, app->last_input_ms + IDLE_HOME_MS);
    }
    sooner(&deadline, now + MINUTE_MS - clock_wall_ms(app->config.clock) % MINUTE_MS);
    return deadline;
}

bool app_awaits_outcome(const struct app *app)
{
    return app->scans_in_work > 0;
}

bool app_is_dirty(const struct app *app)
{
    return app->dirty;
}

/* --- drawing --- */

static void draw_store_error(struct app *app, struct draw_list *list)
{
    struct rect band = {0, app->config.canvas.h - THEME_NAV_H - 140, app->config.canvas.w, 140};
    draw_fill(list, band, THEME_ERR);
    struct rect inner = rect_inset(band, THEME_MARGIN, 18);
    draw_text(list, rect_cut_top(&inner, 54), (struct text_style){THEME_NUMBER, true, THEME_SURFACE},
              ALIGN_LEFT, str(STR_SIGN_IN_STOPPED));
    draw_text(list, rect_cut_top(&inner, 46), (struct text_style){THEME_SMALL, false, THEME_SURFACE},
              ALIGN_LEFT, app->store_error.text);
}

static void draw_under(struct app *app, const struct screen_view *view, struct draw_list *list)
{
    app->shown_minute = view->now_ms / MINUTE_MS;
    if (app->config.pictures) {
        pictures_frame(app->config.pictures);
    }
    draw_begin(list, app->config.measure);
    ops_of(app)->draw(app->state, view, list);
    if (app->store_error.code != ERR_NONE) {
        draw_store_error(app, list);
    }
    /* a copy of the targets answers taps until the next frame */
    draw_begin(&app->targets, app->config.measure);
    for (size_t i = 0; i < list->target_count; i++) {
        draw_target(&app->targets, list->targets[i].rect, list->targets[i].target, list->targets[i].argument);
    }
    if (app->focus >= (int)list->target_count) {
        app->focus = -1;
    }
    if (app->focus >= 0) {
        struct rect ring = rect_inset(list->targets[app->focus].rect, -4, -4);
        draw_box(list, ring, THEME_RADIUS, (struct paint){PAINT_SOLID, 0, 0}, 6, THEME_WARN);
    }
    app->under = list;
    app->under_end = draw_mark(list);
}

void app_draw(struct app *app, struct draw_list *list)
{
    struct screen_view view = view_of(app);
    bool card = app->outcome_until_ms && !ops_of(app)->owns_keys;
    app->dirty = card && app->outcome_fresh;
    if (app->dirty && app->under == list) {
        /* the card comes first: new counts and the veil follow in the next frame */
        draw_rewind(list, app->under_end);
    } else {
        draw_under(app, &view, list);
    }
    if (card) {
        outcome_draw_card(list, &view, &app->outcome, app->outcome_veiled);
        app->outcome_veiled = true;
    } else if (app->outcome_until_ms) {
        outcome_draw_toast(list, &view, &app->outcome);
    }
    app->outcome_fresh = false;
}

void app_draw_ahead(const struct app *app, struct draw_list *list)
{
    static const enum outcome_kind kinds[] = {OUTCOME_SIGNED_IN, OUTCOME_LATE, OUTCOME_ALREADY,
                                              OUTCOME_UNKNOWN};
    struct screen_view view = view_of(app);
    draw_begin(list, app->config.measure);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct outcome outcome = {
            .kind = kinds[i], .at_ms = view.now_ms, .ordinal = 123, .unit = " ", .badge = "7890"};
        const struct lecture *lecture =
            programme_now(&app->board.programme, app->board.station_venue, view.now_ms);
        lecture =
            lecture ? lecture : programme_next(&app->board.programme, app->board.station_venue, view.now_ms);
        utf8_copy(outcome.lecture_title, sizeof outcome.lecture_title, lecture ? lecture->title : "");
        outcome_draw_card(list, &view, &outcome, false);
    }
}

enum screen_id app_screen(const struct app *app)
{
    return app->screen;
}

void app_go(struct app *app, enum screen_id id, const char *argument)
{
    enter_screen(app, id, argument);
}

const struct outcome *app_outcome(const struct app *app)
{
    return app->outcome_until_ms ? &app->outcome : NULL;
}

const struct board *app_board(const struct app *app)
{
    return &app->board;
}
