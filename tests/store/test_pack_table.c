/* Imports: generations, counts of changes, people who leave, leftovers of imports that died. */
#include "store/pack_table.h"

#include "store/db.h"
#include "store/lectures.h"
#include "store/log.h"
#include "store/meaning.h"
#include "store/pack_digest.h"
#include "store/pack_put.h"
#include "store/people.h"
#include "support/event_pack.h"

struct place {
    char folder[64], path[128];
    struct store *store;
    struct pack pack;
    int kept;
    struct arena arena;
    struct err err;
};

static int set_up(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    assert_non_null(place);
    folder_make(place->folder);
    snprintf(place->path, sizeof place->path, "%s/store.db", place->folder);
    assert_true(store_open(&place->store, place->path, STORE_WRITE, &place->err));
    pack_make(&place->pack);
    *state = place;
    return 0;
}

static int tear_down(void **state)
{
    struct place *place = *state;
    store_close(place->store);
    pack_finish(&place->pack);
    arena_finish(&place->arena);
    folder_remove(place->folder);
    free(place);
    return 0;
}

static void put(struct place *place)
{
    if (!pack_table_put(place->store, &place->pack, &place->kept, &place->err)) {
        fail_msg("%s", place->err.text);
    }
}

static int64_t number(struct store *store, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int64_t value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

/* No rows but those of the active import and of the one before it. */
static void assert_two_generations(struct place *place)
{
    static const char *const tables[] = {"event", "lecture", "person", "worker", "badge", "file"};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        char sql[160];
        snprintf(sql, sizeof sql,
                 "SELECT count(*) FROM %s WHERE generation NOT IN (SELECT generation FROM meta UNION"
                 " SELECT previous FROM meta)",
                 tables[i]);
        assert_int_equal(number(place->store, sql), 0);
    }
    assert_int_equal(number(place->store, "SELECT count(*) FROM event WHERE generation = (SELECT generation"
                                          " FROM meta)"),
                     1);
}

static bool by_badge(struct place *place, const char *badge, struct people_entry *out)
{
    int64_t generation;
    bool found;
    assert_true(store_generation(place->store, &generation, &place->err));
    assert_true(people_by_badge(place->store, generation, badge, &place->arena, out, &found, &place->err));
    return found;
}

/* What signing in does to a person: the first record makes the token. */
static void make_token(struct place *place, const char *code, unsigned char token[TOKEN_BYTES])
{
    assert_true(store_begin(place->store, &place->err));
    assert_true(meaning_make(place->store, MEANING_PERSON, code, token, &place->err));
    assert_true(store_commit(place->store, &place->err));
}

static void test_first_import(void **state)
{
    struct place *place = *state;
    struct people_entry who;
    struct event event;
    struct programme programme;
    struct lectures_notes notes;
    int64_t generation;
    assert_true(store_generation(place->store, &generation, &place->err));
    assert_int_equal(generation, 0);
    put(place);
    assert_true(store_generation(place->store, &generation, &place->err));
    assert_true(
        lectures_load(place->store, generation, &place->arena, &event, &programme, &notes, &place->err));
    assert_string_equal(event.title, "学习活动");
    assert_string_equal(notes.keypad_letters, "W");
    assert_non_null(strstr(notes.characters, "欧"));
    assert_int_equal(programme.count, 3);
    assert_int_equal(programme_find(&programme, "L1")->expected, 3);
    assert_int_equal(programme_find(&programme, "L2")->expected, 6);
    assert_int_equal(programme_find(&programme, "L3")->expected, 2);
    assert_string_equal(programme_find(&programme, "L1")->audience.items[0], "机电车间");
    assert_int_equal(programme_find(&programme, "L2")->audience.count, 0);
    assert_true(by_badge(place, "0001003", &who));
    assert_string_equal(who.person.name, "欧阳小红");
    assert_int_equal(who.person.badges.count, 2);
    assert_false(by_badge(place, "W001", &who));
    assert_two_generations(place);
}

static void test_files(void **state)
{
    struct place *place = *state;
    unsigned char *data = NULL;
    size_t size;
    struct text_list names;
    put(place);
    assert_true(pack_table_file(place->store, "talks/demo.md", &data, &size, &place->err));
    assert_int_equal(size, 17);
    assert_memory_equal(data, place->pack.files[1].data, size);
    free(data);
    assert_false(pack_table_file(place->store, "talks/none.md", &data, &size, &place->err));
    assert_int_equal(place->err.code, ERR_NOT_FOUND);
    assert_true(pack_table_file_head(place->store, "talks/demo.md", 5, &data, &size, &place->err));
    assert_int_equal(size, 5);
    assert_memory_equal(data, place->pack.files[1].data, size);
    free(data);
    assert_true(pack_table_file_head(place->store, "talks/demo.md", 500, &data, &size, &place->err));
    assert_int_equal(size, 17);
    free(data);
    assert_false(pack_table_file_head(place->store, "talks/none.md", 5, &data, &size, &place->err));
    assert_int_equal(place->err.code, ERR_NOT_FOUND);
    assert_true(pack_table_names(place->store, "talks/", &place->arena, &names, &place->err));
    assert_int_equal(names.count, 1);
    assert_string_equal(names.items[0], "talks/demo.md");
}

static void test_people_with_records_stay(void **state)
{
    struct place *place = *state;
    unsigned char before[TOKEN_BYTES], after[TOKEN_BYTES];
    struct people_entry who;
    bool found;
    put(place);
    make_token(place, "W001", before);
    struct person first = place->pack.people[0];
    place->pack.people[0] = place->pack.people[5]; /* W001 and the old place of W006 go */
    place->pack.people_count = 5;
    put(place);
    assert_int_equal(place->kept, 1);
    assert_true(by_badge(place, "1001", &who));
    assert_true(who.removed);
    put(place); /* still away: carried on, not counted again */
    assert_int_equal(place->kept, 0);
    assert_true(by_badge(place, "1001", &who));
    /* the badge goes to somebody else */
    place->pack.people[0].badges = list_of(&place->arena, "1001");
    put(place);
    assert_true(by_badge(place, "1001", &who));
    assert_string_equal(who.person.name, "周游");
    /* and back */
    place->pack.people[5] = first;
    place->pack.people[5].badges.count = 0;
    place->pack.people_count = 6;
    put(place);
    assert_true(meaning_find(place->store, MEANING_PERSON, "W001", after, &found, &place->err));
    assert_true(found);
    assert_memory_equal(before, after, sizeof before);
}

/* By the hand of the store thread: all rows, then whatever is committed meanwhile, then the switch. */
static void put_around(struct place *place, void (*meanwhile)(struct place *place))
{
    struct pack_digest digest;
    struct pack_put *put;
    assert_true(pack_digest_init(&digest, &place->pack, &place->err));
    assert_true(pack_put_begin(&put, place->store, &place->pack, &digest, PACK_PUT_SHARED, &place->err));
    int64_t total, last = -1;
    for (bool more = true; more;) {
        assert_true(pack_put_rows(put, &total) > last);
        last = pack_put_rows(put, &total);
        assert_true(last <= total);
        assert_true(pack_put_step(put, &more, &place->err));
    }
    meanwhile(place);
    assert_true(store_begin(place->store, &place->err));
    assert_true(pack_put_activate(put, &place->kept, &place->err));
    assert_true(store_commit(place->store, &place->err));
    pack_put_destroy(put);
    pack_digest_finish(&digest);
}

static void sign_in_w001(struct place *place)
{
    unsigned char person[TOKEN_BYTES];
    struct log_row row = {.kind = "sign_in",
                          .lecture = "L1",
                          .person = person,
                          .badge = person,
                          .method = "reader",
                          .status = "on_time",
                          .at_ms = day_at(8, 50),
                          .boot_id = (const unsigned char *)"0123456789abcdef"};
    assert_true(store_begin(place->store, &place->err));
    assert_true(meaning_make(place->store, MEANING_PERSON, "W001", person, &place->err));
    assert_true(log_append(place->store, &row, &place->err));
    assert_true(store_commit(place->store, &place->err));
}

static void test_who_signs_in_during_an_import_stays(void **state)
{
    struct place *place = *state;
    struct people_entry who;
    put(place);
    place->pack.people[0] = place->pack.people[5];
    place->pack.people_count = 5;
    put_around(place, sign_in_w001);
    assert_int_equal(place->kept, 1);
    assert_true(by_badge(place, "1001", &who));
    assert_true(who.removed);
    put_around(place, sign_in_w001); /* kept before, and seen twice: not counted, and there once */
    assert_int_equal(place->kept, 0);
    assert_true(by_badge(place, "1001", &who));
    assert_int_equal(
        number(place->store, "SELECT count(*) FROM worker JOIN meta USING (generation) WHERE code = 'W001'"),
        1);
}

static bool undo(struct place *place)
{
    bool done = store_begin(place->store, &place->err) && pack_table_undo(place->store, &place->err);
    if (!done) {
        store_rollback(place->store);
        return false;
    }
    return store_commit(place->store, &place->err);
}

static void assert_title(struct place *place, const char *title)
{
    int64_t generation;
    struct event event;
    assert_true(store_generation(place->store, &generation, &place->err));
    assert_true(lectures_load_event(place->store, generation, &place->arena, &event, NULL, &place->err));
    assert_string_equal(event.title, title);
}

static void test_undo_goes_back_and_forth(void **state)
{
    struct place *place = *state;
    struct people_entry who;
    bool can = true;
    assert_false(undo(place));
    assert_int_equal(place->err.code, ERR_NOT_FOUND);
    put(place);
    assert_true(pack_table_can_undo(place->store, &can, &place->err));
    assert_false(can);
    place->pack.event.title = "第二次";
    place->pack.people_count = 5;
    put(place);
    assert_true(pack_table_can_undo(place->store, &can, &place->err));
    assert_true(can);
    assert_true(undo(place));
    assert_title(place, "学习活动");
    assert_true(by_badge(place, "0001003", &who));
    assert_true(undo(place));
    assert_title(place, "第二次");
    place->pack.event.title = "第三次";
    put(place);
    assert_two_generations(place);
    assert_true(undo(place));
    assert_title(place, "第二次");
}

/* Somebody whom only the second roster knows signs in, then the second import is taken back. */
static void test_undo_keeps_who_signed_in_since(void **state)
{
    struct place *place = *state;
    struct people_entry who;
    unsigned char token[TOKEN_BYTES];
    place->pack.people_count = 4;
    put(place);
    place->pack.people_count = 5;
    put(place);
    const char *badge = place->pack.people[4].badges.items[0];
    assert_true(by_badge(place, badge, &who));
    make_token(place, who.code, token);
    assert_true(undo(place));
    assert_true(by_badge(place, badge, &who));
    assert_true(who.removed);
    assert_true(undo(place));
    assert_true(by_badge(place, badge, &who));
    assert_false(who.removed);
}

static void test_bad_packs_change_nothing(void **state)
{
    struct place *place = *state;
    struct people_entry who;
    put(place);
    place->pack.people[4].badges = list_of(&place->arena, "1001");
    assert_false(pack_table_put(place->store, &place->pack, &place->kept, &place->err));
    assert_int_equal(place->err.code, ERR_INPUT);
    assert_non_null(strstr(place->err.text, "1001"));
    place->pack.people[4].badges.count = 0;
    place->pack.people[4].worker_no = "w001"; /* the same number as a keypad has it */
    assert_false(pack_table_put(place->store, &place->pack, &place->kept, &place->err));
    assert_int_equal(place->err.code, ERR_INPUT);
    assert_true(by_badge(place, "1005", &who));
    assert_two_generations(place);
}

/* Fails the import at every size the file may have, until it fits: the old event stands whole each time. */
static void test_full_disk_at_every_size(void **state)
{
    struct place *place = *state;
    struct people_entry who;
    unsigned char blob[20000] = {1};
    int failed = 0;
    put(place);
    place->pack.people[0].name = "新名字";
    place->pack.files[1].data = blob;
    place->pack.files[1].size = sizeof blob;
    for (int64_t pages = number(place->store, "PRAGMA page_count");; pages++) {
        char limit[64];
        snprintf(limit, sizeof limit, "PRAGMA max_page_count = %lld", (long long)pages);
        assert_int_equal(sqlite3_exec(place->store->db, limit, NULL, NULL, NULL), SQLITE_OK);
        if (pack_table_put(place->store, &place->pack, &place->kept, &place->err)) {
            break;
        }
        failed++;
        assert_int_equal(place->err.code, ERR_STORE);
        assert_true(by_badge(place, "1001", &who));
        assert_string_equal(who.person.name, "李明");
        assert_two_generations(place);
    }
    assert_true(failed > 0);
    assert_true(by_badge(place, "1001", &who));
    assert_string_equal(who.person.name, "新名字");
}

static void test_leftovers_go_at_the_next_opening(void **state)
{
    struct place *place = *state;
    put(place);
    assert_int_equal(
        sqlite3_exec(
            place->store->db,
            "INSERT INTO event SELECT 77, title, organiser, report_mail, report_phone, zone,"
            " opens_before_min, late_after_min, walk_in, keypad_letters, characters, full FROM event;"
            "INSERT INTO person SELECT id + (76 << 32), 77, code, worker_no, name, unit, team, role, badges,"
            " extra, removed, initials FROM person;"
            "INSERT INTO badge SELECT 77, badge, person FROM badge;"
            "INSERT INTO file SELECT 77, name, data FROM file;",
            NULL, NULL, NULL),
        SQLITE_OK);
    store_close(place->store);
    assert_true(store_open(&place->store, place->path, STORE_WRITE, &place->err));
    assert_two_generations(place);
    assert_int_equal(number(place->store, "SELECT count(*) FROM person"), 6);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_first_import),
        TEST(test_files),
        TEST(test_undo_goes_back_and_forth),
        TEST(test_undo_keeps_who_signed_in_since),
        TEST(test_people_with_records_stay),
        TEST(test_who_signs_in_during_an_import_stays),
        TEST(test_bad_packs_change_nothing),
        TEST(test_full_disk_at_every_size),
        TEST(test_leftovers_go_at_the_next_opening),
    };
    return cmocka_run_group_tests_name("pack_table", tests, NULL, NULL);
}
