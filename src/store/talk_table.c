#include "store/talk_table.h"

#include "base/utf8.h"
#include "store/db.h"
#include "store/store.h"

static bool put(struct store *store, const struct talk_saved *talk, struct err *err)
{
    static const char sql[] = "INSERT OR REPLACE INTO talk(id, lecture, deck, source, part, step, started_ms,"
                              " paused_at_ms, paused_ms, added_min) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    db_bind_text(statement, 1, talk->lecture);
    db_bind_text(statement, 2, talk->deck);
    sqlite3_bind_int(statement, 3, talk->source);
    sqlite3_bind_int(statement, 4, talk->part);
    sqlite3_bind_int(statement, 5, talk->step);
    sqlite3_bind_int64(statement, 6, talk->clock.started_ms);
    sqlite3_bind_int64(statement, 7, talk->clock.paused_at_ms);
    sqlite3_bind_int64(statement, 8, talk->clock.paused_ms);
    sqlite3_bind_int(statement, 9, talk->clock.added_min);
    return db_run(store, statement, err);
}

bool talk_table_put(struct store *store, const struct talk_saved *talk, struct err *err)
{
    static const char delete_sql[] = "DELETE FROM talk";
    sqlite3_stmt *statement = talk->open ? NULL : db_use(store, delete_sql, err);
    return talk->open ? put(store, talk, err) : statement && db_run(store, statement, err);
}

bool talk_table_get(struct store *store, struct talk_saved *talk, struct err *err)
{
    static const char sql[] = "SELECT lecture, deck, source, part, step, started_ms, paused_at_ms, paused_ms,"
                              " added_min FROM talk";
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool row;
    *talk = (struct talk_saved){0};
    if (!statement || !db_step(store, statement, &row, err)) {
        return false;
    }
    if (!row) {
        return true;
    }
    talk->open = true;
    utf8_copy(talk->lecture, sizeof talk->lecture, db_text(statement, 0));
    utf8_copy(talk->deck, sizeof talk->deck, db_text(statement, 1));
    talk->source = sqlite3_column_int(statement, 2);
    talk->part = sqlite3_column_int(statement, 3);
    talk->step = sqlite3_column_int(statement, 4);
    talk->clock.started_ms = sqlite3_column_int64(statement, 5);
    talk->clock.paused_at_ms = sqlite3_column_int64(statement, 6);
    talk->clock.paused_ms = sqlite3_column_int64(statement, 7);
    talk->clock.added_min = sqlite3_column_int(statement, 8);
    db_done(statement);
    return true;
}

bool talk_table_held(struct store *store, const char *lecture, struct talk_held *held, struct err *err)
{
    static const char sql[] = "SELECT coalesce(min(at_ms) FILTER (WHERE status = 'began'), 0),"
                              " coalesce(max(at_ms) FILTER (WHERE status = 'ended'), 0),"
                              " coalesce(max(value), 0), coalesce(max(basis), 0)"
                              " FROM log INDEXED BY log_of_talks WHERE kind = 'talk' AND lecture = ?";
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool row;
    *held = (struct talk_held){0};
    if (!statement) {
        return false;
    }
    db_bind_text(statement, 1, lecture);
    if (!db_step(store, statement, &row, err)) {
        return false;
    }
    if (row) {
        held->began_ms = sqlite3_column_int64(statement, 0);
        held->ended_ms = sqlite3_column_int64(statement, 1);
        held->shown = sqlite3_column_int(statement, 2);
        held->pages = sqlite3_column_int(statement, 3);
        db_done(statement);
    }
    return true;
}
