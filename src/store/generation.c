#include "store/generation.h"

#include "store/db.h"
#include "store/joined.h"
#include "store/people.h"

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
    static const char sql[] =
        "INSERT INTO person(id, generation, code, worker_no, name, unit, team, role, badges, extra, removed,"
        " initials) SELECT ?, ?, code, worker_no, name, unit, team, role, badges, extra, max(removed, 1),"
        " initials FROM person WHERE id = ?";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    sqlite3_bind_int64(statement, 1, id);
    sqlite3_bind_int64(statement, 2, to);
    sqlite3_bind_int64(statement, 3, from_id);
    return db_run(store, statement, err);
}

bool generation_keep_people(struct store *store, int64_t from, int64_t to, int64_t first_id, int *kept,
                            struct err *err)
{
    /* a token is made with the first record, so who has one has records */
    static const char sql[] =
        "SELECT o.id, o.badges, o.removed FROM person o WHERE o.id BETWEEN ?1 AND ?2"
        " AND NOT EXISTS (SELECT 1 FROM person n WHERE n.generation = ?3 AND n.code = o.code)"
        " AND EXISTS (SELECT 1 FROM meaning m WHERE m.kind = 'person' AND m.text = o.code)";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    sqlite3_bind_int64(statement, 1, generation_first_id(from));
    sqlite3_bind_int64(statement, 2, generation_last_id(from));
    sqlite3_bind_int64(statement, 3, to);
    *kept = 0;
    for (bool row;;) {
        if (!db_step(store, statement, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        *kept += sqlite3_column_int(statement, 2) == 0;
        int64_t id = first_id++;
        if (!carry_person(store, sqlite3_column_int64(statement, 0), to, id, err) ||
            !carry_badges(store, to, id, db_text(statement, 1), err)) {
            db_done(statement);
            return false;
        }
    }
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
    /* the event last: it is what tells that there is something to remove */
    static const char *const steps[] = {
        "DELETE FROM badge WHERE generation = ?1 AND badge IN"
        " (SELECT badge FROM badge WHERE generation = ?1 LIMIT 5000)",
        "DELETE FROM person WHERE id IN"
        " (SELECT id FROM person WHERE id BETWEEN ?1 << 32 AND ((?1 + 1) << 32) - 1 LIMIT 5000)",
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
