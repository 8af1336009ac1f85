#include "format/pinyin.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct sample {
    const char *name, *initials;
};

static void expect(const struct sample *samples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char out[PINYIN_INITIALS_SIZE];
        pinyin_initials(samples[i].name, out, sizeof out);
        if (strcmp(out, samples[i].initials) != 0) {
            print_message("%s\n", samples[i].name);
        }
        assert_string_equal(out, samples[i].initials);
    }
}

#define EXPECT(...)                                                                                          \
    do {                                                                                                     \
        static const struct sample samples[] = {__VA_ARGS__};                                                \
        expect(samples, sizeof samples / sizeof *samples);                                                   \
    } while (0)

static void everyday_names(void **state)
{
    (void)state;
    EXPECT({"张伟", "ZW"}, {"李大明", "LDM"}, {"王芳", "WF"}, {"吕秀英", "LXY"}, {"欧阳小红", "OYXH"},
           {"司马光", "SMG"}, {"诸葛亮", "ZGL"}, {"张偉", "ZW"}, {"龍应台", "LYT"}, {"王䶮", "WY"},
           {"鄂尔德尼", "EEDN"}, {"安娜", "AN"});
}

static void surnames_read_in_their_own_way(void **state)
{
    (void)state;
    EXPECT({"单红", "SH"}, {"曾国强", "ZGQ"}, {"仇和平", "QHP"}, {"解放军", "XFJ"}, {"查良", "ZL"},
           {"区成", "OC"}, {"朴英子", "PYZ"}, {"任远", "RY"}, {"华国", "HG"}, {"种师道", "CSD"},
           {"繁星", "PX"}, {"乐毅", "YY"}, {"召明", "SM"}, {"折德", "SD"}, {"秘明", "BM"}, {"粘明", "NM"},
           {"翟天", "ZT"}, {"覃海", "TH"}, {"冼星", "XX"}, {"佘明", "SM"}, {"尉红", "WH"});
}

static void compound_surnames(void **state)
{
    (void)state;
    EXPECT({"尉迟恭", "YCG"}, {"万俟明", "MQM"}, {"万明", "WM"}, {"长孙无忌", "ZSWJ"}, {"长明", "CM"},
           {"单于丹", "CYD"}, {"澹台明", "TTM"}, {"令狐冲", "LHC"}, {"皇甫明", "HFM"}, {"濮阳红", "PYH"});
}

/* Inside a name the same characters are read as everywhere. */
static void given_names(void **state)
{
    (void)state;
    EXPECT({"张单", "ZD"}, {"王乐", "WL"}, {"李召", "LZ"}, {"黄重庆", "HCQ"}, {"黄重", "HZ"},
           {"王长江", "WCJ"});
}

static void mongolian_names(void **state)
{
    (void)state;
    EXPECT({"包乌日娜", "BWRN"}, {"斯琴高娃", "SQGW"}, {"查干巴拉", "CGBL"}, {"查娜", "CN"}, {"朝鲁", "CL"},
           {"巴特尔", "BTE"});
}

static void other_letters_and_marks(void **state)
{
    (void)state;
    EXPECT({"", ""}, {"Wang Wei", "WANGWEI"}, {"李Ming2", "LMING"}, {"ＡＢ李ｚ", "ABLZ"},
           {"阿不都·热合曼", "ABDRHM"}, {" 单红", "SH"}, {"、。？１２", ""}, {"Ωйあ", ""},
           {"\xFF\xE5\xBC", ""}, {"\xFF张", "Z"});
}

static void cut_to_the_room(void **state)
{
    (void)state;
    char out[4] = "???";
    pinyin_initials("包乌日娜", out, sizeof out);
    assert_string_equal(out, "BWR");
    pinyin_initials("包", out, 1);
    assert_string_equal(out, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everyday_names),    cmocka_unit_test(surnames_read_in_their_own_way),
        cmocka_unit_test(compound_surnames), cmocka_unit_test(given_names),
        cmocka_unit_test(mongolian_names),   cmocka_unit_test(other_letters_and_marks),
        cmocka_unit_test(cut_to_the_room),
    };
    return cmocka_run_group_tests_name("pinyin", tests, NULL, NULL);
}
