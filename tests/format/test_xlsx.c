#include "format/xlsx.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/workbook.h"
#include "support/table_rows.h"

struct fixture {
    struct arena arena;
    struct buf bytes;
    struct xlsx book;
    struct table table;
    struct xlsx_place place;
    struct err err;
};

static bool open_book(struct fixture *f)
{
    return xlsx_open(&f->book, buf_text(&f->bytes), f->bytes.len, &f->arena, &f->err);
}

static bool read_bytes(struct fixture *f)
{
    return open_book(f) && xlsx_read(&f->book, 0, 0, &f->table, &f->place, &f->err);
}

static bool read_rows(struct fixture *f, const char *rows)
{
    *f = (struct fixture){0};
    workbook_simple(&f->bytes, "", rows, "", NULL, NULL);
    return read_bytes(f);
}

static void finish(struct fixture *f)
{
    xlsx_close(&f->book);
    arena_finish(&f->arena);
    buf_finish(&f->bytes);
}

/* Refused with a sentence, and nothing is left open. */
static void assert_refused(struct fixture *f, bool read)
{
    assert_false(read);
    assert_int_equal(f->err.code, ERR_INPUT);
    assert_true(f->err.text[0]);
    finish(f);
}

static void reads_every_kind_of_text(void **state)
{
    (void)state;
    struct fixture f = {0};
    workbook_simple(&f.bytes, "",
                    "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>1</v></c></row>"
                    "<row r=\"2\"/>"
                    "<row r=\"4\"><c t=\"inlineStr\"><is><r><t>一</t></r><r><t xml:space=\"preserve\">车间 "
                    "</t></r><rPh><t>x</t></rPh></is></c>"
                    "<c t=\"str\"><f>A1</f><v>ok</v></c><c t=\"b\"><v>1</v></c><c t=\"e\"><v>#N/A</v></c>"
                    "<c s=\"9\"/><c><v>7</v></c></row>",
                    "",
                    "<si><t>工号</t></si><si><r><rPr><b/></rPr><t>姓</t></r><r><t>名_x000A__x005F_x_</t></r>"
                    "<rPh sb=\"0\" eb=\"1\"><t>xingming</t></rPh><phoneticPr/></si>",
                    NULL);
    assert_true(read_bytes(&f));
    assert_int_equal(f.table.count, 2);
    assert_row(&f.table, 0, 1, 3, "工号", "", "姓名\n_x_");
    assert_row(&f.table, 1, 4, 6, "一车间", "ok", "TRUE", "#N/A", "", "7");
    assert_null(f.table.rows[0].kinds);
    assert_int_equal(table_kind(&f.table.rows[1], 0), TABLE_TEXT);
    assert_int_equal(table_kind(&f.table.rows[1], 5), TABLE_NUMBER);
    finish(&f);
}

static void knows_strict_and_prefixed_workbooks(void **state)
{
    (void)state;
    struct fixture f = {0};
    struct workbook book;
    workbook_start(&book);
    workbook_text(&book, "/_rels\\.rels",
                  "<Relationships><Relationship Id=\"r1\" "
                  "Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" "
                  "Target=\"/book.xml\"/></Relationships>");
    workbook_text(&book, "book.xml",
                  "<x:workbook xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:workbookPr "
                  "date1904=\"true\"/><x:sheets><x:sheet name=\"a&amp;b\" sheetId=\"1\" state=\"hidden\" "
                  "r:id=\"q\" xmlns:r=\"y\"/></x:sheets></x:workbook>");
    workbook_text(&book, "_rels/book.xml.rels",
                  "<Relationships><Relationship Id=\"q\" Type=\"z/worksheet\" "
                  "Target=\"s.XML\"/></Relationships>");
    workbook_text(&book, "S.xml",
                  "<x:worksheet xmlns:x=\"q\"><x:sheetData><x:row><x:c "
                  "t=\"d\"><x:v>2026-12-01T09:30:00</x:v></x:c>"
                  "</x:row></x:sheetData></x:worksheet>");
    workbook_finish(&book, &f.bytes);
    assert_true(read_bytes(&f));
    assert_string_equal(f.book.tabs[0].name, "a&b");
    assert_true(f.book.tabs[0].hidden);
    assert_true(f.book.from_1904);
    assert_row(&f.table, 0, 1, 1, "2026-12-01 09:30");
    assert_int_equal(table_kind(&f.table.rows[0], 0), TABLE_DATE);
    finish(&f);
}

static void number_is(int id, const char *number, const char *text, enum table_kind kind)
{
    char out[XLSX_NUMBER_SIZE];
    assert_int_equal(xlsx_format_number(xlsx_format_of_id(id), false, number, out), kind);
    assert_string_equal(out, text);
}

static void writes_numbers_as_people_read_them(void **state)
{
    (void)state;
    number_is(0, "1001", "1001", TABLE_NUMBER);
    number_is(0, "1.001E+3", "1001", TABLE_NUMBER);
    number_is(0, "0.1", "0.1", TABLE_NUMBER);
    number_is(0, "0.30000000000000004", "0.30000000000000004", TABLE_NUMBER);
    number_is(0, "-0", "0", TABLE_NUMBER);
    number_is(0, "-12.50", "-12.5", TABLE_NUMBER);
    number_is(9, "0.125", "0.125", TABLE_NUMBER); /* 12.5% */
    number_is(0, "999999999999999", "999999999999999", TABLE_NUMBER);
    number_is(0, "1.23456789012345E+14", "123456789012345", TABLE_NUMBER);
    number_is(0, "1000000000000000", "1000000000000000", TABLE_ROUNDED);
    number_is(0, "1234567890123456", "1234567890123456", TABLE_NUMBER); /* Excel would end it in 0 */
    number_is(0, "152301199001011234", "152301199001011232", TABLE_ROUNDED);
    number_is(0, "1E+300", "1e+300", TABLE_ROUNDED);
    number_is(0, "nan", "nan", TABLE_TEXT);
    number_is(0, "0x10", "0x10", TABLE_TEXT);
    number_is(0, "12 Stück", "12 Stück", TABLE_TEXT);
}

static void knows_dates_and_times(void **state)
{
    (void)state;
    number_is(14, "46357", "2026-12-01", TABLE_DATE);
    number_is(14, "1", "1900-01-01", TABLE_DATE);
    number_is(14, "59", "1900-02-28", TABLE_DATE);
    number_is(14, "60", "1900-02-29", TABLE_DATE); /* Excel's own day */
    number_is(14, "61", "1900-03-01", TABLE_DATE);
    number_is(14, "45351", "2024-02-29", TABLE_DATE);
    number_is(14, "2958465", "9999-12-31", TABLE_DATE);
    number_is(14, "2958466", "2958466", TABLE_NUMBER);
    number_is(14, "-1", "-1", TABLE_NUMBER);
    number_is(14, "0.375", "09:00", TABLE_DATE); /* a time in a column of dates */
    number_is(22, "46357.395833333336", "2026-12-01 09:30", TABLE_DATE);
    number_is(22, "46357", "2026-12-01", TABLE_DATE);
    number_is(20, "0.375", "09:00", TABLE_DATE);
    number_is(20, "46357.375", "09:00", TABLE_DATE);
    number_is(21, "0.37508101851851855", "09:00:07", TABLE_DATE);
    number_is(20, "0", "00:00", TABLE_DATE);
    number_is(46, "1.0833333333333333", "26:00", TABLE_DATE);
    number_is(31, "46357", "2026-12-01", TABLE_DATE);
    number_is(57, "46357", "2026-12-01", TABLE_DATE);
    number_is(32, "0.375", "09:00", TABLE_DATE);
    char out[XLSX_NUMBER_SIZE];
    assert_int_equal(xlsx_format_number(xlsx_format_of_id(14), true, "44895", out), TABLE_DATE);
    assert_string_equal(out, "2026-12-01");
    xlsx_format_number(xlsx_format_of_id(14), true, "0", out);
    assert_string_equal(out, "1904-01-01");
    xlsx_format_iso(xlsx_format_of_id(14), "2026-12-01T00:00:00.000", out);
    assert_string_equal(out, "2026-12-01");
    xlsx_format_iso(xlsx_format_of_id(20), "2026-12-01T09:00:05Z", out);
    assert_string_equal(out, "09:00:05");
}

static void knows_format_codes(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        enum xlsx_meaning meaning;
    } codes[] = {
        {"yyyy/m/d;@", XLSX_DATE},
        {"yyyy\"年\"m\"月\"d\"日\";@", XLSX_DATE},
        {"yyyy\\年m\\月d\\日", XLSX_DATE},
        {"[$-804]yyyy年m月d日", XLSX_DATE},
        {"[DBNum1][$-804]m\"月\"d\"日\"", XLSX_DATE},
        {"m\"月\"", XLSX_DATE},
        {"[$-804]aaaa;@", XLSX_DATE},
        {"e/m/d", XLSX_DATE},
        {"h:mm", XLSX_TIME},
        {"[$-804]上午/下午h\"时\"mm\"分\";@", XLSX_TIME},
        {"h:mm AM/PM", XLSX_TIME},
        {"mm:ss", XLSX_TIME},
        {"yyyy-mm-dd hh:mm", XLSX_DATE_TIME},
        {"[h]:mm:ss", XLSX_ELAPSED},
        {"[mm]:ss", XLSX_ELAPSED},
        {"General", XLSX_NUMBER},
        {"G/通用格式", XLSX_NUMBER},
        {"0.00E+00", XLSX_NUMBER},
        {"#,##0.00_);[Red](#,##0.00)", XLSX_NUMBER},
        {"0\"小时\"", XLSX_NUMBER},
        {"\"d\"0", XLSX_NUMBER},
        {"0000000000", XLSX_ZEROS},
        {"0", XLSX_NUMBER},
        {"@", XLSX_NUMBER},
        {"\"open", XLSX_NUMBER},
        {"[open", XLSX_NUMBER},
        {"\\", XLSX_NUMBER},
    };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (xlsx_format_of_code(codes[i].code).meaning != codes[i].meaning) {
            fail_msg("%s: %d", codes[i].code, xlsx_format_of_code(codes[i].code).meaning);
        }
    }
}

static void gives_back_the_zeros_of_the_format(void **state)
{
    (void)state;
    struct fixture f = {0};
    workbook_simple(&f.bytes, "",
                    "<row><c s=\"1\"><v>3625619</v></c><c s=\"2\"><v>46357</v></c><c s=\"0\"><v>5</v></c>"
                    "<c s=\"99\"><v>6</v></c></row>",
                    "", NULL,
                    "<numFmts><numFmt numFmtId=\"164\" formatCode=\"0000000000\"/>"
                    "<numFmt numFmtId=\"165\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/></numFmts>"
                    "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
                    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs>");
    assert_true(read_bytes(&f));
    assert_row(&f.table, 0, 1, 4, "0003625619", "2026-12-01", "5", "6");
    assert_int_equal(table_kind(&f.table.rows[0], 0), TABLE_NUMBER);
    assert_int_equal(table_kind(&f.table.rows[0], 1), TABLE_DATE);
    finish(&f);
}

static void marks_formulas_without_a_value(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(read_rows(&f,
                          "<row><c><f>1+1</f><v>2</v></c><c><f>A1</f></c><c t=\"str\"><f>A1</f><v></v></c>"
                          "<c t=\"s\"/></row><row><c><f>B1</f><v></v></c><c><f>B1</f><v/></c></row>"));
    assert_row(&f.table, 0, 1, 2, "2", "=");
    assert_row(&f.table, 1, 2, 2, "=", "=");
    assert_int_equal(table_kind(&f.table.rows[0], 1), TABLE_NO_VALUE);
    assert_int_equal(table_kind(&f.table.rows[1], 0), TABLE_NO_VALUE);
    assert_int_equal(table_kind(&f.table.rows[1], 1), TABLE_NO_VALUE);
    finish(&f);
}

static void spreads_merged_cells_down(void **state)
{
    (void)state;
    struct fixture f = {0};
    workbook_simple(&f.bytes, "",
                    "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>标题</v></c></row>"
                    "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>46357</v></c><c r=\"B2\"><v>1</v></c></row>"
                    "<row r=\"3\"><c r=\"B3\"><v>2</v></c></row>"
                    "<row r=\"4\"><c r=\"A4\"/></row>"
                    "<row r=\"5\"><c r=\"B5\" t=\"str\"><v>x</v></c></row>"
                    "<row r=\"6\"><c r=\"A6\"><v>9</v></c></row>"
                    "<row r=\"7\"><c r=\"B7\"><v>8</v></c></row>",
                    "<mergeCells><mergeCell ref=\"A1:F1\"/><mergeCell ref=\"A2:A5\"/><mergeCell "
                    "ref=\"B5:C7\"/><mergeCell ref=\"nonsense\"/><mergeCell ref=\"ZZ1:ZZ9\"/></mergeCells>",
                    NULL, "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>");
    assert_true(read_bytes(&f));
    assert_int_equal(f.table.count, 6); /* line 4 has nothing of its own */
    assert_row(&f.table, 0, 1, 1, "标题");
    assert_row(&f.table, 1, 2, 2, "2026-12-01", "1");
    assert_row(&f.table, 2, 3, 2, "2026-12-01", "2");
    assert_int_equal(table_kind(&f.table.rows[2], 0), TABLE_DATE);
    assert_row(&f.table, 3, 5, 2, "2026-12-01", "x");
    assert_int_equal(table_kind(&f.table.rows[3], 0), TABLE_DATE);
    assert_int_equal(table_kind(&f.table.rows[3], 1), TABLE_TEXT);
    assert_row(&f.table, 4, 6, 2, "9", "x");
    assert_int_equal(table_kind(&f.table.rows[4], 0), TABLE_NUMBER);
    assert_row(&f.table, 5, 7, 2, "", "8"); /* a value of its own under the merge stays */
    finish(&f);
}

static void looks_at_the_first_rows_only(void **state)
{
    (void)state;
    struct fixture f = {0};
    workbook_simple(&f.bytes, "", "<row r=\"3\"><c><v>1</v></c></row><row><c><v>2</v></c></row><broken", "",
                    NULL, NULL);
    assert_true(open_book(&f));
    assert_true(xlsx_read(&f.book, 0, 2, &f.table, &f.place, &f.err));
    assert_int_equal(f.table.count, 2);
    assert_row(&f.table, 1, 4, 1, "2");
    assert_refused(&f, xlsx_read(&f.book, 0, 0, &f.table, &f.place, &f.err));
}

static void refuses_rows_and_cells_out_of_place(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "<row r=\"1048577\"><c><v>1</v></c></row>",
        "<row r=\"99999999999999999999999\"><c><v>1</v></c></row>",
        "<row r=\"0\"><c><v>1</v></c></row>",
        "<row r=\"2\"><c><v>1</v></c></row><row r=\"2\"><c><v>1</v></c></row>",
        "<row r=\"2\"><c><v>1</v></c></row><row r=\"1\"><c><v>1</v></c></row>",
        "<row r=\"1\"><row r=\"2\"/></row>",
        "<row><c r=\"XFE1\"><v>1</v></c></row>",
        "<row><c r=\"ALM1\"><v>1</v></c></row>", /* column 1001 */
        "<row><c r=\"11\"><v>1</v></c></row>",
        "<row><c t=\"s\"><v>0</v></c></row>", /* there are no shared strings */
        "<row><c t=\"s\"><v>-1</v></c></row>",
        "<row><c t=\"s\"><v>99999999999999999999</v></c></row>",
        "<row><c><v>1</v></row>",
        "<row><c><v>&unknown;</v></c></row>",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f;
        assert_refused(&f, read_rows(&f, rows[i]));
    }
    struct fixture f;
    assert_true(read_rows(&f, "<row><c r=\"XFD1\" s=\"1\"/><c r=\"ALL2\"><v>1</v></c></row>"));
    assert_int_equal(f.table.rows[0].count, 1000);
    finish(&f);
    assert_false(read_rows(&f, "<row r=\"7\"><c r=\"C7\" t=\"s\"><v>5</v></c></row>"));
    assert_int_equal(f.place.row, 7);
    assert_int_equal(f.place.column, 3);
    finish(&f);
}

/* A sheet of one piece of text again and again; returned to be freed. */
static char *repeated(const char *text, size_t times)
{
    size_t len = strlen(text);
    char *all = malloc(len * times + 1);
    assert_non_null(all);
    for (size_t i = 0; i < times; i++) {
        memcpy(all + i * len, text, len);
    }
    all[len * times] = '\0';
    return all;
}

static void refuse_repeated(const char *before, const char *text, size_t times, const char *behind)
{
    struct fixture f;
    struct buf rows = {0};
    char *all = repeated(text, times);
    buf_puts(&rows, before);
    buf_puts(&rows, all);
    buf_puts(&rows, behind);
    assert_refused(&f, read_rows(&f, buf_text(&rows)));
    buf_finish(&rows);
    free(all);
}

static void refuses_what_has_no_end(void **state)
{
    (void)state;
    refuse_repeated("<row><c t=\"str\"><v>", "0123456789abcdef", 16 * 1024, "</v></c></row>"); /* one cell */
    char *ends = repeated("</a>", 1000);
    refuse_repeated("", "<a>", 1000, ends); /* depth */
    free(ends);
    refuse_repeated("<row a=\"", "0123456789abcdef", 256 * 1024, "\"/>"); /* one tag */
    refuse_repeated("<!--", "0123456789abcdef", 256 * 1024, "-->");
    /* cells far apart: few bytes, much memory */
    refuse_repeated("", "<row><c r=\"ALL1\"><v>1</v></c></row>", 12001, "");
    struct fixture f;
    struct buf names = {0};
    for (int i = 0; i < 10000; i++) {
        buf_printf(&names, "<n%d/>", i);
    }
    assert_refused(&f, read_rows(&f, buf_text(&names)));
    buf_finish(&names);
}

static void refuses_a_bomb(void **state)
{
    (void)state;
    enum { PIECE = 1024 * 1024 };
    struct fixture f = {0};
    struct workbook book;
    char *blanks = malloc(PIECE);
    assert_non_null(blanks);
    memset(blanks, ' ', PIECE);
    workbook_start(&book);
    workbook_frame(&book, "", ONE_SHEET);
    zip_fileinfo info = {0};
    zipOpenNewFileInZip64(book.zip, "xl/worksheets/sheet1.xml", &info, NULL, 0, NULL, 0, NULL, Z_DEFLATED, 6,
                          1);
    zipWriteInFileInZip(book.zip, "<a>", 3);
    for (int i = 0; i <= ARCHIVE_PART_MAX_BYTES / PIECE; i++) {
        zipWriteInFileInZip(book.zip, blanks, PIECE);
    }
    zipWriteInFileInZip(book.zip, "</a>", 4);
    zipCloseFileInZip(book.zip);
    workbook_finish(&book, &f.bytes);
    free(blanks);
    assert_true(f.bytes.len < 1024 * 1024);
    bool read = read_bytes(&f);
    assert_true(strstr(f.err.text, "256") != NULL);
    assert_refused(&f, read);
}

static void refuses_entities(void **state)
{
    (void)state;
    static const char *const sheets[] = {
        "<!DOCTYPE a [<!ENTITY x \"y\"><!ENTITY z \"&x;&x;\">]><worksheet/>",
        "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><worksheet/>",
        "<!DOCTYPE a><worksheet/>",
    };
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
        struct fixture f = {0};
        struct workbook book;
        workbook_start(&book);
        workbook_frame(&book, "", ONE_SHEET);
        workbook_text(&book, "xl/worksheets/sheet1.xml", sheets[i]);
        workbook_finish(&book, &f.bytes);
        bool read = read_bytes(&f);
        assert_true(strstr(f.err.text, "DTD") != NULL);
        assert_refused(&f, read);
    }
}

static void refuses_broken_archives(void **state)
{
    (void)state;
    struct fixture whole = {0};
    workbook_simple(&whole.bytes, "", "<row><c t=\"s\"><v>0</v></c></row>", "", "<si><t>a</t></si>", NULL);
    enum { COMMENT_LENGTH = 2 }; /* the last bytes: nothing is lost without them */
    for (size_t len = 0; len < whole.bytes.len - COMMENT_LENGTH; len += 7) {
        struct fixture f = {0};
        buf_append(&f.bytes, whole.bytes.data, len);
        assert_refused(&f, read_bytes(&f));
    }
    /* the sheet's bytes are other ones than its checksum says */
    struct fixture f = {0};
    struct workbook book;
    static const char sheet[] = "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>";
    workbook_start(&book);
    workbook_frame(&book, "", ONE_SHEET);
    zip_fileinfo info = {0};
    zipOpenNewFileInZip64(book.zip, "xl/worksheets/sheet1.xml", &info, NULL, 0, NULL, 0, NULL, 0, 0, 1);
    zipWriteInFileInZip(book.zip, sheet, sizeof sheet - 1);
    zipCloseFileInZip(book.zip);
    workbook_finish(&book, &f.bytes);
    char *stored = memmem(f.bytes.data, f.bytes.len, "<v>1", 4);
    assert_non_null(stored);
    stored[3] = '2';
    assert_refused(&f, read_bytes(&f));
    finish(&whole);
}

static void refuses_parts_that_are_missing_or_there_twice(void **state)
{
    (void)state;
    struct fixture f = {0};
    struct workbook book;
    workbook_start(&book); /* no sheet */
    workbook_frame(&book, "", ONE_SHEET);
    workbook_finish(&book, &f.bytes);
    assert_refused(&f, read_bytes(&f));

    f = (struct fixture){0};
    workbook_start(&book); /* no workbook: any other archive */
    workbook_text(&book, "mimetype", "application/vnd.oasis.opendocument.spreadsheet");
    workbook_finish(&book, &f.bytes);
    assert_refused(&f, read_bytes(&f));

    f = (struct fixture){0};
    workbook_start(&book); /* one program would read this sheet, another that one */
    workbook_frame(&book, "", ONE_SHEET);
    workbook_text(&book, "xl/worksheets/sheet1.xml", "<worksheet/>");
    workbook_text(&book, "xl/worksheets/Sheet1.xml", "<worksheet/>");
    workbook_finish(&book, &f.bytes);
    assert_refused(&f, read_bytes(&f));

    f = (struct fixture){0};
    workbook_start(&book); /* names that lead out are names like any other, and nothing is there */
    workbook_text(&book, "_rels/.rels",
                  "<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" "
                  "Target=\"../../../../etc/passwd.xml\"/></Relationships>");
    workbook_text(&book, "../../etc/passwd.xml", "<workbook/>");
    workbook_finish(&book, &f.bytes);
    assert_refused(&f, read_bytes(&f));
}

static void names_files_of_another_kind(void **state)
{
    (void)state;
    static const char old[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 W o r k b o o k";
    static const char locked[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
                                 "..E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
    struct fixture f = {0};
    buf_append(&f.bytes, old, sizeof old);
    bool read = read_bytes(&f);
    assert_true(strstr(f.err.text, ".xls") != NULL);
    assert_refused(&f, read);
    f = (struct fixture){0};
    buf_append(&f.bytes, locked, sizeof locked);
    read = read_bytes(&f);
    assert_true(strstr(f.err.text, "密码") != NULL);
    assert_refused(&f, read);
    f = (struct fixture){0};
    buf_puts(&f.bytes, "工号,姓名\r\n1,a\r\n");
    assert_refused(&f, read_bytes(&f));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_kind_of_text),
        cmocka_unit_test(knows_strict_and_prefixed_workbooks),
        cmocka_unit_test(writes_numbers_as_people_read_them),
        cmocka_unit_test(knows_dates_and_times),
        cmocka_unit_test(knows_format_codes),
        cmocka_unit_test(gives_back_the_zeros_of_the_format),
        cmocka_unit_test(marks_formulas_without_a_value),
        cmocka_unit_test(spreads_merged_cells_down),
        cmocka_unit_test(looks_at_the_first_rows_only),
        cmocka_unit_test(refuses_rows_and_cells_out_of_place),
        cmocka_unit_test(refuses_what_has_no_end),
        cmocka_unit_test(refuses_a_bomb),
        cmocka_unit_test(refuses_entities),
        cmocka_unit_test(refuses_broken_archives),
        cmocka_unit_test(refuses_parts_that_are_missing_or_there_twice),
        cmocka_unit_test(names_files_of_another_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
