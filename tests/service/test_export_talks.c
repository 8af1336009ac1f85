/* Talks and votes on their way out: into the workbook, the report and JSON; and that no export says who chose
 * what where it is a secret. */
#include "service/check_in.h"
#include "service/export_answers.h"
#include "service/export_file.h"
#include "service/export_rows.h"
#include "service/talk_keep.h"
#include "service/votes.h"

#include "base/files.h"
#include "format/xlsx.h"
#include "store/db.h"
#include "store/pack_table.h"
#include "store/store.h"
#include "store/vote_table.h"
#include "support/event_pack.h"

struct hall {
    char folder[64], path[128], file[128];
    struct store *store;
    struct clock clock;
    struct check_in check_in;
    struct vote_topic topic;
    struct arena arena; /* what was read back */
    struct buf bytes;
    struct xlsx book;
    struct err err;
};

/* --- a morning --- */

static void at(struct hall *hall, int hour, int minute)
{
    hall->clock = (struct clock){.manual = true,
                                 .manual_wall_ms = day_at(hour, minute),
                                 .manual_mono_ms = day_at(hour, minute) - day_at(0, 0)};
}

static void talk(struct hall *hall, enum talk_act act, const char *lecture, const char *deck,
                 const char *times)
{
    struct talk_saved saved = {.open = act == TALK_BEGAN};
    struct talk_record record = {.act = act, .pages = 12, .shown = 3};
    snprintf(record.lecture, sizeof record.lecture, "%s", lecture);
    snprintf(record.deck, sizeof record.deck, "%s", deck);
    snprintf(record.times, sizeof record.times, "%s", times);
    assert_true(talk_keep(&hall->check_in, hall->store, &hall->clock, &saved, &record, &hall->err));
}

static void ask(struct hall *hall, const char *lecture, const char *words, int answer,
                enum vote_privacy privacy)
{
    hall->topic = (struct vote_topic){.answer = answer, .privacy = privacy};
    snprintf(hall->topic.lecture, sizeof hall->topic.lecture, "%s", lecture);
    snprintf(hall->topic.deck, sizeof hall->topic.deck, "anquan");
    snprintf(hall->topic.words, sizeof hall->topic.words, "%s", words);
}

static void vote(struct hall *hall, const char *badge, int choice)
{
    struct vote_cast cast = {.topic = hall->topic, .choice = choice};
    struct outcome out;
    struct check_in_request request = {.raw = badge,
                                       .method = METHOD_READER,
                                       .at_ms = clock_wall_ms(&hall->clock),
                                       .pinned_lecture = "",
                                       .vote = &cast};
    if (!badge) {
        assert_true(votes_cast(hall->store, &cast, &hall->err));
        return;
    }
    assert_true(check_in_run(&hall->check_in, hall->store, &hall->clock, &request, &out, &hall->err));
    assert_true(out.vote == VOTE_COUNTED || out.vote == VOTE_CHANGED);
    clock_advance(&hall->clock, 3000); /* nobody's badge is taken for one that was read twice */
}

#define FIRST  "先做什么？\n拽出来\n按急停\n叫人"
#define SECOND "谁能开机？\n班长\n持证的人"
#define SECRET "这个班长怎么样？\n甲乙丙丁好评\n戊己庚辛差评"

static void make_morning(struct hall *hall)
{
    at(hall, 9, 4);
    talk(hall, TALK_BEGAN, "L1", "anquan", "");
    ask(hall, "L1", FIRST, 2, VOTE_NAMED);
    vote(hall, "1003", 1);
    vote(hall, "1001", 1);
    vote(hall, "1001", 2); /* thought better of it */
    vote(hall, "1002", 2);
    ask(hall, "L1", SECRET, 0, VOTE_SECRET);
    vote(hall, "1001", 1);
    vote(hall, "1002", 2);
    vote(hall, "1003", 2);
    ask(hall, "L1", SECOND, 2, VOTE_NAMED);
    vote(hall, "1003", 2);
    vote(hall, "1001", 2);
    at(hall, 9, 40);
    talk(hall, TALK_ENDED, "L1", "anquan", "1=0:35 2=1:12 12=20:00");
    at(hall, 9, 41); /* ended by mistake */
    talk(hall, TALK_BEGAN, "L1", "anquan", "");
    at(hall, 9, 50);
    talk(hall, TALK_ENDED, "L1", "anquan", "12=9:00");
    at(hall, 13, 0);
    talk(hall, TALK_BEGAN, "", "a: b", "");
    ask(hall, "", "去哪里？\n北京\n天津", 0, VOTE_OPEN);
    vote(hall, NULL, 2);
    vote(hall, NULL, 2);
    vote(hall, NULL, 1);
}

static int set_up(void **state)
{
    struct hall *hall = calloc(1, sizeof *hall);
    struct pack pack;
    assert_non_null(hall);
    folder_make(hall->folder);
    snprintf(hall->path, sizeof hall->path, "%s/store.db", hall->folder);
    snprintf(hall->file, sizeof hall->file, "%s/out", hall->folder);
    assert_true(store_open(&hall->store, hall->path, STORE_WRITE, &hall->err));
    pack_make(&pack);
    assert_true(pack_table_put(hall->store, &pack, NULL, &hall->err));
    pack_finish(&pack);
    *state = hall;
    return 0;
}

static void forget_file(struct hall *hall)
{
    xlsx_close(&hall->book);
    hall->book = (struct xlsx){0};
    arena_finish(&hall->arena);
    buf_finish(&hall->bytes);
}

static int tear_down(void **state)
{
    struct hall *hall = *state;
    forget_file(hall);
    check_in_finish(&hall->check_in);
    store_close(hall->store);
    folder_remove(hall->folder);
    free(hall);
    return 0;
}

/* --- what came out --- */

static void export(struct hall *hall, enum export_format format, const char *lecture)
{
    struct export_request request = {
        .format = format, .lecture_id = lecture, .lang = LANG_ZH, .now_ms = day_at(12, 0)};
    forget_file(hall);
    if (!export_file(hall->store, &request, hall->file, NULL, &hall->err)) {
        fail_msg("%s", hall->err.text);
    }
    assert_true(files_read(hall->file, 1u << 30, &hall->bytes, &hall->err));
}

static void export_book(struct hall *hall, const char *lecture)
{
    export(hall, EXPORT_XLSX, lecture);
    assert_true(xlsx_open(&hall->book, hall->bytes.data, hall->bytes.len, &hall->arena, &hall->err));
}

static bool has_sheet(const struct hall *hall, const char *name)
{
    for (size_t i = 0; i < hall->book.count; i++) {
        if (strcmp(hall->book.tabs[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* The rows of a sheet, cells joined by |, empty ones at the end left out, a line each. */
static const char *sheet(struct hall *hall, const char *name)
{
    static struct buf text;
    buf_clear(&text);
    for (size_t i = 0; i < hall->book.count; i++) {
        struct table table;
        struct xlsx_place place;
        if (strcmp(hall->book.tabs[i].name, name) != 0) {
            continue;
        }
        assert_true(xlsx_read(&hall->book, i, 0, &table, &place, &hall->err));
        for (size_t row = 0; row < table.count; row++) {
            for (size_t k = 0; k < table.rows[row].count; k++) {
                buf_printf(&text, "%s%s", k ? "|" : "", table.rows[row].cells[k]);
            }
            buf_putc(&text, '\n');
        }
    }
    return buf_text(&text);
}

static void assert_has(const char *text, const char *part)
{
    if (!strstr(text, part)) {
        fail_msg("no '%s' in:\n%s", part, text);
    }
}

static void the_workbook_says_when_talks_were_held(void **state)
{
    struct hall *hall = *state;
    make_morning(hall);
    export_book(hall, "all");
    const char *talks = sheet(hall, "宣讲");
    assert_has(talks,
               "场次|计划开始|计划结束|主讲人|讲稿|实际开始|实际结束|用时（分钟）|放映页数|总页数|备注\n");
    assert_has(talks, "劳模宣讲|2026-11-22 09:00|2026-11-22 10:30|张工|anquan|2026-11-22 09:04|"
                      "2026-11-22 09:40|36|3|12\n");
    assert_has(talks, "|2026-11-22 09:41|2026-11-22 09:50|9|3|12\n");
    assert_has(talks, "（不属于任何场次）||||a: b|2026-11-22 13:00\n");
    const char *pages = sheet(hall, "每页用时");
    assert_has(pages, "场次|讲稿|实际开始|页码|用时（秒）\n"
                      "劳模宣讲|anquan|2026-11-22 09:04|1|35\n"
                      "劳模宣讲|anquan|2026-11-22 09:04|2|72\n"
                      "劳模宣讲|anquan|2026-11-22 09:04|12|1200\n"
                      "劳模宣讲|anquan|2026-11-22 09:41|12|540\n");
}

static void the_workbook_counts_votes(void **state)
{
    struct hall *hall = *state;
    make_morning(hall);
    export_book(hall, "all");
    const char *votes = sheet(hall, "投票");
    assert_has(votes, "场次|日期|讲稿|题目|类型|方式|选项|选项内容|票数|占比|正确答案\n");
    assert_has(votes, "劳模宣讲|2026-11-22|anquan|先做什么？|答题|记名|1|拽出来|1|");
    assert_has(votes, "|先做什么？|答题|记名|2|按急停|2|");
    assert_has(votes, "|先做什么？|答题|记名|3|叫人|0|");
    assert_has(votes, "|谁能开机？|答题|记名|2|持证的人|2|1|√\n");
    assert_has(votes, "|这个班长怎么样？|投票|不记名|2|戊己庚辛差评|2|");
    assert_has(votes, "（不属于任何场次）||anquan|去哪里？|投票|不刷卡|2|天津|2|");
}

static void the_workbook_is_the_record_of_a_test(void **state)
{
    struct hall *hall = *state;
    make_morning(hall);
    export_book(hall, "L1");
    assert_string_equal(sheet(hall, "答题明细"),
                        "序号|工号|姓名|部门|班组|题目|选项|选项内容|对错|场次|日期\n"
                        "1|W001|李明|机电车间|一班|先做什么？|2|按急停|对|劳模宣讲|2026-11-22\n"
                        "2|W001|李明|机电车间|一班|谁能开机？|2|持证的人|对|劳模宣讲|2026-11-22\n"
                        "3|W002|王大明|机电车间|二班|先做什么？|2|按急停|对|劳模宣讲|2026-11-22\n"
                        "4|W003|欧阳小红|机电车间|一班|先做什么？|1|拽出来|错|劳模宣讲|2026-11-22\n"
                        "5|W003|欧阳小红|机电车间|一班|谁能开机？|2|持证的人|对|劳模宣讲|2026-11-22\n");
    const char *scores = sheet(hall, "答题成绩");
    assert_has(scores, "序号|工号|姓名|部门|班组|题数|已答|答对|正确率\n1|W001|李明|机电车间|一班|2|2|2|");
    assert_has(scores, "2|W002|王大明|机电车间|二班|2|1|1|");
    assert_has(scores, "3|W003|欧阳小红|机电车间|一班|2|2|1|");
}

/* Tests at two lectures: who was at one of them is not measured by the other. */
static void a_score_counts_the_tests_a_person_took(void **state)
{
    struct hall *hall = *state;
    make_morning(hall);
    ask(hall, "L3", FIRST, 2, VOTE_NAMED);
    vote(hall, "1004", 3);
    vote(hall, "1001", 2);
    export_book(hall, "all");
    const char *scores = sheet(hall, "答题成绩");
    assert_has(scores, "|W001|李明|机电车间|一班|3|3|3|");
    assert_has(scores, "|W002|王大明|机电车间|二班|2|1|1|");
    assert_has(scores, "|W004|赵强|选煤车间|一班|1|1|0|");
    export_book(hall, "L3");
    assert_false(has_sheet(hall, "答题成绩")); /* one question alone */
    assert_has(sheet(hall, "答题明细"), "2|W004|赵强|选煤车间|一班|先做什么？|3|叫人|错|研讨班|2026-11-22\n");
}

static void sheets_stand_where_there_is_something_to_say(void **state)
{
    struct hall *hall = *state;
    static const char *const names[] = {"宣讲", "每页用时", "投票", "答题明细", "答题成绩"};
    export_book(hall, "all");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_false(has_sheet(hall, names[i]));
    }
    make_morning(hall);
    export_book(hall, "L2");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_false(has_sheet(hall, names[i]));
    }
    export_book(hall, "L1");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_true(has_sheet(hall, names[i]));
    }
    assert_null(strstr(sheet(hall, "宣讲"), "a: b"));
    assert_null(strstr(sheet(hall, "投票"), "去哪里"));
}

static void what_was_erased_stays_away(void **state)
{
    struct hall *hall = *state;
    make_morning(hall);
    assert_true(db_exec(hall->store, "DELETE FROM meaning", &hall->err));
    export_book(hall, "all");
    assert_has(sheet(hall, "宣讲"), "|张工||2026-11-22 09:04|2026-11-22 09:40|36|3|12\n");
    assert_false(has_sheet(hall, "每页用时"));
    assert_has(sheet(hall, "投票"), "|先做什么？|答题|记名|2|按急停|2|");
    assert_has(sheet(hall, "答题明细"), "1|||||先做什么？|1|拽出来|错|劳模宣讲|2026-11-22\n");
    assert_false(has_sheet(hall, "答题成绩"));
}

static void json_has_them_all(void **state)
{
    struct hall *hall = *state;
    export(hall, EXPORT_JSON, "all");
    assert_has(buf_text(&hall->bytes), ",\n\"talks\":[],\n\"votes\":[]}\n");
    make_morning(hall);
    export(hall, EXPORT_JSON, "all");
    assert_has(
        buf_text(&hall->bytes),
        "{\"lecture\":\"L1\",\"deck\":\"anquan\",\"began_at\":\"2026-11-22T09:04:00+08:00\",\"ended_at\":"
        "\"2026-11-22T09:40:00+08:00\",\"pages_shown\":3,\"pages\":12,\"page_times\":[{\"page\":1,"
        "\"seconds\":35},{\"page\":2,\"seconds\":72},{\"page\":12,\"seconds\":1200}]}");
    assert_has(buf_text(&hall->bytes),
               "{\"lecture\":\"\",\"deck\":\"a: b\",\"began_at\":\"2026-11-22T13:00:00"
               "+08:00\",\"ended_at\":null,\"pages_shown\":0,\"pages\":0,"
               "\"page_times\":[]}");
    assert_has(buf_text(&hall->bytes),
               "{\"lecture\":\"L1\",\"deck\":\"anquan\",\"question\":\"谁能开机？\",\"privacy\":\"named\","
               "\"right\":2,\"total\":2,\"choices\":[{\"text\":\"班长\",\"votes\":0},{\"text\":\"持证的人\","
               "\"votes\":2}],\"answers\":[\n{\"worker_no\":\"W001\",\"name\":\"李明\",\"unit\":\"机电车间\","
               "\"team\":\"一班\",\"choice\":2},\n{\"worker_no\":\"W003\",\"name\":\"欧阳小红\",\"unit\":"
               "\"机电车间\",\"team\":\"一班\",\"choice\":2}]}");
    assert_has(
        buf_text(&hall->bytes),
        "\"question\":\"这个班长怎么样？\",\"privacy\":\"secret\",\"right\":null,\"total\":3,\"choices\":["
        "{\"text\":\"甲乙丙丁好评\",\"votes\":1},{\"text\":\"戊己庚辛差评\",\"votes\":2}]}");
    export(hall, EXPORT_JSON, "L3");
    assert_has(buf_text(&hall->bytes), ",\n\"talks\":[],\n\"votes\":[]}\n");
}

/* Even a store that says it, as no version of ours writes one: a secret topic's people are not asked for. */
static void no_export_says_who_chose_what_in_secret(void **state)
{
    struct hall *hall = *state;
    static const enum export_format listed[] = {EXPORT_CSV, EXPORT_JSON};
    struct export_talks talks = {0};
    struct export_answers answers = {0};
    struct export_rows rows = {.store = hall->store};
    make_morning(hall);
    assert_true(db_exec(hall->store, "UPDATE voter SET choice = 1 WHERE choice IS NULL", &hall->err));
    assert_true(export_rows_open(&rows, &hall->err));
    assert_true(export_talks_load(&talks, hall->store, &rows.programme, NULL, &hall->err));
    assert_true(
        export_answers_load(&answers, hall->store, &rows.roster, &talks, NULL, EXPORT_BY_PERSON, &hall->err));
    assert_int_equal(answers.count, 5);
    for (size_t i = 0; i < answers.count; i++) {
        assert_int_equal(talks.topics[answers.items[i].topic].privacy, VOTE_NAMED);
    }
    export_answers_finish(&answers);
    export_talks_finish(&talks);
    export_rows_finish(&rows);
    /* a secret choice never stands on a line with a person */
    export_book(hall, "all");
    for (size_t i = 0; i < hall->book.count; i++) {
        const char *name = hall->book.tabs[i].name;
        if (strcmp(name, "投票") != 0) {
            assert_null(strstr(sheet(hall, name), "班长怎么样"));
            assert_null(strstr(sheet(hall, name), "评"));
        }
    }
    assert_null(strstr(sheet(hall, "投票"), "W00"));
    for (size_t i = 0; i < sizeof listed / sizeof *listed; i++) {
        export(hall, listed[i], "all");
        const char *secret = strstr(buf_text(&hall->bytes), "\"secret\"");
        assert_true(listed[i] == EXPORT_JSON ? secret != NULL : secret == NULL);
        const char *end = secret ? strchr(secret, '\n') : NULL;
        assert_true(!secret || end);
        for (const char *person = secret; person && (person = strstr(person, "W00")) != NULL; person++) {
            assert_true(person > end);
        }
    }
}

/* A hall that votes at random, thinks better of it and comes back: what goes out adds up. */
static void votes_add_up_to_their_count(void **state)
{
    struct hall *hall = *state;
    static const char *const badges[] = {"1001", "1002", "1003", "0001003", "1004", "1005"};
    static const char *const words[] = {FIRST, SECOND, SECRET};
    struct export_talks talks = {0};
    struct export_answers answers = {0};
    struct export_rows rows = {.store = hall->store};
    unsigned seed = 7;
    at(hall, 9, 4);
    for (int i = 0; i < 400; i++) {
        seed = seed * 1103515245u + 12345u;
        unsigned pick = seed >> 8;
        struct vote_cast cast = {.choice = 1 + (int)(pick % 2)};
        struct outcome out;
        ask(hall, pick & 64 ? "L1" : "L3", words[pick / 7 % 3], 0, (enum vote_privacy)(pick / 128 % 2));
        cast.topic = hall->topic;
        struct check_in_request request = {.raw = badges[pick / 1024 % 6],
                                           .method = METHOD_READER,
                                           .at_ms = clock_wall_ms(&hall->clock),
                                           .pinned_lecture = "",
                                           .vote = &cast};
        assert_true(check_in_run(&hall->check_in, hall->store, &hall->clock, &request, &out, &hall->err));
        clock_advance(&hall->clock, 3000);
    }
    assert_true(export_rows_open(&rows, &hall->err));
    assert_true(export_talks_load(&talks, hall->store, &rows.programme, NULL, &hall->err));
    assert_true(
        export_answers_load(&answers, hall->store, &rows.roster, &talks, NULL, EXPORT_BY_TOPIC, &hall->err));
    assert_int_equal(talks.topic_count, 12);
    for (size_t i = 0; i < talks.topic_count; i++) {
        const struct export_topic *topic = &talks.topics[i];
        struct vote_topic key = {.privacy = topic->privacy};
        struct vote_count count;
        int sum = 0, named[VOTE_CHOICES_MAX] = {0};
        for (int k = 0; k < VOTE_CHOICES_MAX; k++) {
            sum += topic->count.votes[k];
        }
        assert_int_equal(sum, topic->count.total);
        assert_true(sum > 0 && sum <= 5); /* one voice a person */
        for (size_t k = 0; k < answers.count; k++) {
            named[answers.items[k].choice - 1] += answers.items[k].topic == i;
        }
        for (int k = 0; k < VOTE_CHOICES_MAX; k++) {
            assert_int_equal(named[k], topic->privacy == VOTE_NAMED ? topic->count.votes[k] : 0);
        }
        snprintf(key.lecture, sizeof key.lecture, "%s", topic->lecture_id);
        snprintf(key.deck, sizeof key.deck, "%s", topic->deck);
        snprintf(key.words, sizeof key.words, "%s",
                 strcmp(topic->question, "先做什么？") == 0   ? FIRST
                 : strcmp(topic->question, "谁能开机？") == 0 ? SECOND
                                                              : SECRET);
        assert_true(vote_table_count(hall->store, &key, &count, &hall->err));
        assert_memory_equal(&count, &topic->count, sizeof count);
    }
    export_answers_finish(&answers);
    export_talks_finish(&talks);
    export_rows_finish(&rows);
}

/* The plan of the one prepared statement that has these words, a line a step. */
static const char *plan_of(struct hall *hall, const char *words)
{
    static struct buf plan;
    sqlite3_stmt *statement = NULL, *explained = NULL;
    buf_clear(&plan);
    while ((statement = sqlite3_next_stmt(hall->store->db, statement)) != NULL) {
        char sql[2048];
        if (!strstr(sqlite3_sql(statement), words)) {
            continue;
        }
        snprintf(sql, sizeof sql, "EXPLAIN QUERY PLAN %s", sqlite3_sql(statement));
        assert_int_equal(sqlite3_prepare_v2(hall->store->db, sql, -1, &explained, NULL), SQLITE_OK);
        while (sqlite3_step(explained) == SQLITE_ROW) {
            buf_printf(&plan, "%s\n", (const char *)sqlite3_column_text(explained, 3));
        }
        sqlite3_finalize(explained);
    }
    return buf_text(&plan);
}

/* What an export asks is asked of an index, however long the log is and however many have voted. */
static void nothing_long_is_read_through(void **state)
{
    struct hall *hall = *state;
    struct export_talks talks = {0};
    struct export_answers answers = {0};
    struct export_rows rows = {.store = hall->store};
    make_morning(hall);
    assert_true(export_rows_open(&rows, &hall->err));
    assert_true(export_talks_load(&talks, hall->store, &rows.programme, NULL, &hall->err));
    assert_true(
        export_answers_load(&answers, hall->store, &rows.roster, &talks, NULL, EXPORT_BY_PERSON, &hall->err));
    assert_string_equal(plan_of(hall, "log_of_talks"),
                        "SCAN log USING INDEX log_of_talks\n"
                        "SEARCH meaning USING PRIMARY KEY (token=?) LEFT-JOIN\n"
                        "USE TEMP B-TREE FOR ORDER BY\n"); /* of the talks alone */
    assert_string_equal(plan_of(hall, "CROSS JOIN voter"), "SCAN vote_topic\n"
                                                           "SEARCH voter USING PRIMARY KEY (topic=?)\n");
    assert_string_equal(plan_of(hall, "LEFT JOIN vote_count"),
                        "SCAN vote_topic\n"
                        "SEARCH vote_count USING PRIMARY KEY (topic=?) LEFT-JOIN\n");
    export_answers_finish(&answers);
    export_talks_finish(&talks);
    export_rows_finish(&rows);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_workbook_says_when_talks_were_held),
        TEST(the_workbook_counts_votes),
        TEST(the_workbook_is_the_record_of_a_test),
        TEST(a_score_counts_the_tests_a_person_took),
        TEST(sheets_stand_where_there_is_something_to_say),
        TEST(what_was_erased_stays_away),
        TEST(json_has_them_all),
        TEST(no_export_says_who_chose_what_in_secret),
        TEST(votes_add_up_to_their_count),
        TEST(nothing_long_is_read_through),
    };
    return cmocka_run_group_tests_name("export_talks", tests, NULL, NULL);
}
