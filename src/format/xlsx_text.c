#include "format/xlsx_text.h"

#include "base/strings.h"
#include "base/text_trim.h"
#include "base/utf8.h"
#include "format/nfc.h"

#include <stdint.h>
#include <string.h>

enum { PIECE_BYTES = 64 * 1024, ESCAPE_BYTES = 7 };

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* _xHHHH_ at text; -1: it is none, or none that could stand in a text. */
static int32_t escaped(const char *text, size_t len)
{
    int32_t value = 0;
    if (len < ESCAPE_BYTES || text[1] != 'x' || text[ESCAPE_BYTES - 1] != '_') {
        return -1;
    }
    for (int i = 2; i < ESCAPE_BYTES - 1; i++) {
        int digit = hex_digit(text[i]);
        if (digit < 0) {
            return -1;
        }
        value = value * 16 + digit;
    }
    return value == 0 || (value >= 0xD800 && value <= 0xDFFF) ? -1 : value;
}

/* In place; a character never takes more bytes than its escape. */
static size_t decode(char *text, size_t len)
{
    char *first = memchr(text, '_', len);
    if (!first) {
        return len;
    }
    size_t out = (size_t)(first - text);
    for (size_t at = out; at < len;) {
        int32_t code = text[at] == '_' ? escaped(text + at, len - at) : -1;
        if (code < 0) {
            text[out++] = text[at++];
        } else {
            out += utf8_encode((uint32_t)code, text + out);
            at += ESCAPE_BYTES;
        }
    }
    return out;
}

const char *xlsx_text_keep_as_is(struct xlsx_text *store, const char *text, size_t len, struct err *err)
{
    if (len == 0) {
        return "";
    }
    if (store->total + len > XLSX_TEXT_MAX_BYTES) {
        err_set(err, ERR_INPUT, str(STR_XLSX_TOO_MUCH_TEXT), XLSX_TEXT_MAX_BYTES / (1024 * 1024));
        return NULL;
    }
    store->total += len;
    if (len + 1 > store->left) {
        size_t room = len + 1 > PIECE_BYTES ? len + 1 : PIECE_BYTES;
        char *piece = arena_alloc(store->arena, room);
        if (!piece) {
            err_memory(err);
            return NULL;
        }
        store->next = piece;
        store->left = room;
    }
    char *kept = store->next;
    memcpy(kept, text, len);
    kept[len] = '\0';
    store->next += len + 1;
    store->left -= len + 1;
    return kept;
}

const char *xlsx_text_keep(struct xlsx_text *store, char *plain, size_t len, struct err *err)
{
    len = decode(plain, len);
    const char *trimmed = text_trim(plain, &len);
    if (!nfc_may_change(trimmed, len)) {
        return xlsx_text_keep_as_is(store, trimmed, len, err);
    }
    store->total += len;
    const char *normal = nfc_copy(store->arena, trimmed, len);
    if (!normal) {
        err_memory(err);
    }
    return normal;
}
