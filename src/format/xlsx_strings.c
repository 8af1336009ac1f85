#include "format/xlsx_strings.h"

#include "base/buf.h"
#include "base/strings.h"
#include "format/xml_part.h"

#include <stdlib.h>
#include <string.h>

struct strings_reader {
    struct xml_part xml;
    struct xlsx_strings *strings;
    struct xlsx_text *store;
    struct buf text; /* of the string that is being read */
    bool in_string, in_text, in_phonetic;
};

static void on_start(struct xml_part *part, const char *name, const char **attributes)
{
    struct strings_reader *reader = (struct strings_reader *)part;
    (void)attributes;
    if (strcmp(name, "si") == 0) {
        buf_clear(&reader->text);
        reader->in_string = true;
        reader->in_phonetic = false;
    } else if (strcmp(name, "rPh") == 0) {
        reader->in_phonetic = true;
    } else if (strcmp(name, "t") == 0) {
        reader->in_text = reader->in_string && !reader->in_phonetic;
    }
}

static void on_text(struct xml_part *part, const char *text, size_t len)
{
    struct strings_reader *reader = (struct strings_reader *)part;
    if (!reader->in_text) {
        return;
    }
    buf_append(&reader->text, text, len);
    if (reader->text.len > XLSX_CELL_MAX_BYTES) {
        err_set(part->err, ERR_INPUT, str(STR_XLSX_CELL_TOO_LONG), XLSX_CELL_MAX_BYTES / 1024);
        xml_part_fail(part);
    }
}

static bool add(struct strings_reader *reader)
{
    struct xlsx_strings *strings = reader->strings;
    if (!buf_ok(&reader->text)) {
        return err_memory(reader->xml.err);
    }
    if (strings->count == XLSX_MAX_STRINGS) {
        return err_set(reader->xml.err, ERR_INPUT, str(STR_XLSX_TOO_MANY_STRINGS), XLSX_MAX_STRINGS / 10000);
    }
    if (strings->count == strings->capacity) {
        size_t larger = strings->capacity ? strings->capacity * 2 : 256;
        const char **items = realloc(strings->items, larger * sizeof *items);
        if (!items) {
            return err_memory(reader->xml.err);
        }
        strings->items = items;
        strings->capacity = larger;
    }
    char empty[1];
    const char *kept = xlsx_text_keep(reader->store, reader->text.len ? reader->text.data : empty,
                                      reader->text.len, reader->xml.err);
    if (kept) {
        strings->items[strings->count++] = kept;
    }
    return kept != NULL;
}

static void on_end(struct xml_part *part, const char *name)
{
    struct strings_reader *reader = (struct strings_reader *)part;
    if (strcmp(name, "t") == 0) {
        reader->in_text = false;
    } else if (strcmp(name, "rPh") == 0) {
        reader->in_phonetic = false;
    } else if (strcmp(name, "si") == 0 && reader->in_string) {
        reader->in_string = false;
        if (!add(reader)) {
            xml_part_fail(part);
        }
    }
}

bool xlsx_strings_read(struct xlsx_strings *strings, struct archive *archive, const struct archive_part *part,
                       struct xlsx_text *store, struct err *err)
{
    struct strings_reader reader = {
        .xml = {.start = on_start, .end = on_end, .text = on_text}, .strings = strings, .store = store};
    bool done = xml_part_read(&reader.xml, archive, part, err);
    buf_finish(&reader.text);
    return done;
}

void xlsx_strings_finish(struct xlsx_strings *strings)
{
    free(strings->items);
    *strings = (struct xlsx_strings){0};
}
