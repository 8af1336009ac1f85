#include "domain/phone.h"

#include "base/utf8.h"

#include <string.h>

enum {
    DIGITS_LEAST = 3,
    DIGITS_MOST = 15,
    DIGITS_WHOLE = 10 /* so many before a blank are a number, what follows is another */
};

/* Full-width forms, as Chinese keyboards type them, and the several dashes and blanks as ASCII. */
static uint32_t plain(uint32_t c)
{
    c = c >= 0xFF01 && c <= 0xFF5E ? c - 0xFF01 + '!' : c;
    c = (c >= 0x2010 && c <= 0x2015) || c == 0x2212 ? '-' : c;
    return c == 0xA0 || c == 0x3000 ? ' ' : c;
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_separator(uint32_t c)
{
    return c == '-' || c == '.' || c == '(' || c == ')' || c == ' ';
}

bool phone_number(const char *text, char out[PHONE_SIZE])
{
    size_t len = strlen(text), used = 0;
    int digits = 0;
    bool separated = false;
    for (size_t pos = 0; pos < len && digits <= DIGITS_MOST;) {
        uint32_t c = plain(utf8_next(text, len, &pos));
        if (is_digit(c)) {
            if (separated && digits > 0) {
                out[used++] = '-';
            }
            separated = false;
            out[used++] = (char)c;
            digits++;
        } else if (c == '+' && used == 0) {
            out[used++] = '+';
        } else if (is_separator(c) && (c != ' ' || digits < DIGITS_WHOLE)) {
            separated = true;
        } else if (digits > 0) {
            break;
        }
    }
    out[used] = '\0';
    return digits >= DIGITS_LEAST && digits <= DIGITS_MOST;
}
