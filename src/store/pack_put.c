#include "store/pack_put.h"

#include "base/clock.h"
#include "base/strings.h"
#include "store/db.h"
#include "store/generation.h"
#include "store/joined.h"
#include "store/pack_digest.h"
#include "store/pack_people.h"
#include "store/pack_source.h"

#include <stdlib.h>
#include <string.h>

/* What the next step writes. PUT_KEPT: people of the generation before who have records. */
enum put_stage { PUT_PROGRAMME, PUT_FILES, PUT_PEOPLE, PUT_WORKERS, PUT_BADGES, PUT_KEPT, PUT_WRITTEN };

enum { STEP_MS = 8 }; /* a shared step ends after so much, however slow the machine is */

struct pack_put {
    struct store *store; /* this, the pack and the digest: not owned */
    const struct pack *pack;
    const struct pack_digest *digest;
    enum pack_put_pace pace;
    int64_t from; /* a generation, 0 = the store was empty */
    enum put_stage stage;
    size_t at; /* the stage's next row */
    struct pack_source source;
    struct generation_kept kept;
    struct generation_walk walk; /* of PUT_KEPT */
    int64_t kept_behind_seq;     /* whoever has a later record was perhaps not seen by PUT_KEPT */
    size_t from_rows;            /* ids in use of the generation before */
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

static bool write_event(struct store *store, int64_t generation, const struct pack *pack,
                        const struct pack_digest *digest, struct err *err)
{
    static const char sql[] =
        "INSERT INTO event(generation, title, organiser, report_mail, report_phone, zone,"
        " opens_before_min, late_after_min, walk_in, keypad_letters, characters, full)"
        " VALUES (?,?,?,?,?,?,?,?,?,?,?,?)";
    const struct event *event = &pack->event;
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
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
    db_bind_text(statement, 10, digest->letters);
    db_bind_text(statement, 11, buf_text(&digest->characters));
    sqlite3_bind_int(statement, 12, (int)event->full);
    return db_run(store, statement, err);
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

static bool write_programme(struct pack_put *put, struct err *err)
{
    const struct programme *programme = &put->pack->programme;
    bool done = write_event(put->store, put->kept.to, put->pack, put->digest, err);
    for (size_t i = 0; done && i < programme->count; i++) {
        done = write_lecture(put->store, put->kept.to, &programme->items[i], put->digest->expected[i], err);
    }
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

/* --- by step --- */

static bool begin(struct pack_put *put, struct err *err)
{
    int64_t behind = 0;
    if (!store_generation(put->store, &put->from, err) || !new_generation(put->store, &put->kept.to, err) ||
        !generation_seq(put->store, &put->kept_behind_seq, err) ||
        !pack_source_use(put->store, &put->source, err) ||
        (put->from != 0 && !generation_free_id(put->store, put->from, &behind, err))) {
        return false;
    }
    put->from_rows = put->from ? (size_t)(behind - generation_first_id(put->from)) : 0;
    put->source.people = put->pack->people;
    put->source.first_id = generation_first_id(put->kept.to);
    put->kept.free_id = put->source.first_id + (int64_t)put->pack->people_count;
    return true;
}

bool pack_put_begin(struct pack_put **out, struct store *store, const struct pack *pack,
                    const struct pack_digest *digest, enum pack_put_pace pace, struct err *err)
{
    struct pack_put *put = calloc(1, sizeof *put);
    if (!put) {
        return err_memory(err);
    }
    *put = (struct pack_put){.store = store, .pack = pack, .digest = digest, .pace = pace};
    if (!begin(put, err)) {
        store->source = NULL;
        free(put);
        return false;
    }
    db_leave_log(store, true);
    *out = put;
    return true;
}

static size_t rows_of(const struct pack_put *put, enum put_stage stage)
{
    switch (stage) {
    case PUT_FILES:
        return put->pack->file_count;
    case PUT_PEOPLE:
    case PUT_WORKERS:
        return put->pack->people_count;
    case PUT_BADGES:
        return put->digest->badge_count;
    case PUT_KEPT:
        return put->from_rows;
    default:
        return 1;
    }
}

static int64_t end_of_step_ms(const struct pack_put *put)
{
    static const struct clock system = {0};
    return put->pace == PACK_PUT_ALONE ? INT64_MAX : clock_mono_ms(&system) + STEP_MS;
}

/* Rows up to here, or fewer if that takes long: put->at is where it ended. */
static bool take_over(struct pack_put *put, size_t to, struct err *err)
{
    struct pack_source *source = &put->source;
    source->keys = put->stage == PUT_WORKERS ? put->digest->codes : put->digest->badges;
    source->at = put->at;
    source->to = to;
    source->until_ms = end_of_step_ms(put);
    bool done = put->stage == PUT_PEOPLE    ? pack_people_write(put->store, put->kept.to, err)
                : put->stage == PUT_WORKERS ? pack_workers_write(put->store, put->kept.to, err)
                                            : pack_badges_write(put->store, put->kept.to, err);
    put->at = source->at;
    return done;
}

/* Rows of the stage are counted as if nobody had been entered since it began. */
static bool keep_people(struct pack_put *put, size_t rows, struct err *err)
{
    put->walk.until_ms = end_of_step_ms(put);
    bool done = generation_keep_some(put->store, put->from, put->digest->codes, put->pack->people_count,
                                     &put->walk, &put->kept, err);
    size_t next = put->at + GENERATION_BATCH;
    next = next < rows ? next : rows - 1;
    put->at = put->walk.ended ? rows : next;
    return done;
}

static bool write_rows(struct pack_put *put, size_t rows, struct err *err)
{
    size_t to = rows - put->at < GENERATION_BATCH ? rows : put->at + GENERATION_BATCH;
    switch (put->stage) {
    case PUT_PROGRAMME:
        put->at++;
        return write_programme(put, err);
    case PUT_FILES: /* one by one: a picture is as much work as thousands of people */
        return write_file(put->store, put->kept.to, &put->pack->files[put->at++], err);
    case PUT_KEPT:
        return keep_people(put, rows, err);
    default:
        return take_over(put, to, err);
    }
}

bool pack_put_step(struct pack_put *put, bool *more, struct err *err)
{
    size_t rows = rows_of(put, put->stage);
    while (put->at == rows && put->stage < PUT_WRITTEN) {
        put->stage++;
        put->at = 0;
        rows = rows_of(put, put->stage);
    }
    *more = put->stage < PUT_WRITTEN;
    if (!*more || (put->pace == PACK_PUT_SHARED && db_copy_log(put->store))) {
        return true;
    }
    return begin_batch(put->store, err) && end_batch(put->store, write_rows(put, rows, err), err);
}

int64_t pack_put_rows(const struct pack_put *put, int64_t *total)
{
    int64_t done = 0;
    *total = 0;
    for (enum put_stage stage = PUT_PROGRAMME; stage < PUT_WRITTEN; stage++) {
        done += stage < put->stage ? (int64_t)rows_of(put, stage) : 0;
        *total += (int64_t)rows_of(put, stage);
    }
    return done + (put->stage < PUT_WRITTEN ? (int64_t)put->at : 0);
}

bool pack_put_activate(struct pack_put *put, int *people_kept, struct err *err)
{
    if (!generation_keep_recent(put->store, put->from, put->kept_behind_seq, &put->kept, err) ||
        !generation_switch(put->store, put->kept.to, put->from, err)) {
        return false;
    }
    if (people_kept) {
        *people_kept = put->kept.count;
    }
    return true;
}

void pack_put_destroy(struct pack_put *put)
{
    if (!put) {
        return;
    }
    db_leave_log(put->store, false);
    put->store->source = NULL;
    buf_finish(&put->source.badges);
    buf_finish(&put->walk.behind);
    free(put);
}
