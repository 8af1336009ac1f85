/* A talk as a folder of page pictures: talks/NAME/01.png, or as presentation programs save them (幻灯片1.PNG,
 * Slide1.JPG). */
#ifndef LECTERN_SERVICE_PACK_PAGES_H
#define LECTERN_SERVICE_PACK_PAGES_H

#include "base/buf.h"
#include "service/pack_read.h"

/* Pictures whose names end in a number, by that number; in the pack's arena. */
struct pack_pages {
    const char **names;
    size_t count;
};

/* Whether the folder ("talks/laomo") is such a talk: it has a page 1. A folder of photographs is none. */
bool pack_pages_list(struct pack_read *read, const char *folder, struct pack_pages *out);

/* The same of a folder anywhere: path is opened as it is. */
bool pack_pages_list_at(struct pack_read *read, const char *path, struct pack_pages *out);

/* What is said of a page beside its picture. */
struct page_words {
    const char *title; /* one line; "" = none */
    const char *notes; /* "" = none */
};

/* The talk in Markdown, a slide a page; id: the folder's name inside talks/. words: one a page; NULL = none.
 */
void pack_pages_markdown(const struct pack_pages *pages, const struct page_words *words, const char *id,
                         struct buf *out);

#endif
