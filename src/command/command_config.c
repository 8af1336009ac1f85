#include "command/commands.h"

#include "base/arena.h"
#include "command/session.h"
#include "service/reader_profile.h"
#include "service/staff_entry.h"
#include "store/settings.h"

#include <stdio.h>
#include <string.h>

/* No setting like the others: only its hash is kept, and it is never shown. */
#define PIN_KEY "staff.pin"

static bool print_value(struct store *store, const char *key, bool with_key, struct err *err)
{
    struct arena arena = {0};
    const char *value;
    bool found = settings_get(store, key, &arena, &value, err);
    if (found && with_key) {
        printf("%-20s %s\n", key, value);
    } else if (found) {
        printf("%s\n", value);
    }
    arena_finish(&arena);
    return found;
}

static bool set_value(struct store *store, const char *key, const char *value, struct err *err)
{
    if (strcmp(key, PIN_KEY) == 0) {
        return pin_set(store, value, err);
    }
    return strcmp(key, SETTINGS_READER_PROFILE) == 0 ? reader_profile_set(store, value, err)
                                                     : settings_set(store, key, value, err);
}

int command_config(const struct cli *cli)
{
    struct err err = {0};
    struct session session;
    const char *verb = cli->arguments[0];
    bool set = strcmp(verb, "set") == 0, get = strcmp(verb, "get") == 0, list = strcmp(verb, "list") == 0;
    if (cli->argument_count != (set ? 3 : get ? 2 : 1) || (!set && !get && !list)) {
        return session_usage(str(STR_ERR_CONFIG));
    }
    if (!session_open(&session, cli, set ? STORE_WRITE : STORE_READ, "lectern.db", &err)) {
        return session_failed(&err);
    }
    bool done = true;
    if (set) {
        done = set_value(session.store, cli->arguments[1], cli->arguments[2], &err);
    } else if (get && strcmp(cli->arguments[1], PIN_KEY) == 0) {
        done = err_set(&err, ERR_INPUT, str(STR_PIN_HIDDEN));
    } else if (get) {
        done = print_value(session.store, cli->arguments[1], false, &err);
    }
    for (size_t i = 0; list && done && i < settings_count(); i++) {
        done = print_value(session.store, settings_at(i)->key, true, &err);
    }
    session_close(&session);
    return done ? CLI_DONE : session_failed(&err);
}
