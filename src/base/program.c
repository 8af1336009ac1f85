#include "base/program.h"

#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { WAIT_MS = 10, ASK_EVERY_MS = 100, GONE_WITHIN_MS = 1000, NICE = 10 };

static void pause_ms(long ms)
{
    nanosleep(&(struct timespec){.tv_nsec = ms * 1000000L}, NULL);
}

/* --- starting --- */

static bool same_name(const char *one, const char *other)
{
    size_t len = strcspn(one, "=");
    return strncmp(one, other, len + 1) == 0;
}

/* Our environment with the settings over it; the texts are not copied. NULL when out of memory. */
static char **make_environment(const char *const *settings)
{
    size_t ours = 0, theirs = 0, count = 0;
    while (environ[ours]) {
        ours++;
    }
    while (settings && settings[theirs]) {
        theirs++;
    }
    char **all = calloc(ours + theirs + 1, sizeof *all);
    for (size_t i = 0; all && i < ours; i++) {
        bool replaced = false;
        for (size_t k = 0; k < theirs; k++) {
            replaced |= same_name(settings[k], environ[i]);
        }
        if (!replaced) {
            all[count++] = environ[i];
        }
    }
    for (size_t k = 0; all && k < theirs; k++) {
        memcpy(&all[count++], &settings[k], sizeof *all); /* as execve wants them without const */
    }
    return all;
}

/* Nothing of ours goes along: no file but these three, no signal that is blocked or ignored. */
static bool prepare(posix_spawn_file_actions_t *files, posix_spawnattr_t *how, const char *output)
{
    sigset_t none, all;
    const char *to = output ? output : "/dev/null";
    sigemptyset(&none);
    sigfillset(&all);
    return posix_spawn_file_actions_addopen(files, 0, "/dev/null", O_RDONLY, 0) == 0 &&
           posix_spawn_file_actions_addopen(files, 1, to, O_WRONLY | O_CREAT | O_APPEND, 0600) == 0 &&
           posix_spawn_file_actions_adddup2(files, 1, 2) == 0 &&
           posix_spawn_file_actions_addclosefrom_np(files, 3) == 0 &&
           posix_spawnattr_setflags(how, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                                             POSIX_SPAWN_SETSIGDEF) == 0 &&
           posix_spawnattr_setpgroup(how, 0) == 0 && posix_spawnattr_setsigmask(how, &none) == 0 &&
           posix_spawnattr_setsigdefault(how, &all) == 0;
}

/* Returns an errno, 0 = it runs. */
static int start(const struct program *program, char **environment, pid_t *out)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    int error = ENOMEM;
    if (posix_spawn_file_actions_init(&files) != 0) {
        return error;
    }
    if (posix_spawnattr_init(&how) != 0) {
        goto destroy_files;
    }
    if (prepare(&files, &how, program->output)) {
        char *const *words = (char *const *)(void *)program->words; /* execve(2) does not change them */
        error = posix_spawnp(out, words[0], &files, &how, words, environment);
    }
    posix_spawnattr_destroy(&how);
destroy_files:
    posix_spawn_file_actions_destroy(&files);
    return error;
}

/* Signing in goes before it: less of the processor, and where memory runs short it goes and not the kiosk. */
static void make_humble(pid_t group)
{
    char path[64];
    setpriority(PRIO_PGRP, (id_t)group, NICE);
    snprintf(path, sizeof path, "/proc/%d/oom_score_adj", (int)group);
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd >= 0) {
        ssize_t written = write(fd, "1000", 4);
        (void)written; /* it runs as well without */
        close(fd);
    }
}

/* --- waiting and ending --- */

/* It stays a zombie, so that its group's number is not given to another. */
static bool has_ended(pid_t child)
{
    siginfo_t info = {0};
    int got = waitid(P_PID, (id_t)child, &info, WEXITED | WNOHANG | WNOWAIT);
    return got == 0 ? info.si_pid == child : errno != EINTR;
}

static enum program_end await(const struct program *program, pid_t child)
{
    int64_t end_ms = clock_system_mono_ms() + program->limit_ms, ask_ms = 0;
    while (!has_ended(child)) {
        int64_t now = clock_system_mono_ms();
        if (now >= end_ms) {
            return PROGRAM_TOO_LONG;
        }
        if (program->goes_on && now >= ask_ms) {
            ask_ms = now + ASK_EVERY_MS;
            if (!program->goes_on(program->context)) {
                return PROGRAM_STOPPED;
            }
        }
        pause_ms(WAIT_MS);
    }
    return PROGRAM_DONE;
}

/* The program and all that it started, which became ours when it ended (see program_run). */
static int end_group(pid_t group)
{
    int status = 0;
    kill(-group, SIGKILL);
    while (waitpid(group, &status, 0) < 0 && errno == EINTR) {
    }
    for (int waited = 0; waited < GONE_WITHIN_MS; waited += WAIT_MS) {
        pid_t gone = waitpid(-group, NULL, WNOHANG);
        if (gone < 0 && errno == ECHILD) {
            break;
        }
        if (gone == 0) {
            pause_ms(WAIT_MS); /* it was told to end and may still write for a moment */
        }
    }
    return status;
}

enum program_end program_run(const struct program *program)
{
    pid_t child;
    /* its orphans come to us and not to init, so that we know when they have gone */
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    char **environment = make_environment(program->settings);
    int error = environment ? start(program, environment, &child) : ENOMEM;
    free(environment);
    if (error != 0) {
        return error == ENOENT || error == EACCES ? PROGRAM_MISSING : PROGRAM_FAILED;
    }
    make_humble(child);
    enum program_end end = await(program, child);
    int status = end_group(child);
    bool right = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    return end == PROGRAM_DONE && !right ? PROGRAM_FAILED : end;
}
