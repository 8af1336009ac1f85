/* Talks that are folders of page pictures. */
#include "support/pack_tables.h"

struct pages_test {
    struct fixture f;
    struct buf picture;
};

static void begin(struct pages_test *t)
{
    *t = (struct pages_test){0};
    assert_true(files_read(TEST_SOURCE_DIR "/assets/demo/talks/tingji.png", 1 << 20, &t->picture, NULL));
    start(&t->f);
}

static void end(struct pages_test *t)
{
    finish(&t->f);
    buf_finish(&t->picture);
}

static void make_talk_folder(struct pages_test *t, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", t->f.folder, name);
    assert_int_equal(mkdir(path, 0700), 0);
}

static void put_page(struct pages_test *t, const char *name)
{
    put_bytes(&t->f, name, t->picture.data, t->picture.len);
}

static const struct pack_file *file_of(const struct pages_test *t, const char *name)
{
    for (size_t i = 0; i < t->f.pack.file_count; i++) {
        if (strcmp(t->f.pack.files[i].name, name) == 0) {
            return &t->f.pack.files[i];
        }
    }
    return NULL;
}

static void pages_come_in_the_order_of_their_numbers(void **state)
{
    (void)state;
    struct pages_test t;
    begin(&t);
    make_talk_folder(&t, "talks/安全 100%");
    put_page(&t, "talks/安全 100%/幻灯片10.PNG");
    put_page(&t, "talks/安全 100%/幻灯片2.PNG");
    put_page(&t, "talks/安全 100%/幻灯片1.PNG");
    put(&t.f, "talks/安全 100%/Thumbs.db", "no picture");
    read_with(&t.f, NULL);
    assert_true(t.f.right);
    const struct pack_file *talk = file_of(&t, "talks/安全 100%.md");
    assert_non_null(talk);
    const char *text = (const char *)talk->data;
    const char *first = strstr(text, "幻灯片1.PNG"), *second = strstr(text, "幻灯片2.PNG"),
               *third = strstr(text, "幻灯片10.PNG");
    assert_true(first && second && third && first < second && second < third);
    assert_non_null(file_of(&t, "talks/安全 100%/幻灯片10.PNG"));
    assert_null(file_of(&t, "talks/安全 100%/Thumbs.db"));
    end(&t);
}

static void a_folder_of_photographs_is_no_talk(void **state)
{
    (void)state;
    struct pages_test t;
    begin(&t);
    make_talk_folder(&t, "talks/photos");
    put_page(&t, "talks/photos/IMG_2034.png");
    put_page(&t, "talks/photos/plan.png");
    make_talk_folder(&t, "talks/empty");
    read_with(&t.f, NULL);
    assert_true(t.f.right);
    assert_int_equal(t.f.pack.file_count, 0);
    end(&t);
}

static void pictures_of_a_written_talk_are_not_another(void **state)
{
    (void)state;
    struct pages_test t;
    begin(&t);
    make_talk_folder(&t, "talks/a");
    put(&t.f, "talks/a.md", "# written\n\n![one](a/1.png)\n");
    put_page(&t, "talks/a/1.png");
    put_page(&t, "talks/a/2.png");
    read_with(&t.f, NULL);
    assert_true(t.f.right);
    assert_int_equal(t.f.pack.file_count, 2);
    assert_memory_equal(file_of(&t, "talks/a.md")->data, "# written", 9);
    end(&t);
}

static void a_page_that_is_no_picture_is_named(void **state)
{
    (void)state;
    struct pages_test t;
    begin(&t);
    make_talk_folder(&t, "talks/b");
    put_page(&t, "talks/b/01.png");
    put(&t.f, "talks/b/02.png", "this is no picture");
    read_with(&t.f, NULL);
    assert_false(t.f.right);
    assert_int_equal(t.f.faults.errors, 1);
    assert_non_null(strstr(t.f.faults.items[0].message, "b/02.png"));
    end(&t);
}

/* Two empty pages; readers rebuild the table of places that it lacks. */
static const char pdf[] =
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 160 90]>>endobj\n"
    "4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 160 90]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

static void a_pdf_becomes_pages(void **state)
{
    (void)state;
    struct pages_test t;
    begin(&t);
    put(&t.f, "talks/safety.pdf", pdf);
    put(&t.f, "talks/both.md", "# written\n");
    put(&t.f, "talks/both.pdf", pdf);
    read_with(&t.f, NULL);
    assert_true(t.f.right);
    assert_int_equal(t.f.pack.file_count, 4);
    assert_non_null(file_of(&t, "talks/safety/page-2.png"));
    assert_non_null(strstr((const char *)file_of(&t, "talks/safety.md")->data, "safety/page-1.png"));
    assert_memory_equal(file_of(&t, "talks/both.md")->data, "# written", 9);
    end(&t);
}

static void a_pdf_that_is_none_is_named(void **state)
{
    (void)state;
    struct pages_test t;
    begin(&t);
    put(&t.f, "talks/safety.pdf", "this is no PDF");
    read_with(&t.f, NULL);
    assert_false(t.f.right);
    assert_int_equal(t.f.faults.errors, 1);
    assert_non_null(strstr(t.f.faults.items[0].file, "safety.pdf"));
    end(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(pages_come_in_the_order_of_their_numbers),
                                       cmocka_unit_test(a_folder_of_photographs_is_no_talk),
                                       cmocka_unit_test(pictures_of_a_written_talk_are_not_another),
                                       cmocka_unit_test(a_page_that_is_no_picture_is_named),
                                       cmocka_unit_test(a_pdf_becomes_pages),
                                       cmocka_unit_test(a_pdf_that_is_none_is_named)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
