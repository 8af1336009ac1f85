#include "store/pack_table.h"

#include "base/strings.h"
#include "store/db.h"
#include "store/generation.h"
#include "store/joined.h"
#include "store/pack_characters.h"
#include "store/pack_people.h"

#include <stdlib.h>
#include <string.h>

/* --- writing one generation --- */

static bool new_generation(struct store *store, int64_t *generation, struct err *err)
{
    static const char sql[] =
        "SELECT 1 + max((SELECT generation FROM meta), (SELECT coalesce(max(generation), 0) FROM event))";
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool row;
    if (!statement || !db_step(store, statement, &row, err)) {
        return false;
    }
    *generation = sqlite3_column_int64(statement, 0);
    db_done(statement);
    return true;
}

static bool write_event(struct store *store, int64_t generation, const struct pack *pack, struct err *err)
{
    static const char sql[] =
        "INSERT INTO event(generation, title, organiser, report_mail, report_phone, zone,"
        " opens_before_min, late_after_min, walk_in, keypad_letters, characters, full)"
        " VALUES (?,?,?,?,?,?,?,?,?,?,?,?)";
    const struct event *event = &pack->event;
    char letters[27];
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    pack_people_letters(pack, letters);
    struct buf characters = {0};
    pack_characters(pack, &characters);
    if (!buf_ok(&characters)) {
        buf_finish(&characters);
        return err_memory(err);
    }
    sqlite3_bind_int64(statement, 1, generation);
    db_bind_text(statement, 2, event->title);
    db_bind_text(statement, 3, event->organiser);
    db_bind_text(statement, 4, event->report_mail);
    db_bind_text(statement, 5, event->report_phone);
    db_bind_text(statement, 6, event->zone);
    sqlite3_bind_int(statement, 7, event->opens_before_min);
    sqlite3_bind_int(statement, 8, event->late_after_min);
    sqlite3_bind_int(statement, 9, (int)event->walk_in);
    db_bind_text(statement, 10, letters);
    db_bind_text(statement, 11, buf_text(&characters));
    sqlite3_bind_int(statement, 12, (int)event->full);
    bool done = db_run(store, statement, err);
    buf_finish(&characters);
    return done;
}

static bool write_lecture(struct store *store, int64_t generation, const struct lecture *lecture,
                          int expected, struct err *err)
{
    static const char sql[] =
        "INSERT INTO lecture(generation, id, title, kind, venue, speaker, speaker_title, deck,"
        " audience, start_ms, end_ms, opens_before_min, late_after_min, capacity, expected, sign_out)"
        " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    struct buf audience = {0};
    joined_put(&audience, &lecture->audience);
    if (!buf_ok(&audience)) {
        return err_memory(err);
    }
    sqlite3_bind_int64(statement, 1, generation);
    const char *texts[] = {lecture->id,      lecture->title,         lecture->kind, lecture->venue,
                           lecture->speaker, lecture->speaker_title, lecture->deck, buf_text(&audience)};
    for (int i = 0; i < 8; i++) {
        db_bind_text(statement, 2 + i, texts[i]);
    }
    sqlite3_bind_int64(statement, 10, lecture->start_ms);
    sqlite3_bind_int64(statement, 11, lecture->end_ms);
    sqlite3_bind_int(statement, 12, lecture->opens_before_min);
    sqlite3_bind_int(statement, 13, lecture->late_after_min);
    sqlite3_bind_int(statement, 14, lecture->capacity);
    sqlite3_bind_int(statement, 15, expected);
    sqlite3_bind_int(statement, 16, lecture->sign_out);
    bool done = db_run(store, statement, err);
    if (!done && (sqlite3_extended_errcode(store->db) & 0xFF) == SQLITE_CONSTRAINT) {
        err_set(err, ERR_INPUT, str(STR_PACK_SAME_LECTURE), lecture->id);
    }
    buf_finish(&audience);
    return done;
}

static bool write_programme(struct store *store, int64_t generation, const struct pack *pack, struct err *err)
{
    size_t count = pack->programme.count;
    int *expected = calloc(count + 1, sizeof *expected);
    bool done = expected ? pack_people_expected(pack, expected, err) : err_memory(err);
    for (size_t i = 0; done && i < count; i++) {
        done = write_lecture(store, generation, &pack->programme.items[i], expected[i], err);
    }
    free(expected);
    return done;
}

static bool write_file(struct store *store, int64_t generation, const struct pack_file *file, struct err *err)
{
    static const char sql[] = "INSERT INTO file(generation, name, data) VALUES (?, ?, ?)";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    sqlite3_bind_int64(statement, 1, generation);
    db_bind_text(statement, 2, file->name);
    db_bind_blob(statement, 3, file->size ? (const void *)file->data : "", file->size);
    return db_run(store, statement, err);
}

/* Rows that are not active yet need not be durable one batch at a time: the commit of the switch, which waits
 * for the disk, brings all before it there too. Signing in between two batches waits as ever. */
static bool begin_batch(struct store *store, struct err *err)
{
    return db_exec(store, "PRAGMA synchronous = NORMAL", err) && store_begin(store, err);
}

static bool end_batch(struct store *store, bool done, struct err *err)
{
    if (done) {
        done = store_commit(store, err);
    } else {
        store_rollback(store);
    }
    return db_exec(store, "PRAGMA synchronous = FULL", done ? err : NULL) && done;
}

static size_t batch_of(size_t left)
{
    return left < GENERATION_BATCH ? left : GENERATION_BATCH;
}

static bool write_badges(struct store *store, int64_t generation, const struct pack *pack, struct err *err)
{
    struct pack_badge *badges = NULL;
    size_t count;
    if (!pack_badges_sorted(pack, &badges, &count, err)) {
        return false;
    }
    bool done = true;
    for (size_t from = 0; done && from < count; from += GENERATION_BATCH) {
        done =
            begin_batch(store, err) &&
            end_batch(store, pack_badges_write(store, generation, badges + from, batch_of(count - from), err),
                      err);
    }
    free(badges);
    return done;
}

static bool write_people(struct store *store, int64_t generation, const struct pack *pack, struct err *err)
{
    bool done = true;
    for (size_t from = 0; done && from < pack->people_count; from += GENERATION_BATCH) {
        size_t to = from + batch_of(pack->people_count - from);
        done = begin_batch(store, err) &&
               end_batch(store, pack_people_write(store, generation, pack, from, to, err), err);
    }
    return done;
}

static bool write_files(struct store *store, int64_t generation, const struct pack *pack, struct err *err)
{
    bool done = true;
    for (size_t i = 0; done && i < pack->file_count; i++) {
        done = begin_batch(store, err) &&
               end_batch(store, write_file(store, generation, &pack->files[i], err), err);
    }
    return done;
}

static bool write_generation(struct store *store, int64_t generation, const struct pack *pack,
                             struct err *err)
{
    return begin_batch(store, err) &&
           end_batch(store,
                     write_event(store, generation, pack, err) &&
                         write_programme(store, generation, pack, err),
                     err) &&
           write_files(store, generation, pack, err) && write_people(store, generation, pack, err) &&
           write_badges(store, generation, pack, err);
}

/* --- switching over --- */

static bool set_active(struct store *store, int64_t generation, struct err *err)
{
    static const char sql[] = "UPDATE meta SET generation = ? WHERE id = 1";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    sqlite3_bind_int64(statement, 1, generation);
    return db_run(store, statement, err);
}

/* Keeping people is in the switch's transaction: who signs in until then has records. */
static bool activate(struct store *store, int64_t from, int64_t to, const struct pack *pack,
                     struct pack_changes *changes, struct err *err)
{
    if (!store_begin(store, err)) {
        return false;
    }
    int64_t free_id = generation_first_id(to) + (int64_t)pack->people_count;
    bool done = generation_keep_people(store, from, to, free_id, &changes->people_kept, err) &&
                set_active(store, to, err);
    return end_batch(store, done, err);
}

/* Into an empty store everything is new: nothing needs to be looked for. */
static bool compare(struct store *store, int64_t from, int64_t to, const struct pack *pack,
                    struct pack_changes *changes, struct err *err)
{
    if (from == 0) {
        *changes = (struct pack_changes){.lectures_added = (int)pack->programme.count,
                                         .people_added = (int)pack->people_count,
                                         .files_added = (int)pack->file_count};
        return true;
    }
    return generation_compare(store, from, to, changes, err);
}

static bool put(struct store *store, int64_t from, int64_t to, const struct pack *pack,
                struct pack_changes *changes, struct err *err)
{
    if (!write_generation(store, to, pack, err) || !compare(store, from, to, pack, changes, err) ||
        !activate(store, from, to, pack, changes, err)) {
        /* what cannot be removed now goes when the store is opened to write next */
        generation_remove(store, to, NULL);
        return false;
    }
    if (from != 0) {
        generation_remove(store, from, NULL);
    }
    return true;
}

bool pack_table_put(struct store *store, const struct pack *pack, struct pack_changes *changes,
                    struct err *err)
{
    int64_t from, to;
    struct pack_changes counted = {0};
    if (!store_generation(store, &from, err) || !new_generation(store, &to, err)) {
        return false;
    }
    db_work_much(store, true);
    bool done = put(store, from, to, pack, &counted, err);
    db_work_much(store, false);
    if (done) {
        *changes = counted;
    }
    return done;
}

bool pack_table_clear_leftovers(struct store *store, struct err *err)
{
    static const char sql[] =
        "SELECT generation FROM event WHERE generation <> (SELECT generation FROM meta) LIMIT 1";
    sqlite3_stmt *statement = db_use(store, sql, err);
    for (bool row; statement;) {
        if (!db_step(store, statement, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        int64_t generation = sqlite3_column_int64(statement, 0);
        db_done(statement);
        if (!generation_remove(store, generation, err)) {
            return false;
        }
    }
    return false;
}

/* --- files --- */

bool pack_table_file(struct store *store, const char *name, unsigned char **data, size_t *size,
                     struct err *err)
{
    static const char sql[] =
        "SELECT data FROM file WHERE generation = (SELECT generation FROM meta) AND name = ?";
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool row;
    if (!statement) {
        return false;
    }
    db_bind_text(statement, 1, name);
    if (!db_step(store, statement, &row, err)) {
        return false;
    }
    if (!row) {
        return err_set(err, ERR_NOT_FOUND, str(STR_PACK_NO_FILE), name);
    }
    size_t len = (size_t)sqlite3_column_bytes(statement, 0);
    unsigned char *copy = malloc(len + 1);
    if (copy) {
        if (len) {
            memcpy(copy, sqlite3_column_blob(statement, 0), len);
        }
        copy[len] = '\0';
        *data = copy;
        *size = len;
    }
    db_done(statement);
    return copy || err_memory(err);
}

bool pack_table_names(struct store *store, const char *prefix, struct arena *arena, struct text_list *names,
                      struct err *err)
{
    static const char sql[] =
        "SELECT name, count(*) OVER () FROM file WHERE generation ="
        " (SELECT generation FROM meta) AND substr(name, 1, length(?1)) = ?1 ORDER BY name";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    *names = (struct text_list){0};
    db_bind_text(statement, 1, prefix);
    for (bool row;;) {
        if (!db_step(store, statement, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        if (!names->items) {
            names->items =
                arena_alloc(arena, (size_t)sqlite3_column_int64(statement, 1) * sizeof *names->items);
        }
        const char *name = names->items ? db_text_copy(statement, 0, arena) : NULL;
        if (!name) {
            db_done(statement);
            return err_memory(err);
        }
        names->items[names->count++] = name;
    }
}
