/* Whole files: reading with a cap, writing so that the old or the new content stands, never half of it. */
#ifndef LECTERN_BASE_FILES_H
#define LECTERN_BASE_FILES_H

#include "base/buf.h"
#include "base/err.h"

#include <stddef.h>

/* Appends the file's content to out. More than max_bytes, or no regular file: an error that names the path.
 */
bool files_read(const char *path, size_t max_bytes, struct buf *out, struct err *err);

/* Temporary file beside path, fsync, rename, fsync of the folder. A link is followed; a device or a pipe is
 * written to. */
bool files_write_atomic(const char *path, const void *data, size_t len, struct err *err);

/* A file that was written under a temporary name gets its own, over whatever stands there: fsync, rename,
 * fsync again and of the folder. */
bool files_publish(const char *temporary, const char *path, struct err *err);

/* mkdir -p with mode 0700. */
bool files_make_folders(const char *path, struct err *err);

/* A folder of files alone, with what is in it; nothing where it is not there. */
void files_remove_folder(const char *path);

bool files_exists(const char *path);
bool files_is_folder(const char *path);

#endif
