/* Which part of an office file refers to which: the .rels parts beside the parts of a workbook or a
 * presentation (ISO/IEC 29500-2). */
#ifndef LECTERN_FORMAT_LINKS_H
#define LECTERN_FORMAT_LINKS_H

#include "base/arena.h"
#include "base/err.h"
#include "format/archive.h"

#include <stdbool.h>
#include <stddef.h>

enum { LINKS_PATH_SIZE = 256 };

/* One relationship of a part to another. */
struct link {
    const char *id, *type, *target;
};

/* In an arena. */
struct links {
    struct link *items;
    size_t count, capacity;
};

/* The links of the part ("ppt/presentation.xml"); none where it has no .rels part. */
bool links_read(struct archive *archive, const char *part, struct arena *arena, struct links *out,
                struct err *err);

const struct link *links_find(const struct links *links, const char *id); /* NULL = not there */

/* Whether the link's type ends so: what stands before it differs between editions of the standard. */
bool link_is(const struct link *link, const char *type);

/* What a target means, for a part in that folder; NULL = no such part. */
const struct archive_part *links_target(const struct archive *archive, const char *folder,
                                        const char *target);

/* The first that is linked by that type. */
const struct archive_part *links_part(const struct archive *archive, const struct links *links,
                                      const char *folder, const char *type);

/* The part that the whole file is about, an XML document; NULL = it has none. */
bool links_main_part(struct archive *archive, struct arena *arena, const struct archive_part **out,
                     struct err *err);

/* "xl" of "xl/workbook.xml"; false where the path is longer than any office program writes. */
bool links_folder(const char *path, char out[LINKS_PATH_SIZE]);

#endif
