/* From a roster on a stick to what staff search in. */
#include "service/sheet_load.h"

#include "service/import.h"
#include "store/db.h"
#include "store/store.h"
#include "support/event_pack.h"

struct place {
    char folder[64], path[128];
    struct store *store;
    struct err err;
};

static int set_up(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    struct pack pack;
    struct faults faults;
    struct pack_changes changes;
    assert_non_null(place);
    folder_make(place->folder);
    snprintf(place->path, sizeof place->path, "%s/lectern.db", place->folder);
    assert_true(store_open(&place->store, place->path, STORE_WRITE, &place->err));
    assert_true(import_read(TEST_SOURCE_DIR "/assets/demo", NULL, &pack, &faults, &place->err));
    assert_true(import_commit(place->store, NULL, &pack, &changes, &place->err));
    pack_finish(&pack);
    faults_finish(&faults);
    *state = place;
    return 0;
}

static int tear_down(void **state)
{
    struct place *place = *state;
    store_close(place->store);
    folder_remove(place->folder);
    free(place);
    return 0;
}

/* Every row of the sheet has initials, and 李大明 is found by his. */
static void assert_found(struct place *place)
{
    struct sheet sheet = {0};
    struct sheet_query query = {.text = "LDM"};
    bool found = false;
    assert_true(sheet_load(&sheet, place->store, "20261122-1", &place->err));
    uint32_t *rows = calloc(sheet.row_count, sizeof *rows);
    assert_non_null(rows);
    for (size_t i = 0; i < sheet.row_count; i++) {
        assert_true(*sheet.rows[i].initials);
    }
    size_t count = sheet_select(&sheet, &query, rows);
    assert_true(count > 0 && count < sheet.row_count / 4);
    for (size_t i = 0; i < count; i++) {
        found |= strcmp(sheet.rows[rows[i]].name, "李大明") == 0;
    }
    assert_true(found);
    free(rows);
    sheet_finish(&sheet);
}

static int without_initials(struct place *place)
{
    sqlite3_stmt *statement =
        db_use(place->store, "SELECT count(*) FROM person WHERE initials = ''", &place->err);
    bool row;
    assert_non_null(statement);
    assert_true(db_step(place->store, statement, &row, &place->err));
    int count = sqlite3_column_int(statement, 0);
    db_done(statement);
    return count;
}

static void import_keeps_them(void **state)
{
    struct place *place = *state;
    assert_int_equal(without_initials(place), 0);
    assert_found(place);
}

static void a_store_of_before_is_searched_too(void **state)
{
    struct place *place = *state;
    assert_int_equal(sqlite3_exec(place->store->db, "UPDATE person SET initials = ''", NULL, NULL, NULL),
                     SQLITE_OK);
    assert_found(place);
}

static void what_the_store_says_is_taken(void **state)
{
    struct place *place = *state;
    struct sheet sheet = {0};
    assert_int_equal(sqlite3_exec(place->store->db, "UPDATE person SET initials = 'QQ'", NULL, NULL, NULL),
                     SQLITE_OK);
    assert_true(sheet_load(&sheet, place->store, "20261122-1", &place->err));
    assert_string_equal(sheet.rows[0].initials, "QQ");
    sheet_finish(&sheet);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(import_keeps_them),
        TEST(a_store_of_before_is_searched_too),
        TEST(what_the_store_says_is_taken),
    };
    return cmocka_run_group_tests_name("initials", tests, NULL, NULL);
}
