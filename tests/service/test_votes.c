/* A badge that votes: one transaction with the sign-in, one voice a person, and secrets that are kept. */
#include "service/check_in.h"
#include "service/votes.h"

#include "store/db.h"
#include "store/derived.h"
#include "store/log.h"
#include "store/pack_table.h"
#include "store/store.h"
#include "store/vote_table.h"
#include "support/event_pack.h"

struct hall {
    char folder[64], path[128];
    struct store *store;
    struct clock clock;
    struct check_in state;
    struct outcome out;
    struct vote_cast cast;
    struct err err;
};

static int set_up(void **state)
{
    struct hall *hall = calloc(1, sizeof *hall);
    struct pack pack;
    assert_non_null(hall);
    folder_make(hall->folder);
    snprintf(hall->path, sizeof hall->path, "%s/store.db", hall->folder);
    assert_true(store_open(&hall->store, hall->path, STORE_WRITE, &hall->err));
    clock_hold_at(&hall->clock, day_at(9, 5));
    pack_make(&pack);
    assert_true(pack_table_put(hall->store, &pack, NULL, &hall->err));
    pack_finish(&pack);
    hall->cast.topic = (struct vote_topic){.lecture = "L1",
                                           .deck = "anquan",
                                           .words = "先做什么？\n拽出来\n按急停",
                                           .choices = 2,
                                           .answer = 2,
                                           .privacy = VOTE_NAMED,
                                           .source = 6};
    *state = hall;
    return 0;
}

static int tear_down(void **state)
{
    struct hall *hall = *state;
    assert_true(derived_check(hall->store, &hall->err));
    int64_t rows, bad;
    assert_true(log_check(hall->store, &rows, &bad, &hall->err));
    check_in_finish(&hall->state);
    store_close(hall->store);
    folder_remove(hall->folder);
    free(hall);
    return 0;
}

/* choice 0 = the badge alone. */
static enum vote_result scan(struct hall *hall, const char *badge, int choice)
{
    struct check_in_request request = {.raw = badge,
                                       .method = METHOD_READER,
                                       .at_ms = clock_wall_ms(&hall->clock),
                                       .pinned_lecture = "",
                                       .vote = choice > 0 ? &hall->cast : NULL};
    hall->cast.choice = choice;
    assert_true(check_in_run(&hall->state, hall->store, &hall->clock, &request, &hall->out, &hall->err));
    clock_advance(&hall->clock, 200);
    return hall->out.vote;
}

static void assert_votes(struct hall *hall, int first, int second)
{
    struct vote_count count;
    assert_true(vote_table_count(hall->store, &hall->cast.topic, &count, &hall->err));
    assert_int_equal(count.votes[0], first);
    assert_int_equal(count.votes[1], second);
    assert_int_equal(count.total, first + second);
}

static int64_t number_of(struct hall *hall, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_prepare_v2(hall->store->db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int64_t number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return number;
}

static void a_badge_signs_in_and_votes_in_one(void **state)
{
    struct hall *hall = *state;
    assert_int_equal(scan(hall, "1001", 2), VOTE_COUNTED);
    assert_int_equal(hall->out.kind, OUTCOME_SIGNED_IN);
    assert_int_equal(hall->out.vote_source, 6);
    assert_int_equal(hall->out.votes.votes[1], 1);
    assert_int_equal(hall->out.votes.total, 1);
    assert_int_equal(number_of(hall, "SELECT count(*) FROM log WHERE kind = 'sign_in'"), 1);
    /* within the 3 s of a repeat: the voice is news all the same */
    assert_int_equal(scan(hall, "1002", 0), VOTE_NONE);
    assert_int_equal(scan(hall, "1002", 1), VOTE_COUNTED);
    assert_int_equal(hall->out.kind, OUTCOME_ALREADY);
    assert_int_equal(number_of(hall, "SELECT count(*) FROM log"), 2);
    assert_votes(hall, 1, 1);
    /* a reader that reads twice says the same again and counts nothing */
    assert_int_equal(scan(hall, "1002", 0), VOTE_COUNTED);
    assert_true(hall->out.repeat);
    assert_votes(hall, 1, 1);
}

/* From 10:00 on the next lecture is open, too: a badge alone goes on to it, a voice does not. */
static void a_voice_signs_nobody_in_to_what_comes_next(void **state)
{
    struct hall *hall = *state;
    assert_int_equal(scan(hall, "1001", 0), VOTE_NONE);
    clock_advance(&hall->clock, 60 * MINUTE_MS);
    assert_int_equal(scan(hall, "1001", 2), VOTE_COUNTED);
    assert_int_equal(hall->out.kind, OUTCOME_ALREADY);
    assert_string_equal(hall->out.lecture_id, "L1");
    assert_int_equal(number_of(hall, "SELECT count(*) FROM log"), 1);
    clock_advance(&hall->clock, MINUTE_MS);
    assert_int_equal(scan(hall, "1001", 0), VOTE_NONE);
    assert_string_equal(hall->out.lecture_id, "L2");
}

static void a_person_has_one_voice_whatever_badge(void **state)
{
    struct hall *hall = *state;
    assert_int_equal(scan(hall, "1003", 1), VOTE_COUNTED);
    assert_int_equal(scan(hall, "0001003", 1), VOTE_BEFORE);
    assert_votes(hall, 1, 0);
    assert_int_equal(scan(hall, "0001003", 2), VOTE_CHANGED);
    assert_votes(hall, 0, 1);
    assert_int_equal(number_of(hall, "SELECT choice FROM voter"), 2);
}

/* A badge that stays on the reader takes no choice that the next one made. */
static void a_badge_that_is_read_again_votes_once(void **state)
{
    struct hall *hall = *state;
    assert_int_equal(scan(hall, "1001", 1), VOTE_COUNTED);
    assert_int_equal(scan(hall, "1001", 2), VOTE_COUNTED);
    assert_true(hall->out.repeat);
    assert_votes(hall, 1, 0);
    hall->cast.topic.source++; /* another question */
    snprintf(hall->cast.topic.words, sizeof hall->cast.topic.words, "谁来说？\n班长\n组长");
    assert_int_equal(scan(hall, "1001", 2), VOTE_COUNTED);
    assert_false(hall->out.repeat);
    assert_votes(hall, 0, 1);
    clock_advance(&hall->clock, 3 * SECOND_MS);
    assert_int_equal(scan(hall, "1001", 1), VOTE_CHANGED);
    assert_votes(hall, 1, 0);
}

static void nobody_votes_with_a_badge_that_is_nobodys(void **state)
{
    struct hall *hall = *state;
    assert_int_equal(scan(hall, "9999", 1), VOTE_NOBODY);
    assert_int_equal(hall->out.kind, OUTCOME_UNKNOWN);
    assert_int_equal(number_of(hall, "SELECT count(*) FROM log WHERE kind = 'unknown'"), 1);
    assert_votes(hall, 0, 0);
}

static void a_secret_voice_is_kept_by_nobody(void **state)
{
    struct hall *hall = *state;
    hall->cast.topic.privacy = VOTE_SECRET;
    hall->cast.topic.answer = 0;
    assert_int_equal(scan(hall, "1001", 1), VOTE_COUNTED);
    assert_int_equal(scan(hall, "1002", 2), VOTE_COUNTED);
    assert_int_equal(scan(hall, "1001", 2), VOTE_BEFORE);
    assert_votes(hall, 1, 1);
    assert_int_equal(number_of(hall, "SELECT count(*) FROM voter WHERE choice IS NULL"), 2);
    assert_int_equal(number_of(hall, "SELECT count(*) FROM voter WHERE choice IS NOT NULL"), 0);
    assert_int_equal(number_of(hall, "SELECT count(*) FROM log WHERE kind NOT IN ('sign_in')"), 0);
}

static void without_badges_every_touch_counts(void **state)
{
    struct hall *hall = *state;
    hall->cast.topic.privacy = VOTE_OPEN;
    hall->cast.choice = 2;
    assert_true(votes_cast(hall->store, &hall->cast, &hall->err));
    assert_true(votes_cast(hall->store, &hall->cast, &hall->err));
    assert_votes(hall, 0, 2);
    assert_int_equal(number_of(hall, "SELECT count(*) FROM voter"), 0);
}

struct seen {
    int topics, answer;
    char words[128];
    int voters, choice;
};

static bool see_topic(void *context, const struct vote_line *line, struct err *err)
{
    struct seen *seen = context;
    (void)err;
    seen->topics++;
    seen->answer = line->answer;
    snprintf(seen->words, sizeof seen->words, "%s", line->words);
    return true;
}

static bool see_answer(void *context, const struct vote_answer *answer, struct err *err)
{
    struct seen *seen = context;
    (void)err;
    seen->voters++;
    seen->choice = answer->choice;
    return true;
}

static void votes_outlive_a_mended_answer_but_not_other_words(void **state)
{
    struct hall *hall = *state;
    struct seen seen = {0};
    scan(hall, "1001", 2);
    hall->cast.topic.answer = 1; /* the deck was mended */
    scan(hall, "1002", 2);
    assert_votes(hall, 0, 2);
    assert_true(vote_table_each(hall->store, "L1", see_topic, &seen, &hall->err));
    assert_int_equal(seen.topics, 1);
    assert_int_equal(seen.answer, 1);
    assert_string_equal(seen.words, hall->cast.topic.words);
    assert_true(vote_table_each_answer(hall->store, "L1", see_answer, &seen, &hall->err));
    assert_int_equal(seen.voters, 2);
    assert_int_equal(seen.choice, 2);
    struct vote_topic first = hall->cast.topic;
    snprintf(hall->cast.topic.words, sizeof hall->cast.topic.words, "先做什么？\n拽出来\n按急停、断电");
    assert_votes(hall, 0, 0);
    scan(hall, "1003", 1);
    assert_true(vote_table_each(hall->store, NULL, see_topic, &seen, &hall->err));
    assert_int_equal(seen.topics, 3);
    assert_true(votes_clear(hall->store, &first, &hall->err));
    assert_votes(hall, 1, 0);
    hall->cast.topic = first;
    assert_votes(hall, 0, 0);
    assert_int_equal(number_of(hall, "SELECT count(*) FROM voter"), 1);
}

/* Votes that were named are not taken for secret ones, nor those of one lecture for another's. */
static void each_way_and_each_lecture_counts_for_itself(void **state)
{
    struct hall *hall = *state;
    struct seen seen = {0};
    scan(hall, "1001", 2);
    hall->cast.topic.privacy = VOTE_SECRET;
    assert_votes(hall, 0, 0);
    clock_advance(&hall->clock, 3 * SECOND_MS);
    assert_int_equal(scan(hall, "1001", 1), VOTE_COUNTED);
    assert_votes(hall, 1, 0);
    snprintf(hall->cast.topic.lecture, sizeof hall->cast.topic.lecture, "L2");
    assert_votes(hall, 0, 0);
    clock_advance(&hall->clock, 3 * SECOND_MS);
    assert_int_equal(scan(hall, "1001", 1), VOTE_COUNTED);
    assert_true(vote_table_each(hall->store, "L2", see_topic, &seen, &hall->err));
    assert_int_equal(seen.topics, 1);
}

/* Who is sent away from the hall has no say in it. */
static void who_is_refused_has_no_voice(void **state)
{
    struct hall *hall = *state;
    struct pack pack;
    pack_make(&pack);
    pack.event.walk_in = WALK_IN_REFUSE;
    assert_true(pack_table_put(hall->store, &pack, NULL, &hall->err));
    pack_finish(&pack);
    assert_int_equal(scan(hall, "W006", 1), VOTE_NOBODY);
    assert_int_equal(hall->out.kind, OUTCOME_REFUSED);
    assert_votes(hall, 0, 0);
}

/* The voice stands or falls with the row of the log. */
static void a_voice_that_cannot_be_kept_leaves_nothing(void **state)
{
    struct hall *hall = *state;
    struct check_in_request request = {.raw = "1001",
                                       .method = METHOD_READER,
                                       .at_ms = clock_wall_ms(&hall->clock),
                                       .pinned_lecture = "",
                                       .vote = &hall->cast};
    hall->cast.choice = 1;
    assert_true(db_exec(hall->store,
                        "CREATE TRIGGER full BEFORE INSERT ON voter BEGIN SELECT RAISE(ABORT, 'full'); END",
                        &hall->err));
    assert_false(check_in_run(&hall->state, hall->store, &hall->clock, &request, &hall->out, &hall->err));
    assert_int_equal(hall->out.kind, OUTCOME_NOT_SAVED);
    assert_int_equal(number_of(hall, "SELECT count(*) FROM log"), 0);
    assert_int_equal(number_of(hall, "SELECT count(*) FROM vote_topic"), 0);
    assert_true(db_exec(hall->store, "DROP TRIGGER full", &hall->err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_badge_signs_in_and_votes_in_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_voice_signs_nobody_in_to_what_comes_next, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_person_has_one_voice_whatever_badge, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_badge_that_is_read_again_votes_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nobody_votes_with_a_badge_that_is_nobodys, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_secret_voice_is_kept_by_nobody, set_up, tear_down),
        cmocka_unit_test_setup_teardown(without_badges_every_touch_counts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(votes_outlive_a_mended_answer_but_not_other_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(each_way_and_each_lecture_counts_for_itself, set_up, tear_down),
        cmocka_unit_test_setup_teardown(who_is_refused_has_no_voice, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_voice_that_cannot_be_kept_leaves_nothing, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
