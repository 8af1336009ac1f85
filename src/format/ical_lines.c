#include "format/ical_lines.h"

#include "base/utf8.h"

#include <string.h>
#include <strings.h>

/* One physical line without its end; at moves behind it. */
static const char *take_physical(struct ical_lines *lines, size_t *len)
{
    const char *start = lines->at, *at = start;
    while (at < lines->end && *at != '\n' && *at != '\r') {
        at++;
    }
    *len = (size_t)(at - start);
    if (at < lines->end) {
        at += *at == '\r' && at + 1 < lines->end && at[1] == '\n' ? 2 : 1;
    }
    lines->at = at;
    lines->line++;
    return start;
}

static bool is_folded(const struct ical_lines *lines)
{
    return lines->at < lines->end && (*lines->at == ' ' || *lines->at == '\t');
}

static void unfold(struct ical_lines *lines, struct ical_line *out)
{
    size_t len;
    const char *part = take_physical(lines, &len);
    buf_clear(&lines->unfolded);
    for (;;) {
        size_t room = ICAL_LINE_MAX_BYTES - lines->unfolded.len;
        out->too_long |= len > room;
        buf_append(&lines->unfolded, part, len < room ? len : room);
        if (!is_folded(lines)) {
            return;
        }
        part = take_physical(lines, &len) + 1;
        len--;
    }
}

static bool is_damaged(const char *text, size_t len, bool cut)
{
    for (size_t pos = 0; pos < len;) {
        if (cut && len - pos < 4) {
            return false; /* the last character may have been cut */
        }
        uint32_t c = utf8_next(text, len, &pos);
        if (c == UTF8_INVALID || c == 0) {
            return true;
        }
    }
    return false;
}

/* The end of "name" or of a parameter: the first of stops outside of quotes. */
static char *find_outside(char *text, const char *stops)
{
    bool quoted = false;
    for (; *text && (quoted || !strchr(stops, *text)); text++) {
        quoted ^= *text == '"';
    }
    return text;
}

/* name *(";" param) ":" value */
static void take_apart(struct ical_line *out, char *text)
{
    out->name = "";
    out->parameters = out->value = text + strlen(text);
    char *behind = text + strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.");
    if (behind == text || (*behind != ':' && *behind != ';')) {
        return;
    }
    char *colon = find_outside(behind, ":");
    if (!*colon) {
        colon = strchr(behind, ':'); /* a quote that is never closed */
    }
    if (!colon) {
        return;
    }
    if (*behind == ';') {
        *behind++ = '\0';
        out->parameters = behind;
    }
    *colon = '\0';
    out->value = colon + 1;
    for (char *at = text; *at; at++) {
        *at = (char)(*at >= 'a' && *at <= 'z' ? *at - 32 : *at);
    }
    const char *group = strrchr(text, '.'); /* as in vCard */
    out->name = group ? group + 1 : text;
}

bool ical_lines_next(struct ical_lines *lines, struct ical_line *out)
{
    do {
        if (lines->at >= lines->end) {
            return false;
        }
        *out = (struct ical_line){.line = lines->line + 1};
        unfold(lines, out);
        if (!buf_ok(&lines->unfolded)) {
            return false;
        }
    } while (lines->unfolded.len == 0 || lines->unfolded.data[strspn(lines->unfolded.data, " \t")] == '\0');
    out->damaged = is_damaged(lines->unfolded.data, lines->unfolded.len, out->too_long);
    take_apart(out, lines->unfolded.data);
    return true;
}

bool ical_line_parameter(const struct ical_line *line, const char *name, char *out, size_t out_size)
{
    size_t name_len = strlen(name);
    out[0] = '\0';
    for (char *at = line->parameters; *at;) {
        char *stop = find_outside(at, ";");
        if ((size_t)(stop - at) > name_len && strncasecmp(at, name, name_len) == 0 && at[name_len] == '=') {
            const char *value = at + name_len + 1;
            size_t used = 0;
            for (; value < stop && used + 1 < out_size; value++) {
                if (*value != '"') {
                    out[used++] = *value;
                }
            }
            out[used] = '\0';
            return true;
        }
        at = *stop ? stop + 1 : stop;
    }
    return false;
}

size_t ical_text_unescape(char *text)
{
    char *out = text;
    for (const char *at = text; *at; at++) {
        if (*at == '\\' && at[1]) {
            at++;
            *out++ = *at == 'n' || *at == 'N' ? '\n' : *at;
        } else {
            *out++ = *at;
        }
    }
    *out = '\0';
    return (size_t)(out - text);
}

size_t ical_text_first(const char *list)
{
    const char *at = list;
    while (*at && *at != ',') {
        at += *at == '\\' && at[1] ? 2 : 1;
    }
    return (size_t)(at - list);
}

void ical_lines_finish(struct ical_lines *lines)
{
    buf_finish(&lines->unfolded);
}
