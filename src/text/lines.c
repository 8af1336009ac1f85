#include "text/lines.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unilbrk.h>

static const char ellipsis[] = "…";

enum { INLINE_BYTES = 1024 };

/* Most texts are short: their breaks live on the stack. */
struct break_map {
    char inline_bytes[INLINE_BYTES];
    char *bytes; /* inline_bytes or heap */
};

bool text_find_breaks(const char *text, size_t len, char *breaks)
{
    char *found = malloc(len ? len : 1);
    if (!found) {
        return false;
    }
    u8_possible_linebreaks((const uint8_t *)text, len, "UTF-8", found);
    for (size_t i = 0; i < len; i++) {
        breaks[i] = found[i] == UC_BREAK_POSSIBLE ? TEXT_BREAK_MAY : TEXT_BREAK_NO;
    }
    /* libunistring marks the line feed itself; a line begins behind it */
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '\n' && i + 1 < len) {
            breaks[i + 1] = TEXT_BREAK_MUST;
        }
    }
    free(found);
    return true;
}

static size_t trim_end(const char *text, size_t start, size_t end)
{
    while (end > start && (text[end - 1] == ' ' || text[end - 1] == '\n' || text[end - 1] == '\r')) {
        end--;
    }
    return end;
}

struct breaker {
    const struct text_measure *measure;
    int size;
    bool bold;
    const char *text;
    size_t len;
    int width;
    const char *breaks;
};

static int span_width(const struct breaker *b, size_t start, size_t end)
{
    return text_width(b->measure, b->size, b->bold, b->text + start, end - start);
}

static size_t next_character(const struct breaker *b, size_t at)
{
    utf8_next(b->text, b->len, &at);
    return at;
}

/* Where the line that begins at start ends (its trailing blanks included). */
static size_t find_line_end(const struct breaker *b, size_t start)
{
    size_t best = start;
    for (size_t at = start; at < b->len;) {
        at++;
        while (at < b->len && b->breaks[at] == TEXT_BREAK_NO) {
            at++;
        }
        if (span_width(b, start, trim_end(b->text, start, at)) > b->width) {
            break;
        }
        best = at;
        if (at < b->len && b->breaks[at] == TEXT_BREAK_MUST) {
            return best;
        }
    }
    if (best > start) {
        return best;
    }
    /* a word wider than the line: between characters, at least one */
    best = next_character(b, start);
    while (best < b->len && (b->breaks[best] == TEXT_BREAK_NO)) {
        size_t next = next_character(b, best);
        if (span_width(b, start, next) > b->width) {
            break;
        }
        best = next;
    }
    return best;
}

static void cut_line(const struct breaker *b, size_t start, struct text_line *line)
{
    int dots = text_width(b->measure, b->size, b->bold, ellipsis, sizeof ellipsis - 1);
    size_t end = start, fitting = start;
    while (end < b->len && b->text[end] != '\n') {
        end = next_character(b, end);
        if (span_width(b, start, end) + dots > b->width) {
            break;
        }
        fitting = end;
    }
    fitting = trim_end(b->text, start, fitting);
    *line = (struct text_line){
        .start = start, .len = fitting - start, .width = span_width(b, start, fitting) + dots, .cut = true};
}

static void break_lines(const struct breaker *b, size_t max_lines, struct text_lines *out)
{
    if (max_lines > TEXT_LINES_MAX) {
        max_lines = TEXT_LINES_MAX;
    }
    out->count = 0;
    out->cut = false;
    out->width = 0;
    for (size_t start = 0; start < b->len && out->count < max_lines;) {
        size_t end = find_line_end(b, start);
        struct text_line *line = &out->items[out->count++];
        if (out->count == max_lines && trim_end(b->text, start, b->len) > end) {
            cut_line(b, start, line);
            out->cut = true;
        } else {
            size_t seen = trim_end(b->text, start, end);
            *line =
                (struct text_line){.start = start, .len = seen - start, .width = span_width(b, start, seen)};
        }
        if (line->width > out->width) {
            out->width = line->width;
        }
        start = end;
        while (start < b->len && b->text[start] == ' ') {
            start++;
        }
    }
}

static bool breaker_init(struct breaker *b, struct break_map *map, const struct text_measure *measure,
                         int size, bool bold, const char *text, int width)
{
    *b = (struct breaker){
        .measure = measure, .size = size, .bold = bold, .text = text, .len = strlen(text), .width = width};
    map->bytes = b->len <= INLINE_BYTES ? map->inline_bytes : malloc(b->len);
    if (!map->bytes || !text_find_breaks(text, b->len, map->bytes)) {
        return false;
    }
    b->breaks = map->bytes;
    return true;
}

static void break_map_finish(struct break_map *map)
{
    if (map->bytes != map->inline_bytes) {
        free(map->bytes);
    }
}

/* Out of memory while laying out: the whole text on one line is better than none. */
static void one_line(const struct breaker *b, struct text_lines *out)
{
    *out = (struct text_lines){.count = b->len > 0, .width = b->width};
    out->items[0] = (struct text_line){.start = 0, .len = b->len, .width = b->width};
}

void text_break_lines(const struct text_measure *measure, int size, bool bold, const char *text, int width,
                      size_t max_lines, struct text_lines *out)
{
    struct break_map map;
    struct breaker b;
    if (breaker_init(&b, &map, measure, size, bold, text, width)) {
        break_lines(&b, max_lines, out);
    } else {
        one_line(&b, out);
    }
    break_map_finish(&map);
}

void text_balance_lines(const struct text_measure *measure, int size, bool bold, const char *text, int width,
                        size_t max_lines, struct text_lines *out)
{
    struct break_map map;
    struct breaker b;
    if (!breaker_init(&b, &map, measure, size, bold, text, width)) {
        one_line(&b, out);
        break_map_finish(&map);
        return;
    }
    break_lines(&b, max_lines, out);
    size_t lines = out->count;
    if (lines >= 2 && !out->cut) {
        /* the narrowest width that keeps the number of lines makes them even */
        int low = width / 2, high = width;
        struct text_lines attempt;
        while (low < high) {
            b.width = low + (high - low) / 2;
            break_lines(&b, max_lines, &attempt);
            if (attempt.count == lines && !attempt.cut) {
                high = b.width;
            } else {
                low = b.width + 1;
            }
        }
        b.width = high;
        break_lines(&b, max_lines, out);
    }
    break_map_finish(&map);
}

int text_fit_size(const struct text_measure *measure, const int *sizes, bool bold, const char *text,
                  int width, size_t max_lines)
{
    struct text_lines lines;
    int size = 0;
    for (; *sizes; sizes++) {
        size = *sizes;
        text_break_lines(measure, size, bold, text, width, max_lines, &lines);
        if (!lines.cut && lines.width <= width) {
            break;
        }
    }
    return size;
}
