/* What every command begins with: the store, the language, the zone, the clock. */
#ifndef LECTERN_COMMAND_SESSION_H
#define LECTERN_COMMAND_SESSION_H

#include "base/clock.h"
#include "cli.h"
#include "store/store.h"

enum { SESSION_PATH_SIZE = 4096 };

struct session {
    struct store *store;
    struct clock clock;
    char path[SESSION_PATH_SIZE];
};

/* fallback_name: the file's name in the data folder where no --db was given. False: err says why, nothing is
 * open. */
bool session_open(struct session *session, const struct cli *cli, enum store_mode mode,
                  const char *fallback_name, struct err *err);

/* Sets the clock from --at; to be called once the zone is known (session_open does). */
bool session_set_clock(struct session *session, const struct cli *cli, struct err *err);
void session_close(struct session *session);

/* Prints "lectern: sentence" and returns CLI_FAILED. */
int session_failed(const struct err *err);
int session_usage(const char *sentence);

/* The path of --db, or $XDG_DATA_HOME/lectern/NAME. */
bool session_path(const struct cli *cli, const char *fallback_name, char out[SESSION_PATH_SIZE],
                  struct err *err);

/* "1920x1080"; false where it is no size a screen can have. */
bool session_parse_size(const char *text, int *w, int *h);

/* A file that came with the program: "demo", "fonts/faces.txt". Beside the installed program, else in the
 * source tree. */
const char *session_data_path(const char *name, char out[SESSION_PATH_SIZE]);

/* Prints every fault, then how many errors there are. */
struct faults;
void session_print_faults(const struct faults *faults);

#endif
