/* Packs in workbooks: sheets and their names, cells as Excel shows them, what is refused. */
#include "support/pack_folder.h"

#include "service/pack_read.h"
#include "service/template.h"
#include "support/workbook.h"

#include <xlsxwriter.h>

#define HEADER                                                                                               \
    "<row><c t=\"str\"><v>工号</v></c><c t=\"str\"><v>姓名</v></c><c t=\"str\"><v>工牌号</v></c>"     \
    "<c t=\"str\"><v>部门</v></c></row>"

static const char *path_of(const struct fixture *f, const char *name)
{
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", f->folder, name);
    return path;
}

static void start_tables(struct fixture *f)
{
    make_folder(f);
    put(f, "event.csv", EVENT);
    put(f, "programme.csv", PROGRAMME);
}

/* A workbook with one sheet of these rows. */
static void put_rows(const struct fixture *f, const char *name, const char *rows)
{
    struct buf bytes = {0};
    workbook_simple(&bytes, "", rows, "", NULL,
                    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>");
    assert_true(files_write_atomic(path_of(f, name), bytes.data, bytes.len, NULL));
    buf_finish(&bytes);
}

/* A workbook whose sheets are named so, all with a roster of one person in them. */
static void put_rosters(const struct fixture *f, const char *name, const char *sheets)
{
    struct workbook book;
    struct buf bytes = {0};
    workbook_start(&book);
    workbook_frame(&book, "", sheets);
    for (int i = 1; i <= 3; i++) {
        char part[64];
        snprintf(part, sizeof part, "xl/worksheets/sheet%d.xml", i);
        workbook_text(&book, part,
                      "<worksheet><sheetData>" HEADER "<row><c><v>7</v></c><c "
                      "t=\"str\"><v>示范甲</v></c></row></sheetData></worksheet>");
    }
    workbook_finish(&book, &bytes);
    assert_true(files_write_atomic(path_of(f, name), bytes.data, bytes.len, NULL));
    buf_finish(&bytes);
}

static void read_pack(struct fixture *f, const char *name)
{
    f->right = import_read(name ? path_of(f, name) : f->folder, NULL, &f->pack, &f->faults, &f->err);
}

/* The faults as lines, without the folder and the sentence: "名册.xlsx[Sheet1]:2:3 ...". */
static void assert_faults(const struct fixture *f, bool right, const char *expected)
{
    struct buf found = {0};
    for (size_t i = 0; i < f->faults.count; i++) {
        const struct fault *fault = &f->faults.items[i];
        assert_memory_equal(fault->file, f->folder, strlen(f->folder));
        buf_printf(&found, "%s:%zu:%zu%s\n", fault->file + strlen(f->folder) + 1, fault->row, fault->column,
                   fault->warning ? " w" : "");
        assert_true(strlen(fault->message) > 6);
    }
    assert_string_equal(buf_text(&found), expected);
    assert_int_equal(f->right, right);
    buf_finish(&found);
}

static void expect_roster(const char *rows, bool right, const char *expected)
{
    struct fixture f;
    start_tables(&f);
    put_rows(&f, "名册.xlsx", rows);
    read_pack(&f, NULL);
    assert_faults(&f, right, expected);
    finish(&f);
}

static void assert_moment(int64_t ms, const char *expected)
{
    char text[CIVIL_TEXT_SIZE];
    assert_string_equal(civil_format(ms, CIVIL_DATE_TIME, text), expected);
}

static void reads_what_other_programs_save(void **state)
{
    (void)state;
    static const char *const packs[] = {"openpyxl", "libreoffice", "wps"};
    for (size_t i = 0; i < sizeof packs / sizeof *packs; i++) {
        struct fixture f = {0};
        char path[512];
        snprintf(path, sizeof path, "%s/tests/packs/%s", TEST_SOURCE_DIR, packs[i]);
        f.right = import_read(path, NULL, &f.pack, &f.faults, &f.err);
        assert_true(f.right);
        assert_int_equal(f.faults.count, 0);
        assert_string_equal(f.pack.event.title, "示范宣讲日");
        assert_int_equal(f.pack.programme.count, 3);
        assert_moment(f.pack.programme.items[0].start_ms, "2026-12-01 09:00:00");
        assert_moment(f.pack.programme.items[0].end_ms, "2026-12-01 10:30:00");
        assert_moment(f.pack.programme.items[1].start_ms, "2026-12-01 14:00:00"); /* the date was merged */
        assert_moment(f.pack.programme.items[1].end_ms, "2026-12-01 15:00:00");
        assert_moment(f.pack.programme.items[2].start_ms, "2026-12-02 09:00:00");
        assert_int_equal(f.pack.programme.items[1].capacity, 80);
        static const char *const people[][4] = {{"000001", "示范甲", "0003625619", "1-2"},
                                                {"000002", "示范乙", "123456789012345678", "甲班"},
                                                {"A-003", "示范·丙", "0475059022", "乙班"},
                                                {"000004", "示范丁", NULL, "乙班"},
                                                {"000005", "示范戊", "0297654321", "丙班"}};
        assert_int_equal(f.pack.people_count, 5);
        for (size_t k = 0; k < 5; k++) {
            const struct person *person = &f.pack.people[k];
            assert_string_equal(person->worker_no, people[k][0]);
            assert_string_equal(person->name, people[k][1]);
            assert_string_equal(person->team, people[k][3]);
            assert_int_equal(person->badges.count, k == 2 ? 2 : people[k][2] != NULL);
            if (people[k][2]) {
                assert_string_equal(person->badges.items[0], people[k][2]);
            }
        }
        if (f.pack.file_count > 0) { /* the tables that LibreOffice saved come without key points */
            assert_string_equal(f.pack.files[0].name, "keypoints.md");
            static const char markdown[] =
                "# 第一个\\*要点\\*\n\n- 读原文\n- 抄笔记\n- 1\\. 谈体会\n\n# 第二个要点\n\n- 讨论\n";
            assert_int_equal(f.pack.files[0].size, sizeof markdown - 1);
            assert_memory_equal(f.pack.files[0].data, markdown, sizeof markdown - 1);
        }
        forget(&f);
    }
}

/* Every badge, name and unit comes back as it was written. */
static void brings_a_roster_round(void **state)
{
    (void)state;
    enum { PEOPLE_COUNT = 3000 };
    struct fixture f;
    start_tables(&f);
    lxw_workbook *book = workbook_new(path_of(&f, "名册.xlsx"));
    lxw_worksheet *sheet = workbook_add_worksheet(book, "Sheet1");
    static const char *const header[] = {"工号", "工牌号", "姓名", "部门"};
    char cell[64];
    for (lxw_col_t i = 0; i < 4; i++) {
        worksheet_write_string(sheet, 0, i, header[i], NULL);
    }
    for (unsigned i = 0; i < PEOPLE_COUNT; i++) {
        snprintf(cell, sizeof cell, "%06u", i);
        worksheet_write_string(sheet, i + 1, 0, cell, NULL);
        snprintf(cell, sizeof cell, i % 2 ? "%010u" : "98765432101234%04u", i);
        worksheet_write_string(sheet, i + 1, 1, cell, NULL);
        snprintf(cell, sizeof cell, "示范%u·_x", i);
        worksheet_write_string(sheet, i + 1, 2, cell, NULL);
        snprintf(cell, sizeof cell, "%u车间", i % 7);
        worksheet_write_string(sheet, i + 1, 3, cell, NULL);
    }
    assert_int_equal(workbook_close(book), LXW_NO_ERROR);
    read_pack(&f, NULL);
    assert_faults(&f, true, "");
    assert_int_equal(f.pack.people_count, PEOPLE_COUNT);
    for (unsigned i = 0; i < PEOPLE_COUNT; i++) {
        const struct person *person = &f.pack.people[i];
        snprintf(cell, sizeof cell, "%06u", i);
        assert_string_equal(person->worker_no, cell);
        snprintf(cell, sizeof cell, i % 2 ? "%010u" : "98765432101234%04u", i);
        assert_string_equal(person->badges.items[0], cell);
        snprintf(cell, sizeof cell, "示范%u·_x", i);
        assert_string_equal(person->name, cell);
        snprintf(cell, sizeof cell, "%u车间", i % 7);
        assert_string_equal(person->unit, cell);
    }
    finish(&f);
}

#define ROW(no, name, badge, unit) HEADER "<row>" no name badge unit "</row>"
#define TEXT(text)                 "<c t=\"str\"><v>" text "</v></c>"
#define NUMBER(text)               "<c><v>" text "</v></c>"
#define DAY                        "<c s=\"1\"><v>46357</v></c>"

static void names_what_a_spreadsheet_spoilt(void **state)
{
    (void)state;
    expect_roster(ROW(NUMBER("7"), TEXT("甲"), NUMBER("475059022"), TEXT("一")), true, "");
    expect_roster(ROW(NUMBER("7"), TEXT("甲"), NUMBER("1.23E+9"), TEXT("一")), true,
                  ""); /* a number, whole */
    expect_roster(ROW(NUMBER("7"), TEXT("甲"), TEXT("1.23E+09"), TEXT("一")), false,
                  "名册.xlsx[Sheet1]:2:3\n");
    expect_roster(ROW(NUMBER("7"), TEXT("甲"), TEXT("1.234567890E+09"), TEXT("一")), true, "");
    expect_roster(ROW(NUMBER("7"), TEXT("甲"), NUMBER("1.23456789012345E+17"), TEXT("一")), false,
                  "名册.xlsx[Sheet1]:2:3\n");
    expect_roster(ROW(NUMBER("1.5"), TEXT("甲"), NUMBER("-3"), TEXT("一")), false,
                  "名册.xlsx[Sheet1]:2:1\n名册.xlsx[Sheet1]:2:3\n");
    expect_roster(ROW(DAY, DAY, DAY, DAY), false,
                  "名册.xlsx[Sheet1]:2:1\n名册.xlsx[Sheet1]:2:2\n名册.xlsx[Sheet1]:2:3\n"
                  "名册.xlsx[Sheet1]:2:4\n");
    expect_roster(ROW(NUMBER("7"), "<c><f>B1</f></c>", "", ""), false, "名册.xlsx[Sheet1]:2:2\n");
    expect_roster(ROW(NUMBER("7"), "<c t=\"e\"><v>#N/A</v></c>", "", ""), false, "名册.xlsx[Sheet1]:2:2\n");
    /* nobody signs in with it, but it is not what was typed */
    expect_roster("<row>" TEXT("工号") TEXT("姓名") TEXT("身份证号") "</row><row>" TEXT("7") TEXT("甲")
                      NUMBER("1.52301199001011E+17") "</row>",
                  true, "名册.xlsx[Sheet1]:2:3 w\n");
    /* its zeros may be gone: the others have some */
    expect_roster(ROW(NUMBER("7"), TEXT("甲"), NUMBER("3625619"), "") "<row>" TEXT("8") TEXT("乙")
                      TEXT("0003625620") "</row>",
                  true, "名册.xlsx[Sheet1]:2:3 w\n");
}

/* What keeps Excel from taking a number for one in a CSV is no part of it. */
static void unwraps_numbers_of_a_csv(void **state)
{
    (void)state;
    struct fixture f;
    start_tables(&f);
    put(&f, "people.csv", "工号,姓名,工牌号\n=\"007\",甲,=\"0003625619\"\n008,乙,=\"1.2E+09\"\n");
    read_pack(&f, NULL);
    assert_faults(&f, false, "people.csv:3:3\n");
    forget(&f);
    put(&f, "people.csv", "工号,姓名,工牌号\n=\"007\",甲,=\"0003625619\"\n");
    read_pack(&f, NULL);
    assert_faults(&f, true, "");
    assert_string_equal(f.pack.people[0].worker_no, "007");
    assert_string_equal(f.pack.people[0].badges.items[0], "0003625619");
    finish(&f);
}

static void counts_rows_as_the_sheet_does(void **state)
{
    (void)state;
    struct fixture f;
    start_tables(&f);
    put_rows(&f, "people.xlsx",
             "<row r=\"2\"><c r=\"B2\" t=\"str\"><v>职工名册</v></c></row><row r=\"5\"><c r=\"B5\" t=\"str\">"
             "<v>工号</v></c><c r=\"C5\" t=\"str\"><v>姓名</v></c></row>"
             "<row r=\"9\" hidden=\"1\"><c r=\"B9\"><v>7</v></c></row>");
    read_pack(&f, NULL);
    assert_faults(&f, false, "people.xlsx[Sheet1]:9:3\n");
    finish(&f);
}

static void wants_one_file_a_table(void **state)
{
    (void)state;
    struct fixture f;
    start_tables(&f);
    put(&f, "people.csv", PEOPLE);
    put_rosters(&f, "名册.xlsx", ONE_SHEET);
    read_pack(&f, NULL);
    assert_faults(&f, false, "people.csv:0:0\n");
    assert_non_null(strstr(f.faults.items[0].message, "名册.xlsx"));
    finish(&f);

    start_tables(&f);
    put(&f, "名册.xls", "\xD0\xCF\x11\xE0");
    read_pack(&f, NULL);
    assert_faults(&f, false, "名册.xls:0:0\n");
    finish(&f);

    start_tables(&f); /* in the workbook of the whole pack and in a file of its own */
    put(&f, "people.csv", PEOPLE);
    put_rosters(&f, "活动包.xlsx", "<sheet name=\"名册\" sheetId=\"1\" r:id=\"rId1\"/>");
    read_pack(&f, NULL);
    assert_faults(&f, false, "people.csv:0:0\n");
    assert_non_null(strstr(f.faults.items[0].message, "活动包.xlsx"));
    finish(&f);
}

static void chooses_the_sheet(void **state)
{
    (void)state;
    struct fixture f;
    start_tables(&f);
    put_rosters(&f, "名册.xlsx",
                "<sheet name=\"旧\" sheetId=\"1\" state=\"hidden\" r:id=\"rId1\"/><sheet name=\"甲\" "
                "sheetId=\"2\" r:id=\"rId2\"/><sheet name=\"乙\" sheetId=\"3\" r:id=\"rId3\"/>");
    read_pack(&f, NULL);
    assert_faults(&f, true, "名册.xlsx[甲]:0:0 w\n");
    assert_non_null(strstr(f.faults.items[0].message, "乙"));
    finish(&f);

    start_tables(&f); /* tables that have files of their own need no sheet; sheets may be named anything */
    put_rosters(&f, "pack.xlsx", "<sheet name=\"2026\" sheetId=\"1\" r:id=\"rId1\"/>");
    read_pack(&f, NULL);
    assert_faults(&f, true, "");
    assert_string_equal(f.pack.people[0].name, "示范甲");
    finish(&f);

    make_folder(&f); /* alone, without the other tables */
    put_rosters(&f, "x.xlsx", "<sheet name=\"花名册\" sheetId=\"1\" state=\"veryHidden\" r:id=\"rId1\"/>");
    read_pack(&f, "x.xlsx");
    assert_faults(&f, false, "x.xlsx:0:0\nx.xlsx:0:0\n");
    finish(&f);
}

static void refuses_files_that_are_no_pack(void **state)
{
    (void)state;
    struct fixture f;
    start_tables(&f);
    read_pack(&f, "event.csv");
    assert_faults(&f, false, "event.csv:0:0\n");
    forget(&f);
    put(&f, "x.xlsx", "no workbook");
    read_pack(&f, "x.xlsx");
    assert_faults(&f, false, "x.xlsx:0:0\n");
    finish(&f);
}

/* So many warnings of examples, so many others, and no error. */
static void assert_examples(const struct fixture *f, size_t examples, size_t others)
{
    size_t found = 0;
    for (size_t i = 0; i < f->faults.count; i++) {
        const char *message = f->faults.items[i].message;
        found += strstr(message, "自带的示例") || strstr(message, "an example of the empty pack");
        assert_true(f->faults.items[i].warning);
    }
    assert_int_equal(found, examples);
    assert_int_equal(f->faults.count, examples + others);
    assert_true(f->right);
}

static void writes_a_template_that_imports(void **state)
{
    (void)state;
    for (int lang = 0; lang < 2; lang++) {
        strings_use(lang ? LANG_EN : LANG_ZH);
        struct fixture f;
        make_folder(&f);
        assert_true(template_write(f.folder, &f.err));
        read_pack(&f, NULL);
        assert_examples(&f, 8, 0); /* of event, lectures, people and key points: named where they stand */
        assert_int_equal(f.pack.programme.count, 2);
        assert_int_equal(f.pack.people_count, 3);
        assert_int_equal(f.pack.people[1].badges.count, 2);
        assert_int_equal(f.pack.file_count, 2);
        assert_int_equal(f.pack.programme.items[0].expected, 3);
        forget(&f);
        read_pack(&f, lang ? "pack.xlsx" : "活动包.xlsx"); /* the workbook alone: its talk stays out */
        assert_examples(&f, 8, 1);
        assert_string_equal(f.pack.programme.items[0].deck, "");
        assert_false(template_write(f.folder, &f.err)); /* what is there stays */
        assert_int_equal(f.err.code, ERR_INPUT);
        assert_non_null(strstr(f.err.text, ".xlsx"));
        assert_int_equal(unlink(path_of(&f, lang ? "pack.xlsx" : "活动包.xlsx")), 0);
        assert_false(template_write(f.folder, &f.err));
        assert_non_null(strstr(f.err.text, ".md"));
        finish(&f);
    }
    strings_use(LANG_ZH);
}

static void scientific_is(const char *text, enum pack_scientific expected, const char *expected_digits)
{
    char digits[32] = "";
    assert_int_equal(pack_parse_scientific(text, digits, sizeof digits), expected);
    if (expected == PACK_SCIENTIFIC_EXACT) {
        assert_string_equal(digits, expected_digits);
    }
}

static void recovers_only_what_is_whole(void **state)
{
    (void)state;
    scientific_is("1.23E+02", PACK_SCIENTIFIC_EXACT, "123");
    scientific_is("1.2300E+02", PACK_SCIENTIFIC_EXACT, "123");
    scientific_is("1.2345E+02", PACK_SCIENTIFIC_ROUNDED, NULL);
    scientific_is("1.23E+09", PACK_SCIENTIFIC_ROUNDED, NULL);
    scientific_is("1E+09", PACK_SCIENTIFIC_ROUNDED, NULL);
    scientific_is("1.234567890e+09", PACK_SCIENTIFIC_EXACT, "1234567890");
    scientific_is("1.2E+99999999999999999999", PACK_SCIENTIFIC_ROUNDED, NULL);
    scientific_is("12E09", PACK_SCIENTIFIC_NOT, NULL);
    scientific_is("1E+", PACK_SCIENTIFIC_NOT, NULL);
    scientific_is("E+09", PACK_SCIENTIFIC_NOT, NULL);
    scientific_is("1E+0A", PACK_SCIENTIFIC_NOT, NULL);
    scientific_is("", PACK_SCIENTIFIC_NOT, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_other_programs_save),
        cmocka_unit_test(brings_a_roster_round),
        cmocka_unit_test(names_what_a_spreadsheet_spoilt),
        cmocka_unit_test(unwraps_numbers_of_a_csv),
        cmocka_unit_test(counts_rows_as_the_sheet_does),
        cmocka_unit_test(wants_one_file_a_table),
        cmocka_unit_test(chooses_the_sheet),
        cmocka_unit_test(refuses_files_that_are_no_pack),
        cmocka_unit_test(writes_a_template_that_imports),
        cmocka_unit_test(recovers_only_what_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
