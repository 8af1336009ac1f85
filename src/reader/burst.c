#include "reader/burst.h"

#include "base/utf8.h"

#include <string.h>

enum { ETX = 0x03 };

/* What may stand between two reads without belonging to either. */
static bool is_between(unsigned char c)
{
    return c == '\r' || c == '\n' || c == '\t' || c == ETX;
}

static bool ends(enum badge_end end, unsigned char c)
{
    switch (end) {
    case BADGE_END_CR:
    case BADGE_END_CRLF: /* the LF then stands between two reads: nobody has to wait for it */
        return c == '\r';
    case BADGE_END_LF:
        return c == '\n';
    case BADGE_END_TAB:
        return c == '\t';
    case BADGE_END_PAUSE:
    case BADGE_END_COUNT:
        break;
    }
    return c == '\r' || c == '\n' || c == '\t';
}

static enum badge_end end_of(unsigned char c)
{
    return c == '\r' ? BADGE_END_CR : c == '\n' ? BADGE_END_LF : BADGE_END_TAB;
}

/* Control characters belong to a read only as the profile's affixes. */
static bool is_clean(const struct burst *burst, const struct badge_profile *profile)
{
    size_t prefix = strnlen(profile->prefix, BADGE_AFFIX_SIZE);
    size_t suffix = strnlen(profile->suffix, BADGE_AFFIX_SIZE);
    size_t from = 0, to = burst->len;
    if (to >= prefix + suffix && memcmp(burst->text, profile->prefix, prefix) == 0 &&
        memcmp(burst->text + to - suffix, profile->suffix, suffix) == 0) {
        from += prefix;
        to -= suffix;
    }
    for (; from < to; from++) {
        if ((unsigned char)burst->text[from] < ' ' || burst->text[from] == 0x7F) {
            return false;
        }
    }
    return true;
}

static void forget(struct burst *burst)
{
    burst->len = 0;
    burst->spoiled = false;
}

static void finish(struct burst *burst, const struct badge_profile *profile, enum badge_end end,
                   struct reader_read *out)
{
    bool whole = burst->len <= BURST_CHARS_MAX && !memchr(burst->text, '\0', burst->len);
    *out = (struct reader_read){.end = end, .at_ms = burst->last_ms};
    if (whole) {
        memcpy(out->raw, burst->text, burst->len);
    }
    out->unreadable =
        !whole || burst->spoiled || !is_clean(burst, profile) || !utf8_valid(burst->text, burst->len);
    forget(burst);
}

bool burst_byte(struct burst *burst, const struct badge_profile *profile, unsigned char c, int64_t at_ms,
                struct reader_read *out)
{
    if (burst->len == 0 && is_between(c)) {
        return false;
    }
    burst->last_ms = at_ms;
    if (!ends(profile->end, c)) {
        if (burst->len < BURST_CHARS_MAX) {
            burst->text[burst->len] = (char)c;
        }
        burst->len += burst->len <= BURST_CHARS_MAX;
        return false;
    }
    bool rest = burst->cut_ms != 0 && at_ms - burst->cut_ms <= BURST_REST_MS;
    burst->cut_ms = 0;
    finish(burst, profile, end_of(c), out);
    out->unreadable |= rest;
    return true;
}

bool burst_cut(struct burst *burst, struct reader_read *out)
{
    static const struct badge_profile as_it_is;
    if (burst->len == 0) {
        return false;
    }
    finish(burst, &as_it_is, BADGE_END_PAUSE, out);
    out->unreadable = true;
    return true;
}

bool burst_tick(struct burst *burst, const struct badge_profile *profile, int64_t now_ms,
                struct reader_read *out)
{
    if (burst->len == 0 || now_ms - burst->last_ms <= BURST_PAUSE_MS) {
        return false;
    }
    if (profile->end == BADGE_END_PAUSE) {
        finish(burst, profile, BADGE_END_PAUSE, out);
        return true;
    }
    burst->cut_ms = burst->last_ms;
    return burst_cut(burst, out);
}

void burst_spoil(struct burst *burst)
{
    burst->spoiled = burst->len > 0;
}

int64_t burst_deadline_ms(const struct burst *burst)
{
    return burst->len == 0 ? 0 : burst->last_ms + BURST_PAUSE_MS + 1;
}
