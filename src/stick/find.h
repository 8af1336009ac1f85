/* Which USB sticks are there, from the kernel's table of mounts. */
#ifndef LECTERN_STICK_FIND_H
#define LECTERN_STICK_FIND_H

#include "domain/stick.h"

#include <stdbool.h>

/* Fills in the sticks, not their packs. folder: every folder in it counts as a stick too ("" = none; for
 * boxes whose sticks are mounted by something that the kernel does not tell from a fixed disk). */
void stick_find(const char *folder, struct sticks *out);

/* The same from a table of mounts in the form of proc(5) /proc/self/mountinfo. removable says whether the
 * block device of these numbers can be pulled. */
void stick_find_in(const char *mountinfo, bool (*removable)(unsigned major_number, unsigned minor_number),
                   struct sticks *out);

/* Fills in what on the sticks looks like a pack: a folder with a table of the event, or a workbook, at most
 * two folders deep. skip: names of folders that hold none (what was exported lies on sticks, too), ended by
 * NULL. */
void stick_find_packs(struct sticks *sticks, const char *const *skip);

/* Its label: the last part of the path where it is mounted. */
void stick_name(const char *path, char out[STICK_NAME_SIZE]);

/* Whether path is one of the sticks still: where one was pulled, its folder may go on as one of the system's
 * own disk. */
bool stick_is_there(const char *folder, const char *path);

#endif
