/* Votes in talks: how many chose what, who voted, and, where it is no secret, what. */
#ifndef LECTERN_STORE_VOTE_TABLE_H
#define LECTERN_STORE_VOTE_TABLE_H

#include "base/err.h"
#include "domain/vote.h"
#include "store/meaning.h"

#include <stdbool.h>
#include <stdint.h>

struct store;

/* Counts a voice, inside the caller's transaction. person NULL where the topic asks for no badge. A second
 * vote of a person takes the place of the first, but of a secret one, which nobody knows. */
bool vote_table_cast(struct store *store, const struct vote_cast *cast, const unsigned char *person,
                     enum vote_result *result, struct err *err);

bool vote_table_count(struct store *store, const struct vote_topic *topic, struct vote_count *count,
                      struct err *err);

/* Forgets every vote on the topic; inside the caller's transaction. */
bool vote_table_clear(struct store *store, const struct vote_topic *topic, struct err *err);

/* A topic on which somebody voted; valid during the visit. */
struct vote_line {
    int64_t id;
    const char *lecture, *deck, *words;
    enum vote_privacy privacy;
    int answer;
    struct vote_count count;
};

/* In the order in which they were first voted on. lecture NULL = all. Stops where visit returns false, which
 * it does with err set. */
typedef bool vote_visit(void *context, const struct vote_line *line, struct err *err);
bool vote_table_each(struct store *store, const char *lecture, vote_visit *visit, void *context,
                     struct err *err);

/* Who chose what on a topic that is no secret. */
struct vote_answer {
    int64_t topic;
    unsigned char person[TOKEN_BYTES];
    int choice; /* from 1 */
};

/* Topic by topic. lecture and visit as above. */
typedef bool answer_visit(void *context, const struct vote_answer *answer, struct err *err);
bool vote_table_each_answer(struct store *store, const char *lecture, answer_visit *visit, void *context,
                            struct err *err);

#endif
