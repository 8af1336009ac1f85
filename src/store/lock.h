/* The right to write: an operating system's lock that goes with the process, whatever way it ends. */
#ifndef LECTERN_STORE_LOCK_H
#define LECTERN_STORE_LOCK_H

#include "base/err.h"

/* Locks "<path>-lock", which is made where it is missing and never removed. ERR_LOCKED where it is held. */
bool lock_take(const char *path, int *fd, struct err *err);
void lock_give(int fd); /* accepts -1 */

#endif
