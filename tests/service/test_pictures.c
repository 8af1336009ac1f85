/* Pictures for the screens: no larger than their place, another size standing in, the old let go. */
#include "service/pictures.h"

#include "format/image.h"
#include "service/import.h"
#include "store/store.h"
#include "support/event_pack.h"

struct gallery {
    char folder[64], path[128];
    struct pictures *pictures;
    struct err err;
};

/* The demo's pictures are tingji.png and yinhuan.jpg, both 1600 x 900 or so. */
static int set_up(void **state)
{
    struct gallery *gallery = calloc(1, sizeof *gallery);
    struct store *store = NULL;
    struct pack pack = {0};
    struct faults faults = {0};
    struct pack_changes changes;
    assert_non_null(gallery);
    folder_make(gallery->folder);
    snprintf(gallery->path, sizeof gallery->path, "%s/store.db", gallery->folder);
    assert_true(store_open(&store, gallery->path, STORE_WRITE, &gallery->err));
    assert_true(import_read(TEST_SOURCE_DIR "/assets/demo", NULL, &pack, &faults, &gallery->err));
    assert_true(import_commit(store, NULL, &pack, &changes, &gallery->err));
    pack_finish(&pack);
    faults_finish(&faults);
    store_close(store);
    struct pictures_config config = {.store_path = gallery->path};
    assert_true(pictures_create(&gallery->pictures, &config, &gallery->err));
    pictures_frame(gallery->pictures);
    *state = gallery;
    return 0;
}

static int tear_down(void **state)
{
    struct gallery *gallery = *state;
    pictures_destroy(gallery->pictures);
    folder_remove(gallery->folder);
    free(gallery);
    return 0;
}

static void a_picture_is_no_larger_than_its_place(void **state)
{
    struct gallery *gallery = *state;
    static const char *const names[] = {"talks/tingji.png", "talks/yinhuan.jpg"};
    for (size_t i = 0; i < 2; i++) {
        uint32_t large_serial, small_serial, again;
        const struct image *large = pictures_get(gallery->pictures, names[i], 800, 600, &large_serial);
        assert_non_null(large);
        assert_true(large->width <= 800 && large->height <= 600);
        assert_true(large->width == 800 || large->height == 600);
        const struct image *small = pictures_get(gallery->pictures, names[i], 200, 150, &small_serial);
        assert_non_null(small);
        assert_true(small->width <= 200 && small->height <= 150);
        assert_true(large_serial != small_serial);
        assert_ptr_equal(pictures_get(gallery->pictures, names[i], 801, 599, &again), large);
        assert_int_equal(again, large_serial);
    }
    uint32_t serial;
    assert_null(pictures_get(gallery->pictures, "talks/none.png", 100, 100, &serial));
}

/* As an overview of twelve pages asks for, with nine on each and a page that is shown. */
static void all_that_one_frame_asks_for_is_there(void **state)
{
    struct gallery *gallery = *state;
    uint32_t serial;
    for (int i = 0; i < 12 * 9 + 9; i++) {
        assert_non_null(pictures_get(gallery->pictures, "talks/tingji.png", 40 + 4 * i, 400, &serial));
        assert_true(serial == (uint32_t)i + 1); /* none stands in for another */
    }
}

/* The screen may still draw what the last frame asked for. */
static void what_the_last_frame_showed_stays(void **state)
{
    struct gallery *gallery = *state;
    uint32_t first, serial;
    assert_non_null(pictures_get(gallery->pictures, "talks/tingji.png", 1000, 500, &first));
    pictures_frame(gallery->pictures);
    for (int i = 0; i < 140; i++) {
        pictures_get(gallery->pictures, "talks/tingji.png", 40 + 4 * i, 400, &serial);
    }
    assert_non_null(pictures_get(gallery->pictures, "talks/tingji.png", 1000, 500, &serial));
    assert_int_equal(serial, first);
}

/* Places are counted; what was not on the screen for two frames goes first. */
static void what_is_not_seen_any_more_is_let_go(void **state)
{
    struct gallery *gallery = *state;
    uint32_t first, serial;
    assert_non_null(pictures_get(gallery->pictures, "talks/tingji.png", 1000, 500, &first));
    for (int i = 0; i < 140; i++) {
        pictures_frame(gallery->pictures);
        pictures_frame(gallery->pictures);
        assert_non_null(pictures_get(gallery->pictures, "talks/tingji.png", 40 + 4 * i, 400, &serial));
    }
    assert_non_null(pictures_get(gallery->pictures, "talks/tingji.png", 1000, 500, &serial));
    assert_true(serial != first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_picture_is_no_larger_than_its_place, set_up, tear_down),
        cmocka_unit_test_setup_teardown(all_that_one_frame_asks_for_is_there, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_the_last_frame_showed_stays, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_not_seen_any_more_is_let_go, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
