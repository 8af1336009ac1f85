#include "store/lectures.h"

#include "store/db.h"
#include "store/joined.h"

#include <string.h>

static enum full_policy full_policy(int value)
{
    return value == FULL_REFUSE || value == FULL_RECORD ? (enum full_policy)value : FULL_WALK_INS;
}

bool lectures_load_event(struct store *store, int64_t generation, struct arena *arena, struct event *event,
                         struct lectures_notes *notes, struct err *err)
{
    static const char sql[] =
        "SELECT title, organiser, report_mail, report_phone, zone, opens_before_min,"
        " late_after_min, walk_in, keypad_letters, characters, full FROM event WHERE generation = ?";
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool row;
    if (!statement) {
        return false;
    }
    sqlite3_bind_int64(statement, 1, generation);
    if (!db_step(store, statement, &row, err)) {
        return false;
    }
    if (!row) {
        return db_fail_code(store->path, SQLITE_CORRUPT, "", err);
    }
    *event = (struct event){.title = db_text_copy(statement, 0, arena),
                            .organiser = db_text_copy(statement, 1, arena),
                            .report_mail = db_text_copy(statement, 2, arena),
                            .report_phone = db_text_copy(statement, 3, arena),
                            .zone = db_text_copy(statement, 4, arena),
                            .opens_before_min = sqlite3_column_int(statement, 5),
                            .late_after_min = sqlite3_column_int(statement, 6),
                            .walk_in = sqlite3_column_int(statement, 7) == WALK_IN_REFUSE ? WALK_IN_REFUSE
                                                                                          : WALK_IN_RECORD,
                            .full = full_policy(sqlite3_column_int(statement, 10))};
    struct lectures_notes read = {.keypad_letters = db_text_copy(statement, 8, arena),
                                  .characters = db_text_copy(statement, 9, arena)};
    db_done(statement);
    if (!event->title || !event->organiser || !event->report_mail || !event->report_phone || !event->zone ||
        !read.keypad_letters || !read.characters) {
        return err_memory(err);
    }
    if (notes) {
        *notes = read;
    }
    return true;
}

/* Staff moved it, measured against the start that this import planned: a newer plan stands above that. */
static void move(sqlite3_stmt *statement, struct lecture *lecture)
{
    bool moved = sqlite3_column_type(statement, 16) != SQLITE_NULL &&
                 sqlite3_column_int64(statement, 17) == lecture->planned_start_ms;
    int64_t by_ms = moved ? sqlite3_column_int64(statement, 16) - lecture->planned_start_ms : 0;
    lecture->start_ms += by_ms;
    lecture->end_ms += by_ms;
}

static bool take_lecture(sqlite3_stmt *statement, struct arena *arena, struct lecture *out)
{
    *out = (struct lecture){.id = db_text_copy(statement, 0, arena),
                            .title = db_text_copy(statement, 1, arena),
                            .kind = db_text_copy(statement, 2, arena),
                            .venue = db_text_copy(statement, 3, arena),
                            .speaker = db_text_copy(statement, 4, arena),
                            .speaker_title = db_text_copy(statement, 5, arena),
                            .deck = db_text_copy(statement, 6, arena),
                            .start_ms = sqlite3_column_int64(statement, 8),
                            .end_ms = sqlite3_column_int64(statement, 9),
                            .opens_before_min = sqlite3_column_int(statement, 10),
                            .late_after_min = sqlite3_column_int(statement, 11),
                            .capacity = sqlite3_column_int(statement, 12),
                            .expected = sqlite3_column_int(statement, 13),
                            .planned_start_ms = sqlite3_column_int64(statement, 8),
                            .sign_out = sqlite3_column_int(statement, 14) != 0,
                            .gate = (enum gate)sqlite3_column_int(statement, 15)};
    move(statement, out);
    return joined_split(&out->audience, db_text(statement, 7), arena) && out->id && out->title && out->kind &&
           out->venue && out->speaker && out->speaker_title && out->deck;
}

static bool count_lectures(struct store *store, int64_t generation, size_t *count, struct err *err)
{
    static const char sql[] = "SELECT count(*) FROM lecture WHERE generation = ?";
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool row;
    if (!statement) {
        return false;
    }
    sqlite3_bind_int64(statement, 1, generation);
    if (!db_step(store, statement, &row, err)) {
        return false;
    }
    *count = (size_t)sqlite3_column_int64(statement, 0);
    db_done(statement);
    return true;
}

bool lectures_load(struct store *store, int64_t generation, struct arena *arena, struct event *event,
                   struct programme *programme, struct lectures_notes *notes, struct err *err)
{
    static const char sql[] =
        "SELECT id, title, kind, venue, speaker, speaker_title, deck, audience, l.start_ms,"
        " end_ms, opens_before_min, late_after_min, capacity, expected, sign_out, coalesce(gate, 0),"
        " c.start_ms, c.planned_ms FROM lecture l LEFT JOIN lecture_change c ON c.lecture = l.id"
        " WHERE generation = ?";
    size_t count;
    if (!lectures_load_event(store, generation, arena, event, notes, err) ||
        !count_lectures(store, generation, &count, err)) {
        return false;
    }
    *programme = (struct programme){.items = arena_alloc(arena, count * sizeof *programme->items)};
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement || !programme->items) {
        return statement ? err_memory(err) : false;
    }
    sqlite3_bind_int64(statement, 1, generation);
    for (bool row; programme->count < count;) {
        if (!db_step(store, statement, &row, err)) {
            return false;
        }
        if (!row) {
            break;
        }
        if (!take_lecture(statement, arena, &programme->items[programme->count])) {
            db_done(statement);
            return err_memory(err);
        }
        programme->count++;
    }
    db_done(statement);
    programme_sort(programme);
    return true;
}
