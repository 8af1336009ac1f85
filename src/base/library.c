#include "base/library.h"

#include "base/strings.h"

#include <dlfcn.h>

void *library_open(const char *name, const char *package, struct err *err)
{
    void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        err_set(err, ERR_UNSUPPORTED, str(STR_ERR_LIBRARY_MISSING), name, package);
    }
    return library;
}

void *library_find(void *library, const char *function)
{
    return dlsym(library, function);
}
