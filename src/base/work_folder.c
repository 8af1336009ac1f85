#include "base/work_folder.h"

#include "base/strings.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TRIES = 5, OPEN_FOLDERS = 16 };

static const char prefix[] = "lectern-work-";

static const char *place(void)
{
    const char *wanted = getenv("TMPDIR");
    bool usable = wanted && wanted[0] == '/' && strlen(wanted) < WORK_FOLDER_PATH_SIZE / 2;
    return usable ? wanted : "/tmp";
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *where)
{
    (void)info;
    (void)type;
    (void)where;
    remove(path);
    return 0;
}

static void remove_tree(const char *path)
{
    nftw(path, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}

/* Returns the lock, -1 = another has it, or the folder is none of ours. */
static int lock(const char *path)
{
    struct stat info, now;
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) {
        return -1;
    }
    if (fstat(fd, &info) == 0 && info.st_uid == geteuid() && flock(fd, LOCK_EX | LOCK_NB) == 0 &&
        stat(path, &now) == 0 && now.st_ino == info.st_ino) {
        return fd;
    }
    close(fd);
    return -1;
}

void work_folder_clear_leftovers(void)
{
    DIR *dir = opendir(place());
    const struct dirent *entry;
    while (dir && (entry = readdir(dir)) != NULL) {
        char path[WORK_FOLDER_PATH_SIZE * 2];
        if (strncmp(entry->d_name, prefix, sizeof prefix - 1) != 0) {
            continue;
        }
        snprintf(path, sizeof path, "%s/%s", place(), entry->d_name);
        int fd = lock(path);
        if (fd >= 0) {
            remove_tree(path);
            close(fd);
        }
    }
    if (dir) {
        closedir(dir);
    }
}

/* Between making and locking it another process may take it for a leftover: then there is another try. */
bool work_folder_make(struct work_folder *folder, struct err *err)
{
    *folder = (struct work_folder){0};
    work_folder_clear_leftovers();
    for (int i = 0; i < TRIES; i++) {
        snprintf(folder->path, sizeof folder->path, "%s/%sXXXXXX", place(), prefix);
        if (!mkdtemp(folder->path)) {
            break;
        }
        folder->lock = lock(folder->path);
        if (folder->lock >= 0) {
            return true;
        }
    }
    err_set(err, ERR_IO, str(STR_ERR_FILE_WRITE), place(), err_reason(errno));
    *folder = (struct work_folder){0};
    return false;
}

void work_folder_remove(struct work_folder *folder)
{
    if (folder->path[0]) {
        remove_tree(folder->path);
        close(folder->lock);
    }
    *folder = (struct work_folder){0};
}
