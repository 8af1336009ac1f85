#include "service/pack_pdf.h"

#include "base/strings.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { PATIENCE_S = 120, LOOK_MS = 20 };

/* Waits for the child, and ends it where it takes too long. */
static int await(pid_t child)
{
    int status = 0;
    for (long waited_ms = 0; waited_ms < PATIENCE_S * 1000L; waited_ms += LOOK_MS) {
        pid_t ended = waitpid(child, &status, WNOHANG);
        if (ended == child) {
            return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
        }
        if (ended < 0 && errno != EINTR) {
            return -1;
        }
        nanosleep(&(struct timespec){.tv_nsec = LOOK_MS * 1000000L}, NULL);
    }
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    return -1;
}

/* Width 1920: as wide as a hall's screen. What it prints goes nowhere: the pages tell whether it worked. */
static int run(const char *path, const char *folder)
{
    char prefix[PACK_PDF_FOLDER_SIZE + 8], last[16];
    posix_spawn_file_actions_t actions;
    pid_t child;
    snprintf(prefix, sizeof prefix, "%s/page", folder);
    snprintf(last, sizeof last, "%d", PACK_PDF_PAGES_MAX);
    const char *words[] = {"pdftoppm",    "-png", "-l", last,   "-scale-to-x", "1920",
                           "-scale-to-y", "-1",   path, prefix, NULL};
    if (posix_spawn_file_actions_init(&actions) != 0) {
        return -1;
    }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    int error = posix_spawnp(&child, words[0], &actions, NULL, (char *const *)(void *)words, environ);
    posix_spawn_file_actions_destroy(&actions);
    return error == ENOENT ? 127 : error != 0 ? -1 : await(child);
}

bool pack_pdf_turn(const char *path, char folder[PACK_PDF_FOLDER_SIZE], struct err *err)
{
    snprintf(folder, PACK_PDF_FOLDER_SIZE, "/tmp/lectern-pdf-XXXXXX");
    if (!mkdtemp(folder)) {
        return err_set(err, ERR_IO, str(STR_ERR_FILE_WRITE), folder, strerror(errno));
    }
    int code = run(path, folder);
    if (code == 0) {
        return true;
    }
    pack_pdf_remove(folder);
    return err_set(err, code == 127 ? ERR_UNSUPPORTED : ERR_INPUT, "%s",
                   str(code == 127 ? STR_PACK_PDF_NO_PROGRAM : STR_PACK_PDF_BROKEN));
}

void pack_pdf_remove(const char *folder)
{
    DIR *dir = opendir(folder);
    const struct dirent *entry;
    while (dir && (entry = readdir(dir)) != NULL) {
        unlinkat(dirfd(dir), entry->d_name, 0);
    }
    if (dir) {
        closedir(dir);
    }
    rmdir(folder);
}
