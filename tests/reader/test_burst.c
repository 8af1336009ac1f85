/* Characters to reads: ends, pauses, what is unreadable. */
#include "reader/burst.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

enum { READS_MAX = 16 };

struct stream {
    struct burst burst;
    struct badge_profile profile;
    int64_t now_ms;
    struct reader_read reads[READS_MAX];
    size_t count;
};

static void send_bytes(struct stream *stream, const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        struct reader_read read;
        stream->now_ms += 2;
        if (burst_byte(&stream->burst, &stream->profile, (unsigned char)bytes[i], stream->now_ms, &read)) {
            assert_true(stream->count < READS_MAX);
            stream->reads[stream->count++] = read;
        }
    }
}

static void send(struct stream *stream, const char *text)
{
    send_bytes(stream, text, strlen(text));
}

static void wait(struct stream *stream, int64_t ms)
{
    stream->now_ms += ms;
    struct reader_read read;
    if (burst_tick(&stream->burst, &stream->profile, stream->now_ms, &read)) {
        assert_true(stream->count < READS_MAX);
        stream->reads[stream->count++] = read;
    }
}

static void expect(const struct stream *stream, size_t index, const char *raw, bool unreadable,
                   enum badge_end end)
{
    assert_true(index < stream->count);
    assert_string_equal(stream->reads[index].raw, raw);
    assert_int_equal(stream->reads[index].unreadable, unreadable);
    assert_int_equal(stream->reads[index].end, end);
}

static void test_every_end(void **state)
{
    (void)state;
    struct stream stream = {0};
    send(&stream, "0001\r\n0002\n\t0003\t\r\r0004");
    assert_int_equal(stream.count, 3);
    wait(&stream, BURST_PAUSE_MS);
    assert_int_equal(stream.count, 3);
    assert_true(burst_deadline_ms(&stream.burst) > stream.now_ms);
    wait(&stream, 1);
    assert_int_equal(stream.count, 4);
    expect(&stream, 0, "0001", false, BADGE_END_CR);
    expect(&stream, 1, "0002", false, BADGE_END_LF);
    expect(&stream, 2, "0003", false, BADGE_END_TAB);
    expect(&stream, 3, "0004", false, BADGE_END_PAUSE);
    assert_int_equal(burst_deadline_ms(&stream.burst), 0);
}

static void test_too_long(void **state)
{
    (void)state;
    struct stream stream = {0};
    char digits[66];
    memset(digits, '7', sizeof digits - 1);
    digits[65] = '\0';
    send(&stream, digits + 1); /* 64 */
    send(&stream, "\r");
    send(&stream, digits); /* 65 */
    send(&stream, "\r0001\r");
    expect(&stream, 0, digits + 1, false, BADGE_END_CR);
    expect(&stream, 1, "", true, BADGE_END_CR);
    expect(&stream, 2, "0001", false, BADGE_END_CR);
    assert_int_equal(stream.count, 3);
}

static void test_ten_megabytes_are_one_unreadable_read(void **state)
{
    (void)state;
    struct stream stream = {0};
    static char block[4096];
    memset(block, 'x', sizeof block);
    for (int i = 0; i < 2560; i++) {
        send_bytes(&stream, block, sizeof block);
    }
    assert_int_equal(stream.count, 0);
    wait(&stream, BURST_PAUSE_MS + 1);
    send(&stream, "0001\r");
    assert_int_equal(stream.count, 2);
    expect(&stream, 0, "", true, BADGE_END_PAUSE);
    expect(&stream, 1, "0001", false, BADGE_END_CR);
}

static void test_control_bytes(void **state)
{
    (void)state;
    struct stream stream = {0};
    send(&stream, "00\x01"
                  "01\r\x02"
                  "0002\x03\r");
    send_bytes(&stream, "00\0003\r", 6);
    send(&stream, "0004\x7F\r0005\r");
    assert_int_equal(stream.count, 5);
    for (size_t i = 0; i < 4; i++) {
        assert_true(stream.reads[i].unreadable);
    }
    assert_string_equal(stream.reads[1].raw, "\x02"
                                             "0002\x03"); /* the doctor reads it all the same */
    assert_string_equal(stream.reads[2].raw, "");
    expect(&stream, 4, "0005", false, BADGE_END_CR);

    struct stream noise = {0}; /* a line at the wrong speed */
    send(&noise, "\x98\xE6\x86\x18\r");
    assert_true(noise.reads[0].unreadable);

    struct stream framed = {.profile = {.prefix = "\x02", .suffix = "\x03"}};
    send(&framed, "\x02"
                  "0002\x03\r\x02"
                  "00\x02"
                  "03\x03\r");
    expect(&framed, 0,
           "\x02"
           "0002\x03",
           false, BADGE_END_CR);
    assert_true(framed.reads[1].unreadable);

    /* STX data CR LF ETX */
    struct stream module = {.profile = {.prefix = "\x02", .end = BADGE_END_CRLF}};
    send(&module, "\x02"
                  "0002\r\n\x03\x02"
                  "0003\r\n\x03");
    assert_int_equal(module.count, 2);
    expect(&module, 1,
           "\x02"
           "0003",
           false, BADGE_END_CR);
}

static void test_cut_read(void **state)
{
    (void)state;
    struct stream stream = {.profile = {.end = BADGE_END_CR}};
    /* a stall in the middle: neither half is a badge */
    send(&stream, "0003");
    wait(&stream, BURST_PAUSE_MS + 1);
    send(&stream, "625619\r");
    wait(&stream, 2 * BURST_REST_MS);
    send(&stream, "0003625619\r");
    assert_int_equal(stream.count, 3);
    assert_true(stream.reads[0].unreadable);
    assert_true(stream.reads[1].unreadable);
    expect(&stream, 2, "0003625619", false, BADGE_END_CR);
    /* another end than its own does not belong there */
    send(&stream, "00\t01\r");
    assert_true(stream.reads[3].unreadable);
}

static void test_unplugged_and_lost(void **state)
{
    (void)state;
    struct stream stream = {0};
    struct reader_read read;
    assert_false(burst_cut(&stream.burst, &read));
    send(&stream, "00036");
    assert_true(burst_cut(&stream.burst, &read));
    assert_true(read.unreadable);
    send(&stream, "00");
    burst_spoil(&stream.burst);
    send(&stream, "01\r0002\r");
    assert_true(stream.reads[0].unreadable);
    expect(&stream, 1, "0002", false, BADGE_END_CR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_end),
                                       cmocka_unit_test(test_too_long),
                                       cmocka_unit_test(test_ten_megabytes_are_one_unreadable_read),
                                       cmocka_unit_test(test_control_bytes),
                                       cmocka_unit_test(test_cut_read),
                                       cmocka_unit_test(test_unplugged_and_lost)};
    return cmocka_run_group_tests_name("burst", tests, NULL, NULL);
}
