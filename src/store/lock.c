#include "store/lock.h"

#include "base/strings.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool lock_take(const char *path, int *fd, struct err *err)
{
    char name[4096];
    if (snprintf(name, sizeof name, "%s-lock", path) >= (int)sizeof name) {
        return err_set(err, ERR_IO, str(STR_ERR_FILE_WRITE), path, err_reason(ENAMETOOLONG));
    }
    int file = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) {
        return err_set(err, ERR_IO, str(STR_ERR_FILE_WRITE), name, err_reason(errno));
    }
    /* of the open file, not of the process: two stores in one process exclude each other too */
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (fcntl(file, F_OFD_SETLK, &whole) != 0) {
        int why = errno;
        close(file);
        if (why == EAGAIN || why == EACCES) {
            return err_set(err, ERR_LOCKED, str(STR_STORE_LOCKED), path);
        }
        return err_set(err, ERR_IO, str(STR_ERR_FILE_WRITE), name, err_reason(why));
    }
    *fd = file;
    return true;
}

void lock_give(int fd)
{
    if (fd >= 0) {
        close(fd);
    }
}
