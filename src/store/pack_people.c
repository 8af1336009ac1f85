#include "store/pack_people.h"

#include "base/strings.h"
#include "store/db.h"
#include "store/pack_source.h"

/* OR FAIL: the caller rolls back anyway, so SQLite need not be able to take back a statement alone. */
#define PERSON_COLUMNS "id, code, worker_no, name, unit, team, role, badges, extra, initials"

static bool run(struct store *store, const char *sql, int64_t generation, struct err *err)
{
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    sqlite3_bind_int64(statement, 1, generation);
    return db_run(store, statement, err);
}

static bool is_taken(const struct store *store)
{
    return (sqlite3_extended_errcode(store->db) & 0xFF) == SQLITE_CONSTRAINT;
}

bool pack_people_write(struct store *store, int64_t generation, struct err *err)
{
    static const char sql[] = "INSERT OR FAIL INTO person(generation, removed, " PERSON_COLUMNS ")"
                              " SELECT ?1, 0, " PERSON_COLUMNS " FROM pack_people";
    return run(store, sql, generation, err);
}

bool pack_workers_write(struct store *store, int64_t generation, struct err *err)
{
    static const char sql[] = "INSERT OR FAIL INTO worker(generation, code, person)"
                              " SELECT ?1, text, person FROM pack_keys";
    const struct pack_source *source = store->source;
    if (run(store, sql, generation, err)) {
        return true;
    }
    return is_taken(store) && err_set(err, ERR_INPUT, str(STR_PACK_SAME_WORKER_NO),
                                      source->people[source->keys[source->at].value].worker_no);
}

bool pack_badges_write(struct store *store, int64_t generation, struct err *err)
{
    static const char sql[] = "INSERT OR FAIL INTO badge(generation, badge, person)"
                              " SELECT ?1, text, person FROM pack_keys";
    const struct pack_source *source = store->source;
    if (run(store, sql, generation, err)) {
        return true;
    }
    return is_taken(store) &&
           err_set(err, ERR_INPUT, str(STR_PACK_SAME_BADGE), source->keys[source->at].text);
}
