/* Runs a program and prints what it took: "WALL_MS CPU_MS PEAK_KIB", as the system kept account of it.
 *
 *   bulk_probe FILE PROGRAM...   FILE takes what the program prints; its exit status becomes ours */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double ms_of(struct timeval time)
{
    return (double)time.tv_sec * 1e3 + (double)time.tv_usec / 1e3;
}

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

int main(int argc, char **argv)
{
    struct rusage usage;
    int status;
    if (argc < 3) {
        fputs("usage: bulk_probe FILE PROGRAM...\n", stderr);
        return 2;
    }
    double begin = now_ms();
    pid_t child = fork();
    if (child == 0) {
        int out = open(argv[1], O_WRONLY | O_CREAT | O_TRUNC, 0600);
        if (out < 0 || dup2(out, STDOUT_FILENO) < 0) {
            _exit(127);
        }
        execvp(argv[2], argv + 2);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) != child) {
        return 127;
    }
    double took_ms = now_ms() - begin;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "bulk_probe: %s failed\n", argv[2]);
        return WIFEXITED(status) ? WEXITSTATUS(status) : 126;
    }
    printf("%.1f %.1f %ld\n", took_ms, ms_of(usage.ru_utime) + ms_of(usage.ru_stime), usage.ru_maxrss);
    return EXIT_SUCCESS;
}
