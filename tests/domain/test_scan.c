/* Scan or typing: by the timing of the keys alone. */
#include "domain/scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

/* Feeds text with gap_ms between keys ('\r' = terminator), then waits; writes codes as [code] and typing as
 * it is. */
static void feed(struct scan *scan, int64_t *now_ms, const char *text, int gap_ms, char *out, size_t size)
{
    for (; *text; text++) {
        struct scan_key key = {
            .type = *text == '\r' ? SCAN_KEY_TERMINATOR : SCAN_KEY_CHAR, .c = *text, .at_ms = *now_ms};
        bool again = true;
        while (again) {
            struct scan_result result = scan_key(scan, &key, &again);
            size_t at = strlen(out);
            if (result.type == SCAN_CODE) {
                snprintf(out + at, size - at, "[%s]", result.code);
            } else if (result.type == SCAN_UNREADABLE) {
                snprintf(out + at, size - at, "[unread]");
            }
            for (size_t i = 0; i < result.typed_count; i++, at = strlen(out)) {
                snprintf(out + at, size - at, "%c",
                         result.typed[i].type == SCAN_KEY_CHAR ? result.typed[i].c : '$');
            }
        }
        *now_ms += gap_ms;
    }
}

static void rest(struct scan *scan, int64_t *now_ms, int ms, char *out, size_t size)
{
    *now_ms += ms;
    struct scan_result result = scan_tick(scan, *now_ms);
    size_t at = strlen(out);
    if (result.type == SCAN_CODE) {
        snprintf(out + at, size - at, "[%s]", result.code);
    }
    for (size_t i = 0; i < result.typed_count; i++, at = strlen(out)) {
        snprintf(out + at, size - at, "%c", result.typed[i].c);
    }
}

static const struct {
    const char *name, *text;
    int gap_ms, rest_ms;
    const char *expected;
} cases[] = {
    {"a reader with Enter", "0012345678\r", 5, 500, "[0012345678]"},
    {"the slowest reader that counts", "00123456\r", 35, 500, "[00123456]"},
    {"a hand", "0012345678\r", 200, 500, "0012345678$"},
    {"a fast typist", "00123456\r", 60, 500, "00123456$"},
    {"a reader without Enter ends by a pause", "0012345678", 5, 500, "[0012345678]"},
    {"three characters are no badge", "123\r", 5, 500, "123$"},
    {"four are", "1234\r", 5, 500, "[1234]"},
    {"32 characters", "12345678901234567890123456789012\r", 5, 500, "[12345678901234567890123456789012]"},
    {"33 are not readable and type nothing", "123456789012345678901234567890123\r", 5, 500, "[unread]"},
    {"65 neither", "12345678901234567890123456789012345678901234567890123456789012345\r", 5, 500, "[unread]"},
    {"Enter alone is a key", "\r", 5, 500, "$"},
    {"one letter is a key after the gap", "b", 5, 101, "b"},
    {"and not before", "b", 5, 90, ""},
    {"two scans in a row", "11112222\r33334444\r", 4, 500, "[11112222][33334444]"},
    {"letters and signs", "A-12/x9\r", 5, 500, "[A-12/x9]"},
};

static void scans_are_told_from_typing(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scan scan = {0};
        int64_t now_ms = 1000000;
        char out[256] = "";
        feed(&scan, &now_ms, cases[i].text, cases[i].gap_ms, out, sizeof out);
        rest(&scan, &now_ms, cases[i].rest_ms - cases[i].gap_ms, out, sizeof out);
        if (strcmp(out, cases[i].expected) != 0) {
            fail_msg("%s: \"%s\" instead of \"%s\"", cases[i].name, out, cases[i].expected);
        }
    }
}

static void the_enter_of_a_scan_that_ended_by_a_pause_is_swallowed(void **state)
{
    (void)state;
    for (int wait_ms = 150; wait_ms <= 700; wait_ms += 550) {
        struct scan scan = {0};
        int64_t now_ms = 1000;
        char out[64] = "";
        feed(&scan, &now_ms, "0012345678", 5, out, sizeof out);
        now_ms -= 5;
        rest(&scan, &now_ms, wait_ms, out, sizeof out);
        feed(&scan, &now_ms, "\r", 5, out, sizeof out);
        assert_string_equal(out, wait_ms <= SCAN_TERMINATOR_SWALLOW_MS ? "[0012345678]" : "[0012345678]$");
    }
}

static void a_scan_after_typing_does_not_swallow_it(void **state)
{
    (void)state;
    struct scan scan = {0};
    int64_t now_ms = 1000;
    char out[64] = "";
    feed(&scan, &now_ms, "1", 150, out, sizeof out);
    feed(&scan, &now_ms, "22223333\r", 5, out, sizeof out);
    assert_string_equal(out, "1[22223333]");
}

/* The machine or the window system stood still for stall_ms behind the first `before` keys of a badge. */
static void a_stall_does_not_cut_a_badge_in_two(void **state)
{
    (void)state;
    static const struct {
        int before, stall_ms;
        const char *expected;
    } stalls[] = {
        {4, 150, "[0012345678]"},   {4, 240, "[0012345678]"}, {9, 200, "[0012345678]"},
        {2, 150, "00[unread]"},     {3, 150, "001[unread]"},  {1, 90, "[0012345678]"},
        {4, 300, "[0012][345678]"}, /* so long a pause is one */
    };
    for (size_t i = 0; i < sizeof stalls / sizeof *stalls; i++) {
        struct scan scan = {0};
        int64_t now_ms = 1000;
        char out[64] = "", first[16];
        snprintf(first, sizeof first, "%.*s", stalls[i].before, "0012345678");
        feed(&scan, &now_ms, first, 5, out, sizeof out);
        now_ms += stalls[i].stall_ms - 5;
        feed(&scan, &now_ms, &"0012345678\r"[stalls[i].before], 5, out, sizeof out);
        if (strcmp(out, stalls[i].expected) != 0) {
            fail_msg("%d keys, %d ms: \"%s\" instead of \"%s\"", stalls[i].before, stalls[i].stall_ms, out,
                     stalls[i].expected);
        }
    }
}

static void a_deadline_stands_only_while_keys_are_pending(void **state)
{
    (void)state;
    struct scan scan = {0};
    int64_t now_ms = 1000;
    char out[64] = "";
    assert_int_equal(scan_deadline_ms(&scan), 0);
    feed(&scan, &now_ms, "1", 0, out, sizeof out);
    assert_int_equal(scan_deadline_ms(&scan), 1000 + SCAN_GAP_MS + 1);
    rest(&scan, &now_ms, SCAN_GAP_MS + 1, out, sizeof out);
    assert_string_equal(out, "1");
    assert_int_equal(scan_deadline_ms(&scan), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scans_are_told_from_typing),
        cmocka_unit_test(the_enter_of_a_scan_that_ended_by_a_pause_is_swallowed),
        cmocka_unit_test(a_scan_after_typing_does_not_swallow_it),
        cmocka_unit_test(a_stall_does_not_cut_a_badge_in_two),
        cmocka_unit_test(a_deadline_stands_only_while_keys_are_pending),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
