#include "base/graphemes.h"

#include "base/utf8.h"

#include <string.h>

#include <unigbrk.h>

size_t graphemes_floor(const char *text, size_t at)
{
    char breaks[GRAPHEMES_REACH];
    size_t len = strlen(text);
    if (len <= at && len < GRAPHEMES_REACH) {
        return len;
    }
    /* whether a cluster ends somewhere depends on what stands before and on the next character alone */
    size_t seen = len < GRAPHEMES_REACH ? len : utf8_floor(text, GRAPHEMES_REACH - 1);
    u8_grapheme_breaks((const uint8_t *)text, seen, breaks);
    at = at < seen ? at : seen - 1;
    while (at > 0 && !breaks[at]) {
        at--;
    }
    return at;
}
