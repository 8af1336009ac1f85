/* Libraries that are opened when they are needed, as most runs of the program do without: every library that
 * is linked is read and relocated at every start. */
#ifndef LECTERN_BASE_LIBRARY_H
#define LECTERN_BASE_LIBRARY_H

#include "base/err.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct library {
    const char *file;    /* its ABI's name ("libz.so.1"): what was there to build with is what is loaded */
    const char *package; /* the Debian package that has it */
    const char *const *functions; /* by name, in the order of table */
    size_t count;
    void *table; /* as many pointers to functions */
    pthread_mutex_t mutex;
    bool loaded;
};

/* Fills the table, once; any thread. The library stays open. False: err names what is missing; asked again,
 * it looks again. */
bool library_load(struct library *library, struct err *err);

#endif
