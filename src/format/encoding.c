#include "format/encoding.h"

#include "base/strings.h"
#include "base/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>

static bool starts_with(const char *data, size_t len, const char *magic, size_t magic_len)
{
    return len >= magic_len && memcmp(data, magic, magic_len) == 0;
}

/* So many whole multi-byte characters before the first broken one never come about by chance. */
enum { SURELY_UTF8 = 16 };

/* utf8_valid with short cuts for what rosters consist of: ASCII in eights and common CJK. Where it is not,
 * *bad_at is where and *good how many multi-byte characters stand before that. */
static bool valid_utf8(const char *text, size_t len, size_t *bad_at, size_t *good)
{
    size_t pos = 0;
    while (pos < len) {
        uint64_t eight;
        if (len - pos >= sizeof eight) {
            memcpy(&eight, text + pos, sizeof eight);
            if ((eight & 0x8080808080808080u) == 0) {
                pos += sizeof eight;
                continue;
            }
        }
        const unsigned char *s = (const unsigned char *)text + pos;
        if (s[0] < 0x80) {
            pos++;
        } else if (s[0] >= 0xE1 && s[0] <= 0xEC && len - pos >= 3 && (s[1] & 0xC0) == 0x80 &&
                   (s[2] & 0xC0) == 0x80) {
            pos += 3;
            ++*good;
        } else {
            *bad_at = pos;
            if (utf8_next(text, len, &pos) == UTF8_INVALID) {
                return false;
            }
            ++*good;
        }
    }
    return true;
}

static size_t line_at(const char *text, size_t at)
{
    size_t line = 1;
    for (size_t i = 0; i < at; i++) {
        line += text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n');
    }
    return line;
}

/* Converts all of data; on failure *bad_at is the offset in data that could not be read. */
static bool convert(const char *from, const char *data, size_t len, struct buf *out, size_t *bad_at,
                    struct err *err)
{
    iconv_t converter = iconv_open("UTF-8", from);
    if (converter == (iconv_t)-1) {
        *bad_at = 0;
        return err_set(err, ERR_UNSUPPORTED, str(STR_ENCODING_NO_CONVERTER), from);
    }
    bool done = false;
    char *in = (char *)(uintptr_t)data; /* iconv wants it without const and does not write to it */
    size_t in_left = len;
    while (in_left > 0) {
        size_t room = in_left * 2 + 64;
        char *at = buf_reserve(out, room);
        if (!at) {
            *bad_at = 0;
            err_memory(err);
            goto close_converter;
        }
        size_t out_left = room;
        size_t result = iconv(converter, &in, &in_left, &at, &out_left);
        out->len += room - out_left;
        if (result == (size_t)-1 && errno != E2BIG) {
            *bad_at = len - in_left;
            err_set(err, ERR_INPUT, "%s", str(STR_ENCODING_UNKNOWN));
            goto close_converter;
        }
    }
    buf_append(out, "", 0);
    done = true;
close_converter:
    iconv_close(converter);
    return done;
}

static bool binary(const char *data, size_t len, struct err *err)
{
    if (starts_with(data, len, "PK\003\004", 4) || starts_with(data, len, "\xD0\xCF\x11\xE0", 4)) {
        return err_set(err, ERR_INPUT, "%s", str(STR_ENCODING_WORKBOOK));
    }
    return err_set(err, ERR_INPUT, "%s", str(STR_ENCODING_BINARY));
}

static bool use_converted(struct encoding_text *out, struct err *err)
{
    if (memchr(buf_text(&out->converted), '\0', out->converted.len)) {
        encoding_text_finish(out);
        return err_set(err, ERR_INPUT, "%s", str(STR_ENCODING_BINARY));
    }
    out->text = buf_text(&out->converted);
    out->len = out->converted.len;
    return true;
}

bool encoding_decode(const char *data, size_t len, struct encoding_text *out, size_t *line, struct err *err)
{
    *out = (struct encoding_text){.text = ""};
    *line = 0;
    size_t bad_at = 0;
    bool little = starts_with(data, len, "\xFF\xFE", 2);
    if (little || starts_with(data, len, "\xFE\xFF", 2)) {
        if (!convert(little ? "UTF-16LE" : "UTF-16BE", data + 2, len - 2, &out->converted, &bad_at, err)) {
            encoding_text_finish(out);
            return false;
        }
        return use_converted(out, err);
    }
    if (len > 0 && memchr(data, '\0', len)) {
        return binary(data, len, err);
    }
    bool marked = starts_with(data, len, "\xEF\xBB\xBF", 3);
    if (marked) {
        data += 3;
        len -= 3;
    }
    size_t good = 0;
    if (valid_utf8(data, len, &bad_at, &good)) {
        out->text = data;
        out->len = len;
        return true;
    }
    if (marked || good >= SURELY_UTF8) {
        *line = line_at(data, bad_at);
        return err_set(err, ERR_INPUT, "%s", str(STR_ENCODING_UNKNOWN));
    }
    struct err reason = {0};
    if (!convert("GB18030", data, len, &out->converted, &bad_at, &reason)) {
        encoding_text_finish(out);
        *line = reason.code == ERR_INPUT ? line_at(data, bad_at) : 0;
        return err_set(err, reason.code, "%s", reason.text);
    }
    return use_converted(out, err);
}

void encoding_text_finish(struct encoding_text *text)
{
    buf_finish(&text->converted);
    *text = (struct encoding_text){0};
}
