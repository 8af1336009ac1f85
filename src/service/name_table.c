#include "service/name_table.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static uint32_t hash_of(const char *name)
{
    size_t len = strlen(name);
    uint64_t hash = len, piece;
    for (; len >= sizeof piece; name += sizeof piece, len -= sizeof piece) {
        memcpy(&piece, name, sizeof piece);
        hash = (hash ^ piece) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 32;
    }
    piece = 0;
    memcpy(&piece, name, len);
    hash =
        (hash ^ piece) * 0x9E3779B97F4A7C15u; /* the high half is mixed best: running numbers would cluster */
    return (uint32_t)(hash >> 32);
}

static struct name_slot *look_up(const struct name_table *table, const char *name, uint32_t hash)
{
    size_t at = hash & (table->capacity - 1);
    for (;;) {
        struct name_slot *slot = &table->slots[at];
        if (!slot->name || (slot->hash == hash && strcmp(slot->name, name) == 0)) {
            return slot;
        }
        at = (at + 1) & (table->capacity - 1);
    }
}

static bool grow(struct name_table *table, size_t capacity)
{
    struct name_table larger = {.capacity = capacity, .count = table->count};
    larger.slots = calloc(larger.capacity, sizeof *larger.slots);
    if (!larger.slots) {
        return false;
    }
    memory_in_large_pages(larger.slots, capacity * sizeof *larger.slots);
    for (size_t i = 0; i < table->capacity; i++) {
        const struct name_slot *slot = &table->slots[i];
        if (slot->name) {
            *look_up(&larger, slot->name, slot->hash) = *slot;
        }
    }
    free(table->slots);
    *table = larger;
    return true;
}

bool name_table_reserve(struct name_table *table, size_t names)
{
    size_t capacity = 64; /* a power of two, at most half of it in use */
    while (capacity / 2 <= names) {
        capacity *= 2;
    }
    return capacity <= table->capacity || grow(table, capacity);
}

struct name_slot *name_table_put(struct name_table *table, const char *name, uint32_t value, bool *fresh)
{
    if (table->count * 2 >= table->capacity && !name_table_reserve(table, table->count * 2)) {
        return NULL;
    }
    uint32_t hash = hash_of(name);
    struct name_slot *slot = look_up(table, name, hash);
    *fresh = !slot->name;
    if (*fresh) {
        *slot = (struct name_slot){.name = name, .hash = hash, .value = value};
        table->count++;
    }
    return slot;
}

void name_table_expect(const struct name_table *table, const char *name)
{
    if (table->capacity) {
        __builtin_prefetch(&table->slots[hash_of(name) & (table->capacity - 1)], 1);
    }
}

const struct name_slot *name_table_find(const struct name_table *table, const char *name)
{
    if (table->count == 0) {
        return NULL;
    }
    const struct name_slot *slot = look_up(table, name, hash_of(name));
    return slot->name ? slot : NULL;
}

const struct name_slot *name_table_find_same(const struct name_table *table, const struct name_slot *as)
{
    if (table->count == 0) {
        return NULL;
    }
    const struct name_slot *slot = look_up(table, as->name, as->hash);
    return slot->name ? slot : NULL;
}

void name_table_finish(struct name_table *table)
{
    free(table->slots);
    *table = (struct name_table){0};
}
