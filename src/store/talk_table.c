#include "store/talk_table.h"

#include "base/utf8.h"
#include "store/db.h"
#include "store/store.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* --- where it stands --- */

enum { SHOWN_SIZE = TALK_TIMED_PAGES * 12 };

/* "35000 0 1200": up to the last page that was shown. */
static void write_shown(const int32_t shown_ms[TALK_TIMED_PAGES], char out[SHOWN_SIZE])
{
    int pages = TALK_TIMED_PAGES;
    char *at = out;
    while (pages > 0 && shown_ms[pages - 1] == 0) {
        pages--;
    }
    *at = '\0';
    for (int i = 0; i < pages; i++) {
        at += snprintf(at, (size_t)(out + SHOWN_SIZE - at), "%s%" PRId32, i ? " " : "", shown_ms[i]);
    }
}

static void read_shown(const char *text, int32_t shown_ms[TALK_TIMED_PAGES])
{
    for (int i = 0; i < TALK_TIMED_PAGES && *text; i++) {
        char *end;
        long ms = strtol(text, &end, 10);
        if (end == text) {
            return;
        }
        shown_ms[i] = ms > 0 && ms < INT32_MAX ? (int32_t)ms : 0;
        text = end;
    }
}

static bool put(struct store *store, const struct talk_saved *talk, struct err *err)
{
    static const char sql[] =
        "INSERT OR REPLACE INTO talk(id, lecture, deck, source, part, step, started_ms, paused_at_ms,"
        " paused_ms, added_min, shown_ms) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    sqlite3_stmt *statement = db_use(store, sql, err);
    char shown[SHOWN_SIZE];
    if (!statement) {
        return false;
    }
    write_shown(talk->shown_ms, shown);
    db_bind_text(statement, 1, talk->lecture);
    db_bind_text(statement, 2, talk->deck);
    sqlite3_bind_int(statement, 3, talk->source);
    sqlite3_bind_int(statement, 4, talk->part);
    sqlite3_bind_int(statement, 5, talk->step);
    sqlite3_bind_int64(statement, 6, talk->clock.started_ms);
    sqlite3_bind_int64(statement, 7, talk->clock.paused_at_ms);
    sqlite3_bind_int64(statement, 8, talk->clock.paused_ms);
    sqlite3_bind_int(statement, 9, talk->clock.added_min);
    db_bind_text(statement, 10, shown);
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
                              " added_min, shown_ms FROM talk";
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
    read_shown(db_text(statement, 9), talk->shown_ms);
    db_done(statement);
    return true;
}

/* --- what is on record --- */

bool talk_table_each(struct store *store, const char *lecture, talk_visit *visit, void *context,
                     struct err *err)
{
    static const char sql[] =
        "SELECT lecture, status = 'ended', at_ms, value, basis, text, simulated"
        " FROM log INDEXED BY log_of_talks LEFT JOIN meaning ON token = reason"
        " WHERE log.kind = 'talk' AND (?1 IS NULL OR lecture = ?1) ORDER BY station, seq";
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool row;
    if (!statement) {
        return false;
    }
    if (lecture) {
        db_bind_text(statement, 1, lecture);
    }
    for (;;) {
        if (!db_step(store, statement, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        struct talk_line line = {.lecture = db_text(statement, 0),
                                 .ended = sqlite3_column_int(statement, 1),
                                 .at_ms = sqlite3_column_int64(statement, 2),
                                 .shown = sqlite3_column_int(statement, 3),
                                 .pages = sqlite3_column_int(statement, 4),
                                 .reason = db_text(statement, 5),
                                 .simulated = sqlite3_column_int(statement, 6)};
        if (!visit(context, &line, err)) {
            db_done(statement);
            return false;
        }
    }
}
