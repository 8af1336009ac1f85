#include "command/session.h"

#include "base/civil.h"
#include "base/files.h"
#include "service/import.h"
#include "service/zone.h"
#include "store/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int session_failed(const struct err *err)
{
    char line[sizeof err->text];
    snprintf(line, sizeof line, "%s", err->text);
    for (char *at = line; (at = strchr(at, '\n')) != NULL;) {
        *at = ' '; /* one error is one line, whatever SQLite had to say */
    }
    fprintf(stderr, "lectern: %s\n", line);
    return CLI_FAILED;
}

int session_usage(const char *sentence)
{
    fprintf(stderr, "lectern: %s\n", sentence);
    return CLI_USAGE;
}

bool session_path(const struct cli *cli, const char *fallback_name, char out[SESSION_PATH_SIZE],
                  struct err *err)
{
    int length;
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    if (cli->db) {
        length = snprintf(out, SESSION_PATH_SIZE, "%s", cli->db);
    } else if (data && *data) {
        length = snprintf(out, SESSION_PATH_SIZE, "%s/lectern/%s", data, fallback_name);
    } else {
        length =
            snprintf(out, SESSION_PATH_SIZE, "%s/.local/share/lectern/%s", home ? home : "", fallback_name);
    }
    if (length >= SESSION_PATH_SIZE) {
        return err_set(err, ERR_INPUT, str(STR_ERR_PATH_LONG));
    }
    return true;
}

static void use_lang_of_store(const struct cli *cli, struct store *store)
{
    struct arena arena = {0};
    const char *name;
    enum lang lang;
    if (!cli->lang && settings_get(store, "lang", &arena, &name, NULL) && strings_parse_lang(name, &lang)) {
        strings_use(lang);
    }
    arena_finish(&arena);
}

bool session_set_clock(struct session *session, const struct cli *cli, struct err *err)
{
    int64_t at_ms;
    session->clock = (struct clock){0};
    if (!cli->at) {
        return true;
    }
    if (!civil_parse_date_time(cli->at, &at_ms)) {
        return err_set(err, ERR_INPUT, str(STR_ERR_AT), cli->at);
    }
    clock_start_at(&session->clock, at_ms);
    return true;
}

bool session_open(struct session *session, const struct cli *cli, enum store_mode mode,
                  const char *fallback_name, struct err *err)
{
    *session = (struct session){0};
    if (!session_path(cli, fallback_name, session->path, err)) {
        return false;
    }
    if (mode == STORE_WRITE && !cli->db) {
        char folder[SESSION_PATH_SIZE];
        snprintf(folder, sizeof folder, "%s", session->path);
        *strrchr(folder, '/') = '\0';
        if (!files_make_folders(folder, err)) {
            return false;
        }
    }
    if (!store_open(&session->store, session->path, mode, err)) {
        return false;
    }
    use_lang_of_store(cli, session->store);
    if (!zone_of_store(session->store, err) || !session_set_clock(session, cli, err)) {
        session_close(session);
        return false;
    }
    return true;
}

void session_close(struct session *session)
{
    store_close(session->store);
    session->store = NULL;
}

bool session_parse_size(const char *text, int *w, int *h)
{
    char rest;
    return sscanf(text, "%5dx%5d%c", w, h, &rest) == 2 && *w >= 320 && *h >= 240 && *w <= 16384 &&
           *h <= 16384;
}

const char *session_data_path(const char *name, char out[SESSION_PATH_SIZE])
{
    char program[SESSION_PATH_SIZE / 2];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length > 0) {
        program[length] = '\0';
        char *slash = strrchr(program, '/');
        if (slash) {
            *slash = '\0';
            snprintf(out, SESSION_PATH_SIZE, "%s/../share/lectern/%s", program, name);
            if (files_exists(out)) {
                return out;
            }
        }
    }
    /* not installed: the tree it was built from, where the pack lies under assets/ */
    snprintf(out, SESSION_PATH_SIZE, "%s/%s%s", LECTERN_SOURCE_DIR,
             strncmp(name, "fonts/", 6) == 0 ? "" : "assets/", name);
    return out;
}

void session_print_faults(const struct faults *faults)
{
    char line[2048];
    for (size_t i = 0; i < faults->count; i++) {
        fprintf(stderr, "%s\n", fault_format(&faults->items[i], line, sizeof line));
    }
}
