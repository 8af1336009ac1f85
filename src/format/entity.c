#include "format/entity.h"

#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

static const struct {
    const char *name;
    uint32_t code_point;
} named[] = {
    {"amp", '&'},      {"lt", '<'},       {"gt", '>'},        {"quot", '"'},      {"apos", '\''},
    {"nbsp", 0xA0},    {"copy", 0xA9},    {"reg", 0xAE},      {"deg", 0xB0},      {"plusmn", 0xB1},
    {"middot", 0xB7},  {"times", 0xD7},   {"divide", 0xF7},   {"ensp", 0x2002},   {"emsp", 0x2003},
    {"ndash", 0x2013}, {"mdash", 0x2014}, {"lsquo", 0x2018},  {"rsquo", 0x2019},  {"ldquo", 0x201C},
    {"rdquo", 0x201D}, {"bull", 0x2022},  {"hellip", 0x2026}, {"permil", 0x2030}, {"larr", 0x2190},
    {"uarr", 0x2191},  {"rarr", 0x2192},  {"darr", 0x2193},   {"ne", 0x2260},     {"le", 0x2264},
    {"ge", 0x2265},
};

static uint32_t number(const char *digits, size_t len, unsigned base)
{
    uint32_t value = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned c = (unsigned char)digits[i];
        unsigned digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
        value = value * base + digit;
        if (digit >= base || value > 0x10FFFF) {
            return 0;
        }
    }
    return value;
}

size_t entity_decode(const char *text, size_t len, char out[ENTITY_TEXT_SIZE])
{
    if (len < 3 || text[0] != '&' || text[len - 1] != ';') {
        return 0;
    }
    const char *name = text + 1;
    len -= 2;
    uint32_t code_point = 0;
    if (name[0] == '#') {
        bool hex = len > 1 && (name[1] == 'x' || name[1] == 'X');
        size_t skip = hex ? 2 : 1;
        code_point = number(name + skip, len - skip, hex ? 16 : 10);
    }
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        if (strlen(named[i].name) == len && memcmp(named[i].name, name, len) == 0) {
            code_point = named[i].code_point;
        }
    }
    return code_point ? utf8_encode(code_point, out) : 0;
}
