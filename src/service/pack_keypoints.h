/* The key points of a workbook: a sheet with headings and bullets to Markdown. */
#ifndef LECTERN_SERVICE_PACK_KEYPOINTS_H
#define LECTERN_SERVICE_PACK_KEYPOINTS_H

#include "base/buf.h"
#include "service/pack_read.h"

#include <stdbool.h>
#include <stddef.h>

/* Zeroed = none. */
struct pack_keypoints {
    struct pack_place place; /* of the sheet */
    struct buf markdown;     /* empty: there are no key points */
    struct buf rows;         /* size_t: the sheet's row of each line of the Markdown */
};

/* Reads the sheet of read->whole that is named for them, if any. Faults are told. */
void pack_keypoints_read(struct pack_read *read, size_t order, struct pack_keypoints *out);
void pack_keypoints_finish(struct pack_keypoints *keypoints);

/* The sheet's row of a line of the Markdown, both from 1; 0 for 0. */
size_t pack_keypoints_row(const struct pack_keypoints *keypoints, size_t line);

#endif
