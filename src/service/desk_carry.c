#include "service/desk_carry.h"

#include "base/files.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "service/export_file.h"
#include "service/import.h"
#include "service/preview_load.h"
#include "service/reader_profile.h"
#include "service/staff.h"
#include "stick/copy.h"
#include "stick/find.h"
#include "store/lectures.h"
#include "store/settings.h"
#include "store/store.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- the one piece of work --- */

bool carry_begin(struct carry *carry, enum transfer_kind kind)
{
    int none = TRANSFER_NONE;
    if (!atomic_compare_exchange_strong(&carry->kind, &none, kind)) {
        return false;
    }
    atomic_store(&carry->progress.done, 0);
    atomic_store(&carry->progress.total, 0);
    atomic_store(&carry->progress.cancelled, false);
    atomic_store(&carry->part, 0);
    atomic_store(&carry->parts, 1);
    return true;
}

void carry_end(struct carry *carry)
{
    atomic_store(&carry->kind, TRANSFER_NONE);
}

int carry_permille(struct carry *carry)
{
    int part = atomic_load(&carry->part), parts = atomic_load(&carry->parts);
    return (part * 1000 + progress_permille(&carry->progress)) / (parts > 0 ? parts : 1);
}

static void drop_pack(struct carry *carry)
{
    pack_digest_finish(&carry->digest);
    if (carry->pack) {
        pack_finish(carry->pack);
    }
    free(carry->pack);
    carry->pack = NULL;
}

void carry_finish(struct carry *carry)
{
    pack_put_destroy(carry->put);
    drop_pack(carry);
}

static void say(struct desk_event *event, enum transfer_kind kind, bool done, const char *sentence)
{
    event->type = DESK_TRANSFER;
    event->transfer.kind = kind;
    event->transfer.done = done;
    utf8_copy(event->transfer.sentence, sizeof event->transfer.sentence, sentence);
}

static void say_failed(struct desk_event *event, enum transfer_kind kind)
{
    say(event, kind, false, event->error.text);
}

/* --- sticks --- */

void carry_find_sticks(struct store *store, struct desk_event *event)
{
    struct arena arena = {0};
    const char *folder = "";
    const char *const exported[] = {str_in(LANG_ZH, STR_EXPORT_FOLDER), str_in(LANG_EN, STR_EXPORT_FOLDER),
                                    NULL};
    event->type = DESK_STICKS;
    event->sticks = store ? calloc(1, sizeof *event->sticks) : NULL;
    if (event->sticks) {
        settings_get(store, "stick.folder", &arena, &folder, NULL);
        stick_find(folder, event->sticks);
        stick_find_packs(event->sticks, exported);
    }
    arena_finish(&arena);
}

/* --- packs that come in --- */

/* Fills the preview; the pack is kept where it may be imported. */
static bool read_pack(struct carry *carry, struct store *store, const char *path, struct preview *preview,
                      struct err *err)
{
    struct badge_profile profile;
    struct import_options options = {.progress = &carry->progress};
    options.profile = reader_profile_load(store, &profile, NULL) ? &profile : NULL;
    drop_pack(carry);
    carry->pack = calloc(1, sizeof *carry->pack);
    preview->source = arena_strdup(&preview->arena, path);
    if (!carry->pack || !preview->source) {
        return err_memory(err);
    }
    preview->may_import = import_read(path, &options, carry->pack, &preview->faults, err);
    if (!preview->may_import) {
        drop_pack(carry);
        return preview->faults.errors > 0; /* to be shown; else err */
    }
    if (!progress_step(&carry->progress, IMPORT_READ_PERMILLE, 1000, err) ||
        !preview_load(preview, store, carry->pack, err) ||
        !pack_digest_init(&carry->digest, carry->pack, err)) {
        return false;
    }
    carry->changes = preview->changes;
    return progress_step(&carry->progress, 1000, 1000, err);
}

void carry_preview(struct carry *carry, struct store *store, const struct transfer_wish *wish,
                   struct desk_event *event)
{
    struct preview *preview = store ? calloc(1, sizeof *preview) : NULL;
    if (!preview) {
        if (store) {
            err_memory(&event->error);
        }
        say_failed(event, TRANSFER_PREVIEW);
        return;
    }
    if (!read_pack(carry, store, wish->path, preview, &event->error)) {
        drop_pack(carry);
        preview_finish(preview);
        free(preview);
        say_failed(event, TRANSFER_PREVIEW);
        return;
    }
    event->preview = preview;
    say(event, TRANSFER_PREVIEW, true, "");
}

static bool import_step(struct carry *carry, struct store *store, bool *more, struct err *err)
{
    int64_t total;
    if (!carry->pack) {
        return err_set(err, ERR_NOT_FOUND, "%s", str(STR_IMPORT_NOT_PREVIEWED));
    }
    if (!carry->put &&
        !pack_put_begin(&carry->put, store, carry->pack, &carry->digest, PACK_PUT_SHARED, err)) {
        return false;
    }
    int64_t rows = pack_put_rows(carry->put, &total);
    return progress_step(&carry->progress, rows, total, err) && pack_put_step(carry->put, more, err);
}

static bool import_end(struct carry *carry, struct check_in *check_in, struct store *store,
                       const struct clock *clock, const struct transfer_wish *wish, struct desk_event *event)
{
    const struct pack_changes *changes = &carry->changes;
    char sentence[512];
    int kept;
    if (!staff_import(check_in, store, clock, wish->operator_name, carry->put, &kept, &event->error)) {
        return false;
    }
    snprintf(sentence, sizeof sentence, str(STR_IMPORT_DONE), carry->pack->programme.count,
             carry->pack->people_count, changes->people_added, changes->people_changed,
             changes->people_removed, kept);
    say(event, TRANSFER_IMPORT, true, sentence);
    return true;
}

void carry_import(struct carry *carry, struct check_in *check_in, struct store *store,
                  const struct clock *clock, const struct transfer_wish *wish, bool *more,
                  struct desk_event *event)
{
    *more = false;
    bool done = import_step(carry, store, more, &event->error);
    if (done && *more) {
        return;
    }
    if (!done || !import_end(carry, check_in, store, clock, wish, event)) {
        *more = false;
        say_failed(event, TRANSFER_IMPORT);
    }
    pack_put_destroy(carry->put);
    carry->put = NULL;
    drop_pack(carry);
}

/* --- lists that go out --- */

/* One export on its way: made beside the store first, as a stick is slow and a workbook is written here and
 * there. */
struct outgoing {
    struct carry *carry;
    struct store *store;
    const struct transfer_wish *wish;
    struct export_request request;
    char making[STICK_PATH_SIZE + 64]; /* the folder it is made in */
    char onto[STICK_PATH_SIZE + 64];   /* the folder it goes to */
    struct arena arena;
    struct event event;
    struct programme programme;
    const struct lecture *lecture; /* NULL = all */
    size_t files;                  /* that are on the stick */
};

/* The same folder every time: what was left in it is found again. */
static void name_making(const char *store_path, char *out, size_t size)
{
    snprintf(out, size, "%s.export", store_path);
}

void carry_clear_leftovers(const char *store_path)
{
    char making[STICK_PATH_SIZE + 64];
    name_making(store_path, making, sizeof making);
    files_remove_folder(making);
}

static bool open_outgoing(struct outgoing *out, int64_t now_ms, struct err *err)
{
    int64_t generation;
    const char *path = store_path(out->store), *lecture = out->wish->lecture;
    if (!store_generation(out->store, &generation, err) ||
        !lectures_load(out->store, generation, &out->arena, &out->event, &out->programme, NULL, err)) {
        return false;
    }
    out->lecture = *lecture ? programme_find(&out->programme, lecture) : NULL;
    if (*lecture && !out->lecture) {
        return err_set(err, ERR_NOT_FOUND, str(STR_LECTURE_UNKNOWN), lecture);
    }
    out->request = (struct export_request){
        .lecture_id = *lecture ? lecture : "all", .lang = strings_lang(), .now_ms = now_ms};
    name_making(path, out->making, sizeof out->making);
    carry_clear_leftovers(path);
    snprintf(out->onto, sizeof out->onto, "%s/%s", out->wish->path, str(STR_EXPORT_FOLDER));
    return mkdir(out->making, 0700) == 0 ||
           err_set(err, ERR_IO, str(STR_ERR_FILE_WRITE), out->making, err_reason(errno));
}

static void next_part(struct carry *carry)
{
    atomic_store(&carry->progress.done, 0);
    atomic_fetch_add(&carry->part, 1);
}

static bool is_there(struct outgoing *out, struct err *err)
{
    char name[STICK_NAME_SIZE];
    const char *folder = "";
    settings_get(out->store, "stick.folder", &out->arena, &folder, NULL);
    stick_name(out->wish->path, name);
    return stick_is_there(folder, out->wish->path) || err_set(err, ERR_IO, str(STR_STICK_GONE), name);
}

static bool put_format(struct outgoing *out, enum export_format format, struct err *err)
{
    struct carry *carry = out->carry;
    char name[EXPORT_NAME_SIZE], path[sizeof out->making + 16], as[EXPORT_NAME_SIZE + 16];
    out->request.format = format;
    export_file_name(&out->request, out->event.title, out->lecture, name);
    snprintf(path, sizeof path, "%s/export", out->making);
    bool done = export_file(out->store, &out->request, path, &carry->progress, err);
    next_part(carry);
    done =
        done && is_there(out, err) && stick_copy(path, out->onto, name, &carry->progress, as, sizeof as, err);
    next_part(carry);
    unlink(path);
    out->files += done;
    return done;
}

static bool put_formats(struct outgoing *out, struct err *err)
{
    int count = 0;
    for (int i = 0; i < EXPORT_FORMAT_COUNT; i++) {
        count += (out->wish->formats >> i & 1u) != 0;
    }
    atomic_store(&out->carry->parts, count * 2);
    for (int i = 0; i < EXPORT_FORMAT_COUNT; i++) {
        if ((out->wish->formats >> i & 1u) != 0 && !put_format(out, (enum export_format)i, err)) {
            return false;
        }
    }
    return true;
}

static void say_exported(const struct outgoing *out, bool done, struct desk_event *event)
{
    char sentence[1024], stick[STICK_NAME_SIZE];
    stick_name(out->wish->path, stick);
    if (done) {
        snprintf(sentence, sizeof sentence, str(STR_EXPORT_DONE), out->files, stick, str(STR_EXPORT_FOLDER));
    } else if (out->files > 0) {
        snprintf(sentence, sizeof sentence, str(STR_EXPORT_PARTLY), event->error.text, out->files);
    } else {
        snprintf(sentence, sizeof sentence, "%s", event->error.text);
    }
    say(event, TRANSFER_EXPORT, done, sentence);
}

void carry_export(struct carry *carry, struct store *store, const struct clock *clock,
                  const struct transfer_wish *wish, struct desk_event *event)
{
    struct outgoing out = {.carry = carry, .store = store, .wish = wish};
    if (!store) {
        say_failed(event, TRANSFER_EXPORT);
        return;
    }
    bool open = open_outgoing(&out, clock_wall_ms(clock), &event->error);
    bool done = open && put_formats(&out, &event->error);
    if (open) {
        files_remove_folder(out.making);
    }
    say_exported(&out, done, event);
    arena_finish(&out.arena);
}
