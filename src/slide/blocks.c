#include "slide/blocks.h"

#include "slide/code.h"
#include "slide/table.h"
#include "text/lines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* For "128 · 100%" and a tick: tenths of the letters' size, but no more than so much of the panel. */
enum { CHOICE_VOTES_TENTHS = 60, CHOICE_VOTES_PERCENT = 26 };

int block_line_height(int size)
{
    return size * 14 / 10;
}

int block_fine_size(const struct setter *setter)
{
    int fine = setter->size * (setter->fine ? setter->fine : BLOCK_FINE_PERCENT) / 100;
    int least = setter->size < BLOCK_FINE_LEAST ? setter->size : BLOCK_FINE_LEAST;
    return fine > least ? fine : least;
}

void block_add(const struct setter *setter, const struct slide_part *part)
{
    struct slide_layout *out = setter->out;
    if (!out || out->failed) {
        return;
    }
    if (out->count == out->capacity) {
        size_t larger = out->capacity ? out->capacity * 2 : 64;
        struct slide_part *parts = realloc(out->parts, larger * sizeof *parts);
        if (!parts) {
            out->failed = true;
            return;
        }
        out->parts = parts;
        out->capacity = larger;
    }
    out->parts[out->count++] = *part;
}

void block_add_box(const struct setter *setter, struct rect rect, int radius, enum slide_role role, int step)
{
    block_add(setter, &(struct slide_part){
                          .kind = SLIDE_BOX, .role = role, .rect = rect, .radius = radius, .step = step});
}

/* --- rich text --- */

/* A measure over a rich text: spans in bold measure in bold. The context points to a rich_measure. */
struct rich_measure {
    const struct text_measure *fonts;
    const struct rich_text *rich;
    size_t len; /* of its text */
    bool bold_all;
};

/* A stretch of a text that lies on one line. */
struct stretch {
    size_t start, len;
    struct rect at;
    int size;
    enum slide_role role;
    int step;
};

/* The span that holds byte `at`: texts of thousands of spans are measured again and again. */
static size_t span_at(const struct rich_text *rich, size_t at)
{
    size_t low = 0, high = rich->span_count;
    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        if (rich->spans[middle].start <= at) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Adds every piece of one look inside the stretch (setter NULL: adds nothing); returns its width. */
static int walk_spans(const struct rich_measure *m, const struct stretch *stretch,
                      const struct setter *setter)
{
    int width = 0;
    size_t stretch_end = stretch->start + stretch->len;
    for (size_t i = span_at(m->rich, stretch->start); i < m->rich->span_count; i++) {
        const struct span *span = &m->rich->spans[i];
        if (span->start >= stretch_end) {
            break;
        }
        size_t from = span->start > stretch->start ? span->start : stretch->start;
        size_t to = span->start + span->len < stretch_end ? span->start + span->len : stretch_end;
        if (from >= to) {
            continue;
        }
        bool bold = m->bold_all || span->kind == SPAN_STRONG;
        int w = text_width(m->fonts, stretch->size, bold, m->rich->text + from, to - from);
        if (setter) {
            block_add(setter,
                      &(struct slide_part){
                          .kind = SLIDE_TEXT,
                          .role = span->kind == SPAN_PLAIN ? stretch->role : SLIDE_ACCENT,
                          .rect = {stretch->at.x + width, stretch->at.y, w + stretch->size, stretch->at.h},
                          .size = stretch->size,
                          .bold = bold,
                          .text = m->rich->text + from,
                          .len = to - from,
                          .step = stretch->step});
        }
        width += w;
    }
    return width;
}

static int rich_width(void *context, int size, bool bold, const char *text, size_t len)
{
    const struct rich_measure *m = context;
    if (m->rich->span_count == 0 || text < m->rich->text || text > m->rich->text + m->len) {
        return text_width(m->fonts, size, bold, text, len);
    }
    struct stretch stretch = {.start = (size_t)(text - m->rich->text), .len = len, .size = size};
    return walk_spans(m, &stretch, NULL);
}

static int align_offset(const struct setter *setter, enum cell_align align, int room, int width)
{
    int spare = room > width ? room - width : 0;
    bool centred = setter->centred || align == CELL_CENTRE;
    return centred ? spare / 2 : align == CELL_RIGHT ? spare : 0;
}

int block_set_rich(const struct setter *setter, struct rect at, const struct block_text *text)
{
    struct span plain = {.kind = SPAN_PLAIN, .start = 0, .len = strlen(text->rich->text)};
    struct rich_text whole = *text->rich;
    if (whole.span_count == 0) {
        whole.spans = &plain;
        whole.span_count = 1;
    }
    struct rich_measure context = {
        .fonts = setter->fonts, .rich = &whole, .len = plain.len, .bold_all = text->bold};
    struct text_measure measure = {.width = rich_width, .covers = setter->fonts->covers, .context = &context};
    struct text_lines lines;
    if (setter->centred && setter->out) { /* what stands in the middle shows how uneven its lines are */
        text_balance_lines(&measure, text->size, text->bold, whole.text, at.w, TEXT_LINES_MAX, &lines);
    } else {
        text_break_lines(&measure, text->size, text->bold, whole.text, at.w, TEXT_LINES_MAX, &lines);
    }
    int height = block_line_height(text->size);
    for (size_t i = 0; setter->out && i < lines.count; i++) {
        const struct text_line *line = &lines.items[i];
        struct stretch stretch = {.start = line->start,
                                  .len = line->len,
                                  .at = {at.x, at.y + (int)i * height, at.w, height},
                                  .size = text->size,
                                  .role = text->role,
                                  .step = text->step};
        if (stretch.at.y + height > setter->bottom + 2) {
            break;
        }
        stretch.at.x += align_offset(setter, text->align, at.w, line->width);
        walk_spans(&context, &stretch, setter);
    }
    return (int)lines.count * height;
}

/* --- kinds of blocks --- */

static void print_number(const struct block *block, char out[SLIDE_NUMBER_SIZE])
{
    snprintf(out, SLIDE_NUMBER_SIZE, "%d.", block->number);
}

int block_number_width(const struct setter *setter, const struct block *block)
{
    char number[SLIDE_NUMBER_SIZE];
    if (block->kind != BLOCK_ITEM || block->number == 0) {
        return 0;
    }
    print_number(block, number);
    return text_width(setter->fonts, setter->size, true, number, strlen(number)) + setter->size / 3;
}

/* Against the right edge of the marks, so that the full stops of 9. and 10. stand in one line. */
static void set_number(const struct setter *setter, const struct block *block, struct rect mark)
{
    int wide = block_number_width(setter, block);
    struct slide_part part = {.kind = SLIDE_TEXT,
                              .role = SLIDE_ACCENT,
                              .rect = {mark.x + mark.w - wide, mark.y, wide, block_line_height(setter->size)},
                              .size = setter->size,
                              .bold = true,
                              .step = block->step};
    print_number(block, part.number);
    block_add(setter, &part);
}

static void set_bullet(const struct setter *setter, const struct block *block, struct rect mark)
{
    int size = setter->size, radius = block->level == 0 ? size * 17 / 100 : size * 12 / 100;
    radius = radius < 4 ? 4 : radius;
    int x = mark.x + size * 4 / 10, y = mark.y + block_line_height(size) / 2 + size / 20;
    block_add(setter, &(struct slide_part){.kind = SLIDE_DISC,
                                           .role = block->level == 0 ? SLIDE_ACCENT : SLIDE_MUTED,
                                           .rect = {x - radius, y - radius, 2 * radius, 2 * radius},
                                           .step = block->step});
}

static struct block_text body_text(const struct setter *setter, const struct block *block)
{
    return (struct block_text){
        .rich = &block->content, .size = setter->size, .role = SLIDE_INK, .step = block->step};
}

static int set_item(struct setter *setter, const struct block *block)
{
    int indent = setter->size * 11 / 10, left = block->level * indent;
    struct rect at = {setter->rest.x + left, setter->rest.y, setter->rest.w - left, setter->rest.h};
    struct rect mark =
        rect_cut_left(&at, block->number > 0 && setter->mark_w > indent ? setter->mark_w : indent);
    if (block->continued) {
        /* its mark stands on the page before */
    } else if (block->number > 0) {
        set_number(setter, block, mark);
    } else {
        set_bullet(setter, block, mark);
    }
    struct block_text text = body_text(setter, block);
    return block_set_rich(setter, at, &text);
}

static int set_quote(struct setter *setter, const struct block *block)
{
    struct rect at = setter->rest;
    struct block_text text = body_text(setter, block);
    if (setter->centred) {
        return block_set_rich(setter, at, &text);
    }
    rect_cut_left(&at, setter->size * 8 / 10);
    int used = block_set_rich(setter, at, &text);
    block_add_box(setter, (struct rect){setter->rest.x, setter->rest.y + 6, 10, used - 12}, 5, SLIDE_ACCENT,
                  block->step);
    return used;
}

bool block_picture_size(const struct setter *setter, const struct block *block, int *w, int *h)
{
    enum { LARGER_MOST = 3 };
    int width, height;
    if (!setter->shapes || !setter->shapes->size(setter->shapes->context, block, &width, &height)) {
        return false;
    }
    int most_w = *w < width * LARGER_MOST ? *w : width * LARGER_MOST;
    int most_h = *h < height * LARGER_MOST ? *h : height * LARGER_MOST;
    if ((long long)width * most_h > (long long)height * most_w) {
        most_h = (int)((long long)most_w * height / width);
    } else {
        most_w = (int)((long long)most_h * width / height);
    }
    *w = most_w;
    *h = most_h;
    return true;
}

/* A picture's own share of its place: percent of it where the deck says so. */
static int set_image(struct setter *setter, const struct block *block)
{
    int height = setter->image_h, percent = block->image_percent > 0 ? block->image_percent : 100;
    struct rect frame = {setter->rest.x, setter->rest.y, setter->rest.w * percent / 100,
                         height * percent / 100};
    block_picture_size(setter, block, &frame.w, &frame.h);
    frame.x += (setter->rest.w - frame.w) / 2;
    if (frame.h >= 2) {
        block_add(setter, &(struct slide_part){.kind = SLIDE_IMAGE,
                                               .role = SLIDE_PANEL,
                                               .rect = frame,
                                               .radius = BLOCK_RADIUS,
                                               .image = block,
                                               .step = block->step});
    }
    return frame.h;
}

/* The key that stands for a choice, in a disc. */
static void set_key(const struct setter *setter, const struct block *block, struct rect disc)
{
    struct slide_part part = {.kind = SLIDE_DISC, .role = SLIDE_ACCENT, .rect = disc, .step = block->step};
    block_add(setter, &part);
    part.kind = SLIDE_TEXT;
    part.role = SLIDE_PANEL;
    part.size = disc.h * 7 / 10;
    part.bold = true;
    snprintf(part.number, sizeof part.number, "%d", block->number);
    part.rect.w = text_width(setter->fonts, part.size, true, part.number, strlen(part.number));
    part.rect.x += (disc.w - part.rect.w) / 2;
    block_add(setter, &part);
}

static int set_choice(struct setter *setter, const struct block *block)
{
    int size = setter->size, pad = size / 4, line = block_line_height(size), key = size * 12 / 10;
    struct rect panel = setter->rest, at = rect_inset(panel, size / 3, pad);
    int votes_w = size * CHOICE_VOTES_TENTHS / 10, most_w = panel.w * CHOICE_VOTES_PERCENT / 100;
    votes_w = votes_w < most_w ? votes_w : most_w;
    rect_cut_right(&at, votes_w);
    struct rect disc = rect_cut_left(&at, key);
    rect_cut_left(&at, size / 2);
    struct setter inner = *setter;
    inner.centred = false;
    inner.out = NULL;
    struct block_text text = body_text(setter, block);
    panel.h = block_set_rich(&inner, at, &text) + 2 * pad;
    block_add(setter, &(struct slide_part){.kind = SLIDE_CHOICE,
                                           .role = SLIDE_PANEL,
                                           .rect = panel,
                                           .size = size,
                                           .radius = BLOCK_RADIUS,
                                           .choice = block->number,
                                           .votes_w = votes_w,
                                           .step = block->step});
    disc.y += (line - key) / 2;
    disc.h = key;
    set_key(setter, block, disc);
    inner.out = setter->out;
    block_set_rich(&inner, at, &text);
    return panel.h;
}

static int set_call(struct setter *setter, const struct block *block)
{
    int size = setter->size * 8 / 10, height = block_line_height(size);
    struct rect at = {setter->rest.x, setter->rest.y, setter->rest.w, height};
    block_add(setter,
              &(struct slide_part){
                  .kind = SLIDE_CALL, .role = SLIDE_MUTED, .rect = at, .size = size, .step = block->step});
    return height;
}

int block_set(struct setter *setter, const struct block *block)
{
    struct block_text text = body_text(setter, block);
    switch (block->kind) {
    case BLOCK_HEADING:
        text.size = setter->size * 11 / 10;
        text.bold = true;
        text.role = SLIDE_TITLE;
        break;
    case BLOCK_ITEM:
        return set_item(setter, block);
    case BLOCK_QUOTE:
        return set_quote(setter, block);
    case BLOCK_CODE:
        return code_set(setter, block);
    case BLOCK_TABLE:
        return table_set(setter, block);
    case BLOCK_IMAGE:
        return set_image(setter, block);
    case BLOCK_CHOICE:
        return set_choice(setter, block);
    case BLOCK_CALL:
        return set_call(setter, block);
    case BLOCK_PARAGRAPH:
        break;
    }
    return block_set_rich(setter, setter->rest, &text);
}

bool block_stands_easily(const struct setter *setter, const struct block *block)
{
    return block->kind == BLOCK_TABLE  ? table_stands_easily(setter, block)
           : block->kind == BLOCK_CODE ? code_stands_easily(setter, block)
                                       : true;
}

int block_gap(int size, const struct block *block, const struct block *next)
{
    if (!next) {
        return 0;
    }
    if (block->kind == BLOCK_CHOICE && next->kind == BLOCK_CHOICE) {
        return size * 3 / 10;
    }
    return block->kind == BLOCK_ITEM && next->kind == BLOCK_ITEM ? size * 45 / 100 : size * 6 / 10;
}
