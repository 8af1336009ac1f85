#include "domain/badge.h"

#include "base/text_trim.h"
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

enum { PLAIN_MAX = 128 }; /* room for a prefix and suffix around the longest badge */

static char upper(char c)
{
    return (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
}

static uint32_t to_ascii(uint32_t c)
{
    bool digit = c >= 0xFF10 && c <= 0xFF19;
    bool letter = (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A);
    return digit || letter ? c - 0xFF01 + '!' : c;
}

static bool is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

static bool same_text(const char *text, const char *affix, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (text[i] != upper(affix[i])) {
            return false;
        }
    }
    return true;
}

/* Affixes of a profile may fill their array to the last byte. */
static size_t affix_length(const char affix[8])
{
    return strnlen(affix, 8);
}

bool badge_parse(const struct badge_profile *profile, const char *raw, char out[BADGE_TEXT_SIZE])
{
    char plain[PLAIN_MAX];
    size_t raw_len = strlen(raw), len = 0;
    out[0] = '\0';
    raw = text_trim(raw, &raw_len);
    for (size_t pos = 0; pos < raw_len;) {
        uint32_t c = utf8_next(raw, raw_len, &pos);
        char bytes[4];
        size_t n = c == UTF8_INVALID ? 0 : utf8_encode(to_ascii(c), bytes);
        if (n == 0 || is_control(c) || len + n > sizeof plain) {
            return false;
        }
        bytes[0] = upper(bytes[0]);
        memcpy(plain + len, bytes, n);
        len += n;
    }
    const char *start = plain;
    size_t prefix = affix_length(profile->prefix), suffix = affix_length(profile->suffix);
    if (prefix > 0 && len >= prefix && same_text(start, profile->prefix, prefix)) {
        start += prefix;
        len -= prefix;
    }
    if (suffix > 0 && len >= suffix && same_text(start + len - suffix, profile->suffix, suffix)) {
        len -= suffix;
    }
    start = text_trim(start, &len);
    if (len < BADGE_MIN_CHARS || len > BADGE_MAX_CHARS) {
        return false;
    }
    memcpy(out, start, len);
    out[len] = '\0';
    return true;
}

const char *badge_mask(const char *badge, char out[BADGE_MASKED_SIZE])
{
    enum { STARS = 4, SHOWN = 4, HIDDEN = 2 /* at least, of a short badge */ };
    size_t len = strlen(badge), count = utf8_count(badge, len), pos = 0;
    size_t shown = count > SHOWN + HIDDEN ? SHOWN : count > HIDDEN ? count - HIDDEN : 0;
    for (size_t skip = count - shown; skip > 0 || len - pos >= BADGE_MASKED_SIZE - STARS; skip -= skip > 0) {
        utf8_next(badge, len, &pos);
    }
    memset(out, '*', STARS);
    memcpy(out + STARS, badge + pos, len - pos + 1);
    return out;
}
