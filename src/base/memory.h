/* What the system may know about memory that was allocated. */
#ifndef LECTERN_BASE_MEMORY_H
#define LECTERN_BASE_MEMORY_H

#include <stddef.h>

/* Asks for large pages where the piece is big enough: 2 MiB then come with one page fault instead of 512, and
 * looking up something anywhere in it misses less. Call it before the memory is written to; a system without
 * large pages says no, and nothing changes. */
void memory_in_large_pages(void *memory, size_t size);

#endif
