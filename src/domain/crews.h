/* The people of a pack by unit and team, a few hundred crews for any number of people, and by worker number:
 * so that whom a lecture expects is counted without asking everybody. */
#ifndef LECTERN_DOMAIN_CREWS_H
#define LECTERN_DOMAIN_CREWS_H

#include "domain/pack.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* People of one unit and one team. */
struct crew {
    const char *unit, *team; /* owned by the pack; unit NULL = free slot */
    int people;
};

/* Zeroed = empty. */
struct crews {
    const struct pack *pack; /* not owned; outlives this */
    struct crew *slots;      /* hash table */
    size_t capacity, count;  /* capacity is a power of two */
    uint32_t *by_number;     /* hash table of index + 1 of people; NULL until a number is asked for */
    size_t number_capacity;
};

/* False when out of memory. */
bool crews_init(struct crews *crews, const struct pack *pack);

/* Whether somebody is of this unit or team. */
bool crews_have(const struct crews *crews, const char *unit_or_team);

/* The person whose worker number this is, in whatever case; NULL = nobody's. False when out of memory. */
bool crews_person(struct crews *crews, const char *worker_no, const struct person **out);

/* How many people the lecture's audience names: by unit, by team or by worker number. False when out of
 * memory. */
bool crews_expected(struct crews *crews, const struct lecture *lecture, int *out);
void crews_finish(struct crews *crews);

#endif
