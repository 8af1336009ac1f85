/* Bringing in and taking away (导入, 导出): long work beside the scans, one at a time, with a bar and a way
 * to stop it. */
#ifndef LECTERN_DOMAIN_TRANSFER_H
#define LECTERN_DOMAIN_TRANSFER_H

#include "domain/outcome.h"
#include "domain/person.h"
#include "domain/stick.h"

#include <stdbool.h>

enum transfer_kind {
    TRANSFER_NONE,
    TRANSFER_PREVIEW, /* reads a pack and compares it; answered by a preview as well */
    TRANSFER_IMPORT,  /* puts the pack that was previewed last into the store */
    TRANSFER_EXPORT
};

/* What is asked for. */
struct transfer_wish {
    char path[STICK_PATH_SIZE];              /* PREVIEW: the pack; EXPORT: the stick */
    unsigned formats;                        /* EXPORT: bits 1 << enum export_format */
    char lecture[LECTURE_ID_SIZE];           /* EXPORT: one lecture; "" = all */
    char operator_name[PERSON_TEXT_MAX + 1]; /* IMPORT: who acts */
};

/* What came of it. */
struct transfer_result {
    enum transfer_kind kind;
    bool done;
    char sentence[1024]; /* current language */
};

#endif
