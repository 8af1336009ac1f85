#include "format/xlsx_library.h"

#include "base/library.h"

static struct xlsx_library functions;

static const char *const names[] = {
#define NAME(name) #name,
    XLSX_LIBRARY_FUNCTIONS(NAME)
#undef NAME
};

static struct library library = {.file = "libxlsxwriter.so.4",
                                 .package = "libxlsxwriter4",
                                 .functions = names,
                                 .count = sizeof names / sizeof *names,
                                 .table = &functions,
                                 .mutex = PTHREAD_MUTEX_INITIALIZER};

_Static_assert(sizeof functions == sizeof names, "a pointer a function, in the same order");

const struct xlsx_library *xlsx_library_load(struct err *err)
{
    return library_load(&library, err) ? &functions : NULL;
}
