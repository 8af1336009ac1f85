/* Key points, talks and the pictures they show: checked, and kept as the files they are. */
#ifndef LECTERN_SERVICE_PACK_TALKS_H
#define LECTERN_SERVICE_PACK_TALKS_H

#include "service/pack_folder.h"
#include "service/pack_read.h"

void pack_talks_read(struct pack_read *read, const struct pack_folder *folder);

#endif
