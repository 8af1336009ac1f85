#include "domain/shorten.h"

#include "base/graphemes.h"

#include <stdint.h>
#include <string.h>

static bool fits(shorten_compose *compose, const void *context, const size_t *limits, struct buf *out)
{
    buf_clear(out);
    compose(context, limits, out);
    return out->failed || out->len <= SHORTEN_CODE_BYTES; /* out of memory is not mended by fewer words */
}

bool shorten_fit(shorten_compose *compose, const void *context, const struct shorten_step *steps,
                 size_t step_count, struct buf *out)
{
    size_t limits[SHORTEN_PARTS_MAX];
    for (int i = 0; i < SHORTEN_PARTS_MAX; i++) {
        limits[i] = SIZE_MAX;
    }
    bool whole = fits(compose, context, limits, out);
    for (size_t i = 0; i < step_count && !whole; i++) {
        size_t *limit = &limits[steps[i].part];
        size_t too_many = *limit < SHORTEN_CODE_BYTES ? *limit : SHORTEN_CODE_BYTES + 1;
        *limit = steps[i].least;
        if (!fits(compose, context, limits, out)) {
            continue;
        }
        for (size_t enough = *limit; too_many - enough > 1;) {
            *limit = enough + (too_many - enough) / 2;
            if (fits(compose, context, limits, out)) {
                enough = *limit;
            } else {
                too_many = *limit;
            }
            *limit = enough;
        }
        return fits(compose, context, limits, out);
    }
    return whole;
}

void shorten_put(const char *text, size_t most, struct buf *out)
{
    static const char dots[] = "…";
    size_t len = strlen(text), dots_len = sizeof dots - 1;
    bool cut = len > most;
    if (cut) {
        len = most > dots_len ? graphemes_floor(text, most - dots_len) : 0;
        while (len > 0 && text[len - 1] == ' ') {
            len--;
        }
    }
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        buf_putc(out, c < ' ' || c == 0x7F ? ' ' : (char)c);
    }
    if (cut && len > 0) {
        buf_puts(out, dots);
    }
}
