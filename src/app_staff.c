/* Staff mode: who may see it, what it shows, when it locks itself. */
#include "app_state.h"

#include "base/strings.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { LOCK_MS = 120000 };

/* --- what it shows --- */

void app_staff_refresh(struct app *app)
{
    if (!app->staff.unlocked || !app->config.desk || !*app->staff_lecture) {
        return;
    }
    if (app->sheets_in_work > 0) {
        app->sheet_again = true; /* one at a time: many scans end in one more load */
        return;
    }
    app->sheet_again = false;
    app->sheets_in_work += desk_load_sheet(app->config.desk, app->staff_lecture) != 0;
}

static void load_info(struct app *app)
{
    if (app->config.desk) {
        desk_load_info(app->config.desk);
    }
}

/* The lecture that staff most likely want: the one people sign in to, else the next, else the last. */
static const struct lecture *likely_lecture(const struct app *app)
{
    const struct programme *programme = &app->board.programme;
    const char *venue = app->board.station_venue;
    int64_t now_ms = clock_wall_ms(app->config.clock);
    const struct lecture *lecture = programme_find(programme, app->staff_info.pinned);
    lecture = lecture ? lecture : programme_now(programme, venue, now_ms);
    lecture = lecture ? lecture : programme_next(programme, venue, now_ms);
    return lecture || programme->count == 0 ? lecture : &programme->items[programme->count - 1];
}

static void forget_sheet(struct app *app)
{
    if (app->sheet) {
        sheet_finish(app->sheet);
        free(app->sheet);
    }
    app->sheet = NULL;
    app->staff.sheet = NULL;
}

static void show_lecture(struct app *app, const char *id)
{
    if (!programme_find(&app->board.programme, id)) {
        return;
    }
    if (app->sheet && strcmp(app->sheet->lecture_id, id) != 0) {
        forget_sheet(app);
    }
    utf8_copy(app->staff_lecture, sizeof app->staff_lecture, id);
    app->dirty = true;
    app_staff_refresh(app);
}

static void unlock(struct app *app)
{
    app->staff.pin = PIN_RIGHT;
    app->staff.pin_refused = false;
    app->staff.unlocked = true;
    app->staff_input_ms = app_mono_ms(app);
    const struct lecture *lecture = likely_lecture(app);
    show_lecture(app, lecture ? lecture->id : "");
}

static void forget_trail(struct app *app)
{
    if (app->trail) {
        trail_finish(app->trail);
        free(app->trail);
    }
    app->trail = NULL;
    app->staff.trail = NULL;
}

static void forget_diagnosis(struct app *app)
{
    free(app->diagnosis);
    app->diagnosis = NULL;
    app->staff.diagnosis = NULL;
    app->diagnosis_ticket = 0;
}

static void lock(struct app *app)
{
    forget_sheet(app);
    forget_trail(app);
    forget_diagnosis(app);
    app_transfer_forget(app);
    app->staff.unlocked = app->staff.pin_refused = false;
    app->staff.pin = app->staff_info.pin_set ? PIN_WANTED : PIN_UNSET;
    app->staff.result = (struct staff_result){0};
    app->staff_operator[0] = app->staff_lecture[0] = '\0';
}

void app_staff_lock(struct app *app)
{
    lock(app);
    if (app_ops(app)->staff) {
        app_enter(app, SCREEN_HOME, "");
    }
}

void app_staff_start(struct app *app)
{
    app->staff = (struct staff_view){.pin = PIN_WANTED,
                                     .operator_name = app->staff_operator,
                                     .lecture = app->staff_lecture,
                                     .settings = app->staff_info.settings,
                                     .pinned = app->staff_info.pinned,
                                     .free_bytes = -1};
}

void app_staff_finish(struct app *app)
{
    forget_sheet(app);
    forget_trail(app);
    forget_diagnosis(app);
    app_transfer_forget(app);
}

/* --- time --- */

static int64_t lock_at(const struct app *app)
{
    /* not in the middle of an export: who brought the stick waits for the word that it may be pulled */
    bool may = app->staff.unlocked && app->staff.transferring == TRANSFER_NONE;
    return may ? app->staff_input_ms + LOCK_MS : 0;
}

int64_t app_staff_deadline(const struct app *app)
{
    /* while somebody waits for the PIN pad, its seconds are shown */
    bool counts = app->staff.pin == PIN_WAITING && app->screen == SCREEN_STAFF_PIN;
    return counts ? app->pin_tick_ms : app->transfer_look_ms ? app->transfer_look_ms : lock_at(app);
}

static void count_wait(struct app *app, int64_t now)
{
    if (app->staff.pin != PIN_WAITING) {
        return;
    }
    int64_t left_ms = app->pin_wait_until_ms - now;
    int left_s = left_ms > 0 ? (int)((left_ms + 999) / 1000) : 0;
    if (left_s != app->staff.wait_s) {
        app->staff.wait_s = left_s;
        app->dirty |= app->screen == SCREEN_STAFF_PIN;
    }
    app->pin_tick_ms = now + (left_ms > 0 ? (left_ms - 1) % 1000 + 1 : 0);
    if (left_s == 0) {
        app->staff.pin = app->staff_info.pin_set ? PIN_WANTED : PIN_UNSET;
    }
}

void app_staff_pump(struct app *app)
{
    int64_t now = app_mono_ms(app), lock = lock_at(app);
    count_wait(app, now);
    app_transfer_pump(app);
    if (lock && now >= lock) {
        app_staff_lock(app);
        app->dirty = true;
    }
}

static void wait_after(struct app *app, int failures)
{
    int wait_s = staff_wait_s(failures);
    if (wait_s > 0) {
        app->staff.pin = PIN_WAITING;
        app->staff.wait_s = 0;
        app->pin_wait_until_ms = app_mono_ms(app) + wait_s * 1000LL;
        count_wait(app, app_mono_ms(app));
    }
}

/* --- answers --- */

static void take_info(struct app *app, struct staff_info *info)
{
    if (!info) {
        return;
    }
    bool first = !app->staff_info_known;
    app->staff_info = *info;
    free(info);
    app->staff_info_known = true;
    for (size_t i = 0; i < app->staff_info.operator_count; i++) {
        app->staff.operators[i] = app->staff_info.operators[i];
    }
    app->staff.operator_count = app->staff_info.operator_count;
    app->staff.setting_count = app->staff_info.setting_count;
    app->staff.free_bytes = app->staff_info.free_bytes;
    app->staff.clock_jump_ms = app->staff_info.clock_jump_ms;
    if (!app->staff.unlocked && app->staff.pin != PIN_WAITING) {
        app->staff.pin = app->staff_info.pin_set ? PIN_WANTED : PIN_UNSET;
    }
    if (first) {
        wait_after(app, app->staff_info.failures); /* a restart does not shorten it */
    }
    app->dirty |= app_ops(app)->staff || app->screen == SCREEN_STAFF_PIN;
    if (app->config.take_settings) {
        app->config.take_settings(app->config.take_settings_context, app->staff.settings,
                                  app->staff.setting_count);
    }
}

static void take_pin(struct app *app, const struct desk_event *event)
{
    app->staff.busy = false;
    app->dirty = true;
    if (event->error.code != ERR_NONE) {
        app->staff.pin_refused = true;
        utf8_copy(app->staff.result.sentence, sizeof app->staff.result.sentence, event->error.text);
        return;
    }
    app->staff_info.pin_set |= event->pin.set;
    app->staff_info.failures = event->pin.failures;
    if (event->pin.right) {
        if (app->screen == SCREEN_STAFF_PIN) { /* else whoever typed it has left */
            unlock(app);
            load_info(app);
        }
        return;
    }
    app->staff.pin_refused = true;
    wait_after(app, event->pin.failures);
}

/* Screens keep places in the programme and in talks: those mean nothing in what another import brought, be it
 * as many lectures and talks as before. */
static bool is_other(const struct board *now, const struct board *board)
{
    bool other = now->programme.count != board->programme.count || now->deck_count != board->deck_count ||
                 now->keypoints.slide_count != board->keypoints.slide_count;
    for (size_t i = 0; !other && i < now->programme.count; i++) {
        other = strcmp(now->programme.items[i].id, board->programme.items[i].id) != 0;
    }
    for (size_t i = 0; !other && i < now->deck_count; i++) {
        other = strcmp(now->decks[i].id, board->decks[i].id) != 0 ||
                now->decks[i].slide_count != board->decks[i].slide_count;
    }
    return other;
}

static void take_board(struct app *app, struct board *board)
{
    if (!board) {
        return;
    }
    bool other = is_other(&app->board, board);
    app_forget_fitted(app);
    board_finish(&app->board);
    app->board = *board;
    free(board);
    app->under = NULL;
    app->dirty = true;
    if (other && app->screen == SCREEN_TALK) {
        app_start_over(app);
    } else if (other && !app_ops(app)->staff) {
        app_enter(app, SCREEN_HOME, "");
    }
}

static void take_staff(struct app *app, const struct staff_result *result)
{
    app->staff.busy = false;
    app->dirty = true;
    if (app->staff.unlocked) {
        app->staff.result = *result; /* it may name somebody: nobody else is to read it */
    }
    if (app_ops(app)->notice_staff) {
        struct screen_view view = app_view(app);
        app_ops(app)->notice_staff(app->state, &view, result);
        app_follow_go(app);
    }
    enum lang lang;
    bool spoken = result->verb == STAFF_SETTING && strcmp(app->asked_setting.key, "lang") == 0;
    if (result->done && spoken && strings_parse_lang(app->asked_setting.value, &lang)) {
        strings_use(lang);
        app->under = NULL;
    }
    if (result->done && result->set_ms && app->config.set_time) {
        app->config.set_time(app->config.set_time_context, result->set_ms);
    }
    if (result->done) {
        app_staff_refresh(app);
        load_info(app);
    }
}

/* A screen hears of it, so that it says so. */
static void refuse_staff(struct app *app, enum staff_verb verb, const char *sentence)
{
    struct staff_result result = {.verb = verb};
    utf8_copy(result.sentence, sizeof result.sentence, sentence);
    take_staff(app, &result);
}

static void take_sheet(struct app *app, struct sheet *sheet)
{
    app->sheets_in_work--;
    bool wanted = sheet && app->staff.unlocked && strcmp(sheet->lecture_id, app->staff_lecture) == 0;
    if (sheet && !wanted) {
        sheet_finish(sheet);
        free(sheet);
        app->sheet_again = true; /* of the lecture that is looked at now */
    } else if (sheet) {
        forget_sheet(app);
        app->sheet = sheet;
        app->staff.sheet = sheet;
        app->dirty |= app_ops(app)->staff;
    }
    if (app->sheet_again) {
        app_staff_refresh(app);
    }
}

static void take_trail(struct app *app, struct trail *trail)
{
    forget_trail(app);
    app->trail = trail;
    if (!app->staff.unlocked) {
        forget_trail(app); /* it came too late */
        return;
    }
    app->staff.trail = trail;
    app->dirty |= app_ops(app)->staff;
}

static void take_diagnosis(struct app *app, const struct desk_event *event)
{
    if (event->ticket != app->diagnosis_ticket) {
        free(event->diagnosis); /* of reads that were asked about before */
        return;
    }
    if (!event->diagnosis) {
        refuse_staff(app, STAFF_SETTING, event->error.code ? event->error.text : str(STR_DOCTOR_NO_ANSWER));
        return;
    }
    forget_diagnosis(app);
    app->diagnosis = event->diagnosis;
    app->staff.diagnosis = event->diagnosis;
    app->dirty |= app_ops(app)->staff;
}

bool app_staff_take(struct app *app, const struct desk_event *event)
{
    switch (event->type) {
    case DESK_BOARD:
        take_board(app, event->board);
        return true;
    case DESK_STAFF:
        take_staff(app, &event->staff);
        return true;
    case DESK_STAFF_INFO:
        take_info(app, event->info);
        return true;
    case DESK_PIN:
        take_pin(app, event);
        return true;
    case DESK_SHEET:
        take_sheet(app, event->sheet);
        return true;
    case DESK_TRAIL:
        take_trail(app, event->trail);
        return true;
    case DESK_DIAGNOSIS:
        take_diagnosis(app, event);
        return true;
    default:
        return app_transfer_take(app, event);
    }
}

/* --- what screens may ask --- */

static void host_pin(void *context, const char *digits)
{
    struct app *app = context;
    /* before it is known how many wrong ones there were, a restart would buy a try */
    bool may = app->staff_info_known && (app->staff.pin == PIN_WANTED || app->staff.pin == PIN_UNSET);
    if (may && !app->staff.busy && app->config.desk && desk_pin(app->config.desk, digits) != 0) {
        app->staff.busy = true;
        app->staff.pin_refused = false;
        app->staff.result = (struct staff_result){0};
    }
}

static void host_lock(void *context)
{
    app_staff_lock(context);
}

static void host_use_operator(void *context, const char *name)
{
    struct app *app = context;
    if (app->staff.unlocked) {
        utf8_copy(app->staff_operator, sizeof app->staff_operator, name);
    }
}

static void host_show_lecture(void *context, const char *lecture)
{
    struct app *app = context;
    if (app->staff.unlocked) {
        show_lecture(app, lecture);
    }
}

static void host_ask_trail(void *context, const char *code, const char *badge)
{
    struct app *app = context;
    forget_trail(app);
    if (app->staff.unlocked && app->config.desk) {
        desk_load_trail(app->config.desk, app->staff_lecture, code, badge);
    }
}

static void host_diagnose(void *context, const char *const *raws, size_t count)
{
    struct app *app = context;
    forget_diagnosis(app);
    if (app->staff.unlocked && app->config.desk && count > 0) {
        app->diagnosis_ticket = desk_diagnose(app->config.desk, raws, count);
    }
}

static void host_staff_do(void *context, const struct staff_request *request)
{
    struct app *app = context;
    struct staff_request full = *request;
    if (!app->staff.unlocked || app->staff.busy || !app->config.desk) {
        return;
    }
    if (!*full.lecture && full.verb != STAFF_PIN) {
        utf8_copy(full.lecture, sizeof full.lecture, app->staff_lecture);
    }
    utf8_copy(app->asked_setting.key, sizeof app->asked_setting.key, request->key);
    utf8_copy(app->asked_setting.value, sizeof app->asked_setting.value, request->value);
    utf8_copy(full.operator_name, sizeof full.operator_name, app->staff_operator);
    if (app->store_error.code != ERR_NONE) {
        refuse_staff(app, full.verb, app->store_error.text);
    } else {
        app->staff.busy = desk_staff(app->config.desk, &full) != 0;
    }
    app->dirty = true;
}

void app_staff_host(struct screen_host *host)
{
    host->pin = host_pin;
    host->lock = host_lock;
    host->use_operator = host_use_operator;
    host->show_lecture = host_show_lecture;
    host->ask_trail = host_ask_trail;
    host->staff_do = host_staff_do;
    host->diagnose = host_diagnose;
    app_transfer_host(host);
}

enum screen_id app_staff_door(struct app *app, enum screen_id id)
{
    const struct screen_ops *ops = screen_ops(id);
    if (ops && ops->staff && !app->staff.unlocked) {
        id = SCREEN_STAFF_PIN;
    }
    /* who goes to what everybody sees leaves the door locked; the device page has no door */
    bool leaves = ops && !ops->staff && id != SCREEN_STAFF_PIN && id != SCREEN_DEVICE;
    if (leaves && app->staff.unlocked) {
        lock(app);
    }
    if (id == SCREEN_STAFF_PIN && app->staff.unlocked) {
        return *app->staff_operator ? SCREEN_STAFF_OVERVIEW : id;
    }
    if (id == SCREEN_STAFF_PIN) {
        app->staff.pin_refused = false;
        load_info(app);
    }
    return id;
}

void app_staff_open(struct app *app, const char *operator_name)
{
    unlock(app);
    utf8_copy(app->staff_operator, sizeof app->staff_operator, operator_name);
    load_info(app);
}
