#include "format/csv.h"

#include "base/strings.h"
#include "base/text_trim.h"
#include "format/encoding.h"
#include "format/nfc.h"

#include <string.h>
#include <strings.h>

enum { MAX_COLUMNS = 1000 };

/* Cells are written one behind the other into one piece of memory: a cell never needs more than its bytes in
 * the file, and its NUL takes the place of the separator. */
struct parser {
    const char *at, *end;
    char separator;
    size_t line;
    struct arena *arena;
    char *cell_bytes;   /* next free byte for cell texts */
    const char **cells; /* next free cell */
    struct table *table;
};

static void count_separators(const char *line, const char *end, size_t counts[3], const char **next)
{
    bool quoted = false;
    counts[0] = counts[1] = counts[2] = 0;
    const char *at = line;
    for (; at < end && (quoted || (*at != '\n' && *at != '\r')); at++) {
        if (*at == '"') {
            quoted = !quoted;
        } else if (!quoted) {
            counts[0] += *at == ',';
            counts[1] += *at == ';';
            counts[2] += *at == '\t';
        }
    }
    *next = at < end ? at + 1 : end;
}

/* The first line that has any decides: a title above the table has none. */
static char find_separator(const char *text, const char *end)
{
    enum { LINES = 20 };
    for (int i = 0; i < LINES && text < end; i++) {
        size_t counts[3];
        count_separators(text, end, counts, &text);
        if (counts[0] || counts[1] || counts[2]) {
            if (counts[0] >= counts[1] && counts[0] >= counts[2]) {
                return ',';
            }
            return counts[1] >= counts[2] ? ';' : '\t';
        }
    }
    return ',';
}

/* Upper bounds, so that rows and cells are allocated once. Untouched pages cost nothing. */
static void count_bounds(const char *text, const char *end, char separator, size_t *rows, size_t *cells)
{
    size_t lines = 1, separators = 0;
    for (const char *at = text; at < end; at++) {
        lines += (*at == '\n') | (*at == '\r');
        separators += *at == separator;
    }
    *rows = lines;
    *cells = lines + separators;
}

static bool at_line_end(const struct parser *parser)
{
    return parser->at == parser->end || *parser->at == '\n' || *parser->at == '\r';
}

static void skip_line_end(struct parser *parser)
{
    if (parser->at < parser->end) {
        bool return_first = *parser->at++ == '\r';
        if (return_first && parser->at < parser->end && *parser->at == '\n') {
            parser->at++;
        }
        parser->line++;
    }
}

/* Copies the inside of a quoted cell to out; the opening quote is at parser->at. NULL: it is never closed. */
static char *read_quoted(struct parser *parser, char *out)
{
    for (parser->at++; parser->at < parser->end;) {
        char c = *parser->at++;
        if (c == '"') {
            if (parser->at == parser->end || *parser->at != '"') {
                return out;
            }
            parser->at++;
        } else if (c == '\n' || (c == '\r' && (parser->at == parser->end || *parser->at != '\n'))) {
            parser->line++;
        }
        *out++ = c;
    }
    return NULL;
}

/* Whether text_trim has anything to look at: most cells begin and end with neither a blank nor its first or
 * last byte. */
static bool may_be_blank(unsigned char c)
{
    return c <= ' ' || c == 0xC2 || c == 0xE2 || c == 0xE3 || c == 0xEF;
}

static bool may_end_blank(unsigned char c)
{
    return c <= ' ' || c == 0xA0 || c == 0x80 || c == 0xBF || c == 0x8B;
}

/* Finishes the raw cell text[0..len) that stands at the front of the cell memory. */
static bool add_cell(struct parser *parser, struct table_row *row, char *text, size_t len, bool ascii)
{
    const char *trimmed = text;
    if (len > 0 && (may_be_blank((unsigned char)text[0]) || may_end_blank((unsigned char)text[len - 1]))) {
        trimmed = text_trim(text, &len);
    }
    if (!ascii && nfc_may_change(trimmed, len)) {
        trimmed = nfc_copy(parser->arena, trimmed, len);
        if (!trimmed) {
            return false;
        }
    } else {
        char *behind = text + (trimmed - text) + len;
        *behind = '\0';
        parser->cell_bytes = behind + 1;
    }
    row->cells[row->count++] = trimmed;
    return true;
}

static bool read_cell(struct parser *parser, struct table_row *row, size_t *line, struct err *err)
{
    char *out = parser->cell_bytes;
    const char *start = parser->at;
    while (start < parser->end && *start == ' ') {
        start++;
    }
    bool ascii = true;
    if (start < parser->end && *start == '"') {
        size_t opened = parser->line;
        parser->at = start;
        out = read_quoted(parser, out);
        if (!out) {
            *line = opened;
            return err_set(err, ERR_INPUT, "%s", str(STR_CSV_UNCLOSED_QUOTE));
        }
        ascii = false; /* not looked at */
    }
    start = parser->at;
    unsigned char seen = 0;
    const char *at = start;
    while (at < parser->end && *at != parser->separator && *at != '\n' && *at != '\r') {
        seen |= (unsigned char)*at++;
    }
    size_t len = (size_t)(at - start);
    if (len > 0) {
        memcpy(out, start, len);
    }
    out += len;
    parser->at = at;
    if (row->count == MAX_COLUMNS) {
        *line = parser->line;
        return err_set(err, ERR_INPUT, str(STR_CSV_TOO_MANY_COLUMNS), (int)MAX_COLUMNS);
    }
    if (!add_cell(parser, row, parser->cell_bytes, (size_t)(out - parser->cell_bytes),
                  ascii && seen < 0x80)) {
        return err_memory(err);
    }
    return true;
}

static bool read_row(struct parser *parser, size_t *line, struct err *err)
{
    struct table_row row = {.line = parser->line, .cells = parser->cells};
    for (;;) {
        if (!read_cell(parser, &row, line, err)) {
            return false;
        }
        if (at_line_end(parser)) {
            break;
        }
        parser->at++;
    }
    skip_line_end(parser);
    for (size_t i = 0; i < row.count; i++) {
        if (row.cells[i][0]) {
            parser->table->rows[parser->table->count++] = row;
            parser->cells += row.count;
            break;
        }
    }
    return true;
}

/* "sep=;" on the first line is Excel's own way of naming the separator. */
static bool skip_separator_line(struct parser *parser)
{
    if (parser->end - parser->at < 5 || strncasecmp(parser->at, "sep=", 4) != 0) {
        return false;
    }
    const char *behind = parser->at + 5;
    if (behind < parser->end && *behind != '\n' && *behind != '\r') {
        return false;
    }
    parser->separator = parser->at[4];
    parser->at = behind;
    skip_line_end(parser);
    return strchr(",;\t|", parser->separator) != NULL;
}

static bool parse_text(const char *text, size_t len, struct arena *arena, struct table *out, size_t *line,
                       struct err *err)
{
    struct parser parser = {.at = text, .end = text + len, .line = 1, .arena = arena, .table = out};
    if (!skip_separator_line(&parser)) {
        parser.at = text;
        parser.line = 1;
        parser.separator = find_separator(text, parser.end);
    }
    size_t rows, cells;
    count_bounds(parser.at, parser.end, parser.separator, &rows, &cells);
    out->rows = arena_alloc(arena, rows * sizeof *out->rows);
    parser.cells = arena_alloc(arena, cells * sizeof *parser.cells);
    parser.cell_bytes = arena_alloc(arena, len + 2);
    if (!out->rows || !parser.cells || !parser.cell_bytes) {
        return err_memory(err);
    }
    while (parser.at < parser.end) {
        if (!read_row(&parser, line, err)) {
            return false;
        }
    }
    return true;
}

bool csv_parse(const char *data, size_t len, struct arena *arena, struct table *out, size_t *line,
               struct err *err)
{
    *out = (struct table){0};
    *line = 0;
    struct encoding_text decoded;
    if (!encoding_decode(data, len, &decoded, line, err)) {
        return false;
    }
    bool done = parse_text(decoded.text, decoded.len, arena, out, line, err);
    encoding_text_finish(&decoded);
    return done;
}

void csv_write_bom(struct buf *out)
{
    buf_append(out, "\xEF\xBB\xBF", 3);
}

void csv_write_cell(struct buf *out, bool first_of_row, const char *text)
{
    if (!first_of_row) {
        buf_putc(out, ',');
    }
    /* a spreadsheet would run these as a formula */
    bool guard = *text && strchr("=+-@\t\r", *text);
    size_t len = strlen(text);
    if (strcspn(text, "\",\r\n") == len) {
        if (guard) {
            buf_putc(out, '\'');
        }
        buf_append(out, text, len);
        return;
    }
    buf_puts(out, guard ? "\"'" : "\"");
    for (const char *at = text;;) {
        size_t plain = strcspn(at, "\"");
        buf_append(out, at, plain);
        at += plain;
        if (!*at) {
            break;
        }
        buf_append(out, "\"\"", 2);
        at++;
    }
    buf_putc(out, '"');
}

void csv_end_row(struct buf *out)
{
    buf_append(out, "\r\n", 2);
}
