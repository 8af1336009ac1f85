#include "base/files.h"

#include "base/strings.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool io_error(struct err *err, enum str_id sentence, const char *path)
{
    return err_set(err, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO, str(sentence), path, err_reason(errno));
}

bool files_read(const char *path, size_t max_bytes, struct buf *out, struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        return io_error(err, STR_ERR_FILE_READ, path);
    }
    bool done = false;
    struct stat stat;
    if (fstat(fd, &stat) != 0) {
        io_error(err, STR_ERR_FILE_READ, path);
        goto close_file;
    }
    if (!S_ISREG(stat.st_mode)) {
        err_set(err, ERR_INPUT, str(STR_ERR_FILE_NOT_REGULAR), path);
        goto close_file;
    }
    size_t got = 0;
    for (;;) {
        if ((size_t)stat.st_size > max_bytes || got > max_bytes) {
            err_set(err, ERR_INPUT, str(STR_ERR_FILE_TOO_LARGE), path, max_bytes / (1024 * 1024));
            goto close_file;
        }
        size_t want = got == 0 ? (size_t)stat.st_size + 1 : 64 * 1024;
        char *at = buf_reserve(out, want);
        if (!at) {
            err_memory(err);
            goto close_file;
        }
        ssize_t n = read(fd, at, want);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            io_error(err, STR_ERR_FILE_READ, path);
            goto close_file;
        }
        if (n == 0) {
            at[0] = '\0';
            break;
        }
        out->len += (size_t)n;
        got += (size_t)n;
    }
    done = true;
close_file:
    close(fd);
    return done;
}

static bool write_all(int fd, const char *data, size_t len)
{
    while (len > 0) {
        ssize_t n = write(fd, data, len);
        if (n < 0 && errno != EINTR) {
            return false;
        }
        if (n > 0) {
            data += n;
            len -= (size_t)n;
        }
    }
    return true;
}

static void sync_folder_of(const char *path)
{
    char folder[4096];
    snprintf(folder, sizeof folder, "%s", path);
    char *slash = strrchr(folder, '/');
    if (slash) {
        slash[slash == folder] = '\0';
    } else {
        folder[0] = '.', folder[1] = '\0';
    }
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
}

bool files_publish(const char *temporary, const char *path, struct err *err)
{
    int fd = open(temporary, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        fchmod(fd, 0644); /* FAT has no modes and may refuse to others than the owner of the mount */
    }
    /* synced again under its name: FAT may have written that down without the size before a power cut */
    bool done = fd >= 0 && fsync(fd) == 0 && rename(temporary, path) == 0 && fsync(fd) == 0;
    if (!done) {
        io_error(err, STR_ERR_FILE_WRITE, path);
    }
    if (fd >= 0) {
        close(fd);
    }
    if (done) {
        sync_folder_of(path);
    }
    return done;
}

static bool replace_file(const char *path, const void *data, size_t len, struct err *err)
{
    char temporary[4096];
    if (snprintf(temporary, sizeof temporary, "%s.XXXXXX", path) >= (int)sizeof temporary) {
        errno = ENAMETOOLONG;
        return io_error(err, STR_ERR_FILE_WRITE, path);
    }
    int fd = mkostemp(temporary, O_CLOEXEC);
    if (fd < 0) {
        return io_error(err, STR_ERR_FILE_WRITE, path);
    }
    bool written = fchmod(fd, 0644) == 0 && write_all(fd, data, len) && fsync(fd) == 0;
    if (close(fd) != 0 || !written || rename(temporary, path) != 0) {
        io_error(err, STR_ERR_FILE_WRITE, path);
        unlink(temporary);
        return false;
    }
    sync_folder_of(path);
    return true;
}

/* A device or a pipe cannot be replaced, only written to. */
static bool write_through(const char *path, const void *data, size_t len, struct err *err)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    bool written = fd >= 0 && write_all(fd, data, len);
    if (!written) {
        io_error(err, STR_ERR_FILE_WRITE, path);
    }
    if (fd >= 0) {
        close(fd);
    }
    return written;
}

bool files_write_atomic(const char *path, const void *data, size_t len, struct err *err)
{
    /* through a link, what it leads to is replaced, not the link */
    char *real = realpath(path, NULL);
    struct stat info;
    bool special = real && stat(real, &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
    bool done =
        special ? write_through(real, data, len, err) : replace_file(real ? real : path, data, len, err);
    free(real);
    return done;
}

bool files_make_folders(const char *path, struct err *err)
{
    char partial[4096];
    if (snprintf(partial, sizeof partial, "%s", path) >= (int)sizeof partial) {
        errno = ENAMETOOLONG;
        return io_error(err, STR_ERR_FILE_WRITE, path);
    }
    for (char *at = partial + 1;; at++) {
        if (*at == '/' || *at == '\0') {
            char kept = *at;
            *at = '\0';
            if (mkdir(partial, 0700) != 0 && errno != EEXIST) {
                return io_error(err, STR_ERR_FILE_WRITE, partial);
            }
            *at = kept;
            if (!kept) {
                return true;
            }
        }
    }
}

void files_remove_folder(const char *path)
{
    DIR *folder = opendir(path);
    const struct dirent *entry;
    while (folder && (entry = readdir(folder)) != NULL) {
        unlinkat(dirfd(folder), entry->d_name, 0);
    }
    if (folder) {
        closedir(folder);
        rmdir(path);
    }
}

bool files_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

bool files_is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}
