#include "base/strings.h"
#include "format/xlsx_format.h"
#include "format/xml_part.h"

#include <stdlib.h>
#include <string.h>

/* A workbook cannot have more; a cell that names a format behind the last one has none. */
enum { MAX_FORMATS = 65490, MAX_CODES = 4096 };

/* A format that the workbook brings along. */
struct own_format {
    int id;
    struct xlsx_format format;
};

struct styles_reader {
    struct xml_part xml;
    struct xlsx_styles *styles;
    struct own_format *own; /* owned */
    size_t own_count, own_capacity;
    bool in_cell_formats;
};

static bool make_room(void **items, size_t count, size_t *capacity, size_t item_size)
{
    if (count < *capacity) {
        return true;
    }
    size_t larger = *capacity ? *capacity * 2 : 64;
    void *grown = realloc(*items, larger * item_size);
    if (grown) {
        *items = grown;
        *capacity = larger;
    }
    return grown != NULL;
}

static bool add_own(struct styles_reader *reader, const char *id, const char *code)
{
    void *items = reader->own;
    if (!id || !code || reader->own_count == MAX_CODES) {
        return true;
    }
    if (!make_room(&items, reader->own_count, &reader->own_capacity, sizeof *reader->own)) {
        return err_memory(reader->xml.err);
    }
    reader->own = items;
    reader->own[reader->own_count++] =
        (struct own_format){.id = (int)strtol(id, NULL, 10), .format = xlsx_format_of_code(code)};
    return true;
}

static struct xlsx_format find_format(const struct styles_reader *reader, const char *id)
{
    int number = id ? (int)strtol(id, NULL, 10) : 0;
    for (size_t i = 0; i < reader->own_count; i++) {
        if (reader->own[i].id == number) {
            return reader->own[i].format;
        }
    }
    return xlsx_format_of_id(number);
}

static bool add_cell_format(struct styles_reader *reader, const char *id)
{
    struct xlsx_styles *styles = reader->styles;
    void *items = styles->items;
    if (styles->count == MAX_FORMATS) {
        return true;
    }
    if (!make_room(&items, styles->count, &styles->capacity, sizeof *styles->items)) {
        return err_memory(reader->xml.err);
    }
    styles->items = items;
    styles->items[styles->count++] = find_format(reader, id);
    return true;
}

static void on_start(struct xml_part *part, const char *name, const char **attributes)
{
    struct styles_reader *reader = (struct styles_reader *)part;
    bool done = true;
    if (strcmp(name, "numFmt") == 0) {
        done = add_own(reader, xml_part_attribute(attributes, "numFmtId"),
                       xml_part_attribute(attributes, "formatCode"));
    } else if (strcmp(name, "cellXfs") == 0) {
        reader->in_cell_formats = true;
    } else if (strcmp(name, "xf") == 0 && reader->in_cell_formats) {
        done = add_cell_format(reader, xml_part_attribute(attributes, "numFmtId"));
    }
    if (!done) {
        xml_part_fail(part);
    }
}

static void on_end(struct xml_part *part, const char *name)
{
    if (strcmp(name, "cellXfs") == 0) {
        xml_part_stop(part);
    }
}

bool xlsx_styles_read(struct xlsx_styles *styles, struct archive *archive, const struct archive_part *part,
                      struct err *err)
{
    struct styles_reader reader = {.xml = {.start = on_start, .end = on_end}, .styles = styles};
    bool done = xml_part_read(&reader.xml, archive, part, err);
    free(reader.own);
    return done;
}

void xlsx_styles_finish(struct xlsx_styles *styles)
{
    free(styles->items);
    *styles = (struct xlsx_styles){0};
}
