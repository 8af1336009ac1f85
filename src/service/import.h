/* Reading a pack: every fault of every file at once, then all or nothing into the store. */
#ifndef LECTERN_SERVICE_IMPORT_H
#define LECTERN_SERVICE_IMPORT_H

#include "base/clock.h"
#include "base/err.h"
#include "base/progress.h"
#include "domain/faults.h"
#include "domain/pack.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;

struct badge_profile;

struct import_options {
    /* Whether any installed face has this code point; NULL = not looked at. Names with others yield warnings.
     */
    bool (*covers)(void *context, uint32_t code_point);
    void *context;
    /* The profile of this station's reader; NULL = not looked at. Two people whom it would take for one yield
     * a warning. */
    const struct badge_profile *profile;
    /* How far reading is, up to IMPORT_READ_PERMILLE: files that have to be turned into pictures first take
     * their time. Cancelled, it ends with ERR_CANCELLED. NULL = nobody looks on. */
    struct progress *progress;
};

enum { IMPORT_READ_PERMILLE = 900 /* the rest of the way is for what comes after reading */ };

/* Reads and checks the folder or workbook at path (options may be NULL). True: the pack may be imported
 * (faults may hold warnings). False with faults->errors > 0: faults say what is wrong. False with errors 0:
 * err (out of memory, cancelled). */
bool import_read(const char *path, const struct import_options *options, struct pack *pack,
                 struct faults *faults, struct err *err);

/* Moves every lecture by this much (demo). */
void import_shift(struct pack *pack, int64_t by_ms);

/* Puts the pack into the store: all of it or nothing. clock: when it happens, for the record; NULL = nothing
 * is put on record (data of demos and tests). */
bool import_commit(struct store *store, const struct clock *clock, const struct pack *pack,
                   struct pack_changes *changes, struct err *err);

#endif
