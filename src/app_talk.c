#include "app_state.h"

#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- pages --- */

void app_forget_fitted(struct app *app)
{
    arena_finish(&app->fitted_arena);
    app->fitted_deck = NULL;
}

static const struct slide_fitted *host_fit(void *context, const struct deck *deck)
{
    struct app *app = context;
    struct canvas canvas = app->config.canvas;
    const struct rect *whole = &app->fitted.frame.whole;
    if (app->fitted_deck == deck && whole->w == canvas.w && whole->h == canvas.h) {
        return &app->fitted;
    }
    app_forget_fitted(app);
    struct slide_frame frame = slide_talk_frame(canvas.w, canvas.h);
    if (!slide_fit(deck, &frame, app->config.measure, &app->fitted_arena, &app->fitted)) {
        app_forget_fitted(app);
        return NULL;
    }
    if (app->config.pictures) {
        picture_shapes_load(&app->shapes, app->config.pictures, deck, &app->fitted_arena);
        app->fitted.frame.shapes = &app->shapes.face;
    }
    app->fitted_deck = deck;
    return &app->fitted;
}

/* The page that was shown until now had its time. */
static void end_page(struct talk_times *times, int64_t now_ms)
{
    if (times->page > 0 && times->page <= TALK_TIMED_PAGES) {
        times->shown_ms[times->page - 1] += (int32_t)(now_ms - times->since_ms);
    }
    times->since_ms = now_ms;
}

static void host_note_page(void *context, const char *deck, int page)
{
    struct app *app = context;
    struct talk_times *times = &app->talk_times;
    if (strcmp(app->talk_deck, deck) != 0) {
        utf8_copy(app->talk_deck, sizeof app->talk_deck, deck);
        app->talk_pages = 0;
    }
    app->talk_pages = page + 1 > app->talk_pages ? page + 1 : app->talk_pages;
    end_page(times, app_mono_ms(app));
    times->page = page + 1;
}

/* --- what goes on record --- */

static void fill_ended(const struct app *app, struct talk_record *record)
{
    const struct talk_times *times = &app->talk_times;
    size_t used = 0;
    for (int page = 0; page < TALK_TIMED_PAGES; page++) {
        int seconds = (times->shown_ms[page] + 500) / 1000;
        if (times->shown_ms[page] <= 0) {
            continue;
        }
        record->shown++;
        char word[32];
        int len = snprintf(word, sizeof word, "%s%d=%d:%02d", used ? " " : "", page + 1, seconds / 60,
                           seconds % 60);
        if (used + (size_t)len < sizeof record->times) {
            memcpy(record->times + used, word, (size_t)len + 1);
            used += (size_t)len;
        }
    }
    const struct deck *deck = board_deck(&app->board, record->deck);
    record->pages = deck && app->fitted_deck == deck ? (int)app->fitted.deck.slide_count
                    : deck                           ? (int)deck->slide_count
                                                     : 0;
}

static void host_keep_talk(void *context, const struct talk_saved *saved)
{
    struct app *app = context;
    const struct talk_saved before = app->board.talk, *named = saved->open ? saved : &before;
    bool ran = before.open && before.clock.started_ms, runs = saved->open && saved->clock.started_ms;
    bool other = strcmp(before.lecture, named->lecture) != 0 || strcmp(before.deck, named->deck) != 0;
    struct talk_record record = {.act = runs ? TALK_BEGAN : TALK_ENDED};
    bool worth_a_row = runs ? !ran || other : ran && !saved->open;
    if (worth_a_row) {
        utf8_copy(record.lecture, sizeof record.lecture, named->lecture);
        utf8_copy(record.deck, sizeof record.deck, named->deck);
    }
    if (worth_a_row && !runs) {
        end_page(&app->talk_times, app_mono_ms(app));
        fill_ended(app, &record);
    }
    if (!saved->open || (worth_a_row && runs)) {
        app->talk_times = (struct talk_times){.page = app->talk_times.page, .since_ms = app_mono_ms(app)};
    }
    app->board.talk = *saved;
    if (saved->open) { /* with the place, so that they cost no transaction of their own */
        memcpy(app->board.talk.shown_ms, app->talk_times.shown_ms, sizeof app->talk_times.shown_ms);
    }
    if (app->config.desk) {
        desk_keep_talk(app->config.desk, &app->board.talk, worth_a_row ? &record : NULL);
    }
}

static void host_turned(void *context)
{
    struct app *app = context;
    app->talk_turned = true;
}

bool app_take_turn(struct app *app)
{
    bool turned = app->talk_turned;
    app->talk_turned = false;
    return turned;
}

bool app_fades(const struct app *app)
{
    return app->board.talk_fade && app_ops(app)->draw_next;
}

static void host_swap_displays(void *context)
{
    struct app *app = context;
    if (app->config.swap_displays) {
        app->config.swap_displays(app->config.swap_displays_context);
    }
}

static void host_vote(void *context, const struct vote_cast *cast)
{
    struct app *app = context;
    if (app->config.desk) {
        desk_vote(app->config.desk, cast);
    }
}

static void host_count_votes(void *context, const struct vote_topic *topic)
{
    struct app *app = context;
    if (app->config.desk) {
        desk_count_votes(app->config.desk, topic);
    }
}

static void host_clear_votes(void *context, const struct vote_topic *topic)
{
    struct app *app = context;
    if (app->config.desk) {
        desk_clear_votes(app->config.desk, topic);
    }
}

void app_talk_host(struct screen_host *host)
{
    host->vote = host_vote;
    host->count_votes = host_count_votes;
    host->clear_votes = host_clear_votes;
    host->fit = host_fit;
    host->note_page = host_note_page;
    host->turned = host_turned;
    host->keep_talk = host_keep_talk;
    host->swap_displays = host_swap_displays;
}

/* --- after a crash --- */

/* Whether the talk on record is one to go on with: its deck is there, and it is not long over. */
static bool may_take_up(const struct app *app)
{
    enum { HOUR_MS = 3600 * 1000, HOURS_AFTER_END = 2, HOURS_ALONE = 6 };
    const struct talk_saved *talk = &app->board.talk;
    const struct lecture *lecture = programme_find(&app->board.programme, talk->lecture);
    int64_t until_ms = lecture ? lecture->end_ms + HOURS_AFTER_END * HOUR_MS
                               : talk->clock.started_ms + HOURS_ALONE * HOUR_MS;
    return talk->open && board_deck(&app->board, talk->deck) && (lecture || !*talk->lecture) &&
           clock_wall_ms(app->config.clock) <= until_ms;
}

void app_start_over(struct app *app)
{
    bool talk = may_take_up(app);
    if (talk && app->talk_times.page == 0) { /* this run has shown no page yet */
        memcpy(app->talk_times.shown_ms, app->board.talk.shown_ms, sizeof app->talk_times.shown_ms);
    }
    app_enter(app, talk ? SCREEN_TALK : SCREEN_HOME, talk ? SCREEN_TALK_RESUME : "");
}
