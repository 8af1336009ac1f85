#include "format/xlsx.h"

#include "base/strings.h"
#include "format/xml_part.h"

#include <stdio.h>
#include <string.h>

enum { PATH_SIZE = 256 };

/* One relationship of a part to another. */
struct link {
    const char *id, *type, *target;
};

struct links {
    struct link *items;
    size_t count, capacity;
};

struct links_reader {
    struct xml_part xml;
    struct arena *arena;
    struct links *links;
};

struct workbook_reader {
    struct xml_part xml;
    struct xlsx *book;
    const struct links *links;
    const char *folder;
    size_t capacity;
};

static bool ends_with(const char *text, const char *end)
{
    size_t len = strlen(text), end_len = strlen(end);
    return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

static void on_link(struct xml_part *part, const char *name, const char **attributes)
{
    struct links_reader *reader = (struct links_reader *)part;
    struct links *links = reader->links;
    const char *id = xml_part_attribute(attributes, "Id"), *type = xml_part_attribute(attributes, "Type"),
               *target = xml_part_attribute(attributes, "Target");
    if (strcmp(name, "Relationship") != 0 || !id || !type || !target || links->count == ARCHIVE_MAX_PARTS) {
        return;
    }
    links->items =
        arena_grow(reader->arena, links->items, links->count, &links->capacity, sizeof *links->items);
    struct link link = {.id = arena_strdup(reader->arena, id),
                        .type = arena_strdup(reader->arena, type),
                        .target = arena_strdup(reader->arena, target)};
    if (!links->items || !link.id || !link.type || !link.target) {
        err_memory(part->err);
        xml_part_fail(part);
        return;
    }
    links->items[links->count++] = link;
}

static bool read_links(struct xlsx *book, const char *path, struct links *out, struct err *err)
{
    struct links_reader reader = {.xml = {.start = on_link}, .arena = book->text.arena, .links = out};
    const struct archive_part *part = archive_find(&book->archive, path);
    return !part || xml_part_read(&reader.xml, &book->archive, part, err);
}

/* "/xl/x.xml" is meant from the top, "x.xml" and "../x.xml" from the folder of the part that names it. */
static const struct archive_part *find_target(const struct archive *archive, const char *folder,
                                              const char *target)
{
    char path[PATH_SIZE];
    size_t len = *target == '/' ? 0 : strlen(folder);
    if (len + strlen(target) + 2 > sizeof path) {
        return NULL;
    }
    memcpy(path, folder, len);
    target += *target == '/';
    while (strncmp(target, "../", 3) == 0 || strncmp(target, "./", 2) == 0) {
        if (target[1] == '.') {
            while (len > 0 && path[--len] != '/') {
            }
        }
        target = strchr(target, '/') + 1;
    }
    if (len > 0) {
        path[len++] = '/';
    }
    memcpy(path + len, target, strlen(target) + 1);
    return archive_find(archive, path);
}

static const struct archive_part *find_by_type(const struct archive *archive, const struct links *links,
                                               const char *folder, const char *type)
{
    for (size_t i = 0; i < links->count; i++) {
        if (ends_with(links->items[i].type, type)) {
            return find_target(archive, folder, links->items[i].target);
        }
    }
    return NULL;
}

static void add_tab(struct workbook_reader *reader, const char **attributes)
{
    struct xlsx *book = reader->book;
    const char *name = xml_part_attribute(attributes, "name"), *id = xml_part_attribute(attributes, "id"),
               *state = xml_part_attribute(attributes, "state");
    const struct link *link = NULL;
    for (size_t i = 0; id && i < reader->links->count && !link; i++) {
        link = strcmp(reader->links->items[i].id, id) == 0 ? &reader->links->items[i] : NULL;
    }
    if (!name || !link || !ends_with(link->type, "/worksheet") || book->count == XLSX_MAX_SHEETS) {
        return;
    }
    struct xlsx_tab tab = {.name = arena_strdup(book->text.arena, name),
                           .hidden = state && strcmp(state, "visible") != 0,
                           .part = find_target(&book->archive, reader->folder, link->target)};
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

/* "xl" of "xl/workbook.xml". */
static void folder_of(const char *path, char out[PATH_SIZE])
{
    const char *slash = strrchr(path, '/');
    size_t len = slash ? (size_t)(slash - path) : 0;
    len = len < PATH_SIZE ? len : 0;
    memcpy(out, path, len);
    out[len] = '\0';
}

static bool links_path(const char *path, char out[PATH_SIZE])
{
    const char *slash = strrchr(path, '/');
    int folder_len = slash ? (int)(slash - path + 1) : 0;
    return snprintf(out, PATH_SIZE, "%.*s_rels/%s.rels", folder_len, path, path + folder_len) < PATH_SIZE;
}

static bool read_workbook(struct xlsx *book, struct err *err)
{
    struct links top = {0}, links = {0};
    char folder[PATH_SIZE], path[PATH_SIZE];
    if (!read_links(book, "_rels/.rels", &top, err)) {
        return false;
    }
    const struct archive_part *main_part = find_by_type(&book->archive, &top, "", "/officeDocument");
    if (!main_part || !ends_with(main_part->name, ".xml") || !links_path(main_part->name, path)) {
        return err_set(err, ERR_INPUT, "%s", str(STR_XLSX_NOT_A_WORKBOOK)); /* .xlsb, .docx, .ods, any ZIP */
    }
    folder_of(main_part->name, folder);
    struct workbook_reader reader = {
        .xml = {.start = on_workbook}, .book = book, .links = &links, .folder = folder};
    if (!read_links(book, path, &links, err) || !xml_part_read(&reader.xml, &book->archive, main_part, err)) {
        return false;
    }
    if (book->count == 0) {
        return err_set(err, ERR_INPUT, "%s", str(STR_XLSX_NOT_A_WORKBOOK));
    }
    const struct archive_part *strings = find_by_type(&book->archive, &links, folder, "/sharedStrings");
    const struct archive_part *styles = find_by_type(&book->archive, &links, folder, "/styles");
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
