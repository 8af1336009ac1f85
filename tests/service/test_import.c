/* Packs of CSV: the event, the programme, the files; what is right, and every fault with its place. */
#include "support/pack_tables.h"

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
    static const struct place places[] = {
        {"talks/a.md", 1, 1, true}, /* nine pictures make more than a page */
        {"talks/a.md", 2, 1, false}, {"talks/a.md", 3, 1, false}, {"talks/a.md", 4, 1, false},
        {"talks/a.md", 6, 1, false}, {"talks/a.md", 7, 1, false}, {"talks/a.md", 8, 1, false},
        {"talks/a.md", 9, 1, false}, {"talks/a.md", 10, 1, false}};
    assert_faults(&f, places, 9);
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
        cmocka_unit_test(fills_in_defaults),
        cmocka_unit_test(misses_files),
        cmocka_unit_test(checks_the_event),
        cmocka_unit_test(misses_columns),
        cmocka_unit_test(finds_a_header_below_a_title),
        cmocka_unit_test(checks_lectures),
        cmocka_unit_test(warns_about_lectures),
        cmocka_unit_test(limits_texts),
        cmocka_unit_test(refuses_big_files_unread),
        cmocka_unit_test(refuses_binary_and_damaged_tables),
        cmocka_unit_test(checks_images),
        cmocka_unit_test(does_not_follow_links_out),
        cmocka_unit_test(knows_decks_by_any_spelling),
        cmocka_unit_test(caps_the_list),
        cmocka_unit_test(speaks_both_languages),
        cmocka_unit_test(puts_the_zone_back),
    };
    return cmocka_run_group_tests_name("import", tests, NULL, NULL);
}
