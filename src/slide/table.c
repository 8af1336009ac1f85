#include "slide/table.h"

#include "base/utf8.h"
#include "text/lines.h"

#include <stdlib.h>
#include <string.h>

enum { CELL_PAD = 20, CELL_PAD_LEAST = 14, ROW_PAD = 16, SPREAD_PERCENT = 60 /* of the size */ };

struct columns {
    size_t count;
    int widths[TABLE_COLUMNS_MAX]; /* of the texts */
    enum cell_align aligns[TABLE_COLUMNS_MAX];
    int total;
    int pad; /* on both sides of a column's text */
};

static const struct table_cell *cell_at(const struct block *block, size_t row, size_t column)
{
    return &block->cells[row * block->columns + column];
}

/* --- widths --- */

/* The widest piece between two places where a line may end: Chinese breaks nearly anywhere. */
static int widest_word(const struct setter *setter, int size, bool bold, const char *text)
{
    enum { LOOKED_AT = 512 };
    char breaks[LOOKED_AT];
    size_t len = strlen(text), start = 0;
    int widest = 0;
    len = len > LOOKED_AT ? utf8_floor(text, LOOKED_AT) : len;
    if (len == 0 || !text_find_breaks(text, len, breaks)) {
        return 0;
    }
    for (size_t at = 1; at <= len; at++) {
        if (at == len || breaks[at] != TEXT_BREAK_NO) {
            size_t end = at;
            while (end > start && (text[end - 1] == ' ' || text[end - 1] == '\n')) {
                end--;
            }
            int w = text_width(setter->fonts, size, bold, text + start, end - start);
            widest = w > widest ? w : widest;
            start = at;
        }
    }
    return widest;
}

/* Of the widest line of the text, uncut. */
static int widest_line(const struct setter *setter, int size, bool bold, const char *text)
{
    int widest = 0;
    while (*text) {
        size_t len = strcspn(text, "\n");
        int w = text_width(setter->fonts, size, bold, text, len);
        widest = w > widest ? w : widest;
        text += len + (text[len] == '\n');
    }
    return widest;
}

static bool has_strong(const struct rich_text *rich)
{
    for (size_t i = 0; i < rich->span_count; i++) {
        if (rich->spans[i].kind == SPAN_STRONG) {
            return true;
        }
    }
    return false;
}

/* What the column needs for no word to break (and no short cell: two or four characters one below the other
 * are hard to read), and what for no line to. Paddings left out. */
static void column_needs(const struct setter *setter, const struct block *block, int size, size_t column,
                         int *least, int *most)
{
    enum { SHORT_CELL = 420, LONG_CELL_LEAST = 300 /* percent of the size */ };
    *least = *most = size;
    for (size_t r = 0; r < block->rows; r++) {
        const struct rich_text *content = &cell_at(block, r, column)->content;
        bool bold = r == 0 || has_strong(content);
        int line = widest_line(setter, size, bold, content->text), needs = line;
        if (line > size * SHORT_CELL / 100) {
            needs = widest_word(setter, size, bold, content->text);
            needs = needs > size * LONG_CELL_LEAST / 100 ? needs : size * LONG_CELL_LEAST / 100;
        }
        *least = needs > *least ? needs : *least;
        *most = line > *most ? line : *most;
    }
    *most = *most > *least ? *most : *least;
}

static int total_of(const int values[], size_t count)
{
    int total = 0;
    for (size_t i = 0; i < count; i++) {
        total += values[i];
    }
    return total;
}

/* Columns that want no more than an even share get what they want. Returns how many are left, *room what is
 * left for them; theirs is 0. */
static size_t serve_modest(struct columns *columns, const int most[], int *room)
{
    size_t left = columns->count;
    for (bool served = true; served && left > 0;) {
        served = false;
        for (size_t c = 0; c < columns->count && left > 0; c++) {
            if (columns->widths[c] == 0 && most[c] <= *room / (int)left) {
                columns->widths[c] = most[c];
                *room -= most[c];
                left--;
                served = true;
            }
        }
    }
    return left;
}

/* The others have their least, and what is over in proportion to what they want. */
static void share_room(struct columns *columns, const int least[], const int most[], int room)
{
    bool hungry[TABLE_COLUMNS_MAX];
    int low = 0, high = 0;
    for (size_t c = 0; c < columns->count; c++) {
        hungry[c] = columns->widths[c] == 0;
        low += hungry[c] ? least[c] : 0;
        high += hungry[c] ? most[c] : 0;
    }
    for (size_t c = 0; c < columns->count; c++) {
        if (hungry[c] && (low >= room || high == low)) { /* not even words fit: all give alike */
            columns->widths[c] = (int)((long long)least[c] * room / low);
        } else if (hungry[c]) {
            columns->widths[c] =
                least[c] + (int)((long long)(most[c] - least[c]) * (room - low) / (high - low));
        }
    }
}

static struct columns plan_columns(const struct setter *setter, const struct block *block, int size)
{
    int least[TABLE_COLUMNS_MAX], most[TABLE_COLUMNS_MAX];
    struct columns columns = {.count = block->columns, .pad = CELL_PAD};
    for (size_t c = 0; c < columns.count; c++) {
        column_needs(setter, block, size, c, &least[c], &most[c]);
    }
    int pads = 2 * CELL_PAD * (int)columns.count,
        spare = setter->rest.w - pads - total_of(most, columns.count);
    if (spare >= 0) { /* a little more air between the columns, not a gap that loses the line */
        int each = spare / (int)columns.count, limit = size * SPREAD_PERCENT / 100;
        each = each < limit ? each : limit;
        memcpy(columns.widths, most, sizeof most);
        columns.pad += each / 2;
    } else {
        int room = setter->rest.w - 2 * CELL_PAD_LEAST * (int)columns.count;
        columns.pad = CELL_PAD_LEAST;
        if (serve_modest(&columns, most, &room) > 0) {
            share_room(&columns, least, most, room);
        }
    }
    columns.total = total_of(columns.widths, columns.count) + 2 * columns.pad * (int)columns.count;
    return columns;
}

/* --- where texts stand in their cells --- */

static bool is_number(const char *text)
{
    static const char *const signs[] = {"−", "-", "+", "±", "≤", "≥", "＜", "＞", "<", ">", "~", "约", " "};
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
            size_t len = strlen(signs[i]);
            if (strncmp(text, signs[i], len) == 0) {
                text += len;
                more = true;
            }
        }
    }
    size_t digits = strspn(text, "0123456789.,:/ ");
    return digits > 0 && *text != ' ' && text[digits] != '\0' ? text[digits] == '%' : digits > 0;
}

/* Numbers whose file says nothing stand at the right edge, where their digits can be compared. */
static enum cell_align column_align(const struct block *block, size_t column)
{
    enum cell_align said = cell_at(block, 0, column)->align;
    size_t numbers = 0;
    if (said != CELL_AUTO) {
        return said;
    }
    for (size_t r = 1; r < block->rows; r++) {
        const char *text = cell_at(block, r, column)->content.text;
        if (!*text || strcmp(text, "—") == 0 || strcmp(text, "-") == 0) {
            continue;
        }
        if (!is_number(text)) {
            return CELL_LEFT;
        }
        numbers++;
    }
    return numbers > 0 ? CELL_RIGHT : CELL_LEFT;
}

/* A row's cells side by side at y; returns the height of the tallest, rows' padding left out. */
static int set_row(const struct setter *setter, const struct block *block, size_t row,
                   const struct columns *columns, int size, int y)
{
    int height = block_line_height(size), x = setter->rest.x;
    for (size_t c = 0; c < columns->count; c++) {
        struct rect at = {x + columns->pad, y + ROW_PAD / 2, columns->widths[c], setter->rest.h};
        struct block_text text = {.rich = &cell_at(block, row, c)->content,
                                  .size = size,
                                  .bold = row == 0,
                                  .role = row == 0 ? SLIDE_TITLE : SLIDE_INK,
                                  .align = columns->aligns[c],
                                  .step = block->step};
        int used = block_set_rich(setter, at, &text);
        height = used > height ? used : height;
        x += columns->widths[c] + 2 * columns->pad;
    }
    return height;
}

int table_set(struct setter *setter, const struct block *block)
{
    if (block->columns == 0 || block->columns > TABLE_COLUMNS_MAX) {
        return 0;
    }
    int size = block_fine_size(setter), y = setter->rest.y;
    struct columns columns = plan_columns(setter, block, size);
    for (size_t c = 0; c < columns.count; c++) {
        columns.aligns[c] = column_align(block, c);
    }
    struct setter measure = *setter, cells = *setter;
    measure.out = NULL;
    measure.centred = cells.centred = false;
    if (setter->centred) {
        cells.rest.x += (setter->rest.w - columns.total) / 2;
    }
    for (size_t r = 0; r < block->rows; r++) {
        int height = set_row(&measure, block, r, &columns, size, y) + ROW_PAD;
        if (setter->out && y + height > setter->bottom + 2) {
            setter->out->cut = true;
            if (r == 1) { /* the only one: as much of it as there is room for */
                set_row(&cells, block, r, &columns, size, y);
            }
            break; /* a row is there whole or not at all */
        }
        struct rect row = {cells.rest.x, y, columns.total, height};
        if (r == 0) {
            block_add_box(setter, row, BLOCK_RADIUS / 2, SLIDE_PANEL, block->step);
        }
        if (setter->out) {
            set_row(&cells, block, r, &columns, size, y);
        }
        y += height;
        block_add_box(setter, (struct rect){row.x, y - 1, row.w, 2}, 0, SLIDE_LINE, block->step);
    }
    return y - setter->rest.y;
}

bool table_stands_easily(const struct setter *setter, const struct block *block)
{
    int size = block_fine_size(setter), total = 0;
    for (size_t c = 0; c < block->columns && total <= setter->rest.w; c++) {
        int least, most;
        column_needs(setter, block, size, c, &least, &most);
        total += most + 2 * CELL_PAD;
    }
    return total <= setter->rest.w;
}

size_t table_columns_that_fit(const struct setter *setter, const struct block *block, size_t from)
{
    int size = block_fine_size(setter), least, most;
    column_needs(setter, block, size, 0, &least, &most);
    int total = from > 0 ? least + 2 * CELL_PAD_LEAST : 0;
    size_t end = from, limit = from > 0 ? TABLE_COLUMNS_MAX - 1 : TABLE_COLUMNS_MAX;
    while (end < block->columns && end - from < limit) {
        column_needs(setter, block, size, end, &least, &most);
        total += least + 2 * CELL_PAD_LEAST;
        if (total > setter->rest.w && end > from) {
            break;
        }
        end++;
    }
    return end - from;
}
