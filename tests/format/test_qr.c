#include "format/qr.h"

#include "domain/shorten.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void draws_finder_patterns(void **state)
{
    (void)state;
    struct qr qr;
    assert_true(qr_encode("mailto:hlhghzxfg@123.com", &qr, NULL));
    assert_int_equal(qr.size, 25); /* 24 bytes at level M: version 2 */
    const int corners[][2] = {{0, 0}, {qr.size - 7, 0}, {0, qr.size - 7}};
    for (size_t i = 0; i < 3; i++) {
        for (int y = 0; y < 7; y++) {
            for (int x = 0; x < 7; x++) {
                bool ring = (x == 1 || x == 5) ? y >= 1 && y <= 5 : (y == 1 || y == 5) && x >= 1 && x <= 5;
                assert_int_equal(qr_is_dark(&qr, corners[i][0] + x, corners[i][1] + y), !ring);
            }
        }
    }
    assert_false(qr_is_dark(&qr, -1, 0));
    assert_false(qr_is_dark(&qr, 0, qr.size));
}

static void keeps_case(void **state)
{
    (void)state;
    struct qr lower, upper;
    assert_true(qr_encode("mailto:a", &lower, NULL));
    assert_true(qr_encode("MAILTO:A", &upper, NULL));
    assert_memory_not_equal(lower.dark, upper.dark, sizeof lower.dark);
}

/* What domain/shorten.h counts on. */
static void two_hundred_and_thirteen_bytes_are_version_10(void **state)
{
    (void)state;
    char text[256];
    struct qr qr;
    memset(text, 'a', sizeof text);
    text[SHORTEN_CODE_BYTES] = '\0';
    assert_true(qr_encode(text, &qr, NULL));
    assert_int_equal(qr.size, 57);
    memset(text, 'a', sizeof text);
    text[SHORTEN_CODE_BYTES + 1] = '\0';
    assert_true(qr_encode(text, &qr, NULL));
    assert_int_equal(qr.size, 61);
}

/* Chinese in byte mode takes its three bytes: Kanji mode, which phones take for Shift-JIS, would need fewer.
 */
static void chinese_stays_in_byte_mode(void **state)
{
    (void)state;
    char text[256] = "";
    struct qr qr;
    while (strlen(text) + 3 <= SHORTEN_CODE_BYTES) {
        strcat(text, "学");
    }
    assert_true(qr_encode(text, &qr, NULL));
    assert_int_equal(qr.size, 57);
}

static void refuses_what_does_not_fit(void **state)
{
    (void)state;
    char text[3000];
    struct qr qr;
    struct err err = {0};
    memset(text, 'a', sizeof text);
    text[2331] = '\0';
    assert_true(qr_encode(text, &qr, &err));
    assert_int_equal(qr.size, QR_MAX_MODULES);
    memset(text, 'a', sizeof text);
    text[2953] = '\0';
    assert_true(qr_encode(text, &qr, &err)); /* level L */
    memset(text, 'a', sizeof text);
    text[2954] = '\0';
    assert_false(qr_encode(text, &qr, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_false(qr_encode("", &qr, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_finder_patterns),
        cmocka_unit_test(keeps_case),
        cmocka_unit_test(two_hundred_and_thirteen_bytes_are_version_10),
        cmocka_unit_test(chinese_stays_in_byte_mode),
        cmocka_unit_test(refuses_what_does_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
