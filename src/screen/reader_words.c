#include "screen/reader_words.h"

#include "base/strings.h"

#include <stdio.h>
#include <string.h>

static void add(char out[READER_WORDS_SIZE], const char *text)
{
    size_t len = strlen(out), more = strlen(text);
    if (len + more < READER_WORDS_SIZE) {
        memcpy(out + len, text, more + 1);
    }
}

const char *reader_words_raw(const char *raw, char out[READER_WORDS_SIZE])
{
    static const struct {
        char c;
        const char *name;
    } named[] = {{'\r', "[CR]"}, {'\n', "[LF]"}, {'\t', "[TAB]"}, {'\x02', "[STX]"}, {'\x03', "[ETX]"}};
    out[0] = '\0';
    for (; *raw; raw++) {
        char one[8] = {*raw, '\0'};
        if ((unsigned char)*raw < ' ' || *raw == 0x7F) {
            snprintf(one, sizeof one, "[0x%02X]", (unsigned)(unsigned char)*raw);
        }
        for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
            if (named[i].c == *raw) {
                snprintf(one, sizeof one, "%s", named[i].name);
            }
        }
        add(out, one);
    }
    return out;
}

const char *reader_words_end(const struct badge_profile *profile)
{
    static const enum str_id words[BADGE_END_COUNT] = {
        [BADGE_END_PAUSE] = STR_DOCTOR_END_ANY, [BADGE_END_CR] = STR_DOCTOR_END_CR,
        [BADGE_END_LF] = STR_DOCTOR_END_LF,     [BADGE_END_CRLF] = STR_DOCTOR_END_CRLF,
        [BADGE_END_TAB] = STR_DOCTOR_END_TAB,
    };
    return str(words[profile->end]);
}

static const char *form_words(enum card_form form)
{
    static const enum str_id words[CARD_FORM_COUNT] = {
        [CARD_AS_IS] = STR_DOCTOR_FORM_AS_IS, [CARD_10H] = STR_DOCTOR_FORM_10H,
        [CARD_8H] = STR_DOCTOR_FORM_8H,       [CARD_6H] = STR_DOCTOR_FORM_6H,
        [CARD_10D] = STR_DOCTOR_FORM_10D,     [CARD_8D] = STR_DOCTOR_FORM_8D,
        [CARD_2H4H] = STR_DOCTOR_FORM_2H4H,   [CARD_3D5D] = STR_DOCTOR_FORM_3D5D,
    };
    return str(words[form]);
}

static void add_affix(char out[READER_WORDS_SIZE], enum str_id format, const char affix[BADGE_AFFIX_SIZE])
{
    char text[BADGE_AFFIX_SIZE + 1] = "", readable[READER_WORDS_SIZE], words[2 * READER_WORDS_SIZE];
    memcpy(text, affix, strnlen(affix, BADGE_AFFIX_SIZE));
    if (*text) {
        snprintf(words, sizeof words, str(format), reader_words_raw(text, readable));
        add(out, words);
    }
}

const char *reader_words_form(const struct badge_profile *profile, char out[READER_WORDS_SIZE])
{
    snprintf(out, READER_WORDS_SIZE, "%s", form_words(profile->from));
    if (profile->from != profile->to) {
        add(out, " → ");
        add(out, form_words(profile->to));
    }
    if (profile->swapped) {
        add(out, str(STR_DOCTOR_FORM_SWAPPED));
    }
    add_affix(out, STR_DOCTOR_FORM_PREFIX, profile->prefix);
    add_affix(out, STR_DOCTOR_FORM_SUFFIX, profile->suffix);
    return out;
}

const char *reader_words_zeros(const struct badge_profile *profile, char out[READER_WORDS_SIZE])
{
    out[0] = '\0';
    if (profile->pad) {
        snprintf(out, READER_WORDS_SIZE, str(STR_DOCTOR_ZEROS_PAD), profile->pad);
    }
    if (profile->bare) {
        add(out, profile->pad ? str(STR_DOCTOR_ZEROS_AND) : "");
        add(out, str(STR_DOCTOR_ZEROS_BARE));
    }
    return *out ? out : str(STR_DOCTOR_ZEROS_KEPT);
}
