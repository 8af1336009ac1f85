/* Putting a pack into the store: rows under a new generation, then one short switch (DESIGN 3.6). */
#ifndef LECTERN_STORE_PACK_TABLE_H
#define LECTERN_STORE_PACK_TABLE_H

#include "base/err.h"
#include "domain/pack.h"

struct store;

/* Writes the pack under an inactive generation in short transactions, then activates it in one. On failure
 * nothing is active but what was before. People keep their tokens by worker number; people who fall out
 * although they have records are kept, marked. */
bool pack_table_put(struct store *store, const struct pack *pack, struct pack_changes *changes,
                    struct err *err);

/* The content of a pack file of the active generation, in malloc'ed memory that the caller frees;
 * ERR_NOT_FOUND. */
bool pack_table_file(struct store *store, const char *name, unsigned char **data, size_t *size,
                     struct err *err);

/* The names of the active generation's files that start with this prefix, by name. */
bool pack_table_names(struct store *store, const char *prefix, struct arena *arena, struct text_list *names,
                      struct err *err);

/* Removes the rows of every generation but the active one, in short transactions: what imports that died
 * left. */
bool pack_table_clear_leftovers(struct store *store, struct err *err);

#endif
