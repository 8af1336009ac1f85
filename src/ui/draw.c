#include "ui/draw.h"

#include "text/lines.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

void draw_begin(struct draw_list *list, const struct text_measure *measure)
{
    list->measure = measure;
    list->count = 0;
    list->text_len = 0;
    list->target_count = 0;
    list->failed = false;
}

struct draw_mark draw_mark(const struct draw_list *list)
{
    return (struct draw_mark){list->count, list->text_len};
}

void draw_rewind(struct draw_list *list, struct draw_mark mark)
{
    list->count = mark.count < list->count ? mark.count : list->count;
    list->text_len = mark.text_len < list->text_len ? mark.text_len : list->text_len;
}

void draw_finish(struct draw_list *list)
{
    free(list->commands);
    free(list->text);
    free(list->targets);
    *list = (struct draw_list){0};
}

static struct draw_command *append(struct draw_list *list, enum draw_op op, struct rect rect)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity ? list->capacity * 2 : 128;
        struct draw_command *commands = realloc(list->commands, capacity * sizeof *commands);
        if (!commands) {
            list->failed = true;
            return NULL;
        }
        list->commands = commands;
        list->capacity = capacity;
    }
    struct draw_command *command = &list->commands[list->count++];
    memset(command, 0, sizeof *command);
    command->op = op;
    command->rect = rect;
    return command;
}

/* Copies bytes into the list's text; false when out of memory. */
static bool append_bytes(struct draw_list *list, const void *bytes, size_t len, size_t *start)
{
    if (list->text_len + len + 1 > list->text_capacity) {
        size_t capacity = list->text_capacity ? list->text_capacity : 4096;
        while (capacity < list->text_len + len + 1) {
            capacity *= 2;
        }
        char *text = realloc(list->text, capacity);
        if (!text) {
            list->failed = true;
            return false;
        }
        list->text = text;
        list->text_capacity = capacity;
    }
    *start = list->text_len;
    memcpy(list->text + list->text_len, bytes, len);
    list->text_len += len;
    list->text[list->text_len++] = '\0';
    return true;
}

void draw_box(struct draw_list *list, struct rect rect, int radius, struct paint paint, int border,
              uint32_t border_colour)
{
    if (rect_is_empty(rect)) {
        return;
    }
    struct draw_command *command = append(list, DRAW_BOX, rect);
    if (command) {
        command->u.box.paint = paint;
        command->u.box.radius = radius;
        command->u.box.border = border;
        command->u.box.border_colour = border ? border_colour : 0;
    }
}

void draw_fill(struct draw_list *list, struct rect rect, uint32_t colour)
{
    draw_box(list, rect, 0, (struct paint){PAINT_SOLID, colour, 0}, 0, 0);
}

void draw_disc(struct draw_list *list, int centre_x, int centre_y, int radius, uint32_t colour)
{
    struct rect rect = {centre_x - radius, centre_y - radius, 2 * radius, 2 * radius};
    struct draw_command *command = append(list, DRAW_DISC, rect);
    if (command) {
        command->u.disc = colour;
    }
}

void draw_stroke(struct draw_list *list, const int (*points)[2], int count, int width, uint32_t colour)
{
    struct rect rect = {0};
    if (count < 2 || count > DRAW_POINTS_MAX) {
        return;
    }
    for (int i = 0; i < count; i++) {
        int reach = width / 2 + 2;
        rect =
            rect_join(rect, (struct rect){points[i][0] - reach, points[i][1] - reach, 2 * reach, 2 * reach});
    }
    struct draw_command *command = append(list, DRAW_STROKE, rect);
    if (command) {
        command->u.stroke.count = count;
        command->u.stroke.width = width;
        command->u.stroke.colour = colour;
        for (int i = 0; i < count; i++) {
            command->u.stroke.points[i].x = points[i][0];
            command->u.stroke.points[i].y = points[i][1];
        }
    }
}

void draw_qr(struct draw_list *list, struct rect rect, const unsigned char *dark, int modules, int quiet)
{
    size_t start;
    if (!append_bytes(list, dark, ((size_t)modules * (size_t)modules + 7) / 8, &start)) {
        return;
    }
    struct draw_command *command = append(list, DRAW_QR, rect);
    if (command) {
        command->u.qr.start = start;
        command->u.qr.modules = modules;
        command->u.qr.quiet = quiet;
    }
}

void draw_image(struct draw_list *list, struct rect rect, const struct draw_image *image)
{
    struct draw_command *command = append(list, DRAW_IMAGE, rect);
    if (command) {
        command->u.image = *image;
    }
}

void draw_clip(struct draw_list *list, struct rect rect)
{
    append(list, DRAW_CLIP, rect);
}

void draw_clip_end(struct draw_list *list)
{
    append(list, DRAW_CLIP, (struct rect){0, 0, 0, 0});
}

void draw_target(struct draw_list *list, struct rect rect, int target, int argument)
{
    if (list->target_count == list->target_capacity) {
        size_t capacity = list->target_capacity ? list->target_capacity * 2 : 32;
        struct draw_target *targets = realloc(list->targets, capacity * sizeof *targets);
        if (!targets) {
            list->failed = true;
            return;
        }
        list->targets = targets;
        list->target_capacity = capacity;
    }
    list->targets[list->target_count++] = (struct draw_target){rect, target, argument};
}

/* Appends a line that is known to fit. */
static void put_line(struct draw_list *list, struct rect rect, struct text_style style, enum text_align align,
                     const char *text, size_t len, int width)
{
    size_t start;
    if (len == 0 || !append_bytes(list, text, len, &start)) {
        return;
    }
    int x = align == ALIGN_LEFT    ? rect.x
            : align == ALIGN_RIGHT ? rect.x + rect.w - width
                                   : rect.x + (rect.w - width) / 2;
    /* glyphs may reach a little out of their advance and, in a low rect, out of its height */
    int overhang = style.size / 6 + 2, tall = style.size * 3 / 2;
    int height = rect.h > tall ? rect.h : tall;
    struct rect touched = {x - overhang, rect.y + (rect.h - height) / 2, width + 2 * overhang, height};
    struct draw_command *command = append(list, DRAW_TEXT, touched);
    if (command) {
        command->u.text.style = style;
        command->u.text.start = start;
        command->u.text.len = len;
        command->u.text.x = x;
    }
}

static void put_cut_line(struct draw_list *list, struct rect rect, struct text_style style,
                         enum text_align align, const char *text, const struct text_line *line)
{
    char joined[1024];
    int length = snprintf(joined, sizeof joined, "%.*s…", (int)line->len, text + line->start);
    if (length > 0 && length < (int)sizeof joined) {
        put_line(list, rect, style, align, joined, (size_t)length, line->width);
    }
}

int draw_text_n(struct draw_list *list, struct rect rect, struct text_style style, enum text_align align,
                const char *text, size_t len)
{
    int width = text_width(list->measure, style.size, style.bold, text, len);
    if (width <= rect.w) {
        put_line(list, rect, style, align, text, len, width);
        return width;
    }
    char *copy = strndup(text, len);
    if (!copy) {
        list->failed = true;
        return 0;
    }
    struct text_lines lines;
    text_break_lines(list->measure, style.size, style.bold, copy, rect.w, 1, &lines);
    if (lines.count == 1 && lines.items[0].cut) {
        put_cut_line(list, rect, style, align, copy, &lines.items[0]);
    } else if (lines.count == 1) {
        put_line(list, rect, style, align, copy + lines.items[0].start, lines.items[0].len,
                 lines.items[0].width);
    }
    free(copy);
    return lines.width;
}

int draw_text(struct draw_list *list, struct rect rect, struct text_style style, enum text_align align,
              const char *text)
{
    return draw_text_n(list, rect, style, align, text, strlen(text));
}

static size_t lines_room(struct rect rect, int line_height, size_t max_lines)
{
    size_t room = rect.h < line_height ? 1 : (size_t)(rect.h / line_height);
    return max_lines < room ? max_lines : room;
}

static int put_lines(struct draw_list *list, struct rect rect, struct text_style style, enum text_align align,
                     int line_height, const char *text, const struct text_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        const struct text_line *line = &lines->items[i];
        struct rect at = {rect.x, rect.y + (int)i * line_height, rect.w, line_height};
        if (line->cut) {
            put_cut_line(list, at, style, align, text, line);
        } else {
            put_line(list, at, style, align, text + line->start, line->len, line->width);
        }
    }
    return (int)lines->count * line_height;
}

int draw_text_lines(struct draw_list *list, struct rect rect, struct text_style style, enum text_align align,
                    int line_height, size_t max_lines, const char *text)
{
    struct text_lines lines;
    text_break_lines(list->measure, style.size, style.bold, text, rect.w,
                     lines_room(rect, line_height, max_lines), &lines);
    return put_lines(list, rect, style, align, line_height, text, &lines);
}

int draw_text_balanced(struct draw_list *list, struct rect rect, struct text_style style,
                       enum text_align align, int line_height, size_t max_lines, const char *text)
{
    struct text_lines lines;
    text_balance_lines(list->measure, style.size, style.bold, text, rect.w,
                       lines_room(rect, line_height, max_lines), &lines);
    return put_lines(list, rect, style, align, line_height, text, &lines);
}

int draw_text_width(const struct draw_list *list, struct text_style style, const char *text)
{
    return text_width(list->measure, style.size, style.bold, text, strlen(text));
}

static const char *const paint_names[] = {"solid", "across", "diagonal", "glow"};

void draw_dump(const struct draw_list *list, FILE *file)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct draw_command *c = &list->commands[i];
        char where[64];
        snprintf(where, sizeof where, "%d,%d %dx%d", c->rect.x, c->rect.y, c->rect.w, c->rect.h);
        switch (c->op) {
        case DRAW_BOX:
            fprintf(file, "box %s r%d %s %08" PRIx32 " %08" PRIx32 " border %d %08" PRIx32 "\n", where,
                    c->u.box.radius, paint_names[c->u.box.paint.kind], c->u.box.paint.a, c->u.box.paint.b,
                    c->u.box.border, c->u.box.border_colour);
            break;
        case DRAW_DISC:
            fprintf(file, "disc %s %08" PRIx32 "\n", where, c->u.disc);
            break;
        case DRAW_STROKE:
            fprintf(file, "stroke %s w%d %08" PRIx32, where, c->u.stroke.width, c->u.stroke.colour);
            for (int p = 0; p < c->u.stroke.count; p++) {
                fprintf(file, " %d,%d", c->u.stroke.points[p].x, c->u.stroke.points[p].y);
            }
            fputc('\n', file);
            break;
        case DRAW_TEXT:
            fprintf(file, "text %s at %d size %d%s %08" PRIx32 " \"%s\"\n", where, c->u.text.x,
                    c->u.text.style.size, c->u.text.style.bold ? " bold" : "", c->u.text.style.colour,
                    list->text + c->u.text.start);
            break;
        case DRAW_QR: {
            uint32_t sum = 2166136261u; /* FNV-1a over the modules: a dump need not show them all */
            for (int b = 0; b < (c->u.qr.modules * c->u.qr.modules + 7) / 8; b++) {
                sum = (sum ^ (unsigned char)list->text[c->u.qr.start + (size_t)b]) * 16777619u;
            }
            fprintf(file, "qr %s modules %d quiet %d sum %08" PRIx32 "\n", where, c->u.qr.modules,
                    c->u.qr.quiet, sum);
            break;
        }
        case DRAW_IMAGE:
            fprintf(file, "image %s %dx%d\n", where, c->u.image.width, c->u.image.height);
            break;
        case DRAW_CLIP:
            fprintf(file, "clip %s\n", where);
            break;
        }
    }
}
