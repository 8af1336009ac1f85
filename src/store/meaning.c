#include "store/meaning.h"

#include "store/db.h"

#include <sodium.h>

static const char *kind_word(enum meaning_kind kind)
{
    static const char *const words[] = {"person", "badge", "operator", "reason"};
    return words[kind];
}

bool meaning_find(struct store *store, enum meaning_kind kind, const char *text,
                  unsigned char token[TOKEN_BYTES], bool *found, struct err *err)
{
    static const char sql[] = "SELECT token FROM meaning WHERE kind = ? AND text = ?";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    db_bind_text(statement, 1, kind_word(kind));
    db_bind_text(statement, 2, text);
    if (!db_step(store, statement, found, err)) {
        return false;
    }
    if (*found) {
        db_blob_copy(statement, 0, token, TOKEN_BYTES);
        db_done(statement);
    }
    return true;
}

bool meaning_make(struct store *store, enum meaning_kind kind, const char *text,
                  unsigned char token[TOKEN_BYTES], struct err *err)
{
    static const char sql[] = "INSERT INTO meaning(token, kind, text) VALUES (?, ?, ?)";
    bool found;
    if (!meaning_find(store, kind, text, token, &found, err)) {
        return false;
    }
    if (found) {
        return true;
    }
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement || sodium_init() < 0) {
        return statement ? err_memory(err) : false;
    }
    randombytes_buf(token, TOKEN_BYTES);
    db_bind_blob(statement, 1, token, TOKEN_BYTES);
    db_bind_text(statement, 2, kind_word(kind));
    db_bind_text(statement, 3, text);
    return db_run(store, statement, err);
}

bool meaning_text(struct store *store, const unsigned char token[TOKEN_BYTES], struct arena *arena,
                  const char **text, struct err *err)
{
    static const char sql[] = "SELECT text FROM meaning WHERE token = ?";
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool row;
    *text = NULL;
    if (!statement) {
        return false;
    }
    db_bind_blob(statement, 1, token, TOKEN_BYTES);
    if (!db_step(store, statement, &row, err)) {
        return false;
    }
    if (!row) {
        return true;
    }
    *text = db_text_copy(statement, 0, arena);
    db_done(statement);
    return *text || err_memory(err);
}

bool meaning_each(struct store *store, enum meaning_kind kind, meaning_visit *visit, void *context,
                  struct err *err)
{
    static const char sql[] = "SELECT token, text FROM meaning INDEXED BY meaning_by_text WHERE kind = ?";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    db_bind_text(statement, 1, kind_word(kind));
    for (bool row;;) {
        if (!db_step(store, statement, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        unsigned char token[TOKEN_BYTES];
        db_blob_copy(statement, 0, token, sizeof token);
        if (!visit(context, token, db_text(statement, 1), err)) {
            db_done(statement);
            return false;
        }
    }
}
