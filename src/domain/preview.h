/* The preview (预览) of an import: what a pack would change in the store, line by line, before anything is
 * changed. */
#ifndef LECTERN_DOMAIN_PREVIEW_H
#define LECTERN_DOMAIN_PREVIEW_H

#include "base/arena.h"
#include "domain/faults.h"
#include "domain/pack.h"

#include <stdbool.h>
#include <stddef.h>

enum preview_part { PREVIEW_LECTURE, PREVIEW_PERSON, PREVIEW_FILE };
enum preview_change {
    PREVIEW_ADDED,
    PREVIEW_CHANGED,
    PREVIEW_REMOVED,
    PREVIEW_KEPT /* a person who falls out of the roster and stays, marked, for the records */
};

/* Lines of one part and change that are listed; more are only counted. */
enum { PREVIEW_LINES_EACH = 300 };

struct preview_line {
    enum preview_part part;
    enum preview_change change;
    const char *key;    /* worker number, lecture's id, file's name */
    const char *name;   /* of the person or the lecture; "" for files */
    const char *detail; /* CHANGED: what was and what will be, in the current language; else "" */
};

/* Zeroed = empty; malloc'ed where it travels. */
struct preview {
    struct arena arena; /* owns texts and lines */
    const char *source; /* the pack's path as given */
    const char *title;  /* of the event */
    size_t lectures, people, files;
    struct faults faults;
    bool may_import; /* no error among the faults */
    struct pack_changes changes;
    struct preview_line *lines; /* removed and changed first: they are what one may regret */
    size_t line_count;
};

void preview_finish(struct preview *preview);

#endif
