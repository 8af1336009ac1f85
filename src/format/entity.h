/* HTML entities as they occur in Markdown. */
#ifndef LECTERN_FORMAT_ENTITY_H
#define LECTERN_FORMAT_ENTITY_H

#include <stdbool.h>
#include <stddef.h>

#define ENTITY_TEXT_SIZE 4

/* text is "&name;", "&#123;" or "&#x7B;". Writes UTF-8 without NUL; returns its length, 0 where it is not
 * known. */
size_t entity_decode(const char *text, size_t len, char out[ENTITY_TEXT_SIZE]);

#endif
