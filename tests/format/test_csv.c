#include "format/csv.h"
#include "support/table_rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
    struct arena arena;
    struct table table;
    size_t line;
    struct err err;
};

static bool parse(struct fixture *f, const char *data, size_t len)
{
    *f = (struct fixture){0};
    return csv_parse(data, len, &f->arena, &f->table, &f->line, &f->err);
}

#define PARSE(f, literal) parse(f, literal, sizeof(literal) - 1)

static void reads_plain_table(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(PARSE(&f, "工号,姓名\r\n100001, 李大明 \r\n\r\n100002,　赵芳\xC2\xA0\r\n"));
    assert_int_equal(f.table.count, 3);
    assert_row(&f.table, 0, 1, 2, "工号", "姓名");
    assert_row(&f.table, 1, 2, 2, "100001", "李大明");
    assert_row(&f.table, 2, 4, 2, "100002", "赵芳"); /* the empty line counts */
    arena_finish(&f.arena);
}

static void leaves_out_rows_of_empty_cells(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(PARSE(&f, "a,b\n,,\n ,\t\nc,\n"));
    assert_int_equal(f.table.count, 2);
    assert_row(&f.table, 1, 4, 2, "c", "");
    arena_finish(&f.arena);
}

static void knows_every_line_end(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(PARSE(&f, "a,b\rc,d\re,f"));
    assert_int_equal(f.table.count, 3);
    assert_row(&f.table, 2, 3, 2, "e", "f");
    arena_finish(&f.arena);
    assert_true(PARSE(&f, "a,b\nc,d\r\ne,f\rg,h"));
    assert_int_equal(f.table.count, 4);
    assert_row(&f.table, 3, 4, 2, "g", "h");
    arena_finish(&f.arena);
}

static void reads_quotes(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(PARSE(&f, "\"a,\"\"x\"\"\",b\n\"first\r\nsecond\rthird\", \"q\" \nlast,5\"\n"));
    assert_int_equal(f.table.count, 3);
    assert_row(&f.table, 0, 1, 2, "a,\"x\"", "b");
    assert_row(&f.table, 1, 2, 2, "first\r\nsecond\rthird", "q");
    assert_row(&f.table, 2, 5, 2, "last", "5\""); /* three physical lines in the cell before */
    arena_finish(&f.arena);
}

static void names_the_line_of_an_unclosed_quote(void **state)
{
    (void)state;
    struct fixture f;
    assert_false(PARSE(&f, "a,b\nc,d\n\"e,f\ng,h\n"));
    assert_int_equal(f.err.code, ERR_INPUT);
    assert_int_equal(f.line, 3);
    arena_finish(&f.arena);
}

static void finds_the_separator(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(PARSE(&f, "a;b,c;d\n1;2;3\n"));
    assert_row(&f.table, 0, 1, 3, "a", "b,c", "d");
    arena_finish(&f.arena);
    assert_true(PARSE(&f, "a\tb\n1\t2, 3\n"));
    assert_row(&f.table, 1, 2, 2, "1", "2, 3");
    arena_finish(&f.arena);
    assert_true(PARSE(&f, "\";;;;\",a,b\n"));
    assert_row(&f.table, 0, 1, 3, ";;;;", "a", "b");
    arena_finish(&f.arena);
    assert_true(PARSE(&f, "名册\n\na;b\n")); /* a title above the table decides nothing */
    assert_row(&f.table, 1, 3, 2, "a", "b");
    arena_finish(&f.arena);
    assert_true(PARSE(&f, "sep=;\r\na,b;c\r\n"));
    assert_int_equal(f.table.count, 1);
    assert_row(&f.table, 0, 2, 2, "a,b", "c");
    arena_finish(&f.arena);
}

static void reads_every_encoding(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(PARSE(&f, "\xEF\xBB\xBF工号,姓名\n"));
    assert_row(&f.table, 0, 1, 2, "工号", "姓名");
    arena_finish(&f.arena);
    /* GB18030: 工号;姓名 and U+4DAE as four bytes */
    assert_true(PARSE(&f, "\xB9\xA4\xBA\xC5;\xD0\xD5\xC3\xFB\r\n1;\xCD\xF5\xFE\x9F\r\n"));
    assert_row(&f.table, 0, 1, 2, "工号", "姓名");
    assert_row(&f.table, 1, 2, 2, "1", "王䶮");
    arena_finish(&f.arena);
    static const char utf16[] = "\xFF\xFE\xE5\x5D,\0\xF7\x53\n\0001\0,\0002\0";
    assert_true(parse(&f, utf16, sizeof utf16 - 1));
    assert_row(&f.table, 0, 1, 2, "工", "号");
    assert_row(&f.table, 1, 2, 2, "1", "2");
    arena_finish(&f.arena);
}

static void refuses_what_is_no_text(void **state)
{
    (void)state;
    struct fixture f;
    assert_false(PARSE(&f, "a,b\n\0\0\1,c\n"));
    assert_int_equal(f.err.code, ERR_INPUT);
    assert_int_equal(f.line, 0);
    arena_finish(&f.arena);
    assert_false(PARSE(&f, "PK\003\004\0\0xlsx"));
    assert_non_null(strstr(f.err.text, "Excel"));
    arena_finish(&f.arena);
    assert_false(PARSE(&f, "\xEF\xBB\xBF"
                           "a,b\nc,\xFF\n"));
    assert_int_equal(f.line, 2);
    arena_finish(&f.arena);
    assert_false(PARSE(&f, "a,b\nc,\xFF\xFF\n"));
    assert_int_equal(f.line, 2);
    arena_finish(&f.arena);
    static const char odd[] = "\xFF\xFE\xE5\x5D,";
    assert_false(parse(&f, odd, sizeof odd - 1));
    arena_finish(&f.arena);
}

/* One broken byte must not turn a whole UTF-8 roster into gibberish that GB18030 happens to accept. */
static void does_not_take_damaged_utf8_for_gb18030(void **state)
{
    (void)state;
    struct fixture f;
    assert_false(PARSE(&f, "工号,姓名,部门,班组,角色,备注\n一,二,三,四,五,六\n七,\xE4\xB8,九,十,甲,乙\n"));
    assert_int_equal(f.err.code, ERR_INPUT);
    assert_int_equal(f.line, 3);
    arena_finish(&f.arena);
}

static void normalises(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(PARSE(&f, "e\xCC\x81,\xE1\x84\x80\xE1\x85\xA1,Müller,\xEF\xA4\x80\n"));
    assert_row(&f.table, 0, 1, 4, "é", "가", "Müller", "豈");
    arena_finish(&f.arena);
}

static void limits_columns(void **state)
{
    (void)state;
    char wide[3000];
    memset(wide, ',', sizeof wide);
    struct fixture f;
    assert_false(parse(&f, wide, sizeof wide));
    assert_int_equal(f.err.code, ERR_INPUT);
    assert_int_equal(f.line, 1);
    arena_finish(&f.arena);
}

static void takes_the_empty_file(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(PARSE(&f, ""));
    assert_int_equal(f.table.count, 0);
    arena_finish(&f.arena);
    assert_true(PARSE(&f, "\xEF\xBB\xBF\r\n"));
    assert_int_equal(f.table.count, 0);
    arena_finish(&f.arena);
}

static void writes_what_it_reads(void **state)
{
    (void)state;
    static const char *const cells[] = {"plain", "a,b", "say \"x\"", "two\nlines", "", "李大明"};
    struct buf out = {0};
    csv_write_bom(&out);
    for (size_t i = 0; i < 6; i++) {
        csv_write_cell(&out, i == 0, cells[i]);
    }
    csv_end_row(&out);
    assert_true(buf_ok(&out));
    assert_string_equal(out.data, "\xEF\xBB\xBFplain,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",,李大明\r\n");
    struct fixture f;
    assert_true(parse(&f, out.data, out.len));
    for (size_t i = 0; i < 6; i++) {
        assert_string_equal(f.table.rows[0].cells[i], cells[i]);
    }
    arena_finish(&f.arena);
    buf_finish(&out);
}

static void guards_formulas(void **state)
{
    (void)state;
    static const char *const cells[][2] = {
        {"=1+1", "'=1+1"}, {"+86", "'+86"},     {"-1", "'-1"},  {"@a", "'@a"},
        {"\tx", "'\tx"},   {"\rx", "\"'\rx\""}, {"a=b", "a=b"}, {"=\"a\",b", "\"'=\"\"a\"\",b\""},
    };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        struct buf out = {0};
        csv_write_cell(&out, true, cells[i][0]);
        assert_string_equal(buf_text(&out), cells[i][1]);
        buf_finish(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_plain_table),
        cmocka_unit_test(leaves_out_rows_of_empty_cells),
        cmocka_unit_test(knows_every_line_end),
        cmocka_unit_test(reads_quotes),
        cmocka_unit_test(names_the_line_of_an_unclosed_quote),
        cmocka_unit_test(finds_the_separator),
        cmocka_unit_test(reads_every_encoding),
        cmocka_unit_test(refuses_what_is_no_text),
        cmocka_unit_test(does_not_take_damaged_utf8_for_gb18030),
        cmocka_unit_test(normalises),
        cmocka_unit_test(limits_columns),
        cmocka_unit_test(takes_the_empty_file),
        cmocka_unit_test(writes_what_it_reads),
        cmocka_unit_test(guards_formulas),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
