#include "format/pinyin.h"

#include "base/utf8.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* pinyin_pages, pinyin_letters, pinyin_surnames: made by src/format/make/pinyin_table.c while building. */
#include "format/pinyin_table.inc"

/* The table goes by single characters; the readings that hang on the next one are said here, the longer word
 * first. */
static const struct word {
    const char *text;
    char letter;   /* of its first character */
    bool anywhere; /* else only where the name starts: a surname */
} words[] = {
    {"万俟", 'M', false},                      /* Moqi */
    {"尉迟", 'Y', false},                      /* Yuchi, but alone: */
    {"尉", 'W', false},                        /* Wei */
    {"单于", 'C', false},                      /* Chanyu; alone it is Shan */
    {"长孙", 'Z', false},                      /* Zhangsun */
    {"澹台", 'T', false},                      /* Tantai */
    {"查干", 'C', false},                      /* Chagan and Chana, Mongolian; the surname is Zha */
    {"查娜", 'C', false}, {"重庆", 'C', true}, /* Chongqing */
};

static char word_letter(const char *text, bool first)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (text[1] == words[i].text[1] && text[0] == words[i].text[0] && (first || words[i].anywhere) &&
            strncmp(text, words[i].text, strlen(words[i].text)) == 0) {
            return words[i].letter;
        }
    }
    return 0;
}

static char surname_letter(uint32_t code_point)
{
    for (size_t i = 0; i < sizeof pinyin_surnames / sizeof *pinyin_surnames; i++) {
        if (pinyin_surnames[i].code_point == code_point) {
            return pinyin_surnames[i].letter;
        }
    }
    return 0;
}

/* The initial of an ideograph, as it is mostly read; 0 = no reading. */
static char general_letter(uint32_t code_point)
{
    size_t page = code_point >> 8;
    return page < sizeof pinyin_pages / sizeof *pinyin_pages
               ? pinyin_letters[pinyin_pages[page]][code_point & 0xFF]
               : 0;
}

static char ideograph_letter(const char *text, uint32_t code_point, bool first)
{
    char letter = word_letter(text, first);
    if (!letter && first) {
        letter = surname_letter(code_point);
    }
    return letter ? letter : general_letter(code_point);
}

/* A Latin letter, full width or not, as a capital; 0 = none. */
static char latin_letter(uint32_t code_point)
{
    if (code_point >= 0xFF21 && code_point <= 0xFF5A) {
        code_point -= 0xFF21 - 'A';
    }
    if (code_point >= 'a' && code_point <= 'z') {
        code_point -= 'a' - 'A';
    }
    return code_point >= 'A' && code_point <= 'Z' ? (char)code_point : 0;
}

void pinyin_initials(const char *name, char *out, size_t size)
{
    size_t len = strlen(name), pos = 0, at = 0;
    bool first = true;
    while (pos < len && at + 1 < size) {
        size_t start = pos;
        uint32_t code_point = utf8_next(name, len, &pos);
        char letter = latin_letter(code_point);
        if (!letter) {
            letter = ideograph_letter(name + start, code_point, first);
        }
        if (letter) {
            out[at++] = letter;
            first = false;
        }
    }
    out[at] = '\0';
}
