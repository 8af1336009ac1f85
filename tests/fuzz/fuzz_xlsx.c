/* Whatever the bytes: no crash, no endless reading; what was read is clean UTF-8 in ascending rows. The input
 * is a workbook, or one of its parts as it stands unpacked, which changes deeper than a checksum lets one. */
#include "stored.h"
#include "target.h"

#include "base/utf8.h"
#include "format/xlsx.h"

#include <string.h>

static void check_table(const struct table *table)
{
    size_t line = 0;
    for (size_t i = 0; i < table->count; i++) {
        const struct table_row *row = &table->rows[i];
        FUZZ_CHECK(row->line > line && row->line <= XLSX_MAX_ROWS);
        line = row->line;
        FUZZ_CHECK(row->count > 0 && row->count <= XLSX_MAX_COLUMNS);
        for (size_t k = 0; k < row->count; k++) {
            FUZZ_CHECK(utf8_valid(row->cells[k], strlen(row->cells[k])));
            FUZZ_CHECK(table_kind(row, k) <= TABLE_NO_VALUE);
        }
    }
}

static void read_book(const void *data, size_t size)
{
    struct arena arena = {0};
    struct xlsx book;
    struct err err = {0};
    if (!xlsx_open(&book, data, size, &arena, &err)) {
        FUZZ_CHECK(err.code == ERR_INPUT && err.text[0]);
    }
    for (size_t i = 0; i < book.count; i++) {
        struct table table;
        struct xlsx_place place;
        err = (struct err){0};
        FUZZ_CHECK(utf8_valid(book.tabs[i].name, strlen(book.tabs[i].name)));
        if (xlsx_read(&book, i, i % 2 ? 3 : 0, &table, &place, &err)) {
            check_table(&table);
        } else {
            FUZZ_CHECK(err.code == ERR_INPUT && err.text[0]);
        }
    }
    xlsx_close(&book);
    arena_finish(&arena);
}

/* The input as the sheet, the strings and the styles at once: each takes what it knows. */
static void read_parts(const uint8_t *data, size_t size)
{
    static struct stored out;
    out = (struct stored){0};
    STORED_TEXT(&out, "_rels/.rels", "<r><Relationship Id='a' Type='/officeDocument' Target='w.xml'/></r>");
    STORED_TEXT(&out, "w.xml", "<w><sheets><sheet name='a' id='s'/><sheet name='b' id='s'/></sheets></w>");
    STORED_TEXT(
        &out, "_rels/w.xml.rels",
        "<r><Relationship Id='s' Type='/worksheet' Target='s.xml'/><Relationship Id='t' "
        "Type='/sharedStrings' Target='s.xml'/><Relationship Id='u' Type='/styles' Target='s.xml'/></r>");
    stored_part(&out, "s.xml", data, size);
    stored_close(&out);
    read_book(out.bytes, out.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size >= 2 && memcmp(data, "PK", 2) == 0) {
        read_book(data, size);
    } else {
        read_parts(data, size);
    }
    return 0;
}
