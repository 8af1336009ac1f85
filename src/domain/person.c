#include "domain/person.h"

#include "base/utf8.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

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

const char *const person_seat_columns[] = {"座位", "座位号", "席位", "seat", "Seat", NULL};
const char *const person_group_columns[] = {"组", "小组", "分组", "组别", "group", "Group", NULL};

void person_extra(const char *extra, const char *const *names, char *out, size_t size)
{
    out[0] = '\0';
    for (const char *line = extra; *line;) {
        const char *tab = strchr(line, '\t'), *end = strchr(line, '\n');
        if (!tab || !end || tab > end) {
            return;
        }
        for (const char *const *name = names; *name; name++) {
            if (strlen(*name) == (size_t)(tab - line) && memcmp(*name, line, (size_t)(tab - line)) == 0) {
                char value[PERSON_TEXT_MAX + 1];
                size_t len =
                    (size_t)(end - tab - 1) < sizeof value - 1 ? (size_t)(end - tab - 1) : sizeof value - 1;
                memcpy(value, tab + 1, len);
                value[len] = '\0';
                utf8_copy(out, size, value);
                return;
            }
        }
        line = end + 1;
    }
}

const char *person_public_name(const char *name, bool whole, char out[PERSON_MASKED_SIZE])
{
    if (whole) {
        utf8_copy(out, PERSON_MASKED_SIZE, name);
        return out;
    }
    return person_mask_name(name, out);
}

bool person_is_speaker(const char *role)
{
    static const char *const roles[] = {"宣讲人", "主讲人", "主讲", "讲师", "报告人", "speaker", NULL};
    for (size_t i = 0; roles[i]; i++) {
        if (strcasecmp(role, roles[i]) == 0) {
            return true;
        }
    }
    return false;
}
