#include "store/staff_table.h"

#include "store/db.h"

/* Beside the settings, but none that `config` shows. */
#define PIN_KEY "staff.pin_hash"

bool staff_table_pin(struct store *store, char hash[STAFF_PIN_HASH_SIZE], struct err *err)
{
    static const char sql[] = "SELECT value FROM setting WHERE key = '" PIN_KEY "'";
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool row;
    if (!statement || !db_step(store, statement, &row, err)) {
        return false;
    }
    sqlite3_snprintf(STAFF_PIN_HASH_SIZE, hash, "%s", row ? db_text(statement, 0) : "");
    if (row) {
        db_done(statement);
    }
    return true;
}

bool staff_table_failures(struct store *store, int *failures, struct err *err)
{
    static const char sql[] = "SELECT failures FROM staff_gate WHERE id = 1";
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool row;
    if (!statement || !db_step(store, statement, &row, err)) {
        return false;
    }
    *failures = row ? sqlite3_column_int(statement, 0) : 0;
    db_done(statement);
    return true;
}

bool staff_table_set_pin(struct store *store, const char *hash, struct err *err)
{
    static const char sql[] = "INSERT INTO setting(key, value) VALUES ('" PIN_KEY "', ?)"
                              " ON CONFLICT(key) DO UPDATE SET value = excluded.value";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    db_bind_text(statement, 1, hash);
    return db_run(store, statement, err);
}

bool staff_table_set_failures(struct store *store, int failures, struct err *err)
{
    static const char sql[] = "UPDATE staff_gate SET failures = ? WHERE id = 1";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    sqlite3_bind_int(statement, 1, failures);
    return db_run(store, statement, err);
}
