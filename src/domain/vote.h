/* Votes (投票) and answers (答题): what a slide asks its hall, one voice on its way, and how many chose what.
 */
#ifndef LECTERN_DOMAIN_VOTE_H
#define LECTERN_DOMAIN_VOTE_H

#include "domain/deck.h"
#include "domain/outcome.h"
#include "domain/talk_saved.h"

#include <stdbool.h>
#include <stddef.h>

enum { VOTE_WORDS_SIZE = 2048 };

/* What is asked. Its words name it: a slide that asks the same keeps its votes over a restart and over an
 * import, one whose words were changed begins anew. */
struct vote_topic {
    char lecture[LECTURE_ID_SIZE]; /* "" = the deck was opened alone */
    char deck[TALK_DECK_SIZE];
    char words[VOTE_WORDS_SIZE]; /* the question, then every choice, a line each */
    int choices, answer;         /* as in struct slide_vote */
    enum vote_privacy privacy;
    int source; /* the slide of the deck; goes back with the answer */
};

/* One voice. */
struct vote_cast {
    struct vote_topic topic;
    int choice; /* from 1 */
};

/* The topic of a slide that asks something. */
void vote_topic_of(const struct slide *slide, const char *lecture, const char *deck, struct vote_topic *out);

/* Line number (0 = the question, then the choices) of words; "" past the end. Not ended by a NUL. */
const char *vote_words_line(const char *words, int number, size_t *len);

/* In whole percent of all votes, rounded half up; 0 where nobody voted. */
int vote_percent(const struct vote_count *count, int choice);

/* How many steps of its slide a vote takes: the votes where they are not seen all the time, the right answer.
 */
int vote_steps(const struct slide_vote *vote);

/* What a page of a talk shows of its votes, by how far it is stepped through. */
enum vote_stage { VOTE_ASKED, VOTE_SHOWN, VOTE_ANSWERED };
enum vote_stage vote_stage_at(const struct slide *slide, int step);

/* The step at which that much is shown. */
int vote_step_of(const struct slide *slide, enum vote_stage stage);

#endif
