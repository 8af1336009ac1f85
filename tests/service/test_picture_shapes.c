/* The sizes of a deck's pictures out of the store, without decoding one. */
#include "service/board_load.h"
#include "service/import.h"
#include "service/picture_shapes.h"
#include "store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void assert_size(const struct picture_shapes *shapes, const char *name, int width, int height)
{
    struct block image = {.kind = BLOCK_IMAGE, .image = name};
    int w = 0, h = 0;
    assert_true(shapes->face.size(shapes->face.context, &image, &w, &h));
    assert_int_equal(w, width);
    assert_int_equal(h, height);
}

static void pictures_say_their_size(void **state)
{
    (void)state;
    char folder[] = "/tmp/lectern-XXXXXX", path[64];
    struct store *store = NULL;
    struct pack pack = {0};
    struct faults faults = {0};
    struct pack_changes changes;
    struct err err = {0};
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/store.db", folder);
    assert_true(store_open(&store, path, STORE_WRITE, &err));
    assert_true(import_read(TEST_SOURCE_DIR "/tests/packs/decks", NULL, &pack, &faults, &err));
    assert_true(import_commit(store, NULL, &pack, &changes, &err));

    struct board board = {0};
    struct pictures *pictures = NULL;
    struct pictures_config config = {.store_path = path, .threaded = false};
    struct arena arena = {0};
    struct picture_shapes shapes;
    assert_true(board_load(&board, store, &err));
    assert_true(pictures_create(&pictures, &config, &err));
    for (size_t i = 0; i < board.deck_count; i++) {
        picture_shapes_load(&shapes, pictures, &board.decks[i], &arena);
        if (strcmp(board.decks[i].id, "weihu") == 0) {
            assert_size(&shapes, "talks/biao.png", 48, 48);
            assert_size(&shapes, "talks/ligui.jpg", 600, 900); /* stored lying, with a note to turn it */
            struct block none = {.kind = BLOCK_IMAGE, .image = "talks/none.png"};
            int w, h;
            assert_false(shapes.face.size(shapes.face.context, &none, &w, &h));
        }
    }
    arena_finish(&arena);
    pictures_destroy(pictures);
    board_finish(&board);
    pack_finish(&pack);
    faults_finish(&faults);
    store_close(store);
    char command[128];
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(pictures_say_their_size)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
