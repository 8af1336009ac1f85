/* Texts to numbers: which worker numbers, badges and units have been seen, and on which line. */
#ifndef LECTERN_SERVICE_NAME_TABLE_H
#define LECTERN_SERVICE_NAME_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct name_slot {
    const char *name; /* not owned; NULL = free */
    uint32_t hash;
    uint32_t value; /* a line or a place */
};

/* Zeroed = empty. */
struct name_table {
    struct name_slot *slots;
    size_t count, capacity;
};

/* Room for this many names, so that entering them never moves the table. False when out of memory. */
bool name_table_reserve(struct name_table *table, size_t names);

/* The slot of name, entered with value where it was not there yet (*fresh); NULL when out of memory. name
 * must outlive the table. The slot is valid until the next call. */
struct name_slot *name_table_put(struct name_table *table, const char *name, uint32_t value, bool *fresh);

/* This name will be put soon: its place is fetched from memory meanwhile, which is what putting one name of
 * very many waits for. */
void name_table_expect(const struct name_table *table, const char *name);

/* NULL where it is not there. */
const struct name_slot *name_table_find(const struct name_table *table, const char *name);

/* The slot that holds the same name as a slot of another table. */
const struct name_slot *name_table_find_same(const struct name_table *table, const struct name_slot *as);
void name_table_finish(struct name_table *table);

#endif
