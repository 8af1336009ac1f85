/* The programme's table to lectures, and what can only be checked with the other tables at hand. */
#ifndef LECTERN_SERVICE_PACK_PROGRAMME_H
#define LECTERN_SERVICE_PACK_PROGRAMME_H

#include "service/pack_columns.h"
#include "service/pack_folder.h"
#include "service/pack_read.h"

/* Zeroed = nothing read. Row i of lines belongs to programme.items[i] until the programme is sorted. */
struct pack_programme {
    struct pack_columns table;
    size_t *lines;  /* in the pack's arena */
    unsigned wrong; /* while reading: columns whose text was wrong in the last row */
};

/* Fills pack->programme in the order of the file; name NULL = there is none. The event must have been read.
 */
void pack_programme_read(struct pack_read *read, const char *name, struct pack_programme *out);

/* Decks that are not there, overlaps in one venue, audiences nobody belongs to; counts who is expected. */
void pack_programme_check(struct pack_read *read, const struct pack_programme *programme,
                          const struct pack_folder *folder);

#endif
