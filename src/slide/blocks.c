#include "slide/blocks.h"

#include "text/lines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CELL_PAD = 18, TABLE_COLUMNS_MAX = 12, ROW_PAD = 16, CODE_PAD_X = 28, CODE_PAD_Y = 20, RADIUS = 16 };
/* For "128 · 100%" and a tick: tenths of the letters' size, but no more than so much of the panel. */
enum { CHOICE_VOTES_TENTHS = 60, CHOICE_VOTES_PERCENT = 26 };

int block_line_height(int size)
{
    return size * 14 / 10;
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

static void add_box(const struct setter *setter, struct rect rect, int radius, enum slide_role role, int step)
{
    block_add(setter, &(struct slide_part){
                          .kind = SLIDE_BOX, .role = role, .rect = rect, .radius = radius, .step = step});
}

/* --- rich text --- */

/* A measure over a rich text: spans in bold measure in bold. The context points to a rich_measure. */
struct rich_measure {
    const struct text_measure *fonts;
    const struct rich_text *rich;
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

/* Adds every piece of one look inside the stretch (setter NULL: adds nothing); returns its width. */
static int walk_spans(const struct rich_measure *m, const struct stretch *stretch,
                      const struct setter *setter)
{
    int width = 0;
    size_t stretch_end = stretch->start + stretch->len;
    for (size_t i = 0; i < m->rich->span_count; i++) {
        const struct span *span = &m->rich->spans[i];
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
    size_t total = strlen(m->rich->text);
    if (m->rich->span_count == 0 || text < m->rich->text || text > m->rich->text + total) {
        return text_width(m->fonts, size, bold, text, len);
    }
    struct stretch stretch = {.start = (size_t)(text - m->rich->text), .len = len, .size = size};
    return walk_spans(m, &stretch, NULL);
}

int block_set_rich(const struct setter *setter, struct rect at, const struct rich_text *rich, int size,
                   bool bold, enum slide_role role, int step)
{
    struct span plain = {.kind = SPAN_PLAIN, .start = 0, .len = strlen(rich->text)};
    struct rich_text whole = *rich;
    if (whole.span_count == 0) {
        whole.spans = &plain;
        whole.span_count = 1;
    }
    struct rich_measure context = {.fonts = setter->fonts, .rich = &whole, .bold_all = bold};
    struct text_measure measure = {.width = rich_width, .covers = setter->fonts->covers, .context = &context};
    struct text_lines lines;
    text_break_lines(&measure, size, bold, rich->text, at.w, TEXT_LINES_MAX, &lines);
    int height = block_line_height(size);
    for (size_t i = 0; setter->out && i < lines.count; i++) {
        const struct text_line *line = &lines.items[i];
        struct stretch stretch = {.start = line->start,
                                  .len = line->len,
                                  .at = {at.x, at.y + (int)i * height, at.w, height},
                                  .size = size,
                                  .role = role,
                                  .step = step};
        if (stretch.at.y + height > setter->bottom + 2) {
            break;
        }
        if (setter->centred) {
            stretch.at.x += (at.w - line->width) / 2;
        }
        walk_spans(&context, &stretch, setter);
    }
    return (int)lines.count * height;
}

/* --- kinds of blocks --- */

static int set_number(const struct setter *setter, const struct block *block, struct rect mark)
{
    struct slide_part part = {.kind = SLIDE_TEXT,
                              .role = SLIDE_ACCENT,
                              .rect = {mark.x, mark.y, 0, block_line_height(setter->size)},
                              .size = setter->size,
                              .bold = true,
                              .step = block->step};
    snprintf(part.number, sizeof part.number, "%d.", block->number);
    int wide =
        text_width(setter->fonts, setter->size, true, part.number, strlen(part.number)) + setter->size / 3;
    part.rect.w = wide;
    block_add(setter, &part);
    return wide;
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

static int set_item(struct setter *setter, const struct block *block)
{
    int indent = setter->size * 11 / 10, left = block->level * indent;
    struct rect at = {setter->rest.x + left, setter->rest.y, setter->rest.w - left, setter->rest.h};
    struct rect mark = rect_cut_left(&at, indent);
    if (block->number > 0) {
        int wide = set_number(setter, block, mark);
        rect_cut_left(&at, wide > indent ? wide - indent : 0);
    } else {
        set_bullet(setter, block, mark);
    }
    return block_set_rich(setter, at, &block->content, setter->size, false, SLIDE_INK, block->step);
}

static int set_quote(struct setter *setter, const struct block *block)
{
    struct rect at = setter->rest;
    if (setter->centred) {
        return block_set_rich(setter, at, &block->content, setter->size, false, SLIDE_INK, block->step);
    }
    rect_cut_left(&at, setter->size * 8 / 10);
    int used = block_set_rich(setter, at, &block->content, setter->size, false, SLIDE_INK, block->step);
    add_box(setter, (struct rect){setter->rest.x, setter->rest.y + 6, 10, used - 12}, 5, SLIDE_ACCENT,
            block->step);
    return used;
}

static int set_code(struct setter *setter, const struct block *block)
{
    int size = setter->size * 8 / 10;
    struct rect at = rect_inset(setter->rest, CODE_PAD_X, CODE_PAD_Y);
    struct setter measure = *setter;
    measure.out = NULL;
    measure.centred = false;
    int height =
        block_set_rich(&measure, at, &block->content, size, false, SLIDE_INK, block->step) + 2 * CODE_PAD_Y;
    if (setter->out) {
        int seen = setter->rest.y + height > setter->bottom ? setter->bottom - setter->rest.y : height;
        add_box(setter, (struct rect){setter->rest.x, setter->rest.y, setter->rest.w, seen}, RADIUS,
                SLIDE_PANEL, block->step);
        struct setter inner = *setter;
        inner.centred = false;
        block_set_rich(&inner, at, &block->content, size, false, SLIDE_INK, block->step);
    }
    return height;
}

/* Column widths: by the widest cell, shrunk in proportion where the table is too wide; returns their sum. */
static int table_widths(const struct setter *setter, const struct block *block, int size, int widths[])
{
    int total = 0;
    for (size_t c = 0; c < block->columns; c++) {
        widths[c] = size * 2;
        for (size_t r = 0; r < block->rows; r++) {
            const char *text = block->cells[r * block->columns + c].content.text;
            int w = text_width(setter->fonts, size, r == 0, text, strlen(text));
            widths[c] = w > widths[c] ? w : widths[c];
        }
        widths[c] += 2 * CELL_PAD + 4;
        total += widths[c];
    }
    if (total <= setter->rest.w) {
        return total;
    }
    /* the wide columns give, down to an even share; the narrow ones keep what they need */
    int share = setter->rest.w / (int)block->columns, narrow = 0, wide = 0;
    for (size_t c = 0; c < block->columns; c++) {
        *(widths[c] <= share ? &narrow : &wide) += widths[c];
    }
    total = 0;
    for (size_t c = 0; c < block->columns; c++) {
        if (widths[c] > share && wide > 0) {
            widths[c] = (int)((long long)widths[c] * (setter->rest.w - narrow) / wide);
        }
        total += widths[c];
    }
    return total;
}

/* A row's cells side by side at y; returns the height of the tallest, rows' padding left out. */
static int set_row(const struct setter *setter, const struct block *block, size_t row, const int widths[],
                   int size, int y)
{
    int height = block_line_height(size), x = setter->rest.x;
    for (size_t c = 0; c < block->columns; c++) {
        struct rect at = {x + CELL_PAD, y + ROW_PAD / 2, widths[c] - 2 * CELL_PAD, setter->rest.h};
        int used = block_set_rich(setter, at, &block->cells[row * block->columns + c].content, size, row == 0,
                                  row == 0 ? SLIDE_TITLE : SLIDE_INK, block->step);
        height = used > height ? used : height;
        x += widths[c];
    }
    return height;
}

static int set_table(struct setter *setter, const struct block *block)
{
    if (block->columns == 0 || block->columns > TABLE_COLUMNS_MAX) {
        return 0;
    }
    int widths[TABLE_COLUMNS_MAX], size = setter->size * 8 / 10, y = setter->rest.y;
    int total = table_widths(setter, block, size, widths);
    struct setter measure = *setter, cells = *setter;
    measure.out = NULL;
    cells.centred = false;
    for (size_t r = 0; r < block->rows; r++) {
        int height = set_row(&measure, block, r, widths, size, y) + ROW_PAD;
        if (setter->out && y + height > setter->bottom + 2) {
            setter->out->cut = true;
            break; /* a row is there whole or not at all */
        }
        if (r == 0) {
            add_box(setter, (struct rect){setter->rest.x, y, total, height}, RADIUS / 2, SLIDE_PANEL,
                    block->step);
        }
        if (setter->out) {
            set_row(&cells, block, r, widths, size, y);
        }
        y += height;
        add_box(setter, (struct rect){setter->rest.x, y - 1, total, 2}, 0, SLIDE_LINE, block->step);
    }
    return y - setter->rest.y;
}

/* A picture's own share of its place: percent of it where the deck says so. */
static int set_image(struct setter *setter, const struct block *block)
{
    int height = setter->image_h, percent = block->image_percent > 0 ? block->image_percent : 100;
    struct rect frame = {setter->rest.x, setter->rest.y, setter->rest.w * percent / 100,
                         height * percent / 100};
    frame.x += (setter->rest.w - frame.w) / 2;
    if (frame.h >= 2) {
        block_add(setter, &(struct slide_part){.kind = SLIDE_IMAGE,
                                               .role = SLIDE_PANEL,
                                               .rect = frame,
                                               .radius = RADIUS,
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
    panel.h = block_set_rich(&inner, at, &block->content, size, false, SLIDE_INK, block->step) + 2 * pad;
    block_add(setter, &(struct slide_part){.kind = SLIDE_CHOICE,
                                           .role = SLIDE_PANEL,
                                           .rect = panel,
                                           .size = size,
                                           .radius = RADIUS,
                                           .choice = block->number,
                                           .votes_w = votes_w,
                                           .step = block->step});
    disc.y += (line - key) / 2;
    disc.h = key;
    set_key(setter, block, disc);
    inner.out = setter->out;
    block_set_rich(&inner, at, &block->content, size, false, SLIDE_INK, block->step);
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
    switch (block->kind) {
    case BLOCK_HEADING:
        return block_set_rich(setter, setter->rest, &block->content, setter->size * 11 / 10, true,
                              SLIDE_TITLE, block->step);
    case BLOCK_ITEM:
        return set_item(setter, block);
    case BLOCK_QUOTE:
        return set_quote(setter, block);
    case BLOCK_CODE:
        return set_code(setter, block);
    case BLOCK_TABLE:
        return set_table(setter, block);
    case BLOCK_IMAGE:
        return set_image(setter, block);
    case BLOCK_CHOICE:
        return set_choice(setter, block);
    case BLOCK_CALL:
        return set_call(setter, block);
    case BLOCK_PARAGRAPH:
        break;
    }
    return block_set_rich(setter, setter->rest, &block->content, setter->size, false, SLIDE_INK, block->step);
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
