#include "store/generation.h"

#include "domain/pack.h"
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

/* --- what changed --- */

/* Runs a statement of two generations and at most three numbers. */
static bool numbers(struct store *store, const char *sql, int64_t from, int64_t to, int *first, int *second,
                    int *third, struct err *err)
{
    sqlite3_stmt *statement = db_use(store, sql, err);
    int *out[] = {first, second, third};
    bool row;
    if (!statement) {
        return false;
    }
    sqlite3_bind_int64(statement, 1, from);
    sqlite3_bind_int64(statement, 2, to);
    if (!db_step(store, statement, &row, err)) {
        return false;
    }
    for (int i = 0; i < 3; i++) {
        *out[i] = sqlite3_column_int(statement, i);
    }
    db_done(statement);
    return true;
}

bool generation_compare(struct store *store, int64_t from, int64_t to, struct pack_changes *changes,
                        struct err *err)
{
    static const char lectures_sql[] =
        "SELECT coalesce(sum(o.id IS NULL), 0), coalesce(sum(o.id IS NOT NULL AND (n.title, n.kind, n.venue,"
        "  n.speaker, n.speaker_title, n.deck, n.audience, n.start_ms, n.end_ms, n.opens_before_min,"
        "  n.late_after_min, n.capacity, n.sign_out) IS NOT (o.title, o.kind, o.venue, o.speaker, "
        "o.speaker_title, "
        "o.deck,"
        "  o.audience, o.start_ms, o.end_ms, o.opens_before_min, o.late_after_min, o.capacity, o.sign_out)), "
        "0),"
        " (SELECT count(*) FROM lecture r WHERE r.generation = ?1 AND NOT EXISTS"
        "  (SELECT 1 FROM lecture k WHERE k.generation = ?2 AND k.id = r.id))"
        " FROM lecture n LEFT JOIN lecture o ON o.generation = ?1 AND o.id = n.id WHERE n.generation = ?2";
    static const char files_sql[] =
        "SELECT coalesce(sum(o.name IS NULL), 0), coalesce(sum(o.name IS NOT NULL AND n.data IS NOT o.data), "
        "0),"
        " (SELECT count(*) FROM file r WHERE r.generation = ?1 AND NOT EXISTS"
        "  (SELECT 1 FROM file k WHERE k.generation = ?2 AND k.name = r.name))"
        " FROM file n LEFT JOIN file o ON o.generation = ?1 AND o.name = n.name WHERE n.generation = ?2";
    static const char people_sql[] =
        "SELECT coalesce(sum(o.id IS NULL), 0), coalesce(sum(o.id IS NOT NULL AND (n.worker_no, n.name, "
        "n.unit,"
        "  n.team, n.role, n.badges, n.extra) IS NOT (o.worker_no, o.name, o.unit, o.team, o.role, o.badges,"
        "  o.extra)), 0),"
        " (SELECT count(*) FROM person r WHERE r.id BETWEEN ?1 << 32 AND ((?1 + 1) << 32) - 1 AND r.removed "
        "= 0"
        "  AND NOT EXISTS (SELECT 1 FROM person k WHERE k.generation = ?2 AND k.code = r.code AND k.removed "
        "= 0))"
        " FROM person n LEFT JOIN person o ON o.generation = ?1 AND o.code = n.code AND o.removed = 0"
        " WHERE n.id BETWEEN ?2 << 32 AND ((?2 + 1) << 32) - 1 AND n.removed = 0";
    return numbers(store, lectures_sql, from, to, &changes->lectures_added, &changes->lectures_changed,
                   &changes->lectures_removed, err) &&
           numbers(store, files_sql, from, to, &changes->files_added, &changes->files_changed,
                   &changes->files_removed, err) &&
           numbers(store, people_sql, from, to, &changes->people_added, &changes->people_changed,
                   &changes->people_removed, err);
}

/* --- removing --- */

/* Runs a statement that removes at most a batch until nothing is left. */
static bool remove_all(struct store *store, const char *sql, int64_t generation, struct err *err)
{
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    do {
        sqlite3_bind_int64(statement, 1, generation);
        if (!db_run(store, statement, err)) {
            return false;
        }
    } while (sqlite3_changes(store->db) > 0);
    return true;
}

bool generation_remove(struct store *store, int64_t generation, struct err *err)
{
    static const char badges_sql[] = "DELETE FROM badge WHERE generation = ?1 AND badge IN"
                                     " (SELECT badge FROM badge WHERE generation = ?1 LIMIT 5000)";
    static const char people_sql[] =
        "DELETE FROM person WHERE id IN"
        " (SELECT id FROM person WHERE id BETWEEN ?1 << 32 AND ((?1 + 1) << 32) - 1 LIMIT 5000)";
    static const char files_sql[] = "DELETE FROM file WHERE generation = ?1 AND name IN"
                                    " (SELECT name FROM file WHERE generation = ?1 LIMIT 1)";
    static const char lectures_sql[] = "DELETE FROM lecture WHERE generation = ?1";
    static const char event_sql[] = "DELETE FROM event WHERE generation = ?1";
    /* the event last: it is what tells that there is something to remove */
    return remove_all(store, badges_sql, generation, err) && remove_all(store, people_sql, generation, err) &&
           remove_all(store, files_sql, generation, err) &&
           remove_all(store, lectures_sql, generation, err) && remove_all(store, event_sql, generation, err);
}
