#include "kiosk.h"

#include "kiosk_state.h"
#include "service/board_load.h"

#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>

enum { WARM_AFTER_MS = 300 };

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

static void take_event(struct kiosk *kiosk, const SDL_Event *event, bool may_close)
{
    struct ui_event input;
    struct window *window = &kiosk->window;
    bool uncovered;
    kiosk->displays_stale |= kiosk->displays_watched && displays_event(&kiosk->displays, event);
    if (second_takes(&kiosk->second, event, &uncovered)) {
        if (uncovered) {
            kiosk_show_second(kiosk);
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

static int wait_ms(const struct kiosk *kiosk)
{
    int64_t deadline = app_deadline_ms(kiosk->app), prepare = kiosk_prepare_deadline(kiosk);
    int64_t now_ms = clock_mono_ms(kiosk->events.clock);
    deadline = prepare && (!deadline || prepare < deadline) ? prepare : deadline;
    if (kiosk_rests(kiosk, now_ms)) {
        deadline = fade_runs(&kiosk->fade) ? kiosk->fade.next_step_ms : kiosk->rest_until_ms;
    } else if (app_is_dirty(kiosk->app)) {
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
        kiosk_prepare_card(kiosk);
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
        kiosk_follow_displays(kiosk);
        if (kiosk_rests(kiosk, clock_mono_ms(kiosk->events.clock))) {
            kiosk_fade(kiosk);
        } else if (app_is_dirty(kiosk->app)) {
            kiosk_show(kiosk);
        } else {
            kiosk_fade(kiosk);
            kiosk_prepare(kiosk);
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
                             .swap_displays = kiosk_swap_displays,
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
    kiosk_show(&kiosk);
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
