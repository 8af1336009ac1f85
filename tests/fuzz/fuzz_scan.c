/* A random stream of keys: every character that was typed comes out exactly once, in order, as typing or
 * within a code (or in a burst that is said to be unreadable); terminators may be swallowed but not invented.
 * Four bytes a key: what, character, gap (two). */
#include "target.h"

#include "domain/scan.h"

#include <string.h>

enum { MAX_KEYS = 4096 };

struct stream {
    struct scan scan;
    char chars[MAX_KEYS]; /* typed so far */
    size_t typed, delivered;
    uint32_t last_tag;
};

static void deliver(struct stream *stream, char c)
{
    FUZZ_CHECK(stream->delivered < stream->typed);
    FUZZ_CHECK(stream->chars[stream->delivered] == c);
    stream->delivered++;
}

static void take(struct stream *stream, const struct scan_result *result, size_t up_to)
{
    switch (result->type) {
    case SCAN_NOTHING:
        break;
    case SCAN_CODE: {
        size_t len = strlen(result->code);
        FUZZ_CHECK(len >= SCAN_MIN_CHARS && len <= SCAN_MAX_CHARS);
        for (size_t i = 0; i < len; i++) {
            deliver(stream, result->code[i]);
        }
        break;
    }
    case SCAN_UNREADABLE:
        FUZZ_CHECK(up_to - stream->delivered >= SCAN_MIN_CHARS); /* never a key that a hand may have typed */
        stream->delivered = up_to;
        break;
    case SCAN_TYPING:
        FUZZ_CHECK(result->typed_count > 0);
        FUZZ_CHECK(result->typed_count <= sizeof result->typed / sizeof *result->typed);
        for (size_t i = 0; i < result->typed_count; i++) {
            const struct scan_key *key = &result->typed[i];
            FUZZ_CHECK(key->tag > stream->last_tag); /* in order, none twice */
            stream->last_tag = key->tag;
            if (key->type == SCAN_KEY_CHAR) {
                deliver(stream, key->c);
            }
        }
        break;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct stream stream = {0};
    int64_t now_ms = 1000;
    uint32_t tag = 0;
    for (size_t i = 0; i + 4 <= size && stream.typed < MAX_KEYS; i += 4) {
        now_ms += (data[i + 2] | data[i + 3] << 8) % (data[i] & 0x10 ? 700 : 60);
        if ((data[i] & 0x60) == 0x60) {
            struct scan_result result = scan_tick(&stream.scan, now_ms);
            take(&stream, &result, stream.typed);
            continue;
        }
        struct scan_key key = {.type = data[i] % 8 == 0 ? SCAN_KEY_TERMINATOR : SCAN_KEY_CHAR,
                               .c = (char)('!' + data[i + 1] % ('~' - '!' + 1)),
                               .at_ms = now_ms,
                               .tag = ++tag};
        size_t before = stream.typed;
        if (key.type == SCAN_KEY_CHAR) {
            stream.chars[stream.typed++] = key.c;
        }
        bool again = false;
        struct scan_result result = scan_key(&stream.scan, &key, &again);
        take(&stream, &result, again ? before : stream.typed);
        if (again) {
            result = scan_key(&stream.scan, &key, &again);
            take(&stream, &result, stream.typed);
            FUZZ_CHECK(!again); /* nothing was pending any more */
        }
        FUZZ_CHECK(stream.scan.count <= SCAN_MAX_CHARS);
    }
    struct scan_result result = scan_tick(&stream.scan, now_ms + 10 * SCAN_GAP_MS);
    take(&stream, &result, stream.typed);
    FUZZ_CHECK(stream.delivered == stream.typed);
    FUZZ_CHECK(scan_deadline_ms(&stream.scan) == 0);
    return 0;
}
