#include "store/attendance_table.h"

#include "store/db.h"

#include <string.h>

bool attendance_tally(struct store *store, const char *lecture_id, struct tally *tally, struct err *err)
{
    static const char sql[] = "SELECT on_time, late, walk_in, unknown FROM tally WHERE lecture = ?";
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool row;
    if (!statement) {
        return false;
    }
    db_bind_text(statement, 1, lecture_id);
    if (!db_step(store, statement, &row, err)) {
        return false;
    }
    tally->on_time = tally->late = tally->walk_in = tally->unknown = 0;
    if (row) {
        tally->on_time = sqlite3_column_int(statement, 0);
        tally->late = sqlite3_column_int(statement, 1);
        tally->walk_in = sqlite3_column_int(statement, 2);
        tally->unknown = sqlite3_column_int(statement, 3);
        db_done(statement);
    }
    return true;
}

bool attendance_records(struct store *store, const unsigned char person[TOKEN_BYTES],
                        const struct programme *programme, struct attendance_record *records, struct err *err)
{
    static const char sql[] = "SELECT lecture, at_ms, out_ms FROM attendance WHERE person = ?";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    db_bind_blob(statement, 1, person, TOKEN_BYTES);
    for (bool row;;) {
        if (!db_step(store, statement, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        const struct lecture *lecture = programme_find(programme, db_text(statement, 0));
        if (lecture) {
            records[lecture - programme->items] =
                (struct attendance_record){.signed_in = true,
                                           .signed_in_ms = sqlite3_column_int64(statement, 1),
                                           .signed_out = sqlite3_column_type(statement, 2) != SQLITE_NULL,
                                           .signed_out_ms = sqlite3_column_int64(statement, 2)};
        }
    }
}

static bool each(struct store *store, const char *sql, const char *lecture_id, attendance_visit *visit,
                 void *context, struct err *err)
{
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    db_bind_text(statement, 1, lecture_id);
    for (bool row;;) {
        if (!db_step(store, statement, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        struct attendance_line line = {.person = sqlite3_column_blob(statement, 0),
                                       .badge = sqlite3_column_blob(statement, 1),
                                       .status = db_text(statement, 2),
                                       .method = db_text(statement, 3),
                                       .simulated = sqlite3_column_int(statement, 4) != 0,
                                       .at_ms = sqlite3_column_int64(statement, 5),
                                       .by_staff = sqlite3_column_int(statement, 6) != 0,
                                       .out_ms = sqlite3_column_int64(statement, 7),
                                       .early = sqlite3_column_int(statement, 8) != 0,
                                       .seq = sqlite3_column_int64(statement, 9)};
        if ((line.person && sqlite3_column_bytes(statement, 0) != TOKEN_BYTES) ||
            (line.badge && sqlite3_column_bytes(statement, 1) != TOKEN_BYTES)) {
            db_done(statement);
            return db_fail_code(store_path(store), SQLITE_CORRUPT, "", err);
        }
        if (!visit(context, &line, err)) {
            db_done(statement);
            return false;
        }
    }
}

bool attendance_each(struct store *store, const char *lecture_id, attendance_visit *visit, void *context,
                     struct err *err)
{
    static const char sql[] =
        "SELECT person, badge, status, method, simulated, at_ms, by_staff, out_ms, early, seq FROM attendance"
        " INDEXED BY attendance_by_time WHERE lecture = ? ORDER BY at_ms, seq";
    return each(store, sql, lecture_id, visit, context, err);
}

bool attendance_each_unknown(struct store *store, const char *lecture_id, attendance_visit *visit,
                             void *context, struct err *err)
{
    static const char sql[] =
        "SELECT NULL, badge, 'unknown', method, simulated, at_ms, 0, 0, 0, seq FROM unknown"
        " WHERE lecture = ? ORDER BY at_ms, seq";
    return each(store, sql, lecture_id, visit, context, err);
}
