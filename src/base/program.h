/* Running another program and waiting for it: never through a shell, in a process group of its own, which is
 * ended as a whole. */
#ifndef LECTERN_BASE_PROGRAM_H
#define LECTERN_BASE_PROGRAM_H

#include <stdbool.h>
#include <stdint.h>

struct program {
    const char *const *words; /* its name, looked up on PATH, and its arguments; NULL behind the last */
    const char *const
        *settings;      /* "NAME=value" over our own environment, NULL behind the last; NULL = none */
    const char *output; /* the file that what it prints is appended to; NULL = it goes nowhere */
    int64_t limit_ms;   /* longer than this it does not run */
    /* Asked some ten times a second in the thread that waits; false ends the program. NULL = not asked. */
    bool (*goes_on)(void *context);
    void *context;
};

enum program_end {
    PROGRAM_DONE,     /* it returned 0 */
    PROGRAM_FAILED,   /* it returned something else, crashed, or could not be started */
    PROGRAM_MISSING,  /* it is not installed */
    PROGRAM_TOO_LONG, /* it was ended at its limit */
    PROGRAM_STOPPED   /* goes_on said no */
};

/* Waits until the program has ended. Whatever it has started and left behind has ended then, too, but for
 * what went into a session of its own (setsid). */
enum program_end program_run(const struct program *program);

#endif
