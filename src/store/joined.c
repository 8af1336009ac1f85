#include "store/joined.h"

#include <string.h>

enum { SEPARATOR = 0x1F };

void joined_put(struct buf *out, const struct text_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (i > 0) {
            buf_putc(out, SEPARATOR);
        }
        buf_puts(out, list->items[i]);
    }
}

bool joined_split(struct text_list *out, const char *text, struct arena *arena)
{
    *out = (struct text_list){0};
    if (!*text) {
        return true;
    }
    size_t count = 1;
    for (const char *at = text; *at; at++) {
        count += *at == SEPARATOR;
    }
    char *copy = arena_strdup(arena, text);
    out->items = arena_alloc(arena, count * sizeof *out->items);
    if (!copy || !out->items) {
        return false;
    }
    for (char *at = copy; at;) {
        out->items[out->count++] = at;
        at = strchr(at, SEPARATOR);
        if (at) {
            *at++ = '\0';
        }
    }
    return true;
}
