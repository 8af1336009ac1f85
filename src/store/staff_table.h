/* The PIN of staff mode as a hash, and how often it was wrong. */
#ifndef LECTERN_STORE_STAFF_TABLE_H
#define LECTERN_STORE_STAFF_TABLE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct store;

enum { STAFF_PIN_HASH_SIZE = 128 };

/* "" = no PIN was set. */
bool staff_table_pin(struct store *store, char hash[STAFF_PIN_HASH_SIZE], struct err *err);
bool staff_table_failures(struct store *store, int *failures, struct err *err);

/* Inside a transaction. */
bool staff_table_set_pin(struct store *store, const char *hash, struct err *err);
bool staff_table_set_failures(struct store *store, int failures, struct err *err);

#endif
