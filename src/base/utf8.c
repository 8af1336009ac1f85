#include "base/utf8.h"

#include <string.h>

uint32_t utf8_next(const char *text, size_t len, size_t *pos)
{
    const unsigned char *s = (const unsigned char *)text + *pos;
    size_t left = len - *pos;
    uint32_t c = s[0];
    size_t need;
    uint32_t least;
    if (c < 0x80) {
        *pos += 1;
        return c;
    } else if (c >= 0xC2 && c <= 0xDF) {
        need = 2, least = 0x80, c &= 0x1F;
    } else if (c >= 0xE0 && c <= 0xEF) {
        need = 3, least = 0x800, c &= 0x0F;
    } else if (c >= 0xF0 && c <= 0xF4) {
        need = 4, least = 0x10000, c &= 0x07;
    } else {
        *pos += 1;
        return UTF8_INVALID;
    }
    for (size_t i = 1; i < need; i++) {
        if (i >= left || (s[i] & 0xC0) != 0x80) {
            *pos += 1;
            return UTF8_INVALID;
        }
        c = (c << 6) | (s[i] & 0x3Fu);
    }
    if (c < least || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) {
        *pos += 1;
        return UTF8_INVALID;
    }
    *pos += need;
    return c;
}

size_t utf8_encode(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | (c >> 6));
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        if (c >= 0xD800 && c <= 0xDFFF) {
            return 0;
        }
        out[0] = (char)(0xE0 | (c >> 12));
        out[1] = (char)(0x80 | ((c >> 6) & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    if (c <= 0x10FFFF) {
        out[0] = (char)(0xF0 | (c >> 18));
        out[1] = (char)(0x80 | ((c >> 12) & 0x3F));
        out[2] = (char)(0x80 | ((c >> 6) & 0x3F));
        out[3] = (char)(0x80 | (c & 0x3F));
        return 4;
    }
    return 0;
}

bool utf8_valid(const char *text, size_t len)
{
    size_t pos = 0;
    while (pos < len) {
        if (utf8_next(text, len, &pos) == UTF8_INVALID) {
            return false;
        }
    }
    return true;
}

size_t utf8_count(const char *text, size_t len)
{
    size_t count = 0;
    for (size_t pos = 0; pos < len; count++) {
        utf8_next(text, len, &pos);
    }
    return count;
}

size_t utf8_floor(const char *text, size_t at)
{
    while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80) {
        at--;
    }
    return at;
}

void utf8_copy(char *out, size_t out_size, const char *text)
{
    size_t len = strlen(text);
    if (len >= out_size) {
        len = utf8_floor(text, out_size - 1);
    }
    memcpy(out, text, len);
    out[len] = '\0';
}
