#include "store/vote_table.h"

#include "store/db.h"
#include "store/store.h"

/* --- topics --- */

static void bind_topic(sqlite3_stmt *statement, const struct vote_topic *topic)
{
    db_bind_text(statement, 1, topic->lecture);
    db_bind_text(statement, 2, topic->deck);
    db_bind_text(statement, 3, topic->words);
    sqlite3_bind_int(statement, 4, topic->privacy);
}

/* *id = 0 where nobody voted on it yet. */
static bool find_topic(struct store *store, const struct vote_topic *topic, int64_t *id, struct err *err)
{
    static const char sql[] =
        "SELECT id FROM vote_topic WHERE lecture = ? AND deck = ? AND words = ? AND privacy = ?";
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool row;
    *id = 0;
    if (!statement) {
        return false;
    }
    bind_topic(statement, topic);
    if (!db_step(store, statement, &row, err)) {
        return false;
    }
    if (row) {
        *id = sqlite3_column_int64(statement, 0);
        db_done(statement);
    }
    return true;
}

/* Another right answer than the last time: the deck was mended, the votes stand. */
static bool make_topic(struct store *store, const struct vote_topic *topic, int64_t *id, struct err *err)
{
    static const char sql[] =
        "INSERT INTO vote_topic(lecture, deck, words, privacy, answer)"
        " VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT(lecture, deck, words, privacy) DO UPDATE SET answer = excluded.answer";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    bind_topic(statement, topic);
    sqlite3_bind_int(statement, 5, topic->answer);
    return db_run(store, statement, err) && find_topic(store, topic, id, err);
}

/* --- voices --- */

static bool add_votes(struct store *store, int64_t topic, int choice, int by, struct err *err)
{
    static const char sql[] = "INSERT INTO vote_count(topic, choice, votes) VALUES (?, ?, ?)"
                              " ON CONFLICT(topic, choice) DO UPDATE SET votes = votes + excluded.votes";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    sqlite3_bind_int64(statement, 1, topic);
    sqlite3_bind_int(statement, 2, choice);
    sqlite3_bind_int(statement, 3, by);
    return db_run(store, statement, err);
}

struct before {
    bool voted;
    int choice; /* 0 = nobody knows */
};

static bool find_voter(struct store *store, int64_t topic, const unsigned char *person, struct before *before,
                       struct err *err)
{
    static const char sql[] = "SELECT choice FROM voter WHERE topic = ? AND person = ?";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    sqlite3_bind_int64(statement, 1, topic);
    db_bind_blob(statement, 2, person, TOKEN_BYTES);
    if (!db_step(store, statement, &before->voted, err)) {
        return false;
    }
    if (before->voted) {
        before->choice = sqlite3_column_int(statement, 0);
        db_done(statement);
    }
    return true;
}

static bool put_voter(struct store *store, int64_t topic, const struct vote_cast *cast,
                      const unsigned char *person, struct err *err)
{
    static const char sql[] = "INSERT OR REPLACE INTO voter(topic, person, choice) VALUES (?, ?, ?)";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    sqlite3_bind_int64(statement, 1, topic);
    db_bind_blob(statement, 2, person, TOKEN_BYTES);
    if (cast->topic.privacy == VOTE_NAMED) {
        sqlite3_bind_int(statement, 3, cast->choice);
    }
    return db_run(store, statement, err);
}

bool vote_table_cast(struct store *store, const struct vote_cast *cast, const unsigned char *person,
                     enum vote_result *result, struct err *err)
{
    struct before before = {0};
    int64_t topic;
    if (!make_topic(store, &cast->topic, &topic, err) ||
        (person && !find_voter(store, topic, person, &before, err))) {
        return false;
    }
    bool secret = cast->topic.privacy != VOTE_NAMED;
    *result = !before.voted                             ? VOTE_COUNTED
              : secret || before.choice == cast->choice ? VOTE_BEFORE
                                                        : VOTE_CHANGED;
    if (*result == VOTE_BEFORE) {
        return true;
    }
    return (!before.voted || add_votes(store, topic, before.choice, -1, err)) &&
           add_votes(store, topic, cast->choice, 1, err) &&
           (!person || put_voter(store, topic, cast, person, err));
}

/* --- counts --- */

static bool count_topic(struct store *store, int64_t topic, struct vote_count *count, struct err *err)
{
    static const char sql[] = "SELECT choice, votes FROM vote_count WHERE topic = ?";
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool row;
    *count = (struct vote_count){0};
    if (!statement) {
        return false;
    }
    sqlite3_bind_int64(statement, 1, topic);
    for (;;) {
        if (!db_step(store, statement, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        int choice = sqlite3_column_int(statement, 0), votes = sqlite3_column_int(statement, 1);
        if (choice >= 1 && choice <= VOTE_CHOICES_MAX && votes > 0) {
            count->votes[choice - 1] = votes;
            count->total += votes;
        }
    }
}

bool vote_table_count(struct store *store, const struct vote_topic *topic, struct vote_count *count,
                      struct err *err)
{
    int64_t id;
    *count = (struct vote_count){0};
    return find_topic(store, topic, &id, err) && (id == 0 || count_topic(store, id, count, err));
}

static bool clear_from(struct store *store, const char *sql, int64_t topic, struct err *err)
{
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    sqlite3_bind_int64(statement, 1, topic);
    return db_run(store, statement, err);
}

bool vote_table_clear(struct store *store, const struct vote_topic *topic, struct err *err)
{
    static const char voters[] = "DELETE FROM voter WHERE topic = ?";
    static const char counts[] = "DELETE FROM vote_count WHERE topic = ?";
    static const char topics[] = "DELETE FROM vote_topic WHERE id = ?";
    int64_t id;
    return find_topic(store, topic, &id, err) &&
           (id == 0 || (clear_from(store, voters, id, err) && clear_from(store, counts, id, err) &&
                        clear_from(store, topics, id, err)));
}

/* --- for reports --- */

bool vote_table_each(struct store *store, const char *lecture, vote_visit *visit, void *context,
                     struct err *err)
{
    static const char sql[] =
        "SELECT id, lecture, deck, words, privacy, answer, sum(votes) FILTER (WHERE choice = 1),"
        " sum(votes) FILTER (WHERE choice = 2), sum(votes) FILTER (WHERE choice = 3),"
        " sum(votes) FILTER (WHERE choice = 4) FROM vote_topic LEFT JOIN vote_count ON topic = id"
        " WHERE ?1 IS NULL OR lecture = ?1 GROUP BY id ORDER BY id";
    enum { BEFORE_VOTES = 6 };
    _Static_assert(VOTE_CHOICES_MAX == 4, "a column of the statement each");
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool row;
    if (!statement) {
        return false;
    }
    if (lecture) {
        db_bind_text(statement, 1, lecture);
    }
    for (;;) {
        if (!db_step(store, statement, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        struct vote_line line = {.id = sqlite3_column_int64(statement, 0),
                                 .lecture = db_text(statement, 1),
                                 .deck = db_text(statement, 2),
                                 .words = db_text(statement, 3),
                                 .privacy = (enum vote_privacy)sqlite3_column_int(statement, 4),
                                 .answer = sqlite3_column_int(statement, 5)};
        for (int i = 0; i < VOTE_CHOICES_MAX; i++) {
            line.count.votes[i] = sqlite3_column_int(statement, BEFORE_VOTES + i);
            line.count.total += line.count.votes[i];
        }
        if (!visit(context, &line, err)) {
            db_done(statement);
            return false;
        }
    }
}

/* CROSS JOIN keeps the topics outside: of one lecture, nobody else's voters are read. Twice over: a secret
 * choice is not in the table, and a secret topic's rows are not asked for. */
bool vote_table_each_answer(struct store *store, const char *lecture, answer_visit *visit, void *context,
                            struct err *err)
{
    static const char sql[] = "SELECT topic, person, choice FROM vote_topic CROSS JOIN voter ON topic = id"
                              " WHERE privacy = ?1 AND choice IS NOT NULL AND (?2 IS NULL OR lecture = ?2)"
                              " ORDER BY id";
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool row;
    if (!statement) {
        return false;
    }
    sqlite3_bind_int(statement, 1, VOTE_NAMED);
    if (lecture) {
        db_bind_text(statement, 2, lecture);
    }
    for (;;) {
        struct vote_answer answer;
        if (!db_step(store, statement, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        answer.topic = sqlite3_column_int64(statement, 0);
        db_blob_copy(statement, 1, answer.person, sizeof answer.person);
        answer.choice = sqlite3_column_int(statement, 2);
        if (!visit(context, &answer, err)) {
            db_done(statement);
            return false;
        }
    }
}
