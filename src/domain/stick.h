/* A USB stick (U盘) as staff see it, and what lies on it. */
#ifndef LECTERN_DOMAIN_STICK_H
#define LECTERN_DOMAIN_STICK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { STICK_PATH_SIZE = 512, STICK_NAME_SIZE = 96, STICKS_MAX = 4, STICK_PACKS_MAX = 40 };

struct stick {
    char path[STICK_PATH_SIZE]; /* where it is mounted */
    char name[STICK_NAME_SIZE]; /* its label */
    int64_t free_bytes;
    bool read_only;
};

/* A folder or workbook that looks like a pack (活动包). */
struct stick_pack {
    char path[STICK_PATH_SIZE];
    char name[STICK_PATH_SIZE]; /* its path on the stick, "" = the stick itself is the pack's folder */
    size_t stick;               /* index */
    bool workbook;
};

struct sticks {
    struct stick items[STICKS_MAX];
    size_t count;
    struct stick_pack packs[STICK_PACKS_MAX]; /* by name */
    size_t pack_count;
};

#endif
