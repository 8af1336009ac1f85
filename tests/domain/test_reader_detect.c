/* The reader doctor: from raw reads of known cards to the reader's profile. */
#include "domain/badge_profile.h"
#include "domain/reader_detect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

enum { READS = 4, BADGES = 6 };

struct sample {
    const char *roster[BADGES], *raws[READS];
    const char *line; /* of the profile found; NULL = none, "" = undecided */
};

static bool on_roster(void *context, const char *badge)
{
    const struct sample *sample = context;
    for (int i = 0; i < BADGES && sample->roster[i]; i++) {
        if (strcmp(sample->roster[i], badge) == 0) {
            return true;
        }
    }
    return false;
}

static void examine(const struct sample *samples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct sample sample = samples[i];
        struct reader_finding finding;
        char line[BADGE_PROFILE_SIZE] = "";
        size_t reads = 0;
        while (reads < READS && sample.raws[reads]) {
            reads++;
        }
        reader_detect(sample.raws, reads, on_roster, &sample, &finding);
        if (finding.verdict == READER_FOUND) {
            badge_profile_write(&finding.candidates[0], line);
        }
        for (size_t k = 0; k < finding.count; k++) {
            char candidate[BADGE_PROFILE_SIZE];
            print_message("sample %zu: %s\n", i, badge_profile_write(&finding.candidates[k], candidate));
        }
        assert_int_equal(finding.verdict, !sample.line   ? READER_NONE
                                          : *sample.line ? READER_FOUND
                                                         : READER_UNDECIDED);
        assert_int_equal(finding.count > 1, finding.verdict == READER_UNDECIDED);
        assert_string_equal(line, sample.line ? sample.line : "");
    }
}

static void test_each_form_from_two_samples(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {{"0003625619", "1150884944"}, {"0003625619", "1150884944"}, "form=as-is"},
        {{"A03317", "A03318"}, {"a03317", "a03318"}, "form=as-is"},
        {{"01026F6C3A", "0100AB12CD"}, {"01026F6C3A", "0100AB12CD"}, "form=10H"},
        {{"0040856634", "0011211469"}, {"01026F6C3A", "0100AB12CD"}, "form=10H->10D"},
        {{"0040856634", "0011211469"}, {"026F6C3A", "00AB12CD"}, "form=8H->10D"},
        {{"07302202", "11211469"}, {"6F6C3A", "AB12CD"}, "form=6H->8D"},
        {{"07302202", "11211469"}, {"026F6C3A", "00AB12CD"}, "form=8H->8D"},
        {{"11127706", "17104813"}, {"111,27706", "171,04813"}, "form=2H+4H->3D+5D"},
        {{"0007302202", "0011211469"}, {"111,27706", "171,04813"}, "form=2H+4H->10D"},
        {{"111,27706", "171,04813"}, {"6F6C3A", "AB12CD"}, "form=6H->2H+4H"},
        {{"026F6C3A", "00AB12CD"}, {"0040856634", "0011211469"}, "form=10D->8H"},
        {{"1578468138", "2684354570"}, {"2A83155E", "0A0000A0"}, "form=8H->10D swap=yes"},
        {{"5E15832A", "A000000A"}, {"2A83155E", "0A0000A0"}, "form=8H->8H swap=yes"},
        {{"24012374", "03513330"}, {"5630F009", "12342301"}, "form=8H->3D+5D swap=yes"},
    };
    examine(samples, sizeof samples / sizeof *samples);
}

static void test_what_stands_around(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {{"0040856634", "0011211469"},
         {";026F6C3A?\r", ";00AB12CD?\r"},
         "form=8H->10D prefix=; suffix=? end=cr"},
        {{"0003625619", "1150884944"}, {"0003625619\r\n", "1150884944\r\n"}, "form=as-is end=crlf"},
        {{"0003625619", "1150884944"}, {"0003625619\t", "1150884944\t"}, "form=as-is end=tab"},
        {{"0003625619", "1150884944"}, {"0003625619\n", "1150884944"}, "form=as-is"},
        {{"0003625619", "1150884944"},
         {"\x02"
          "0003625619\r\n\x03",
          "\x02"
          "1150884944\r\n\x03"},
         "form=as-is prefix=\\x02 end=crlf"},
        /* the reader drops zeros; the roster has */
        {{"0003625619", "1150884944"}, {"3625619", "1150884944"}, "form=as-is pad=10"},
        {{"3625619", "1150884944"}, {"0003625619", "1150884944"}, "form=as-is drop=yes"},
        {{"00375293", "44993710"}, {"3625619", "1150891792"}, "form=10D->8H pad=10"},
        {{"40856634", "11211469"}, {"026F6C3A", "00AB12CD"}, "form=8H->10D drop=yes"},
    };
    examine(samples, sizeof samples / sizeof *samples);
}

static void test_undecided_and_none(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        /* the same number in either order of its bytes */
        {{"0305411090", "2857719210"}, {"12343412", "AA5555AA"}, ""},
        {{"0000000005", "0000000007"}, {"00000005", "00000007"}, ""},
        {{"12345", "12399", "345", "399"}, {"12345", "12399"}, ""},
        {{"0003625619"}, {"0003625618", "1150884944"}, NULL},
        /* two different reads must not be one badge */
        {{"07302202"}, {"026F6C3A", "036F6C3A"}, NULL},
        {{"0003625619"}, {"\r"}, NULL},
        {{"0003625619"}, {NULL}, NULL},
    };
    examine(samples, sizeof samples / sizeof *samples);
}

static void test_third_sample_decides(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {{"0000000005", "0000000007", "0000000018"}, {"00000005", "00000007", "00000012"}, "form=8H->10D"},
    };
    examine(samples, sizeof samples / sizeof *samples);
}

static void test_lower_case_is_told(void **state)
{
    (void)state;
    const char *const raws[] = {"026f6c3a", "00ab12cd"};
    struct sample sample = {{"0040856634", "0011211469"}, {0}, NULL};
    struct reader_finding finding;
    reader_detect(raws, 2, on_roster, &sample, &finding);
    assert_int_equal(finding.verdict, READER_FOUND);
    assert_true(finding.lower_case);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_form_from_two_samples), cmocka_unit_test(test_what_stands_around),
        cmocka_unit_test(test_undecided_and_none), cmocka_unit_test(test_third_sample_decides),
        cmocka_unit_test(test_lower_case_is_told)};
    return cmocka_run_group_tests_name("reader doctor", tests, NULL, NULL);
}
