#include "format/xlsx_sheet.h"

#include "base/buf.h"
#include "base/strings.h"
#include "format/xlsx_merge.h"
#include "format/xml_part.h"

#include <stdlib.h>
#include <string.h>

enum cell_type { CELL_NUMBER, CELL_SHARED, CELL_TEXT, CELL_INLINE, CELL_BOOLEAN, CELL_ERROR, CELL_DATE };

/* A row's cells are gathered here until it ends. */
struct gathered_row {
    size_t line;  /* 0 = none open */
    size_t width; /* cells up to the last one with something in it */
    bool any_kind;
    const char *cells[XLSX_MAX_COLUMNS];
    unsigned char kinds[XLSX_MAX_COLUMNS];
};

struct sheet_reader {
    struct xml_part xml;
    const struct xlsx_book *book;
    struct xlsx_place *place;
    size_t most_rows;
    struct buf rows; /* struct table_row, one behind the other */
    size_t row_count, cell_count;
    struct buf merges; /* struct xlsx_merge */
    size_t merge_count;
    struct gathered_row row;
    size_t line, next_column; /* of the last row; of the next cell */
    size_t column;
    enum cell_type type;
    size_t style;
    struct buf text; /* of the cell */
    bool in_cell, in_text, in_phonetic, has_formula, has_value;
};

static void fail_at(struct sheet_reader *reader, size_t column, enum str_id sentence, int value)
{
    *reader->place = (struct xlsx_place){.row = reader->row.line, .column = column};
    err_set(reader->xml.err, ERR_INPUT, str(sentence), value);
    xml_part_fail(&reader->xml);
}

static void fail_memory(struct sheet_reader *reader)
{
    err_memory(reader->xml.err);
    xml_part_fail(&reader->xml);
}

static void start_row(struct sheet_reader *reader, const char **attributes)
{
    const char *number = xml_part_attribute(attributes, "r");
    size_t line = number ? strtoul(number, NULL, 10) : reader->line + 1;
    if (line <= reader->line || line > XLSX_MAX_ROWS || reader->row.line > 0) {
        reader->row.line = 0;
        fail_at(reader, 0, STR_XLSX_BAD_ROWS, XLSX_MAX_ROWS);
        return;
    }
    memset(reader->row.cells, 0, reader->row.width * sizeof *reader->row.cells);
    memset(reader->row.kinds, 0, reader->row.width);
    reader->row.width = 0;
    reader->row.any_kind = false;
    reader->row.line = reader->line = line;
    reader->next_column = 0;
}

static enum cell_type type_of(const char *name)
{
    static const struct {
        const char *name;
        enum cell_type type;
    } types[] = {{"s", CELL_SHARED},         {"n", CELL_NUMBER}, {"str", CELL_TEXT}, {"b", CELL_BOOLEAN},
                 {"inlineStr", CELL_INLINE}, {"e", CELL_ERROR},  {"d", CELL_DATE}};
    for (size_t i = 0; name && i < sizeof types / sizeof *types; i++) {
        if (strcmp(name, types[i].name) == 0) {
            return types[i].type;
        }
    }
    return CELL_NUMBER;
}

static void start_cell(struct sheet_reader *reader, const char **attributes)
{
    const char *reference = NULL, *style = NULL, *type = NULL;
    for (; attributes[0]; attributes += 2) {
        if (strcmp(attributes[0], "r") == 0) {
            reference = attributes[1];
        } else if (strcmp(attributes[0], "s") == 0) {
            style = attributes[1];
        } else if (strcmp(attributes[0], "t") == 0) {
            type = attributes[1];
        }
    }
    reader->column = reader->next_column;
    if (reference && !xlsx_cell_reference(reference, &reader->column, NULL)) {
        fail_at(reader, 0, STR_XLSX_BAD_ROWS, XLSX_MAX_ROWS);
        return;
    }
    reader->next_column = reader->column + 1;
    reader->type = type_of(type);
    reader->style = style ? strtoul(style, NULL, 10) : 0;
    buf_clear(&reader->text);
    reader->in_cell = true;
    reader->in_text = reader->in_phonetic = reader->has_formula = reader->has_value = false;
}

static void on_start(struct xml_part *part, const char *name, const char **attributes)
{
    struct sheet_reader *reader = (struct sheet_reader *)part;
    if (reader->in_cell) {
        if (strcmp(name, "v") == 0) {
            reader->has_value = reader->in_text = true;
        } else if (strcmp(name, "t") == 0) {
            reader->in_text = reader->type == CELL_INLINE && !reader->in_phonetic;
        } else if (strcmp(name, "f") == 0) {
            reader->has_formula = true;
        } else if (strcmp(name, "rPh") == 0) {
            reader->in_phonetic = true;
        }
    } else if (strcmp(name, "c") == 0 && reader->row.line > 0) {
        start_cell(reader, attributes);
    } else if (strcmp(name, "row") == 0) {
        start_row(reader, attributes);
    } else if (strcmp(name, "mergeCell") == 0) {
        const char *reference = xml_part_attribute(attributes, "ref");
        struct xlsx_merge merge;
        if (reference && xlsx_merge_parse(reference, &merge) && reader->merge_count < XLSX_MAX_MERGES) {
            buf_append(&reader->merges, &merge, sizeof merge);
            reader->merge_count++;
        }
    }
}

static void on_text(struct xml_part *part, const char *text, size_t len)
{
    struct sheet_reader *reader = (struct sheet_reader *)part;
    if (!reader->in_text) {
        return;
    }
    buf_append(&reader->text, text, len);
    if (reader->text.len > XLSX_CELL_MAX_BYTES) {
        fail_at(reader, reader->column + 1, STR_XLSX_CELL_TOO_LONG, XLSX_CELL_MAX_BYTES / 1024);
    }
}

static const char *shared_text(struct sheet_reader *reader)
{
    const char *text = buf_text(&reader->text);
    char *end;
    size_t index = strtoul(text, &end, 10);
    if (*text == '\0') {
        return "";
    }
    if (*end || index >= reader->book->strings->count) {
        fail_at(reader, reader->column + 1, STR_XLSX_BAD_STRING, 0);
        return NULL;
    }
    return reader->book->strings->items[index];
}

static const char *keep(struct sheet_reader *reader, const char *text)
{
    const char *kept = xlsx_text_keep_as_is(reader->book->text, text, strlen(text), reader->xml.err);
    if (!kept) {
        xml_part_fail(&reader->xml);
    }
    return kept;
}

/* The cell's text; NULL: a failure that has been told. */
static const char *cell_text(struct sheet_reader *reader, enum table_kind *kind)
{
    const struct xlsx_styles *styles = reader->book->styles;
    struct xlsx_format format = {0};
    char number[XLSX_NUMBER_SIZE];
    *kind = TABLE_TEXT;
    /* a text may well be empty; a number cannot: some programs write an empty value where they have none */
    bool empty = !reader->has_value || (reader->text.len == 0 && reader->type != CELL_TEXT);
    if (reader->has_formula && empty) {
        *kind = TABLE_NO_VALUE;
        return "=";
    }
    if (reader->text.len == 0) {
        return "";
    }
    if (reader->style < styles->count) {
        format = styles->items[reader->style];
    }
    switch (reader->type) {
    case CELL_SHARED:
        return shared_text(reader);
    case CELL_NUMBER:
        *kind = xlsx_format_number(format, reader->book->from_1904, buf_text(&reader->text), number);
        return keep(reader, number);
    case CELL_DATE:
        *kind = TABLE_DATE;
        xlsx_format_iso(format, buf_text(&reader->text), number);
        return keep(reader, number);
    case CELL_BOOLEAN:
        return strcmp(buf_text(&reader->text), "0") == 0 ? "FALSE" : "TRUE";
    case CELL_TEXT:
    case CELL_INLINE:
    case CELL_ERROR:
        break;
    }
    const char *kept =
        xlsx_text_keep(reader->book->text, reader->text.data, reader->text.len, reader->xml.err);
    if (!kept) {
        xml_part_fail(&reader->xml);
    }
    return kept;
}

static void end_cell(struct sheet_reader *reader)
{
    enum table_kind kind;
    reader->in_cell = reader->in_text = false;
    if (!buf_ok(&reader->text)) {
        fail_memory(reader);
        return;
    }
    const char *text = cell_text(reader, &kind);
    if (!text || !text[0]) {
        return;
    }
    if (reader->column >= XLSX_MAX_COLUMNS) {
        fail_at(reader, reader->column + 1, STR_XLSX_TOO_MANY_COLUMNS, XLSX_MAX_COLUMNS);
        return;
    }
    struct gathered_row *row = &reader->row;
    row->cells[reader->column] = text;
    row->kinds[reader->column] = (unsigned char)kind;
    row->any_kind |= kind != TABLE_TEXT;
    if (row->width <= reader->column) {
        row->width = reader->column + 1;
    }
}

static bool copy_row(struct sheet_reader *reader, struct table_row *out)
{
    const struct gathered_row *row = &reader->row;
    struct arena *arena = reader->book->text->arena;
    const char **cells = arena_alloc(arena, row->width * sizeof *cells);
    unsigned char *kinds = row->any_kind ? arena_alloc(arena, row->width) : NULL;
    if (!cells || (row->any_kind && !kinds)) {
        return false;
    }
    for (size_t i = 0; i < row->width; i++) {
        cells[i] = row->cells[i] ? row->cells[i] : "";
    }
    if (kinds) {
        memcpy(kinds, row->kinds, row->width);
    }
    *out = (struct table_row){.line = row->line, .cells = cells, .kinds = kinds, .count = row->width};
    return true;
}

static void end_row(struct sheet_reader *reader)
{
    struct table_row row;
    if (reader->row.width > 0) {
        reader->cell_count += reader->row.width;
        if (reader->cell_count > XLSX_MAX_CELLS) {
            fail_at(reader, 1, STR_XLSX_TOO_MANY_CELLS, XLSX_MAX_CELLS / 10000);
            return;
        }
        if (!copy_row(reader, &row)) {
            fail_memory(reader);
            return;
        }
        buf_append(&reader->rows, &row, sizeof row);
        if (++reader->row_count == reader->most_rows) {
            xml_part_stop(&reader->xml);
        }
    }
    reader->row.line = 0;
}

static void on_end(struct xml_part *part, const char *name)
{
    struct sheet_reader *reader = (struct sheet_reader *)part;
    if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0) {
        reader->in_text = false;
    } else if (strcmp(name, "rPh") == 0) {
        reader->in_phonetic = false;
    } else if (strcmp(name, "c") == 0 && reader->in_cell) {
        end_cell(reader);
    } else if (strcmp(name, "row") == 0 && reader->row.line > 0) {
        end_row(reader);
    }
}

static bool make_table(struct sheet_reader *reader, struct table *out, struct err *err)
{
    struct arena *arena = reader->book->text->arena;
    size_t steps = XLSX_MAX_CELLS;
    if (!buf_ok(&reader->rows) || !buf_ok(&reader->merges)) {
        return err_memory(err);
    }
    out->rows = arena_alloc(arena, reader->row_count * sizeof *out->rows);
    if (!out->rows) {
        return err_memory(err);
    }
    out->count = reader->row_count;
    if (reader->rows.len > 0) {
        memcpy(out->rows, reader->rows.data, reader->rows.len);
    }
    for (size_t i = 0; i < reader->merge_count; i++) {
        struct xlsx_merge merge;
        memcpy(&merge, reader->merges.data + i * sizeof merge, sizeof merge);
        if (!xlsx_merge_spread(out, &merge, arena, &steps)) {
            return err_memory(err);
        }
    }
    return true;
}

bool xlsx_sheet_read(const struct xlsx_book *book, struct archive *archive, const struct archive_part *part,
                     size_t most_rows, struct table *out, struct xlsx_place *place, struct err *err)
{
    *out = (struct table){0};
    *place = (struct xlsx_place){0};
    struct sheet_reader *reader = calloc(1, sizeof *reader);
    if (!reader) {
        return err_memory(err);
    }
    reader->xml.start = on_start;
    reader->xml.end = on_end;
    reader->xml.text = on_text;
    reader->book = book;
    reader->place = place;
    reader->most_rows = most_rows;
    bool done = xml_part_read(&reader->xml, archive, part, err) && make_table(reader, out, err);
    buf_finish(&reader->rows);
    buf_finish(&reader->merges);
    buf_finish(&reader->text);
    free(reader);
    return done;
}
