#include "text/breaks.h"

#include "base/utf8.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unilbrk.h>

bool text_is_opening(uint32_t c)
{
    static const uint32_t openings[] = {'(',    '[',    '{',    0x2018, 0x201C, 0x3008, 0x300A, 0x300C,
                                        0x300E, 0x3010, 0x3014, 0x3016, 0xFF08, 0xFF3B, 0xFF5B};
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        if (openings[i] == c) {
            return true;
        }
    }
    return false;
}

bool text_is_punctuation(uint32_t c)
{
    return (c < 0x80 && ispunct((int)c)) || (c >= 0x2010 && c <= 0x2027) || (c >= 0x3001 && c <= 0x3003) ||
           (c >= 0x3008 && c <= 0x3011) || (c >= 0x3014 && c <= 0x301F) || (c >= 0xFF01 && c <= 0xFF0F) ||
           (c >= 0xFF1A && c <= 0xFF20) || (c >= 0xFF3B && c <= 0xFF40) || (c >= 0xFF5B && c <= 0xFF65) ||
           c == 0xB7;
}

/* --- what stays together though the standard would part it --- */

struct text {
    const char *bytes;
    size_t len;
};

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static uint32_t character_before(const struct text *text, size_t at)
{
    if (at == 0) {
        return 0;
    }
    size_t from = utf8_floor(text->bytes, at - 1);
    return utf8_next(text->bytes, text->len, &from);
}

static uint32_t character_at(const struct text *text, size_t at)
{
    return at < text->len ? utf8_next(text->bytes, text->len, &at) : 0;
}

static bool compares(uint32_t c)
{
    return c == 0x2264 || c == 0x2265 || c == 0x2248 || c == 0xB1 || c == 0xFF1C || c == 0xFF1E || c == '<' ||
           c == '>';
}

/* "12 V", "0.05 mm": what follows the blank is the number's. */
static bool begins_with_unit(const struct text *text, size_t at)
{
    static const char *const units[] = {"mm", "cm", "m",  "km", "m²",  "m³",  "mm²", "V",   "kV", "mV",  "A",
                                        "mA", "kA", "W",  "kW", "MW",  "kWh", "Hz",  "kHz", "Ω",  "kΩ",  "MΩ",
                                        "℃",  "°C", "K",  "Pa", "kPa", "MPa", "bar", "s",   "ms", "min", "h",
                                        "d",  "g",  "kg", "mg", "t",   "L",   "mL",  "N",   "kN", "ppm", "dB",
                                        "lx", "r",  "MB", "GB", "kB",  "bit", "%",   "μm",  "‰",  "Mbit"};
    size_t end = at;
    while (end < text->len && (is_letter(text->bytes[end]) || (unsigned char)text->bytes[end] >= 0x80 ||
                               text->bytes[end] == '%')) {
        uint32_t c = character_at(text, end);
        if (c >= 0x2E80 || text_is_punctuation(c)) {
            if (c != '%') {
                break;
            }
        }
        utf8_next(text->bytes, text->len, &end);
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (strlen(units[i]) == end - at && memcmp(units[i], text->bytes + at, end - at) == 0) {
            return true;
        }
    }
    return false;
}

static bool blank_holds(const struct text *text, size_t at)
{
    size_t blank = at;
    while (blank > 0 && text->bytes[blank - 1] == ' ') {
        blank--;
    }
    if (blank == at || blank == 0) {
        return false;
    }
    if (is_digit(text->bytes[blank - 1])) {
        return begins_with_unit(text, at);
    }
    return compares(character_before(text, blank)) && is_digit(text->bytes[at]);
}

/* Letters right before byte at, no more than most are counted. */
static size_t letters_before(const struct text *text, size_t at, size_t most)
{
    size_t count = 0;
    while (count < most && at > count && is_letter(text->bytes[at - count - 1])) {
        count++;
    }
    return count;
}

/* "r/min" and "C-02" and "example.com": a short word and a sign and its rest. */
static bool sign_holds(const struct text *text, size_t at)
{
    enum { SHORT_WORD = 3 };
    char sign = text->bytes[at - 1];
    bool alnum_behind = is_letter(text->bytes[at]) || is_digit(text->bytes[at]);
    if (sign == '.') {
        return at > 1 && alnum_behind && (is_letter(text->bytes[at - 2]) || is_digit(text->bytes[at - 2]));
    }
    if (sign != '/' && sign != '-') {
        return false;
    }
    size_t letters = letters_before(text, at - 1, SHORT_WORD + 1);
    return alnum_behind && letters > 0 && letters <= SHORT_WORD;
}

/* "0.65～0.75" */
static bool range_holds(const struct text *text, size_t at)
{
    enum { WAVE = 0xFF5E };
    return (character_before(text, at) == WAVE && at < text->len && !(text->bytes[at] & 0x80)) ||
           (character_at(text, at) == WAVE && !(text->bytes[at - 1] & 0x80));
}

bool text_find_breaks(const char *text, size_t len, char *breaks)
{
    struct text whole = {text, len};
    char *found = malloc(len ? len : 1);
    if (!found) {
        return false;
    }
    u8_possible_linebreaks((const uint8_t *)text, len, "UTF-8", found);
    for (size_t i = 0; i < len; i++) {
        bool may = found[i] == UC_BREAK_POSSIBLE && i > 0 && !blank_holds(&whole, i) &&
                   !sign_holds(&whole, i) && !range_holds(&whole, i);
        breaks[i] = may ? TEXT_BREAK_MAY : TEXT_BREAK_NO;
    }
    /* libunistring marks the line feed itself; a line begins behind it */
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '\n' && i + 1 < len) {
            breaks[i + 1] = TEXT_BREAK_MUST;
        }
    }
    free(found);
    return true;
}
