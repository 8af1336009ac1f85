/* Rosters of CSV: badges and numbers, whom a reader would mix up, rows about nobody. */
#include "support/pack_tables.h"

#include "domain/badge_profile.h"

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

static void reads_lists_that_are_numbered_further_down(void **state)
{
    (void)state;
    struct fixture f;
    start(&f);
    put(&f, "people.csv", "序号,工号,姓名,部门\n1,1,李明,一车间\n2,,,\n3,,,\n4,2,王强,\n,,,,制表：工会\n");
    read_with(&f, NULL);
    const struct place left_out = {"people.csv", 3, 1, true};
    assert_faults(&f, &left_out, 1);
    assert_non_null(strstr(f.faults.items[0].message, "3 行"));
    assert_int_equal(f.pack.people_count, 2);
    finish(&f);
    EXPECT("people.csv", "序号,工号,姓名\n1,,\n2,,\n", {"people.csv", 1, 1, false});
    EXPECT("people.csv", "序号,工号,姓名,部门\n1,1,李明,\n2,,,二车间\n", {"people.csv", 3, 2, false},
           {"people.csv", 3, 3, false}); /* somebody is meant here */
}

static void names_what_separates_the_cells(void **state)
{
    (void)state;
    EXPECT("people.csv", "工号，姓名\n1，李明\n", {"people.csv", 1, 1, false});
    struct fixture f;
    start(&f);
    put(&f, "people.csv", "工号，姓名\n1，李明\n");
    read_with(&f, NULL);
    assert_non_null(strstr(f.faults.items[0].message, "全角逗号"));
    finish(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pair_of_decimals_is_one_badge),
        cmocka_unit_test(a_reader_that_mixes_two_people_up_is_a_warning),
        cmocka_unit_test(checks_people),
        cmocka_unit_test(warns_about_missing_glyphs),
        cmocka_unit_test(reads_lists_that_are_numbered_further_down),
        cmocka_unit_test(names_what_separates_the_cells),
    };
    return cmocka_run_group_tests_name("import_people", tests, NULL, NULL);
}
