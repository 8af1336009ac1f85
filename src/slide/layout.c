#include "slide/layout.h"

#include "slide/blocks.h"
#include "slide/measure.h"
#include "slide/table.h"
#include "text/lines.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { IMAGE_LEAST_H = 240, COLUMN_GAP = 60, TEXT_SHARE = 52 /* percent, beside pictures */ };
enum { QUOTED_LEAST = 48, QUOTED_PERCENT = 70 /* of a quotation's letters: who said it */ };

/* --- what stands in which column --- */

enum filter { ALL, WORDS, PICTURES };

struct column {
    size_t first, end; /* blocks of the slide */
    enum filter filter;
    struct rect rect;
};

static bool belongs(const struct block *block, enum filter filter)
{
    return filter == ALL || (block->kind == BLOCK_IMAGE) == (filter == PICTURES);
}

static size_t count_images(const struct slide *slide, const struct column *column)
{
    size_t count = 0;
    for (size_t i = column->first; i < column->end; i++) {
        count += slide->blocks[i].kind == BLOCK_IMAGE && belongs(&slide->blocks[i], column->filter);
    }
    return count;
}

static const struct block *next_of(const struct slide *slide, const struct column *column, size_t after)
{
    for (size_t i = after + 1; i < column->end; i++) {
        if (belongs(&slide->blocks[i], column->filter)) {
            return &slide->blocks[i];
        }
    }
    return NULL;
}

bool slide_has_columns(struct rect body)
{
    return body.w > body.h;
}

void slide_halves(struct rect body, struct rect halves[2])
{
    int half = (body.w - COLUMN_GAP) / 2;
    halves[0] = halves[1] = body;
    halves[0].w = halves[1].w = half;
    halves[1].x += half + COLUMN_GAP;
}

/* Returns how many columns there are, 1 or 2. */
static size_t divide(const struct slide *slide, struct rect body, struct column columns[2])
{
    struct column all = {.end = slide->block_count, .rect = body};
    columns[0] = columns[1] = all;
    size_t images = count_images(slide, &all), at = slide->column_break;
    if (at == 0 && images > 1 && images == slide->block_count && slide->setting != SLIDE_FULL_PAGE) {
        at = (images + 1) / 2; /* pictures alone stand side by side */
    }
    if (at > 0 && at < slide->block_count && slide_has_columns(body)) {
        struct rect halves[2];
        slide_halves(body, halves);
        columns[0].end = columns[1].first = at;
        columns[0].rect = halves[0];
        columns[1].rect = halves[1];
        return 2;
    }
    if (slide->setting != SLIDE_BULLETS || images == 0 || images == slide->block_count ||
        !slide_has_columns(body)) {
        return 1;
    }
    columns[0].filter = WORDS;
    columns[1].filter = PICTURES;
    columns[0].rect.w = body.w * TEXT_SHARE / 100;
    columns[1].rect.x += columns[0].rect.w + COLUMN_GAP;
    columns[1].rect.w -= columns[0].rect.w + COLUMN_GAP;
    return 2;
}

/* The height of a column whose pictures have image_h each; once it is more than most it is not added up to
 * its end. */
static int height_up_to(struct setter setter, const struct slide *slide, const struct column *column,
                        int image_h, int most)
{
    int height = 0;
    setter.out = NULL;
    setter.rest = column->rect;
    setter.image_h = image_h;
    for (size_t i = column->first; i < column->end && height <= most; i++) {
        const struct block *block = &slide->blocks[i];
        if (belongs(block, column->filter)) {
            height += block_set(&setter, block) + block_gap(setter.size, block, next_of(slide, column, i));
        }
    }
    return height;
}

static int column_height(struct setter setter, const struct slide *slide, const struct column *column,
                         int image_h)
{
    return height_up_to(setter, slide, column, image_h, INT_MAX);
}

/* What a picture may take where the column has h in all: pictures share what words leave. */
static int picture_height(struct setter setter, const struct slide *slide, const struct column *column, int h)
{
    size_t images = count_images(slide, column);
    int room = images > 0 ? (h - column_height(setter, slide, column, 0)) / (int)images : 0;
    return room > IMAGE_LEAST_H ? room : IMAGE_LEAST_H;
}

/* As much of a block as there is room for, and a sign that it goes on. */
static void set_beginning(struct setter *setter, const struct block *block, int bottom)
{
    static const char sign[] = "…";
    int size = setter->size;
    setter->bottom = bottom - size / 2;
    if (setter->rest.y + block_line_height(size) <= setter->bottom) {
        block_set(setter, block);
    }
    block_add(setter, &(struct slide_part){
                          .kind = SLIDE_TEXT,
                          .role = SLIDE_ACCENT,
                          .rect = {setter->rest.x + setter->rest.w - size, bottom - size / 2, size, size},
                          .size = size,
                          .bold = true,
                          .text = sign,
                          .len = sizeof sign - 1});
    setter->out->cut = true;
}

static void set_column(struct setter setter, const struct slide *slide, const struct column *column, int h)
{
    int bottom = column->rect.y + h;
    setter.rest = column->rect;
    setter.bottom = bottom;
    for (size_t i = column->first; i < column->end; i++) {
        const struct block *block = &slide->blocks[i];
        if (!belongs(block, column->filter)) {
            continue;
        }
        struct setter measure = setter;
        measure.out = NULL;
        int used = block_set(&measure, block);
        if (setter.rest.y + used > bottom + 2) {
            set_beginning(&setter, block, bottom);
            return;
        }
        block_set(&setter, block);
        setter.rest.y += used + block_gap(setter.size, block, next_of(slide, column, i));
    }
}

/* --- the title --- */

struct title {
    int size, line_h, h, gap; /* gap: between it and the body */
    struct text_lines lines;
};

static bool has_title(const struct slide *slide)
{
    return slide->title[0] && slide->setting != SLIDE_BLANK_PAGE && slide->setting != SLIDE_FULL_PAGE;
}

/* Under a quotation the title says whose it is: smaller than the text. */
static int title_size(const struct slide *slide, struct slide_sizes sizes)
{
    int least = sizes.body < QUOTED_LEAST ? sizes.body : QUOTED_LEAST;
    int quoted = sizes.body * QUOTED_PERCENT / 100 > least ? sizes.body * QUOTED_PERCENT / 100 : least;
    return slide->setting == SLIDE_QUOTE_PAGE ? quoted : sizes.title;
}

static struct title plan_title(const struct slide *slide, struct slide_sizes sizes,
                               const struct slide_frame *frame, const struct text_measure *measure)
{
    struct title title = {0};
    if (!has_title(slide)) {
        return title;
    }
    title.size = title_size(slide, sizes);
    text_balance_lines(measure, title.size, true, slide->title, frame->rect.w,
                       (size_t)frame->most_title_lines, &title.lines);
    title.line_h = title.size * 125 / 100;
    title.h = (int)title.lines.count * title.line_h;
    int gap = slide->setting == SLIDE_QUOTE_PAGE ? sizes.body * 6 / 10 : title.size * 4 / 10;
    title.gap = slide->block_count ? gap : 0;
    return title;
}

static void set_title(const struct setter *setter, const struct slide *slide, const struct title *title,
                      struct rect at)
{
    static const char sign[] = "…";
    bool quote = slide->setting == SLIDE_QUOTE_PAGE;
    for (size_t i = 0; i < title->lines.count; i++) {
        const struct text_line *line = &title->lines.items[i];
        struct slide_part part = {.kind = SLIDE_TEXT,
                                  .role = quote ? SLIDE_MUTED : SLIDE_TITLE,
                                  .rect = {at.x, at.y + (int)i * title->line_h, at.w, title->line_h},
                                  .size = title->size,
                                  .bold = !quote,
                                  .text = slide->title + line->start,
                                  .len = line->len};
        part.rect.x += setter->centred ? (at.w - line->width) / 2 : 0;
        block_add(setter, &part);
        if (line->cut) {
            part.rect.x += text_width(setter->fonts, title->size, true, part.text, part.len);
            part.text = sign;
            part.len = sizeof sign - 1;
            block_add(setter, &part);
            setter->out->cut = true;
        }
    }
}

/* --- the whole --- */

static int widest_number(const struct setter *setter, const struct slide *slide)
{
    int widest = 0;
    for (size_t i = 0; i < slide->block_count; i++) {
        int w = block_number_width(setter, &slide->blocks[i]);
        widest = w > widest ? w : widest;
    }
    return widest;
}

static bool is_centred(const struct slide *slide)
{
    return slide->setting == SLIDE_TITLE_PAGE || slide->setting == SLIDE_QUOTE_PAGE;
}

static struct setter make_setter(const struct slide *slide, struct slide_sizes sizes,
                                 const struct text_measure *measure)
{
    struct setter setter = {.fonts = measure, .size = sizes.body, .centred = is_centred(slide)};
    setter.mark_w = widest_number(&setter, slide);
    return setter;
}

/* What is left for the body below (for a quotation above) the title. */
static struct rect body_rect(const struct slide *slide, const struct slide_frame *frame,
                             const struct title *title)
{
    struct rect body = slide->setting == SLIDE_FULL_PAGE ? frame->whole : frame->rect;
    body.h -= title->h + title->gap;
    return body;
}

struct rect slide_body(const struct slide *slide, struct slide_sizes sizes, const struct slide_frame *frame,
                       const struct text_measure *measure)
{
    struct title title = plan_title(slide, sizes, frame, measure);
    struct rect body = body_rect(slide, frame, &title);
    body.y += slide->setting == SLIDE_QUOTE_PAGE ? 0 : title.h + title.gap;
    return body;
}

/* Whether no table is so wide that words would break. */
static bool tables_are_narrow(struct setter setter, const struct slide *slide, const struct column *column)
{
    setter.rest = column->rect;
    for (size_t i = column->first; i < column->end; i++) {
        const struct block *block = &slide->blocks[i];
        if (block->kind == BLOCK_TABLE && table_columns_that_fit(&setter, block, 0) < block->columns) {
            return false;
        }
    }
    return true;
}

bool slide_fits(const struct slide *slide, struct slide_sizes sizes, const struct slide_frame *frame,
                const struct text_measure *measure)
{
    struct title title = plan_title(slide, sizes, frame, measure);
    struct setter setter = make_setter(slide, sizes, measure);
    struct rect body = body_rect(slide, frame, &title);
    struct column columns[2];
    size_t count = divide(slide, body, columns);
    bool fits = true;
    for (size_t i = 0; i < count && fits; i++) {
        fits = tables_are_narrow(setter, slide, &columns[i]) &&
               height_up_to(setter, slide, &columns[i], IMAGE_LEAST_H, body.h) <= body.h;
    }
    return fits;
}

bool slide_title_fits(const struct slide *slide, int size, const struct slide_frame *frame,
                      const struct text_measure *measure, int lines)
{
    struct text_lines broken;
    if (!has_title(slide) || slide->setting == SLIDE_QUOTE_PAGE) {
        return true;
    }
    text_break_lines(measure, size, true, slide->title, frame->rect.w, (size_t)lines, &broken);
    return !broken.cut;
}

struct slide_sizes slide_sizes_alone(const struct slide *slide, const struct slide_frame *frame,
                                     const struct text_measure *measure)
{
    struct slide_sizes sizes;
    const int *title = frame->title_sizes, *body = frame->body_sizes;
    while (title[1] && !slide_title_fits(slide, *title, frame, measure, 1)) {
        title++;
    }
    if (!slide_title_fits(slide, *title, frame, measure, 1)) {
        title = frame->title_sizes;
        while (title[1] && !slide_title_fits(slide, *title, frame, measure, frame->most_title_lines)) {
            title++;
        }
    }
    sizes.title = *title;
    sizes.body = *body;
    while (body[1] && !slide_fits(slide, sizes, frame, measure)) {
        sizes.body = *++body;
    }
    return sizes;
}

static int body_height(struct setter setter, const struct slide *slide, const struct column *columns,
                       size_t count, int most)
{
    int height = 0;
    for (size_t i = 0; i < count; i++) {
        bool images = count_images(slide, &columns[i]) > 0;
        int image_h = images ? picture_height(setter, slide, &columns[i], most) : 0;
        int h = images && !setter.shapes ? most : column_height(setter, slide, &columns[i], image_h);
        height = h > height ? h : height;
    }
    return height < most ? height : most;
}

/* Whether the only picture is clearly larger below (or above) the words than beside them: a wide one is. */
static bool stacks_better(struct setter setter, const struct slide *slide, const struct column columns[2],
                          const struct column *all, int h)
{
    enum { LARGER_PERCENT = 130 };
    int beside_w = columns[1].rect.w, beside_h = h;
    if (columns[1].filter != PICTURES || count_images(slide, all) != 1) {
        return false;
    }
    size_t at = all->first;
    while (slide->blocks[at].kind != BLOCK_IMAGE) {
        at++;
    }
    int below_w = all->rect.w, below_h = h - column_height(setter, slide, all, 0);
    if (below_h < IMAGE_LEAST_H || !block_picture_size(&setter, &slide->blocks[at], &beside_w, &beside_h) ||
        !block_picture_size(&setter, &slide->blocks[at], &below_w, &below_h)) {
        return false;
    }
    return (long long)below_w * below_h * 100 > (long long)beside_w * beside_h * LARGER_PERCENT;
}

static bool column_is_easy(struct setter setter, const struct slide *slide, const struct column *column)
{
    setter.rest = column->rect;
    for (size_t i = column->first; i < column->end; i++) {
        if (belongs(&slide->blocks[i], column->filter) && !block_stands_easily(&setter, &slide->blocks[i])) {
            return false;
        }
    }
    return true;
}

static bool has_fine_letters(const struct slide *slide)
{
    for (size_t i = 0; i < slide->block_count; i++) {
        enum block_kind kind = slide->blocks[i].kind;
        if (kind == BLOCK_TABLE || kind == BLOCK_CODE) {
            return true;
        }
    }
    return false;
}

/* Tables and code are as large as the text where that needs no more lines and there is room; somewhat smaller
 * where that saves them from broken lines. */
static int choose_fine(struct setter setter, const struct slide *slide, const struct column *columns,
                       size_t count, struct rect body)
{
    enum { SMALLEST = 70 };
    static const int percents[] = {100, 90, BLOCK_FINE_PERCENT, SMALLEST};
    int most = body.h;
    for (size_t p = 0; p < sizeof percents / sizeof *percents && has_fine_letters(slide); p++) {
        bool easy = true;
        setter.fine = percents[p];
        for (size_t i = 0; i < count && easy; i++) {
            easy = count_images(slide, &columns[i]) == 0 && column_is_easy(setter, slide, &columns[i]) &&
                   height_up_to(setter, slide, &columns[i], 0, most) <= most;
        }
        if (easy) {
            return percents[p];
        }
    }
    /* on an upright screen lines are so short that every letter more on one of them counts */
    return has_fine_letters(slide) && !slide_has_columns(body) ? SMALLEST : BLOCK_FINE_PERCENT;
}

void slide_layout(const struct slide *slide, struct slide_sizes sizes, const struct slide_frame *frame,
                  const struct text_measure *measure, struct slide_layout *out)
{
    out->count = 0;
    out->cut = out->failed = false;
    struct title title = plan_title(slide, sizes, frame, measure);
    struct setter setter = make_setter(slide, sizes, measure);
    struct rect body = body_rect(slide, frame, &title);
    struct column columns[2];
    struct column all = {.end = slide->block_count, .rect = body};
    size_t count = divide(slide, body, columns);
    setter.shapes = frame->shapes;
    if (count == 2 && stacks_better(setter, slide, columns, &all, body.h)) {
        columns[0] = all;
        count = 1;
    }
    setter.fine = choose_fine(setter, slide, columns, count, body);
    int h = body_height(setter, slide, columns, count, body.h);
    int y = body.y + (body.h - h) / 2;
    bool quote = slide->setting == SLIDE_QUOTE_PAGE;
    int body_y = quote ? y : y + title.h + title.gap, title_y = quote ? y + h + title.gap : y;
    setter.out = out;
    out->top_y = y;
    set_title(&setter, slide, &title, (struct rect){frame->rect.x, title_y, frame->rect.w, title.h});
    for (size_t i = 0; i < count; i++) {
        struct column *column = &columns[i];
        setter.image_h = picture_height(setter, slide, column, setter.shapes ? body.h : h);
        /* words beside a picture, and the other way round: at half the height of the larger */
        int own = column->filter == ALL ? h : column_height(setter, slide, column, setter.image_h);
        column->rect.y = body_y + (own < h ? (h - own) / 2 : 0);
        set_column(setter, slide, column, own < h ? own : h);
    }
}

void slide_layout_finish(struct slide_layout *layout)
{
    free(layout->parts);
    *layout = (struct slide_layout){0};
}
