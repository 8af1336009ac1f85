#include "kiosk.h"

#include "app.h"
#include "base/utf8.h"
#include "reader/queue.h"
#include "reader/readers.h"
#include "screen/outcome_view.h"
#include "sdl/displays.h"
#include "sdl/events.h"
#include "sdl/fade.h"
#include "sdl/second.h"
#include "sdl/sound.h"
#include "sdl/window.h"
#include "service/board_load.h"
#include "service/desk.h"

#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>

enum {
    WARM_AFTER_MS = 300,
    WARM_BYTES_MAX = 3000 /* of names: about a thousand characters, a megabyte of coverage */
};

struct kiosk {
    struct fonts *fonts;
    struct window window;
    bool fullscreen;          /* not a window of a size of its own */
    const char *faces_path;   /* not owned */
    struct displays displays; /* watched from the first talk on */
    bool displays_watched;
    bool displays_stale; /* something came, went or is to change places */
    bool second_wanted;  /* as it was when the windows were placed */
    bool swapped;        /* the hall looks at the second display, the speaker at the first */
    struct second second;
    struct events events;
    struct desk *desk;
    struct pictures *pictures;
    struct sound *sound;
    struct board board;
    struct app *app;
    struct draw_list list;
    struct text_measure measure;
    struct read_queue *reads;
    struct readers *readers; /* NULL: the reader types */
    struct reader_settings reader;
    bool reader_stale; /* the readers run with what was set before */
    pthread_t signals;
    atomic_bool quit;
    int64_t input_until_ms;  /* monotonic: all input until then was handed to the app */
    struct fade fade;        /* from page to page of a talk */
    struct draw_list coming; /* the frame that the next key may bring */
    struct draw_list ahead;  /* what is made ready while there is nothing to do */
    size_t warm_command, warm_name;
    int64_t warm_at_ms;        /* monotonic: the next step of it; 0 = all is ready */
    int64_t rest_until_ms;     /* monotonic: a card alone stands on the screen until then */
    int64_t awaiting_since_ms; /* monotonic: an outcome is on its way; 0 = none is */
    Uint32 wake_event;
};

/* Any thread: something is waiting for the loop. */
static void wake(void *context)
{
    struct kiosk *kiosk = context;
    SDL_Event event = {.type = kiosk->wake_event};
    SDL_PushEvent(&event);
}

/* The readers' thread. */
static void deliver_read(void *context, const struct reader_read *read)
{
    struct kiosk *kiosk = context;
    if (read_queue_put(kiosk->reads, read)) {
        wake(kiosk);
    }
}

static void take_reads(struct kiosk *kiosk)
{
    enum { READS_A_ROUND = 32 }; /* a line that talks nonsense must not hold up the screen */
    struct reader_read read;
    for (int i = 0; i < READS_A_ROUND && kiosk->reads && read_queue_take(kiosk->reads, &read); i++) {
        app_read(kiosk->app, read.raw, read.end, read.unreadable);
    }
}

static bool start_readers(struct kiosk *kiosk, struct err *err)
{
    const struct reader_settings *settings = &kiosk->reader;
    struct readers_config config = {.device = settings->device,
                                    .folder = "/dev",
                                    .baud = settings->baud,
                                    .profile = settings->profile,
                                    .deliver = deliver_read,
                                    .context = kiosk};
    reader_source_parse(settings->source, &config.source);
    return read_queue_create(&kiosk->reads, err) && readers_start(&kiosk->readers, &config, err);
}

static void stop_readers(struct kiosk *kiosk)
{
    if (kiosk->reads) {
        read_queue_close(kiosk->reads);
    }
    readers_stop(kiosk->readers);
    read_queue_destroy(kiosk->reads);
    kiosk->readers = NULL;
    kiosk->reads = NULL;
}

/* Staff changed something, maybe the reader: the loop starts it anew. */
static void take_settings(void *context, const struct staff_setting *settings, size_t count)
{
    struct kiosk *kiosk = context;
    kiosk->reader_stale |= reader_settings_take(&kiosk->reader, settings, count);
}

/* What was read before still counts. What cannot be started now is tried again after the next event. */
static void restart_readers(struct kiosk *kiosk)
{
    struct err err = {0};
    take_reads(kiosk);
    stop_readers(kiosk);
    kiosk->reader_stale = !start_readers(kiosk, &err);
}

/* SIGTERM and SIGINT are taken by a thread: SDL_PushEvent is not for signal handlers. */
static void *wait_for_signals(void *context)
{
    struct kiosk *kiosk = context;
    sigset_t set;
    int number;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGUSR1); /* sent by stop_signals */
    sigwait(&set, &number);
    atomic_store(&kiosk->quit, true);
    wake(kiosk);
    return NULL;
}

static void block_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
}

/* The setting may change while it runs. */
static void follow_rotation(struct kiosk *kiosk)
{
    if (window_turn(&kiosk->window, app_board(kiosk->app)->rotation / 90)) {
        app_resize(kiosk->app, kiosk->window.canvas, kiosk->window.scale);
    }
}

/* --- the second display --- */

static void swap_displays(void *context)
{
    struct kiosk *kiosk = context;
    kiosk->swapped = !kiosk->swapped;
    kiosk->displays_stale = true;
}

static void show_second(struct kiosk *kiosk)
{
    if (second_is_open(&kiosk->second) &&
        app_draw_second(kiosk->app, kiosk->second.window.canvas, &kiosk->second.list)) {
        window_show(&kiosk->second.window, &kiosk->second.list);
    }
}

static void close_second(struct kiosk *kiosk)
{
    if (second_is_open(&kiosk->second)) {
        second_close(&kiosk->second);
        SDL_SetWindowInputFocus(
            kiosk->window.window); /* without a window manager nobody else gives it back */
    }
}

/* The hall's display first. */
static void place_windows(struct kiosk *kiosk)
{
    const struct displays *displays = &kiosk->displays;
    bool two = displays->count > 1;
    int hall = two && kiosk->swapped ? 1 : 0;
    struct err err = {0};
    if (displays->count == 0) {
        return; /* for a moment, while a cable is changed */
    }
    window_move(&kiosk->window, displays->at[hall]);
    if (!two || !app_has_second(kiosk->app)) {
        close_second(kiosk);
    } else if (second_place(&kiosk->second, kiosk->faces_path, displays->at[1 - hall], &err)) {
        SDL_SetWindowInputFocus(kiosk->window.window);
        show_second(kiosk);
    } /* else the talk goes on without: there is nobody to tell but the hall */
}

/* A talk uses a second display where there is one; whatever comes and goes, the talk stays. */
static void follow_displays(struct kiosk *kiosk)
{
    bool wanted = app_has_second(kiosk->app);
    if (!kiosk->fullscreen || (wanted == kiosk->second_wanted && !kiosk->displays_stale)) {
        return;
    }
    if (!kiosk->displays_watched) {
        kiosk->displays_watched = true;
        displays_watch(&kiosk->displays, kiosk->window.window);
    }
    if (kiosk->displays_stale) {
        displays_look(&kiosk->displays);
    }
    kiosk->displays_stale = false;
    kiosk->second_wanted = wanted;
    place_windows(kiosk);
}

static void take_event(struct kiosk *kiosk, const SDL_Event *event, bool may_close)
{
    struct ui_event input;
    struct window *window = &kiosk->window;
    bool uncovered;
    kiosk->displays_stale |= kiosk->displays_watched && displays_event(&kiosk->displays, event);
    if (second_takes(&kiosk->second, event, &uncovered)) {
        if (uncovered) {
            show_second(kiosk);
        }
        return;
    }
    switch (events_translate(&kiosk->events, event, window->scale, window->surface->w, window->surface->h,
                             &input)) {
    case EVENTS_INPUT:
        window_point(window, &input.x, &input.y);
        app_handle(kiosk->app, &input);
        break;
    case EVENTS_RESIZED:
        if (window_resized(window)) {
            app_resize(kiosk->app, window->canvas, window->scale);
        }
        break;
    case EVENTS_UNCOVERED:
        window_uncovered(window);
        app_resize(kiosk->app, window->canvas, window->scale);
        break;
    case EVENTS_CLOSE:
        if (may_close) {
            atomic_store(&kiosk->quit, true);
        }
        break;
    case EVENTS_NONE:
        break;
    }
}

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
static void show(struct kiosk *kiosk)
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
    show_second(kiosk);
    kiosk->rest_until_ms = clock_mono_ms(kiosk->events.clock) + REST_MS;
}

/* Pixels that a scan will need, drawn while the reader types or the disk writes. */
static void prepare_card(struct kiosk *kiosk)
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

static bool rests(const struct kiosk *kiosk, int64_t now_ms)
{
    return app_may_rest(kiosk->app) && now_ms < kiosk->rest_until_ms;
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

static int wait_ms(const struct kiosk *kiosk)
{
    int64_t deadline = app_deadline_ms(kiosk->app);
    if (kiosk->warm_at_ms && (!deadline || kiosk->warm_at_ms < deadline)) {
        deadline = kiosk->warm_at_ms;
    }
    if (fade_runs(&kiosk->fade)) {
        deadline = !deadline || kiosk->fade.next_step_ms < deadline ? kiosk->fade.next_step_ms : deadline;
    } else if (app_wants_next(kiosk->app) && (!deadline || kiosk->rest_until_ms < deadline)) {
        deadline = kiosk->rest_until_ms;
    }
    int64_t now_ms = clock_mono_ms(kiosk->events.clock);
    if (rests(kiosk, now_ms)) {
        return (int)(kiosk->rest_until_ms - now_ms);
    }
    if (app_is_dirty(kiosk->app)) {
        return 0;
    }
    if (deadline == 0) {
        return -1;
    }
    int64_t left = deadline - now_ms;
    return left < 0 ? 0 : left > INT_MAX ? INT_MAX : (int)left;
}

/* A commit takes about a millisecond; being woken through the X server takes as long again. While an outcome
 * is on its way the loop looks by itself, for AWAIT_MS and no longer, and takes input meanwhile. */
static bool look_for_outcome(struct kiosk *kiosk, SDL_Event *event)
{
    enum { AWAIT_MS = 5, LOOK_EVERY_NS = 60 * 1000 };
    int64_t now_ms = clock_mono_ms(kiosk->events.clock);
    if (!app_awaits_outcome(kiosk->app)) {
        kiosk->awaiting_since_ms = 0;
    } else if (kiosk->awaiting_since_ms == 0) {
        kiosk->awaiting_since_ms = now_ms;
    }
    while (app_awaits_outcome(kiosk->app) && now_ms - kiosk->awaiting_since_ms < AWAIT_MS) {
        if (SDL_PollEvent(event)) {
            return true;
        }
        nanosleep(&(struct timespec){.tv_nsec = LOOK_EVERY_NS}, NULL);
        prepare_card(kiosk);
        app_pump(kiosk->app, kiosk->input_until_ms);
        now_ms = clock_mono_ms(kiosk->events.clock);
    }
    return false;
}

static bool next_event(struct kiosk *kiosk, SDL_Event *event)
{
    if (look_for_outcome(kiosk, event)) {
        return true;
    }
    int timeout = wait_ms(kiosk);
    return timeout < 0 ? SDL_WaitEvent(event) != 0 : SDL_WaitEventTimeout(event, timeout) != 0;
}

static void loop(struct kiosk *kiosk, bool may_close)
{
    while (!atomic_load(&kiosk->quit)) {
        SDL_Event event;
        bool got = next_event(kiosk, &event);
        do {
            if (got) {
                take_event(kiosk, &event, may_close);
            }
            /* what came before the look that finds nothing more has been handed in */
            kiosk->input_until_ms = clock_mono_ms(kiosk->events.clock);
            got = SDL_PollEvent(&event) != 0;
        } while (got);
        take_reads(kiosk);
        app_pump(kiosk->app, kiosk->input_until_ms);
        if (kiosk->reader_stale) {
            restart_readers(kiosk);
        }
        follow_rotation(kiosk);
        follow_displays(kiosk);
        if (rests(kiosk, clock_mono_ms(kiosk->events.clock))) {
            continue;
        }
        if (app_is_dirty(kiosk->app)) {
            show(kiosk);
            continue;
        }
        fade_step(&kiosk->fade, &kiosk->window, clock_mono_ms(kiosk->events.clock));
        prepare_card(kiosk);
        prepare_page(kiosk);
        if (kiosk->warm_at_ms && clock_mono_ms(kiosk->events.clock) >= kiosk->warm_at_ms) {
            warm_step(kiosk);
        }
    }
}

static void play(void *context, enum sound_kind kind)
{
    struct kiosk *kiosk = context;
    sound_play(kiosk->sound, kind, app_board(kiosk->app)->volume);
}

static void set_time(void *context, int64_t wall_ms)
{
    clock_set(context, wall_ms);
}

static bool open_app(struct kiosk *kiosk, const struct kiosk_config *config, struct err *err)
{
    struct pictures_config pictures = {
        .store_path = config->store_path, .threaded = true, .wake = wake, .wake_context = kiosk};
    if (!pictures_create(&kiosk->pictures, &pictures, err) || !sound_create(&kiosk->sound, err)) {
        return false;
    }
    struct app_config app = {.clock = config->clock,
                             .measure = &kiosk->measure,
                             .desk = kiosk->desk,
                             .pictures = kiosk->pictures,
                             .set_time = set_time,
                             .set_time_context = config->clock,
                             .canvas = kiosk->window.canvas,
                             .scale = kiosk->window.scale,
                             .swap_displays = swap_displays,
                             .swap_displays_context = kiosk,
                             .sound = play,
                             .sound_context = kiosk,
                             .take_settings = take_settings,
                             .take_settings_context = kiosk};
    return app_create(&kiosk->app, &app, &kiosk->board, err);
}

bool kiosk_run(const struct kiosk_config *config, struct err *err)
{
    struct kiosk kiosk = {0};
    struct desk_config desk = {.store = config->store,
                               .clock = config->clock,
                               .threaded = true,
                               .wake = wake,
                               .wake_context = &kiosk};
    bool done = false;
    block_signals();
    prctl(PR_SET_TIMERSLACK,
          1UL); /* the short sleeps of look_for_outcome: Linux rounds them up to 50 us more */
    if (!desk_create(&kiosk.desk, &desk, err)) {
        return false;
    }
    kiosk.wake_event = SDL_RegisterEvents(1);
    if (!board_load(&kiosk.board, config->store, err) ||
        !fonts_create(&kiosk.fonts, config->faces_path, err)) {
        goto finish_board;
    }
    if (!window_open(&kiosk.window, kiosk.fonts, config->width, config->height, err)) {
        goto destroy_fonts;
    }
    window_turn(&kiosk.window, kiosk.board.rotation / 90);
    kiosk.measure = fonts_measure(kiosk.fonts);
    events_start(&kiosk.events, config->clock);
    if (!open_app(&kiosk, config, err)) {
        goto destroy_app;
    }
    kiosk.fullscreen = config->width == 0 || config->height == 0;
    kiosk.faces_path = config->faces_path;
    kiosk.reader = *config->reader;
    if (!start_readers(&kiosk, err)) {
        goto stop_readers;
    }
    if (pthread_create(&kiosk.signals, NULL, wait_for_signals, &kiosk) != 0) {
        err_memory(err);
        goto stop_readers;
    }
    show(&kiosk);
    desk_check_store(kiosk.desk);
    kiosk.warm_at_ms = clock_mono_ms(config->clock) + WARM_AFTER_MS;
    loop(&kiosk, config->width > 0);
    pthread_kill(kiosk.signals, SIGUSR1);
    pthread_join(kiosk.signals, NULL);
    done = true;
stop_readers:
    stop_readers(&kiosk);
destroy_app:
    app_destroy(kiosk.app);
    sound_destroy(kiosk.sound);
    pictures_destroy(kiosk.pictures);
    draw_finish(&kiosk.ahead);
    draw_finish(&kiosk.list);
    draw_finish(&kiosk.coming);
    fade_finish(&kiosk.fade);
    second_close(&kiosk.second);
    window_close(&kiosk.window);
destroy_fonts:
    fonts_destroy(kiosk.fonts);
finish_board:
    board_finish(&kiosk.board);
    desk_destroy(kiosk.desk);
    return done;
}
