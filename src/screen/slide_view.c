#include "screen/slide_view.h"

#include "text/lines.h"
#include "ui/theme.h"

#include <stdio.h>
#include <string.h>

static const int talk_titles[] = {120, 104, 92, 80, 72, 0},
                 talk_bodies[] = {76, 68, 60, 54, 48, 42, 36, 30, 0};
static const int point_titles[] = {72, 64, 56, 48, 0}, point_bodies[] = {46, 42, 38, 34, 30, 0};

const struct slide_look slide_look_talk = {THEME_SLIDE_TITLE, THEME_SLIDE_INK, THEME_GOLD,
                                           THEME_SLIDE_MUTED, 0xFF5A4638u,     THEME_SLIDE_PANEL,
                                           talk_titles,       talk_bodies,     2};
const struct slide_look slide_look_keypoint = {
    THEME_INK, THEME_INK, THEME_PRIMARY, THEME_MUTED, THEME_LINE, THEME_HEAD, point_titles, point_bodies, 3};

enum { CELL_PAD = 18, IMAGE_LEAST_H = 240, NUMBER_SIZE = 16, LAYOUT_TABLE_COLUMNS = 12 };

/* Walks down a rectangle; with no list it only measures. */
struct painter {
    struct draw_list *list;           /* NULL = measure */
    const struct text_measure *fonts; /* never NULL */
    const struct screen_view *view;
    const struct slide_look *look;
    int size; /* of the body */
    struct rect rest;
    int image_h; /* what an image may take */
    int bottom;  /* nothing is drawn below; only while drawing */
};

static int line_height(int size)
{
    return size * 14 / 10;
}

/* A measure over a rich text: spans in bold measure in bold. The context points to a rich_measure. */
struct rich_measure {
    const struct text_measure *fonts;
    const struct rich_text *rich;
    bool bold_all;
};

static bool span_is_bold(const struct span *span, bool bold_all)
{
    return bold_all || span->kind == SPAN_STRONG;
}

/* Calls visit for every stretch of one look inside [start, start + len); widths add up. */
static int walk_spans(const struct rich_measure *m, int size, size_t start, size_t len,
                      struct draw_list *list, struct rect at, const struct slide_look *look, uint32_t ink)
{
    int width = 0;
    for (size_t i = 0; i < m->rich->span_count; i++) {
        const struct span *span = &m->rich->spans[i];
        size_t from = span->start > start ? span->start : start;
        size_t to = span->start + span->len < start + len ? span->start + span->len : start + len;
        if (from >= to) {
            continue;
        }
        bool bold = span_is_bold(span, m->bold_all);
        int w = text_width(m->fonts, size, bold, m->rich->text + from, to - from);
        if (list) {
            uint32_t colour = span->kind == SPAN_PLAIN ? ink : look->accent;
            struct rect piece = {at.x + width, at.y, w + size, at.h};
            draw_text_n(list, piece, (struct text_style){size, bold, colour}, ALIGN_LEFT,
                        m->rich->text + from, to - from);
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
    return walk_spans(m, size, (size_t)(text - m->rich->text), len, NULL, (struct rect){0}, NULL, 0);
}

/* Lines of a rich text from the top of `at`; returns their height. */
static int put_rich(const struct painter *p, struct rect at, const struct rich_text *rich, int size,
                    bool bold, uint32_t ink)
{
    struct rich_measure context = {.fonts = p->fonts, .rich = rich, .bold_all = bold};
    struct text_measure measure = {.width = rich_width, .covers = p->fonts->covers, .context = &context};
    struct text_lines lines;
    text_break_lines(&measure, size, bold, rich->text, at.w, TEXT_LINES_MAX, &lines);
    int height = line_height(size);
    for (size_t i = 0; p->list && i < lines.count && at.y + ((int)i + 1) * height <= p->bottom + 2; i++) {
        const struct text_line *line = &lines.items[i];
        struct rect row = {at.x, at.y + (int)i * height, at.w, height};
        if (rich->span_count == 0) {
            draw_text_n(p->list, row, (struct text_style){size, bold, ink}, ALIGN_LEFT,
                        rich->text + line->start, line->len);
        } else {
            walk_spans(&context, size, line->start, line->len, p->list, row, p->look, ink);
        }
    }
    return (int)lines.count * height;
}

static int put_item(struct painter *p, const struct block *block)
{
    int indent = p->size * 11 / 10, left = block->level * indent;
    struct rect at = {p->rest.x + left, p->rest.y, p->rest.w - left, p->rest.h};
    struct rect mark = rect_cut_left(&at, indent);
    if (block->number > 0) {
        char number[NUMBER_SIZE];
        snprintf(number, sizeof number, "%d.", block->number);
        int wide = text_width(p->fonts, p->size, true, number, strlen(number)) + p->size / 3;
        if (wide > indent) {
            rect_cut_left(&at, wide - indent);
        }
        if (p->list) {
            mark.w = wide;
            mark.h = line_height(p->size);
            draw_text(p->list, mark, (struct text_style){p->size, true, p->look->accent}, ALIGN_LEFT, number);
        }
    } else if (p->list) {
        int radius = block->level == 0 ? p->size * 17 / 100 : p->size * 12 / 100;
        draw_disc(p->list, mark.x + p->size * 4 / 10, mark.y + line_height(p->size) / 2 + p->size / 20,
                  radius < 4 ? 4 : radius, block->level == 0 ? p->look->accent : p->look->muted);
    }
    return put_rich(p, at, &block->content, p->size, false, p->look->ink);
}

static int put_quote(struct painter *p, const struct block *block)
{
    struct rect at = p->rest;
    rect_cut_left(&at, p->size * 8 / 10);
    int used = put_rich(p, at, &block->content, p->size, false, p->look->ink);
    if (p->list) {
        draw_box(p->list, (struct rect){p->rest.x, p->rest.y + 6, 10, used - 12}, 5,
                 (struct paint){PAINT_SOLID, p->look->accent, 0}, 0, 0);
    }
    return used;
}

static int put_code(struct painter *p, const struct block *block)
{
    int size = p->size * 8 / 10;
    struct rect at = rect_inset(p->rest, 28, 20);
    if (p->list) {
        struct painter measure = *p;
        measure.list = NULL;
        int height = put_rich(&measure, at, &block->content, size, false, p->look->ink) + 40;
        height = p->rest.y + height > p->bottom ? p->bottom - p->rest.y : height;
        draw_box(p->list, (struct rect){p->rest.x, p->rest.y, p->rest.w, height}, 16,
                 (struct paint){PAINT_SOLID, p->look->panel, 0}, 0, 0);
    }
    return put_rich(p, at, &block->content, size, false, p->look->ink) + 40;
}

/* Column widths: by the widest cell, shrunk in proportion where the table is too wide. */
static void table_widths(const struct painter *p, const struct block *block, int size, int widths[])
{
    int total = 0;
    for (size_t c = 0; c < block->columns; c++) {
        widths[c] = size * 2;
        for (size_t r = 0; r < block->rows; r++) {
            const char *text = block->cells[r * block->columns + c].content.text;
            int w = text_width(p->fonts, size, r == 0, text, strlen(text));
            widths[c] = w > widths[c] ? w : widths[c];
        }
        widths[c] += 2 * CELL_PAD + 4;
        total += widths[c];
    }
    /* too wide: the wide columns give, down to an even share; the narrow ones keep what they need */
    int share = p->rest.w / (int)block->columns, narrow = 0, wide = 0;
    for (size_t c = 0; c < block->columns; c++) {
        *(widths[c] <= share ? &narrow : &wide) += widths[c];
    }
    for (size_t c = 0; c < block->columns && total > p->rest.w && wide > 0; c++) {
        if (widths[c] > share) {
            widths[c] = (int)((long long)widths[c] * (p->rest.w - narrow) / wide);
        }
    }
}

static int put_table(struct painter *p, const struct block *block)
{
    if (block->columns == 0 || block->columns > LAYOUT_TABLE_COLUMNS) {
        return 0;
    }
    int widths[LAYOUT_TABLE_COLUMNS], size = p->size * 8 / 10, y = p->rest.y, total = 0;
    table_widths(p, block, size, widths);
    for (size_t c = 0; c < block->columns; c++) {
        total += widths[c];
    }
    for (size_t r = 0; r < block->rows; r++) {
        struct painter measure = *p;
        measure.list = NULL;
        int height = line_height(size), x = p->rest.x;
        for (size_t c = 0; c < block->columns; c++) {
            struct rect at = {x, y, widths[c] - 2 * CELL_PAD, 0};
            int used = put_rich(&measure, at, &block->cells[r * block->columns + c].content, size, r == 0, 0);
            height = used > height ? used : height;
        }
        if (p->list && y + height + 16 > p->bottom + 2) {
            break; /* a row is drawn whole or not at all */
        }
        if (p->list && r == 0) {
            draw_box(p->list, (struct rect){p->rest.x, y, total, height + 16}, 8,
                     (struct paint){PAINT_SOLID, p->look->panel, 0}, 0, 0);
        }
        for (size_t c = 0; c < block->columns && p->list; c++) {
            struct rect at = {x + CELL_PAD, y + 8, widths[c] - 2 * CELL_PAD, height};
            put_rich(p, at, &block->cells[r * block->columns + c].content, size, r == 0,
                     r == 0 ? p->look->title : p->look->ink);
            x += widths[c];
        }
        y += height + 16;
        if (p->list) {
            draw_fill(p->list, (struct rect){p->rest.x, y - 1, total, 2}, p->look->line);
        }
    }
    return y - p->rest.y;
}

static int put_image(struct painter *p, const struct block *block)
{
    int height = p->image_h;
    if (!p->list || height < 2) {
        return height;
    }
    struct rect frame = {p->rest.x, p->rest.y, p->rest.w, height};
    const struct screen_host *host = p->view->host;
    const struct draw_image *image =
        host && host->picture ? host->picture(host->context, block->image, frame.w, frame.h) : NULL;
    if (!image || image->width <= 0 || image->height <= 0) {
        draw_box(p->list, frame, 16, (struct paint){PAINT_SOLID, p->look->panel, 0}, 0, 0);
        draw_text(p->list, rect_inset(frame, 24, 0), (struct text_style){THEME_BODY, false, p->look->muted},
                  ALIGN_CENTRE, block->content.text);
        return height;
    }
    struct rect fit = frame;
    if ((long long)image->width * frame.h > (long long)image->height * frame.w) {
        fit.h = (int)((long long)frame.w * image->height / image->width);
    } else {
        fit.w = (int)((long long)frame.h * image->width / image->height);
    }
    fit.x += (frame.w - fit.w) / 2;
    fit.y += (frame.h - fit.h) / 2;
    draw_image(p->list, fit, image);
    return height;
}

static int put_block(struct painter *p, const struct block *block)
{
    switch (block->kind) {
    case BLOCK_HEADING:
        return put_rich(p, p->rest, &block->content, p->size * 11 / 10, true, p->look->title);
    case BLOCK_ITEM:
        return put_item(p, block);
    case BLOCK_QUOTE:
        return put_quote(p, block);
    case BLOCK_CODE:
        return put_code(p, block);
    case BLOCK_TABLE:
        return put_table(p, block);
    case BLOCK_IMAGE:
        return put_image(p, block);
    case BLOCK_PARAGRAPH:
        break;
    }
    return put_rich(p, p->rest, &block->content, p->size, false, p->look->ink);
}

static int gap_after(const struct painter *p, const struct block *block, const struct block *next)
{
    if (!next) {
        return 0;
    }
    return block->kind == BLOCK_ITEM && next->kind == BLOCK_ITEM ? p->size * 45 / 100 : p->size * 6 / 10;
}

/* Which blocks a column takes: pictures, everything else, or both. */
enum column { COLUMN_ALL, COLUMN_TEXT, COLUMN_IMAGES };

static bool in_column(const struct block *block, enum column column)
{
    return column == COLUMN_ALL || (block->kind == BLOCK_IMAGE) == (column == COLUMN_IMAGES);
}

static const struct block *next_in_column(const struct slide *slide, size_t after, enum column column)
{
    for (size_t i = after + 1; i < slide->block_count; i++) {
        if (in_column(&slide->blocks[i], column)) {
            return &slide->blocks[i];
        }
    }
    return NULL;
}

/* Puts a column's blocks under each other; stops before a block that would reach over the bottom when
 * drawing. Returns the height. */
static int put_column(const struct painter *p, const struct slide *slide, enum column column, bool *whole)
{
    struct painter walk = *p;
    int top = walk.rest.y, bottom = walk.rest.y + walk.rest.h;
    walk.bottom = bottom;
    for (size_t i = 0; i < slide->block_count; i++) {
        const struct block *block = &slide->blocks[i];
        if (!in_column(block, column)) {
            continue;
        }
        if (p->list) {
            struct painter measure = walk;
            measure.list = NULL;
            if (walk.rest.y + put_block(&measure, block) > bottom + 2) {
                /* as much of it as there is room for, and a sign that it goes on */
                walk.bottom = bottom - p->size / 2;
                if (walk.rest.y + line_height(p->size) <= walk.bottom) {
                    put_block(&walk, block);
                }
                draw_text(p->list, (struct rect){walk.rest.x, bottom - p->size / 2, walk.rest.w, p->size},
                          (struct text_style){p->size, true, p->look->accent}, ALIGN_RIGHT, "…");
                *whole = false;
                break;
            }
        }
        int used = put_block(&walk, block) + gap_after(&walk, block, next_in_column(slide, i, column));
        walk.rest.y += used;
        walk.rest.h -= used;
    }
    return walk.rest.y - top;
}

static size_t count_images(const struct slide *slide)
{
    size_t count = 0;
    for (size_t i = 0; i < slide->block_count; i++) {
        count += slide->blocks[i].kind == BLOCK_IMAGE;
    }
    return count;
}

struct slide_plan {
    int title_size, title_h, title_line, gap;
    size_t title_lines;
};

static struct slide_plan plan_title(const struct painter *p, const struct slide *slide)
{
    struct slide_plan plan = {0};
    if (!*slide->title) {
        return plan;
    }
    struct text_lines lines;
    const int *sizes = p->look->title_sizes;
    plan.title_size = text_fit_size(p->fonts, sizes, true, slide->title, p->rest.w, 1);
    text_break_lines(p->fonts, plan.title_size, true, slide->title, p->rest.w, 1, &lines);
    if (lines.cut) {
        plan.title_size =
            text_fit_size(p->fonts, sizes, true, slide->title, p->rest.w, (size_t)p->look->most_title_lines);
        text_balance_lines(p->fonts, plan.title_size, true, slide->title, p->rest.w,
                           (size_t)p->look->most_title_lines, &lines);
    }
    plan.title_lines = lines.count;
    plan.title_line = plan.title_size * 125 / 100;
    plan.title_h = (int)lines.count * plan.title_line;
    plan.gap = slide->block_count ? plan.title_size * 4 / 10 : 0;
    return plan;
}

static void draw_title(struct draw_list *list, const struct slide *slide, const struct slide_plan *plan,
                       const struct slide_look *look, struct rect at)
{
    draw_text_balanced(list, at, (struct text_style){plan->title_size, true, look->title}, ALIGN_LEFT,
                       plan->title_line, plan->title_lines, slide->title);
}

bool slide_draw(struct draw_list *list, const struct screen_view *view, const struct slide *slide,
                const struct slide_look *look, struct rect rect, int *top_y)
{
    struct painter p = {.fonts = list->measure, .view = view, .look = look, .rest = rect};
    struct slide_plan plan = plan_title(&p, slide);
    size_t images = count_images(slide);
    bool beside = images > 0 && images < slide->block_count && rect.w > rect.h;
    struct rect body = {rect.x, rect.y, rect.w, rect.h - plan.title_h - plan.gap};
    struct rect text = body, pictures = body;
    if (beside) {
        text.w = body.w * 52 / 100;
        pictures.x = text.x + text.w + 60;
        pictures.w = body.w - text.w - 60;
    }
    int text_h = 0;
    p.rest = text;
    for (const int *size = look->body_sizes; *size; size++) {
        p.size = *size;
        p.image_h = beside ? 0 : IMAGE_LEAST_H;
        text_h = put_column(&p, slide, beside ? COLUMN_TEXT : COLUMN_ALL, NULL);
        if (text_h <= text.h) {
            break;
        }
    }
    if (images > 0 && !beside && text_h < text.h) {
        /* pictures share what the text leaves */
        int room = text.h - text_h;
        p.image_h = IMAGE_LEAST_H + room / (int)images;
        text_h += (p.image_h - IMAGE_LEAST_H) * (int)images;
    }
    int body_h = beside ? body.h : text_h < body.h ? text_h : body.h;
    int used = plan.title_h + plan.gap + body_h;
    int y = rect.y + (rect.h - used) / 2;
    bool whole = true;
    if (top_y) {
        *top_y = y;
    }
    if (plan.title_h) {
        draw_title(list, slide, &plan, look, (struct rect){rect.x, y, rect.w, plan.title_h});
    }
    y += plan.title_h + plan.gap;
    p.list = list;
    p.rest = (struct rect){text.x, y, text.w, body_h};
    if (beside && text_h < body_h) {
        p.rest.y += (body_h - text_h) / 2;
        p.rest.h = text_h;
    }
    put_column(&p, slide, beside ? COLUMN_TEXT : COLUMN_ALL, &whole);
    if (beside) {
        p.rest = (struct rect){pictures.x, y, pictures.w, body_h};
        p.image_h = body_h / (int)images - (images > 1 ? p.size : 0);
        put_column(&p, slide, COLUMN_IMAGES, &whole);
    }
    return whole;
}
