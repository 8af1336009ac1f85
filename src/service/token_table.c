#include "service/token_table.h"

#include <stdlib.h>
#include <string.h>

static struct token_slot *slot_of(struct token_slot *slots, size_t capacity, const unsigned char *tag)
{
    size_t at;
    memcpy(&at, tag, sizeof at);
    for (;; at++) {
        struct token_slot *slot = &slots[at & (capacity - 1)];
        if (slot->value == 0 || memcmp(slot->tag, tag, sizeof slot->tag) == 0) {
            return slot;
        }
    }
}

/* Filled to seven eighths: slots beside each other are looked at quickly, and memory is what a list takes. */
static size_t room_of(size_t capacity)
{
    return capacity / 8 * 7;
}

static bool grow(struct token_table *table, size_t capacity)
{
    struct token_slot *slots = calloc(capacity, sizeof *slots);
    if (!slots) {
        return false;
    }
    for (size_t i = 0; i < table->capacity; i++) {
        if (table->slots[i].value != 0) {
            *slot_of(slots, capacity, table->slots[i].tag) = table->slots[i];
        }
    }
    free(table->slots);
    table->slots = slots;
    table->capacity = capacity;
    return true;
}

bool token_table_reserve(struct token_table *table, size_t tokens)
{
    size_t capacity = 1024;
    while (room_of(capacity) <= tokens) {
        capacity *= 2;
    }
    return capacity <= table->capacity || grow(table, capacity);
}

bool token_table_put(struct token_table *table, const unsigned char token[16], uint32_t value)
{
    if (table->count >= room_of(table->capacity) && !token_table_reserve(table, table->count + 1)) {
        return false;
    }
    struct token_slot *slot = slot_of(table->slots, table->capacity, token);
    table->count += slot->value == 0;
    memcpy(slot->tag, token, sizeof slot->tag);
    slot->value = value;
    return true;
}

uint32_t token_table_get(const struct token_table *table, const unsigned char token[16])
{
    return table->capacity ? slot_of(table->slots, table->capacity, token)->value : 0;
}

void token_table_finish(struct token_table *table)
{
    free(table->slots);
    *table = (struct token_table){0};
}
