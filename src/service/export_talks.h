/* The talks on record and the votes in them, as the exports show them: read whole, as an event has few. Who
 * chose what is in export_answers.h. */
#ifndef LECTERN_SERVICE_EXPORT_TALKS_H
#define LECTERN_SERVICE_EXPORT_TALKS_H

#include "base/arena.h"
#include "base/err.h"
#include "domain/programme.h"
#include "domain/vote.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;

struct export_page_time {
    int page, seconds; /* from 1 */
};

/* A talk from its beginning to its end: a lecture has two where it was ended and begun again. */
struct export_talk {
    const char *lecture_id;        /* "" = the deck was opened alone */
    const struct lecture *lecture; /* NULL = none, or no longer in the programme */
    const char *deck;              /* "" = erased */
    int64_t began_ms, ended_ms;    /* UTC; 0 = not on record */
    int shown, pages;              /* where it ended */
    struct export_page_time *times;
    size_t time_count, time_capacity;
    bool simulated;
};

struct export_topic {
    int64_t id;
    const char *lecture_id;
    const struct lecture *lecture; /* as above */
    const char *deck, *question;
    const char *choices[VOTE_CHOICES_MAX];
    int choice_count;
    int answer; /* from 1; 0 = there is no right one */
    enum vote_privacy privacy;
    struct vote_count count;
};

/* Zeroed = empty. By the programme's lectures, each in the order it went on; what belongs to no lecture of it
 * comes last. */
struct export_talks {
    struct arena arena;
    const struct programme *programme; /* not owned */
    struct export_talk *talks;
    struct export_topic *topics;
    size_t talk_count, talk_capacity, topic_count, topic_capacity;
};

/* Of one lecture, or of all (NULL): then also what was opened without one. */
bool export_talks_load(struct export_talks *talks, struct store *store, const struct programme *programme,
                       const struct lecture *only, struct err *err);
void export_talks_finish(struct export_talks *talks);

/* Whole minutes, rounded; -1 where it has no end. */
int export_talk_minutes(const struct export_talk *talk);

/* A quiz: what a named person answered is right or wrong. */
bool export_topic_is_test(const struct export_topic *topic);

/* Whether both belong to one test: asked at the same lecture, or, without one, in the same deck. */
bool export_topic_same_test(const struct export_topic *a, const struct export_topic *b);

#endif
