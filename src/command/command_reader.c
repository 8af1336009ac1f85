#include "command/commands.h"

#include "base/files.h"
#include "command/reader_bench.h"
#include "command/session.h"
#include "domain/badge_profile.h"
#include "reader/find.h"
#include "service/reader_profile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINE_SIZE = 512 };

struct reads {
    char raws[READER_READS_MAX][READER_RAW_SIZE];
    const char *list[READER_READS_MAX];
    size_t count;
};

static bool add_read(struct reads *reads, const char *escaped, struct err *err)
{
    if (reads->count == READER_READS_MAX) {
        return err_set(err, ERR_INPUT, str(STR_READER_TOO_MANY), READER_READS_MAX);
    }
    char *raw = reads->raws[reads->count];
    if (!badge_unescape(escaped, strlen(escaped), raw, READER_RAW_SIZE)) {
        return err_set(err, ERR_INPUT, str(STR_READER_BAD_RAW), escaped, READER_RAW_SIZE - 1);
    }
    reads->list[reads->count++] = raw;
    return true;
}

/* A mistyped name must not become a new store: reading says what is missing. */
static bool open_store(struct session *session, const struct cli *cli, bool write, struct err *err)
{
    char path[SESSION_PATH_SIZE];
    if (!session_path(cli, "lectern.db", path, err)) {
        return false;
    }
    enum store_mode mode = write && files_exists(path) ? STORE_WRITE : STORE_READ;
    return session_open(session, cli, mode, "lectern.db", err);
}

static int say_undecided(const struct reader_finding *finding)
{
    char line[BADGE_PROFILE_SIZE];
    printf("undecided\n");
    for (size_t i = 0; i < finding->count; i++) {
        fprintf(stderr, "%s\n", badge_profile_write(&finding->candidates[i], line));
    }
    return CLI_FAILED;
}

/* The verdict on standard output, what there is to say about it on standard error. */
static int examine(struct session *session, const struct reads *reads, bool accept, struct err *err)
{
    struct reader_finding finding;
    char line[BADGE_PROFILE_SIZE];
    if (!reader_profile_detect(session->store, reads->list, reads->count, &finding, err)) {
        return session_failed(err);
    }
    if (finding.verdict == READER_UNDECIDED) {
        return say_undecided(&finding);
    }
    if (finding.verdict == READER_NONE) {
        printf("none\n");
        return CLI_FAILED;
    }
    badge_profile_write(&finding.candidates[0], line);
    if (!(accept ? reader_profile_set(session->store, line, err)
                 : reader_profile_check(session->store, &finding.candidates[0], err))) {
        printf("none\n");
        return session_failed(err);
    }
    printf("%s\n", line);
    if (finding.lower_case) {
        fprintf(stderr, "%s\n", str(STR_READER_LOWER_CASE));
    }
    return CLI_DONE;
}

static int detect(const struct cli *cli)
{
    struct err err = {0};
    struct session session;
    struct reads reads = {0};
    for (int i = 1; i < cli->argument_count; i++) {
        if (!add_read(&reads, cli->arguments[i], &err)) {
            return session_usage(err.text);
        }
    }
    if (!open_store(&session, cli, cli->accept, &err)) {
        return session_failed(&err);
    }
    int code = examine(&session, &reads, cli->accept, &err);
    session_close(&session);
    return code;
}

/* A line a read, with the same escapes as on the command line. */
static bool read_lines(struct reads *reads, struct err *err)
{
    char line[LINE_SIZE];
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        if (*line && !add_read(reads, line, err)) {
            return false;
        }
    }
    return true;
}

static int test(const struct cli *cli)
{
    struct err err = {0};
    struct session session;
    struct reads reads = {0};
    bool live = isatty(STDIN_FILENO);
    if (!live && !read_lines(&reads, &err)) {
        return session_failed(&err);
    }
    if (!open_store(&session, cli, live || cli->accept, &err)) {
        return session_failed(&err);
    }
    int code = live ? reader_bench(session.store) : examine(&session, &reads, cli->accept, &err);
    session_close(&session);
    return code;
}

static int list(void)
{
    struct found *found = malloc(sizeof *found);
    if (!found) {
        struct err err = {0};
        err_memory(&err);
        return session_failed(&err);
    }
    find_devices("/dev", found);
    for (size_t i = 0; i < found->count; i++) {
        const struct found_device *device = &found->devices[i];
        const char *note = device->refused             ? str(STR_READER_REFUSED)
                           : device->serial            ? str(STR_READER_IS_SERIAL)
                           : device->look.named_reader ? str(STR_READER_IS_READER)
                           : device->look.is_keyboard  ? str(STR_READER_IS_KEYBOARD)
                                                       : "";
        printf("%s\t%s\t%s\t%s\n", device->serial ? "serial" : "evdev", device->path, device->look.name,
               note);
    }
    if (found->count == 0) {
        fprintf(stderr, "%s\n", str(STR_READER_NO_DEVICE));
    }
    free(found);
    return CLI_DONE;
}

int command_reader(const struct cli *cli)
{
    const char *verb = cli->arguments[0];
    bool alone = cli->argument_count == 1;
    return strcmp(verb, "detect") == 0 && !alone ? detect(cli)
           : strcmp(verb, "test") == 0 && alone  ? test(cli)
           : strcmp(verb, "list") == 0 && alone  ? list()
                                                 : session_usage(str(STR_ERR_READER));
}
