/* The roster in memory for a list: packed texts, found by the log's tokens. A list of a million sign-ins then
 * reads each person once, not once a row. */
#ifndef LECTERN_SERVICE_ROSTER_H
#define LECTERN_SERVICE_ROSTER_H

#include "base/buf.h"
#include "base/err.h"
#include "domain/programme.h"
#include "service/token_table.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;

/* A few bytes each, as there may be a million. */
struct roster_person {
    uint32_t at;              /* offset of the person's texts, for roster_words */
    uint32_t group;           /* of unit and team */
    uint32_t mark;            /* of the caller */
    unsigned char extras;     /* which of the texts stand there in a second form */
    bool removed, registered; /* as in struct people_entry */
};

/* A person's texts as they are, and as cells of a CSV row with the comma in front. Valid until the roster
 * grows. */
struct roster_words {
    const char *code, *worker_no, *worker_cell, *badge, *badge_cell, *name, *name_cell; /* badge "" = none */
    const char *badges; /* all of them, as a roster has them: with 、 */
};

struct roster_group {
    uint32_t unit, team, cells; /* offsets into texts; cells: both for a CSV row, commas in front */
    bool expected;              /* as a group, by roster_expect */
};

/* Zeroed = empty. */
struct roster {
    struct store *store; /* not owned */
    struct buf texts;
    struct roster_person *people; /* in the roster's order */
    size_t count, capacity;
    struct roster_group *groups;
    size_t group_count, group_capacity;
    uint32_t *by_code; /* hash table of index + 1; NULL once all tokens are known */
    size_t by_code_capacity;
    uint32_t last_group;
    const struct lecture *lecture;    /* of roster_expect; not owned */
    struct token_table person_tokens; /* index + 2; 1 = nobody of the roster, or erased */
    struct token_table badge_tokens;  /* offset into texts; 1 = erased */
};

bool roster_load(struct roster *roster, struct store *store, int64_t generation, struct err *err);

/* About so many records it will be asked: where that is an eighth of the roster or more, every token is
 * looked up at once, which is sooner done than one by one. */
bool roster_prepare(struct roster *roster, size_t records, struct err *err);

/* NULL where the token's meaning was erased or is nobody of the roster. */
bool roster_person(struct roster *roster, const unsigned char token[16], struct roster_person **out,
                   struct err *err);

/* The badge as read; "" where it was erased. Valid until the next roster_badge. */
bool roster_badge(struct roster *roster, const unsigned char token[16], const char **out, struct err *err);

/* From now on roster_expects speaks of this lecture, which stays valid. */
void roster_expect(struct roster *roster, const struct lecture *lecture);
bool roster_expects(const struct roster *roster, const struct roster_person *person);
void roster_words(const struct roster *roster, const struct roster_person *person, struct roster_words *out);
const char *roster_unit(const struct roster *roster, const struct roster_person *person);
const char *roster_team(const struct roster *roster, const struct roster_person *person);

/* Unit and team as cells of a CSV row. */
const char *roster_group_cells(const struct roster *roster, const struct roster_person *person);
void roster_finish(struct roster *roster);

#endif
