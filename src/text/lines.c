#include "text/lines.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

static const char ellipsis[] = "…";

enum { INLINE_BYTES = 1024 };

/* Most texts are short: their breaks live on the stack. */
struct break_map {
    char inline_bytes[INLINE_BYTES];
    char *bytes; /* inline_bytes or heap */
};

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

/* A word wider than the line: behind one of its joints (names of registers, addresses) where that leaves a
 * line half full, else between characters, at least one. */
static size_t find_word_end(const struct breaker *b, size_t start)
{
    size_t best = next_character(b, start), joint = start;
    while (best < b->len && b->breaks[best] == TEXT_BREAK_NO) {
        size_t next = next_character(b, best);
        if (span_width(b, start, next) > b->width) {
            break;
        }
        best = next;
        joint = strchr("_-/.@=&?", b->text[best - 1]) ? best : joint;
    }
    return joint > start && span_width(b, start, joint) * 2 >= b->width ? joint : best;
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
    return find_word_end(b, start);
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

/* --- no scraps at the end of a paragraph --- */

static bool is_scrap(const struct breaker *b, size_t start, size_t end)
{
    enum { FIRST_WIDE = 0x2E80 };
    size_t wide = 0, narrow = 0;
    for (size_t at = start; at < end;) {
        uint32_t c = utf8_next(b->text, end, &at);
        if (c > ' ' && !text_is_punctuation(c)) {
            *(c >= FIRST_WIDE ? &wide : &narrow) += 1;
        }
    }
    return wide > 0 ? wide * 2 + narrow <= 2 : span_width(b, start, end) < 2 * b->size;
}

/* Takes a little of the line before down to the last one of a paragraph. */
static void feed_scrap(const struct breaker *b, struct text_line *before, struct text_line *last)
{
    size_t end = last->start + last->len;
    if (!is_scrap(b, last->start, end) ||
        memchr(b->text + before->start, '\n', last->start - before->start)) {
        return;
    }
    for (size_t at = last->start - 1; at > before->start; at--) {
        if (b->breaks[at] != TEXT_BREAK_MAY) {
            continue;
        }
        size_t seen = trim_end(b->text, before->start, at);
        int left = span_width(b, before->start, seen), right = span_width(b, at, end);
        if (right > b->width || right > left) {
            return;
        }
        if (!is_scrap(b, at, end)) {
            *before = (struct text_line){.start = before->start, .len = seen - before->start, .width = left};
            *last = (struct text_line){.start = at, .len = end - at, .width = right};
            return;
        }
    }
}

static void feed_scraps(const struct breaker *b, struct text_lines *out)
{
    for (size_t i = 1; i < out->count && !out->cut; i++) {
        size_t end = out->items[i].start + out->items[i].len;
        bool ends = i + 1 == out->count || memchr(b->text + end, '\n', out->items[i + 1].start - end);
        if (ends) {
            feed_scrap(b, &out->items[i - 1], &out->items[i]);
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
        feed_scraps(&b, out);
    } else {
        one_line(&b, out);
    }
    break_map_finish(&map);
}

/* Two lines read better parted behind a comma or before a bracket than in the middle of a phrase, as long as
 * neither is much shorter. */
static void part_at_mark(const struct breaker *b, int width, struct text_lines *out)
{
    enum { SHORTER_PERCENT = 50 };
    int best = width + 1;
    struct text_line *first = &out->items[0], *second = &out->items[1];
    size_t end = second->start + second->len, start = first->start;
    for (size_t at = start + 1; at < end; at++) {
        size_t behind = at, before = trim_end(b->text, start, at);
        if (b->breaks[at] != TEXT_BREAK_MAY || before == start) {
            continue;
        }
        size_t last = utf8_floor(b->text, before - 1);
        bool mark = text_is_punctuation(utf8_next(b->text, b->len, &last)) ||
                    text_is_opening(utf8_next(b->text, b->len, &behind));
        int left = span_width(b, start, before), right = span_width(b, at, end);
        int longer = left > right ? left : right, shorter = left + right - longer;
        if (mark && longer < best && shorter * 100 >= longer * SHORTER_PERCENT) {
            best = longer;
            *first = (struct text_line){.start = start, .len = before - start, .width = left};
            *second = (struct text_line){.start = at, .len = end - at, .width = right};
            out->width = longer;
        }
    }
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
        if (lines == 2 && !memchr(text, '\n', b.len)) {
            part_at_mark(&b, width, out);
        }
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
