/* What the readers of a pack's files share: the pack that is being filled and the faults found so far. */
#ifndef LECTERN_SERVICE_PACK_READ_H
#define LECTERN_SERVICE_PACK_READ_H

#include "base/strings.h"
#include "domain/pack.h"
#include "service/import.h"

#include <stdbool.h>
#include <stddef.h>

enum { PACK_SHOWN_SIZE = 96, PACK_TITLE_MAX = 300 };

struct pack_coverage;
struct pack_workbook;

struct pack_read {
    const char *path; /* the pack's folder or workbook as given, without slashes at its end */
    char *real_path;  /* the same resolved; nothing outside it is read */
    const struct import_options *options;
    struct pack_workbook
        *whole; /* the workbook that holds several tables of the pack; NULL = none. Not owned */
    struct pack_coverage *coverage; /* which code points were asked for; NULL = not looked at */
    struct pack *pack;
    struct faults *faults;
    bool roster_whole; /* every row of it was right, so that units and teams can be looked up */
    bool failed;       /* out of memory or cancelled: the result is not to be used */
    bool cancelled;    /* through options->progress */
};

/* A file of the pack, for faults. */
struct pack_place {
    const char *file; /* path as given + name */
    size_t order;
};

/* Every one of them may run out of memory; that is noted in read->failed. Row 0 = the file as a whole. */
void pack_error(struct pack_read *read, const struct pack_place *place, size_t row, size_t column,
                enum str_id sentence, ...);
void pack_warning(struct pack_read *read, const struct pack_place *place, size_t row, size_t column,
                  enum str_id sentence, ...);

/* The text as it may stand in a sentence: one line, cut where it is long. */
const char *pack_shown(const char *text, char out[PACK_SHOWN_SIZE]);

/* Checks a text that people will see: no control characters, at most max_bytes, nothing Excel broke. */
bool pack_check_text(struct pack_read *read, const struct pack_place *place, size_t row, size_t column,
                     const char *text, size_t max_bytes);

/* A warning where a row of the empty pack (template.h) was left in: people would see it on the screen. */
void pack_check_example(struct pack_read *read, const struct pack_place *place, size_t row, size_t column,
                        const char *text);

/* A warning where no installed font has one of the characters. */
void pack_check_glyphs(struct pack_read *read, const struct pack_place *place, size_t row, size_t column,
                       const char *text);

/* A whole number from 0 to most, with or without the unit behind it ("30", "30分钟"). */
bool pack_parse_number(const char *text, const char *const *units, int most, int *out);

/* 1.23E+09: what a spreadsheet makes of a long number. A hexadecimal card number has no plus sign. */
enum pack_scientific {
    PACK_SCIENTIFIC_NOT,
    PACK_SCIENTIFIC_EXACT,  /* every digit is there: they are in digits */
    PACK_SCIENTIFIC_ROUNDED /* the last digits are gone */
};
enum pack_scientific pack_parse_scientific(const char *text, char *digits, size_t size);

/* 是 or 否, also yes, no, 1, 0, √; an empty text leaves out as it is. */
bool pack_parse_yes(const char *text, bool *out);

void pack_read_finish(struct pack_read *read);

#endif
