#include "store/pack_people.h"

#include "base/strings.h"
#include "domain/crews.h"
#include "store/db.h"
#include "store/generation.h"
#include "store/joined.h"
#include "store/people.h"

#include <stdlib.h>
#include <string.h>

/* --- rows --- */

/* A broken UNIQUE is the pack's fault and gets a sentence about it. */
static bool run_unique(struct store *store, sqlite3_stmt *statement, enum str_id sentence, const char *what,
                       struct err *err)
{
    if (db_run(store, statement, err)) {
        return true;
    }
    if ((sqlite3_extended_errcode(store->db) & 0xFF) == SQLITE_CONSTRAINT) {
        return err_set(err, ERR_INPUT, str(sentence), what);
    }
    return false;
}

static bool write_person(struct store *store, int64_t generation, int64_t id, const struct person *person,
                         struct buf *badges, struct err *err)
{
    static const char sql[] =
        "INSERT INTO person(id, generation, code, worker_no, name, unit, team, role, badges,"
        " extra, initials, removed) VALUES (?,?,?,?,?,?,?,?,?,?,?,0)";
    char code[BADGE_TEXT_SIZE];
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    buf_clear(badges);
    joined_put(badges, &person->badges);
    if (!buf_ok(badges)) {
        return err_memory(err);
    }
    sqlite3_bind_int64(statement, 1, id);
    sqlite3_bind_int64(statement, 2, generation);
    db_bind_text(statement, 3, people_code(person->worker_no, code));
    db_bind_text(statement, 4, person->worker_no);
    db_bind_text(statement, 5, person->name);
    db_bind_text(statement, 6, person->unit);
    db_bind_text(statement, 7, person->team);
    db_bind_text(statement, 8, person->role);
    db_bind_text(statement, 9, buf_text(badges));
    db_bind_text(statement, 10, person->extra ? person->extra : "");
    db_bind_text(statement, 11, person->initials ? person->initials : "");
    return run_unique(store, statement, STR_PACK_SAME_WORKER_NO, person->worker_no, err);
}

bool pack_people_write(struct store *store, int64_t generation, const struct pack *pack, size_t from,
                       size_t to, struct err *err)
{
    struct buf badges = {0};
    bool done = true;
    for (size_t i = from; done && i < to; i++) {
        done = write_person(store, generation, generation_first_id(generation) + (int64_t)i, &pack->people[i],
                            &badges, err);
    }
    buf_finish(&badges);
    return done;
}

/* --- badges --- */

static int by_badge(const void *left, const void *right)
{
    return strcmp(((const struct pack_badge *)left)->badge, ((const struct pack_badge *)right)->badge);
}

bool pack_badges_sorted(const struct pack *pack, struct pack_badge **out, size_t *count, struct err *err)
{
    size_t total = 0, at = 0;
    for (size_t i = 0; i < pack->people_count; i++) {
        total += pack->people[i].badges.count;
    }
    struct pack_badge *badges = malloc((total + 1) * sizeof *badges);
    if (!badges) {
        return err_memory(err);
    }
    for (size_t i = 0; i < pack->people_count; i++) {
        for (size_t k = 0; k < pack->people[i].badges.count; k++) {
            badges[at++] = (struct pack_badge){.badge = pack->people[i].badges.items[k], .person = i};
        }
    }
    qsort(badges, total, sizeof *badges, by_badge);
    *out = badges;
    *count = total;
    return true;
}

bool pack_badges_write(struct store *store, int64_t generation, const struct pack_badge *badges, size_t count,
                       struct err *err)
{
    static const char sql[] = "INSERT INTO badge(generation, badge, person) VALUES (?, ?, ?)";
    sqlite3_stmt *statement = db_use(store, sql, err);
    for (size_t i = 0; statement && i < count; i++) {
        sqlite3_bind_int64(statement, 1, generation);
        db_bind_text(statement, 2, badges[i].badge);
        sqlite3_bind_int64(statement, 3, generation_first_id(generation) + (int64_t)badges[i].person);
        if (!run_unique(store, statement, STR_PACK_SAME_BADGE, badges[i].badge, err)) {
            return false;
        }
    }
    return statement != NULL;
}

/* --- what is counted over all of them --- */

bool pack_people_expected(const struct pack *pack, int *expected, struct err *err)
{
    struct crews crews;
    bool counted = crews_init(&crews, pack);
    for (size_t i = 0; counted && i < pack->programme.count; i++) {
        counted = crews_expected(&crews, &pack->programme.items[i], &expected[i]);
    }
    crews_finish(&crews);
    return counted || err_memory(err);
}

static void mark_letters(const char *text, bool seen[26])
{
    for (; *text; text++) {
        char c = (char)(*text >= 'a' && *text <= 'z' ? *text - 'a' + 'A' : *text);
        if (c >= 'A' && c <= 'Z') {
            seen[c - 'A'] = true;
        }
    }
}

void pack_people_letters(const struct pack *pack, char out[27])
{
    bool seen[26] = {false};
    size_t count = 0;
    for (size_t i = 0; i < pack->people_count; i++) {
        mark_letters(pack->people[i].worker_no, seen);
        for (size_t k = 0; k < pack->people[i].badges.count; k++) {
            mark_letters(pack->people[i].badges.items[k], seen);
        }
    }
    for (int i = 0; i < 26; i++) {
        if (seen[i]) {
            out[count++] = (char)('A' + i);
        }
    }
    out[count] = '\0';
}
