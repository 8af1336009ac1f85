#include "slide/layout.h"

#include "slide/blocks.h"
#include "slide/measure.h"
#include "text/lines.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { IMAGE_LEAST_H = 240, COLUMN_GAP = 60, TEXT_SHARE = 52 /* percent, beside pictures */ };

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

/* Returns how many columns there are, 1 or 2. */
static size_t divide(const struct slide *slide, struct rect body, struct column columns[2])
{
    struct column all = {.end = slide->block_count, .rect = body};
    columns[0] = columns[1] = all;
    if (slide->column_break > 0 && slide->column_break < slide->block_count) {
        int half = (body.w - COLUMN_GAP) / 2;
        columns[0].end = columns[1].first = slide->column_break;
        columns[0].rect.w = columns[1].rect.w = half;
        columns[1].rect.x += half + COLUMN_GAP;
        return 2;
    }
    size_t images = count_images(slide, &all);
    if (slide->setting != SLIDE_BULLETS || images == 0 || images == slide->block_count || body.w <= body.h) {
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

/* Under a quotation the title is no larger than the text. */
static int title_size(const struct slide *slide, struct slide_sizes sizes)
{
    return slide->setting == SLIDE_QUOTE_PAGE ? sizes.body : sizes.title;
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
    title.gap = slide->block_count ? title.size * 4 / 10 : 0;
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

static struct setter make_setter(const struct slide *slide, struct slide_sizes sizes,
                                 const struct text_measure *measure)
{
    return (struct setter){.fonts = measure,
                           .size = sizes.body,
                           .centred =
                               slide->setting == SLIDE_TITLE_PAGE || slide->setting == SLIDE_QUOTE_PAGE};
}

/* What is left for the body below (for a quotation above) the title. */
static struct rect body_rect(const struct slide *slide, const struct slide_frame *frame,
                             const struct title *title)
{
    struct rect body = slide->setting == SLIDE_FULL_PAGE ? frame->whole : frame->rect;
    body.h -= title->h + title->gap;
    return body;
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
        fits = height_up_to(setter, slide, &columns[i], IMAGE_LEAST_H, body.h) <= body.h;
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

static int body_height(const struct setter *setter, const struct slide *slide, const struct column *columns,
                       size_t count, int most)
{
    int height = 0;
    for (size_t i = 0; i < count; i++) {
        int h = count_images(slide, &columns[i]) > 0 ? most : column_height(*setter, slide, &columns[i], 0);
        height = h > height ? h : height;
    }
    return height < most ? height : most;
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
    size_t count = divide(slide, body, columns);
    int h = body_height(&setter, slide, columns, count, body.h);
    int y = body.y + (body.h - h) / 2;
    bool quote = slide->setting == SLIDE_QUOTE_PAGE;
    int body_y = quote ? y : y + title.h + title.gap, title_y = quote ? y + h + title.gap : y;
    setter.out = out;
    out->top_y = y;
    set_title(&setter, slide, &title, (struct rect){frame->rect.x, title_y, frame->rect.w, title.h});
    for (size_t i = 0; i < count; i++) {
        struct column *column = &columns[i];
        setter.image_h = picture_height(setter, slide, column, h);
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
