#include "service/import.h"

#include "domain/badge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/civil.h"
#include "base/files.h"
#include "base/strings.h"

#define EVENT     "项目,值\n活动名称,学习日\n"
#define PROGRAMME "日期,开始,结束,主题,地点\n2026-11-22,09:00,10:30,讲座,大厅\n"
#define PEOPLE    "工号,姓名,工牌号,部门\n100001,李明,0000000001,一车间\n"

/* One pack in a folder of its own, and what came of reading it. */
struct fixture {
    char folder[64];
    struct pack pack;
    struct faults faults;
    struct err err;
    bool right;
};

static void put_bytes(const struct fixture *f, const char *name, const void *data, size_t len)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", f->folder, name);
    assert_true(files_write_atomic(path, data, len, NULL));
}

static void put(const struct fixture *f, const char *name, const char *text)
{
    put_bytes(f, name, text, strlen(text));
}

static void make_folder(struct fixture *f)
{
    char path[256];
    *f = (struct fixture){.folder = "/tmp/lectern-pack-XXXXXX"};
    assert_non_null(mkdtemp(f->folder));
    snprintf(path, sizeof path, "%s/talks", f->folder);
    assert_int_equal(mkdir(path, 0700), 0);
}

static void start(struct fixture *f)
{
    make_folder(f);
    put(f, "event.csv", EVENT);
    put(f, "programme.csv", PROGRAMME);
    put(f, "people.csv", PEOPLE);
}

static void read_with(struct fixture *f, const struct import_options *options)
{
    f->right = import_read(f->folder, options, &f->pack, &f->faults, &f->err);
}

static void finish(struct fixture *f)
{
    char command[128];
    pack_finish(&f->pack);
    faults_finish(&f->faults);
    snprintf(command, sizeof command, "rm -rf %s", f->folder);
    assert_int_equal(system(command), 0);
}

struct place {
    const char *file;
    size_t row, column;
    bool warning;
};

/* The faults are exactly these, in this order. */
static void assert_faults(const struct fixture *f, const struct place *places, size_t count)
{
    char line[4096];
    for (size_t i = 0; i < f->faults.count && f->faults.count != count; i++) {
        print_message("%s\n", fault_format(&f->faults.items[i], line, sizeof line));
    }
    assert_int_equal(f->faults.count, count);
    size_t errors = 0;
    for (size_t i = 0; i < count; i++) {
        const struct fault *fault = &f->faults.items[i];
        char file[256];
        snprintf(file, sizeof file, "%s/%s", f->folder, places[i].file);
        if (fault->row != places[i].row || fault->column != places[i].column ||
            fault->warning != places[i].warning) {
            print_message("wanted %s:%zu:%zu, got %s\n", file, places[i].row, places[i].column,
                          fault_format(fault, line, sizeof line));
        }
        assert_string_equal(fault->file, file);
        assert_int_equal(fault->row, places[i].row);
        assert_int_equal(fault->column, places[i].column);
        assert_int_equal(fault->warning, places[i].warning);
        assert_true(strlen(fault->message) > 6);
        errors += !fault->warning;
    }
    assert_int_equal(f->faults.errors, errors);
    assert_int_equal(f->right, errors == 0);
}

/* Puts text into the file and expects the faults. */
static void expect(const char *name, const char *text, const struct place *places, size_t count)
{
    struct fixture f;
    start(&f);
    put(&f, name, text);
    read_with(&f, NULL);
    assert_faults(&f, places, count);
    finish(&f);
}

#define EXPECT(name, text, ...)                                                                              \
    do {                                                                                                     \
        const struct place places[] = {__VA_ARGS__};                                                         \
        expect(name, text, places, sizeof places / sizeof *places);                                          \
    } while (0)

static void reads_the_demo_pack(void **state)
{
    (void)state;
    struct fixture f = {0};
    f.right = import_read(TEST_SOURCE_DIR "/assets/demo/", NULL, &f.pack, &f.faults, &f.err);
    assert_true(f.right);
    assert_int_equal(f.faults.count, 0);
    assert_true(f.pack.people_count >= 185);
    assert_true(f.pack.programme.count >= 12);
    assert_int_equal(f.pack.file_count, 5);
    assert_string_equal(f.pack.event.report_mail, "hlhghzxfg@123.com");
    const struct lecture *lecture = programme_find(&f.pack.programme, "20261122-1");
    assert_non_null(lecture);
    assert_string_equal(lecture->title, "劳模宣讲：把本职工作做到极致");
    assert_string_equal(lecture->deck, "laomo");
    assert_int_equal(lecture->expected, 180);
    char text[CIVIL_TEXT_SIZE];
    assert_string_equal(civil_format(lecture->start_ms, CIVIL_DATE_TIME, text), "2026-11-22 09:00:00");
    assert_string_equal(civil_format(lecture->end_ms, CIVIL_HOUR_MINUTE, text), "10:30");
    bool found = false;
    for (size_t i = 0; i < f.pack.people_count; i++) {
        const struct person *person = &f.pack.people[i];
        if (strcmp(person->worker_no, "100234") == 0) {
            found = true;
            assert_string_equal(person->name, "李大明");
            assert_string_equal(person->team, "甲班");
            assert_string_equal(person->extra, "备注\t虚构\n");
            assert_int_equal(person->badges.count, 1);
        }
    }
    assert_true(found);
    import_shift(&f.pack, 3600 * 1000);
    assert_string_equal(civil_format(f.pack.programme.items[0].start_ms, CIVIL_HOUR_MINUTE, text), "09:30");
    pack_finish(&f.pack);
    faults_finish(&f.faults);
}

static void reads_office_encodings_and_synonyms(void **state)
{
    (void)state;
    static const char *const packs[] = {TEST_SOURCE_DIR "/tests/packs/gb18030",
                                        TEST_SOURCE_DIR "/tests/packs/utf16"};
    for (size_t i = 0; i < 2; i++) {
        struct fixture f = {0};
        assert_true(import_read(packs[i], NULL, &f.pack, &f.faults, &f.err));
        assert_int_equal(f.faults.count, 0);
        const struct person *people = f.pack.people;
        assert_int_equal(f.pack.people_count, 2);
        assert_string_equal(people[0].worker_no, "007");
        assert_string_equal(people[0].name, "王䶮");
        assert_string_equal(people[0].badges.items[0], "0012345678");
        assert_string_equal(people[0].extra, "籍贯\t通辽\n");
        assert_int_equal(people[1].badges.count, 2);
        assert_string_equal(people[1].badges.items[0], "00123456A0");
        assert_string_equal(people[1].extra, "");
        const struct lecture *lecture = &f.pack.programme.items[0];
        char text[CIVIL_TEXT_SIZE];
        assert_string_equal(lecture->venue, "礼堂");
        assert_int_equal(lecture->expected, 1);
        assert_string_equal(lecture->id, "20261201-0900");
        assert_string_equal(civil_format(lecture->end_ms, CIVIL_HOUR_MINUTE, text), "10:30");
        pack_finish(&f.pack);
        faults_finish(&f.faults);
    }
}

/* One card as a pair of decimals is one badge; a comma between two badges still parts them. */
static void a_pair_of_decimals_is_one_badge(void **state)
{
    (void)state;
    static const struct {
        const char *cell, *badges[4];
    } rows[] = {{"111,27706", {"111,27706"}},
                {"1,7", {"1,7"}},
                {"111,27707;112,00033 、 5001", {"111,27707", "112,00033", "5001"}},
                {" 111,27708 ", {"111,27708"}},
                {"1001,1002", {"1001", "1002"}},
                {"256,1", {"256", "1"}},
                {"111,65536", {"111", "65536"}},
                {"12,34,56", {"12", "34", "56"}},
                {"9,A1；255,65535", {"9", "A1", "255,65535"}}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f;
        char people[200];
        start(&f);
        snprintf(people, sizeof people, "worker_no,name,badge\nW1,Zhao Sample,\"%s\"\n", rows[i].cell);
        put(&f, "people.csv", people);
        read_with(&f, NULL);
        assert_true(f.right);
        const struct text_list *badges = &f.pack.people[0].badges;
        for (size_t k = 0; k < 4; k++) {
            assert_int_equal(rows[i].badges[k] != NULL, k < badges->count);
            assert_true(k >= badges->count || strcmp(badges->items[k], rows[i].badges[k]) == 0);
        }
        finish(&f);
    }
}

/* Two people whom this station's reader cannot tell apart: said at the later row, imported all the same. */
static void a_reader_that_mixes_two_people_up_is_a_warning(void **state)
{
    (void)state;
    static const struct badge_profile hex = {.from = CARD_8H, .to = CARD_10D}, as_it_is = {0};
    static const struct place mixed[] = {{"people.csv", 3, 3, true}, {"people.csv", 6, 3, true}};
    for (int i = 0; i < 3; i++) {
        struct fixture f;
        struct import_options options = {.profile = i == 0 ? &hex : i == 1 ? &as_it_is : NULL};
        start(&f);
        put(&f, "people.csv",
            "worker_no,name,badge\nW1,Zhao Sample,0040856634\nW2,Qian Sample,026F6C3A\n"
            "W3,Sun Sample,\"0011211469;00AB12CD\"\n0000000A,Li Sample,\nW5,Zhou Sample,0000000010\n");
        read_with(&f, &options);
        assert_faults(&f, mixed, i == 0 ? 2 : 0);
        assert_true(f.right);
        finish(&f);
    }
}

static void fills_in_defaults(void **state)
{
    (void)state;
    struct fixture f;
    start(&f);
    put(&f, "programme.csv",
        "id,Date,START,end,title,venue,opens_before_min,迟到分钟,capacity,deck\n"
        ",2026-11-22,9:00,10:00,a,x,,,,\n,2026/11/22 0:00:00,09:00:00,10:00,b,y,45,0,30人,\n"
        "20261122-0900,2026.11.22,09:00,10:00,c,z,,,,\n");
    read_with(&f, NULL);
    assert_true(f.right);
    assert_int_equal(f.faults.count, 0);
    const struct lecture *items = f.pack.programme.items; /* sorted by venue here */
    assert_string_equal(items[0].id, "20261122-0900-2");
    assert_string_equal(items[1].id, "20261122-0900-3");
    assert_string_equal(items[2].id, "20261122-0900");
    assert_int_equal(items[0].opens_before_min, 30);
    assert_int_equal(items[0].late_after_min, 10);
    assert_int_equal(items[1].opens_before_min, 45);
    assert_int_equal(items[1].late_after_min, 0);
    assert_int_equal(items[1].capacity, 30);
    assert_string_equal(f.pack.event.zone, "Asia/Shanghai");
    assert_int_equal(f.pack.event.walk_in, WALK_IN_RECORD);
    finish(&f);
}

static void misses_files(void **state)
{
    (void)state;
    struct fixture f;
    make_folder(&f);
    read_with(&f, NULL);
    static const struct place all[] = {
        {"event.csv", 0, 0, false}, {"programme.csv", 0, 0, false}, {"people.csv", 0, 0, false}};
    assert_faults(&f, all, 3);
    finish(&f);
    f = (struct fixture){0};
    assert_false(import_read("/no/such/pack", NULL, &f.pack, &f.faults, &f.err));
    assert_int_equal(f.faults.errors, 1);
    char line[512];
    assert_non_null(strstr(fault_format(&f.faults.items[0], line, sizeof line), "/no/such/pack: "));
    faults_finish(&f.faults);
    assert_false(import_read(TEST_SOURCE_DIR "/assets/demo/event.csv", NULL, &f.pack, &f.faults, &f.err));
    assert_int_equal(f.faults.errors, 1);
    faults_finish(&f.faults);
}

static void checks_the_event(void **state)
{
    (void)state;
    EXPECT("event.csv",
           "活动名称,a\n报送邮箱,a b@c.de\n时区,Mars/Base\n提前签到分钟,1441\n迟到分钟,x\n名册外,也许\n",
           {"event.csv", 2, 2, false}, {"event.csv", 3, 2, false}, {"event.csv", 4, 2, false},
           {"event.csv", 5, 2, false}, {"event.csv", 6, 2, false});
    EXPECT("event.csv", "title,a\n天气,晴\n活动名称,b\n", {"event.csv", 2, 1, true},
           {"event.csv", 3, 1, false});
    EXPECT("event.csv", "报送邮箱,a@@b.c\n", {"event.csv", 0, 0, true}, {"event.csv", 1, 2, false});
    EXPECT("event.csv", "", {"event.csv", 0, 0, false});
    EXPECT("event.csv", "活动名称,a,b\n", {"event.csv", 1, 3, true});
}

static void misses_columns(void **state)
{
    (void)state;
    EXPECT("programme.csv", "日程\n主题,日期\nx,2026-11-22\n", {"programme.csv", 2, 1, false},
           {"programme.csv", 2, 1, false}, {"programme.csv", 2, 1, false});
    EXPECT("programme.csv", "日期,开始,结束,主题\n2026-13-01,9:00,8:00,x\n,25:00,x,\n",
           {"programme.csv", 1, 1, false}, {"programme.csv", 2, 1, false}, {"programme.csv", 2, 3, false},
           {"programme.csv", 3, 1, false}, {"programme.csv", 3, 2, false}, {"programme.csv", 3, 3, false},
           {"programme.csv", 3, 4, false}); /* the rows are looked at all the same */
    EXPECT("people.csv", "工号,部门\n1,a\n1,b\n", {"people.csv", 1, 1, false}, {"people.csv", 3, 1, false});
    EXPECT("people.csv", "\nfoo,bar\n1,2\n", {"people.csv", 2, 1, false}, {"people.csv", 2, 1, false});
    EXPECT("people.csv", "工号,姓名,姓名\n1,a,b\n", {"people.csv", 1, 3, false});
    EXPECT("people.csv", "工号,姓名\n", {"people.csv", 1, 1, false});
    EXPECT("programme.csv", "日期,开始,结束,主题,地点\n", {"programme.csv", 1, 1, false});
}

static void finds_a_header_below_a_title(void **state)
{
    (void)state;
    struct fixture f;
    start(&f);
    put(&f, "people.csv",
        "职工名册,,\n\n制表：工会,,\n 职工号 ,姓　名*（必填）,车间,部门\n7,李明,大,一车间\n");
    read_with(&f, NULL);
    assert_true(f.right);
    assert_int_equal(f.pack.people_count, 1);
    assert_string_equal(f.pack.people[0].unit, "一车间"); /* the usual name wins over the other one */
    assert_string_equal(f.pack.people[0].extra, "车间\t大\n");
    finish(&f);
}

static void checks_lectures(void **state)
{
    (void)state;
    EXPECT("programme.csv",
           "编号,日期,开始,结束,主题,地点,人数,讲稿,提前签到分钟,迟到分钟\n"
           "a,2026-02-30,09:00,10:00,t,v,,,,\n"
           "b,2026-11-22,9点,10:00,t,v,,,,\n"
           "c,2026-11-22,09:00,09:00,t,v,,,,\n"
           "d,2026-11-22,,,,,,,,\n"
           "e,2026-11-22,09:00,10:00,t,v,many,,-1,1441\n"
           "f,2026-11-22,09:00,25:00,t,v,,,,\n"
           "all,2026-11-22,09:00,10:00,t,v,,../x,,\n",
           {"programme.csv", 2, 2, false}, {"programme.csv", 3, 3, false}, {"programme.csv", 4, 4, false},
           {"programme.csv", 5, 3, false}, {"programme.csv", 5, 4, false}, {"programme.csv", 5, 5, false},
           {"programme.csv", 5, 6, false}, {"programme.csv", 6, 7, false}, {"programme.csv", 6, 9, false},
           {"programme.csv", 6, 10, false}, {"programme.csv", 7, 4, false}, {"programme.csv", 8, 1, false},
           {"programme.csv", 8, 8, false});
    EXPECT("programme.csv",
           "编号,日期,开始,结束,主题,地点,讲稿\na,2026-11-22,9:00,9:30,t,v,nix\n\na,2026-11-22,9:30,10:00,t,"
           "v,\n",
           {"programme.csv", 2, 7, false}, {"programme.csv", 4, 1, false});
    EXPECT("programme.csv", "日期,时间,主题,地点\n2026-11-22,9:00,t,v\n2026-11-22,10:00至9:00,t,v\n",
           {"programme.csv", 2, 2, false}, {"programme.csv", 3, 2, false});
}

static void warns_about_lectures(void **state)
{
    (void)state;
    EXPECT("programme.csv",
           "日期,开始,结束,主题,地点,面向\n2026-11-22,09:00,10:30,a,v,一车间、火星班\n"
           "2026-11-22,10:30,11:00,b,v,\n2026-11-22,10:00,10:15,c,v,\n2026-11-22,10:00,10:15,d,w,\n",
           {"programme.csv", 2, 6, true}, {"programme.csv", 4, 2, true});
    EXPECT("programme.csv", "日期,开始,结束,主题,地点\n2026-11-22,09:00,10:30,讲座,学习,大厅\n",
           {"programme.csv", 2, 6, true});
}

static void limits_texts(void **state)
{
    (void)state;
    char text[2048], title[400], name[200];
    memset(title, 'x', sizeof title);
    memset(name, 'y', sizeof name);
    title[301] = name[121] = '\0';
    snprintf(text, sizeof text,
             "编号,日期,开始,结束,主题,地点\n%.64s,2026-11-22,9:00,10:00,%s,%s\n%.63s,2026-11-22,9:00,10:00,%"
             "s,%s\n",
             title, title, name, title, title + 1, name + 1);
    EXPECT("programme.csv", text, {"programme.csv", 2, 1, false}, {"programme.csv", 2, 5, false},
           {"programme.csv", 2, 6, false});
    snprintf(text, sizeof text, "工号,姓名,部门\n1,%s,\n2,%s,%s\n3,a\tb,\"c\nd\"\n5,\xE2\x80\xAEx,#N/A\n",
             name, name + 1, name);
    EXPECT("people.csv", text, {"people.csv", 2, 2, false}, {"people.csv", 3, 3, false},
           {"people.csv", 4, 2, false}, {"people.csv", 4, 3, false}, {"people.csv", 6, 2, false},
           {"people.csv", 6, 3, false});
}

static void checks_people(void **state)
{
    (void)state;
    EXPECT("people.csv",
           "工号,姓名,工牌号\n1,a,X1、x2\n2,,\n,b,\n1,c,\n5,d,Ｘ１\n6,e,x2;x3\n7,f,1.23E+09\n1.5e+10,g,\n9,h,"
           "x3、X3\n",
           {"people.csv", 3, 2, false}, {"people.csv", 4, 1, false}, {"people.csv", 5, 1, false},
           {"people.csv", 6, 3, false}, {"people.csv", 7, 3, false}, {"people.csv", 8, 3, false},
           {"people.csv", 9, 1, false}, {"people.csv", 10, 3, false}, {"people.csv", 10, 3, false});
    EXPECT("people.csv", "工号,姓名,工牌号\n1,a,2\n2,b,2222、2222\n3,c,3\n4,d,12E4\n",
           {"people.csv", 2, 3, true});
    EXPECT("people.csv", "工号,姓名,工牌号\n1,a,012345678901234567890123456789012\n",
           {"people.csv", 2, 3, false});
    struct fixture f;
    start(&f);
    put(&f, "people.csv", "工号,姓名,工牌号\n1,a,x1\n2,b,X1\n");
    read_with(&f, NULL);
    assert_non_null(strstr(f.faults.items[0].message, "2")); /* names the earlier line */
    finish(&f);
}

static bool covers(void *context, uint32_t code_point)
{
    (void)context;
    return code_point < 0x20000 && code_point != 0x4DAE;
}

static void warns_about_missing_glyphs(void **state)
{
    (void)state;
    static const struct import_options options = {.covers = covers};
    struct fixture f;
    start(&f);
    put(&f, "people.csv", "工号,姓名\n1,王䶮\n2,李𬍛\n3,赵明\n");
    read_with(&f, &options);
    static const struct place places[] = {{"people.csv", 2, 2, true}, {"people.csv", 3, 2, true}};
    assert_faults(&f, places, 2);
    assert_non_null(strstr(f.faults.items[0].message, "U+4DAE"));
    assert_non_null(strstr(f.faults.items[1].message, "U+2C35B"));
    finish(&f);
}

static void refuses_big_files_unread(void **state)
{
    (void)state;
    struct fixture f;
    char path[256];
    start(&f);
    static const struct {
        const char *name;
        long size;
    } big[] = {{"people.csv", 50l << 20},
               {"keypoints.md", 5l << 20},
               {"talks/big.md", 5l << 20},
               {"talks/big.png", 50l << 20}};
    put(&f, "talks/a.md", "![x](big.png)\n");
    for (size_t i = 0; i < 4; i++) {
        put(&f, big[i].name, "");
        snprintf(path, sizeof path, "%s/%s", f.folder, big[i].name);
        assert_int_equal(truncate(path, big[i].size), 0);
    }
    read_with(&f, NULL);
    static const struct place places[] = {{"people.csv", 0, 0, false},
                                          {"keypoints.md", 0, 0, false},
                                          {"talks/big.png", 0, 0, false},
                                          {"talks/big.md", 0, 0, false}};
    assert_faults(&f, places, 4);
    assert_non_null(strstr(f.faults.items[0].message, "50 MB"));
    assert_non_null(strstr(f.faults.items[0].message, "32 MB"));
    finish(&f);
}

static void refuses_binary_and_damaged_tables(void **state)
{
    (void)state;
    struct fixture f;
    start(&f);
    put_bytes(&f, "event.csv", "PK\003\004\0\0\0", 7);
    put_bytes(&f, "people.csv", "a,b\n\0\0\0\0", 8);
    put(&f, "programme.csv", "日期,开始\n\"2026,9\n");
    put(&f, "keypoints.md", "just text\n");
    put(&f, "talks/a.md", "# a\n---\n- x\n\n---\n\xFF\xFF\n");
    read_with(&f, NULL);
    static const struct place places[] = {{"event.csv", 0, 0, false},
                                          {"programme.csv", 2, 1, false},
                                          {"people.csv", 0, 0, false},
                                          {"keypoints.md", 0, 0, false},
                                          {"talks/a.md", 6, 1, false}};
    assert_faults(&f, places, 5);
    finish(&f);
}

static void checks_images(void **state)
{
    (void)state;
    static const unsigned char bomb[33] = {0x89, 'P',  'N', 'G', '\r', '\n', 0x1A, '\n', 0,
                                           0,    0,    13,  'I', 'H',  'D',  'R',  0,    0,
                                           0xEA, 0x60, 0,   0,   0xEA, 0x60, 8,    2};
    struct buf picture = {0};
    assert_true(files_read(TEST_SOURCE_DIR "/assets/demo/talks/yinhuan.jpg", 1 << 20, &picture, NULL));
    struct fixture f;
    start(&f);
    put(&f, "talks/a.md",
        "# a\n![x](no.png)\n![x](text.png)\n![x](cut.jpg)\n\n![x](bomb.png)\n![x](../talks/plain.jpg)\n"
        "![x](/etc/passwd)\n![x](http://example.com/a.png)\n![x](link.jpg)\n![ok](Good%20One.JPG)\n");
    put(&f, "talks/text.png", "this is no picture");
    put_bytes(&f, "talks/cut.jpg", picture.data, picture.len / 2);
    put_bytes(&f, "talks/bomb.png", bomb, sizeof bomb);
    put_bytes(&f, "talks/good one.jpg", picture.data, picture.len);
    put_bytes(&f, "talks/plain.jpg", picture.data, picture.len);
    char path[256];
    snprintf(path, sizeof path, "%s/talks/link.jpg", f.folder);
    assert_int_equal(symlink(TEST_SOURCE_DIR "/assets/demo/talks/yinhuan.jpg", path), 0);
    read_with(&f, NULL);
    static const struct place places[] = {{"talks/a.md", 2, 1, false}, {"talks/a.md", 3, 1, false},
                                          {"talks/a.md", 4, 1, false}, {"talks/a.md", 6, 1, false},
                                          {"talks/a.md", 7, 1, false}, {"talks/a.md", 8, 1, false},
                                          {"talks/a.md", 9, 1, false}, {"talks/a.md", 10, 1, false}};
    assert_faults(&f, places, 8);
    finish(&f);
    start(&f);
    put(&f, "talks/a.md", "![ok](Good%20One.JPG)\n");
    put_bytes(&f, "talks/good one.jpg", picture.data, picture.len);
    read_with(&f, NULL);
    assert_true(f.right);
    assert_int_equal(f.pack.file_count, 2);
    assert_string_equal(f.pack.files[1].name, "talks/Good One.JPG"); /* as the talk names it */
    assert_memory_equal(f.pack.files[1].data, picture.data, picture.len);
    finish(&f);
    buf_finish(&picture);
}

static void does_not_follow_links_out(void **state)
{
    (void)state;
    struct fixture f;
    char path[256];
    start(&f);
    snprintf(path, sizeof path, "%s/people.csv", f.folder);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(symlink(TEST_SOURCE_DIR "/assets/demo/people.csv", path), 0);
    read_with(&f, NULL);
    static const struct place places[] = {{"people.csv", 0, 0, false}};
    assert_faults(&f, places, 1);
    finish(&f);
}

static void knows_decks_by_any_spelling(void **state)
{
    (void)state;
    struct fixture f;
    start(&f);
    put(&f, "talks/laomo.md", "# x\n");
    put(&f, "talks/._laomo.md", "\xFF\xFE\0");
    put(&f, "programme.csv",
        "日期,开始,结束,主题,地点,讲稿\n2026-11-22,09:00,10:00,a,v,laomo\n2026-11-22,10:00,11:00,b,v,Laomo."
        "md\n"
        "2026-11-22,11:00,12:00,c,v,talks/laomo.md\n");
    read_with(&f, NULL);
    assert_true(f.right);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(f.pack.programme.items[i].deck, "laomo");
    }
    assert_int_equal(f.pack.file_count, 1);
    finish(&f);
}

static void caps_the_list(void **state)
{
    (void)state;
    struct buf text = {0};
    buf_puts(&text, "工号,姓名\n");
    for (int i = 0; i < 5000; i++) {
        buf_printf(&text, "%d,\n", i);
    }
    struct fixture f;
    start(&f);
    put(&f, "people.csv", text.data);
    put(&f, "programme.csv", "x\n");
    read_with(&f, NULL);
    assert_false(f.right);
    assert_true(f.faults.count <= 1001);
    assert_int_equal(f.faults.errors, 5005);
    assert_non_null(strstr(f.faults.items[f.faults.count - 1].message, "4205"));
    assert_string_equal(f.faults.items[f.faults.count - 1].file, f.folder);
    finish(&f);
    buf_finish(&text);
}

static void speaks_both_languages(void **state)
{
    (void)state;
    struct fixture f;
    strings_use(LANG_EN);
    start(&f);
    put(&f, "people.csv", "worker_no\n1\n");
    read_with(&f, NULL);
    char line[512], wanted[512];
    snprintf(wanted, sizeof wanted, "%s/people.csv:1:1: the header has no column", f.folder);
    assert_non_null(strstr(fault_format(&f.faults.items[0], line, sizeof line), wanted));
    strings_use(LANG_ZH);
    finish(&f);
}

/* A failed import must not leave the running kiosk in another zone. */
static void puts_the_zone_back(void **state)
{
    (void)state;
    assert_true(civil_use_zone("Europe/Berlin", NULL));
    struct fixture f;
    start(&f);
    put(&f, "people.csv", "x\n");
    read_with(&f, NULL);
    assert_false(f.right);
    assert_string_equal(getenv("TZ"), "Europe/Berlin");
    finish(&f);
    start(&f);
    read_with(&f, NULL);
    assert_true(f.right);
    assert_string_equal(getenv("TZ"), "Asia/Shanghai");
    finish(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_demo_pack),
        cmocka_unit_test(reads_office_encodings_and_synonyms),
        cmocka_unit_test(a_pair_of_decimals_is_one_badge),
        cmocka_unit_test(a_reader_that_mixes_two_people_up_is_a_warning),
        cmocka_unit_test(fills_in_defaults),
        cmocka_unit_test(misses_files),
        cmocka_unit_test(checks_the_event),
        cmocka_unit_test(misses_columns),
        cmocka_unit_test(finds_a_header_below_a_title),
        cmocka_unit_test(checks_lectures),
        cmocka_unit_test(warns_about_lectures),
        cmocka_unit_test(limits_texts),
        cmocka_unit_test(checks_people),
        cmocka_unit_test(warns_about_missing_glyphs),
        cmocka_unit_test(refuses_big_files_unread),
        cmocka_unit_test(refuses_binary_and_damaged_tables),
        cmocka_unit_test(checks_images),
        cmocka_unit_test(does_not_follow_links_out),
        cmocka_unit_test(knows_decks_by_any_spelling),
        cmocka_unit_test(caps_the_list),
        cmocka_unit_test(speaks_both_languages),
        cmocka_unit_test(puts_the_zone_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
