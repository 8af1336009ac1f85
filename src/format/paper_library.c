#include "format/paper_library.h"

#include "base/strings.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>

/* By its ABI's name: what was there to build with is what is loaded. It brings the others along. */
static const char library_name[] = "libpangocairo-1.0.so.0", package[] = "libpangocairo-1.0-0";

static struct paper_library library;
static bool loaded;

static void load(void)
{
    void *handle = dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
    loaded = handle != NULL;
    /* through a pointer to the pointer, as ISO C knows no conversion between objects and functions (dlsym(3))
     */
#define FIND(name) loaded = loaded && (*(void **)&library.name = dlsym(handle, #name)) != NULL;
    PAPER_LIBRARY_FUNCTIONS(FIND)
#undef FIND
}

const struct paper_library *paper_library_load(struct err *err)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    if (!loaded) {
        err_set(err, ERR_UNSUPPORTED, str(STR_ERR_LIBRARY_MISSING), library_name, package);
        return NULL;
    }
    return &library;
}
