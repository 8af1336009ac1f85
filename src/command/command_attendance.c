#include "command/commands.h"

#include "base/civil.h"
#include "base/files.h"
#include "command/session.h"
#include "domain/badge.h"
#include "service/check_in.h"
#include "service/verify.h"

#include <stdio.h>

static bool stands_recorded(enum outcome_kind kind)
{
    return kind == OUTCOME_SIGNED_IN || kind == OUTCOME_LATE || kind == OUTCOME_WALK_IN ||
           kind == OUTCOME_ALREADY || kind == OUTCOME_UNKNOWN;
}

int command_sign_in(const struct cli *cli)
{
    struct err err = {0};
    struct session session;
    struct check_in check_in = {0};
    struct outcome outcome = {0};
    if (!cli->badge) {
        return session_usage(str(STR_ERR_BADGE_MISSING));
    }
    char path[SESSION_PATH_SIZE];
    if (!session_path(cli, "lectern.db", path, &err)) {
        return session_failed(&err);
    }
    /* a mistyped name must not become a new store that takes sign-ins: reading says what is missing */
    enum store_mode mode = files_exists(path) ? STORE_WRITE : STORE_READ;
    if (!session_open(&session, cli, mode, "lectern.db", &err)) {
        return session_failed(&err);
    }
    struct check_in_request request = {.raw = cli->badge,
                                       .method = METHOD_KEYPAD,
                                       .at_ms = clock_wall_ms(&session.clock),
                                       .pinned_lecture = cli->lecture ? cli->lecture : ""};
    int code = CLI_DONE;
    if (!check_in_run(&check_in, session.store, &session.clock, &request, &outcome, &err)) {
        code = session_failed(&err);
    } else if (outcome.kind == OUTCOME_MISREAD) {
        err_set(&err, ERR_INPUT, str(STR_PACK_BAD_BADGE), cli->badge, (int)BADGE_MAX_CHARS);
        code = session_failed(&err);
    } else {
        char time[CIVIL_TEXT_SIZE];
        printf("%s %s %s\n", outcome_word(outcome.kind), *outcome.lecture_id ? outcome.lecture_id : "-",
               civil_format(outcome.at_ms, CIVIL_DATE_TIME, time));
        code = stands_recorded(outcome.kind) ? CLI_DONE : CLI_FAILED;
    }
    check_in_finish(&check_in);
    session_close(&session);
    return code;
}

int command_verify(const struct cli *cli)
{
    struct err err = {0};
    struct session session;
    struct verify_report report = {0};
    if (!session_open(&session, cli, STORE_READ, "lectern.db", &err)) {
        return session_failed(&err);
    }
    int code = CLI_DONE;
    if (verify_store(session.store, &report, &err)) {
        printf(str(STR_VERIFY_WHOLE), (long long)report.rows);
        putchar('\n');
    } else {
        code = session_failed(&err);
    }
    session_close(&session);
    return code;
}
