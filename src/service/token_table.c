#include "service/token_table.h"

#include <stdlib.h>
#include <string.h>

static struct token_slot *slot_of(struct token_slot *slots, size_t capacity, const unsigned char token[16])
{
    size_t at;
    memcpy(&at, token, sizeof at);
    for (;; at++) {
        struct token_slot *slot = &slots[at & (capacity - 1)];
        if (slot->value == 0 || memcmp(slot->token, token, sizeof slot->token) == 0) {
            return slot;
        }
    }
}

static bool grow(struct token_table *table)
{
    size_t capacity = table->capacity ? table->capacity * 2 : 1024;
    struct token_slot *slots = calloc(capacity, sizeof *slots);
    if (!slots) {
        return false;
    }
    for (size_t i = 0; i < table->capacity; i++) {
        if (table->slots[i].value != 0) {
            *slot_of(slots, capacity, table->slots[i].token) = table->slots[i];
        }
    }
    free(table->slots);
    table->slots = slots;
    table->capacity = capacity;
    return true;
}

bool token_table_put(struct token_table *table, const unsigned char token[16], uint32_t value)
{
    if (table->count * 3 >= table->capacity * 2 && !grow(table)) {
        return false;
    }
    struct token_slot *slot = slot_of(table->slots, table->capacity, token);
    table->count += slot->value == 0;
    memcpy(slot->token, token, sizeof slot->token);
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
