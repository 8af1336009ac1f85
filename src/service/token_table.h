/* A hash table from the log's tokens to small numbers. Tokens are random, so they are their own hash, and
 * half of one, 64 random bits, tells it from every other: among a million two agree once in ten million
 * stores. */
#ifndef LECTERN_SERVICE_TOKEN_TABLE_H
#define LECTERN_SERVICE_TOKEN_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct token_slot {
    unsigned char tag[8]; /* the token's first half */
    uint32_t value;       /* 0 = free slot */
};

/* Zeroed = empty. */
struct token_table {
    struct token_slot *slots;
    size_t capacity, count;
};

/* Room for this many, so that putting them never moves the table. False when out of memory. */
bool token_table_reserve(struct token_table *table, size_t tokens);

/* value is not 0. False when out of memory. */
bool token_table_put(struct token_table *table, const unsigned char token[16], uint32_t value);

/* 0 = not there. */
uint32_t token_table_get(const struct token_table *table, const unsigned char token[16]);
void token_table_finish(struct token_table *table);

#endif
