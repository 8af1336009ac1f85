#include "domain/person.h"

#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

/* The bytes of the character that starts at *pos; broken bytes count one each. */
static size_t next_character(const char *text, size_t len, size_t *pos)
{
    size_t start = *pos;
    utf8_next(text, len, pos);
    return *pos - start;
}

const char *person_mask_name(const char *name, char out[PERSON_MASKED_SIZE])
{
    size_t len = strlen(name), pos = 0, at = 0;
    size_t count = utf8_count(name, len);
    out[0] = '\0';
    if (count == 0) {
        return out;
    }
    size_t first = next_character(name, len, &pos);
    memcpy(out, name, first);
    at = first;
    out[at++] = '*';
    if (count == 3) {
        next_character(name, len, &pos);
        memcpy(out + at, name + pos, len - pos);
        at += len - pos;
    } else if (count > 3) {
        out[at++] = '*';
    }
    out[at] = '\0';
    return out;
}
