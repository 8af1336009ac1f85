/* Copying a file to a stick so that it is whole, or not there at all. */
#ifndef LECTERN_STICK_COPY_H
#define LECTERN_STICK_COPY_H

#include "base/err.h"
#include "base/progress.h"

#include <stdbool.h>
#include <stddef.h>

/* Copies the file at `from` into folder (made where it is missing) as name, or as "name (2).pdf" and so on:
 * nothing is ever overwritten. Temporary name, fsync, rename, fsync of the file again, of the folder and of
 * what the folder stands in, then what the stick holds is read back and compared: true only after that. (On
 * FAT32 a cut after the rename left an empty file until the file was synced a second time.) On failure
 * nothing is left under the name. as (as_size bytes) becomes the name it got. progress may be NULL; done and
 * total are bytes, written and read back. */
bool stick_copy(const char *from, const char *folder, const char *name, struct progress *progress, char *as,
                size_t as_size, struct err *err);

#endif
