#include "format/cjk.h"

#include "base/utf8.h"

#include <ctype.h>
#include <string.h>

bool cjk_sets_no_blank(uint32_t c)
{
    return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) ||
           (c >= 0xFF00 && c <= 0xFF60) || (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x20000 && c <= 0x3FFFF) ||
           c == 0x2014 || c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D || c == 0x2026 ||
           c == 0xB7;
}

static bool chinese_punctuation(uint32_t c)
{
    return (c >= 0x3001 && c <= 0x3003) || (c >= 0x3008 && c <= 0x3011) || (c >= 0x3014 && c <= 0x301B) ||
           (c >= 0xFF01 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) || (c >= 0xFF3B && c <= 0xFF40) ||
           (c >= 0xFF5B && c <= 0xFF65) || c == 0x2014 || c == 0x2018 || c == 0x2019 || c == 0x201C ||
           c == 0x201D || c == 0x2026 || c == 0xB7;
}

/* Marks that stand inside a sentence; a backslash makes the star a star. */
static bool plain_punctuation(uint32_t c)
{
    return c < 0x80 && c > ' ' && ispunct((int)c) && c != '\\' && c != '*';
}

/* Whether the stars between `inside` and `beyond` need help: a mark on one side (of either script) where the
 * other side is Chinese. "**≤5%**（体积）" and "**先看。**再" are emphasis to whoever writes them. */
static bool needs_joiner(uint32_t inside, uint32_t beyond)
{
    return chinese_punctuation(inside) || (plain_punctuation(inside) && cjk_sets_no_blank(beyond));
}

void cjk_loosen_emphasis(const char *text, size_t len, struct buf *out)
{
    uint32_t before = 0;
    for (size_t at = 0; at < len;) {
        size_t run = at;
        while (run < len && text[run] == '*') {
            run++;
        }
        if (run == at) {
            before = utf8_next(text, len, &run);
            buf_append(out, text + at, run - at);
        } else {
            size_t behind = run;
            uint32_t after = run < len ? utf8_next(text, len, &behind) : 0;
            buf_puts(out, needs_joiner(before, after) ? CJK_JOINER : "");
            buf_append(out, text + at, run - at);
            buf_puts(out, needs_joiner(after, before) ? CJK_JOINER : "");
            before = '*';
        }
        at = run;
    }
}

void cjk_drop_joiners(const char *text, size_t len, struct buf *out)
{
    for (size_t i = 0; i < len;) {
        bool joiner = len - i >= CJK_JOINER_LEN && memcmp(text + i, CJK_JOINER, CJK_JOINER_LEN) == 0;
        buf_append(out, text + i, joiner ? 0 : 1);
        i += joiner ? CJK_JOINER_LEN : 1;
    }
}
