#include "store/pack_source.h"

#include "base/clock.h"
#include "store/db.h"
#include "store/joined.h"
#include "store/people.h"

/* SQLite hands these back to us as the structs they begin with. */
struct source_table {
    sqlite3_vtab base;
    struct store *store;
};

struct source_cursor {
    sqlite3_vtab_cursor base;
    struct pack_source *source;
};

enum { ROWS_A_LOOK = 64 /* at the clock */ };

static struct pack_source *source_of(sqlite3_vtab_cursor *cursor)
{
    return ((struct source_cursor *)(void *)cursor)->source;
}

static int connect_as(sqlite3 *db, void *context, const char *columns, sqlite3_vtab **out)
{
    struct source_table *table = sqlite3_malloc64(sizeof *table);
    int code = table ? sqlite3_declare_vtab(db, columns) : SQLITE_NOMEM;
    if (code == SQLITE_OK) {
        *table = (struct source_table){.store = context};
        *out = &table->base;
        sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
    } else {
        sqlite3_free(table);
    }
    return code;
}

static int connect_people(sqlite3 *db, void *context, int argc, const char *const *argv, sqlite3_vtab **out,
                          char **message)
{
    (void)argc, (void)argv, (void)message;
    return connect_as(db, context,
                      "CREATE TABLE x(id, code, worker_no, name, unit, team, role, badges, extra, initials)",
                      out);
}

static int connect_keys(sqlite3 *db, void *context, int argc, const char *const *argv, sqlite3_vtab **out,
                        char **message)
{
    (void)argc, (void)argv, (void)message;
    return connect_as(db, context, "CREATE TABLE x(text, person)", out);
}

static int disconnect(sqlite3_vtab *table)
{
    sqlite3_free(table);
    return SQLITE_OK;
}

/* There is one way alone: all rows, in order. */
static int best_index(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table, (void)info;
    return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
    struct source_cursor *cursor = sqlite3_malloc64(sizeof *cursor);
    if (!cursor) {
        return SQLITE_NOMEM;
    }
    *cursor = (struct source_cursor){.source = ((struct source_table *)(void *)table)->store->source};
    *out = &cursor->base;
    return cursor->source ? SQLITE_OK : SQLITE_MISUSE;
}

static int close_cursor(sqlite3_vtab_cursor *cursor)
{
    sqlite3_free(cursor);
    return SQLITE_OK;
}

static int filter(sqlite3_vtab_cursor *cursor, int number, const char *text, int argc, sqlite3_value **argv)
{
    (void)cursor, (void)number, (void)text, (void)argc, (void)argv;
    return SQLITE_OK;
}

static int next(sqlite3_vtab_cursor *cursor)
{
    static const struct clock system = {0};
    struct pack_source *source = source_of(cursor);
    source->at++;
    if (source->at % ROWS_A_LOOK == 0 && clock_mono_ms(&system) >= source->until_ms) {
        source->to = source->at;
    }
    return SQLITE_OK;
}

static int is_at_end(sqlite3_vtab_cursor *cursor)
{
    const struct pack_source *source = source_of(cursor);
    return source->at >= source->to;
}

static int row_number(sqlite3_vtab_cursor *cursor, sqlite3_int64 *out)
{
    *out = (sqlite3_int64)source_of(cursor)->at;
    return SQLITE_OK;
}

/* The pack outlives the statement: nothing is copied. */
static void give(sqlite3_context *to, const char *text)
{
    sqlite3_result_text(to, text ? text : "", -1, SQLITE_STATIC);
}

static int give_code(sqlite3_context *to, const struct person *person)
{
    char canonical[BADGE_TEXT_SIZE];
    const char *code = people_code(person->worker_no, canonical);
    sqlite3_result_text(to, code, -1, code == canonical ? SQLITE_TRANSIENT : SQLITE_STATIC);
    return SQLITE_OK;
}

static int give_badges(sqlite3_context *to, struct pack_source *source, const struct person *person)
{
    if (person->badges.count < 2) {
        give(to, person->badges.count ? person->badges.items[0] : "");
        return SQLITE_OK;
    }
    buf_clear(&source->badges);
    joined_put(&source->badges, &person->badges);
    if (!buf_ok(&source->badges)) {
        return SQLITE_NOMEM;
    }
    sqlite3_result_text(to, buf_text(&source->badges), -1, SQLITE_TRANSIENT);
    return SQLITE_OK;
}

static int people_column(sqlite3_vtab_cursor *cursor, sqlite3_context *to, int column)
{
    struct pack_source *source = source_of(cursor);
    const struct person *person = &source->people[source->at];
    const char *const texts[] = {person->worker_no, person->name, person->unit, person->team, person->role};
    enum { ID, CODE, WORKER_NO, BADGES = 7, EXTRA, INITIALS };
    switch (column) {
    case ID:
        /* no id = the next one: SQLite then puts the row behind the last without looking whether it is there
         */
        if (source->at == 0) {
            sqlite3_result_int64(to, source->first_id);
        }
        return SQLITE_OK;
    case CODE:
        return give_code(to, person);
    case BADGES:
        return give_badges(to, source, person);
    case EXTRA:
        give(to, person->extra);
        return SQLITE_OK;
    case INITIALS:
        give(to, person->initials);
        return SQLITE_OK;
    default:
        give(to, texts[column - WORKER_NO]);
        return SQLITE_OK;
    }
}

static int keys_column(sqlite3_vtab_cursor *cursor, sqlite3_context *to, int column)
{
    const struct pack_source *source = source_of(cursor);
    const struct text_key *key = &source->keys[source->at];
    if (column == 0) {
        give(to, key->text);
    } else {
        sqlite3_result_int64(to, source->first_id + (int64_t)key->value);
    }
    return SQLITE_OK;
}

#define SOURCE_MODULE(connect, column)                                                                       \
    {                                                                                                        \
        .xConnect = connect, .xBestIndex = best_index, .xDisconnect = disconnect, .xOpen = open_cursor,      \
        .xClose = close_cursor, .xFilter = filter, .xNext = next, .xEof = is_at_end, .xColumn = column,      \
        .xRowid = row_number                                                                                 \
    }

bool pack_source_use(struct store *store, struct pack_source *source, struct err *err)
{
    static const sqlite3_module people = SOURCE_MODULE(connect_people, people_column);
    static const sqlite3_module keys = SOURCE_MODULE(connect_keys, keys_column);
    store->source = source;
    if (!store->has_source) {
        if (sqlite3_create_module(store->db, "pack_people", &people, store) != SQLITE_OK ||
            sqlite3_create_module(store->db, "pack_keys", &keys, store) != SQLITE_OK) {
            return db_fail(store, err);
        }
        store->has_source = true;
    }
    return true;
}
