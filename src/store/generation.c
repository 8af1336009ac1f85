#include "store/generation.h"

#include "base/clock.h"
#include "store/db.h"
#include "store/joined.h"
#include "store/people.h"

#include <stdlib.h>
#include <string.h>

int64_t generation_first_id(int64_t generation)
{
    return generation << 32;
}

int64_t generation_last_id(int64_t generation)
{
    return generation_first_id(generation) + UINT32_MAX;
}

/* A statement of one number. */
static bool read_number(struct store *store, const char *sql, int64_t *number, struct err *err)
{
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool row;
    if (!statement || !db_step(store, statement, &row, err)) {
        return false;
    }
    *number = row ? sqlite3_column_int64(statement, 0) : 0;
    if (row) {
        db_done(statement);
    }
    return true;
}

/* --- people who stay for their records --- */

static bool carry_badges(struct store *store, int64_t to, int64_t id, const char *joined, struct err *err)
{
    static const char sql[] = "INSERT OR IGNORE INTO badge(generation, badge, person) VALUES (?, ?, ?)";
    struct arena arena = {0};
    struct text_list badges;
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool done = statement && (joined_split(&badges, joined, &arena) || err_memory(err));
    for (size_t i = 0; done && i < badges.count; i++) {
        sqlite3_bind_int64(statement, 1, to);
        db_bind_text(statement, 2, badges.items[i]);
        sqlite3_bind_int64(statement, 3, id);
        done = db_run(store, statement, err);
    }
    arena_finish(&arena);
    return done;
}

static bool carry_person(struct store *store, int64_t from_id, int64_t to, int64_t id, struct err *err)
{
    static const char person_sql[] =
        "INSERT INTO person(id, generation, code, worker_no, name, unit, team, role, badges, extra, removed,"
        " initials) SELECT ?1, ?2, code, worker_no, name, unit, team, role, badges, extra, max(removed, 1),"
        " initials FROM person WHERE id = ?3";
    static const char worker_sql[] =
        "INSERT INTO worker(generation, code, person) SELECT ?2, code, ?1 FROM person WHERE id = ?3";
    static const char *const steps[] = {person_sql, worker_sql};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        sqlite3_stmt *statement = db_use(store, steps[i], err);
        if (!statement) {
            return false;
        }
        sqlite3_bind_int64(statement, 1, id);
        sqlite3_bind_int64(statement, 2, to);
        sqlite3_bind_int64(statement, 3, from_id);
        if (!db_run(store, statement, err)) {
            return false;
        }
    }
    return true;
}

/* Carries over whom the statement yields: id, badges, removed. */
static bool carry_all(struct store *store, sqlite3_stmt *statement, struct generation_kept *kept,
                      struct err *err)
{
    for (bool row;;) {
        if (!db_step(store, statement, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        kept->count += sqlite3_column_int(statement, 2) == 0;
        int64_t id = kept->free_id++;
        if (!carry_person(store, sqlite3_column_int64(statement, 0), kept->to, id, err) ||
            !carry_badges(store, kept->to, id, db_text(statement, 1), err)) {
            db_done(statement);
            return false;
        }
    }
}

/* A token is made with the first record, so who has one has records. */
#define HAS_RECORDS "EXISTS (SELECT 1 FROM meaning m WHERE m.kind = 'person' AND m.text = o.code)"
#define NOT_IN_TO   "NOT EXISTS (SELECT 1 FROM worker n WHERE n.generation = ?3 AND n.code = w.code)"

bool generation_keep_people(struct store *store, int64_t from, struct generation_kept *kept, struct err *err)
{
    static const char sql[] =
        "SELECT o.id, o.badges, o.removed FROM worker w JOIN person o ON o.id = w.person"
        " WHERE w.generation = ?1 AND " NOT_IN_TO " AND " HAS_RECORDS;
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    sqlite3_bind_int64(statement, 1, from);
    sqlite3_bind_int64(statement, 3, kept->to);
    return carry_all(store, statement, kept, err);
}

static bool keep_one(struct store *store, int64_t id, struct generation_kept *kept, struct err *err)
{
    static const char sql[] =
        "SELECT o.id, o.badges, o.removed FROM person o WHERE o.id = ?1 AND " HAS_RECORDS;
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    sqlite3_bind_int64(statement, 1, id);
    return carry_all(store, statement, kept, err);
}

/* Whether the sorted codes hold this one, which comes behind all that were asked for before. */
static bool is_among(const struct text_key *codes, size_t count, size_t *at, const char *code)
{
    int order = 1;
    while (*at < count && (order = strcmp(codes[*at].text, code)) < 0) {
        ++*at;
    }
    return *at < count && order == 0;
}

bool generation_keep_some(struct store *store, int64_t from, const struct text_key *codes, size_t count,
                          struct generation_walk *walk, struct generation_kept *kept, struct err *err)
{
    static const char sql[] = "SELECT code, person FROM worker WHERE generation = ?1 AND code > ?2"
                              " ORDER BY code LIMIT ?3";
    static const struct clock system = {0};
    sqlite3_stmt *statement = db_use(store, sql, err);
    char *behind = strdup(buf_text(&walk->behind));
    bool done = statement && (behind || err_memory(err)), row = done;
    if (done) {
        sqlite3_bind_int64(statement, 1, from);
        db_bind_text(statement, 2, behind);
        sqlite3_bind_int(statement, 3, GENERATION_BATCH);
    }
    int rows = 0;
    while (done && row && (done = db_step(store, statement, &row, err)) && row) {
        const char *code = db_text(statement, 0);
        rows++;
        buf_clear(&walk->behind);
        buf_puts(&walk->behind, code);
        done = is_among(codes, count, &walk->at, code) ||
               keep_one(store, sqlite3_column_int64(statement, 1), kept, err);
        if (clock_mono_ms(&system) >= walk->until_ms) {
            break;
        }
    }
    walk->ended = !row && rows < GENERATION_BATCH;
    db_done(statement);
    free(behind);
    return done && (buf_ok(&walk->behind) || err_memory(err));
}

bool generation_keep_recent(struct store *store, int64_t from, int64_t behind_seq,
                            struct generation_kept *kept, struct err *err)
{
    static const char sql[] =
        "SELECT o.id, o.badges, o.removed FROM (SELECT DISTINCT person FROM log WHERE station ="
        " (SELECT station FROM meta) AND seq > ?2 AND person IS NOT NULL) l"
        " JOIN meaning m ON m.token = l.person"
        " JOIN worker w ON w.generation = ?1 AND w.code = m.text"
        " JOIN person o ON o.id = w.person WHERE " NOT_IN_TO;
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    sqlite3_bind_int64(statement, 1, from);
    sqlite3_bind_int64(statement, 2, behind_seq);
    sqlite3_bind_int64(statement, 3, kept->to);
    return carry_all(store, statement, kept, err);
}

bool generation_seq(struct store *store, int64_t *seq, struct err *err)
{
    static const char sql[] =
        "SELECT coalesce(max(seq), 0) FROM log WHERE station = (SELECT station FROM meta)";
    return read_number(store, sql, seq, err);
}

/* --- which is active --- */

bool generation_switch(struct store *store, int64_t active, int64_t previous, struct err *err)
{
    static const char sql[] =
        "UPDATE meta SET generation = ?1, previous = ?2, revision = revision + 1 WHERE id = 1";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    sqlite3_bind_int64(statement, 1, active);
    sqlite3_bind_int64(statement, 2, previous);
    return db_run(store, statement, err);
}

bool generation_previous(struct store *store, int64_t *previous, struct err *err)
{
    static const char sql[] = "SELECT previous FROM meta";
    return read_number(store, sql, previous, err);
}

bool generation_free_id(struct store *store, int64_t generation, int64_t *id, struct err *err)
{
    static const char sql[] = "SELECT max(id) FROM person WHERE id BETWEEN ?1 AND ?2";
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool row;
    if (!statement) {
        return false;
    }
    sqlite3_bind_int64(statement, 1, generation_first_id(generation));
    sqlite3_bind_int64(statement, 2, generation_last_id(generation));
    if (!db_step(store, statement, &row, err)) {
        return false;
    }
    bool empty = sqlite3_column_type(statement, 0) == SQLITE_NULL;
    *id = empty ? generation_first_id(generation) : sqlite3_column_int64(statement, 0) + 1;
    db_done(statement);
    return true;
}

/* --- removing --- */

bool generation_leftover(struct store *store, int64_t *generation, struct err *err)
{
    static const char sql[] = "SELECT coalesce(min(e.generation), 0) FROM event e, meta m"
                              " WHERE e.generation NOT IN (m.generation, m.previous)";
    return read_number(store, sql, generation, err);
}

bool generation_remove_some(struct store *store, int64_t generation, bool *more, struct err *err)
{
    /* whole ranges of the key, so that nothing is searched; the event last: it is what tells that there is
       something to remove */
    static const char *const steps[] = {
        "DELETE FROM badge WHERE generation = ?1 AND badge <= coalesce((SELECT badge FROM badge"
        " WHERE generation = ?1 ORDER BY badge LIMIT 1 OFFSET 4999), char(1114111))",
        "DELETE FROM worker WHERE generation = ?1 AND code <= coalesce((SELECT code FROM worker"
        " WHERE generation = ?1 ORDER BY code LIMIT 1 OFFSET 4999), char(1114111))",
        "DELETE FROM person WHERE id BETWEEN ?1 << 32 AND"
        " (SELECT min(id) + 4999 FROM person WHERE id BETWEEN ?1 << 32 AND ((?1 + 1) << 32) - 1)",
        "DELETE FROM file WHERE generation = ?1 AND name IN"
        " (SELECT name FROM file WHERE generation = ?1 LIMIT 1)",
        "DELETE FROM lecture WHERE generation = ?1",
        "DELETE FROM event WHERE generation = ?1",
    };
    *more = true;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        sqlite3_stmt *statement = db_use(store, steps[i], err);
        if (!statement) {
            return false;
        }
        sqlite3_bind_int64(statement, 1, generation);
        if (!db_run(store, statement, err)) {
            return false;
        }
        if (sqlite3_changes(store->db) > 0) {
            return true;
        }
    }
    *more = false;
    return true;
}
