/* All words people see: one table (strings.def), a row a string, a column a language. */
#ifndef LECTERN_BASE_STRINGS_H
#define LECTERN_BASE_STRINGS_H

#include <stdbool.h>

enum lang { LANG_ZH, LANG_EN, LANG_COUNT };

enum str_id {
#define STR(id, zh, en) STR_##id,
#include "base/strings.def"
#undef STR
    STR_COUNT
};

/* The language of str(), for the whole process. */
void strings_use(enum lang lang);
enum lang strings_lang(void);

/* "zh" and "en"; false for anything else. */
bool strings_parse_lang(const char *name, enum lang *out);

/* The words in the current language; static storage. Some are printf formats: strings.def says so by their
 * use. */
const char *str(enum str_id id);
const char *str_in(enum lang lang, enum str_id id);

#endif
