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
    "SELECT lecture, sum(status = 'on_time'), sum(status = 'late'), sum(status = 'walk_in'),"                \
    "  sum(status = 'unknown') FROM (SELECT lecture, status FROM attendance"                                 \
    "  UNION ALL SELECT lecture, 'unknown' FROM unknown) GROUP BY lecture"

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

/* The statement yields what two tables do not share: the lecture, and the row of the log (0 = none). */
static bool differs(struct store *store, const char *sql, struct err *err)
{
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool row;
    if (!statement || !db_step(store, statement, &row, err)) {
        return true;
    }
    if (row) {
        err_set(err, ERR_DAMAGED, str(STR_DERIVED_DIFFERS), db_text(statement, 0),
                (long long)sqlite3_column_int64(statement, 1));
        db_done(statement);
    }
    return row;
}

bool derived_check(struct store *store, struct err *err)
{
    static const char extra_attendance[] =
        "SELECT lecture, seq FROM (SELECT * FROM attendance EXCEPT " REBUILT_ATTENDANCE
        ") ORDER BY seq LIMIT 1";
    static const char missing_attendance[] = "SELECT lecture, seq FROM (" REBUILT_ATTENDANCE
                                             " EXCEPT SELECT * FROM attendance) ORDER BY seq LIMIT 1";
    static const char extra_unknown[] =
        "SELECT lecture, seq FROM (SELECT * FROM unknown EXCEPT " REBUILT_UNKNOWN ") ORDER BY seq LIMIT 1";
    static const char missing_unknown[] =
        "SELECT lecture, seq FROM (" REBUILT_UNKNOWN " EXCEPT SELECT * FROM unknown) ORDER BY seq LIMIT 1";
    static const char extra_tally[] =
        "SELECT lecture, 0 FROM (SELECT * FROM tally WHERE on_time OR late OR walk_in OR unknown"
        " EXCEPT " REBUILT_TALLY ") LIMIT 1";
    static const char missing_tally[] =
        "SELECT lecture, 0 FROM (" REBUILT_TALLY " EXCEPT SELECT * FROM tally) LIMIT 1";
    return !differs(store, extra_attendance, err) && !differs(store, missing_attendance, err) &&
           !differs(store, extra_unknown, err) && !differs(store, missing_unknown, err) &&
           !differs(store, extra_tally, err) && !differs(store, missing_tally, err);
}
