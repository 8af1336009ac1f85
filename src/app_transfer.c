/* Bringing in and taking away: what staff mode knows of sticks, previews and long work. */
#include "app_state.h"

#include <stdlib.h>
#include <string.h>

enum { LOOK_EVERY_MS = 200 };

static void forget_preview(struct app *app)
{
    if (app->preview) {
        preview_finish(app->preview);
        free(app->preview);
    }
    app->preview = NULL;
    app->staff.preview = NULL;
}

void app_transfer_forget(struct app *app)
{
    forget_preview(app);
    free(app->sticks);
    app->sticks = NULL;
    app->staff.sticks = NULL;
}

/* The bar is looked at a few times a second, and only while something is under way. */
static void look(struct app *app)
{
    int permille = 0;
    enum transfer_kind kind =
        app->config.desk ? desk_transferring(app->config.desk, &permille) : TRANSFER_NONE;
    bool shown = app_ops(app)->staff;
    app->dirty |= shown && (kind != app->staff.transferring || permille != app->staff.transfer_permille);
    app->staff.transferring = kind;
    app->staff.transfer_permille = permille;
    app->transfer_look_ms = kind != TRANSFER_NONE ? app_mono_ms(app) + LOOK_EVERY_MS : 0;
}

void app_transfer_pump(struct app *app)
{
    if (app->transfer_look_ms && app_mono_ms(app) >= app->transfer_look_ms) {
        look(app);
    }
}

static void take_sticks(struct app *app, struct sticks *sticks)
{
    app->sticks_in_work = false;
    if (!app->staff.unlocked) {
        free(sticks);
        return;
    }
    free(app->sticks);
    app->sticks = sticks;
    app->staff.sticks = sticks;
    app->dirty |= app_ops(app)->staff;
}

static void take_transfer(struct app *app, const struct desk_event *event)
{
    if (event->preview) {
        forget_preview(app);
        app->preview = event->preview;
        app->staff.preview = event->preview;
    }
    if (event->transfer.kind == TRANSFER_IMPORT || !app->staff.unlocked) {
        forget_preview(app); /* what it said has happened, or nobody is there to see it */
    }
    look(app);
    app->staff_input_ms = app_mono_ms(app); /* time to read what came of it */
    app->dirty |= app_ops(app)->staff;
    if (app_ops(app)->notice_transfer) {
        struct screen_view view = app_view(app);
        app_ops(app)->notice_transfer(app->state, &view, &event->transfer);
        app_follow_go(app);
    }
    if (event->transfer.kind == TRANSFER_IMPORT) {
        app_staff_refresh(app);
    }
}

bool app_transfer_take(struct app *app, const struct desk_event *event)
{
    switch (event->type) {
    case DESK_STICKS:
        take_sticks(app, event->sticks);
        return true;
    case DESK_TRANSFER:
        take_transfer(app, event);
        return true;
    default:
        return false;
    }
}

static void host_find_sticks(void *context)
{
    struct app *app = context;
    if (app->staff.unlocked && app->config.desk && !app->sticks_in_work) {
        app->sticks_in_work = desk_find_sticks(app->config.desk) != 0;
    }
}

static void host_transfer(void *context, enum transfer_kind kind, const struct transfer_wish *wish)
{
    struct app *app = context;
    struct transfer_wish full = *wish;
    if (!app->staff.unlocked || !app->config.desk) {
        return;
    }
    memcpy(full.operator_name, app->staff_operator, sizeof full.operator_name);
    if (kind == TRANSFER_PREVIEW) {
        forget_preview(app);
    }
    desk_transfer(app->config.desk, kind, &full);
    look(app);
    app->dirty = true;
}

static void host_cancel_transfer(void *context)
{
    struct app *app = context;
    if (app->staff.unlocked && app->config.desk) {
        desk_cancel_transfer(app->config.desk);
    }
}

void app_transfer_host(struct screen_host *host)
{
    host->find_sticks = host_find_sticks;
    host->transfer = host_transfer;
    host->cancel_transfer = host_cancel_transfer;
}
