#include "service/pack_columns.h"

#include "base/utf8.h"
#include "format/csv.h"
#include "service/pack_folder.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

enum { HEADER_ROWS = 10, HEADER_BYTES = 128 };

/* Lower case, half width, without blanks, - _ * and what stands in brackets: "工 号*（必填）" is 工号. */
static void plain_header(const char *cell, char out[HEADER_BYTES])
{
    size_t len = strlen(cell), used = 0;
    for (size_t pos = 0; pos < len && used + 4 < HEADER_BYTES;) {
        uint32_t c = utf8_next(cell, len, &pos);
        if (c >= 0xFF01 && c <= 0xFF5E) {
            c = c - 0xFF01 + '!';
        }
        if (c == '(' && used > 0) {
            break;
        }
        bool dropped = c <= ' ' || c == '_' || c == '-' || c == '*' || c == ':' || c == 0xA0 || c == 0x3000 ||
                       c == 0xFEFF || c == 0x200B;
        if (!dropped) {
            c = c >= 'A' && c <= 'Z' ? c + 32 : c;
            used += utf8_encode(c, out + used);
        }
    }
    out[used] = '\0';
}

bool pack_columns_header_is(const char *cell, const char *name)
{
    char left[HEADER_BYTES], right[HEADER_BYTES];
    plain_header(cell, left);
    plain_header(name, right);
    return strcmp(left, right) == 0;
}

/* Typed by hand with a Chinese keyboard; without a word about it every column would be missing. */
static bool has_wide_commas(const struct table *sheet)
{
    return sheet->count > 0 && sheet->rows[0].count == 1 && strstr(sheet->rows[0].cells[0], "，") != NULL &&
           (sheet->count == 1 || (sheet->rows[1].count == 1 && strstr(sheet->rows[1].cells[0], "，")));
}

static bool read_csv(struct pack_read *read, const char *name, struct pack_columns *out)
{
    struct buf bytes = {0};
    out->place.file = pack_folder_path(read, name);
    if (!out->place.file || !pack_folder_load(read, &out->place, PACK_CSV_MAX_BYTES, &bytes)) {
        buf_finish(&bytes);
        return false;
    }
    struct err err = {0};
    size_t line = 0;
    bool parsed = csv_parse(buf_text(&bytes), bytes.len, &read->pack->arena, &out->sheet, &line, &err);
    buf_finish(&bytes);
    if (!parsed && err.code == ERR_MEMORY) {
        read->failed = true;
    } else if (!parsed) {
        pack_error(read, &out->place, line, line > 0, STR_PACK_BAD_TABLE, err.text);
    } else if (has_wide_commas(&out->sheet)) {
        pack_error(read, &out->place, out->sheet.rows[0].line, 1, STR_PACK_WIDE_COMMA);
        return false;
    }
    return parsed;
}

static bool read_workbook(struct pack_read *read, const char *name, enum pack_table which, pack_score *score,
                          struct pack_columns *out)
{
    struct pack_workbook own;
    if (read->whole && read->whole->name == name) {
        return pack_workbook_read(read, read->whole, which, score, true, &out->place, &out->sheet);
    }
    const char *path = pack_folder_path(read, name);
    if (!path || !pack_workbook_open(read, name, path, out->place.order, &own)) {
        return false;
    }
    bool done = pack_workbook_read(read, &own, which, score, false, &out->place, &out->sheet);
    pack_workbook_close(&own);
    return done;
}

bool pack_columns_read(struct pack_read *read, const char *name, enum pack_table which, pack_score *score,
                       struct pack_columns *out)
{
    *out = (struct pack_columns){.place = {.order = which}};
    size_t len = strlen(name);
    bool is_csv = len >= 4 && strcasecmp(name + len - 4, ".csv") == 0;
    bool done = is_csv ? read_csv(read, name, out) : read_workbook(read, name, which, score, out);
    if (done && out->sheet.count == 0) {
        pack_error(read, &out->place, 0, 0, STR_PACK_EMPTY_TABLE);
    }
    return done && out->sheet.count > 0;
}

/* The column a header cell means; *rank is how far down it stands among the column's names. */
static int meaning_of(const char *cell, const struct pack_column_names *columns, size_t count, size_t *rank)
{
    char header[HEADER_BYTES], name[HEADER_BYTES];
    plain_header(cell, header);
    for (size_t i = 0; i < count && header[0]; i++) {
        for (size_t k = 0; columns[i].names[k]; k++) {
            plain_header(columns[i].names[k], name);
            if (strcmp(header, name) == 0) {
                *rank = k;
                return (int)i;
            }
        }
    }
    return PACK_NO_COLUMN;
}

static size_t count_known(const struct table_row *row, const struct pack_column_names *columns, size_t count)
{
    size_t known = 0, rank;
    for (size_t i = 0; i < row->count; i++) {
        known += meaning_of(row->cells[i], columns, count, &rank) != PACK_NO_COLUMN;
    }
    return known;
}

static size_t find_header(const struct table *sheet, const struct pack_column_names *columns, size_t count)
{
    size_t best = 0, best_known = 0;
    for (size_t i = 0; i < sheet->count && i < HEADER_ROWS; i++) {
        size_t known = count_known(&sheet->rows[i], columns, count);
        if (known > best_known) {
            best = i;
            best_known = known;
        }
    }
    return best;
}

static void take_header_cell(struct pack_read *read, struct pack_columns *table, size_t cell,
                             const char *text, int column, size_t rank, bool several,
                             size_t ranks[PACK_MAX_COLUMNS])
{
    int before = table->at[column];
    table->meaning[cell] = column;
    if (before == PACK_NO_COLUMN) {
        table->at[column] = (int)cell;
        ranks[column] = rank;
    } else if (!several && rank == ranks[column]) {
        char shown[PACK_SHOWN_SIZE];
        pack_error(read, &table->place, table->sheet.rows[table->header].line, cell + 1,
                   STR_PACK_COLUMN_TWICE, pack_shown(text, shown), (size_t)before + 1);
    } else if (!several) {
        /* 部门 beside 车间: the usual name is meant, the other one is a column like any other */
        size_t lesser = rank < ranks[column] ? (size_t)before : cell;
        table->meaning[lesser] = PACK_NO_COLUMN;
        if (lesser != cell) {
            table->at[column] = (int)cell;
            ranks[column] = rank;
        }
    }
}

size_t pack_columns_score(const struct table *head, const struct pack_column_names *columns, size_t count)
{
    return count_known(&head->rows[find_header(head, columns, count)], columns, count);
}

bool pack_columns_find(struct pack_read *read, struct pack_columns *table,
                       const struct pack_column_names *columns, size_t count)
{
    table->header = find_header(&table->sheet, columns, count);
    const struct table_row *row = &table->sheet.rows[table->header];
    table->meaning = arena_alloc(&read->pack->arena, row->count * sizeof *table->meaning);
    if (!table->meaning) {
        read->failed = true;
        return false;
    }
    for (size_t i = 0; i < PACK_MAX_COLUMNS; i++) {
        table->at[i] = PACK_NO_COLUMN;
    }
    size_t ranks[PACK_MAX_COLUMNS] = {0};
    for (size_t i = 0; i < row->count; i++) {
        size_t rank;
        int column = meaning_of(row->cells[i], columns, count, &rank);
        table->meaning[i] = PACK_NO_COLUMN;
        if (column != PACK_NO_COLUMN) {
            take_header_cell(read, table, i, row->cells[i], column, rank, columns[column].several, ranks);
        }
    }
    size_t known = 0;
    for (size_t i = 0; i < count; i++) {
        known += table->at[i] != PACK_NO_COLUMN;
        if (columns[i].required && table->at[i] == PACK_NO_COLUMN) {
            pack_error(read, &table->place, row->line, 1, STR_PACK_NO_COLUMN_NAMED, columns[i].names[0],
                       columns[i].names[1]);
        }
    }
    return known > 1;
}

const char *pack_columns_cell(const struct pack_columns *table, const struct table_row *row, int column)
{
    int at = table->at[column];
    return at != PACK_NO_COLUMN && (size_t)at < row->count ? row->cells[at] : "";
}

size_t pack_columns_field(const struct pack_columns *table, int column)
{
    return table->calendar || table->at[column] == PACK_NO_COLUMN ? 1 : (size_t)table->at[column] + 1;
}

void pack_columns_check_width(struct pack_read *read, const struct pack_columns *table,
                              const struct table_row *row)
{
    for (size_t i = table->sheet.rows[table->header].count; i < row->count; i++) {
        if (row->cells[i][0]) {
            char shown[PACK_SHOWN_SIZE];
            pack_warning(read, &table->place, row->line, i + 1, STR_PACK_BESIDE_TABLE,
                         pack_shown(row->cells[i], shown));
            return;
        }
    }
}
