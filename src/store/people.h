/* The roster of a generation: who has a badge or a worker number. */
#ifndef LECTERN_STORE_PEOPLE_H
#define LECTERN_STORE_PEOPLE_H

#include "base/arena.h"
#include "base/err.h"
#include "domain/badge.h"
#include "domain/person.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;

struct people_entry {
    struct person person; /* the token is filled by people_by_token alone: most people never get one */
    const char *code;     /* the worker number in canonical form; names the person over imports */
    bool removed;    /* not on the roster (any more), kept for the records: expected nowhere, a walk-in */
    bool registered; /* removed too: never was on the roster, staff entered the person */
};

/* The canonical form of a worker number: what badge_parse makes of it, else the text itself. */
const char *people_code(const char *worker_no, char out[BADGE_TEXT_SIZE]);

/* Texts go into the arena. What staff said about a badge stands above the roster, but not above a newer one
 * that gives it to somebody else. */
bool people_by_badge(struct store *store, int64_t generation, const char *badge, struct arena *arena,
                     struct people_entry *out, bool *found, struct err *err);
bool people_by_code(struct store *store, int64_t generation, const char *code, struct arena *arena,
                    struct people_entry *out, bool *found, struct err *err);
bool people_by_token(struct store *store, int64_t generation, const unsigned char *token, struct arena *arena,
                     struct people_entry *out, bool *found, struct err *err);

/* Enters a person who is not on the roster, known from now on and over imports; inside a transaction. The
 * worker number must be free, or that of somebody entered this way, who is written anew. */
bool people_register(struct store *store, int64_t generation, const struct person *person, struct err *err);

/* A line of the roster as lists need it; valid during the visit. */
struct people_line {
    const char *code, *worker_no, *name, *unit, *team, *role;
    const char *first_badge; /* "" = none */
    size_t first_badge_len;  /* not NUL-terminated */
    const char *extra, *initials;
    bool registered;    /* removed too: never was on the roster, staff entered the person */
    const char *badges; /* all of them, joined by U+001F */
    bool removed;
};

/* In the roster's order, those who were removed last. Stops where visit returns false, which it does with err
 * set. */
typedef bool people_visit(void *context, const struct people_line *line, struct err *err);
bool people_each(struct store *store, int64_t generation, people_visit *visit, void *context,
                 struct err *err);

#endif
