/* Code of a slide. There is no face of fixed width; words stand on a grid of cells as they do in an editor,
 * so that columns of codes and numbers line up. */
#ifndef LECTERN_SLIDE_CODE_H
#define LECTERN_SLIDE_CODE_H

#include "slide/blocks.h"

int code_set(struct setter *setter, const struct block *block);

/* Whether no line is broken. */
bool code_stands_easily(const struct setter *setter, const struct block *block);

#endif
