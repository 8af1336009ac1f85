/* The words of a PowerPoint file (.pptx) that its pictures do not carry: titles and speaker notes, slide by
 * slide (ISO/IEC 29500-1, 13 and 19). How slides look is for LibreOffice. */
#ifndef LECTERN_FORMAT_PPTX_H
#define LECTERN_FORMAT_PPTX_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum { PPTX_MAX_SLIDES = 2000, PPTX_TITLE_MAX = 300, PPTX_NOTES_MAX = 8000 /* bytes */ };

struct pptx_slide {
    const char *title; /* one line; the first line on it where it has no title; "" = none */
    const char *notes; /* lines; "" = none */
    bool hidden;       /* is not shown */
};

/* In the arena, in the order of showing. */
struct pptx {
    struct pptx_slide *slides;
    size_t count;
};

/* False where it cannot be read: no such file, damaged, or protected by a password (ERR_INPUT). */
bool pptx_read(const void *data, size_t len, struct arena *arena, struct pptx *out, struct err *err);

#endif
