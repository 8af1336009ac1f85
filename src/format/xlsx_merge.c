#include "format/xlsx_merge.h"

#include <string.h>

enum { LAST_COLUMN = 16384, LAST_ROW = 1048576 };

const char *xlsx_cell_reference(const char *text, size_t *column, size_t *row)
{
    size_t letters = 0, number = 0;
    for (; (*text >= 'A' && *text <= 'Z') || (*text >= 'a' && *text <= 'z'); text++) {
        letters = letters * 26 + (size_t)((*text | 0x20) - 'a' + 1);
        if (letters > LAST_COLUMN) {
            return NULL;
        }
    }
    for (; *text >= '0' && *text <= '9'; text++) {
        number = number * 10 + (size_t)(*text - '0');
        if (number > LAST_ROW) {
            return NULL;
        }
    }
    if (letters == 0) {
        return NULL;
    }
    if (column) {
        *column = letters - 1;
    }
    if (row) {
        *row = number;
    }
    return text;
}

bool xlsx_merge_parse(const char *reference, struct xlsx_merge *out)
{
    const char *behind = xlsx_cell_reference(reference, &out->column, &out->first);
    return behind && *behind == ':' && xlsx_cell_reference(behind + 1, NULL, &out->last) && out->first > 0 &&
           out->last > out->first;
}

/* The first row from line on. */
static size_t find_row(const struct table *table, size_t line)
{
    size_t low = 0, high = table->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (table->rows[middle].line < line) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool widen(struct table_row *row, size_t count, struct arena *arena)
{
    const char **cells = arena_alloc(arena, count * sizeof *cells);
    unsigned char *kinds = row->kinds ? arena_alloc(arena, count) : NULL;
    if (!cells || (row->kinds && !kinds)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        cells[i] = i < row->count ? row->cells[i] : "";
    }
    if (kinds) {
        memcpy(kinds, row->kinds, row->count);
        row->kinds = kinds;
    }
    row->cells = cells;
    row->count = count;
    return true;
}

/* The rows' kinds are const to readers of the table; here they are still being made. */
static bool set_kind(struct table_row *row, size_t column, enum table_kind kind, struct arena *arena)
{
    if (table_kind(row, column) == kind) {
        return true;
    }
    unsigned char *kinds = arena_alloc(arena, row->count);
    if (!kinds) {
        return false;
    }
    if (row->kinds) {
        memcpy(kinds, row->kinds, row->count);
    }
    kinds[column] = (unsigned char)kind;
    row->kinds = kinds;
    return true;
}

bool xlsx_merge_spread(struct table *table, const struct xlsx_merge *merge, struct arena *arena,
                       size_t *steps)
{
    size_t at = find_row(table, merge->first);
    if (at == table->count || table->rows[at].line != merge->first ||
        merge->column >= table->rows[at].count || !table->rows[at].cells[merge->column][0]) {
        return true;
    }
    const char *value = table->rows[at].cells[merge->column];
    enum table_kind kind = table_kind(&table->rows[at], merge->column);
    for (at++; at < table->count && table->rows[at].line <= merge->last && *steps > 0; at++, --*steps) {
        struct table_row *row = &table->rows[at];
        if (merge->column >= row->count && !widen(row, merge->column + 1, arena)) {
            return false;
        }
        if (!row->cells[merge->column][0]) {
            row->cells[merge->column] = value;
            if (!set_kind(row, merge->column, kind, arena)) {
                return false;
            }
        }
    }
    return true;
}
