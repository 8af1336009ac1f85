/* Whatever the bytes: no crash; what was read is clean UTF-8, and written again it reads the same. */
#include "target.h"

#include "base/utf8.h"
#include "format/csv.h"

#include <string.h>

static void check_table(const struct table *table)
{
    size_t line = 0;
    for (size_t i = 0; i < table->count; i++) {
        const struct table_row *row = &table->rows[i];
        FUZZ_CHECK(row->line > line);
        line = row->line;
        FUZZ_CHECK(row->count > 0);
        bool any = false;
        for (size_t k = 0; k < row->count; k++) {
            FUZZ_CHECK(utf8_valid(row->cells[k], strlen(row->cells[k])));
            any |= row->cells[k][0] != '\0';
        }
        FUZZ_CHECK(any);
    }
}

/* The guard against formulas adds an apostrophe on the way out. */
static bool same_cell(const char *before, const char *after)
{
    return strcmp(before, after) == 0 || (*after == '\'' && strcmp(before, after + 1) == 0);
}

static void check_again(const struct table *table)
{
    struct buf out = {0};
    struct arena arena = {0};
    struct table again;
    size_t line;
    csv_write_bom(&out);
    buf_puts(&out, "\"sep=x\",y,z"); /* the separator is found, whatever the cells hold */
    csv_end_row(&out);
    for (size_t i = 0; i < table->count; i++) {
        for (size_t k = 0; k < table->rows[i].count; k++) {
            csv_write_cell(&out, k == 0, table->rows[i].cells[k]);
        }
        csv_end_row(&out);
    }
    FUZZ_CHECK(buf_ok(&out));
    FUZZ_CHECK(csv_parse(out.data, out.len, &arena, &again, &line, NULL));
    FUZZ_CHECK(again.count == table->count + 1);
    for (size_t i = 0; i < table->count; i++) {
        FUZZ_CHECK(again.rows[i + 1].count == table->rows[i].count);
        for (size_t k = 0; k < table->rows[i].count; k++) {
            FUZZ_CHECK(same_cell(table->rows[i].cells[k], again.rows[i + 1].cells[k]));
        }
    }
    arena_finish(&arena);
    buf_finish(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct table table;
    struct err err = {0};
    size_t line = 0;
    if (csv_parse((const char *)data, size, &arena, &table, &line, &err)) {
        check_table(&table);
        check_again(&table);
    } else {
        FUZZ_CHECK(err.code == ERR_INPUT && err.text[0]);
    }
    arena_finish(&arena);
    return 0;
}
