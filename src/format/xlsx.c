#include "format/xlsx.h"

#include "base/strings.h"
#include "format/links.h"
#include "format/xml_part.h"

#include <string.h>

struct workbook_reader {
    struct xml_part xml;
    struct xlsx *book;
    const struct links *links;
    const char *folder;
    size_t capacity;
};

static void add_tab(struct workbook_reader *reader, const char **attributes)
{
    struct xlsx *book = reader->book;
    const char *name = xml_part_attribute(attributes, "name"), *id = xml_part_attribute(attributes, "id"),
               *state = xml_part_attribute(attributes, "state");
    const struct link *link = id ? links_find(reader->links, id) : NULL;
    if (!name || !link || !link_is(link, "/worksheet") || book->count == XLSX_MAX_SHEETS) {
        return;
    }
    struct xlsx_tab tab = {.name = arena_strdup(book->text.arena, name),
                           .hidden = state && strcmp(state, "visible") != 0,
                           .part = links_target(&book->archive, reader->folder, link->target)};
    book->tabs = arena_grow(book->text.arena, book->tabs, book->count, &reader->capacity, sizeof *book->tabs);
    if (!tab.name || !book->tabs) {
        err_memory(reader->xml.err);
        xml_part_fail(&reader->xml);
    } else if (!tab.part) {
        err_set(reader->xml.err, ERR_INPUT, "%s", str(STR_XLSX_DAMAGED));
        xml_part_fail(&reader->xml);
    } else {
        book->tabs[book->count++] = tab;
    }
}

static void on_workbook(struct xml_part *part, const char *name, const char **attributes)
{
    struct workbook_reader *reader = (struct workbook_reader *)part;
    if (strcmp(name, "workbookPr") == 0) {
        const char *from_1904 = xml_part_attribute(attributes, "date1904");
        reader->book->from_1904 =
            from_1904 && (strcmp(from_1904, "1") == 0 || strcmp(from_1904, "true") == 0);
    } else if (strcmp(name, "sheet") == 0) {
        add_tab(reader, attributes);
    }
}

static bool read_workbook(struct xlsx *book, struct err *err)
{
    struct links links = {0};
    char folder[LINKS_PATH_SIZE];
    const struct archive_part *main_part;
    if (!links_main_part(&book->archive, book->text.arena, &main_part, err)) {
        return false;
    }
    if (!main_part || !links_folder(main_part->name, folder)) {
        return err_set(err, ERR_INPUT, "%s", str(STR_XLSX_NOT_A_WORKBOOK)); /* .xlsb, .docx, .ods, any ZIP */
    }
    struct workbook_reader reader = {
        .xml = {.start = on_workbook}, .book = book, .links = &links, .folder = folder};
    if (!links_read(&book->archive, main_part->name, book->text.arena, &links, err) ||
        !xml_part_read(&reader.xml, &book->archive, main_part, err)) {
        return false;
    }
    if (book->count == 0) {
        return err_set(err, ERR_INPUT, "%s", str(STR_XLSX_NOT_A_WORKBOOK));
    }
    const struct archive_part *strings = links_part(&book->archive, &links, folder, "/sharedStrings");
    const struct archive_part *styles = links_part(&book->archive, &links, folder, "/styles");
    return (!styles || xlsx_styles_read(&book->styles, &book->archive, styles, err)) &&
           (!strings || xlsx_strings_read(&book->strings, &book->archive, strings, &book->text, err));
}

/* What Excel writes where a password is set is no ZIP but an old kind of file with this stream in it. */
static bool is_encrypted(const void *data, size_t len)
{
    static const char stream[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    return memmem(data, len, stream, sizeof stream) != NULL;
}

static bool check_magic(const void *data, size_t len, struct err *err)
{
    static const char old_magic[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    if (len >= 8 && memcmp(data, old_magic, 8) == 0) {
        return err_set(err, ERR_INPUT, "%s", str(is_encrypted(data, len) ? STR_XLSX_PASSWORD : STR_XLSX_OLD));
    }
    if (len < 4 || memcmp(data, "PK\003\004", 4) != 0) {
        return err_set(err, ERR_INPUT, "%s", str(STR_XLSX_NOT_A_WORKBOOK));
    }
    return true;
}

bool xlsx_open(struct xlsx *book, const void *data, size_t len, struct arena *arena, struct err *err)
{
    *book = (struct xlsx){.text = {.arena = arena}};
    if (!check_magic(data, len, err) || !archive_open(&book->archive, data, len, arena, err)) {
        return false;
    }
    if (!read_workbook(book, err)) {
        xlsx_close(book);
        return false;
    }
    return true;
}

void xlsx_close(struct xlsx *book)
{
    xlsx_strings_finish(&book->strings);
    xlsx_styles_finish(&book->styles);
    archive_close(&book->archive);
    *book = (struct xlsx){0};
}

bool xlsx_read(struct xlsx *book, size_t tab, size_t most_rows, struct table *out, struct xlsx_place *place,
               struct err *err)
{
    struct xlsx_book refers = {.strings = &book->strings,
                               .styles = &book->styles,
                               .text = &book->text,
                               .from_1904 = book->from_1904};
    return xlsx_sheet_read(&refers, &book->archive, book->tabs[tab].part, most_rows, out, place, err);
}
