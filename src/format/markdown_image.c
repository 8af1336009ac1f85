#include "format/markdown_image.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "format/entity.h"

#include <stdlib.h>
#include <string.h>

static void decode_attribute(struct buf *out, const MD_ATTRIBUTE *attribute)
{
    for (size_t i = 0; attribute->text && attribute->substr_offsets[i] < attribute->size; i++) {
        const char *part = attribute->text + attribute->substr_offsets[i];
        size_t len = attribute->substr_offsets[i + 1] - attribute->substr_offsets[i];
        char decoded[ENTITY_TEXT_SIZE];
        size_t decoded_len =
            attribute->substr_types[i] == MD_TEXT_ENTITY ? entity_decode(part, len, decoded) : 0;
        buf_append(out, decoded_len ? decoded : part, decoded_len ? decoded_len : len);
    }
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

char *markdown_image_path(struct arena *arena, const char *image_folder, const MD_ATTRIBUTE *source)
{
    struct buf raw = {0}, path = {0};
    decode_attribute(&raw, source);
    for (size_t i = 0; i < raw.len; i++) {
        int high, low;
        if (raw.data[i] == '%' && i + 2 < raw.len && (high = hex_digit(raw.data[i + 1])) >= 0 &&
            (low = hex_digit(raw.data[i + 2])) >= 0 && high + low > 0) {
            buf_putc(&path, (char)(high * 16 + low));
            i += 2;
        } else {
            buf_putc(&path, raw.data[i] == '\\' ? '/' : raw.data[i]);
        }
    }
    const char *relative = buf_text(&path);
    if (!utf8_valid(relative, path.len)) {
        relative = buf_text(&raw);
    }
    while (strncmp(relative, "./", 2) == 0) {
        relative += 2;
    }
    char *name = buf_ok(&raw) && buf_ok(&path) ? arena_printf(arena, "%s%s", image_folder, relative) : NULL;
    buf_finish(&raw);
    buf_finish(&path);
    return name;
}

int markdown_image_percent(const MD_ATTRIBUTE *title)
{
    struct buf text = {0};
    char *end;
    decode_attribute(&text, title);
    long percent = strtol(buf_text(&text), &end, 10);
    bool said = end != buf_text(&text) && strcmp(end, "%") == 0 && percent >= 10 && percent <= 100;
    buf_finish(&text);
    return said ? (int)percent : 0;
}
