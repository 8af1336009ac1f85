/* What is wrong, or worth a look, in a pack: every fault of every file, in order. */
#ifndef LECTERN_DOMAIN_FAULTS_H
#define LECTERN_DOMAIN_FAULTS_H

#include "base/arena.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

enum { FAULTS_MAX_ERRORS = 800, FAULTS_MAX_WARNINGS = 200 }; /* kept; more are only counted */

/* One thing wrong (or worth a look) in a pack. */
struct fault {
    const char *file;   /* path as given on the command line + name inside the pack; "x.xlsx[SHEET]" */
    size_t row, column; /* physical line and field, or a sheet's, from 1; 0 = the file as a whole */
    bool warning;       /* true: imported all the same */
    const char *message;
    size_t order; /* of its file in the pack: event, programme, people, key points, talks */
};

/* Zeroed = empty. */
struct faults {
    struct arena arena;
    struct fault *items;
    size_t count, capacity;
    size_t errors; /* that are not warnings; may be more than the list holds, its last line then says so */
    size_t warnings;
};

/* Copies what it is given, message is printf-formatted. False when out of memory. */
bool faults_add(struct faults *faults, const struct fault *at, const char *message, va_list args);

/* In the order of the pack's files, then by row and column; adds a last line where some were only counted. */
bool faults_close(struct faults *faults, const char *path);
void faults_finish(struct faults *faults);

/* "FILE:ROW:COL: message", FILE alone where there is no row. */
const char *fault_format(const struct fault *fault, char *out, size_t out_size);

#endif
