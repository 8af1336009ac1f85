/* The pack in the store: replacing it as a whole, going back to the one before, its files. */
#ifndef LECTERN_STORE_PACK_TABLE_H
#define LECTERN_STORE_PACK_TABLE_H

#include "base/err.h"
#include "domain/pack.h"

struct store;
struct pack_put;
struct pack_digest;

/* Every row of the pack, with nothing between the steps of pack_put: for who activates them. *put is the
 * caller's to destroy, also on failure; NULL before. The digest is the pack's and outlives it. */
bool pack_table_put_rows(struct pack_put **put, struct store *store, const struct pack *pack,
                         const struct pack_digest *digest, struct err *err);

/* Writes the pack and makes it the active one, all in one go (see pack_put). On failure nothing is active but
 * what was before. people_kept may be NULL. */
bool pack_table_put(struct store *store, const struct pack *pack, int *people_kept, struct err *err);

/* Whether there is an import to go back to, and going back to it: what was active becomes what one can go
 * back to. In the caller's transaction. */
bool pack_table_can_undo(struct store *store, bool *can, struct err *err);
bool pack_table_undo(struct store *store, struct err *err);

/* The content of a pack file of the active generation, in malloc'ed memory that the caller frees;
 * ERR_NOT_FOUND. */
bool pack_table_file(struct store *store, const char *name, unsigned char **data, size_t *size,
                     struct err *err);

/* No more than its first bytes: the rest of it is not read. */
bool pack_table_file_head(struct store *store, const char *name, size_t most, unsigned char **data,
                          size_t *size, struct err *err);

/* The names of the active generation's files that start with this prefix, by name. */
bool pack_table_names(struct store *store, const char *prefix, struct arena *arena, struct text_list *names,
                      struct err *err);

/* One short transaction of pack_table_clear_leftovers. *more false: nothing is left, or it
 * failed. */
bool pack_table_clear_some(struct store *store, bool *more, struct err *err);

/* Removes the rows of every generation but the active one and the one before it, in short transactions: what
 * is older, and what imports that died left. */
bool pack_table_clear_leftovers(struct store *store, struct err *err);

#endif
