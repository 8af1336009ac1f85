#include "store/derived.h"

#include "base/strings.h"
#include "store/db.h"
#include "store/log.h"

#include <string.h>

/* The first sign-in of a person to a lecture counts, whatever order rows of several stations come in. */
#define REBUILT_ATTENDANCE                                                                                   \
    "SELECT person, lecture, station, seq, at_ms, status, method, simulated, badge FROM ("                   \
    "  SELECT *, row_number() OVER (PARTITION BY person, lecture ORDER BY at_ms, station, seq) AS place"     \
    "  FROM log WHERE kind = 'sign_in' AND person IS NOT NULL) WHERE place = 1"
#define REBUILT_UNKNOWN                                                                                      \
    "SELECT lecture, badge, station, seq, at_ms, method, simulated FROM ("                                   \
    "  SELECT *, row_number() OVER (PARTITION BY lecture, badge ORDER BY at_ms, station, seq) AS place"      \
    "  FROM log WHERE kind = 'unknown' AND badge IS NOT NULL) WHERE place = 1"
/* from the two tables, which are compared with the log themselves */
#define REBUILT_TALLY                                                                                        \
    "SELECT lecture, sum(a), sum(b), sum(c), sum(d) FROM (SELECT lecture, sum(status = 'on_time') a,"        \
    "  sum(status = 'late') b, sum(status = 'walk_in') c, 0 d FROM attendance INDEXED BY attendance_by_time" \
    "  GROUP BY lecture UNION ALL SELECT lecture, 0, 0, 0, count(*) FROM unknown GROUP BY lecture) GROUP "   \
    "BY lecture"

static bool count(struct store *store, const char *lecture, const char *status, int by, struct err *err)
{
    static const char sql[] = "INSERT INTO tally(lecture, on_time, late, walk_in, unknown)"
                              " VALUES (?1, ?3 * (?2 = 'on_time'), ?3 * (?2 = 'late'), ?3 * (?2 = 'walk_in'),"
                              " ?3 * (?2 = 'unknown')) ON CONFLICT(lecture) DO UPDATE SET"
                              " on_time = on_time + excluded.on_time, late = late + excluded.late,"
                              " walk_in = walk_in + excluded.walk_in, unknown = unknown + excluded.unknown";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    db_bind_text(statement, 1, lecture);
    db_bind_text(statement, 2, status);
    sqlite3_bind_int(statement, 3, by);
    return db_run(store, statement, err);
}

/* Whether a row that is there comes before this one: by time, then station, then number. */
static bool stands_first(sqlite3_stmt *there, const struct log_row *row)
{
    int64_t at_ms = sqlite3_column_int64(there, 0);
    if (at_ms != row->at_ms) {
        return at_ms < row->at_ms;
    }
    unsigned char station[LOG_STATION_BYTES];
    db_blob_copy(there, 1, station, sizeof station);
    int order = memcmp(station, row->station, sizeof station);
    return order < 0 || (order == 0 && sqlite3_column_int64(there, 2) < row->seq);
}

static bool take_sign_in(struct store *store, const struct log_row *row, struct err *err)
{
    static const char find_sql[] =
        "SELECT at_ms, station, seq, status FROM attendance WHERE person = ? AND lecture = ?";
    static const char put_sql[] =
        "INSERT OR REPLACE INTO attendance(person, lecture, station, seq, at_ms, status,"
        " method, simulated, badge) VALUES (?,?,?,?,?,?,?,?,?)";
    sqlite3_stmt *find = db_use(store, find_sql, err), *put = db_use(store, put_sql, err);
    bool there;
    if (!find || !put) {
        return false;
    }
    db_bind_blob(find, 1, row->person, TOKEN_BYTES);
    db_bind_text(find, 2, row->lecture);
    if (!db_step(store, find, &there, err)) {
        return false;
    }
    if (there) {
        char status[32];
        sqlite3_snprintf(sizeof status, status, "%s", db_text(find, 3));
        bool first = stands_first(find, row);
        db_done(find);
        if (first) {
            return true;
        }
        if (!count(store, row->lecture, status, -1, err)) {
            return false;
        }
    }
    db_bind_blob(put, 1, row->person, TOKEN_BYTES);
    db_bind_text(put, 2, row->lecture);
    db_bind_blob(put, 3, row->station, sizeof row->station);
    sqlite3_bind_int64(put, 4, row->seq);
    sqlite3_bind_int64(put, 5, row->at_ms);
    db_bind_text(put, 6, row->status);
    db_bind_text(put, 7, row->method);
    sqlite3_bind_int64(put, 8, row->simulated);
    db_bind_blob(put, 9, row->badge, TOKEN_BYTES);
    return db_run(store, put, err) && count(store, row->lecture, row->status, 1, err);
}

static bool take_unknown(struct store *store, const struct log_row *row, struct err *err)
{
    static const char find_sql[] = "SELECT at_ms, station, seq FROM unknown WHERE lecture = ? AND badge = ?";
    static const char put_sql[] =
        "INSERT OR REPLACE INTO unknown(lecture, badge, station, seq, at_ms, method,"
        " simulated) VALUES (?,?,?,?,?,?,?)";
    sqlite3_stmt *find = db_use(store, find_sql, err), *put = db_use(store, put_sql, err);
    bool there;
    if (!find || !put) {
        return false;
    }
    db_bind_text(find, 1, row->lecture);
    db_bind_blob(find, 2, row->badge, TOKEN_BYTES);
    if (!db_step(store, find, &there, err)) {
        return false;
    }
    if (there) {
        bool first = stands_first(find, row);
        db_done(find);
        if (first) {
            return true;
        }
    }
    db_bind_text(put, 1, row->lecture);
    db_bind_blob(put, 2, row->badge, TOKEN_BYTES);
    db_bind_blob(put, 3, row->station, sizeof row->station);
    sqlite3_bind_int64(put, 4, row->seq);
    sqlite3_bind_int64(put, 5, row->at_ms);
    db_bind_text(put, 6, row->method);
    sqlite3_bind_int64(put, 7, row->simulated);
    return db_run(store, put, err) && (there || count(store, row->lecture, "unknown", 1, err));
}

bool derived_take(struct store *store, const struct log_row *row, struct err *err)
{
    if (strcmp(row->kind, "sign_in") == 0 && row->person) {
        return take_sign_in(store, row, err);
    }
    if (strcmp(row->kind, "unknown") == 0 && row->badge) {
        return take_unknown(store, row, err);
    }
    return true;
}

bool derived_rebuild(struct store *store, struct err *err)
{
    static const char sql[] = "DELETE FROM attendance; DELETE FROM unknown; DELETE FROM tally;"
                              "INSERT INTO attendance " REBUILT_ATTENDANCE ";"
                              "INSERT INTO unknown " REBUILT_UNKNOWN ";"
                              "INSERT INTO tally " REBUILT_TALLY ";";
    if (!store_begin(store, err)) {
        return false;
    }
    if (!db_exec(store, sql, err)) {
        store_rollback(store);
        return false;
    }
    return store_commit(store, err);
}

/* --- comparing: each row of the log is looked up in what is derived, then each derived row in the log --- */

static bool differs(const char *lecture, int64_t seq, struct err *err)
{
    err_set(err, ERR_DAMAGED, str(STR_DERIVED_DIFFERS), lecture, (long long)seq);
    return false;
}

/* The statements of one derived table. */
struct comparison {
    const char *log_sql;   /* key (two columns), then the other columns as the table has them */
    const char *table_sql; /* the same other columns of the row with this key */
    const char *count_sql; /* how many rows the table has */
    const char *stray_sql; /* lecture and seq of rows that no row of the log made: slow, asked when the count
                              is off */
    int columns;           /* others; the first three: at_ms, station, seq */
    int lecture;           /* which of the two keys it is */
};

static bool same_column(sqlite3_stmt *left, int left_column, sqlite3_stmt *right, int right_column)
{
    int size = sqlite3_column_bytes(left, left_column);
    if (sqlite3_column_type(left, left_column) != sqlite3_column_type(right, right_column) ||
        sqlite3_column_bytes(right, right_column) != size) {
        return false;
    }
    const void *a = sqlite3_column_blob(left, left_column), *b = sqlite3_column_blob(right, right_column);
    return size == 0 || (a && b && memcmp(a, b, (size_t)size) == 0);
}

/* Whether the derived row is this one (*own), or one that comes before it. */
static bool agrees(sqlite3_stmt *log, sqlite3_stmt *table, int columns, bool *own)
{
    struct log_row row = {.at_ms = sqlite3_column_int64(log, 2), .seq = sqlite3_column_int64(log, 4)};
    db_blob_copy(log, 3, row.station, sizeof row.station);
    *own = same_column(log, 3, table, 1) && sqlite3_column_int64(table, 2) == row.seq;
    if (!*own) {
        return stands_first(table, &row);
    }
    for (int i = 0; i < columns; i++) {
        if (!same_column(log, 2 + i, table, i)) {
            return false;
        }
    }
    return true;
}

static bool check_row(struct store *store, const struct comparison *comparison, sqlite3_stmt *log, bool *own,
                      struct err *err)
{
    sqlite3_stmt *table = db_use(store, comparison->table_sql, err);
    bool there;
    if (!table) {
        return false;
    }
    sqlite3_bind_value(table, 1, sqlite3_column_value(log, 0));
    sqlite3_bind_value(table, 2, sqlite3_column_value(log, 1));
    if (!db_step(store, table, &there, err)) {
        return false;
    }
    bool fine = there && agrees(log, table, comparison->columns, own);
    db_done(table);
    return fine || differs(db_text(log, comparison->lecture), sqlite3_column_int64(log, 4), err);
}

/* *made: how many rows of the log have their row in the table. */
static bool check_log_against_table(struct store *store, const struct comparison *comparison, int64_t *made,
                                    struct err *err)
{
    sqlite3_stmt *log = db_use(store, comparison->log_sql, err);
    *made = 0;
    for (bool row, own = false; log;) {
        if (!db_step(store, log, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        if (!check_row(store, comparison, log, &own, err)) {
            db_done(log);
            return false;
        }
        *made += own;
    }
    return false;
}

/* The statement yields lecture and row of the log (0 = none) of what should not be. */
static bool yields_nothing(struct store *store, const char *sql, struct err *err)
{
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool row;
    if (!statement || !db_step(store, statement, &row, err)) {
        return false;
    }
    if (row) {
        differs(db_text(statement, 0), sqlite3_column_int64(statement, 1), err);
        db_done(statement);
    }
    return !row;
}

static bool compare(struct store *store, const struct comparison *comparison, struct err *err)
{
    int64_t made;
    bool row;
    if (!check_log_against_table(store, comparison, &made, err)) {
        return false;
    }
    sqlite3_stmt *count = db_use(store, comparison->count_sql, err);
    if (!count || !db_step(store, count, &row, err)) {
        return false;
    }
    bool all = sqlite3_column_int64(count, 0) == made;
    db_done(count);
    return all || (yields_nothing(store, comparison->stray_sql, err) && differs("", 0, err));
}

bool derived_check(struct store *store, struct err *err)
{
    static const struct comparison attendance = {
        .log_sql = "SELECT person, lecture, at_ms, station, seq, status, method, simulated, badge FROM log"
                   " WHERE kind = 'sign_in' AND person IS NOT NULL ORDER BY station, seq",
        .table_sql = "SELECT at_ms, station, seq, status, method, simulated, badge FROM attendance"
                     " WHERE person = ? AND lecture = ?",
        .count_sql = "SELECT count(*) FROM attendance",
        .stray_sql =
            "SELECT lecture, seq FROM attendance a WHERE NOT EXISTS (SELECT 1 FROM log l"
            " WHERE l.station = a.station AND l.seq = a.seq AND l.kind = 'sign_in' AND l.person = a.person"
            " AND l.lecture = a.lecture) LIMIT 1",
        .columns = 7,
        .lecture = 1};
    static const struct comparison unknown = {
        .log_sql = "SELECT lecture, badge, at_ms, station, seq, method, simulated FROM log"
                   " WHERE kind = 'unknown' AND badge IS NOT NULL ORDER BY station, seq",
        .table_sql =
            "SELECT at_ms, station, seq, method, simulated FROM unknown WHERE lecture = ? AND badge = ?",
        .count_sql = "SELECT count(*) FROM unknown",
        .stray_sql =
            "SELECT lecture, seq FROM unknown u WHERE NOT EXISTS (SELECT 1 FROM log l"
            " WHERE l.station = u.station AND l.seq = u.seq AND l.kind = 'unknown' AND l.badge = u.badge"
            " AND l.lecture = u.lecture) LIMIT 1",
        .columns = 5,
        .lecture = 0};
    static const char extra_tally[] =
        "SELECT lecture, 0 FROM (SELECT * FROM tally WHERE on_time OR late OR walk_in OR unknown"
        " EXCEPT " REBUILT_TALLY ") LIMIT 1";
    static const char missing_tally[] =
        "SELECT lecture, 0 FROM (" REBUILT_TALLY " EXCEPT SELECT * FROM tally) LIMIT 1";
    db_work_much(store, true);
    bool same = compare(store, &attendance, err) && compare(store, &unknown, err) &&
                yields_nothing(store, extra_tally, err) && yields_nothing(store, missing_tally, err);
    db_work_much(store, false);
    return same;
}
