/* A private folder for work under way, outside the store. It is locked while it is in use, so that the folder
 * of a process that was killed is known for what it is and removed later. */
#ifndef LECTERN_BASE_WORK_FOLDER_H
#define LECTERN_BASE_WORK_FOLDER_H

#include "base/err.h"

#include <stdbool.h>

enum { WORK_FOLDER_PATH_SIZE = 256 };

/* Zeroed = none. */
struct work_folder {
    char path[WORK_FOLDER_PATH_SIZE];
    int lock;
};

/* A fresh one, in TMPDIR or else /tmp, for this user's eyes alone. */
bool work_folder_make(struct work_folder *folder, struct err *err);

/* With all that is in it. */
void work_folder_remove(struct work_folder *folder);

/* Removes those of this user that nobody uses any more. */
void work_folder_clear_leftovers(void);

#endif
