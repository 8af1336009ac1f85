#include "format/nfc.h"

#include <stdint.h>
#include <stdlib.h>

#include <uninorm.h>

/* Sequences that NFC leaves alone and that no composition starts or ends with but through a character outside
 * this set. Returns the length of the one at s, 0 where the full algorithm has to look. */
static size_t stable(const unsigned char *s, size_t left)
{
    if (s[0] < 0x80) {
        return 1;
    }
    if (s[0] < 0xCC) { /* up to U+02FF */
        return left >= 2 ? 2 : 0;
    }
    if (left < 3) {
        return 0;
    }
    bool ideograph = (s[0] >= 0xE4 && s[0] <= 0xE9) || (s[0] == 0xE3 && s[1] >= 0x90); /* U+3400..U+9FFF */
    bool cjk_punctuation = s[0] == 0xE3 && s[1] == 0x80 && s[2] <= 0xA9;               /* U+3000..U+3029 */
    bool full_width = s[0] == 0xEF && (s[1] == 0xBC || s[1] == 0xBD);                  /* U+FF00..U+FF7F */
    bool punctuation = s[0] == 0xE2 && s[1] == 0x80 && s[2] >= 0x90;                   /* U+2010..U+203F */
    return ideograph || cjk_punctuation || full_width || punctuation ? 3 : 0;
}

bool nfc_may_change(const char *text, size_t len)
{
    const unsigned char *s = (const unsigned char *)text;
    for (size_t pos = 0; pos < len;) {
        size_t step = stable(s + pos, len - pos);
        if (step == 0) {
            return true;
        }
        pos += step;
    }
    return false;
}

char *nfc_copy(struct arena *arena, const char *text, size_t len)
{
    size_t normal_len = 0;
    uint8_t *normal = u8_normalize(UNINORM_NFC, (const uint8_t *)text, len, NULL, &normal_len);
    if (!normal) {
        return len == 0 ? arena_strdup(arena, "") : NULL;
    }
    char *copy = arena_strndup(arena, (const char *)normal, normal_len);
    free(normal);
    return copy;
}
