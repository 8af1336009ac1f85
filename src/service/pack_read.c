#include "service/pack_read.h"

#include "base/utf8.h"
#include "domain/faults.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { SHOWN_CHARS = 24, COVERAGE_CODE_POINTS = 0x40000 };

/* Asking a font costs far more than a look at a bit. */
struct pack_coverage {
    unsigned char known_to_cover[COVERAGE_CODE_POINTS / 8];
};

void pack_error(struct pack_read *read, const struct pack_place *place, size_t row, size_t column,
                enum str_id sentence, ...)
{
    struct fault fault = {.file = place->file, .row = row, .column = column, .order = place->order};
    va_list args;
    va_start(args, sentence);
    read->failed |= !faults_add(read->faults, &fault, str(sentence), args);
    va_end(args);
}

void pack_warning(struct pack_read *read, const struct pack_place *place, size_t row, size_t column,
                  enum str_id sentence, ...)
{
    struct fault fault = {
        .file = place->file, .row = row, .column = column, .warning = true, .order = place->order};
    va_list args;
    va_start(args, sentence);
    read->failed |= !faults_add(read->faults, &fault, str(sentence), args);
    va_end(args);
}

const char *pack_shown(const char *text, char out[PACK_SHOWN_SIZE])
{
    size_t len = strlen(text), pos = 0, used = 0;
    for (int chars = 0; pos < len; chars++) {
        size_t start = pos;
        uint32_t c = utf8_next(text, len, &pos);
        if (chars == SHOWN_CHARS || used + (pos - start) + 4 > PACK_SHOWN_SIZE) {
            memcpy(out + used, "…", 3);
            used += 3;
            break;
        }
        if (c < ' ' || c == 0x7F || c == UTF8_INVALID) {
            out[used++] = ' ';
        } else {
            memcpy(out + used, text + start, pos - start);
            used += pos - start;
        }
    }
    out[used] = '\0';
    return out;
}

static bool is_control(uint32_t c)
{
    return c < ' ' || (c >= 0x7F && c <= 0x9F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == UTF8_INVALID;
}

/* Only these first bytes can belong to one: ordinary text is passed without decoding. */
static bool has_control(const char *text, size_t len, uint32_t *which)
{
    for (size_t pos = 0; pos < len;) {
        unsigned char c = (unsigned char)text[pos];
        if (c >= ' ' && c != 0x7F && c != 0xC2 && c != 0xE2) {
            pos++;
            continue;
        }
        *which = utf8_next(text, len, &pos);
        if (is_control(*which)) {
            return true;
        }
    }
    return false;
}

static bool is_spreadsheet_error(const char *text)
{
    static const char *const errors[] = {"#N/A",    "#REF!",     "#VALUE!",       "#NAME?",   "#DIV/0!",
                                         "#NULL!",  "#NUM!",     "#GETTING_DATA", "#SPILL!",  "#CALC!",
                                         "#FIELD!", "#BLOCKED!", "#UNKNOWN!",     "#CONNECT!"};
    if (text[0] != '#') {
        return false;
    }
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        if (strcmp(text, errors[i]) == 0) {
            return true;
        }
    }
    return text[strspn(text, "#")] == '\0';
}

bool pack_check_text(struct pack_read *read, const struct pack_place *place, size_t row, size_t column,
                     const char *text, size_t max_bytes)
{
    char shown[PACK_SHOWN_SIZE];
    size_t len = strlen(text);
    uint32_t control = 0;
    bool right = true;
    if (has_control(text, len, &control)) {
        if (control == '\n' || control == '\r') {
            pack_error(read, place, row, column, STR_PACK_LINE_BREAK, pack_shown(text, shown));
        } else {
            pack_error(read, place, row, column, STR_PACK_CONTROL, pack_shown(text, shown),
                       (unsigned)control);
        }
        right = false;
    }
    if (len > max_bytes) {
        pack_error(read, place, row, column, STR_PACK_TOO_LONG, pack_shown(text, shown), max_bytes / 3,
                   max_bytes);
        right = false;
    }
    if (is_spreadsheet_error(text)) {
        pack_error(read, place, row, column, STR_PACK_SPREADSHEET_ERROR, pack_shown(text, shown));
        right = false;
    }
    return right;
}

static bool covered(struct pack_read *read, uint32_t c)
{
    if (c >= COVERAGE_CODE_POINTS) {
        return read->options->covers(read->options->context, c);
    }
    unsigned char bit = (unsigned char)(1u << (c % 8));
    unsigned char *byte = &read->coverage->known_to_cover[c / 8];
    if (!(*byte & bit) && read->options->covers(read->options->context, c)) {
        *byte |= bit;
    }
    return *byte & bit;
}

void pack_check_example(struct pack_read *read, const struct pack_place *place, size_t row, size_t column,
                        const char *text)
{
    char shown[PACK_SHOWN_SIZE];
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        const char *word = str_in((enum lang)lang, STR_TEMPLATE_MARK);
        if (strncmp(text, word, strlen(word)) == 0) {
            pack_warning(read, place, row, column, STR_PACK_EXAMPLE, pack_shown(text, shown));
        }
    }
}

void pack_check_glyphs(struct pack_read *read, const struct pack_place *place, size_t row, size_t column,
                       const char *text)
{
    if (!read->options || !read->options->covers) {
        return;
    }
    if (!read->coverage && !(read->coverage = calloc(1, sizeof *read->coverage))) {
        read->failed = true;
        return;
    }
    size_t len = strlen(text);
    for (size_t pos = 0; pos < len;) {
        uint32_t c = utf8_next(text, len, &pos);
        if (c >= 0x80 && !is_control(c) && !covered(read, c)) {
            char shown[PACK_SHOWN_SIZE];
            pack_warning(read, place, row, column, STR_PACK_NO_GLYPH, pack_shown(text, shown), (unsigned)c);
            return;
        }
    }
}

bool pack_parse_number(const char *text, const char *const *units, int most, int *out)
{
    const char *at = text;
    int value = 0;
    while (*at >= '0' && *at <= '9' && value <= most) {
        value = value * 10 + (*at++ - '0');
    }
    if (at == text || value > most) {
        return false;
    }
    while (*at == ' ') {
        at++;
    }
    bool known = *at == '\0';
    for (size_t i = 0; units[i] && !known; i++) {
        known = strcmp(at, units[i]) == 0;
    }
    if (known) {
        *out = value;
    }
    return known;
}

/* Exact where the digits behind the point reach as far as the exponent: 1.5E+09 may be 1512345678. */
static bool spread_digits(const char *text, size_t len, size_t exponent, char *digits, size_t size)
{
    const char *point = memchr(text, '.', len);
    size_t whole = point ? (size_t)(point - text) : len, behind = point ? len - whole - 1 : 0;
    if (whole != 1 || behind < exponent || exponent + 2 > size) {
        return false;
    }
    digits[0] = text[0];
    memcpy(digits + 1, text + 2, exponent);
    digits[1 + exponent] = '\0';
    return strspn(text + 2 + exponent, "0") == behind - exponent; /* no fraction */
}

enum pack_scientific pack_parse_scientific(const char *text, char *digits, size_t size)
{
    size_t len = strspn(text, "0123456789."), exponent = 0;
    const char *at = text + len;
    if (len == 0 || (*at != 'E' && *at != 'e') || at[1] != '+' || !at[2]) {
        return PACK_SCIENTIFIC_NOT;
    }
    for (at += 2; *at >= '0' && *at <= '9'; at++) {
        exponent = exponent < 1000 ? exponent * 10 + (size_t)(*at - '0') : exponent;
    }
    if (*at) {
        return PACK_SCIENTIFIC_NOT;
    }
    return spread_digits(text, len, exponent, digits, size) ? PACK_SCIENTIFIC_EXACT : PACK_SCIENTIFIC_ROUNDED;
}

bool pack_parse_yes(const char *text, bool *out)
{
    static const char *const yes[] = {"是", "需要", "yes", "y", "true", "1", "√", NULL};
    static const char *const no[] = {"否", "不需要", "no", "n", "false", "0", "×", NULL};
    for (size_t i = 0; yes[i]; i++) {
        if (strcasecmp(text, yes[i]) == 0) {
            *out = true;
            return true;
        }
    }
    for (size_t i = 0; no[i]; i++) {
        if (strcasecmp(text, no[i]) == 0) {
            *out = false;
            return true;
        }
    }
    return !*text;
}

void pack_read_finish(struct pack_read *read)
{
    free(read->coverage);
    free(read->real_path);
    read->coverage = NULL;
    read->real_path = NULL;
}
