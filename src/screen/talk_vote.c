#include "screen/talk_vote.h"

#include "base/strings.h"

#include <stdio.h>

enum { CHOICE_KEPT_MS = 15000, THANKS_MS = 1500 };

/* While the votes are seen, a badge and a bar that grows tell who chose what: nobody is to see that of a
 * secret vote, the speaker neither. */
static bool tells_too_much(const struct slide *slide)
{
    return slide->vote.privacy == VOTE_SECRET;
}

bool talk_vote_is_open(const struct slide *slide, int step)
{
    enum vote_stage stage = vote_stage_at(slide, step);
    return slide->vote.choices > 0 && stage != VOTE_ANSWERED &&
           !(stage == VOTE_SHOWN && tells_too_much(slide));
}

/* --- what is chosen --- */

static void forget_choice(struct talk_vote *vote)
{
    vote->choice = 0;
    vote->choice_until_ms = 0;
}

bool talk_vote_show(struct talk_vote *vote, const struct slide *slide)
{
    int of = slide->vote.choices > 0 ? (int)slide->source + 1 : 0;
    if (of == vote->of) {
        return false;
    }
    *vote = (struct talk_vote){.of = of};
    return of > 0;
}

void talk_vote_notice(struct talk_vote *vote, int source, const struct vote_count *count)
{
    if (vote->of == source + 1) {
        vote->count = *count;
    }
}

bool talk_vote_choose(struct talk_vote *vote, const struct slide *slide, int choice, int64_t mono_ms)
{
    if (choice < 1 || choice > slide->vote.choices) {
        return false;
    }
    vote->choice = choice;
    vote->choice_until_ms = mono_ms + CHOICE_KEPT_MS;
    return true;
}

int talk_vote_take(struct talk_vote *vote)
{
    int choice = vote->choice;
    forget_choice(vote);
    return choice;
}

int talk_vote_take_open(struct talk_vote *vote, int64_t mono_ms)
{
    int choice = vote->thanks_until_ms ? 0 : vote->choice;
    forget_choice(vote);
    if (choice > 0) {
        vote->thanks_until_ms = mono_ms + THANKS_MS;
    }
    return choice;
}

int64_t talk_vote_deadline(const struct talk_vote *vote)
{
    int64_t choice = vote->choice_until_ms, thanks = vote->thanks_until_ms;
    return !choice || (thanks && thanks < choice) ? thanks : choice;
}

void talk_vote_tick(struct talk_vote *vote, int64_t mono_ms)
{
    if (vote->choice_until_ms && mono_ms >= vote->choice_until_ms) {
        forget_choice(vote);
    }
    if (vote->thanks_until_ms && mono_ms >= vote->thanks_until_ms) {
        vote->thanks_until_ms = 0;
    }
}

/* --- what is seen --- */

/* What a secret voice chose is nobody's to read off the screen. */
static void write_call(const struct talk_vote *vote, const struct slide *slide, bool open, char *out,
                       size_t size)
{
    static const enum str_id asks[] = {[VOTE_NAMED] = STR_VOTE_CALL_NAMED,
                                       [VOTE_SECRET] = STR_VOTE_CALL_SECRET,
                                       [VOTE_OPEN] = STR_VOTE_CALL_OPEN};
    enum vote_privacy privacy = slide->vote.privacy;
    if (!open) {
        snprintf(out, size, "%s", str(STR_VOTE_CLOSED));
    } else if (vote->thanks_until_ms) {
        snprintf(out, size, "%s", str(STR_VOTE_THANKS));
    } else if (vote->choice == 0) {
        snprintf(out, size, str(asks[privacy]), slide->vote.choices);
    } else if (privacy == VOTE_NAMED) {
        snprintf(out, size, str(STR_VOTE_CHOSEN), vote->choice);
    } else {
        snprintf(out, size, "%s",
                 str(privacy == VOTE_SECRET ? STR_VOTE_CHOSEN_SECRET : STR_VOTE_CHOSEN_OPEN));
    }
}

void talk_vote_look(const struct talk_vote *vote, const struct slide *slide, int step, bool all,
                    struct talk_vote_look *out)
{
    enum vote_stage stage = vote_stage_at(slide, step);
    int answer = slide->vote.answer;
    bool answered = stage == VOTE_ANSWERED, known = vote->of == (int)slide->source + 1;
    bool counts = stage != VOTE_ASKED || (all && !tells_too_much(slide));
    *out = (struct talk_vote_look){0};
    if (known) {
        out->count = vote->count;
    }
    out->votes = (struct slide_votes){.count = counts ? &out->count : NULL,
                                      .answer = all || answered ? answer : 0,
                                      .chosen = slide->vote.privacy == VOTE_NAMED && known ? vote->choice : 0,
                                      .call = out->call,
                                      .total = out->total};
    if (answered) {
        snprintf(out->call, sizeof out->call, str(STR_VOTE_ANSWER), answer,
                 vote_percent(&out->count, answer));
    } else {
        write_call(vote, slide, talk_vote_is_open(slide, step), out->call, sizeof out->call);
    }
    snprintf(out->total, sizeof out->total, str(STR_VOTE_TOTAL), out->count.total);
}
