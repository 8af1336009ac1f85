#include "format/archive.h"

#include "base/strings.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <unzip.h>

enum { NAME_SIZE = 256, PIECE_BYTES = 64 * 1024, ENCRYPTED = 1, STORED = 0, DEFLATED = 8 };

/* What minizip takes for a file. */
struct memory_file {
    const unsigned char *data;
    uint64_t len, at;
};

static voidpf open_memory(voidpf opaque, const void *name, int mode)
{
    (void)name;
    return mode & ZLIB_FILEFUNC_MODE_WRITE ? NULL : opaque;
}

static uLong read_memory(voidpf opaque, voidpf stream, void *out, uLong size)
{
    struct memory_file *file = stream;
    (void)opaque;
    uint64_t rest = file->len - file->at;
    uint64_t taken = size < rest ? size : rest;
    memcpy(out, file->data + file->at, taken);
    file->at += taken;
    return (uLong)taken;
}

static uLong refuse_to_write(voidpf opaque, voidpf stream, const void *data, uLong size)
{
    (void)opaque;
    (void)stream;
    (void)data;
    (void)size;
    return 0;
}

static ZPOS64_T tell_memory(voidpf opaque, voidpf stream)
{
    (void)opaque;
    return ((const struct memory_file *)stream)->at;
}

static long seek_memory(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
    struct memory_file *file = stream;
    (void)opaque;
    uint64_t from = origin == ZLIB_FILEFUNC_SEEK_CUR   ? file->at
                    : origin == ZLIB_FILEFUNC_SEEK_END ? file->len
                                                       : 0;
    if (offset > file->len - from) {
        return -1;
    }
    file->at = from + offset;
    return 0;
}

static int close_memory(voidpf opaque, voidpf stream)
{
    (void)opaque;
    (void)stream;
    return 0;
}

static int no_error(voidpf opaque, voidpf stream)
{
    (void)opaque;
    (void)stream;
    return 0;
}

static bool damaged(struct err *err)
{
    return err_set(err, ERR_INPUT, "%s", str(STR_XLSX_DAMAGED));
}

static int by_name(const void *left, const void *right)
{
    return strcasecmp(((const struct archive_part *)left)->name, ((const struct archive_part *)right)->name);
}

/* Some programs write the names with \ or with / at the front. */
static const char *plain_name(struct arena *arena, const char *name)
{
    char *plain = arena_strdup(arena, name + strspn(name, "/\\"));
    for (char *at = plain; at && *at; at++) {
        *at = *at == '\\' ? '/' : *at;
    }
    return plain;
}

static bool list_parts(struct archive *archive, struct arena *arena, struct err *err)
{
    size_t capacity = 0;
    int state = unzGoToFirstFile(archive->zip);
    for (; state == UNZ_OK; state = unzGoToNextFile(archive->zip)) {
        char name[NAME_SIZE] = "";
        unz_file_info64 info;
        unz64_file_pos pos;
        if (archive->count == ARCHIVE_MAX_PARTS ||
            unzGetCurrentFileInfo64(archive->zip, &info, name, sizeof name, NULL, 0, NULL, 0) != UNZ_OK ||
            unzGetFilePos64(archive->zip, &pos) != UNZ_OK) {
            return damaged(err);
        }
        if (info.size_filename >= sizeof name) {
            continue; /* none of a workbook's parts */
        }
        archive->parts = arena_grow(arena, archive->parts, archive->count, &capacity, sizeof *archive->parts);
        const char *kept = archive->parts ? plain_name(arena, name) : NULL;
        if (!kept) {
            return err_memory(err);
        }
        archive->parts[archive->count++] = (struct archive_part){
            .name = kept, .offset = pos.pos_in_zip_directory, .number = pos.num_of_file};
    }
    if (state != UNZ_END_OF_LIST_OF_FILE || archive->count == 0) {
        return damaged(err);
    }
    qsort(archive->parts, archive->count, sizeof *archive->parts, by_name);
    for (size_t i = 1; i < archive->count; i++) {
        if (by_name(&archive->parts[i - 1], &archive->parts[i]) == 0) {
            return damaged(err); /* another program might read the other one */
        }
    }
    return true;
}

bool archive_open(struct archive *archive, const void *data, size_t len, struct arena *arena, struct err *err)
{
    *archive = (struct archive){0};
    struct memory_file *file = arena_alloc(arena, sizeof *file);
    if (!file) {
        return err_memory(err);
    }
    *file = (struct memory_file){.data = data, .len = len};
    zlib_filefunc64_def functions = {.zopen64_file = open_memory,
                                     .zread_file = read_memory,
                                     .zwrite_file = refuse_to_write,
                                     .ztell64_file = tell_memory,
                                     .zseek64_file = seek_memory,
                                     .zclose_file = close_memory,
                                     .zerror_file = no_error,
                                     .opaque = file};
    archive->zip = unzOpen2_64("", &functions);
    if (!archive->zip) {
        return damaged(err);
    }
    if (!list_parts(archive, arena, err)) {
        archive_close(archive);
        return false;
    }
    return true;
}

void archive_close(struct archive *archive)
{
    if (archive->zip) {
        unzClose(archive->zip);
    }
    *archive = (struct archive){0};
}

const struct archive_part *archive_find(const struct archive *archive, const char *name)
{
    struct archive_part wanted = {.name = name};
    return archive->count == 0 ? NULL
                               : bsearch(&wanted, archive->parts, archive->count, sizeof wanted, by_name);
}

static bool open_part(struct archive *archive, const struct archive_part *part, struct err *err)
{
    unz64_file_pos pos = {.pos_in_zip_directory = part->offset, .num_of_file = part->number};
    unz_file_info64 info;
    if (unzGoToFilePos64(archive->zip, &pos) != UNZ_OK ||
        unzGetCurrentFileInfo64(archive->zip, &info, NULL, 0, NULL, 0, NULL, 0) != UNZ_OK) {
        return damaged(err);
    }
    if (info.flag & ENCRYPTED) {
        return err_set(err, ERR_INPUT, "%s", str(STR_XLSX_PASSWORD));
    }
    if ((info.compression_method != STORED && info.compression_method != DEFLATED) ||
        unzOpenCurrentFile(archive->zip) != UNZ_OK) {
        return damaged(err);
    }
    return true;
}

static bool unpack(struct archive *archive, archive_sink *sink, void *context, bool *enough, struct err *err)
{
    char *piece = malloc(PIECE_BYTES);
    size_t part_bytes = 0;
    bool done = false;
    if (!piece) {
        return err_memory(err);
    }
    for (;;) {
        int got = unzReadCurrentFile(archive->zip, piece, PIECE_BYTES);
        if (got < 0) {
            damaged(err);
            break;
        }
        part_bytes += (size_t)got;
        archive->unpacked += (size_t)got;
        if (part_bytes > ARCHIVE_PART_MAX_BYTES || archive->unpacked > ARCHIVE_SUM_MAX_BYTES) {
            err_set(err, ERR_INPUT, str(STR_XLSX_TOO_LARGE), ARCHIVE_PART_MAX_BYTES / (1024 * 1024),
                    ARCHIVE_SUM_MAX_BYTES / (1024 * 1024));
            break;
        }
        *enough = !sink(context, piece, (size_t)got);
        if (got == 0 || *enough) {
            done = true;
            break;
        }
    }
    free(piece);
    return done;
}

bool archive_read(struct archive *archive, const struct archive_part *part, archive_sink *sink, void *context,
                  struct err *err)
{
    bool enough = false;
    if (!open_part(archive, part, err)) {
        return false;
    }
    bool done = unpack(archive, sink, context, &enough, err);
    int closed = unzCloseCurrentFile(archive->zip);
    if (done && !enough && closed != UNZ_OK) {
        return damaged(err); /* the checksum, known only now */
    }
    return done;
}
