/* The store: one SQLite file with one writing process. The only layer with SQL. */
#ifndef LECTERN_STORE_STORE_H
#define LECTERN_STORE_STORE_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct store;

enum store_mode {
    STORE_READ, /* read-only connection; the file has to exist */
    STORE_WRITE /* makes the file where there is none; ERR_LOCKED where another process writes */
};

/* Opens (and migrates forward). A file that is no store, is damaged, or is of a later version is refused with
 * a sentence and left as it is. */
bool store_open(struct store **out, const char *path, enum store_mode mode, struct err *err);
void store_close(struct store *store); /* accepts NULL */

/* One write transaction (BEGIN IMMEDIATE). After a failed commit the transaction is rolled back. */
bool store_begin(struct store *store, struct err *err);
bool store_commit(struct store *store, struct err *err);
void store_rollback(struct store *store);

/* All reads until store_snapshot_end see one state of the store, whatever is committed meanwhile. */
bool store_snapshot(struct store *store, struct err *err);
void store_snapshot_end(struct store *store);

/* For a writer that has nothing to do just now: copies the write-ahead log into the file, so that no commit
 * has to. */
void store_tidy(struct store *store);

const char *store_path(const struct store *store);
const unsigned char *store_station(const struct store *store); /* 16 random bytes made with the store */

/* The active import; 0 = the store is empty. */
bool store_generation(struct store *store, int64_t *generation, struct err *err);

/* What is read once and kept stands as long as neither changes: the active import, and a number that grows
 * whenever the programme was changed beside the import, or a setting. */
struct store_version {
    int64_t generation, revision;
};
bool store_version(struct store *store, struct store_version *version, struct err *err);

/* PRAGMA quick_check and foreign_key_check on a connection of its own; any thread. */
bool store_quick_check(const char *path, struct err *err);

#endif
