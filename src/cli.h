/* The command line: what was asked for, from the tables in cli.c. */
#ifndef LECTERN_CLI_H
#define LECTERN_CLI_H

#include "base/err.h"
#include "base/strings.h"

#include <stdbool.h>

enum { CLI_ARGUMENTS_MAX = 20 };
enum cli_exit { CLI_DONE = 0, CLI_FAILED = 1, CLI_USAGE = 2 };

/* Texts point into argv; NULL = not given. */
struct cli {
    const char *db, *at, *lang, *window, *size, *badge, *lecture, *format, *out, *headless, *deck, *page,
        *person, *name, *unit, *team, *by, *reason;
    bool list, help, accept, dry_run;
    const char *arguments[CLI_ARGUMENTS_MAX];
    int argument_count;
};

struct cli_command {
    const char *name, *arguments; /* "PATH" */
    int (*run)(const struct cli *cli);
    enum str_id about;
    unsigned options; /* bits of the options it takes beside the common ones */
    int least_arguments, most_arguments;
};

/* Parses, dispatches, returns the exit code. */
int cli_main(int argc, char **argv);

#endif
