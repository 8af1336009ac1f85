#include "store/pack_characters.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { CODE_POINTS = 0x110000 };

static void mark(unsigned char *seen, const char *text)
{
    size_t len = strlen(text);
    for (size_t pos = 0; pos < len;) {
        uint32_t c = utf8_next(text, len, &pos);
        if (c >= 0x80 && c < CODE_POINTS) {
            seen[c / 8] |= (unsigned char)(1u << c % 8);
        }
    }
}

void pack_characters(const struct pack *pack, struct buf *out)
{
    unsigned char *seen = calloc(CODE_POINTS / 8, 1);
    if (!seen) {
        out->failed = true;
        return;
    }
    mark(seen, pack->event.title);
    mark(seen, pack->event.organiser);
    for (size_t i = 0; i < pack->programme.count; i++) {
        const struct lecture *lecture = &pack->programme.items[i];
        mark(seen, lecture->title);
        mark(seen, lecture->kind);
        mark(seen, lecture->venue);
        mark(seen, lecture->speaker);
        mark(seen, lecture->speaker_title);
    }
    const char *unit = "", *team = ""; /* the reader of rosters says what neighbours share by one address */
    for (size_t i = 0; i < pack->people_count; i++) {
        const struct person *person = &pack->people[i];
        mark(seen, person->name);
        mark(seen, person->unit == unit ? "" : person->unit);
        mark(seen, person->team == team ? "" : person->team);
        unit = person->unit;
        team = person->team;
    }
    for (uint32_t c = 0; c < CODE_POINTS; c++) {
        char bytes[4];
        if (seen[c / 8] >> c % 8 & 1) {
            buf_append(out, bytes, utf8_encode(c, bytes));
        }
    }
    free(seen);
}
