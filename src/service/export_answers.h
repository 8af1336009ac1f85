/* Who chose what on the topics that are asked by name, for the exports that list people; and how many answers
 * of each were right. Nothing of a secret topic is in it. */
#ifndef LECTERN_SERVICE_EXPORT_ANSWERS_H
#define LECTERN_SERVICE_EXPORT_ANSWERS_H

#include "base/err.h"
#include "service/export_talks.h"
#include "service/roster.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define EXPORT_ANSWER_ERASED UINT32_MAX

struct export_answer {
    uint32_t person; /* index into the roster; EXPORT_ANSWER_ERASED, or nobody of it */
    uint32_t topic;  /* index into export_talks.topics */
    int choice;      /* from 1 */
};

/* Zeroed = empty. Twelve bytes an answer, as a big hall has many. */
struct export_answers {
    struct export_answer *items;
    size_t count, capacity;
};

enum export_answer_order { EXPORT_BY_PERSON, EXPORT_BY_TOPIC };

/* As the roster has the people, erased ones last, each by topic; or topic by topic, each by people. */
bool export_answers_load(struct export_answers *answers, struct store *store, struct roster *roster,
                         const struct export_talks *talks, const struct lecture *only,
                         enum export_answer_order order, struct err *err);
void export_answers_finish(struct export_answers *answers);

/* How a person did, over all tests in which there is an answer of this person. */
struct export_score {
    int asked, answered, right;
};

/* Of the person whose answers begin at first, by person; returns where the next one's begin. */
size_t export_answers_score(const struct export_answers *answers, const struct export_talks *talks,
                            size_t first, struct export_score *score);

#endif
