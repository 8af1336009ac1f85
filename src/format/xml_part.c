#include "format/xml_part.h"

#include <string.h>

#include <expat.h>

/* The parser keeps every element that is open, every name it has met and a tag until its end: limits for all
 * three, far above what any workbook has. */
enum { MAX_DEPTH = 100, MAX_NAMES = 2048, MAX_TAG_BYTES = 1024 * 1024 };

static const char *without_prefix(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

const char *xml_part_attribute(const char **attributes, const char *name)
{
    for (; attributes[0]; attributes += 2) {
        if (strcmp(without_prefix(attributes[0]), name) == 0) {
            return attributes[1];
        }
    }
    return NULL;
}

void xml_part_stop(struct xml_part *part)
{
    part->enough = true;
    XML_StopParser(part->parser, XML_FALSE);
}

void xml_part_fail(struct xml_part *part)
{
    part->failed = true;
    xml_part_stop(part);
}

static void refuse(struct xml_part *part, enum str_id sentence)
{
    if (!part->failed) {
        err_set(part->err, ERR_INPUT, "%s", str(sentence));
        xml_part_fail(part);
    }
}

/* How many different names there are, about: one bit a name. */
static void note_name(struct xml_part *part, const char *name)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (; *name; name++) {
        hash = (hash ^ (unsigned char)*name) * 16777619u;
    }
    size_t bit = (hash ^ (hash >> 16)) % XML_PART_NAME_BITS;
    unsigned char mask = (unsigned char)(1u << (bit % 8));
    if (!(part->name_bits[bit / 8] & mask)) {
        part->name_bits[bit / 8] |= mask;
        part->names++;
    }
}

static void on_start(void *context, const char *name, const char **attributes)
{
    struct xml_part *part = context;
    if (part->enough) {
        return;
    }
    note_name(part, name);
    for (const char **at = attributes; *at; at += 2) {
        note_name(part, *at);
    }
    if (++part->depth > MAX_DEPTH || part->names > MAX_NAMES) {
        refuse(part, part->damaged);
    } else if (part->start) {
        part->start(part, part->whole_names ? name : without_prefix(name), attributes);
    }
}

static void on_end(void *context, const char *name)
{
    struct xml_part *part = context;
    part->depth--;
    if (part->end && !part->enough) {
        part->end(part, part->whole_names ? name : without_prefix(name));
    }
}

static void on_text(void *context, const char *text, int len)
{
    struct xml_part *part = context;
    if (!part->enough) {
        part->text(part, text, (size_t)len);
    }
}

static void on_doctype(void *context, const char *name, const char *system_id, const char *public_id,
                       int has_internal)
{
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)has_internal;
    struct xml_part *part = context;
    refuse(part, part->entities);
}

/* A piece of the document; whatever is wrong with it stands in part->err then. */
static bool take(void *context, const char *bytes, size_t len)
{
    struct xml_part *part = context;
    enum XML_Status status = XML_Parse(part->parser, bytes, (int)len, len == 0);
    if (part->enough) {
        return false;
    }
    if (status == XML_STATUS_ERROR) {
        part->failed = true;
        part->enough = true;
        if (XML_GetErrorCode(part->parser) == XML_ERROR_NO_MEMORY) {
            err_memory(part->err);
        } else {
            err_set(part->err, ERR_INPUT, "%s", str(part->damaged));
        }
        return false;
    }
    part->fed += len;
    XML_Index at = XML_GetCurrentByteIndex(part->parser);
    if (part->fed > MAX_TAG_BYTES && (at < 0 || part->fed - (size_t)at > MAX_TAG_BYTES)) {
        part->failed = true; /* a tag that goes on and on is read from its start with every piece */
        part->enough = true;
        err_set(part->err, ERR_INPUT, "%s", str(part->damaged));
        return false;
    }
    return true;
}

static bool begin(struct xml_part *part, const char *encoding, struct err *err)
{
    XML_Parser parser = XML_ParserCreate(encoding);
    if (!parser) {
        return err_memory(err);
    }
    part->parser = parser;
    part->err = err;
    part->failed = part->enough = false;
    part->fed = part->names = 0;
    part->depth = 0;
    memset(part->name_bits, 0, sizeof part->name_bits);
    XML_SetUserData(parser, part);
    XML_SetElementHandler(parser, on_start, on_end);
    if (part->text) {
        XML_SetCharacterDataHandler(parser, on_text);
    }
    XML_SetStartDoctypeDeclHandler(parser, on_doctype);
    return true;
}

static void end(struct xml_part *part)
{
    XML_ParserFree(part->parser);
    part->parser = NULL;
}

bool xml_part_read(struct xml_part *part, struct archive *archive, const struct archive_part *from,
                   struct err *err)
{
    part->damaged = STR_XLSX_DAMAGED;
    part->entities = STR_XLSX_ENTITIES;
    if (!begin(part, NULL, err)) {
        return false;
    }
    bool done = archive_read(archive, from, take, part, err) && !part->failed;
    end(part);
    return done;
}

bool xml_part_read_bytes(struct xml_part *part, const char *data, size_t len, size_t *line, struct err *err)
{
    enum { PIECE_BYTES = 64 * 1024 };
    part->damaged = STR_SCHEDULE_DAMAGED;
    part->entities = STR_SCHEDULE_ENTITIES;
    *line = 0;
    if (!begin(part, "UTF-8", err)) {
        return false;
    }
    bool more = true;
    for (size_t at = 0, piece; more && at < len; at += piece) {
        piece = len - at < PIECE_BYTES ? len - at : PIECE_BYTES;
        more = take(part, data + at, piece);
    }
    if (more) {
        take(part, "", 0);
    }
    *line = xml_part_line(part);
    end(part);
    return !part->failed;
}

size_t xml_part_line(const struct xml_part *part)
{
    return (size_t)XML_GetCurrentLineNumber(part->parser);
}
