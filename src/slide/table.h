/* A table of a slide: how wide its columns are and where its rows lie. */
#ifndef LECTERN_SLIDE_TABLE_H
#define LECTERN_SLIDE_TABLE_H

#include "slide/blocks.h"

enum { TABLE_COLUMNS_MAX = 12 /* side by side; a table of more is divided before */ };

/* Returns the height; rows that do not fit are left out and the layout is cut. */
int table_set(struct setter *setter, const struct block *block);

/* Whether every cell stands on one line. */
bool table_stands_easily(const struct setter *setter, const struct block *block);

/* How many columns from the left, the first one included, stand side by side without a word broken; those
 * from `from` on follow the first. At least one of them. */
size_t table_columns_that_fit(const struct setter *setter, const struct block *block, size_t from);

#endif
