#include "store/derived.h"

#include "base/strings.h"
#include "store/db.h"
#include "store/log.h"
#include "store/standing.h"

#include <string.h>

/* Of several rows the first counts, whatever order the rows of several stations come in. */
#define ATTENDANCE_COLUMNS "person, lecture, station, seq, at_ms, status, method, simulated, badge, by_staff"
#define UNKNOWN_COLUMNS    "lecture, badge, station, seq, at_ms, method, simulated"
#define REBUILT_ATTENDANCE                                                                                   \
    "SELECT " ATTENDANCE_COLUMNS " FROM (SELECT *, row_number() OVER (PARTITION BY person, lecture"          \
    " ORDER BY at_ms, station, seq) AS place FROM (" CANDIDATES ")) WHERE place = 1"
#define SET_DEPARTURE "UPDATE attendance AS a SET (out_ms, early) = " DEPARTURE("a")
#define REBUILT_UNKNOWN                                                                                      \
    "SELECT " UNKNOWN_COLUMNS " FROM (SELECT *, row_number() OVER (PARTITION BY lecture, badge"              \
    "  ORDER BY at_ms, station, seq) AS place FROM (" UNKNOWNS ")) WHERE place = 1"
/* from the two tables, which are compared with the log themselves */
#define REBUILT_TALLY                                                                                        \
    "SELECT lecture, sum(a), sum(b), sum(c), sum(d) FROM (SELECT lecture, sum(status = 'on_time') a,"        \
    "  sum(status = 'late') b, sum(status = 'walk_in') c, 0 d FROM attendance INDEXED BY attendance_by_time" \
    "  GROUP BY lecture UNION ALL SELECT lecture, 0, 0, 0, count(*) FROM unknown GROUP BY lecture) GROUP "   \
    "BY lecture"
/* Few rows: asked anew each time. The last one is the one with the highest number: a clock may have gone
 * back. */
#define REBUILT_OWNERS                                                                                       \
    "SELECT badge, person FROM (SELECT l.badge, iif(l.kind = 'link', l.person, NULL) AS person,"             \
    "  row_number() OVER (PARTITION BY l.badge ORDER BY l.seq DESC, l.station DESC) AS place"                \
    "  FROM log l INDEXED BY log_by_staff WHERE l.method = 'staff' AND l.kind IN ('link', 'revoke') "        \
    "AND " STANDS("l") ")"                                                                                   \
                       " WHERE place = 1"
#define LAST_OF(kind_, column)                                                                               \
    "(SELECT l." column " FROM log l INDEXED BY log_by_staff WHERE l.method = 'staff' AND l.kind = '" kind_  \
    "' AND l.lecture = t.lecture AND " STANDS("l") " ORDER BY l.seq DESC, l.station DESC LIMIT 1)"
#define REBUILT_CHANGES                                                                                      \
    "SELECT lecture, coalesce(" LAST_OF("gate", "value") ", 0), " LAST_OF("move", "value") ", " LAST_OF(     \
        "move", "basis") " FROM (SELECT DISTINCT lecture FROM log INDEXED BY log_by_staff WHERE method = "   \
                         "'staff' AND kind IN"                                                               \
                         " ('gate', 'move')) t"

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

/* Runs a statement of a blob and a text in this order. */
static bool run_keyed(struct store *store, const char *sql, const unsigned char *token, const char *lecture,
                      struct err *err)
{
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    db_bind_blob(statement, 1, token, TOKEN_BYTES);
    db_bind_text(statement, 2, lecture);
    return db_run(store, statement, err);
}

enum { STATUS_SIZE = 32 };

/* The status on record of a person at a lecture; "" = none. */
static bool read_status(struct store *store, const unsigned char *person, const char *lecture,
                        char status[STATUS_SIZE], struct err *err)
{
    static const char sql[] = "SELECT status FROM attendance WHERE person = ? AND lecture = ?";
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool there;
    status[0] = '\0';
    if (!statement) {
        return false;
    }
    db_bind_blob(statement, 1, person, TOKEN_BYTES);
    db_bind_text(statement, 2, lecture);
    if (!db_step(store, statement, &there, err)) {
        return false;
    }
    if (there) {
        sqlite3_snprintf(STATUS_SIZE, status, "%s", db_text(statement, 0));
        db_done(statement);
    }
    return true;
}

/* Asks the log anew about one person at one lecture. */
static bool refresh_person(struct store *store, const unsigned char *person, const char *lecture,
                           struct err *err)
{
    static const char delete_sql[] = "DELETE FROM attendance WHERE person = ? AND lecture = ?";
    static const char insert_sql[] =
        "INSERT INTO attendance(" ATTENDANCE_COLUMNS ") SELECT " ATTENDANCE_COLUMNS " FROM (" CANDIDATES
        " AND l.person = ?1 AND l.lecture = ?2) ORDER BY at_ms, station, seq LIMIT 1";
    static const char leave_sql[] = SET_DEPARTURE " WHERE person = ?1 AND lecture = ?2";
    char before[STATUS_SIZE], after[STATUS_SIZE];
    if (!read_status(store, person, lecture, before, err) ||
        !run_keyed(store, delete_sql, person, lecture, err) ||
        !run_keyed(store, insert_sql, person, lecture, err) ||
        !run_keyed(store, leave_sql, person, lecture, err) ||
        !read_status(store, person, lecture, after, err)) {
        return false;
    }
    return (!*before || count(store, lecture, before, -1, err)) &&
           (!*after || count(store, lecture, after, 1, err));
}

static bool has_unknown(struct store *store, const unsigned char *badge, const char *lecture, int *there,
                        struct err *err)
{
    static const char sql[] = "SELECT 1 FROM unknown WHERE badge = ? AND lecture = ?";
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool row;
    if (!statement) {
        return false;
    }
    db_bind_blob(statement, 1, badge, TOKEN_BYTES);
    db_bind_text(statement, 2, lecture);
    if (!db_step(store, statement, &row, err)) {
        return false;
    }
    if (row) {
        db_done(statement);
    }
    *there = row;
    return true;
}

static bool refresh_unknown(struct store *store, const unsigned char *badge, const char *lecture,
                            struct err *err)
{
    static const char delete_sql[] = "DELETE FROM unknown WHERE badge = ? AND lecture = ?";
    static const char insert_sql[] =
        "INSERT INTO unknown(" UNKNOWN_COLUMNS ") SELECT * FROM (" UNKNOWNS
        " AND l.badge = ?1 AND l.lecture = ?2) ORDER BY at_ms, station, seq LIMIT 1";
    int before, after;
    if (!has_unknown(store, badge, lecture, &before, err) ||
        !run_keyed(store, delete_sql, badge, lecture, err) ||
        !run_keyed(store, insert_sql, badge, lecture, err) ||
        !has_unknown(store, badge, lecture, &after, err)) {
        return false;
    }
    return before == after || count(store, lecture, "unknown", after - before, err);
}

static bool refresh_owner(struct store *store, const unsigned char *badge, struct err *err)
{
    static const char delete_sql[] = "DELETE FROM badge_owner WHERE badge = ?1 AND ?2 = ''";
    static const char insert_sql[] = "INSERT INTO badge_owner(badge, person) SELECT * FROM (" REBUILT_OWNERS
                                     ") WHERE badge = ?1 AND ?2 = ''";
    return run_keyed(store, delete_sql, badge, "", err) && run_keyed(store, insert_sql, badge, "", err);
}

/* Runs a statement of a lecture. */
static bool run_lecture(struct store *store, const char *sql, const char *lecture, struct err *err)
{
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    db_bind_text(statement, 1, lecture);
    return db_run(store, statement, err);
}

static bool refresh_lecture(struct store *store, const char *lecture, struct err *err)
{
    static const char delete_sql[] = "DELETE FROM lecture_change WHERE lecture = ?";
    static const char insert_sql[] = "INSERT INTO lecture_change(lecture, gate, start_ms, planned_ms)"
                                     " SELECT * FROM (" REBUILT_CHANGES ") WHERE lecture = ?";
    return run_lecture(store, delete_sql, lecture, err) && run_lecture(store, insert_sql, lecture, err) &&
           db_exec(store, "UPDATE meta SET revision = revision + 1", err);
}

/* The way of nearly every scan: the person's first row for the lecture. */
static bool take_first_sign_in(struct store *store, const struct log_row *row, struct err *err)
{
    static const char sql[] = "INSERT INTO attendance(" ATTENDANCE_COLUMNS ") VALUES (?,?,?,?,?,?,?,?,?,0)";
    sqlite3_stmt *put = db_use(store, sql, err);
    if (!put) {
        return false;
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

static bool take_sign_in(struct store *store, const struct log_row *row, struct err *err)
{
    char status[STATUS_SIZE];
    return read_status(store, row->person, row->lecture, status, err) &&
           (*status ? refresh_person(store, row->person, row->lecture, err)
                    : take_first_sign_in(store, row, err));
}

static bool is_kind(const struct log_row *row, const char *kind)
{
    return strcmp(row->kind, kind) == 0;
}

bool derived_take(struct store *store, const struct log_row *row, struct err *err)
{
    bool correction = is_kind(row, "void") || is_kind(row, "undo");
    bool of_person = is_kind(row, "supplement") || is_kind(row, "claim") || is_kind(row, "retime") ||
                     is_kind(row, "sign_out");
    if (is_kind(row, "sign_in") && row->person) {
        return take_sign_in(store, row, err);
    }
    if ((of_person || correction) && row->person && *row->lecture &&
        !refresh_person(store, row->person, row->lecture, err)) {
        return false;
    }
    bool of_unknown = is_kind(row, "unknown") || ((is_kind(row, "claim") || correction) && *row->lecture);
    if (of_unknown && row->badge && !refresh_unknown(store, row->badge, row->lecture, err)) {
        return false;
    }
    if (correction && row->badge && !row->person && !*row->lecture &&
        !refresh_unknown(store, row->badge, "", err)) {
        return false; /* an unknown badge under no lecture */
    }
    bool of_owner = is_kind(row, "link") || is_kind(row, "revoke") || (correction && !*row->lecture);
    if (of_owner && row->badge && !refresh_owner(store, row->badge, err)) {
        return false;
    }
    bool of_lecture =
        is_kind(row, "gate") || is_kind(row, "move") || (correction && !row->person && !row->badge);
    return !of_lecture || !*row->lecture || refresh_lecture(store, row->lecture, err);
}

bool derived_rebuild(struct store *store, struct err *err)
{
    static const char *const steps[] = {
        "DELETE FROM attendance; DELETE FROM unknown; DELETE FROM tally; DELETE FROM badge_owner;"
        "DELETE FROM lecture_change;",
        "INSERT INTO attendance(" ATTENDANCE_COLUMNS ") " REBUILT_ATTENDANCE,
        SET_DEPARTURE " WHERE (person, lecture) IN (SELECT person, lecture FROM log WHERE kind = 'sign_out')",
        "INSERT INTO unknown(" UNKNOWN_COLUMNS ") " REBUILT_UNKNOWN,
        "INSERT INTO tally " REBUILT_TALLY,
        "INSERT INTO badge_owner(badge, person) " REBUILT_OWNERS,
        "INSERT INTO lecture_change(lecture, gate, start_ms, planned_ms) " REBUILT_CHANGES,
        "UPDATE meta SET revision = revision + 1",
    };
    if (!store_begin(store, err)) {
        return false;
    }
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (!db_exec(store, steps[i], err)) {
            store_rollback(store);
            return false;
        }
    }
    return store_commit(store, err);
}

/* --- comparing: what should be there and is not, then what is there and should not be. No sorting, as there
 * may be millions of rows --- */

static bool differs(const char *lecture, int64_t seq, struct err *err)
{
    err_set(err, ERR_DAMAGED, str(STR_DERIVED_DIFFERS), lecture, (long long)seq);
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

/* Two queries that must give the same rows; the first column names the lecture, or nothing. */
#define DIFFERENCE(lecture, derived, rebuilt)                                                                \
    "SELECT " lecture ", 0 FROM (SELECT * FROM (" derived " EXCEPT " rebuilt                                 \
    ") UNION ALL SELECT * FROM (" rebuilt " EXCEPT " derived ")) LIMIT 1"

bool derived_check(struct store *store, struct err *err)
{
    static const char *const checks[] = {
        /* every row that says somebody came has an attendance that is it or comes before it */
        "SELECT c.lecture, c.seq FROM (" CANDIDATES ") c LEFT JOIN attendance a"
        " ON a.person = c.person AND a.lecture = c.lecture WHERE a.seq IS NULL"
        " OR (c.at_ms, c.station, c.seq) < (a.at_ms, a.station, a.seq) LIMIT 1",
        /* and every attendance is one of those rows, to the last column */
        "SELECT a.lecture, a.seq FROM attendance a WHERE NOT EXISTS (SELECT 1 FROM (" CANDIDATES ") c"
        " WHERE c.station = a.station AND c.seq = a.seq AND c.person = a.person AND c.lecture = a.lecture"
        " AND c.at_ms = a.at_ms AND c.status = a.status AND c.method = a.method"
        " AND c.simulated = a.simulated AND c.badge IS a.badge AND c.by_staff = a.by_staff)"
        " OR (a.out_ms, a.early) IS NOT " DEPARTURE("a") " LIMIT 1",
        "SELECT c.lecture, c.seq FROM (" UNKNOWNS ") c LEFT JOIN unknown a"
        " ON a.badge = c.badge AND a.lecture = c.lecture WHERE a.seq IS NULL"
        " OR (c.at_ms, c.station, c.seq) < (a.at_ms, a.station, a.seq) LIMIT 1",
        "SELECT a.lecture, a.seq FROM unknown a WHERE NOT EXISTS (SELECT 1 FROM (" UNKNOWNS ") c"
        " WHERE c.station = a.station AND c.seq = a.seq AND c.badge = a.badge AND c.lecture = a.lecture"
        " AND c.at_ms = a.at_ms AND c.method = a.method AND c.simulated = a.simulated) LIMIT 1",
        DIFFERENCE("lecture", "SELECT * FROM tally WHERE on_time OR late OR walk_in OR unknown",
                   REBUILT_TALLY),
        DIFFERENCE("''", "SELECT badge, person FROM badge_owner", REBUILT_OWNERS),
        DIFFERENCE("lecture", "SELECT lecture, gate, start_ms, planned_ms FROM lecture_change",
                   REBUILT_CHANGES),
    };
    db_work_much(store, true);
    bool same = true;
    for (size_t i = 0; same && i < sizeof checks / sizeof *checks; i++) {
        same = yields_nothing(store, checks[i], err);
    }
    db_work_much(store, false);
    return same;
}
