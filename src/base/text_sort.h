/* Very many texts in the order of strcmp, each with a number that goes along. */
#ifndef LECTERN_BASE_TEXT_SORT_H
#define LECTERN_BASE_TEXT_SORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct text_key {
    const char *text;
    uint32_t value;
};

/* The texts are copied into the arena one behind the other: who goes through the keys in order then goes
 * through memory in order. False when out of memory: the keys are as they were. */
bool text_sort(struct text_key *keys, size_t count, struct arena *arena);

#endif
