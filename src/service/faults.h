/* Collecting faults; struct fault itself is in import.h. */
#ifndef LECTERN_SERVICE_FAULTS_H
#define LECTERN_SERVICE_FAULTS_H

#include "service/import.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

enum { FAULTS_MAX_ERRORS = 800, FAULTS_MAX_WARNINGS = 200 }; /* kept; more are only counted */

/* Copies what it is given, message is printf-formatted. False when out of memory. */
bool faults_add(struct faults *faults, const struct fault *at, const char *message, va_list args);

/* In the order of the pack's files, then by row and column; adds a last line where some were only counted. */
bool faults_close(struct faults *faults, const char *path);

#endif
