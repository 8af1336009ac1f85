/* Small workbooks for tests, made part by part: what no spreadsheet program would write can be made, too. */
#ifndef LECTERN_TESTS_SUPPORT_WORKBOOK_H
#define LECTERN_TESTS_SUPPORT_WORKBOOK_H

#include "base/buf.h"
#include "base/files.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#define MAIN_NS  "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define REL_TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

struct workbook {
    zipFile zip;
    char path[64];
};

static inline void workbook_start(struct workbook *book)
{
    strcpy(book->path, "/tmp/lectern-workbook-XXXXXX");
    int fd = mkstemp(book->path);
    assert_true(fd >= 0);
    close(fd);
    book->zip = zipOpen64(book->path, APPEND_STATUS_CREATE);
    assert_non_null(book->zip);
}

static inline void workbook_part(struct workbook *book, const char *name, const char *text, size_t len)
{
    zip_fileinfo info = {0};
    assert_int_equal(zipOpenNewFileInZip64(book->zip, name, &info, NULL, 0, NULL, 0, NULL, Z_DEFLATED, 6, 1),
                     ZIP_OK);
    assert_int_equal(zipWriteInFileInZip(book->zip, text, (unsigned)len), ZIP_OK);
    assert_int_equal(zipCloseFileInZip(book->zip), ZIP_OK);
}

static inline void workbook_text(struct workbook *book, const char *name, const char *text)
{
    workbook_part(book, name, text, strlen(text));
}

/* What every workbook has beside its sheets; sheets is what stands in <sheets>, r:id rId1, rId2, ... mean
 * sheet1.xml, sheet2.xml, ... */
static inline void workbook_frame(struct workbook *book, const char *properties, const char *sheets)
{
    char text[4096];
    workbook_text(book, "_rels/.rels",
                  "<Relationships><Relationship Id=\"r1\" Type=\"" REL_TYPE
                  "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
    snprintf(text, sizeof text,
             "<?xml version=\"1.0\" encoding=\"UTF-8\"?><workbook " MAIN_NS
             " xmlns:r=\"x\"><workbookPr %s/><sheets>%s</sheets></workbook>",
             properties, sheets);
    workbook_text(book, "xl/workbook.xml", text);
    workbook_text(
        book, "xl/_rels/workbook.xml.rels",
        "<Relationships>"
        "<Relationship Id=\"rId1\" Type=\"" REL_TYPE "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
        "<Relationship Id=\"rId2\" Type=\"" REL_TYPE "/worksheet\" Target=\"/xl/worksheets/sheet2.xml\"/>"
        "<Relationship Id=\"rId3\" Type=\"" REL_TYPE "/worksheet\" Target=\"../xl/worksheets/sheet3.xml\"/>"
        "<Relationship Id=\"s\" Type=\"" REL_TYPE "/sharedStrings\" Target=\"sharedStrings.xml\"/>"
        "<Relationship Id=\"t\" Type=\"" REL_TYPE "/styles\" Target=\"styles.xml\"/>"
        "</Relationships>");
}

/* Closes the archive and appends its bytes to out. */
static inline void workbook_finish(struct workbook *book, struct buf *out)
{
    assert_int_equal(zipClose(book->zip, NULL), ZIP_OK);
    assert_true(files_read(book->path, 1u << 30, out, NULL));
    unlink(book->path);
}

#define ONE_SHEET "<sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/>"

/* One sheet with these rows and what stands behind them, shared strings and cell formats (NULL = none). */
static inline void workbook_simple(struct buf *out, const char *properties, const char *rows,
                                   const char *behind, const char *strings, const char *styles)
{
    struct workbook book;
    struct buf sheet = {0};
    workbook_start(&book);
    workbook_frame(&book, properties, ONE_SHEET);
    buf_printf(&sheet, "<worksheet " MAIN_NS "><sheetData>%s</sheetData>%s</worksheet>", rows, behind);
    assert_true(buf_ok(&sheet));
    workbook_part(&book, "xl/worksheets/sheet1.xml", sheet.data, sheet.len);
    if (strings) {
        buf_clear(&sheet);
        buf_printf(&sheet, "<sst " MAIN_NS ">%s</sst>", strings);
        workbook_part(&book, "xl/sharedStrings.xml", sheet.data, sheet.len);
    }
    if (styles) {
        buf_clear(&sheet);
        buf_printf(&sheet, "<styleSheet " MAIN_NS ">%s</styleSheet>", styles);
        workbook_part(&book, "xl/styles.xml", sheet.data, sheet.len);
    }
    buf_finish(&sheet);
    workbook_finish(&book, out);
}

#endif
