#include "base/text_trim.h"

#include <string.h>

static const char *const blanks[] = {" ",  "\t",       "\r",           "\n",           "\v",
                                     "\f", "\xC2\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF", "\xE2\x80\x8B"};
enum { BLANKS = sizeof blanks / sizeof *blanks };

const char *text_trim(const char *text, size_t *len)
{
    for (int i = 0; i < BLANKS; i++) {
        size_t blank = strlen(blanks[i]);
        if (*len >= blank && memcmp(text, blanks[i], blank) == 0) {
            text += blank;
            *len -= blank;
            i = -1;
        }
    }
    for (int i = 0; i < BLANKS; i++) {
        size_t blank = strlen(blanks[i]);
        if (*len >= blank && memcmp(text + *len - blank, blanks[i], blank) == 0) {
            *len -= blank;
            i = -1;
        }
    }
    return text;
}
