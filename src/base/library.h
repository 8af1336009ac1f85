/* Libraries that are opened when they are needed, as most runs of the program do without: every library that
 * is linked is read and relocated at every start. */
#ifndef LECTERN_BASE_LIBRARY_H
#define LECTERN_BASE_LIBRARY_H

#include "base/err.h"

/* By its ABI's name ("libz.so.1"): what was there to build with is what is loaded. It stays open. NULL: err
 * names the Debian package that is missing. */
void *library_open(const char *name, const char *package, struct err *err);

/* The address of a function; NULL where the library has none of that name. */
void *library_find(void *library, const char *function);

#endif
