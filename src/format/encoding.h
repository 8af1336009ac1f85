/* Text files as offices save them: what encoding they are in, and to UTF-8. */
#ifndef LECTERN_FORMAT_ENCODING_H
#define LECTERN_FORMAT_ENCODING_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* Zeroed = none. */
struct encoding_text {
    const char *text; /* UTF-8 without BOM; points into the input or into converted */
    size_t len;
    struct buf converted; /* owned; empty where the input was UTF-8 already */
};

/* BOM (UTF-8, UTF-16), else strict UTF-8, else GB18030. NUL bytes or text in none of these: ERR_INPUT with
 * *line set (0 = the file as a whole). data must stay valid as long as out is used. */
bool encoding_decode(const char *data, size_t len, struct encoding_text *out, size_t *line, struct err *err);
void encoding_text_finish(struct encoding_text *text);

#endif
