#include "store/people.h"

#include "store/db.h"
#include "store/generation.h"
#include "store/history.h"
#include "store/joined.h"
#include "store/meaning.h"

#include <string.h>

#define PERSON_COLUMNS                                                                                       \
    "p.code, p.worker_no, p.name, p.unit, p.team, p.role, p.badges, p.extra, p.removed, p.initials"

enum { REGISTERED = 2 /* in the column removed */ };

/* Most worker numbers are in canonical form already: capital letters and digits. */
static bool is_plain(const char *text)
{
    size_t len = 0;
    for (; text[len]; len++) {
        if (len == BADGE_MAX_CHARS ||
            !((text[len] >= '0' && text[len] <= '9') || (text[len] >= 'A' && text[len] <= 'Z'))) {
            return false;
        }
    }
    return len >= BADGE_MIN_CHARS;
}

const char *people_code(const char *worker_no, char out[BADGE_TEXT_SIZE])
{
    return !is_plain(worker_no) && badge_canonical(worker_no, out) ? out : worker_no;
}

/* Takes over the row of a bound statement, if there is one. */
static bool take_one(struct store *store, sqlite3_stmt *statement, struct arena *arena,
                     struct people_entry *out, bool *found, struct err *err)
{
    if (!db_step(store, statement, found, err)) {
        return false;
    }
    if (!*found) {
        return true;
    }
    *out = (struct people_entry){.code = db_text_copy(statement, 0, arena),
                                 .removed = sqlite3_column_int(statement, 8) != 0,
                                 .registered = sqlite3_column_int(statement, 8) == REGISTERED};
    struct person *person = &out->person;
    person->worker_no = db_text_copy(statement, 1, arena);
    person->name = db_text_copy(statement, 2, arena);
    person->unit = db_text_copy(statement, 3, arena);
    person->team = db_text_copy(statement, 4, arena);
    person->role = db_text_copy(statement, 5, arena);
    person->extra = db_text_copy(statement, 7, arena);
    bool whole = joined_split(&person->badges, db_text(statement, 6), arena) && out->code &&
                 person->worker_no && person->name && person->unit && person->team && person->role &&
                 person->extra;
    db_done(statement);
    return whole || err_memory(err);
}

static bool find(struct store *store, const char *sql, int64_t generation, const char *text,
                 struct arena *arena, struct people_entry *out, bool *found, struct err *err)
{
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    sqlite3_bind_int64(statement, 1, generation);
    db_bind_text(statement, 2, text);
    return take_one(store, statement, arena, out, found, err);
}

/* Whom staff gave this badge; *given with *found false: nobody's any more. */
static bool find_owner(struct store *store, int64_t generation, const char *badge, struct arena *arena,
                       struct people_entry *out, bool *given, bool *found, struct err *err)
{
    static const char sql[] = "SELECT o.person FROM meaning m JOIN badge_owner o ON o.badge = m.token"
                              " WHERE m.kind = 'badge' AND m.text = ?";
    unsigned char token[TOKEN_BYTES];
    sqlite3_stmt *statement = db_use(store, sql, err);
    *found = false;
    if (!statement) {
        return false;
    }
    db_bind_text(statement, 1, badge);
    if (!db_step(store, statement, given, err)) {
        return false;
    }
    if (!*given) {
        return true;
    }
    bool owned = sqlite3_column_type(statement, 0) != SQLITE_NULL;
    db_blob_copy(statement, 0, token, sizeof token);
    db_done(statement);
    return !owned || people_by_token(store, generation, token, arena, out, found, err);
}

static bool find_listed(struct store *store, int64_t generation, const char *badge, struct arena *arena,
                        struct people_entry *out, bool *found, struct err *err)
{
    static const char sql[] = "SELECT " PERSON_COLUMNS " FROM badge b JOIN person p ON p.id = b.person"
                              " WHERE b.generation = ? AND b.badge = ?";
    return find(store, sql, generation, badge, arena, out, found, err);
}

/* A badge is given only while nobody has it: a roster that names somebody else, from whom staff did not take
 * it, was brought since. owner NULL = nobody's. */
static bool roster_is_newer(struct store *store, const char *badge, const struct people_entry *listed,
                            const struct people_entry *owner, bool *newer, struct err *err)
{
    unsigned char badge_token[TOKEN_BYTES], person[TOKEN_BYTES];
    bool known, acted_on, revoked = false;
    *newer = false;
    if (listed->removed || (owner && strcmp(owner->code, listed->code) == 0)) {
        return true;
    }
    if (!meaning_find(store, MEANING_BADGE, badge, badge_token, &known, err) ||
        !meaning_find(store, MEANING_PERSON, listed->code, person, &acted_on, err) ||
        (known && acted_on && !history_revoked(store, badge_token, person, &revoked, err))) {
        return false;
    }
    *newer = !revoked;
    return true;
}

bool people_by_badge(struct store *store, int64_t generation, const char *badge, struct arena *arena,
                     struct people_entry *out, bool *found, struct err *err)
{
    struct people_entry listed = {0};
    bool given, is_listed, newer;
    if (!find_owner(store, generation, badge, arena, out, &given, found, err) ||
        !find_listed(store, generation, badge, arena, &listed, &is_listed, err)) {
        return false;
    }
    if (given && is_listed && !roster_is_newer(store, badge, &listed, *found ? out : NULL, &newer, err)) {
        return false;
    }
    if (given && !(is_listed && newer)) {
        return true;
    }
    *out = listed;
    *found = is_listed;
    return true;
}

bool people_by_code(struct store *store, int64_t generation, const char *code, struct arena *arena,
                    struct people_entry *out, bool *found, struct err *err)
{
    static const char sql[] = "SELECT " PERSON_COLUMNS " FROM worker w JOIN person p ON p.id = w.person"
                              " WHERE w.generation = ? AND w.code = ?";
    return find(store, sql, generation, code, arena, out, found, err);
}

bool people_by_token(struct store *store, int64_t generation, const unsigned char *token, struct arena *arena,
                     struct people_entry *out, bool *found, struct err *err)
{
    const char *code;
    *found = false;
    if (!meaning_text(store, token, arena, &code, err)) {
        return false;
    }
    if (!code) {
        return true;
    }
    if (!people_by_code(store, generation, code, arena, out, found, err)) {
        return false;
    }
    if (*found) {
        memcpy(out->person.token, token, sizeof out->person.token);
    }
    return true;
}

/* Behind the others of its generation. */
static bool add_registered(struct store *store, int64_t generation, const struct person *person,
                           const char *code, struct err *err)
{
    static const char person_sql[] =
        "INSERT INTO person(id, generation, code, worker_no, name, unit, team, role, badges, extra, removed,"
        " initials) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, '', '', ?9, '')";
    static const char worker_sql[] = "INSERT INTO worker(generation, code, person) VALUES (?1, ?2, ?3)";
    int64_t id;
    if (!generation_free_id(store, generation, &id, err)) {
        return false;
    }
    sqlite3_stmt *statement = db_use(store, person_sql, err);
    if (!statement) {
        return false;
    }
    sqlite3_bind_int64(statement, 1, id);
    sqlite3_bind_int64(statement, 2, generation);
    db_bind_text(statement, 3, code);
    db_bind_text(statement, 4, person->worker_no);
    db_bind_text(statement, 5, person->name);
    db_bind_text(statement, 6, person->unit);
    db_bind_text(statement, 7, person->team);
    db_bind_text(statement, 8, person->role);
    sqlite3_bind_int(statement, 9, REGISTERED);
    if (!db_run(store, statement, err) || !(statement = db_use(store, worker_sql, err))) {
        return false;
    }
    sqlite3_bind_int64(statement, 1, generation);
    db_bind_text(statement, 2, code);
    sqlite3_bind_int64(statement, 3, id);
    return db_run(store, statement, err);
}

/* Whoever stands on the roster stays as the roster has them. */
static bool rewrite_registered(struct store *store, int64_t generation, const struct person *person,
                               const char *code, bool *there, struct err *err)
{
    static const char find_sql[] = "SELECT person FROM worker WHERE generation = ? AND code = ?";
    static const char sql[] = "UPDATE person SET worker_no = ?2, name = ?3, unit = ?4, team = ?5"
                              " WHERE id = ?1 AND removed = ?6";
    sqlite3_stmt *statement = db_use(store, find_sql, err);
    if (!statement) {
        return false;
    }
    sqlite3_bind_int64(statement, 1, generation);
    db_bind_text(statement, 2, code);
    if (!db_step(store, statement, there, err)) {
        return false;
    }
    if (!*there) {
        return true;
    }
    int64_t id = sqlite3_column_int64(statement, 0);
    db_done(statement);
    if (!(statement = db_use(store, sql, err))) {
        return false;
    }
    sqlite3_bind_int64(statement, 1, id);
    db_bind_text(statement, 2, person->worker_no);
    db_bind_text(statement, 3, person->name);
    db_bind_text(statement, 4, person->unit);
    db_bind_text(statement, 5, person->team);
    sqlite3_bind_int(statement, 6, REGISTERED);
    return db_run(store, statement, err);
}

bool people_register(struct store *store, int64_t generation, const struct person *person, struct err *err)
{
    char canonical[BADGE_TEXT_SIZE];
    const char *code = people_code(person->worker_no, canonical);
    bool there;
    return rewrite_registered(store, generation, person, code, &there, err) &&
           (there || add_registered(store, generation, person, code, err));
}

bool people_each(struct store *store, int64_t generation, people_visit *visit, void *context, struct err *err)
{
    static const char sql[] =
        "SELECT " PERSON_COLUMNS " FROM person p WHERE p.id BETWEEN ? AND ? ORDER BY p.id";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    sqlite3_bind_int64(statement, 1, generation_first_id(generation));
    sqlite3_bind_int64(statement, 2, generation_last_id(generation));
    for (bool row;;) {
        if (!db_step(store, statement, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        const char *badges = db_text(statement, 6);
        struct people_line line = {.code = db_text(statement, 0),
                                   .worker_no = db_text(statement, 1),
                                   .name = db_text(statement, 2),
                                   .unit = db_text(statement, 3),
                                   .team = db_text(statement, 4),
                                   .role = db_text(statement, 5),
                                   .badges = badges,
                                   .first_badge = badges,
                                   .first_badge_len = strcspn(badges, "\x1F"),
                                   .extra = db_text(statement, 7),
                                   .initials = db_text(statement, 9),
                                   .removed = sqlite3_column_int(statement, 8) != 0,
                                   .registered = sqlite3_column_int(statement, 8) == REGISTERED};
        if (!visit(context, &line, err)) {
            db_done(statement);
            return false;
        }
    }
}
