#include "stick/copy.h"

#include "base/files.h"
#include "base/strings.h"
#include "stick/find.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE_BYTES = 256 * 1024, NAMES_MAX = 1000 };

/* One name for all: what a copy that was cut off left behind goes with the next one. */
static const char temporary[] = ".lectern.tmp";

struct copy {
    int from, to;
    int parent, folder;          /* of the stick, and in it */
    char stick[STICK_NAME_SIZE]; /* its label, as people know it */
    int64_t size, done;
    struct progress *progress;
    char *pieces; /* owned; room for one of the file and one of what was read back */
};

/* What happened to the stick, in words; the path names it. */
static bool fail(const struct copy *copy, struct err *err)
{
    switch (errno) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return err_set(err, ERR_IO, str(STR_STICK_FULL), copy->stick);
    case EROFS:
    case EACCES:
    case EPERM:
        return err_set(err, ERR_IO, str(STR_STICK_READ_ONLY), copy->stick);
    case EIO:
    case ENODEV:
    case ENXIO:
    case ENOENT:
    case ENOTCONN:
        return err_set(err, ERR_IO, str(STR_STICK_GONE), copy->stick);
    default:
        return err_set(err, ERR_IO, str(STR_ERR_FILE_WRITE), copy->stick, err_reason(errno));
    }
}

static bool advance(struct copy *copy, ssize_t bytes, struct err *err)
{
    copy->done += bytes;
    return progress_step(copy->progress, copy->done, copy->size * 2, err);
}

static bool write_piece(struct copy *copy, const char *data, ssize_t len, struct err *err)
{
    for (ssize_t put = 0; put < len;) {
        ssize_t n = write(copy->to, data + put, (size_t)(len - put));
        if (n < 0 && errno != EINTR) {
            return fail(copy, err);
        }
        put += n > 0 ? n : 0;
    }
    return advance(copy, len, err);
}

static bool copy_bytes(struct copy *copy, const char *from_path, struct err *err)
{
    for (;;) {
        ssize_t n = read(copy->from, copy->pieces, PIECE_BYTES);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return err_set(err, ERR_IO, str(STR_ERR_FILE_READ), from_path, err_reason(errno));
        }
        if (n == 0) {
            return fsync(copy->to) == 0 || fail(copy, err);
        }
        if (!write_piece(copy, copy->pieces, n, err)) {
            return false;
        }
    }
}

/* "list.pdf", "list (2).pdf", "list (3).pdf" ... */
static void numbered(const char *name, int number, char out[NAME_MAX + 1])
{
    const char *dot = strrchr(name, '.');
    int stem = dot && dot != name ? (int)(dot - name) : (int)strlen(name);
    if (number == 1) {
        snprintf(out, NAME_MAX + 1, "%s", name);
    } else {
        snprintf(out, NAME_MAX + 1, "%.*s (%d)%s", stem, name, number, name + stem);
    }
}

/* A link takes the name only if it is free; FAT knows no links, there a look before has to do. */
static bool take_name(struct copy *copy, const char *name)
{
    if (renameat2(copy->folder, temporary, copy->folder, name, RENAME_NOREPLACE) == 0) {
        return true;
    }
    if (errno != EINVAL && errno != ENOSYS) {
        return false;
    }
    struct stat info;
    if (fstatat(copy->folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0) {
        errno = EEXIST;
        return false;
    }
    return renameat(copy->folder, temporary, copy->folder, name) == 0;
}

static bool name_it(struct copy *copy, const char *name, char *as, size_t as_size, struct err *err)
{
    char final[NAME_MAX + 1];
    for (int number = 1; number < NAMES_MAX; number++) {
        numbered(name, number, final);
        if (take_name(copy, final)) {
            snprintf(as, as_size, "%s", final);
            return true;
        }
        if (errno != EEXIST) {
            return fail(copy, err);
        }
    }
    return fail(copy, err);
}

static ssize_t read_full(int fd, char *out, size_t size)
{
    size_t len = 0;
    for (ssize_t n = 1; n != 0 && len < size;) {
        n = read(fd, out + len, size - len);
        if (n < 0 && errno != EINTR) {
            return -1;
        }
        len += n > 0 ? (size_t)n : 0;
    }
    return (ssize_t)len;
}

/* Some file systems know no fsync of a folder, and write its entries at once. */
static bool sync_folder(int folder)
{
    return fsync(folder) == 0 || errno == EINVAL || errno == ENOSYS;
}

/* From the stick, not from memory: pages that are clean are let go first. */
static bool compare(struct copy *copy, const char *name, struct err *err)
{
    char *left = copy->pieces, *right = copy->pieces + PIECE_BYTES;
    int fd = openat(copy->folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    bool same = fd >= 0 && fsync(fd) == 0 && sync_folder(copy->folder) && sync_folder(copy->parent);
    if (same) {
        posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
        same = lseek(copy->from, 0, SEEK_SET) == 0;
    }
    bool going = same;
    if (!same) {
        fail(copy, err);
    }
    while (going) {
        ssize_t a = read_full(copy->from, left, PIECE_BYTES), b = read_full(fd, right, PIECE_BYTES);
        same = a >= 0 && a == b && memcmp(left, right, (size_t)a) == 0;
        if (!same) {
            err_set(err, ERR_IO, str(b < 0 ? STR_STICK_GONE : STR_STICK_DIFFERS), copy->stick);
        } else {
            same = advance(copy, a, err);
        }
        going = same && a > 0;
    }
    if (fd >= 0) {
        close(fd);
    }
    return same;
}

static bool carry_out(struct copy *copy, const char *from_path, const char *name, char *as, size_t as_size,
                      struct err *err)
{
    unlinkat(copy->folder, temporary, 0);
    copy->to = openat(copy->folder, temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (copy->to < 0) {
        return fail(copy, err);
    }
    bool done = copy_bytes(copy, from_path, err);
    if (close(copy->to) != 0 && done) {
        done = fail(copy, err);
    }
    bool named = done && name_it(copy, name, as, as_size, err);
    if (!named) {
        unlinkat(copy->folder, temporary, 0);
        return false;
    }
    done = compare(copy, as, err);
    if (!done) {
        unlinkat(copy->folder, as, 0);
        fsync(copy->folder);
    }
    return done;
}

/* The folder is made where it is missing; it stands in its parent, which is synced with it. */
static bool open_folders(struct copy *copy, const char *folder, struct err *err)
{
    char parent[STICK_PATH_SIZE];
    const char *slash = strrchr(folder, '/');
    int parent_len = slash ? (int)(slash - folder) : 1;
    snprintf(parent, sizeof parent, "%.*s", parent_len, slash ? folder : ".");
    stick_name(parent, copy->stick);
    copy->parent = open(*parent ? parent : "/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (copy->parent < 0 ||
        (mkdirat(copy->parent, slash ? slash + 1 : folder, 0755) != 0 && errno != EEXIST)) {
        return fail(copy, err);
    }
    copy->folder = openat(copy->parent, slash ? slash + 1 : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return copy->folder >= 0 || fail(copy, err);
}

static bool open_source(struct copy *copy, const char *from, struct err *err)
{
    struct stat info;
    copy->from = open(from, O_RDONLY | O_CLOEXEC);
    if (copy->from < 0 || fstat(copy->from, &info) != 0) {
        return err_set(err, ERR_IO, str(STR_ERR_FILE_READ), from, err_reason(errno));
    }
    copy->size = info.st_size;
    copy->pieces = malloc(2 * (size_t)PIECE_BYTES);
    return copy->pieces || err_memory(err);
}

static void close_opened(int fd)
{
    if (fd >= 0) {
        close(fd);
    }
}

bool stick_copy(const char *from, const char *folder, const char *name, struct progress *progress, char *as,
                size_t as_size, struct err *err)
{
    struct copy copy = {.progress = progress, .from = -1, .parent = -1, .folder = -1};
    bool done = open_source(&copy, from, err) && open_folders(&copy, folder, err) &&
                carry_out(&copy, from, name, as, as_size, err);
    close_opened(copy.folder);
    close_opened(copy.parent);
    close_opened(copy.from);
    free(copy.pieces);
    return done;
}
