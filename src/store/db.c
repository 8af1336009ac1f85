#include "store/db.h"

#include "base/strings.h"

#include <stdlib.h>
#include <string.h>

bool db_fail_code(const char *path, int code, const char *message, struct err *err)
{
    switch (code & 0xFF) {
    case SQLITE_NOMEM:
        return err_memory(err);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return err_set(err, ERR_DAMAGED, str(STR_STORE_DAMAGED), path);
    case SQLITE_FULL:
        return err_set(err, ERR_STORE, str(STR_STORE_FULL), path);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return err_set(err, ERR_STORE, str(STR_STORE_READ_ONLY), path);
    case SQLITE_CANTOPEN:
        return err_set(err, ERR_STORE, str(STR_STORE_CANNOT_OPEN), path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return err_set(err, ERR_LOCKED, str(STR_STORE_BUSY), path);
    default:
        return err_set(err, ERR_STORE, str(STR_STORE_FAILED), path, message);
    }
}

bool db_fail(struct store *store, struct err *err)
{
    return db_fail_code(store->path, sqlite3_extended_errcode(store->db), sqlite3_errmsg(store->db), err);
}

sqlite3_stmt *db_use(struct store *store, const char *sql, struct err *err)
{
    for (size_t i = 0; i < store->statement_count; i++) {
        if (store->statements[i].sql == sql) {
            return store->statements[i].handle;
        }
    }
    if (store->statement_count == store->statement_capacity) {
        size_t capacity = store->statement_capacity ? store->statement_capacity * 2 : 32;
        struct db_statement *grown = realloc(store->statements, capacity * sizeof *grown);
        if (!grown) {
            err_memory(err);
            return NULL;
        }
        store->statements = grown;
        store->statement_capacity = capacity;
    }
    sqlite3_stmt *handle = NULL;
    if (sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL) != SQLITE_OK) {
        db_fail(store, err);
        return NULL;
    }
    store->statements[store->statement_count++] = (struct db_statement){.sql = sql, .handle = handle};
    return handle;
}

void db_done(sqlite3_stmt *statement)
{
    if (statement) {
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
    }
}

bool db_step(struct store *store, sqlite3_stmt *statement, bool *row, struct err *err)
{
    int code = sqlite3_step(statement);
    *row = code == SQLITE_ROW;
    if (code == SQLITE_ROW) {
        return true;
    }
    bool fine = code == SQLITE_DONE || db_fail(store, err);
    db_done(statement);
    return fine;
}

bool db_run(struct store *store, sqlite3_stmt *statement, struct err *err)
{
    bool row;
    bool fine = db_step(store, statement, &row, err);
    if (fine && row) {
        db_done(statement);
    }
    return fine;
}

bool db_exec(struct store *store, const char *sql, struct err *err)
{
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK || db_fail(store, err);
}

void db_bind_text(sqlite3_stmt *statement, int index, const char *text)
{
    sqlite3_bind_text(statement, index, text, -1, SQLITE_STATIC);
}

void db_bind_blob(sqlite3_stmt *statement, int index, const void *data, size_t size)
{
    /* a blob of no bytes is bound by an address too: NULL would make it SQL NULL */
    sqlite3_bind_blob64(statement, index, data, size, SQLITE_STATIC);
}

const char *db_text(sqlite3_stmt *statement, int column)
{
    const unsigned char *text = sqlite3_column_text(statement, column);
    return text ? (const char *)text : "";
}

const char *db_text_copy(sqlite3_stmt *statement, int column, struct arena *arena)
{
    return arena_strdup(arena, db_text(statement, column));
}

void db_blob_copy(sqlite3_stmt *statement, int column, void *out, size_t size)
{
    const void *data = sqlite3_column_blob(statement, column);
    if (data && (size_t)sqlite3_column_bytes(statement, column) == size) {
        memcpy(out, data, size);
    } else {
        memset(out, 0, size);
    }
}

void db_work_much(struct store *store, bool much)
{
    const char *sql = much ? "PRAGMA cache_size = -32768" : "PRAGMA cache_size = -2000; PRAGMA shrink_memory";
    sqlite3_exec(store->db, sql, NULL, NULL, NULL);
}

void db_leave_log(struct store *store, bool leave)
{
    enum { MANY_PAGES = 50000 };
    store->checkpoint_at_pages += leave ? MANY_PAGES : -MANY_PAGES;
}

bool db_copy_log(struct store *store)
{
    enum { PIECE_PAGES = 1000 };
    store->copied_pages = store->wal_pages < store->copied_pages ? 0 : store->copied_pages;
    if (store->wal_pages - store->copied_pages < PIECE_PAGES) {
        return false;
    }
    store->copied_pages = store->wal_pages;
    sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    return true;
}
