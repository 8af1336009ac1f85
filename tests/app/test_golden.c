/* Every frame as text against tests/app/golden/, in both orientations and languages. After a wanted change:
 * LECTERN_UPDATE_GOLDEN=1 build/tests/app_golden, and look at the difference before it is committed. */
#include "support/frames.h"

#include "base/buf.h"
#include "base/files.h"
#include "base/strings.h"

static void dump_all(struct canvas canvas, enum lang lang, struct buf *out)
{
    char *text = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&text, &size);
    assert_non_null(file);
    strings_use(lang);
    struct demo_stage stage;
    demo_stage_open(&stage, "2026-11-22 09:52", canvas, true);
    for (int i = 0; i < FRAME_CASES; i++) {
        frame_show(&stage, &frame_cases[i]);
        fprintf(file, "== %s\n", frame_cases[i].name);
        draw_dump(&stage.list, file);
        demo_stage_advance(&stage, 3000);
        clock_hold_at(&stage.clock, 1795312320000LL); /* 09:52 again */
    }
    demo_stage_close(&stage);
    struct demo_stage empty;
    demo_stage_open(&empty, "2026-11-22 09:52", canvas, false);
    demo_stage_draw(&empty);
    fprintf(file, "== home-empty\n");
    draw_dump(&empty.list, file);
    demo_stage_close(&empty);
    fclose(file);
    buf_append(out, text, size);
    free(text);
    strings_use(LANG_ZH);
}

/* Names the first line that differs. */
static void compare(const char *path, const char *got, const char *expected)
{
    int line = 1;
    const char *start = got, *frame = "";
    for (; *got && *got == *expected; got++, expected++) {
        if (*got == '\n') {
            line++;
            start = got + 1;
        }
        if (strncmp(got, "\n== ", 4) == 0) {
            frame = got + 4;
        }
    }
    if (*got != *expected) {
        fail_msg("%s:%d (frame %.*s) now is: %.*s", path, line, (int)strcspn(frame, "\n"), frame,
                 (int)strcspn(start, "\n"), start);
    }
}

static void check(const char *name, struct canvas canvas, enum lang lang)
{
    char path[512];
    struct buf got = {0}, expected = {0};
    struct err err = {0};
    snprintf(path, sizeof path, "%s/tests/app/golden/%s.txt", TEST_SOURCE_DIR, name);
    dump_all(canvas, lang, &got);
    assert_true(buf_ok(&got));
    if (getenv("LECTERN_UPDATE_GOLDEN")) {
        assert_true(files_write_atomic(path, got.data, got.len, &err));
    }
    if (!files_read(path, 64 << 20, &expected, &err)) {
        fail_msg("%s", err.text);
    }
    compare(path, buf_text(&got), buf_text(&expected));
    buf_finish(&got);
    buf_finish(&expected);
}

static const struct canvas landscape = {1920, 1080, false}, portrait = {1080, 1920, true};

static void landscape_zh(void **state)
{
    (void)state;
    check("landscape-zh", landscape, LANG_ZH);
}

static void landscape_en(void **state)
{
    (void)state;
    check("landscape-en", landscape, LANG_EN);
}

static void portrait_zh(void **state)
{
    (void)state;
    check("portrait-zh", portrait, LANG_ZH);
}

static void portrait_en(void **state)
{
    (void)state;
    check("portrait-en", portrait, LANG_EN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(landscape_zh),
        cmocka_unit_test(landscape_en),
        cmocka_unit_test(portrait_zh),
        cmocka_unit_test(portrait_en),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
