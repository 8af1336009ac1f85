/* A ZIP file in memory, read part by part; nothing is written to the disk, so that names in it lead nowhere.
 */
#ifndef LECTERN_FORMAT_ARCHIVE_H
#define LECTERN_FORMAT_ARCHIVE_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    ARCHIVE_MAX_PARTS = 5000,
    ARCHIVE_PART_MAX_BYTES = 256 * 1024 * 1024, /* unpacked; counted, whatever the archive says */
    ARCHIVE_SUM_MAX_BYTES = 384 * 1024 * 1024   /* of everything that is read from one archive */
};

struct archive_part {
    const char *name; /* with /, without one at the front */
    uint64_t offset;  /* in the directory */
    uint64_t number;
};

/* Zeroed = closed. */
struct archive {
    void *zip;
    struct archive_part *parts; /* by name, in the arena */
    size_t count;
    size_t unpacked; /* bytes so far */
};

/* Lists the parts. data has to stay until archive_close. Not an archive, cut short, with two parts of one
 * name or too many: ERR_INPUT. */
bool archive_open(struct archive *archive, const void *data, size_t len, struct arena *arena,
                  struct err *err);
void archive_close(struct archive *archive);

/* By name, upper and lower case alike; NULL = not there. */
const struct archive_part *archive_find(const struct archive *archive, const char *name);

/* Takes the part's bytes piece by piece; the last call has len 0. False: enough, and reading ends. */
typedef bool archive_sink(void *context, const char *bytes, size_t len);

/* Unpacks one part into sink. Encrypted, damaged (checksum) or larger than allowed: ERR_INPUT. True where the
 * sink had enough, too. */
bool archive_read(struct archive *archive, const struct archive_part *part, archive_sink *sink, void *context,
                  struct err *err);

#endif
