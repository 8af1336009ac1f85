#include "service/pack_turn.h"

#include "base/files.h"
#include "base/strings.h"
#include "service/pack_office.h"
#include "service/pack_pdf.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/statvfs.h>

enum { OFFICE_PERMILLE = 300 /* LibreOffice's part of the way; the pages are the rest */ };

static bool is_pdf(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot && strcasecmp(dot, ".pdf") == 0;
}

bool pack_turn_takes(const char *name)
{
    return is_pdf(name) || pack_office_ending(name);
}

bool pack_turn_step(struct pack_turn *turn, int64_t permille, struct err *err)
{
    return progress_step(turn->progress, turn->before + permille, turn->total, err);
}

const char *pack_turn_path(const struct pack_turn *turn, const char *name, char out[PACK_TURN_PATH_SIZE])
{
    snprintf(out, PACK_TURN_PATH_SIZE, "%s/%s", turn->folder.path, name);
    return out;
}

/* Programs that run out of room only say that they failed: the disk says why. */
static bool say_if_full(const struct pack_turn *turn, struct err *err)
{
    enum { LEAST_BYTES = 1024 * 1024 };
    struct statvfs disk;
    if (err && err->code == ERR_INPUT && statvfs(turn->folder.path, &disk) == 0 &&
        (uint64_t)disk.f_bavail * disk.f_frsize < LEAST_BYTES) {
        err_set(err, ERR_IO, str(STR_STORE_FULL), turn->folder.path);
    }
    return false;
}

/* From a copy under a name of our own: no - in front of it, nothing is written beside it, and the stick may
 * go. */
bool pack_turn_pages(struct pack_turn *turn, const char *name, const struct buf *bytes, struct err *err)
{
    char path[PACK_TURN_PATH_SIZE], file[32];
    const char *ending = pack_office_ending(name);
    snprintf(file, sizeof file, "deck%s", ending ? ending : ".pdf");
    if (!pack_turn_step(turn, 0, err) || !work_folder_make(&turn->folder, err) ||
        !files_write_atomic(pack_turn_path(turn, file, path), buf_text(bytes), bytes->len, err)) {
        return false;
    }
    int from = ending ? OFFICE_PERMILLE : 0;
    bool done = (!ending || pack_office_turn(turn, file, from, err)) &&
                pack_pdf_turn(turn, "deck.pdf", from, err) && pack_turn_step(turn, PACK_TURN_WHOLE, err);
    return done || say_if_full(turn, err);
}

void pack_turn_finish(struct pack_turn *turn)
{
    work_folder_remove(&turn->folder);
}
