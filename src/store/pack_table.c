#include "store/pack_table.h"

#include "base/strings.h"
#include "store/db.h"
#include "store/generation.h"
#include "store/pack_digest.h"
#include "store/pack_put.h"

#include <stdlib.h>
#include <string.h>

bool pack_table_put_rows(struct pack_put **put, struct store *store, const struct pack *pack,
                         const struct pack_digest *digest, struct err *err)
{
    bool more = true, done = pack_put_begin(put, store, pack, digest, PACK_PUT_ALONE, err);
    while (done && more) {
        done = pack_put_step(*put, &more, err);
    }
    return done;
}

bool pack_table_put(struct store *store, const struct pack *pack, int *people_kept, struct err *err)
{
    struct pack_put *put = NULL;
    struct pack_digest digest;
    if (!pack_digest_init(&digest, pack, err)) {
        return false;
    }
    bool done = pack_table_put_rows(&put, store, pack, &digest, err) && store_begin(store, err);
    if (done) {
        done = pack_put_activate(put, people_kept, err) && store_commit(store, err);
        if (!done) {
            store_rollback(store);
        }
    }
    pack_put_destroy(put);
    pack_digest_finish(&digest);
    /* what cannot be removed now goes when the store is opened to write next */
    pack_table_clear_leftovers(store, NULL);
    return done;
}

bool pack_table_can_undo(struct store *store, bool *can, struct err *err)
{
    int64_t previous = 0;
    bool known = generation_previous(store, &previous, err);
    *can = known && previous != 0;
    return known;
}

bool pack_table_undo(struct store *store, struct err *err)
{
    int64_t from;
    struct generation_kept kept = {0};
    if (!store_generation(store, &from, err) || !generation_previous(store, &kept.to, err)) {
        return false;
    }
    if (kept.to == 0) {
        return err_set(err, ERR_NOT_FOUND, "%s", str(STR_IMPORT_NO_UNDO));
    }
    return generation_free_id(store, kept.to, &kept.free_id, err) &&
           generation_keep_people(store, from, &kept, err) && generation_switch(store, kept.to, from, err);
}

bool pack_table_clear_some(struct store *store, bool *more, struct err *err)
{
    int64_t generation;
    *more = db_copy_log(store);
    if (*more) {
        return true;
    }
    if (!generation_leftover(store, &generation, err)) {
        return false;
    }
    if (generation == 0) {
        return true;
    }
    /* what a power cut brings back is removed again: none of this waits for the disk */
    bool done = db_exec(store, "PRAGMA synchronous = NORMAL", err) &&
                generation_remove_some(store, generation, more, err);
    done = db_exec(store, "PRAGMA synchronous = FULL", done ? err : NULL) && done;
    *more = *more && done;
    return done;
}

bool pack_table_clear_leftovers(struct store *store, struct err *err)
{
    bool more = true;
    while (more) {
        if (!pack_table_clear_some(store, &more, err)) {
            return false;
        }
    }
    return true;
}

/* --- files --- */

bool pack_table_file(struct store *store, const char *name, unsigned char **data, size_t *size,
                     struct err *err)
{
    static const char sql[] =
        "SELECT data FROM file WHERE generation = (SELECT generation FROM meta) AND name = ?";
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool row;
    if (!statement) {
        return false;
    }
    db_bind_text(statement, 1, name);
    if (!db_step(store, statement, &row, err)) {
        return false;
    }
    if (!row) {
        return err_set(err, ERR_NOT_FOUND, str(STR_PACK_NO_FILE), name);
    }
    size_t len = (size_t)sqlite3_column_bytes(statement, 0);
    unsigned char *copy = malloc(len + 1);
    if (copy) {
        if (len) {
            memcpy(copy, sqlite3_column_blob(statement, 0), len);
        }
        copy[len] = '\0';
        *data = copy;
        *size = len;
    }
    db_done(statement);
    return copy || err_memory(err);
}

static bool read_head(struct store *store, int64_t row, size_t most, unsigned char **data, size_t *size,
                      struct err *err)
{
    sqlite3_blob *blob = NULL;
    unsigned char *head = NULL;
    bool done = false;
    if (sqlite3_blob_open(store->db, "main", "file", "data", row, 0, &blob) != SQLITE_OK) {
        return db_fail(store, err);
    }
    size_t len = (size_t)sqlite3_blob_bytes(blob);
    len = len < most ? len : most;
    head = malloc(len + 1);
    if (!head) {
        err_memory(err);
    } else if (sqlite3_blob_read(blob, head, (int)len, 0) != SQLITE_OK) {
        db_fail(store, err);
    } else {
        done = true;
    }
    sqlite3_blob_close(blob);
    if (!done) {
        free(head);
        return false;
    }
    head[len] = '\0';
    *data = head;
    *size = len;
    return true;
}

bool pack_table_file_head(struct store *store, const char *name, size_t most, unsigned char **data,
                          size_t *size, struct err *err)
{
    static const char sql[] =
        "SELECT rowid FROM file WHERE generation = (SELECT generation FROM meta) AND name = ?";
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool row;
    if (!statement) {
        return false;
    }
    db_bind_text(statement, 1, name);
    if (!db_step(store, statement, &row, err)) {
        return false;
    }
    if (!row) {
        return err_set(err, ERR_NOT_FOUND, str(STR_PACK_NO_FILE), name);
    }
    int64_t id = sqlite3_column_int64(statement, 0);
    db_done(statement);
    return read_head(store, id, most, data, size, err);
}

bool pack_table_names(struct store *store, const char *prefix, struct arena *arena, struct text_list *names,
                      struct err *err)
{
    static const char sql[] =
        "SELECT name, count(*) OVER () FROM file WHERE generation ="
        " (SELECT generation FROM meta) AND substr(name, 1, length(?1)) = ?1 ORDER BY name";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    *names = (struct text_list){0};
    db_bind_text(statement, 1, prefix);
    for (bool row;;) {
        if (!db_step(store, statement, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        if (!names->items) {
            names->items =
                arena_alloc(arena, (size_t)sqlite3_column_int64(statement, 1) * sizeof *names->items);
        }
        const char *name = names->items ? db_text_copy(statement, 0, arena) : NULL;
        if (!name) {
            db_done(statement);
            return err_memory(err);
        }
        names->items[names->count++] = name;
    }
}
