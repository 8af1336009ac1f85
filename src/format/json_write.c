#include "format/json_write.h"

#include "base/civil.h"

#include <stdlib.h>

void json_string(struct buf *out, const char *text)
{
    buf_putc(out, '"');
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\') {
            buf_putc(out, '\\');
            buf_putc(out, (char)c);
        } else if (c < ' ') {
            buf_printf(out, "\\u%04x", c);
        } else {
            buf_putc(out, (char)c);
        }
    }
    buf_putc(out, '"');
}

void json_member(struct buf *out, bool first, const char *name, const char *text)
{
    buf_printf(out, "%s\"%s\":", first ? "" : ",", name);
    json_string(out, text);
}

void json_time(struct buf *out, const char *name, int64_t at_ms)
{
    struct civil t;
    if (at_ms == 0) {
        buf_printf(out, ",\"%s\":null", name);
        return;
    }
    civil_from_ms(at_ms, &t);
    int minutes = abs(t.utc_offset_s) / 60;
    buf_printf(out, ",\"%s\":\"%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d\"", name, t.year, t.month, t.day,
               t.hour, t.minute, t.second, t.utc_offset_s < 0 ? '-' : '+', minutes / 60, minutes % 60);
}
