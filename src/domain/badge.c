#include "domain/badge.h"

#include "base/text_trim.h"
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

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

/* Letters in upper case, blanks at the ends gone. */
static bool read_plain(const char *raw, size_t raw_len, char out[BADGE_TEXT_SIZE])
{
    size_t len = 0;
    raw = text_trim(raw, &raw_len);
    for (size_t pos = 0; pos < raw_len;) {
        uint32_t c = utf8_next(raw, raw_len, &pos);
        char bytes[4];
        size_t n = c == UTF8_INVALID ? 0 : utf8_encode(to_ascii(c), bytes);
        if (n == 0 || is_control(c) || len + n > BADGE_MAX_CHARS) {
            return false;
        }
        bytes[0] = upper(bytes[0]);
        memcpy(out + len, bytes, n);
        len += n;
    }
    out[len] = '\0';
    return len >= BADGE_MIN_CHARS;
}

static void fill_up(char text[BADGE_TEXT_SIZE], size_t digits)
{
    size_t len = strlen(text);
    if (len < digits && digits <= BADGE_MAX_CHARS) {
        memmove(text + digits - len, text, len + 1);
        memset(text, '0', digits - len);
    }
}

static void drop_zeros(char text[BADGE_TEXT_SIZE])
{
    size_t zeros = strspn(text, "0");
    zeros -= zeros > 0 && text[zeros] == '\0';
    memmove(text, text + zeros, strlen(text + zeros) + 1);
}

static bool convert(const struct badge_profile *profile, char text[BADGE_TEXT_SIZE])
{
    uint64_t number;
    if (profile->from == CARD_AS_IS) {
        return true;
    }
    if (!card_read(profile->from, text, &number)) {
        return false;
    }
    char written[CARD_TEXT_SIZE];
    card_write(profile->to, profile->swapped ? card_swap(number) : number, written);
    memcpy(text, written, sizeof written);
    return true;
}

bool badge_parse_number(const struct badge_profile *profile, const char *raw, size_t len,
                        char out[BADGE_TEXT_SIZE])
{
    char text[BADGE_TEXT_SIZE];
    out[0] = '\0';
    if (!read_plain(raw, len, text)) {
        return false;
    }
    size_t chars = utf8_count(text, strlen(text));
    if (chars < profile->least || (profile->most > 0 && chars > profile->most)) {
        return false;
    }
    /* in a text that is no number, a letter tells that nothing was dropped in front of it */
    if (profile->from != CARD_AS_IS || text[strspn(text, "0123456789")] == '\0') {
        fill_up(text, profile->pad);
    }
    if (!convert(profile, text)) {
        return false;
    }
    if (profile->bare) {
        drop_zeros(text);
    }
    memcpy(out, text, strlen(text) + 1);
    return true;
}

/* Whether text[0..len) is the affix; a reader's Caps Lock changes nothing. */
static bool is_affix(const char *text, const char *affix, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (upper(text[i]) != upper(affix[i])) {
            return false;
        }
    }
    return true;
}

bool badge_parse(const struct badge_profile *profile, const char *raw, char out[BADGE_TEXT_SIZE])
{
    size_t len = strlen(raw);
    /* affixes may fill their array to the last byte */
    size_t prefix = strnlen(profile->prefix, BADGE_AFFIX_SIZE);
    size_t suffix = strnlen(profile->suffix, BADGE_AFFIX_SIZE);
    out[0] = '\0';
    raw = text_trim(raw, &len);
    if (len < prefix + suffix || !is_affix(raw, profile->prefix, prefix) ||
        !is_affix(raw + len - suffix, profile->suffix, suffix)) {
        return false;
    }
    return badge_parse_number(profile, raw + prefix, len - prefix - suffix, out);
}

bool badge_canonical(const char *text, char out[BADGE_TEXT_SIZE])
{
    static const struct badge_profile as_it_is;
    return badge_parse(&as_it_is, text, out);
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
