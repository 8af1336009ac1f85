#include "base/library.h"

#include "base/strings.h"

#include <dlfcn.h>
#include <string.h>

static bool fill(struct library *library)
{
    void *handle = dlopen(library->file, RTLD_NOW | RTLD_LOCAL);
    bool found = handle != NULL;
    for (size_t i = 0; found && i < library->count; i++) {
        void *function = dlsym(handle, library->functions[i]);
        found = function != NULL;
        /* byte by byte, as ISO C knows no conversion between objects and functions (dlsym(3)) */
        memcpy((char *)library->table + i * sizeof function, &function, sizeof function);
    }
    return found;
}

bool library_load(struct library *library, struct err *err)
{
    pthread_mutex_lock(&library->mutex);
    library->loaded = library->loaded || fill(library);
    bool loaded = library->loaded;
    pthread_mutex_unlock(&library->mutex);
    return loaded ||
           err_set(err, ERR_UNSUPPORTED, str(STR_ERR_LIBRARY_MISSING), library->file, library->package);
}
