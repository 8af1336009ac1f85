/* XML from an archive or from memory, in pieces, with hostile documents refused: no DTD, no entities, nothing
 * without end. */
#ifndef LECTERN_FORMAT_XML_PART_H
#define LECTERN_FORMAT_XML_PART_H

#include "base/err.h"
#include "base/strings.h"
#include "format/archive.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { XML_PART_NAME_BITS = 8192 };

/* First member of what its handlers fill; a handler may be NULL. Names come without their prefix: who writes
 * x:row means row, and strict and transitional workbooks differ in nothing else. */
struct xml_part {
    void (*start)(struct xml_part *part, const char *name, const char **attributes);
    void (*end)(struct xml_part *part, const char *name);
    void (*text)(struct xml_part *part, const char *text, size_t len);
    struct err *err;  /* for handlers: err_set, then xml_part_fail */
    bool whole_names; /* an element's name keeps its prefix, so that x:row is not row */

    /* private */
    void *parser;
    enum str_id damaged, entities; /* the sentences */
    bool failed, enough;
    size_t fed; /* bytes */
    int depth;
    size_t names; /* bits that are set below */
    unsigned char name_bits[XML_PART_NAME_BITS / 8];
};

/* Reads the whole part, or until a handler stops it. */
bool xml_part_read(struct xml_part *part, struct archive *archive, const struct archive_part *from,
                   struct err *err);

/* The same from memory, UTF-8 whatever its declaration says; *line is where it went wrong. */
bool xml_part_read_bytes(struct xml_part *part, const char *data, size_t len, size_t *line, struct err *err);

/* For handlers: the line at hand, from 1. */
size_t xml_part_line(const struct xml_part *part);

/* For handlers; no other handler is called after it. */
void xml_part_stop(struct xml_part *part);
void xml_part_fail(struct xml_part *part); /* part->err says why */

/* The attribute's value, whatever its prefix; NULL = not there. */
const char *xml_part_attribute(const char **attributes, const char *name);

#endif
