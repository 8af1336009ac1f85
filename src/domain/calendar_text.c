#include "domain/calendar_text.h"

#include <string.h>

void calendar_text_put(const char *text, struct buf *out)
{
    for (; *text; text++) {
        if (*text == '\n') {
            buf_puts(out, "\\n");
        } else if (*text != '\r') {
            if (strchr("\\;,", *text)) {
                buf_putc(out, '\\');
            }
            buf_putc(out, *text);
        }
    }
}
