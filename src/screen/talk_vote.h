/* What the hall chooses on a slide that asks it: the choice of who is about to put a badge on the reader, and
 * the votes so far. A part of the talk. */
#ifndef LECTERN_SCREEN_TALK_VOTE_H
#define LECTERN_SCREEN_TALK_VOTE_H

#include "domain/vote.h"
#include "screen/slide_view.h"

#include <stdint.h>

/* Zeroed = nothing is known. Times are monotonic, 0 = none. */
struct talk_vote {
    int of; /* slide of the deck that it is about, + 1 */
    struct vote_count count;
    int choice;              /* of who is about to vote; 0 = none yet */
    int64_t choice_until_ms; /* who has not come with a badge by then has walked off */
    int64_t thanks_until_ms; /* a voice without a badge was counted; the next is taken after that */
};

/* Whether the slide, stepped through so far, takes votes: until the answer is told, and secret ones until
 * they are shown. */
bool talk_vote_is_open(const struct slide *slide, int step);

/* The page is shown. True where its votes are to be asked for. */
bool talk_vote_show(struct talk_vote *vote, const struct slide *slide);

/* What was asked for, or what a voice made of it; of another slide it means nothing. */
void talk_vote_notice(struct talk_vote *vote, int source, const struct vote_count *count);

/* Somebody chose by key or by touch. False where the slide has no such choice. */
bool talk_vote_choose(struct talk_vote *vote, const struct slide *slide, int choice, int64_t mono_ms);

/* What was chosen, which is forgotten here; 0 = nothing. */
int talk_vote_take(struct talk_vote *vote);

/* The same for a voice without a badge, of which one finger gives one only. */
int talk_vote_take_open(struct talk_vote *vote, int64_t mono_ms);

int64_t talk_vote_deadline(const struct talk_vote *vote);
void talk_vote_tick(struct talk_vote *vote, int64_t mono_ms);

enum { TALK_VOTE_WORDS_SIZE = 128 };

/* What is to be drawn of the votes: what the hall may see, or (all) what the speaker may. */
struct talk_vote_look {
    struct slide_votes votes; /* points into what follows */
    struct vote_count count;
    char call[TALK_VOTE_WORDS_SIZE], total[TALK_VOTE_WORDS_SIZE];
};
void talk_vote_look(const struct talk_vote *vote, const struct slide *slide, int step, bool all,
                    struct talk_vote_look *out);

#endif
