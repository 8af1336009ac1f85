#include "base/memory.h"

#include <stdint.h>
#include <sys/mman.h>

void memory_in_large_pages(void *memory, size_t size)
{
    enum { WORTH_IT = 4 * 1024 * 1024, LARGE_PAGE = 2 * 1024 * 1024 };
    if (!memory || size < WORTH_IT) {
        return;
    }
    /* whole pages inside alone: none is begun that the piece would not fill */
    uintptr_t from = ((uintptr_t)memory + LARGE_PAGE - 1) & ~(uintptr_t)(LARGE_PAGE - 1);
    uintptr_t to = ((uintptr_t)memory + size) & ~(uintptr_t)(LARGE_PAGE - 1);
    madvise((void *)from, to - from, MADV_HUGEPAGE);
}
