#include "text/measure.h"

#include "base/utf8.h"

int text_width(const struct text_measure *measure, int size, bool bold, const char *text, size_t len)
{
    return len == 0 ? 0 : measure->width(measure->context, size, bold, text, len);
}

static int fixed_width(void *context, int size, bool bold, const char *text, size_t len)
{
    (void)context;
    (void)bold;
    int halves = 0;
    for (size_t pos = 0; pos < len;) {
        uint32_t c = utf8_next(text, len, &pos);
        halves += c < 0x80 ? 1 : 2;
    }
    return halves * size / 2;
}

static bool fixed_covers(void *context, uint32_t code_point)
{
    (void)context;
    (void)code_point;
    return true;
}

struct text_measure text_measure_fixed(void)
{
    return (struct text_measure){.width = fixed_width, .covers = fixed_covers};
}
