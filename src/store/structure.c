#include "store/structure.h"

#include "base/strings.h"
#include "base/utf8.h"
#include "store/db.h"

#include <string.h>

/* SQLite's report without its headline, on one line. */
static const char *first_finding(const char *report, char out[200])
{
    const char *line =
        strncmp(report, "***", 3) == 0 && strchr(report, '\n') ? strchr(report, '\n') + 1 : report;
    utf8_copy(out, 200, line);
    out[strcspn(out, "\n")] = '\0';
    return out;
}

bool structure_check(struct store *store, enum structure_depth depth, struct err *err)
{
    static const char quick_sql[] = "PRAGMA quick_check(1)";
    static const char full_sql[] = "PRAGMA integrity_check(1)";
    static const char keys_sql[] = "PRAGMA foreign_key_check";
    sqlite3_stmt *statement = db_use(store, depth == STRUCTURE_FULL ? full_sql : quick_sql, err);
    bool row;
    if (!statement || !db_step(store, statement, &row, err)) {
        return false;
    }
    if (!row || strcmp(db_text(statement, 0), "ok") != 0) {
        char finding[200];
        err_set(err, ERR_DAMAGED, str(STR_STRUCTURE_DAMAGED), store->path,
                first_finding(row ? db_text(statement, 0) : "", finding));
        db_done(statement);
        return false;
    }
    db_done(statement);
    statement = db_use(store, keys_sql, err);
    if (!statement || !db_step(store, statement, &row, err)) {
        return false;
    }
    if (row) {
        err_set(err, ERR_DAMAGED, str(STR_STRUCTURE_DAMAGED), store->path, db_text(statement, 0));
        db_done(statement);
    }
    return !row;
}

/* SQLite asks now and then whether to go on. */
static int is_cancelled(void *context)
{
    return atomic_load((const atomic_bool *)context);
}

bool structure_check_file(const char *path, const atomic_bool *cancel, struct err *err)
{
    enum { STEPS_BETWEEN = 10000 };
    struct store *store = NULL;
    if (!store_open(&store, path, STORE_READ, err)) {
        return false;
    }
    if (cancel) {
        sqlite3_progress_handler(store->db, STEPS_BETWEEN, is_cancelled, (void *)(uintptr_t)cancel);
    }
    bool whole = structure_check(store, STRUCTURE_QUICK, err);
    if (!whole && cancel && atomic_load(cancel)) {
        err_set(err, ERR_CANCELLED, "%s", "");
    }
    store_close(store);
    return whole;
}

bool store_quick_check(const char *path, struct err *err)
{
    return structure_check_file(path, NULL, err);
}
