#include "store/history.h"

#include "store/db.h"
#include "store/log_row.h"
#include "store/standing.h"

/* The rows of a bound statement that begins with LOG_COLUMNS and ends with whether the row stands. */
static bool visit_rows(struct store *store, sqlite3_stmt *statement, history_visit *visit, void *context,
                       struct err *err)
{
    enum { STANDS_COLUMN = 20 };
    for (bool more;;) {
        if (!db_step(store, statement, &more, err)) {
            return false;
        }
        if (!more) {
            return true;
        }
        struct log_row row = log_row_at(statement);
        if (!visit(context, &row, sqlite3_column_int(statement, STANDS_COLUMN) != 0, err)) {
            db_done(statement);
            return false;
        }
    }
}

bool history_of_person(struct store *store, const unsigned char person[TOKEN_BYTES], const char *lecture,
                       history_visit *visit, void *context, struct err *err)
{
    static const char sql[] =
        "SELECT " LOG_COLUMNS ", " STANDS("l") " FROM log l WHERE person = ?"
                                               " AND lecture IN (?, '') ORDER BY at_ms, station, seq";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    db_bind_blob(statement, 1, person, TOKEN_BYTES);
    db_bind_text(statement, 2, lecture);
    return visit_rows(store, statement, visit, context, err);
}

bool history_of_badge(struct store *store, const unsigned char badge[TOKEN_BYTES], history_visit *visit,
                      void *context, struct err *err)
{
    static const char sql[] =
        "SELECT " LOG_COLUMNS ", " STANDS("l") " FROM log l WHERE badge = ? AND " OF_BADGES(
            "l") " AND kind = 'unknown' ORDER BY at_ms, station, seq";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    db_bind_blob(statement, 1, badge, TOKEN_BYTES);
    return visit_rows(store, statement, visit, context, err);
}

/* Kinds that can be taken back. What undo wrote, settings and entering staff mode cannot. */
#define ACTIONS                                                                                              \
    "('supplement', 'claim', 'retime', 'void', 'link', 'revoke', 'register', 'gate', 'move', 'pin', "        \
    "'anchor')"

bool history_last_action(struct store *store, history_visit *visit, void *context, struct err *err)
{
    /* rows of one transaction carry one stamp */
    static const char sql[] =
        "SELECT " LOG_COLUMNS
        ", 1 FROM log l INDEXED BY log_by_staff WHERE station = ?1 AND method = 'staff' AND kind IN " ACTIONS
        " AND " STANDS("l") " AND (boot_id, boot_ms, at_ms) = (SELECT boot_id, boot_ms, at_ms FROM log l"
                            "  WHERE station = ?1 AND method = 'staff' AND kind IN " ACTIONS
                            " AND " STANDS("l") "  ORDER BY seq DESC LIMIT 1) ORDER BY seq";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    db_bind_blob(statement, 1, store->station, sizeof store->station);
    return visit_rows(store, statement, visit, context, err);
}

bool history_of_acts(struct store *store, const char *lecture, history_visit *visit, void *context,
                     struct err *err)
{
    static const char sql[] =
        "SELECT " LOG_COLUMNS ", " STANDS("l") " FROM log l WHERE kind NOT IN ('sign_in', 'sign_out',"
                                               " 'unknown', 'staff', 'setting') AND (?1 = '' OR lecture IN"
                                               " (?1, '')) ORDER BY station, seq";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    db_bind_text(statement, 1, lecture);
    return visit_rows(store, statement, visit, context, err);
}

/* Whether a bound statement has a row. */
static bool has_row(struct store *store, sqlite3_stmt *statement, bool *row, struct err *err)
{
    if (!db_step(store, statement, row, err)) {
        return false;
    }
    if (*row) {
        db_done(statement);
    }
    return true;
}

bool history_registered(struct store *store, const unsigned char person[TOKEN_BYTES], bool *registered,
                        struct err *err)
{
    static const char sql[] =
        "SELECT 1 FROM log l WHERE person = ? AND kind = 'register' AND " STANDS("l") " LIMIT 1";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    db_bind_blob(statement, 1, person, TOKEN_BYTES);
    return has_row(store, statement, registered, err);
}

bool history_revoked(struct store *store, const unsigned char badge[TOKEN_BYTES],
                     const unsigned char person[TOKEN_BYTES], bool *revoked, struct err *err)
{
    static const char sql[] = "SELECT 1 FROM log l WHERE badge = ? AND person = ? AND " OF_BADGES(
        "l") " AND kind = 'revoke' AND " STANDS("l") " LIMIT 1";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    db_bind_blob(statement, 1, badge, TOKEN_BYTES);
    db_bind_blob(statement, 2, person, TOKEN_BYTES);
    return has_row(store, statement, revoked, err);
}

bool history_pinned(struct store *store, char *lecture, size_t size, struct err *err)
{
    static const char sql[] = "SELECT lecture FROM log l INDEXED BY log_by_staff WHERE method = 'staff'"
                              " AND kind = 'pin' AND " STANDS("l") " ORDER BY seq DESC, station DESC LIMIT 1";
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool row;
    if (!statement || !db_step(store, statement, &row, err)) {
        return false;
    }
    sqlite3_snprintf((int)size, lecture, "%s", row ? db_text(statement, 0) : "");
    if (row) {
        db_done(statement);
    }
    return true;
}

bool history_of_boot(struct store *store, const unsigned char boot_id[16], int64_t offset_ms,
                     history_visit *visit, void *context, struct err *err)
{
    /* within a second it is the same time */
    static const char sql[] =
        "SELECT " LOG_COLUMNS
        ", 1 FROM log l WHERE station = ? AND boot_id = ? AND kind IN ('sign_in', 'sign_out')"
        " AND person IS NOT NULL AND " STANDS("l") " AND abs(l.boot_ms + ? - coalesce(" RETIMED(
            "l", "value") ", l.at_ms)) > 1000 ORDER BY seq";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    db_bind_blob(statement, 1, store->station, sizeof store->station);
    db_bind_blob(statement, 2, boot_id, 16);
    sqlite3_bind_int64(statement, 3, offset_ms);
    return visit_rows(store, statement, visit, context, err);
}

static bool visit_people(struct store *store, const char *sql, const char *lecture,
                         history_person_visit *visit, void *context, struct err *err)
{
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    db_bind_text(statement, 1, lecture);
    for (bool more;;) {
        unsigned char person[TOKEN_BYTES];
        if (!db_step(store, statement, &more, err)) {
            return false;
        }
        if (!more) {
            return true;
        }
        db_blob_copy(statement, 0, person, sizeof person);
        if (!visit(context, person, err)) {
            db_done(statement);
            return false;
        }
    }
}

bool history_voided(struct store *store, const char *lecture, history_person_visit *visit, void *context,
                    struct err *err)
{
    static const char sql[] =
        "SELECT DISTINCT person FROM log l INDEXED BY log_by_staff"
        " WHERE method = 'staff' AND kind = 'void' AND lecture = ? AND person IS NOT NULL"
        " AND " STANDS("l");
    return visit_people(store, sql, lecture, visit, context, err);
}

/* Boots in which the clock jumped and no anchor came after. */
#define DOUBTFUL                                                                                             \
    "SELECT c.boot_id FROM log c INDEXED BY log_clock WHERE c.kind = 'clock' AND NOT EXISTS (SELECT 1"       \
    " FROM log n INDEXED BY log_by_staff WHERE n.method = 'staff' AND n.kind = 'anchor'"                     \
    " AND n.boot_id = c.boot_id AND n.boot_ms >= c.boot_ms AND " STANDS("n") ")"

/* Hardly any store has one: then nobody's row is looked up. */
static bool has_jumps(struct store *store, bool *out, struct err *err)
{
    static const char sql[] = "SELECT 1 FROM log INDEXED BY log_clock WHERE kind = 'clock' LIMIT 1";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement || !db_step(store, statement, out, err)) {
        return false;
    }
    if (*out) {
        db_done(statement);
    }
    return true;
}

bool history_doubtful(struct store *store, const char *lecture, history_person_visit *visit, void *context,
                      struct err *err)
{
    static const char sql[] =
        "SELECT a.person FROM attendance a JOIN log l ON l.station = a.station AND l.seq = a.seq"
        " WHERE a.lecture = ? AND a.by_staff = 0 AND l.boot_id IN (" DOUBTFUL ")";
    bool jumped;
    if (!has_jumps(store, &jumped, err)) {
        return false;
    }
    return !jumped || visit_people(store, sql, lecture, visit, context, err);
}

bool history_clock_jump(struct store *store, const unsigned char boot_id[16], int64_t *jump_ms,
                        struct err *err)
{
    static const char sql[] =
        "SELECT l.value FROM log l INDEXED BY log_clock WHERE l.kind = 'clock'"
        " AND l.boot_id = ?1 AND l.boot_id IN (" DOUBTFUL ") ORDER BY l.seq DESC LIMIT 1";
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool row;
    if (!statement) {
        return false;
    }
    db_bind_blob(statement, 1, boot_id, 16);
    if (!db_step(store, statement, &row, err)) {
        return false;
    }
    *jump_ms = row ? sqlite3_column_int64(statement, 0) : 0;
    if (row) {
        db_done(statement);
    }
    return true;
}
