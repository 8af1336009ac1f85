#include "app.h"

#include "app_state.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "domain/scan.h"
#include "screen/frame.h"
#include "screen/outcome_view.h"
#include "ui/theme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    IDLE_HOME_MS = 60000,
    MINUTE_MS = 60000,
    STAFF_PRESS_MS = 3000 /* on the clock */
};

const struct screen_ops *app_ops(const struct app *app)
{
    return screen_ops(app->screen);
}

int64_t app_mono_ms(const struct app *app)
{
    return clock_mono_ms(app->config.clock);
}

struct screen_view app_view(const struct app *app)
{
    return (struct screen_view){.board = &app->board,
                                .canvas = app->config.canvas,
                                .now_ms = clock_wall_ms(app->config.clock),
                                .mono_ms = app_mono_ms(app),
                                .simulated = app->config.clock->simulated,
                                .store_state = app->store_state,
                                .measure = app->config.measure,
                                .host = &app->host,
                                .staff = &app->staff};
}

/* --- what screens may ask --- */

static void host_go(void *context, enum screen_id id, const char *argument)
{
    struct app *app = context;
    app->go_asked = true;
    app->go_screen = id;
    strncpy(app->go_argument, argument, sizeof app->go_argument - 1);
}

static void host_sign_in(void *context, const char *typed)
{
    app_sign_in(context, typed, METHOD_KEYPAD);
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

void app_enter(struct app *app, enum screen_id id, const char *argument)
{
    id = app_staff_door(app, id);
    const struct screen_ops *old = app_ops(app), *ops = screen_ops(id);
    if (!ops || ops->state_size > sizeof app->state) {
        return;
    }
    if (old->leave) {
        old->leave(app->state);
    }
    memset(app->state, 0, sizeof app->state);
    app->screen = id;
    app->under = NULL;
    app->focus = -1;
    app->pressed = false;
    app->dirty = app->hurried = true;
    draw_begin(&app->targets, app->config.measure); /* what the old screen showed means nothing to this one */
    if (ops->enter) {
        struct screen_view view = app_view(app);
        ops->enter(app->state, &view, argument);
    }
}

void app_follow_go(struct app *app)
{
    if (app->go_asked) {
        app->go_asked = false;
        app_enter(app, app->go_screen, app->go_argument);
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
    app_talk_host(&app->host);
    app_staff_host(&app->host);
    app_staff_start(app);
    app->last_input_ms = app_mono_ms(app);
    app_start_over(app);
    *out = app;
    return true;
}

void app_destroy(struct app *app)
{
    if (!app) {
        return;
    }
    if (app_ops(app)->leave) {
        app_ops(app)->leave(app->state);
    }
    app_staff_finish(app);
    draw_finish(&app->targets);
    app_forget_fitted(app);
    board_finish(&app->board);
    free(app);
}

void app_resize(struct app *app, struct canvas canvas, double scale)
{
    app->config.canvas = canvas;
    app->config.scale = scale;
    app->under = NULL;
    app->focus = -1;
    app->pressed = false;
    app->dirty = app->hurried = true;
}

/* --- time and the desk --- */

static void take_desk_event(struct app *app, const struct desk_event *event)
{
    switch (event->type) {
    case DESK_OUTCOME:
        app->scans_in_work--;
        app_take_outcome(app, &event->outcome);
        if (strcmp(event->outcome.lecture_id, app->staff_lecture) == 0) {
            app_staff_refresh(app);
        }
        break;
    case DESK_LOOKUP:
        if (app_ops(app)->notice_lookup) {
            struct screen_view view = app_view(app);
            struct screen_lookup lookup = {.code = event->lookup.code,
                                           .found = event->lookup.found,
                                           .name = event->lookup.name,
                                           .unit = event->lookup.unit,
                                           .team = event->lookup.team};
            app_ops(app)->notice_lookup(app->state, &view, &lookup);
            app->dirty = true;
        }
        break;
    case DESK_VOTES:
        if (event->error.code == ERR_NONE) {
            app_notice_votes(app, event->votes.source, &event->votes.count);
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
    default:
        app_staff_take(app, event);
        break;
    }
}

static int64_t screen_deadline(const struct app *app)
{
    const struct screen_ops *ops = app_ops(app);
    struct screen_view view = app_view(app);
    return ops->deadline_ms ? ops->deadline_ms(app->state, &view) : 0;
}

/* Staff mode has a lock of its own. */
static bool stays(const struct app *app)
{
    return app_ops(app)->stays || app_ops(app)->staff;
}

/* When a finger has rested on the clock long enough; 0 = none does. */
static int64_t staff_press_deadline(const struct app *app)
{
    bool on_clock = app->pressed && app->pressed_target.target == FRAME_TARGET_CLOCK;
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
    int64_t now = app_mono_ms(app);
    struct scan_result result = scan_tick(&app->scan, input_until_ms);
    app_take_scan(app, &result);
    if (app->outcome_until_ms && now >= app->outcome_until_ms) {
        app->outcome_until_ms = 0;
        app->dirty = true;
    }
    app_staff_pump(app);
    if (!stays(app) && now - app->last_input_ms >= IDLE_HOME_MS) {
        app_enter(app, SCREEN_HOME, "");
    }
    int64_t held = staff_press_deadline(app);
    if (held && now >= held) {
        app_enter(app, SCREEN_STAFF_PIN, "");
    }
    int64_t due = screen_deadline(app);
    if (due && now >= due) {
        struct screen_view view = app_view(app);
        if (app_ops(app)->tick) {
            app_ops(app)->tick(app->state, &view);
            app_follow_go(app);
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
    int64_t deadline = 0, now = app_mono_ms(app);
    sooner(&deadline, scan_deadline_ms(&app->scan));
    sooner(&deadline, app->outcome_until_ms);
    sooner(&deadline, screen_deadline(app));
    sooner(&deadline, staff_press_deadline(app));
    sooner(&deadline, app_staff_deadline(app));
    if (!stays(app)) {
        sooner(&deadline, app->last_input_ms + IDLE_HOME_MS);
    }
    sooner(&deadline, now + MINUTE_MS - clock_wall_ms(app->config.clock) % MINUTE_MS);
    return deadline;
}

bool app_awaits_outcome(const struct app *app)
{
    return app->scans_in_work > 0;
}

bool app_is_busy(const struct app *app)
{
    return app->scans_in_work > 0 || scan_is_reading(&app->scan);
}

bool app_is_dirty(const struct app *app)
{
    return app->dirty;
}

bool app_may_rest(const struct app *app)
{
    return app->dirty && app->veil_owed && app->outcome_until_ms && !app->outcome_fresh;
}

bool app_may_wait(const struct app *app)
{
    return app->dirty && !app->hurried;
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
    app_ops(app)->draw(app->state, view, list);
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

static void draw_card(struct draw_list *list, const struct screen_view *view, const struct outcome *outcome,
                      const struct outcome_offer *offer, bool veiled)
{
    outcome_draw_card(list, view, outcome, app_offers(offer) ? offer : NULL, veiled);
}

bool app_draw_coming(struct app *app, struct draw_list *list)
{
    struct outcome outcome;
    if (app->next_drawn && app->under == list && scan_is_reading(&app->scan)) {
        /* not the next page but a word in its corner is coming: the page that is shown is made ready for it
         */
        app->next_drawn = false;
        app->next_put_off = true;
        draw_rewind(list, app->under_end);
        return true;
    }
    if (!app->config.desk || app->under != list || app_ops(app)->owns_keys) {
        return false;
    }
    struct screen_view view = app_view(app);
    if (desk_decided(app->config.desk, &outcome)) {
        struct outcome_offer offer = app_offer_for(app, &outcome);
        draw_rewind(list, app->under_end);
        draw_card(list, &view, &outcome, &offer, app_lies_on_veil(app));
        return true;
    }
    if (app->ground_drawn || app->outcome_until_ms || !scan_is_reading(&app->scan)) {
        return false;
    }
    app->ground_drawn = true;
    draw_rewind(list, app->under_end);
    outcome_draw_ground(list, &view);
    return true;
}

bool app_wants_next(const struct app *app)
{
    return app_ops(app)->draw_next && !app->next_drawn && !app->next_put_off && !app->dirty &&
           !app->outcome_until_ms;
}

bool app_draw_next(struct app *app, struct draw_list *list)
{
    if (!app_wants_next(app)) {
        return false;
    }
    struct screen_view view = app_view(app);
    app->next_drawn = true;
    draw_begin(list, app->config.measure);
    app_ops(app)->draw_next(app->state, &view, list);
    return list->count > 0;
}

void app_draw(struct app *app, struct draw_list *list)
{
    struct screen_view view = app_view(app);
    bool card = app->outcome_until_ms && !app_ops(app)->owns_keys;
    app->ground_drawn = app->next_drawn = app->next_put_off = false;
    app->dirty = app->veil_owed = card && app->outcome_fresh;
    if (app->dirty && app->under == list) {
        /* the card comes first: new counts and the veil follow in the next frame */
        draw_rewind(list, app->under_end);
    } else {
        draw_under(app, &view, list);
    }
    if (card) {
        size_t before = list->target_count;
        draw_card(list, &view, &app->outcome, &app->offer, app->outcome_veiled);
        app->offer_target_count = 0;
        for (size_t i = before; i < list->target_count && app->offer_target_count < 2; i++) {
            app->offer_targets[app->offer_target_count++] = list->targets[i];
        }
        app->outcome_veiled = true;
    } else if (app->outcome_until_ms && (!app->board.talk_quiet || app->outcome.vote != VOTE_NONE)) {
        outcome_draw_toast(list, &view, &app->outcome);
    }
    app->outcome_fresh = app->hurried = false;
}

bool app_has_second(const struct app *app)
{
    return app_ops(app)->draw_second != NULL;
}

bool app_draw_second(struct app *app, struct canvas canvas, struct draw_list *list)
{
    if (!app_has_second(app)) {
        return false;
    }
    struct screen_view view = app_view(app);
    view.canvas = canvas;
    draw_begin(list, app->config.measure);
    app_ops(app)->draw_second(app->state, &view, list);
    return true;
}

void app_draw_ahead(const struct app *app, struct draw_list *list)
{
    static const enum outcome_kind kinds[] = {OUTCOME_SIGNED_IN, OUTCOME_LATE, OUTCOME_ALREADY,
                                              OUTCOME_UNKNOWN};
    struct screen_view view = app_view(app);
    draw_begin(list, app->config.measure);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct outcome outcome = {
            .kind = kinds[i], .at_ms = view.now_ms, .ordinal = 123, .unit = " ", .badge = "7890"};
        const struct lecture *lecture =
            programme_now(&app->board.programme, app->board.station_venue, view.now_ms);
        lecture =
            lecture ? lecture : programme_next(&app->board.programme, app->board.station_venue, view.now_ms);
        utf8_copy(outcome.lecture_title, sizeof outcome.lecture_title, lecture ? lecture->title : "");
        outcome_draw_card(list, &view, &outcome, NULL, false);
    }
}

enum screen_id app_screen(const struct app *app)
{
    return app->screen;
}

void app_go(struct app *app, enum screen_id id, const char *argument)
{
    app_enter(app, id, argument);
}

const struct outcome *app_outcome(const struct app *app)
{
    return app->outcome_until_ms ? &app->outcome : NULL;
}

const struct board *app_board(const struct app *app)
{
    return &app->board;
}
