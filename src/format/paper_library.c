#include "format/paper_library.h"

#include "base/library.h"

static struct paper_library functions;

static const char *const names[] = {
#define NAME(name) #name,
    PAPER_LIBRARY_FUNCTIONS(NAME)
#undef NAME
};

/* It brings the others along. */
static struct library library = {.file = "libpangocairo-1.0.so.0",
                                 .package = "libpangocairo-1.0-0",
                                 .functions = names,
                                 .count = sizeof names / sizeof *names,
                                 .table = &functions,
                                 .mutex = PTHREAD_MUTEX_INITIALIZER};

_Static_assert(sizeof functions == sizeof names, "a pointer a function, in the same order");

const struct paper_library *paper_library_load(struct err *err)
{
    return library_load(&library, err) ? &functions : NULL;
}
