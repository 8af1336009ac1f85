/* What comes of a scan: it is posted, with a vote where one was made, and its outcome is heard and shown. */
#include "app_state.h"

#include "screen/outcome_view.h"

#include <stdio.h>
#include <string.h>

enum { OUTCOME_SHOWN_MS = 2500, OFFER_SHOWN_MS = 10000 };

/* --- on its way --- */

/* With the vote that was made before, where the screen takes votes. */
static bool post_scan(struct app *app, const char *raw, enum sign_in_method method, int64_t now_ms)
{
    const struct screen_ops *ops = app_ops(app);
    struct screen_view view = app_view(app);
    struct vote_cast cast;
    if (ops->take_vote && ops->take_vote(app->state, &view, &cast)) {
        app->dirty = true;
        return desk_sign_in_and_vote(app->config.desk, raw, method, now_ms, &cast) != 0;
    }
    return desk_sign_in(app->config.desk, raw, method, now_ms) != 0;
}

void app_sign_in(struct app *app, const char *raw, enum sign_in_method method)
{
    int64_t now_ms = clock_wall_ms(app->config.clock);
    if (app->store_error.code == ERR_NONE && app->config.desk && post_scan(app, raw, method, now_ms)) {
        app->scans_in_work++;
        return;
    }
    struct outcome failed = {.kind = OUTCOME_NOT_SAVED, .at_ms = now_ms};
    app_show_outcome(app, &failed);
}

/* --- what the card offers --- */

/* The speaker badged in: nothing more than a press is needed to begin. */
static bool may_begin_talk(const struct app *app, const struct outcome *outcome)
{
    bool here = outcome->kind == OUTCOME_SIGNED_IN || outcome->kind == OUTCOME_LATE ||
                outcome->kind == OUTCOME_WALK_IN || outcome->kind == OUTCOME_ALREADY;
    const struct lecture *lecture = programme_find(&app->board.programme, outcome->lecture_id);
    return here && outcome->speaks && lecture && board_deck(&app->board, lecture->deck) &&
           !app_ops(app)->owns_keys;
}

struct outcome_offer app_offer_for(const struct app *app, const struct outcome *outcome)
{
    struct outcome_offer offer = {.talk = may_begin_talk(app, outcome)};
    const struct lecture *lecture = programme_find(&app->board.programme, outcome->lecture_id);
    bool late = outcome->kind == OUTCOME_LATE || (outcome->kind == OUTCOME_WALK_IN && lecture &&
                                                  outcome->at_ms > lecture_late_after_ms(lecture));
    if (!offer.talk && late && lecture && !app_ops(app)->owns_keys) {
        offer.keypoints = app->board.keypoints.slide_count > 0;
        offer.pages = *lecture->deck && strcmp(lecture->deck, app->talk_deck) == 0 ? app->talk_pages : 0;
    }
    return offer;
}

bool app_offers(const struct outcome_offer *offer)
{
    return offer->keypoints || offer->pages > 0 || offer->talk;
}

bool app_take_offer(struct app *app, int target)
{
    char argument[LECTURE_ID_SIZE + 16];
    bool keypoints = target == OUTCOME_TARGET_KEYPOINTS && app->offer.keypoints;
    bool slides = target == OUTCOME_TARGET_SLIDES && app->offer.pages > 0;
    bool talk = target == OUTCOME_TARGET_TALK && app->offer.talk;
    if (!app->outcome_until_ms || (!keypoints && !slides && !talk)) {
        return false;
    }
    if (talk) {
        app->outcome_until_ms = 0;
        app_enter(app, SCREEN_TALK, app->outcome.lecture_id);
        return true;
    }
    snprintf(argument, sizeof argument, "%d:%s", app->offer.pages, app->talk_deck);
    app->outcome_until_ms = 0;
    app_enter(app, keypoints ? SCREEN_KEYPOINTS : SCREEN_CATCH_UP, keypoints ? "" : argument);
    return true;
}

/* --- what is heard and shown --- */

static void sound_outcome(const struct app *app, const struct outcome *outcome)
{
    static const enum sound_kind sounds[OUTCOME_COUNT] = {
        [OUTCOME_SIGNED_IN] = SOUND_ACCEPTED, [OUTCOME_LATE] = SOUND_ACCEPTED,
        [OUTCOME_WALK_IN] = SOUND_ACCEPTED,   [OUTCOME_SIGNED_OUT] = SOUND_ACCEPTED,
        [OUTCOME_ALREADY] = SOUND_ALREADY,    [OUTCOME_NOT_OPEN] = SOUND_ALREADY,
        [OUTCOME_CLOSED] = SOUND_ALREADY,     [OUTCOME_REFUSED] = SOUND_REFUSED,
        [OUTCOME_FULL] = SOUND_REFUSED,       [OUTCOME_UNKNOWN] = SOUND_REFUSED,
        [OUTCOME_NOT_SAVED] = SOUND_REFUSED,  [OUTCOME_MISREAD] = SOUND_REFUSED};
    bool voted = outcome->vote == VOTE_COUNTED || outcome->vote == VOTE_CHANGED;
    if (app->config.sound) {
        app->config.sound(app->config.sound_context, voted ? SOUND_ACCEPTED : sounds[outcome->kind]);
    }
}

bool app_lies_on_veil(const struct app *app)
{
    return app->outcome_veiled && app->outcome_until_ms != 0;
}

void app_show_outcome(struct app *app, const struct outcome *outcome)
{
    sound_outcome(app, outcome);
    app->outcome_fresh = app->hurried = true;
    app->outcome_veiled = app_lies_on_veil(app);
    app->outcome = *outcome;
    app->offer = app_offer_for(app, outcome);
    app->outcome_until_ms = app_mono_ms(app) + (app_offers(&app->offer) ? OFFER_SHOWN_MS : OUTCOME_SHOWN_MS);
    app->dirty = true;
}

void app_notice_votes(struct app *app, int source, const struct vote_count *count)
{
    if (app_ops(app)->notice_votes) {
        struct screen_view view = app_view(app);
        app_ops(app)->notice_votes(app->state, &view, source, count);
        app->dirty = true;
    }
}

/* Who came with a badge alone where a choice is asked for is told so. */
void app_take_outcome(struct app *app, const struct outcome *decided)
{
    struct outcome outcome = *decided;
    struct screen_view view = app_view(app);
    bool asks = app_ops(app)->asks_vote && app_ops(app)->asks_vote(app->state, &view);
    if (outcome.vote == VOTE_COUNTED || outcome.vote == VOTE_CHANGED || outcome.vote == VOTE_BEFORE) {
        app_notice_votes(app, outcome.vote_source, &outcome.votes);
    } else if (outcome.vote == VOTE_NONE && asks && *outcome.name) {
        outcome.vote = VOTE_MISSING;
    }
    board_apply(&app->board, &outcome);
    app_show_outcome(app, &outcome);
}
