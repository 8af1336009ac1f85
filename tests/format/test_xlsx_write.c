/* Workbooks that go out: what Excel would want to repair. */
#include "format/xlsx_write.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/files.h"
#include "base/utf8.h"
#include "format/archive.h"

static bool collect(void *context, const char *bytes, size_t len)
{
    buf_append(context, bytes, len);
    return len > 0;
}

/* The foot of a page, as a sheet of that title has it, into out. */
static void foot_of(const char *title, char out[1024])
{
    static const struct xlsx_column column = {.title = "姓名", .kind = XLSX_TEXT, .width = 10};
    char path[] = "/tmp/lectern-xlsx-XXXXXX";
    struct err err = {0};
    struct xlsx_writer *book = NULL;
    struct arena arena = {0};
    struct archive archive = {0};
    struct buf file = {0}, sheet = {0};
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    assert_true(xlsx_write_create(&book, path, "/tmp", title, &err));
    struct xlsx_out *table = xlsx_write_add_sheet(book, "表", title, &column, 1, &err);
    assert_non_null(table);
    xlsx_write_text(table, "=1+1");
    assert_true(xlsx_write_end_row(table, &err));
    assert_true(xlsx_write_close(book, &err));
    assert_true(files_read(path, 1024 * 1024, &file, &err));
    unlink(path);
    assert_true(archive_open(&archive, buf_text(&file), file.len, &arena, &err));
    const struct archive_part *part = archive_find(&archive, "xl/worksheets/sheet1.xml");
    assert_non_null(part);
    assert_true(archive_read(&archive, part, collect, &sheet, &err));
    assert_true(utf8_valid(buf_text(&sheet), sheet.len));
    assert_null(strstr(buf_text(&sheet), "<f>"));
    const char *from = strstr(buf_text(&sheet), "<oddFooter>"),
               *end = strstr(buf_text(&sheet), "</oddFooter>");
    assert_non_null(from);
    assert_non_null(end);
    snprintf(out, 1024, "%.*s", (int)(end - from) - 11, from + 11);
    archive_close(&archive);
    arena_finish(&arena);
    buf_finish(&file);
    buf_finish(&sheet);
}

static void foot_names_the_event(void **state)
{
    (void)state;
    char foot[1024];
    foot_of("安全&环保", foot);
    assert_string_equal(foot, "&amp;L安全&amp;&amp;环保&amp;R&amp;P / &amp;N");
}

/* Whatever its length in bytes, no character is cut in two and no & is left alone. */
static void foot_is_cut_between_characters(void **state)
{
    (void)state;
    char title[700] = "", foot[1024];
    for (int lead = 0; lead < 4; lead++) {
        memset(title, 'a', (size_t)lead);
        title[lead] = '\0';
        for (int i = 0; i < 90; i++) {
            strncat(title, i % 3 == 2 ? "&" : "讲", sizeof title - strlen(title) - 1);
        }
        foot_of(title, foot);
        size_t ands = 0;
        for (const char *at = foot; (at = strstr(at, "&amp;")); at += 5) {
            ands++;
        }
        assert_int_equal(ands % 2, 0); /* doubled ones, and those of L, R, P and N */
        assert_non_null(strstr(foot, "&amp;R&amp;P"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(foot_names_the_event),
        cmocka_unit_test(foot_is_cut_between_characters),
    };
    return cmocka_run_group_tests_name("xlsx_write", tests, NULL, NULL);
}
