/* Whatever the bytes: no crash, no endless reading; what was read is clean UTF-8 in ascending rows. The input
 * is a workbook, or one of its parts as it stands unpacked, which changes deeper than a checksum lets one. */
#include "target.h"

#include "base/utf8.h"
#include "format/xlsx.h"

#include <string.h>
#include <zlib.h>

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

/* --- an archive in memory, stored: the driver's changes stay what they are --- */

struct out {
    unsigned char bytes[64 * 1024];
    size_t len;
    unsigned char directory[4096];
    size_t directory_len;
    unsigned parts;
};

static void put_number(unsigned char **at, unsigned long value, int bytes)
{
    for (int i = 0; i < bytes; i++) {
        *(*at)++ = (unsigned char)(value >> (8 * i));
    }
}

static void put_header(unsigned char **at, const void *data, size_t size, size_t name_len)
{
    put_number(at, 20, 2);
    put_number(at, 0, 2 + 2 + 4); /* flags, stored, time */
    put_number(at, crc32(0, data, (uInt)size), 4);
    put_number(at, size, 4);
    put_number(at, size, 4);
    put_number(at, name_len, 2);
    put_number(at, 0, 2);
}

static void put_part(struct out *out, const char *name, const void *data, size_t size)
{
    size_t name_len = strlen(name), offset = out->len;
    FUZZ_CHECK(out->len + size + name_len + 100 < sizeof out->bytes);
    unsigned char *at = out->bytes + out->len;
    put_number(&at, 0x04034b50, 4);
    put_header(&at, data, size, name_len);
    memcpy(at, name, name_len);
    memcpy(at + name_len, data, size);
    out->len = (size_t)(at - out->bytes) + name_len + size;
    at = out->directory + out->directory_len;
    put_number(&at, 0x02014b50, 4);
    put_number(&at, 20, 2);
    put_header(&at, data, size, name_len);
    put_number(&at, 0, 2 + 2 + 2);
    put_number(&at, 0, 4);
    put_number(&at, offset, 4);
    memcpy(at, name, name_len);
    out->directory_len = (size_t)(at - out->directory) + name_len;
    out->parts++;
}

static void close_archive(struct out *out)
{
    size_t offset = out->len;
    unsigned char *at = out->bytes + out->len;
    memcpy(at, out->directory, out->directory_len);
    at += out->directory_len;
    put_number(&at, 0x06054b50, 4);
    put_number(&at, 0, 4);
    put_number(&at, out->parts, 2);
    put_number(&at, out->parts, 2);
    put_number(&at, out->directory_len, 4);
    put_number(&at, offset, 4);
    put_number(&at, 0, 2);
    out->len = (size_t)(at - out->bytes);
}

#define PART(out, name, text) put_part(out, name, text, sizeof(text) - 1)

/* The input as the sheet, the strings and the styles at once: each takes what it knows. */
static void read_parts(const uint8_t *data, size_t size)
{
    static struct out out;
    out = (struct out){0};
    PART(&out, "_rels/.rels", "<r><Relationship Id='a' Type='/officeDocument' Target='w.xml'/></r>");
    PART(&out, "w.xml", "<w><sheets><sheet name='a' id='s'/><sheet name='b' id='s'/></sheets></w>");
    PART(&out, "_rels/w.xml.rels",
         "<r><Relationship Id='s' Type='/worksheet' Target='s.xml'/><Relationship Id='t' "
         "Type='/sharedStrings' Target='s.xml'/><Relationship Id='u' Type='/styles' Target='s.xml'/></r>");
    put_part(&out, "s.xml", data, size);
    close_archive(&out);
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
