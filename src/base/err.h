/* Errors as values: a code for the program and a sentence for the person. */
#ifndef LECTERN_BASE_ERR_H
#define LECTERN_BASE_ERR_H

#include <stdbool.h>

enum err_code {
    ERR_NONE,
    ERR_MEMORY,
    ERR_IO,
    ERR_INPUT, /* what a person brought is wrong */
    ERR_NOT_FOUND,
    ERR_LOCKED,  /* another process writes to the store */
    ERR_DAMAGED, /* the store's structure or chain is broken */
    ERR_STORE,   /* the store could not do it: disk full, read-only, ... */
    ERR_UNSUPPORTED,
    ERR_CANCELLED
};

/* Zeroed = no error. */
struct err {
    enum err_code code;
    char text[512]; /* UTF-8, cut at a character; what, where, what to do */
};

/* Fills err (may be NULL) with a printf-formatted sentence. Always returns false, so callers can return it.
 */
bool err_set(struct err *err, enum err_code code, const char *format, ...);

/* Why the system refused (an errno), in the current language; what is rare, in the system's own words. */
const char *err_reason(int number);

/* The "out of memory" error, in the current language. Always returns false. */
bool err_memory(struct err *err);

#endif
