/* The preview of an import: what would change, in words, before anything does. */
#include "service/preview_load.h"

#include "store/meaning.h"
#include "store/pack_table.h"
#include "store/store.h"
#include "support/event_pack.h"

struct place {
    char folder[64], path[128];
    struct store *store;
    struct pack pack;
    struct preview preview;
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
    preview_finish(&place->preview);
    store_close(place->store);
    pack_finish(&place->pack);
    arena_finish(&place->arena);
    folder_remove(place->folder);
    free(place);
    return 0;
}

static void put(struct place *place)
{
    assert_true(pack_table_put(place->store, &place->pack, NULL, &place->err));
}

static void look(struct place *place)
{
    preview_finish(&place->preview);
    if (!preview_load(&place->preview, place->store, &place->pack, &place->err)) {
        fail_msg("%s", place->err.text);
    }
}

static void assert_changes(const struct place *place, struct pack_changes want)
{
    assert_memory_equal(&place->preview.changes, &want, sizeof want);
}

static const struct preview_line *line_of(const struct place *place, const char *key)
{
    for (size_t i = 0; i < place->preview.line_count; i++) {
        if (strcmp(place->preview.lines[i].key, key) == 0) {
            return &place->preview.lines[i];
        }
    }
    return NULL;
}

static void test_into_an_empty_store_all_is_new(void **state)
{
    struct place *place = *state;
    look(place);
    assert_changes(place, (struct pack_changes){.lectures_added = 3, .people_added = 6, .files_added = 2});
    assert_int_equal(place->preview.line_count, 11);
    assert_string_equal(place->preview.title, "学习活动");
    preview_finish(&place->preview);
    assert_true(preview_load(&place->preview, NULL, &place->pack, &place->err)); /* no store at all */
    assert_int_equal(place->preview.changes.people_added, 6);
}

static void test_the_same_again_changes_nothing(void **state)
{
    struct place *place = *state;
    put(place);
    look(place);
    assert_changes(place, (struct pack_changes){0});
    assert_int_equal(place->preview.line_count, 0);
}

static void test_changes_are_counted_and_told(void **state)
{
    struct place *place = *state;
    put(place);
    place->pack.people[0].team = "三班";
    place->pack.people[1].worker_no = "W100";
    place->pack.people_count = 5;
    place->pack.programme.items[0].venue = "三号厅";
    place->pack.programme.items[1].id = "L9";
    place->pack.files[0].size = 16;
    place->pack.file_count = 1;
    look(place);
    assert_changes(place, (struct pack_changes){.lectures_added = 1,
                                                .lectures_changed = 1,
                                                .lectures_removed = 1,
                                                .people_added = 1,
                                                .people_changed = 1,
                                                .people_removed = 2,
                                                .files_changed = 1,
                                                .files_removed = 1});
    const struct preview_line *line = line_of(place, "W001");
    assert_int_equal(line->change, PREVIEW_CHANGED);
    assert_string_equal(line->name, "李明");
    assert_string_equal(line->detail, "班组：一班 → 三班");
    assert_int_equal(line_of(place, "W002")->change, PREVIEW_REMOVED);
    assert_int_equal(line_of(place, "W100")->change, PREVIEW_ADDED);
    assert_int_equal(place->preview.lines[0].change, PREVIEW_REMOVED); /* what one may regret comes first */
    assert_int_equal(place->preview.lines[place->preview.line_count - 1].change, PREVIEW_ADDED);
    /* nothing was changed by looking */
    int64_t generation;
    assert_true(store_generation(place->store, &generation, &place->err));
    assert_int_equal(generation, 1);
}

static void test_people_with_records_are_said_to_stay(void **state)
{
    struct place *place = *state;
    unsigned char token[TOKEN_BYTES];
    put(place);
    assert_true(store_begin(place->store, &place->err));
    assert_true(meaning_make(place->store, MEANING_PERSON, "W005", token, &place->err));
    assert_true(store_commit(place->store, &place->err));
    place->pack.people_count = 4;
    look(place);
    assert_int_equal(place->preview.changes.people_removed, 2);
    assert_int_equal(place->preview.changes.people_kept, 1);
    assert_int_equal(line_of(place, "W005")->change, PREVIEW_KEPT);
    put(place);
    look(place); /* who was kept is no longer of the roster */
    assert_changes(place, (struct pack_changes){0});
    place->pack.people_count = 5;
    look(place);
    assert_int_equal(place->preview.changes.people_added, 1);
}

static void test_badges_and_other_columns(void **state)
{
    struct place *place = *state;
    put(place);
    place->pack.people[2].badges.count = 1;
    place->pack.people[3].extra = "座位\t3排\n";
    look(place);
    assert_string_equal(line_of(place, "W003")->detail, "工牌号：1003、0001003 → 1003");
    assert_string_equal(line_of(place, "W004")->detail, "其他列有修改");
}

/* Worker numbers that are no badge: upper and lower case, Chinese. */
static void test_odd_worker_numbers(void **state)
{
    struct place *place = *state;
    place->pack.people[0].worker_no = "临-01";
    place->pack.people[1].worker_no = "w002";
    put(place);
    look(place);
    assert_changes(place, (struct pack_changes){0});
    place->pack.people[1].worker_no = "W002";
    look(place);
    assert_string_equal(line_of(place, "W002")->detail, "工号：w002 → W002");
}

static void test_long_lists_are_counted_on(void **state)
{
    enum { PEOPLE = 1000 };
    struct place *place = *state;
    struct person *people = arena_alloc(&place->pack.arena, PEOPLE * sizeof *people);
    assert_non_null(people);
    for (int i = 0; i < PEOPLE; i++) {
        people[i] = place->pack.people[0];
        people[i].badges = (struct text_list){0};
        people[i].worker_no = arena_printf(&place->pack.arena, "N%04d", i);
    }
    place->pack.people = people;
    place->pack.people_count = PEOPLE;
    look(place);
    assert_int_equal(place->preview.changes.people_added, PEOPLE);
    assert_int_equal(place->preview.line_count, 3 + 2 + PREVIEW_LINES_EACH);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_into_an_empty_store_all_is_new), TEST(test_the_same_again_changes_nothing),
        TEST(test_changes_are_counted_and_told),   TEST(test_people_with_records_are_said_to_stay),
        TEST(test_badges_and_other_columns),       TEST(test_odd_worker_numbers),
        TEST(test_long_lists_are_counted_on),
    };
    return cmocka_run_group_tests_name("preview", tests, NULL, NULL);
}
