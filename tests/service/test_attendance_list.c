/* What comes out of the store: the CSV, the board, verify; also after the meanings were erased. */
#include "service/board_load.h"
#include "service/check_in.h"
#include "service/export_csv.h"
#include "service/export_json.h"
#include "service/verify.h"

#include "store/db.h"
#include "store/log.h"
#include "store/pack_table.h"
#include "store/settings.h"
#include "support/event_pack.h"

struct place {
    char folder[64], path[128];
    struct store *store;
    struct clock clock;
    struct check_in check_in;
    struct outcome out;
    struct pack pack;
    struct buf csv;
    struct err err;
};

static int set_up(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    assert_non_null(place);
    folder_make(place->folder);
    snprintf(place->path, sizeof place->path, "%s/store.db", place->folder);
    assert_true(store_open(&place->store, place->path, STORE_WRITE, &place->err));
    pack_make(&place->pack);
    *state = place;
    return 0;
}

static int tear_down(void **state)
{
    struct place *place = *state;
    check_in_finish(&place->check_in);
    store_close(place->store);
    pack_finish(&place->pack);
    buf_finish(&place->csv);
    folder_remove(place->folder);
    free(place);
    return 0;
}

static void put(struct place *place)
{
    assert_true(pack_table_put(place->store, &place->pack, NULL, &place->err));
}

static void scan(struct place *place, const char *raw, enum sign_in_method method, int64_t at_ms,
                 enum outcome_kind kind)
{
    place->clock.manual = true;
    place->clock.manual_wall_ms = at_ms;
    place->clock.manual_mono_ms = at_ms - day_at(0, 0); /* a clock that goes right */
    struct check_in_request request = {.raw = raw, .method = method, .at_ms = at_ms, .pinned_lecture = ""};
    check_in_run(&place->check_in, place->store, &place->clock, &request, &place->out, &place->err);
    assert_int_equal(place->out.kind, kind);
}

static void make_morning(struct place *place)
{
    put(place);
    scan(place, "1002", METHOD_READER, day_at(8, 50), OUTCOME_SIGNED_IN);
    scan(place, "0001003", METHOD_READER, day_at(9, 12) + 30 * SECOND_MS, OUTCOME_LATE);
    scan(place, "W004", METHOD_KEYPAD, day_at(8, 59), OUTCOME_SIGNED_IN);
    scan(place, "=9+9", METHOD_READER, day_at(9, 1), OUTCOME_UNKNOWN);
    scan(place, "=9+9", METHOD_READER, day_at(9, 2), OUTCOME_UNKNOWN);
    place->clock.simulated = true;
    scan(place, "W006", METHOD_READER, day_at(9, 3), OUTCOME_WALK_IN);
    place->clock.simulated = false;
    scan(place, "8888", METHOD_READER, day_at(13, 0), OUTCOME_UNKNOWN);
}

static const char *export(struct place *place, const char *lecture, enum lang lang)
{
    buf_clear(&place->csv);
    if (!export_csv(place->store, lecture, lang, &place->csv, &place->err)) {
        fail_msg("%s", place->err.text);
    }
    return buf_text(&place->csv);
}

#define L1_EN "学习活动,L1,劳模宣讲,2026-11-22,一号厅,"

static void test_one_lecture_in_english(void **state)
{
    struct place *place = *state;
    make_morning(place);
    assert_string_equal(
        export(place, "L1", LANG_EN),
        "\xEF\xBB\xBF"
        "no,event,lecture_id,lecture,date,venue,worker_no,badge,name,unit,team,status,signed_in_at,signed_"
        "out_at,"
        "method,note\r\n"
        "1," L1_EN "W002,1002,王大明,机电车间,二班,on_time,2026-11-22 08:50:00,,reader,\r\n"
        "2," L1_EN "W006,,周游,办公室,,walk_in,2026-11-22 09:03:00,,reader,walk-in; simulated time\r\n"
        "3," L1_EN "W003,0001003,欧阳小红,机电车间,一班,late,2026-11-22 09:12:30,,reader,12 min late\r\n"
        "4," L1_EN ",'=9+9,,,,unknown,2026-11-22 09:01:00,,reader,unknown badge\r\n"
        "5," L1_EN "W001,1001,李明,机电车间,一班,absent,,,,\r\n");
}

static void test_all_in_chinese(void **state)
{
    struct place *place = *state;
    make_morning(place);
    const char *csv = export(place, "all", LANG_ZH);
    assert_non_null(
        strstr(csv, "\xEF\xBB\xBF序号,活动,场次编号,场次,日期,地点,工号,工牌号,姓名,部门,班组,状态,签到时间,"
                    "签退时间,方式,备注\r\n"));
    assert_non_null(strstr(csv, ",walk_in,2026-11-22 09:03:00,,reader,名册外；模拟时间\r\n"));
    assert_non_null(
        strstr(csv, "W003,0001003,欧阳小红,机电车间,一班,late,2026-11-22 09:12:30,,reader,迟到 12 分钟\r\n"));
    /* by worker number: the person's badge */
    assert_non_null(
        strstr(csv, "二号厅,W004,1004,赵强,选煤车间,一班,on_time,2026-11-22 08:59:00,,keypad,\r\n"));
    /* last of all, what stands under no lecture */
    const char *end = "14,学习活动,,,,,,8888,,,,unknown,2026-11-22 13:00:00,,reader,未登记\r\n";
    assert_string_equal(csv + strlen(csv) - strlen(end), end);
    const char *l1 = strstr(csv, ",L1,"), *l3 = strstr(csv, ",L3,"), *l2 = strstr(csv, ",L2,");
    assert_true(l1 < l3 && l3 < l2);
}

static bool append_to(void *context, const char *data, size_t len, struct err *err)
{
    (void)err;
    buf_append(context, data, len);
    return true;
}

/* Whose cells are not their texts, and whose worker number is not in the form it is looked up by. */
static void test_texts_that_cells_escape(void **state)
{
    struct place *place = *state;
    place->pack.people[1].name = "王\"大\",明";
    place->pack.people[1].worker_no = "w002";
    place->pack.people[0].name = "=李";
    place->pack.people[0].unit = "机电车间";
    place->pack.people[0].team = "一,班";
    put(place);
    scan(place, "1002", METHOD_READER, day_at(8, 50), OUTCOME_SIGNED_IN);
    scan(place, "W003", METHOD_KEYPAD, day_at(8, 51), OUTCOME_SIGNED_IN);
    const char *csv = export(place, "L1", LANG_EN);
    assert_non_null(strstr(csv, "w002,1002,\"王\"\"大\"\",明\",机电车间,二班,on_time,"));
    assert_non_null(strstr(csv, "W003,1003,欧阳小红,机电车间,一班,on_time,"));
    assert_non_null(strstr(csv, "W001,1001,'=李,机电车间,\"一,班\",absent,"));
    csv = export(place, "all", LANG_EN); /* tokens are read another way */
    assert_non_null(strstr(csv, "w002,1002,\"王\"\"大\"\",明\",机电车间,二班,on_time,"));
    assert_non_null(strstr(csv, "W003,1003,欧阳小红,机电车间,一班,on_time,"));
    buf_clear(&place->csv);
    assert_true(export_json(place->store, "L1", NULL, append_to, &place->csv, &place->err));
    assert_non_null(
        strstr(buf_text(&place->csv), "\"worker_no\":\"w002\",\"badge\":\"1002\",\"name\":\"王\\\"大"));
    assert_non_null(strstr(buf_text(&place->csv), "\"name\":\"=李\""));
}

static void test_unknown_lecture_and_empty_store(void **state)
{
    struct place *place = *state;
    assert_non_null(strstr(export(place, "all", LANG_EN), "note\r\n"));
    make_morning(place);
    buf_clear(&place->csv);
    assert_false(export_csv(place->store, "L9", LANG_ZH, &place->csv, &place->err));
    assert_int_equal(place->err.code, ERR_NOT_FOUND);
    assert_int_equal(place->csv.len, 0);
}

static void test_removed_person_is_listed_and_marked(void **state)
{
    struct place *place = *state;
    make_morning(place);
    place->pack.people[1] = place->pack.people[5];
    place->pack.people_count = 5;
    put(place);
    const char *csv = export(place, "all", LANG_ZH);
    assert_non_null(
        strstr(csv, "W002,1002,王大明,机电车间,二班,on_time,2026-11-22 08:50:00,,reader,已不在名册\r\n"));
    assert_null(strstr(csv, "W002,1002,王大明,机电车间,二班,absent"));
}

static void test_meanings_erased(void **state)
{
    struct place *place = *state;
    struct verify_report report;
    struct board board = {0};
    make_morning(place);
    assert_int_equal(sqlite3_exec(place->store->db, "DELETE FROM meaning", NULL, NULL, NULL), SQLITE_OK);
    assert_true(verify_store(place->store, &report, &place->err));
    assert_int_equal(report.rows, 7);
    const char *csv = export(place, "L1", LANG_EN);
    assert_non_null(strstr(csv, "1," L1_EN ",,,,,on_time,2026-11-22 08:50:00,,reader,\r\n"));
    assert_null(strstr(csv, "9+9"));
    assert_true(board_load(&board, place->store, &place->err));
    assert_int_equal(board_tally(&board, programme_find(&board.programme, "L1"))->walk_in, 1);
    assert_int_equal(board.recent_count, 0);
    board_finish(&board);
}

static void test_verify(void **state)
{
    struct place *place = *state;
    struct verify_report report;
    make_morning(place);
    assert_true(verify_store(place->store, &report, &place->err));
    assert_int_equal(report.rows, 7);
    assert_int_equal(report.bad_seq, 0);
    assert_int_equal(sqlite3_exec(place->store->db, "UPDATE tally SET late = 5", NULL, NULL, NULL),
                     SQLITE_OK);
    assert_false(verify_store(place->store, &report, &place->err));
    assert_int_equal(place->err.code, ERR_DAMAGED);
    sqlite3 *db;
    assert_int_equal(sqlite3_open(place->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "DROP TRIGGER log_no_update; UPDATE log SET badge = NULL WHERE seq = 5",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(db);
    assert_false(verify_store(place->store, &report, &place->err));
    assert_int_equal(report.bad_seq, 5);
    assert_non_null(strstr(place->err.text, "5"));
}

static void test_board(void **state)
{
    struct place *place = *state;
    struct board board = {0};
    assert_true(board_load(&board, place->store, &place->err));
    assert_false(board.has_event);
    make_morning(place);
    assert_true(settings_set(place->store, "station.name", "大门", &place->err));
    assert_true(board_load(&board, place->store, &place->err));
    assert_true(board.has_event);
    assert_string_equal(board.station_name, "大门");
    assert_int_equal(board.volume, 2);
    assert_string_equal(board.keypad_letters, "W");
    assert_int_equal(board.programme.count, 3);
    const struct tally *tally = board_tally(&board, programme_find(&board.programme, "L1"));
    assert_int_equal(tally->expected, 3);
    assert_int_equal(tally->on_time, 1);
    assert_int_equal(tally->late, 1);
    assert_int_equal(tally->walk_in, 1);
    assert_int_equal(tally->unknown, 1);
    assert_int_equal(tally_absent(tally), 1);
    assert_int_equal(board.recent_count, 4);
    assert_string_equal(board.recent[0].name, "周*");
    assert_string_equal(board.recent[3].name, "王*明");
    assert_true(board.recent[0].at_ms == day_at(9, 3));
    assert_int_equal(board.keypoints.slide_count, 1);
    assert_non_null(board_deck(&board, "demo"));
    assert_true(settings_set(place->store, "volume", "0", &place->err));
    assert_true(board_load(&board, place->store, &place->err));
    assert_int_equal(board.volume, 0);
    board_finish(&board);
}

/* The disk fills up in the middle of a morning: what was not saved is said, and nothing of it stands. */
static void test_full_disk_says_not_saved(void **state)
{
    struct place *place = *state;
    struct verify_report report;
    char badge[16], limit[64];
    int saved = 0, refused = 0;
    put(place);
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_prepare_v2(place->store->db, "PRAGMA page_count", -1, &statement, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    snprintf(limit, sizeof limit, "PRAGMA max_page_count = %d", sqlite3_column_int(statement, 0) + 3);
    sqlite3_finalize(statement);
    assert_int_equal(sqlite3_exec(place->store->db, limit, NULL, NULL, NULL), SQLITE_OK);
    for (int i = 0; i < 200; i++) {
        snprintf(badge, sizeof badge, "%d", 4000 + i);
        place->clock = (struct clock){
            .manual = true, .manual_wall_ms = day_at(9, 0) + i * 5000, .manual_mono_ms = i * 5000};
        struct check_in_request request = {
            .raw = badge, .at_ms = place->clock.manual_wall_ms, .pinned_lecture = ""};
        if (check_in_run(&place->check_in, place->store, &place->clock, &request, &place->out, &place->err)) {
            assert_int_equal(place->out.kind, OUTCOME_UNKNOWN);
            saved++;
        } else {
            assert_int_equal(place->out.kind, OUTCOME_NOT_SAVED);
            assert_string_equal(place->out.badge, badge);
            assert_true(*place->out.error);
            refused++;
        }
    }
    assert_true(saved > 0 && refused > 0);
    assert_true(verify_store(place->store, &report, &place->err));
    assert_int_equal(report.rows, saved);
    /* there is room again: the same badge is recorded, not taken for a repeat */
    assert_int_equal(sqlite3_exec(place->store->db, "PRAGMA max_page_count = 1000000", NULL, NULL, NULL),
                     SQLITE_OK);
    scan(place, badge, METHOD_READER, day_at(9, 0), OUTCOME_UNKNOWN);
    assert_false(place->out.repeat);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_one_lecture_in_english),
        TEST(test_all_in_chinese),
        TEST(test_unknown_lecture_and_empty_store),
        TEST(test_texts_that_cells_escape),
        TEST(test_removed_person_is_listed_and_marked),
        TEST(test_meanings_erased),
        TEST(test_verify),
        TEST(test_board),
        TEST(test_full_disk_says_not_saved),
    };
    return cmocka_run_group_tests_name("attendance_list", tests, NULL, NULL);
}
