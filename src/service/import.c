#include "service/import.h"

#include "base/civil.h"
#include "domain/faults.h"
#include "service/pack_event.h"
#include "service/pack_folder.h"
#include "service/pack_people.h"
#include "service/pack_programme.h"
#include "service/pack_read.h"
#include "service/pack_talks.h"
#include "service/pack_workbook.h"
#include "service/preview_load.h"
#include "service/staff.h"
#include "store/pack_digest.h"
#include "store/pack_put.h"
#include "store/pack_table.h"

#include <stdlib.h>
#include <string.h>

/* A table that is a sheet and a file of its own: which is meant is not for us to say. */
static void check_twice(struct pack_read *read, const char *name, enum pack_table table)
{
    if (name != read->whole->name && pack_workbook_has(read->whole, table)) {
        const char *path = pack_folder_path(read, name);
        struct pack_place place = {.file = path, .order = table};
        char shown[PACK_SHOWN_SIZE];
        if (path) {
            pack_error(read, &place, 0, 0, STR_PACK_TWO_FILES, pack_shown(read->whole->name, shown));
        }
    }
}

static bool open_whole(struct pack_read *read, const struct pack_folder *folder, struct pack_workbook *whole)
{
    *whole = (struct pack_workbook){0};
    if (!folder->whole) {
        return true;
    }
    const char *path = folder->alone ? read->path : pack_folder_path(read, folder->whole);
    if (!path || !pack_workbook_open(read, folder->whole, path, PACK_EVENT, whole)) {
        return false;
    }
    read->whole = whole;
    check_twice(read, folder->event, PACK_EVENT);
    check_twice(read, folder->programme, PACK_PROGRAMME);
    check_twice(read, folder->people, PACK_PEOPLE);
    return true;
}

static void read_files(struct pack_read *read)
{
    struct pack_folder folder;
    struct pack_programme programme;
    struct pack_workbook whole;
    if (!pack_folder_list(read, &folder) || !open_whole(read, &folder, &whole)) {
        return;
    }
    pack_event_read(read, folder.event);
    pack_programme_read(read, folder.programme, &programme);
    pack_people_read(read, folder.people);
    pack_programme_check(read, &programme, &folder);
    pack_talks_read(read, &folder);
    programme_sort(&read->pack->programme);
    read->whole = NULL;
    pack_workbook_close(&whole);
}

/* "demo/" is said as "demo". */
static char *folder_name(struct pack *pack, const char *path)
{
    size_t len = strlen(path);
    while (len > 1 && path[len - 1] == '/') {
        len--;
    }
    return arena_strndup(&pack->arena, path, len);
}

bool import_read(const char *path, const struct import_options *options, struct pack *pack,
                 struct faults *faults, struct err *err)
{
    *pack = (struct pack){0};
    *faults = (struct faults){0};
    const char *zone = getenv("TZ");
    char *zone_before = zone ? strdup(zone) : NULL;
    struct pack_read read = {
        .path = folder_name(pack, path), .options = options, .pack = pack, .faults = faults};
    read.failed = !read.path || (zone && !zone_before);
    if (!read.failed) {
        read_files(&read);
    }
    if (!read.failed) {
        read.failed = !faults_close(faults, read.path);
    }
    pack_read_finish(&read);
    bool right = !read.failed && faults->errors == 0;
    if (read.failed) {
        faults_finish(faults);
        if (!read.cancelled) {
            err_memory(err);
        } else {
            err_set(err, ERR_CANCELLED, "%s", str(STR_ERR_CANCELLED));
        }
    }
    if (!right) {
        pack_finish(pack);
        if (zone_before) {
            civil_use_zone(zone_before, NULL); /* the event that is in the store goes on in its own zone */
        }
    }
    free(zone_before);
    return right;
}

void import_shift(struct pack *pack, int64_t by_ms)
{
    for (size_t i = 0; i < pack->programme.count; i++) {
        pack->programme.items[i].start_ms += by_ms;
        pack->programme.items[i].end_ms += by_ms;
    }
}

static bool put_on_record(struct store *store, const struct clock *clock, const struct pack *pack,
                          int *people_kept, struct err *err)
{
    struct check_in check_in = {0};
    struct pack_put *put = NULL;
    struct pack_digest digest;
    if (!pack_digest_init(&digest, pack, err)) {
        return false;
    }
    bool done = pack_table_put_rows(&put, store, pack, &digest, err) &&
                staff_import(&check_in, store, clock, "", put, people_kept, err);
    pack_put_destroy(put);
    pack_digest_finish(&digest);
    check_in_finish(&check_in);
    /* what cannot be removed now goes when the store is opened to write next */
    pack_table_clear_leftovers(store, NULL);
    return done;
}

bool import_commit(struct store *store, const struct clock *clock, const struct pack *pack,
                   struct pack_changes *changes, struct err *err)
{
    if (!preview_count(store, pack, changes, err)) {
        return false;
    }
    return clock ? put_on_record(store, clock, pack, &changes->people_kept, err)
                 : pack_table_put(store, pack, &changes->people_kept, err);
}
