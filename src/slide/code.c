#include "slide/code.h"

#include "base/utf8.h"
#include "text/lines.h"

#include <string.h>
#include <uniwidth.h>

enum { PAD_X = 28, PAD_Y = 20, CELL_PERCENT = 56 /* of the size: the width of a digit */ };
enum { NO_BREAK_SPACE = 0xA0 };

static int cells_of(const char *text, size_t len)
{
    int cells = 0;
    for (size_t at = 0; at < len;) {
        int wide = uc_width(utf8_next(text, len, &at), "UTF-8");
        cells += wide > 0 ? wide : 0;
    }
    return cells;
}

static int cell_width(int size, int cells)
{
    return (cells * size * CELL_PERCENT + 99) / 100;
}

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == NO_BREAK_SPACE;
}

/* Where to put words; setter NULL = only measure. */
struct grid {
    const struct text_measure *fonts;
    const struct setter *setter;
    int size, step;
};

/* The words of a line, each at its cell; one that reaches into the next one's cells (capitals, box
 * characters) pushes it on. Returns the width. */
static int walk_words(const struct grid *grid, struct rect at, const char *text, size_t len)
{
    int size = grid->size, end_x = at.x, free_x = at.x, cells = 0;
    for (size_t from = 0; from < len;) {
        size_t next = from, end;
        if (is_blank(utf8_next(text, len, &next))) {
            from = next;
            cells++;
            continue;
        }
        for (end = next; next < len && !is_blank(utf8_next(text, len, &next)); end = next) {
        }
        int x = at.x + cell_width(size, cells),
            w = text_width(grid->fonts, size, false, text + from, end - from);
        x = x > free_x ? x : free_x;
        if (grid->setter) {
            block_add(grid->setter, &(struct slide_part){.kind = SLIDE_TEXT,
                                                         .role = SLIDE_INK,
                                                         .rect = {x, at.y, w + size, at.h},
                                                         .size = size,
                                                         .text = text + from,
                                                         .len = end - from,
                                                         .step = grid->step});
        }
        end_x = x + w;
        free_x = end_x + size / 4;
        cells += cells_of(text + from, end - from);
        from = end;
    }
    return end_x - at.x;
}

/* A measure on the grid; the context is a grid that only measures. */
static int grid_width(void *context, int size, bool bold, const char *text, size_t len)
{
    (void)bold;
    struct grid grid = *(const struct grid *)context;
    grid.size = size;
    return walk_words(&grid, (struct rect){0}, text, len);
}

int code_set(struct setter *setter, const struct block *block)
{
    int size = block_fine_size(setter), line_h = block_line_height(size), y = setter->rest.y + PAD_Y;
    struct rect inner = rect_inset(setter->rest, PAD_X, PAD_Y);
    struct grid grid = {.fonts = setter->fonts, .size = size, .step = block->step};
    struct text_measure measure = {.width = grid_width, .covers = setter->fonts->covers, .context = &grid};
    struct text_lines lines;
    const char *text = block->content.text;
    text_break_lines(&measure, size, false, text, inner.w, TEXT_LINES_MAX, &lines);
    int height = (int)lines.count * line_h + 2 * PAD_Y;
    if (!setter->out) {
        return height;
    }
    int seen = setter->rest.y + height > setter->bottom ? setter->bottom - setter->rest.y : height;
    block_add_box(setter, (struct rect){setter->rest.x, setter->rest.y, setter->rest.w, seen}, BLOCK_RADIUS,
                  SLIDE_PANEL, block->step);
    grid.setter = setter;
    for (size_t i = 0; i < lines.count && y + line_h <= setter->bottom + 2; i++, y += line_h) {
        walk_words(&grid, (struct rect){inner.x, y, inner.w, line_h}, text + lines.items[i].start,
                   lines.items[i].len);
    }
    return height;
}

bool code_stands_easily(const struct setter *setter, const struct block *block)
{
    int room = setter->rest.w - 2 * PAD_X;
    struct grid grid = {.fonts = setter->fonts, .size = block_fine_size(setter)};
    for (const char *line = block->content.text; *line;) {
        size_t len = strcspn(line, "\n");
        if (walk_words(&grid, (struct rect){0}, line, len) > room) {
            return false;
        }
        line += len + (line[len] == '\n');
    }
    return true;
}
