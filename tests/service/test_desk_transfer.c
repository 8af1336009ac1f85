/* The desk's long work: a pack comes in while people sign in, stops half-way, is wrong, is undone. */
#include "service/desk.h"

#include "base/files.h"
#include "domain/export_format.h"
#include "store/db.h"
#include "store/store.h"
#include "support/event_pack.h"
#include "support/page_picture.h"

#include <sys/stat.h>

enum { PEOPLE = 30000 };

struct place {
    char folder[64], path[128], pack[128];
    struct clock clock;
    struct desk *desk;
    struct err err;
};

static void write_table(struct place *place, const char *name, const struct buf *text)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%s", place->pack, name);
    assert_true(files_write_atomic(path, text->data, text->len, &place->err));
}

static void write_pack(struct place *place, int people)
{
    struct buf text = {0};
    assert_true(files_make_folders(place->pack, &place->err));
    buf_puts(&text, "项目,值\n活动名称,大活动\n主办单位,示例工会\n报送邮箱,a@example.com\n");
    write_table(place, "event.csv", &text);
    buf_clear(&text);
    buf_puts(&text, "编号,日期,开始,结束,主题,地点\nL1,2026-11-22,09:00,10:30,劳模宣讲,一号厅\n");
    write_table(place, "programme.csv", &text);
    buf_clear(&text);
    buf_puts(&text, "工号,姓名,部门,工牌号\n");
    for (int i = 0; i < people; i++) {
        buf_printf(&text, "N%06d,张示例,一车间,%d\n", i, 100000 + i);
    }
    write_table(place, "people.csv", &text);
    assert_true(buf_ok(&text));
    buf_finish(&text);
}

static void start(struct place *place, bool threaded)
{
    struct store *store = NULL;
    folder_make(place->folder);
    snprintf(place->path, sizeof place->path, "%s/store.db", place->folder);
    snprintf(place->pack, sizeof place->pack, "%s/pack", place->folder);
    assert_true(store_open(&store, place->path, STORE_WRITE, &place->err));
    assert_true(civil_use_zone("Asia/Shanghai", &place->err));
    clock_hold_at(&place->clock, day_at(8, 45));
    struct desk_config config = {.store = store, .clock = &place->clock, .threaded = threaded};
    assert_true(desk_create(&place->desk, &config, &place->err));
}

static int set_up_threaded(void **state)
{
    *state = calloc(1, sizeof(struct place));
    assert_non_null(*state);
    start(*state, true);
    return 0;
}

static int set_up_inline(void **state)
{
    *state = calloc(1, sizeof(struct place));
    assert_non_null(*state);
    start(*state, false);
    return 0;
}

static int tear_down(void **state)
{
    struct place *place = *state;
    desk_destroy(place->desk);
    folder_remove(place->folder);
    free(place);
    return 0;
}

/* The event of that type; what came before it is dropped. */
static struct desk_event await(struct place *place, enum desk_event_type type)
{
    struct desk_event event;
    for (int i = 0; i < 20000; i++) {
        while (desk_poll(place->desk, &event)) {
            if (event.type == type) {
                return event;
            }
            desk_event_drop(&event);
        }
        usleep(1000);
    }
    fail_msg("no event of type %d", (int)type);
    return event;
}

static struct desk_event transfer(struct place *place, enum transfer_kind kind)
{
    struct transfer_wish wish = {.operator_name = "值班员"};
    snprintf(wish.path, sizeof wish.path, "%s", place->pack);
    assert_int_not_equal(desk_transfer(place->desk, kind, &wish), 0);
    return await(place, DESK_TRANSFER);
}

static int64_t number(struct place *place, const char *sql)
{
    struct store *reader = NULL;
    sqlite3_stmt *statement = NULL;
    assert_true(store_open(&reader, place->path, STORE_READ, &place->err));
    assert_int_equal(sqlite3_prepare_v2(reader->db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int64_t value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    store_close(reader);
    return value;
}

static void test_preview_then_import_then_undo(void **state)
{
    struct place *place = *state;
    write_pack(place, 5);
    struct desk_event event = transfer(place, TRANSFER_PREVIEW);
    assert_true(event.transfer.done);
    assert_true(event.preview->may_import);
    assert_int_equal(event.preview->changes.people_added, 5);
    assert_int_equal(number(place, "SELECT generation FROM meta"), 0);
    desk_event_drop(&event);
    event = transfer(place, TRANSFER_IMPORT);
    assert_true(event.transfer.done);
    assert_non_null(strstr(event.transfer.sentence, "新增 5"));
    event = await(place, DESK_BOARD);
    assert_string_equal(event.board->event.title, "大活动");
    desk_event_drop(&event);
    /* what was imported has gone: it is not imported twice by a second press */
    event = transfer(place, TRANSFER_IMPORT);
    assert_false(event.transfer.done);
    write_pack(place, 3);
    event = transfer(place, TRANSFER_PREVIEW);
    assert_int_equal(event.preview->changes.people_removed, 2);
    desk_event_drop(&event);
    event = transfer(place, TRANSFER_IMPORT);
    assert_true(event.transfer.done);
    assert_int_equal(number(place, "SELECT count(*) FROM person p JOIN meta m USING (generation)"), 3);
    struct staff_request request = {.verb = STAFF_UNDO_IMPORT, .operator_name = "值班员"};
    desk_staff(place->desk, &request);
    event = await(place, DESK_STAFF);
    assert_true(event.staff.done);
    assert_int_equal(number(place, "SELECT count(*) FROM person p JOIN meta m USING (generation)"), 5);
    assert_int_equal(number(place, "SELECT count(*) FROM log WHERE kind = 'import' AND operator IS NOT NULL"),
                     3);
}

static void test_a_wrong_pack_is_told_and_cannot_be_imported(void **state)
{
    struct place *place = *state;
    struct buf text = {0};
    write_pack(place, 2);
    buf_puts(&text, "工号,姓名\nN1,张示例\nN1,王样本\n");
    write_table(place, "people.csv", &text);
    buf_finish(&text);
    struct desk_event event = transfer(place, TRANSFER_PREVIEW);
    assert_true(event.transfer.done);
    assert_false(event.preview->may_import);
    assert_int_equal(event.preview->faults.errors, 1);
    assert_int_equal(event.preview->faults.items[0].row, 3);
    desk_event_drop(&event);
    event = transfer(place, TRANSFER_IMPORT);
    assert_false(event.transfer.done);
    assert_int_equal(number(place, "SELECT count(*) FROM log"), 0);
}

/* Scans are answered between the steps of an import, by what was active when they came. */
static void test_people_sign_in_meanwhile(void **state)
{
    enum { SCANS = 60 };
    struct place *place = *state;
    struct transfer_wish wish = {.operator_name = "值班员"};
    char badge[32];
    write_pack(place, PEOPLE);
    struct desk_event event = transfer(place, TRANSFER_PREVIEW);
    assert_true(event.preview && event.preview->may_import);
    desk_event_drop(&event);
    assert_int_not_equal(desk_transfer(place->desk, TRANSFER_IMPORT, &wish), 0);
    assert_int_equal(desk_transfer(place->desk, TRANSFER_IMPORT, &wish), 0); /* one at a time */
    int outcomes = 0, before_end = 0;
    bool ended = false;
    for (int i = 0; i < SCANS; i++) {
        snprintf(badge, sizeof badge, "%d", 100000 + i);
        assert_int_not_equal(desk_sign_in(place->desk, badge, METHOD_READER, day_at(8, 45)), 0);
        usleep(2000);
        while (desk_poll(place->desk, &event)) {
            outcomes += event.type == DESK_OUTCOME;
            before_end += event.type == DESK_OUTCOME && !ended;
            ended |= event.type == DESK_TRANSFER;
            desk_event_drop(&event);
        }
    }
    desk_settle(place->desk);
    while (desk_poll(place->desk, &event)) {
        outcomes += event.type == DESK_OUTCOME;
        ended |= event.type == DESK_TRANSFER;
        desk_event_drop(&event);
    }
    assert_true(ended);
    assert_int_equal(outcomes, SCANS);
    assert_true(before_end > 3);
    assert_int_equal(number(place, "SELECT count(*) FROM log WHERE kind <> 'import'"), SCANS);
    assert_int_equal(number(place, "SELECT count(*) FROM person p JOIN meta m USING (generation)"), PEOPLE);
}

static void test_cancelled_half_way_leaves_nothing(void **state)
{
    struct place *place = *state;
    struct transfer_wish wish = {0};
    int permille;
    write_pack(place, PEOPLE);
    struct desk_event event = transfer(place, TRANSFER_PREVIEW);
    desk_event_drop(&event);
    assert_int_not_equal(desk_transfer(place->desk, TRANSFER_IMPORT, &wish), 0);
    while (desk_transferring(place->desk, &permille) != TRANSFER_NONE && permille < 300) {
        usleep(500);
    }
    desk_cancel_transfer(place->desk);
    event = await(place, DESK_TRANSFER);
    assert_false(event.transfer.done);
    assert_non_null(strstr(event.transfer.sentence, "已取消"));
    desk_settle(place->desk);
    assert_int_equal(number(place, "SELECT count(*) FROM person"), 0);
    assert_int_equal(number(place, "SELECT count(*) FROM log"), 0);
}

static void write_program(struct place *place, const char *name, const char *script)
{
    char path[300];
    snprintf(path, sizeof path, "%s/bin/%s", place->folder, name);
    assert_true(files_write_atomic(path, script, strlen(script), &place->err));
    assert_int_equal(chmod(path, 0755), 0);
}

/* The pack with a presentation in it, and programs of our own to turn it. */
static void write_presentation(struct place *place, const char *soffice)
{
    char path[300];
    struct buf text = {0};
    write_pack(place, 2);
    snprintf(path, sizeof path, "%s/talks", place->pack);
    assert_true(files_make_folders(path, &place->err));
    buf_puts(&text, "a presentation");
    write_table(place, "talks/a.pptx", &text);
    buf_finish(&text);
    snprintf(path, sizeof path, "%s/bin", place->folder);
    assert_true(files_make_folders(path, &place->err));
    setenv("PATH", path, 1);
    setenv("DESK_FOLDER", place->folder, 1);
    write_program(place, "soffice", soffice);
    write_program(place, "pdfinfo", "#!/bin/sh\necho Pages: 1\n");
    write_program(place, "pdftoppm",
                  "#!/bin/sh\nfor last; do :; done\ni=1\n" PAGE_PICTURE("\\007\\200", "\\004\\070"));
}

/* What was turned into pictures for the preview is what is imported. */
static void test_a_presentation_is_turned_once(void **state)
{
    struct place *place = *state;
    char path[300];
    struct buf runs = {0};
    write_presentation(
        place, "#!/bin/sh\necho run >>\"$DESK_FOLDER/runs\"\n"
               "while [ $# -gt 1 ]; do [ \"$1\" = --outdir ] && echo x >\"$2/deck.pdf\"; shift; done\n");
    struct desk_event event = transfer(place, TRANSFER_PREVIEW);
    assert_true(event.preview && event.preview->may_import);
    assert_int_equal(event.preview->changes.files_added, 2);
    desk_event_drop(&event);
    event = transfer(place, TRANSFER_IMPORT);
    assert_true(event.transfer.done);
    setenv("PATH", "/usr/bin:/bin", 1);
    snprintf(path, sizeof path, "%s/runs", place->folder);
    assert_true(files_read(path, 100, &runs, &place->err));
    assert_string_equal(buf_text(&runs), "run\n");
    buf_finish(&runs);
}

static void test_turning_is_cancelled_at_once(void **state)
{
    struct place *place = *state;
    const struct clock real = {0};
    int permille;
    struct transfer_wish wish = {0};
    write_presentation(place, "#!/bin/sh\nPATH=/usr/bin:/bin\nsleep 100\n");
    snprintf(wish.path, sizeof wish.path, "%s", place->pack);
    assert_int_not_equal(desk_transfer(place->desk, TRANSFER_PREVIEW, &wish), 0);
    while (desk_transferring(place->desk, &permille) != TRANSFER_NONE && permille < 20) {
        usleep(500); /* the bar moves though the program says nothing */
    }
    int64_t begun = clock_mono_ms(&real);
    desk_cancel_transfer(place->desk);
    struct desk_event event = await(place, DESK_TRANSFER);
    assert_in_range(clock_mono_ms(&real) - begun, 0, 1000);
    setenv("PATH", "/usr/bin:/bin", 1);
    assert_false(event.transfer.done);
    assert_null(event.preview);
    assert_non_null(strstr(event.transfer.sentence, "已取消"));
    desk_event_drop(&event);
}

/* A small event in the store, and every folder in "sticks" is a stick from now on. */
static void make_ready(struct place *place, struct transfer_wish *wish)
{
    struct staff_request request = {.verb = STAFF_SETTING};
    write_pack(place, 2);
    struct desk_event event = transfer(place, TRANSFER_PREVIEW);
    desk_event_drop(&event);
    event = transfer(place, TRANSFER_IMPORT);
    assert_true(event.transfer.done);
    snprintf(request.operator_name, sizeof request.operator_name, "值班员");
    snprintf(request.key, sizeof request.key, "stick.folder");
    snprintf(request.value, sizeof request.value, "%s/sticks", place->folder);
    assert_int_not_equal(desk_staff(place->desk, &request), 0);
    event = await(place, DESK_STAFF);
    assert_int_equal(event.error.code, ERR_NONE);
    desk_event_drop(&event);
    snprintf(wish->path, sizeof wish->path, "%s/sticks/KINGSTON", place->folder);
}

static void test_the_programme_goes_out_as_a_calendar(void **state)
{
    struct place *place = *state;
    struct transfer_wish wish = {.formats = 1u << EXPORT_ICS};
    struct buf text = {0};
    char path[sizeof wish.path + 64];
    make_ready(place, &wish);
    assert_true(files_make_folders(wish.path, &place->err));
    assert_int_not_equal(desk_transfer(place->desk, TRANSFER_EXPORT, &wish), 0);
    struct desk_event event = await(place, DESK_TRANSFER);
    assert_true(event.transfer.done);
    snprintf(path, sizeof path, "%s/宣讲台导出/大活动 日程.ics", wish.path);
    assert_true(files_read(path, 64 * 1024, &text, &place->err));
    assert_non_null(strstr(buf_text(&text), "\r\nUID:L1@"));
    assert_non_null(strstr(buf_text(&text), "\r\nDTSTART:20261122T010000Z\r\n"));
    buf_finish(&text);
}

/* Where a stick was pulled its folder may stay, as one of the kiosk's own disk: nothing goes there, and
 * nobody is told that the stick may be pulled. */
static void test_a_stick_that_is_none_any_more(void **state)
{
    struct place *place = *state;
    struct transfer_wish wish = {.formats = 1u << EXPORT_ICS};
    make_ready(place, &wish);
    snprintf(wish.path, sizeof wish.path, "%s/was-a-stick", place->folder);
    assert_true(files_make_folders(wish.path, &place->err));
    assert_int_not_equal(desk_transfer(place->desk, TRANSFER_EXPORT, &wish), 0);
    struct desk_event event = await(place, DESK_TRANSFER);
    assert_false(event.transfer.done);
    assert_non_null(strstr(event.transfer.sentence, "已拔出"));
    assert_int_equal(rmdir(wish.path), 0); /* it is empty */
}

/* Lists of people that a power cut left beside the store go at the next start. */
static void test_leftovers_go(void **state)
{
    struct place *place = *state;
    struct store *store = NULL;
    char left[300], file[330];
    snprintf(left, sizeof left, "%s.export", place->path);
    snprintf(file, sizeof file, "%s/export.aBc123", left);
    assert_true(files_make_folders(left, &place->err));
    assert_true(files_write_atomic(file, "names", 5, &place->err));
    desk_destroy(place->desk);
    assert_true(store_open(&store, place->path, STORE_WRITE, &place->err));
    struct desk_config config = {.store = store, .clock = &place->clock};
    assert_true(desk_create(&place->desk, &config, &place->err));
    assert_false(files_exists(left));
}

static void test_sticks_are_found(void **state)
{
    struct place *place = *state;
    struct desk_event event;
    write_pack(place, 2);
    assert_int_not_equal(desk_find_sticks(place->desk), 0);
    event = await(place, DESK_STICKS);
    assert_non_null(event.sticks);
    desk_event_drop(&event);
}

int main(void)
{
#define BOTH(name)                                                                                           \
    cmocka_unit_test_setup_teardown(name, set_up_inline, tear_down),                                         \
        cmocka_unit_test_setup_teardown(name, set_up_threaded, tear_down)
    const struct CMUnitTest tests[] = {
        BOTH(test_preview_then_import_then_undo),
        BOTH(test_a_wrong_pack_is_told_and_cannot_be_imported),
        BOTH(test_a_presentation_is_turned_once),
        cmocka_unit_test_setup_teardown(test_turning_is_cancelled_at_once, set_up_threaded, tear_down),
        BOTH(test_the_programme_goes_out_as_a_calendar),
        BOTH(test_a_stick_that_is_none_any_more),
        BOTH(test_leftovers_go),
        BOTH(test_sticks_are_found),
        cmocka_unit_test_setup_teardown(test_people_sign_in_meanwhile, set_up_threaded, tear_down),
        cmocka_unit_test_setup_teardown(test_cancelled_half_way_leaves_nothing, set_up_threaded, tear_down),
    };
    return cmocka_run_group_tests_name("desk_transfer", tests, NULL, NULL);
}
