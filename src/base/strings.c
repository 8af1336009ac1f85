#include "base/strings.h"

#include <stdatomic.h>
#include <string.h>

static const char *const words[STR_COUNT][LANG_COUNT] = {
#define STR(id, zh, en) {zh, en},
#include "base/strings.def"
#undef STR
};

static atomic_int current_lang = LANG_ZH;

void strings_use(enum lang lang)
{
    atomic_store(&current_lang, (int)lang);
}

enum lang strings_lang(void)
{
    return (enum lang)atomic_load(&current_lang);
}

bool strings_parse_lang(const char *name, enum lang *out)
{
    if (strcmp(name, "zh") == 0) {
        *out = LANG_ZH;
        return true;
    }
    if (strcmp(name, "en") == 0) {
        *out = LANG_EN;
        return true;
    }
    return false;
}

const char *str_in(enum lang lang, enum str_id id)
{
    return words[id][lang];
}

const char *str(enum str_id id)
{
    return str_in(strings_lang(), id);
}
