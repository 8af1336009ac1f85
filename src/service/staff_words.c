#include "service/staff_work.h"

#include <string.h>

const char *staff_kind_words(const char *kind)
{
    static const struct {
        const char *kind;
        enum str_id words;
    } table[] = {
        {"supplement", STR_ACT_KIND_SUPPLEMENT},
        {"claim", STR_ACT_KIND_LINK},
        {"link", STR_ACT_KIND_LINK},
        {"void", STR_ACT_KIND_VOID},
        {"revoke", STR_ACT_KIND_REPLACE},
        {"register", STR_ACT_KIND_REGISTER},
        {"gate", STR_ACT_KIND_GATE},
        {"move", STR_ACT_KIND_MOVE},
        {"pin", STR_ACT_KIND_PIN},
        {"anchor", STR_ACT_KIND_ANCHOR},
        {"retime", STR_ACT_KIND_ANCHOR},
        {"undo", STR_ACT_KIND_UNDO},
        {"clock", STR_ACT_KIND_CLOCK},
        {"import", STR_ACT_KIND_IMPORT},
        {"talk", STR_ACT_KIND_TALK},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (strcmp(table[i].kind, kind) == 0) {
            return str(table[i].words);
        }
    }
    return kind;
}
