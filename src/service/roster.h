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

/* Offsets into roster.texts, NUL-terminated there; cells are ready for a CSV row, comma in front. */
struct roster_person {
    uint32_t code, worker_cell, badge_cell, name_cells; /* name_cells: name, unit, team */
    uint32_t worker_no, badge, name;                    /* as they are; badge "" = none */
    uint32_t badges;                                    /* all of them, as a roster has them: with 、 */
    uint32_t group;                                     /* of unit and team */
    uint32_t mark;                                      /* of the caller */
    bool removed, registered;                           /* as in struct people_entry */
};

struct roster_group {
    uint32_t unit, team; /* offsets into texts */
    bool expected;       /* as a group, by roster_expect */
};

/* Zeroed = empty. */
struct roster {
    struct store *store; /* not owned */
    struct buf texts;
    struct roster_person *people; /* in the roster's order */
    size_t count, capacity;
    struct roster_group *groups;
    size_t group_count, group_capacity;
    uint32_t *by_code; /* hash table of index + 1 */
    size_t by_code_capacity;
    uint32_t last_group;
    const struct lecture *lecture;    /* of roster_expect; not owned */
    struct token_table person_tokens; /* index + 2; 1 = nobody of the roster, or erased */
    struct token_table badge_tokens;  /* offset into texts; 1 = erased */
};

/* whole: every token is looked up at once, which is faster where most of them will be asked for. */
bool roster_load(struct roster *roster, struct store *store, int64_t generation, bool whole, struct err *err);

/* NULL where the token's meaning was erased or is nobody of the roster. */
bool roster_person(struct roster *roster, const unsigned char token[16], struct roster_person **out,
                   struct err *err);

/* The badge as read; "" where it was erased. Valid until the next roster_badge. */
bool roster_badge(struct roster *roster, const unsigned char token[16], const char **out, struct err *err);

/* From now on roster_expects speaks of this lecture, which stays valid. */
void roster_expect(struct roster *roster, const struct lecture *lecture);
bool roster_expects(const struct roster *roster, const struct roster_person *person);
const char *roster_text(const struct roster *roster, uint32_t offset);
const char *roster_unit(const struct roster *roster, const struct roster_person *person);
const char *roster_team(const struct roster *roster, const struct roster_person *person);
void roster_finish(struct roster *roster);

#endif
