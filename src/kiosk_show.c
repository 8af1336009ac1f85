#include "kiosk_state.h"

#include "base/utf8.h"
#include "screen/outcome_view.h"

#include <string.h>

enum { WARM_BYTES_MAX = 3000 /* of names: about a thousand characters, a megabyte of coverage */ };

/* Another frame is to be shown: what fades in is there at once. Where the frame is to fade in itself, what it
 * comes in over is kept, if it was not before that frame was drawn ahead. */
static void fade_leave(struct kiosk *kiosk, bool fades)
{
    if (fade_runs(&kiosk->fade)) {
        fade_end(&kiosk->fade, &kiosk->window);
    }
    if (fades) {
        fade_keep(&kiosk->fade, &kiosk->window);
    } else {
        kiosk->fade.holds = false;
    }
    if (!app_fades(kiosk->app)) {
        fade_finish(&kiosk->fade);
    }
}

/* Dimming the whole screen takes the window system several times as long as the card: following at once it
 * would hold up the card on its way to the glass. */
void kiosk_show(struct kiosk *kiosk)
{
    enum { REST_MS = 30 };
    bool fades = app_take_turn(kiosk->app) && app_fades(kiosk->app);
    fade_leave(kiosk, fades);
    app_draw(kiosk->app, &kiosk->list);
    window_draw(&kiosk->window, &kiosk->list);
    if (fades) {
        fade_begin(&kiosk->fade, &kiosk->window, clock_mono_ms(kiosk->events.clock));
        fade_step(&kiosk->fade, &kiosk->window, clock_mono_ms(kiosk->events.clock));
    }
    window_send(&kiosk->window); /* does nothing where it fades */
    kiosk_show_second(kiosk);
    kiosk->rest_until_ms = clock_mono_ms(kiosk->events.clock) + REST_MS;
}

/* Pixels that a scan will need, drawn while the reader types or the disk writes. */
void kiosk_prepare_card(struct kiosk *kiosk)
{
    if (app_draw_coming(kiosk->app, &kiosk->list)) {
        window_draw(&kiosk->window, &kiosk->list);
    }
}

/* Those of the next page, drawn while the hall looks at this one. */
static void prepare_page(struct kiosk *kiosk)
{
    if (clock_mono_ms(kiosk->events.clock) >= kiosk->rest_until_ms && !fade_runs(&kiosk->fade) &&
        app_draw_next(kiosk->app, &kiosk->coming)) {
        if (app_fades(kiosk->app)) {
            fade_keep(&kiosk->fade, &kiosk->window);
        }
        window_draw(&kiosk->window, &kiosk->coming);
    }
}

bool kiosk_rests(const struct kiosk *kiosk, int64_t now_ms)
{
    return (app_may_rest(kiosk->app) && now_ms < kiosk->rest_until_ms) ||
           (app_may_wait(kiosk->app) && fade_runs(&kiosk->fade));
}

/* Makes the next few glyphs of the outcome cards and of the roster's names ready. Small steps, as a badge may
 * come. */
static void warm_step(struct kiosk *kiosk)
{
    enum { STEP_CHARACTERS = 16, STEP_EVERY_MS = 15, COMMANDS_A_STEP = 3 };
    struct draw_list *ahead = &kiosk->ahead;
    if (app_is_busy(kiosk->app)) {
        kiosk->warm_at_ms = clock_mono_ms(kiosk->events.clock) + STEP_EVERY_MS;
        return;
    }
    const char *names = app_board(kiosk->app)->characters ? app_board(kiosk->app)->characters : "";
    size_t names_len = strlen(names);
    if (ahead->count == 0) {
        app_draw_ahead(kiosk->app, ahead);
    }
    for (int i = 0; i < COMMANDS_A_STEP && kiosk->warm_command < ahead->count; kiosk->warm_command++) {
        const struct draw_command *command = &ahead->commands[kiosk->warm_command];
        if (command->op == DRAW_TEXT) {
            fonts_warm(kiosk->fonts, command->u.text.style.size, command->u.text.style.bold,
                       ahead->text + command->u.text.start, command->u.text.len);
            i++;
        }
    }
    size_t from = kiosk->warm_name;
    for (int i = 0; i < STEP_CHARACTERS && kiosk->warm_name < names_len; i++) {
        utf8_next(names, names_len, &kiosk->warm_name);
    }
    fonts_warm(kiosk->fonts, OUTCOME_NAME_SIZE, false, names + from, kiosk->warm_name - from);
    bool done = kiosk->warm_command >= ahead->count && kiosk->warm_name >= names_len;
    if (done || kiosk->warm_name > WARM_BYTES_MAX) {
        draw_finish(ahead);
        kiosk->warm_at_ms = 0;
    } else {
        kiosk->warm_at_ms = clock_mono_ms(kiosk->events.clock) + STEP_EVERY_MS;
    }
}

void kiosk_fade(struct kiosk *kiosk)
{
    fade_step(&kiosk->fade, &kiosk->window, clock_mono_ms(kiosk->events.clock));
}

void kiosk_prepare(struct kiosk *kiosk)
{
    kiosk_prepare_card(kiosk);
    prepare_page(kiosk);
    if (kiosk->warm_at_ms && clock_mono_ms(kiosk->events.clock) >= kiosk->warm_at_ms) {
        warm_step(kiosk);
    }
}

int64_t kiosk_prepare_deadline(const struct kiosk *kiosk)
{
    int64_t page_ms = fade_runs(&kiosk->fade)      ? kiosk->fade.next_step_ms
                      : app_wants_next(kiosk->app) ? kiosk->rest_until_ms
                                                   : 0;
    bool warm_first = kiosk->warm_at_ms && (!page_ms || kiosk->warm_at_ms < page_ms);
    return warm_first ? kiosk->warm_at_ms : page_ms;
}
