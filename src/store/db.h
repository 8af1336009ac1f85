/* What the files of this layer share: the connection, its prepared statements, one way to map SQLite's
 * errors. */
#ifndef LECTERN_STORE_DB_H
#define LECTERN_STORE_DB_H

#include "base/arena.h"
#include "base/err.h"
#include "store/store.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db_statement {
    const char *sql; /* static storage: its address is the key */
    sqlite3_stmt *handle;
};

struct store {
    sqlite3 *db;
    char *path;  /* resolved */
    int lock_fd; /* -1 = not held (readers) */
    enum store_mode mode;
    unsigned char station[16];
    struct db_statement *statements; /* prepared once, kept for the connection's life */
    size_t statement_count, statement_capacity;
    struct pack_source *source; /* what an import takes its rows from; not owned. pack_source.h */
    bool has_source;            /* SQL knows of it */
    int wal_pages;              /* in the write-ahead log after the last commit */
    int copied_pages;           /* of them, by db_copy_log, where a reader kept the log from starting anew */
    int checkpoint_at_pages;    /* a commit that leaves more copies them into the file */
};

/* Fills err from the connection's last error. Always returns false. */
bool db_fail(struct store *store, struct err *err);
bool db_fail_code(const char *path, int code, const char *message, struct err *err);

/* A statement that is prepared on first use. sql has static storage. NULL on failure. */
sqlite3_stmt *db_use(struct store *store, const char *sql, struct err *err);

/* Steps a statement that yields no rows, then resets it. */
bool db_run(struct store *store, sqlite3_stmt *statement, struct err *err);

/* One step: *row says whether there is a row. Resets the statement on failure and at the end. */
bool db_step(struct store *store, sqlite3_stmt *statement, bool *row, struct err *err);
bool db_exec(struct store *store, const char *sql, struct err *err);

/* For the time in which very much is read, or written out of order: room for its pages in memory. */
void db_work_much(struct store *store, bool much);

/* For the time of an import: no commit copies the write-ahead log, whoever writes does that by db_copy_log.
 */
void db_leave_log(struct store *store, bool leave);

/* Whether it copied a piece of the write-ahead log into the file, as 1,000 pages had come together: who
 * writes very much in steps does this between them, and no sign-in's commit has to copy all of it. */
bool db_copy_log(struct store *store);

/* Resets and forgets the bindings; texts bound are not copied, so they have to live until here. */
void db_done(sqlite3_stmt *statement);

void db_bind_text(sqlite3_stmt *statement, int index, const char *text);
void db_bind_blob(sqlite3_stmt *statement, int index, const void *data,
                  size_t size); /* NULL data = SQL NULL */

/* "" where the column is NULL; valid until the next step. */
const char *db_text(sqlite3_stmt *statement, int column);

/* A copy in the arena; NULL when out of memory. */
const char *db_text_copy(sqlite3_stmt *statement, int column, struct arena *arena);

/* Copies a blob of exactly size bytes; zeroes where it has another size. */
void db_blob_copy(sqlite3_stmt *statement, int column, void *out, size_t size);

#endif
