/* Export and import on the screen: what is asked for at a press, what may not be pressed. */
#include "domain/export_format.h"
#include "screen/staff_transfer.h"
#include "support/looks.h"
#include "support/staff_cases.h"

#include <stdint.h>

enum { EXPORT_FORMAT = 1, EXPORT_SCOPE, EXPORT_START };
enum { IMPORT_PACK = 1, IMPORT_PACKS_PAGE, IMPORT_LINES_PAGE, IMPORT_START, IMPORT_UNDO };

static struct staff_fixture f;

static int set_up(void **state)
{
    (void)state;
    strings_use(LANG_ZH);
    fixture_open(&f, (struct canvas){1920, 1080, false}, NULL);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_close(&f);
    return 0;
}

static void touch(int target, int argument)
{
    fixture_draw(&f);
    assert_true(fixture_press(&f, target, argument));
}

static void what_is_ticked_goes_to_the_stick(void **state)
{
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_EXPORT, "");
    assert_int_equal(f.stick_looks, 1);
    case_sticks(&f);
    touch(EXPORT_START, 0);
    assert_int_equal(f.transfer, TRANSFER_EXPORT);
    assert_int_equal(f.wish.formats, 1u << EXPORT_XLSX | 1u << EXPORT_PDF_SHEET | 1u << EXPORT_PDF_REPORT);
    assert_string_equal(f.wish.path, "/media/KINGSTON");
    assert_string_equal(f.wish.lecture, f.staff.lecture);
    touch(EXPORT_FORMAT, EXPORT_XLSX);
    touch(EXPORT_FORMAT, EXPORT_CSV);
    touch(EXPORT_SCOPE, 1);
    touch(EXPORT_START, 0);
    assert_int_equal(f.wish.formats, 1u << EXPORT_CSV | 1u << EXPORT_PDF_SHEET | 1u << EXPORT_PDF_REPORT);
    assert_string_equal(f.wish.lecture, "");
}

static void nothing_goes_to_a_stick_that_cannot_take_it(void **state)
{
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_EXPORT, "");
    touch(EXPORT_START, 0); /* there is none */
    assert_int_equal(f.transfer, TRANSFER_NONE);
    case_sticks(&f);
    touch(STAFF_TARGET_STICK, 1); /* read-only */
    touch(EXPORT_START, 0);
    assert_int_equal(f.transfer, TRANSFER_NONE);
    touch(STAFF_TARGET_STICK, 0);
    f.staff.transferring = TRANSFER_IMPORT;
    fixture_draw(&f);
    fixture_press(&f, EXPORT_START, 0);
    assert_int_equal(f.transfer, TRANSFER_NONE);
}

static void a_running_export_can_be_stopped_and_says_what_came_of_it(void **state)
{
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_EXPORT, "");
    case_exporting(&f);
    touch(STAFF_TARGET_CANCEL_TRANSFER, 0);
    assert_int_equal(f.cancels, 1);
    f.staff.transferring = TRANSFER_NONE;
    case_exported(&f);
    fixture_draw(&f);
    assert_false(fixture_press(&f, EXPORT_START, 0)); /* the word that it may be pulled is read first */
    touch(STAFF_TARGET_CLOSE_RESULT, 0);
    touch(EXPORT_START, 0);
    assert_int_equal(f.transfer, TRANSFER_EXPORT);
}

static void sticks_are_looked_for_again(void **state)
{
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_EXPORT, "");
    int64_t due_ms = screen_ops(SCREEN_STAFF_EXPORT)->deadline_ms(f.state, &f.view);
    assert_true(due_ms > f.view.mono_ms);
    f.view.mono_ms = due_ms;
    screen_ops(SCREEN_STAFF_EXPORT)->tick(f.state, &f.view);
    assert_int_equal(f.stick_looks, 2);
    assert_true(screen_ops(SCREEN_STAFF_EXPORT)->deadline_ms(f.state, &f.view) > due_ms);
}

static void a_pack_is_looked_at_before_it_is_imported(void **state)
{
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_IMPORT, "");
    case_sticks(&f);
    fixture_draw(&f);
    assert_false(fixture_press(&f, IMPORT_START, 0));
    touch(IMPORT_PACK, 1);
    assert_int_equal(f.transfer, TRANSFER_PREVIEW);
    assert_string_equal(f.wish.path, "/media/2026 秋季宣讲活动包");
    case_preview(&f);
    touch(IMPORT_LINES_PAGE, 1);
    touch(IMPORT_START, 0);
    assert_int_equal(f.transfer, TRANSFER_IMPORT);
}

static void a_pack_with_faults_cannot_be_imported(void **state)
{
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_IMPORT, "");
    case_preview_wrong(&f);
    fixture_draw(&f);
    assert_false(fixture_press(&f, IMPORT_START, 0));
    fixture_key(&f, UI_KEY_ENTER);
    assert_int_equal(f.transfer, TRANSFER_NONE);
}

/* What to do stands at a sentence's end; where stands as a spreadsheet shows it. */
static void a_long_fault_is_shown_to_its_end(void **state)
{
    (void)state;
    static struct fault faults[] = {
        {.file = "/media/秋季/programme.csv",
         .row = 6,
         .column = 28,
         .warning = true,
         .message = "与同一地点“市工人文化宫三楼多功能报告厅”的另一场时间重叠（第 2 行“弘扬劳模精神、劳动精"
                    "神、工匠精神专题辅导讲座”），请核对 ENDE"},
        {.file = "/media/秋季/日程.ics", .row = 4, .column = 1, .message = "没有标题，请填写"},
    };
    fixture_enter(&f, SCREEN_STAFF_IMPORT, "");
    case_preview(&f);
    f.preview.source = "/media/秋季";
    f.preview.faults = (struct faults){.items = faults, .count = 2, .warnings = 1, .errors = 1};
    fixture_draw(&f);
    assert_true(fixture_shows(&f, "programme.csv 第 6 行第 AB 列"));
    assert_true(fixture_shows(&f, "ENDE"));
    assert_true(fixture_shows(&f, "日程.ics 第 4 行第 1 列"));
    size_t with_changes = 0;
    for (int page = 0; page < 60; page++) { /* every change has its place on one of the pages */
        with_changes += fixture_shows(&f, "张示例");
        if (!fixture_press(&f, IMPORT_LINES_PAGE, page + 1)) {
            break;
        }
        fixture_draw(&f);
    }
    assert_true(with_changes > 1);
    assert_true(fixture_shows(&f, "100639"));
}

/* A pack that is one workbook has no folder: its sheets are named by the file. */
static void a_fault_of_a_workbook_names_its_sheet(void **state)
{
    (void)state;
    static struct fault faults[] = {
        {.file = "/media/K/活动包.xlsx[名册]", .row = 3, .column = 2, .message = "不能为空"}};
    fixture_enter(&f, SCREEN_STAFF_IMPORT, "");
    case_preview_wrong(&f);
    f.preview.source = "/media/K/活动包.xlsx";
    f.preview.faults = (struct faults){.items = faults, .count = 1, .errors = 1};
    fixture_draw(&f);
    assert_true(fixture_shows(&f, "活动包.xlsx[名册] 第 3 行第 B 列：不能为空"));
}

static void the_last_import_can_be_undone(void **state)
{
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_IMPORT, "");
    touch(IMPORT_UNDO, 0);
    assert_int_equal(f.request.verb, STAFF_UNDO_IMPORT);
    f.staff.transferring = TRANSFER_IMPORT;
    touch(IMPORT_UNDO, 0);
    assert_int_equal(f.asked, 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(what_is_ticked_goes_to_the_stick),
        TEST(nothing_goes_to_a_stick_that_cannot_take_it),
        TEST(a_running_export_can_be_stopped_and_says_what_came_of_it),
        TEST(sticks_are_looked_for_again),
        TEST(a_pack_is_looked_at_before_it_is_imported),
        TEST(a_pack_with_faults_cannot_be_imported),
        TEST(a_long_fault_is_shown_to_its_end),
        TEST(a_fault_of_a_workbook_names_its_sheet),
        TEST(the_last_import_can_be_undone),
    };
    return cmocka_run_group_tests_name("transfer", tests, NULL, NULL);
}
