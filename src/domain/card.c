#include "domain/card.h"

#include <string.h>

enum kind { KIND_NONE, KIND_HEX, KIND_DECIMAL, KIND_COMMA, KIND_PAIR };

static const struct form {
    const char *name;
    enum kind kind;
    unsigned char chars, bytes;
} forms[CARD_FORM_COUNT] = {
    [CARD_AS_IS] = {"as-is", KIND_NONE, 0, 0}, [CARD_10H] = {"10H", KIND_HEX, 10, 5},
    [CARD_8H] = {"8H", KIND_HEX, 8, 4},        [CARD_6H] = {"6H", KIND_HEX, 6, 3},
    [CARD_10D] = {"10D", KIND_DECIMAL, 10, 4}, [CARD_8D] = {"8D", KIND_DECIMAL, 8, 3},
    [CARD_2H4H] = {"2H+4H", KIND_COMMA, 9, 3}, [CARD_3D5D] = {"3D+5D", KIND_PAIR, 8, 3},
};

enum { HIGH_DIGITS = 3, LOW_DIGITS = 5, LOW_BITS = 16 }; /* of a pair */

const char *card_form_name(enum card_form form)
{
    return forms[form].name;
}

bool card_form_find(const char *name, size_t len, enum card_form *out)
{
    for (int i = 0; i < CARD_FORM_COUNT; i++) {
        if (strlen(forms[i].name) == len && memcmp(forms[i].name, name, len) == 0) {
            *out = (enum card_form)i;
            return true;
        }
    }
    return false;
}

size_t card_form_chars(enum card_form form)
{
    return forms[form].chars;
}

size_t card_form_bytes(enum card_form form)
{
    return forms[form].bytes;
}

static int digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : 16;
}

static bool read_digits(const char *text, size_t len, unsigned base, uint64_t *number)
{
    *number = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned value = (unsigned)digit(text[i]);
        if (value >= base) {
            return false;
        }
        *number = *number * base + value;
    }
    return true;
}

static bool read_pair(const char *high_text, const char *low_text, uint64_t *number)
{
    uint64_t high, low;
    if (!read_digits(high_text, HIGH_DIGITS, 10, &high) || !read_digits(low_text, LOW_DIGITS, 10, &low) ||
        high > 0xFF || low > 0xFFFF) {
        return false;
    }
    *number = high << LOW_BITS | low;
    return true;
}

bool card_read(enum card_form form, const char *text, uint64_t *number)
{
    size_t chars = forms[form].chars;
    if (chars == 0 || strlen(text) != chars) {
        return false;
    }
    switch (forms[form].kind) {
    case KIND_HEX:
        return read_digits(text, chars, 16, number);
    case KIND_DECIMAL:
        return read_digits(text, chars, 10, number) && *number >> (8 * forms[form].bytes) == 0;
    case KIND_COMMA:
        return text[HIGH_DIGITS] == ',' && read_pair(text, text + HIGH_DIGITS + 1, number);
    case KIND_PAIR:
        return read_pair(text, text + HIGH_DIGITS, number);
    case KIND_NONE:
        break;
    }
    return false;
}

static void write_digits(char *out, size_t count, unsigned base, uint64_t number)
{
    for (; count > 0; count--, number /= base) {
        out[count - 1] = "0123456789ABCDEF"[number % base];
    }
}

void card_write(enum card_form form, uint64_t number, char out[CARD_TEXT_SIZE])
{
    size_t chars = forms[form].chars;
    enum kind kind = forms[form].kind;
    number &= (UINT64_C(1) << (8 * forms[form].bytes)) - 1;
    out[chars] = '\0';
    if (kind == KIND_HEX || kind == KIND_DECIMAL) {
        write_digits(out, chars, kind == KIND_HEX ? 16 : 10, number);
    } else if (kind != KIND_NONE) {
        write_digits(out, HIGH_DIGITS, 10, number >> LOW_BITS);
        out[HIGH_DIGITS] = ',';
        write_digits(out + chars - LOW_DIGITS, LOW_DIGITS, 10, number & 0xFFFF);
    }
}

uint64_t card_swap(uint64_t number)
{
    return (number & 0xFF) << 24 | (number & 0xFF00) << 8 | (number >> 8 & 0xFF00) | (number >> 24 & 0xFF);
}
