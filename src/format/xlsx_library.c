#include "format/xlsx_library.h"

#include "base/library.h"

#include <pthread.h>
#include <stdbool.h>

static const char library_name[] = "libxlsxwriter.so.4", package[] = "libxlsxwriter4";

static struct xlsx_library library;
static struct err why;
static bool loaded;

static void load(void)
{
    void *handle = library_open(library_name, package, &why);
    loaded = handle != NULL;
    /* through a pointer to the pointer, as ISO C knows no conversion between objects and functions (dlsym(3))
     */
#define FIND(name) loaded = loaded && (*(void **)&library.name = library_find(handle, #name)) != NULL;
    XLSX_LIBRARY_FUNCTIONS(FIND)
#undef FIND
}

const struct xlsx_library *xlsx_library_load(struct err *err)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    if (!loaded) {
        err_set(err, ERR_UNSUPPORTED, "%s", why.text);
        return NULL;
    }
    return &library;
}
