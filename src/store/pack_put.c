#include "store/pack_put.h"

#include "base/strings.h"
#include "store/db.h"
#include "store/generation.h"
#include "store/joined.h"
#include "store/pack_characters.h"
#include "store/pack_people.h"

#include <stdlib.h>
#include <string.h>

/* What the next step writes. */
enum put_stage { PUT_PROGRAMME, PUT_FILES, PUT_PEOPLE, PUT_BADGES, PUT_WRITTEN };

struct pack_put {
    struct store *store; /* this and the pack: not owned */
    const struct pack *pack;
    int64_t from, to; /* generations; from 0 = the store was empty */
    enum put_stage stage;
    size_t at; /* the stage's next row */
    struct pack_badge *badges;
    size_t badge_count;
};

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

bool pack_put_begin(struct pack_put **out, struct store *store, const struct pack *pack, struct err *err)
{
    struct pack_put *put = calloc(1, sizeof *put);
    if (!put) {
        return err_memory(err);
    }
    *put = (struct pack_put){.store = store, .pack = pack};
    if (!store_generation(store, &put->from, err) || !new_generation(store, &put->to, err) ||
        !pack_badges_sorted(pack, &put->badges, &put->badge_count, err)) {
        free(put);
        return false;
    }
    db_work_much(store, true);
    *out = put;
    return true;
}

/* How many rows the stage has in all, and how many of them one step takes. */
static size_t rows_of(const struct pack_put *put, size_t *a_step)
{
    *a_step = GENERATION_BATCH;
    switch (put->stage) {
    case PUT_FILES:
        *a_step = 1; /* a picture is as much work as thousands of people */
        return put->pack->file_count;
    case PUT_PEOPLE:
        return put->pack->people_count;
    case PUT_BADGES:
        return put->badge_count;
    default:
        return 1;
    }
}

static bool write_rows(struct pack_put *put, size_t to, struct err *err)
{
    switch (put->stage) {
    case PUT_PROGRAMME:
        return write_event(put->store, put->to, put->pack, err) &&
               write_programme(put->store, put->to, put->pack, err);
    case PUT_FILES:
        return write_file(put->store, put->to, &put->pack->files[put->at], err);
    case PUT_PEOPLE:
        return pack_people_write(put->store, put->to, put->pack, put->at, to, err);
    default:
        return pack_badges_write(put->store, put->to, put->badges + put->at, to - put->at, err);
    }
}

bool pack_put_step(struct pack_put *put, bool *more, struct err *err)
{
    size_t a_step, rows = rows_of(put, &a_step);
    while (put->at == rows && put->stage < PUT_WRITTEN) {
        put->stage++;
        put->at = 0;
        rows = rows_of(put, &a_step);
    }
    *more = put->stage < PUT_WRITTEN;
    if (!*more) {
        return true;
    }
    size_t to = rows - put->at < a_step ? rows : put->at + a_step;
    bool done = begin_batch(put->store, err) && end_batch(put->store, write_rows(put, to, err), err);
    put->at = to;
    return done;
}

int64_t pack_put_rows(const struct pack_put *put, int64_t *total)
{
    int64_t before[] = {0, 1, 1, 1, 1};
    int64_t people = (int64_t)put->pack->people_count, files = (int64_t)put->pack->file_count;
    *total = 1 + files + people + (int64_t)put->badge_count;
    before[PUT_PEOPLE] += files;
    before[PUT_BADGES] += files + people;
    before[PUT_WRITTEN] = *total;
    return before[put->stage] + (put->stage < PUT_WRITTEN ? (int64_t)put->at : 0);
}

bool pack_put_activate(struct pack_put *put, int *people_kept, struct err *err)
{
    int kept = 0;
    int64_t free_id = generation_first_id(put->to) + (int64_t)put->pack->people_count;
    if (!generation_keep_people(put->store, put->from, put->to, free_id, &kept, err) ||
        !generation_switch(put->store, put->to, put->from, err)) {
        return false;
    }
    if (people_kept) {
        *people_kept = kept;
    }
    return true;
}

void pack_put_destroy(struct pack_put *put)
{
    if (!put) {
        return;
    }
    db_work_much(put->store, false);
    free(put->badges);
    free(put);
}
