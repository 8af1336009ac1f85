/* Bytes of a device under an arbitrary profile: no read is longer than it may be, one that is called readable
 * holds no control character but the profile's own, what badge_parse makes of it is a badge, and the profile
 * survives being written and read. Six bytes of profile, then the bytes sent; 0xFF is
 * a pause. */
#include "target.h"

#include "domain/badge_profile.h"
#include "reader/burst.h"

#include <string.h>

enum { HEAD = 6 };

static const char affixes[] = {'\0', ';', '0', '\x02', '\x03', 'A', '?', ','};

static struct badge_profile profile_of(const uint8_t *head)
{
    struct badge_profile profile = {.end = (enum badge_end)(head[2] % BADGE_END_COUNT),
                                    .from = (enum card_form)(head[3] % CARD_FORM_COUNT),
                                    .to = (enum card_form)(head[4] % CARD_FORM_COUNT),
                                    .bare = head[5] & 1,
                                    .least = (unsigned char)(head[5] >> 1 & 7)};
    profile.prefix[0] = affixes[head[0] % sizeof affixes];
    profile.suffix[0] = affixes[head[1] % sizeof affixes];
    if (profile.from == CARD_AS_IS || profile.to == CARD_AS_IS) {
        profile.from = profile.to = CARD_AS_IS;
        profile.pad = head[0] % BADGE_MAX_CHARS;
    }
    profile.swapped = card_form_bytes(profile.from) == 4 && (head[5] & 0x10);
    return profile;
}

static void check_line(const struct badge_profile *profile)
{
    char line[BADGE_PROFILE_SIZE], again[BADGE_PROFILE_SIZE];
    struct badge_profile read;
    FUZZ_CHECK(badge_profile_read(badge_profile_write(profile, line), &read));
    FUZZ_CHECK(strcmp(badge_profile_write(&read, again), line) == 0);
}

static void check_read(const struct badge_profile *profile, const struct reader_read *read)
{
    char badge[BADGE_TEXT_SIZE], key[BADGE_TEXT_SIZE];
    size_t len = strnlen(read->raw, sizeof read->raw);
    FUZZ_CHECK(len <= BURST_CHARS_MAX);
    FUZZ_CHECK(read->unreadable || len > 0);
    for (size_t i = 1; i + 1 < len && !read->unreadable; i++) {
        FUZZ_CHECK((unsigned char)read->raw[i] >= ' ' && read->raw[i] != 0x7F);
    }
    if (!badge_parse(profile, read->raw, badge)) {
        FUZZ_CHECK(badge[0] == '\0');
        return;
    }
    len = strlen(badge);
    FUZZ_CHECK(len >= BADGE_MIN_CHARS && len <= BADGE_MAX_CHARS);
    FUZZ_CHECK(profile->to == CARD_AS_IS || profile->bare || len == card_form_chars(profile->to));
    badge_profile_key(profile, badge, key);
    FUZZ_CHECK(strlen(key) <= BADGE_MAX_CHARS);
    /* a badge that came out of a reader is its own key, where it is a number of the roster's form */
    FUZZ_CHECK(profile->to == CARD_AS_IS || card_form_bytes(profile->to) > card_form_bytes(profile->from) ||
               strcmp(key, badge) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct burst burst = {0};
    struct reader_read read;
    int64_t now_ms = 1000;
    if (size < HEAD) {
        return 0;
    }
    struct badge_profile profile = profile_of(data);
    check_line(&profile);
    for (size_t i = HEAD; i < size; i++) {
        now_ms += 2;
        if (data[i] == 0xFF) {
            now_ms += BURST_PAUSE_MS + 1;
            if (burst_tick(&burst, &profile, now_ms, &read)) {
                check_read(&profile, &read);
            }
        } else if (burst_byte(&burst, &profile, data[i], now_ms, &read)) {
            check_read(&profile, &read);
        }
        FUZZ_CHECK(burst.len <= BURST_CHARS_MAX + 1);
    }
    if (burst_cut(&burst, &read)) {
        FUZZ_CHECK(read.unreadable);
        check_read(&profile, &read);
    }
    FUZZ_CHECK(burst_deadline_ms(&burst) == 0);
    return 0;
}
