#include "base/text_list.h"

#include "base/arena.h"
#include "base/text_trim.h"

#include <string.h>

bool text_list_has(const struct text_list *list, const char *text)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->items[i], text) == 0) {
            return true;
        }
    }
    return false;
}

static size_t separator_at(const char *text)
{
    static const char *const separators[] = {"、", ",", "，", ";", "；"};
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
        size_t len = strlen(separators[i]);
        if (strncmp(text, separators[i], len) == 0) {
            return len;
        }
    }
    return 0;
}

static bool add_piece(struct text_list *out, const char *text, size_t len, struct arena *arena)
{
    text = text_trim(text, &len);
    if (len == 0) {
        return true;
    }
    const char *copy = arena_strndup(arena, text, len);
    if (copy) {
        out->items[out->count++] = copy;
    }
    return copy != NULL;
}

/* The end of the piece that begins at start and may hold commas. */
static const char *end_with_commas(const char *start)
{
    while (*start && (*start == ',' || !separator_at(start))) {
        start++;
    }
    return start;
}

static bool is_whole(const char *start, const char *end, text_list_whole *whole)
{
    size_t len = (size_t)(end - start);
    const char *text = text_trim(start, &len);
    return whole && whole(text, len);
}

bool text_list_split(struct text_list *out, const char *text, struct arena *arena)
{
    return text_list_split_but(out, text, NULL, arena);
}

bool text_list_split_but(struct text_list *out, const char *text, text_list_whole *whole, struct arena *arena)
{
    size_t most = 1;
    for (const char *at = text; *at; at++) {
        most += separator_at(at) > 0;
    }
    *out = (struct text_list){.items = arena_alloc(arena, most * sizeof *out->items)};
    if (!out->items) {
        return false;
    }
    const char *start = text;
    bool after_comma = false; /* of three with commas the last two are no piece */
    for (const char *at = text;;) {
        size_t skip = *at ? separator_at(at) : 0;
        if (*at && !skip) {
            at++;
            continue;
        }
        const char *end = end_with_commas(start);
        at = at < end && !after_comma && is_whole(start, end, whole) ? end : at;
        skip = *at ? separator_at(at) : 0;
        if (!add_piece(out, start, (size_t)(at - start), arena)) {
            return false;
        }
        if (!*at) {
            return true;
        }
        after_comma = *at == ',';
        at += skip;
        start = at;
    }
}
