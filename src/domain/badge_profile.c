#include "domain/badge_profile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const ends[BADGE_END_COUNT] = {"pause", "cr", "lf", "crlf", "tab"};

/* --- to a line --- */

static void add(char out[BADGE_PROFILE_SIZE], const char *name, const char *value)
{
    size_t len = strlen(out);
    snprintf(out + len, BADGE_PROFILE_SIZE - len, "%s%s=%s", len ? " " : "", name, value);
}

static void add_affix(char out[BADGE_PROFILE_SIZE], const char *name, const char affix[BADGE_AFFIX_SIZE])
{
    char value[BADGE_AFFIX_SIZE * 4 + 1] = "";
    for (size_t i = 0, len = 0; i < BADGE_AFFIX_SIZE && affix[i]; i++) {
        bool plain = affix[i] > ' ' && affix[i] < 0x7F && affix[i] != '\\';
        len += (size_t)snprintf(value + len, sizeof value - len, plain ? "%c" : "\\x%02X",
                                (unsigned char)affix[i]);
    }
    if (*value) {
        add(out, name, value);
    }
}

const char *badge_profile_write(const struct badge_profile *profile, char out[BADGE_PROFILE_SIZE])
{
    char value[16];
    out[0] = '\0';
    if (profile->from == CARD_AS_IS || (profile->from == profile->to && !profile->swapped)) {
        add(out, "form", card_form_name(profile->from));
    } else {
        snprintf(value, sizeof value, "%s->%s", card_form_name(profile->from), card_form_name(profile->to));
        add(out, "form", value);
    }
    if (profile->swapped) {
        add(out, "swap", "yes");
    }
    add_affix(out, "prefix", profile->prefix);
    add_affix(out, "suffix", profile->suffix);
    if (profile->end != BADGE_END_PAUSE) {
        add(out, "end", ends[profile->end]);
    }
    if (profile->least || profile->most) {
        snprintf(value, sizeof value, "%d-%d", profile->least, profile->most);
        add(out, "length", value);
    }
    if (profile->pad) {
        snprintf(value, sizeof value, "%d", profile->pad);
        add(out, "pad", value);
    }
    if (profile->bare) {
        add(out, "drop", "yes");
    }
    return out;
}

/* --- from a line --- */

bool badge_unescape(const char *text, size_t len, char *out, size_t out_size)
{
    size_t at = 0;
    for (size_t i = 0; i < len; i++) {
        char c = text[i];
        if (c == '\\') {
            char next = ++i < len ? text[i] : '\0';
            char hex[3] = {i + 2 < len ? text[i + 1] : '\0', i + 2 < len ? text[i + 2] : '\0', '\0'};
            c = next == 'r' ? '\r' : next == 'n' ? '\n' : next == 't' ? '\t' : next == '\\' ? '\\' : '\0';
            if (next == 'x' && strspn(hex, "0123456789abcdefABCDEF") == 2) {
                c = (char)strtoul(hex, NULL, 16);
                i += 2;
            }
        }
        if (c == '\0' || at + 1 >= out_size) {
            return false;
        }
        out[at++] = c;
    }
    if (out_size > 0) {
        out[at] = '\0';
    }
    return true;
}

static bool is(const char *value, size_t len, const char *word)
{
    return strlen(word) == len && memcmp(value, word, len) == 0;
}

static bool read_form(const char *value, size_t len, struct badge_profile *out)
{
    const char *arrow = memmem(value, len, "->", 2);
    size_t from_len = arrow ? (size_t)(arrow - value) : len;
    if (!card_form_find(value, from_len, &out->from)) {
        return false;
    }
    out->to = out->from;
    return !arrow || card_form_find(arrow + 2, len - from_len - 2, &out->to);
}

static bool read_number(const char *value, size_t len, unsigned char *out)
{
    unsigned number = 0;
    for (size_t i = 0; i < len; i++) {
        if (value[i] < '0' || value[i] > '9') {
            return false;
        }
        number = number * 10 + (unsigned)(value[i] - '0');
        if (number > BADGE_MAX_CHARS) {
            return false;
        }
    }
    *out = (unsigned char)number;
    return len > 0;
}

static bool read_length(const char *value, size_t len, struct badge_profile *out)
{
    const char *dash = memchr(value, '-', len);
    size_t least_len = dash ? (size_t)(dash - value) : len;
    if (!read_number(value, least_len, &out->least)) {
        return false;
    }
    out->most = out->least;
    return !dash || read_number(dash + 1, len - least_len - 1, &out->most);
}

static bool read_affix(const char *value, size_t len, char out[BADGE_AFFIX_SIZE])
{
    char text[BADGE_AFFIX_SIZE + 1] = "";
    if (!badge_unescape(value, len, text, sizeof text)) {
        return false;
    }
    memcpy(out, text, BADGE_AFFIX_SIZE);
    return true;
}

static bool read_end(const char *value, size_t len, enum badge_end *out)
{
    for (int i = 0; i < BADGE_END_COUNT; i++) {
        if (is(value, len, ends[i])) {
            *out = (enum badge_end)i;
            return true;
        }
    }
    return false;
}

static bool read_switch(const char *value, size_t len, bool *out)
{
    *out = is(value, len, "yes");
    return *out || is(value, len, "no");
}

static bool read_word(const char *word, size_t len, struct badge_profile *out)
{
    const char *equals = memchr(word, '=', len);
    if (!equals) {
        return false;
    }
    size_t name_len = (size_t)(equals - word), value_len = len - name_len - 1;
    const char *value = equals + 1;
    return is(word, name_len, "form")     ? read_form(value, value_len, out)
           : is(word, name_len, "swap")   ? read_switch(value, value_len, &out->swapped)
           : is(word, name_len, "prefix") ? read_affix(value, value_len, out->prefix)
           : is(word, name_len, "suffix") ? read_affix(value, value_len, out->suffix)
           : is(word, name_len, "end")    ? read_end(value, value_len, &out->end)
           : is(word, name_len, "length") ? read_length(value, value_len, out)
           : is(word, name_len, "pad")    ? read_number(value, value_len, &out->pad)
           : is(word, name_len, "drop")   ? read_switch(value, value_len, &out->bare)
                                          : false;
}

static bool is_sound(const struct badge_profile *profile)
{
    bool number = profile->from != CARD_AS_IS;
    bool pads = !number || (profile->pad == card_form_chars(profile->from) && profile->from != CARD_2H4H);
    return number == (profile->to != CARD_AS_IS) &&
           (!profile->swapped || card_form_bytes(profile->from) == 4) && (profile->pad == 0 || pads) &&
           (profile->most == 0 || profile->least <= profile->most);
}

bool badge_profile_read(const char *line, struct badge_profile *out)
{
    struct badge_profile profile = {0};
    for (line += strspn(line, " "); *line; line += strspn(line, " ")) {
        size_t len = strcspn(line, " ");
        if (!read_word(line, len, &profile)) {
            return false;
        }
        line += len;
    }
    if (!is_sound(&profile)) {
        return false;
    }
    *out = profile;
    return true;
}

/* --- what the roster's texts become --- */

/* A number of the roster's form: what a reader that tells fewer bytes leaves of it. */
static bool key_of_number(const struct badge_profile *profile, const char *badge, char out[BADGE_TEXT_SIZE])
{
    const struct badge_profile as_it_stands = {
        .from = profile->to,
        .to = profile->to,
        .pad = profile->bare ? (unsigned char)card_form_chars(profile->to) : 0};
    const struct badge_profile drop = {.bare = profile->bare};
    char text[BADGE_TEXT_SIZE], written[CARD_TEXT_SIZE];
    uint64_t number;
    if (!badge_parse(&as_it_stands, badge, text) || !card_read(profile->to, text, &number)) {
        return false;
    }
    size_t bits = 8 * card_form_bytes(profile->from);
    card_write(profile->to, number & ((UINT64_C(1) << bits) - 1), written);
    return badge_parse(&drop, written, out);
}

void badge_profile_key(const struct badge_profile *profile, const char *badge, char out[BADGE_TEXT_SIZE])
{
    struct badge_profile inner = *profile;
    inner.least = inner.most = 0;
    if (profile->from != CARD_AS_IS && key_of_number(profile, badge, out)) {
        return;
    }
    /* else it is taken for a read */
    if (!badge_parse(profile, badge, out) && !badge_parse_number(&inner, badge, strlen(badge), out)) {
        snprintf(out, BADGE_TEXT_SIZE, "%s", badge);
    }
}
