#include "format/paper_library.h"

#include "base/library.h"

#include <pthread.h>
#include <stdbool.h>

/* It brings the others along. */
static const char library_name[] = "libpangocairo-1.0.so.0", package[] = "libpangocairo-1.0-0";

static struct paper_library library;
static struct err why;
static bool loaded;

static void load(void)
{
    void *handle = library_open(library_name, package, &why);
    loaded = handle != NULL;
    /* through a pointer to the pointer, as ISO C knows no conversion between objects and functions (dlsym(3))
     */
#define FIND(name) loaded = loaded && (*(void **)&library.name = library_find(handle, #name)) != NULL;
    PAPER_LIBRARY_FUNCTIONS(FIND)
#undef FIND
}

const struct paper_library *paper_library_load(struct err *err)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    if (!loaded) {
        err_set(err, ERR_UNSUPPORTED, "%s", why.text);
        return NULL;
    }
    return &library;
}
