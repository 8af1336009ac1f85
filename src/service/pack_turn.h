/* A talk that another program made, on its way to page pictures: in a private folder, with progress, to be
 * cancelled at any time. */
#ifndef LECTERN_SERVICE_PACK_TURN_H
#define LECTERN_SERVICE_PACK_TURN_H

#include "base/buf.h"
#include "base/err.h"
#include "base/program.h"
#include "base/progress.h"
#include "base/work_folder.h"

#include <stdbool.h>
#include <stdint.h>

enum { PACK_TURN_WHOLE = 1000, PACK_TURN_PATH_SIZE = WORK_FOLDER_PATH_SIZE + 64 };

/* One file. Zeroed but for progress, before and total. */
struct pack_turn {
    struct progress *progress; /* NULL = nobody looks on */
    int64_t before, total;     /* of the progress: when this file begins, and in all */
    struct work_folder folder;
};

/* Whether files with this name's ending are turned. */
bool pack_turn_takes(const char *name);

/* Turns the file's bytes into page-1.png ... in turn->folder.path; name: for its ending. */
bool pack_turn_pages(struct pack_turn *turn, const char *name, const struct buf *bytes, struct err *err);

/* Removes the folder. Accepts what was never begun. */
void pack_turn_finish(struct pack_turn *turn);

/* --- for the programs that do it --- */

/* permille of this file are done. False: cancelled. */
bool pack_turn_step(struct pack_turn *turn, int64_t permille, struct err *err);

/* A name inside the folder. */
const char *pack_turn_path(const struct pack_turn *turn, const char *name, char out[PACK_TURN_PATH_SIZE]);

#endif
