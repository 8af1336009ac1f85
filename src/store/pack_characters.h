/* Which characters a pack needs faces for. */
#ifndef LECTERN_STORE_PACK_CHARACTERS_H
#define LECTERN_STORE_PACK_CHARACTERS_H

#include "base/buf.h"
#include "domain/pack.h"

/* Appends every character beyond ASCII of names, units and the programme once, in the order of code points.
 * Check buf_ok(out). */
void pack_characters(const struct pack *pack, struct buf *out);

#endif
