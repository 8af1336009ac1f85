/* What staff do on the screen, by command: the same requests to the same service. */
#include "command/commands.h"

#include "base/civil.h"
#include "base/files.h"
#include "base/utf8.h"
#include "command/session.h"
#include "service/sheet_load.h"
#include "service/staff.h"

#include <stdio.h>
#include <string.h>

/* --- list --- */

static const char *time_or_dash(int64_t ms, char out[CIVIL_TEXT_SIZE])
{
    return ms ? civil_format(ms, CIVIL_DATE_TIME, out) : "-";
}

static const char *or_dash(const char *text)
{
    return *text ? text : "-";
}

static void print_row(const struct sheet_row *row)
{
    static const char *const words[SHEET_STATUS_COUNT] = {"absent", "on_time", "late", "walk_in", "unknown"};
    char came[CIVIL_TEXT_SIZE], left[CIVIL_TEXT_SIZE];
    printf("%s\t%s\t%s\t%s\t%s\t%s\n", or_dash(row->worker_no), or_dash(row->name), words[row->status],
           time_or_dash(row->in_ms, came), time_or_dash(row->out_ms, left), or_dash(row->badge));
}

int command_list(const struct cli *cli)
{
    struct err err = {0};
    struct session session;
    struct sheet sheet = {0};
    if (!cli->lecture) {
        return session_usage(str(STR_ERR_LECTURE_MISSING));
    }
    if (!session_open(&session, cli, STORE_READ, "lectern.db", &err)) {
        return session_failed(&err);
    }
    int code = CLI_DONE;
    if (sheet_load(&sheet, session.store, cli->lecture, &err)) {
        for (size_t i = 0; i < sheet.row_count; i++) {
            print_row(&sheet.rows[i]);
        }
    } else {
        code = session_failed(&err);
    }
    sheet_finish(&sheet);
    session_close(&session);
    return code;
}

/* --- requests --- */

static bool fits(const char *value, size_t size)
{
    return !value || strlen(value) < size;
}

static bool fill(const struct cli *cli, enum staff_verb verb, struct staff_request *request)
{
    *request = (struct staff_request){.verb = verb};
    const struct {
        const char *value;
        char *to;
        size_t size;
    } fields[] = {{cli->lecture, request->lecture, sizeof request->lecture},
                  {cli->person, request->code, sizeof request->code},
                  {cli->badge, request->badge, sizeof request->badge},
                  {cli->name, request->name, sizeof request->name},
                  {cli->unit, request->unit, sizeof request->unit},
                  {cli->team, request->team, sizeof request->team},
                  {cli->by, request->operator_name, sizeof request->operator_name},
                  {cli->reason, request->reason, sizeof request->reason}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (!fits(fields[i].value, fields[i].size)) {
            return false;
        }
        utf8_copy(fields[i].to, fields[i].size, fields[i].value ? fields[i].value : "");
    }
    return true;
}

/* --badge names a person as on the keypad, or an unknown badge where it is nobody's. */
static bool void_either(struct check_in *check_in, struct session *session, struct staff_request *request,
                        struct staff_result *result, struct err *err)
{
    struct staff_request person = *request;
    utf8_copy(person.code, sizeof person.code, *request->code ? request->code : request->badge);
    person.badge[0] = '\0';
    if (!staff_do(check_in, session->store, &session->clock, &person, result, err)) {
        return false;
    }
    return result->done || *request->code || *result->code ||
           staff_do(check_in, session->store, &session->clock, request, result, err);
}

static int carry_out(struct session *session, struct staff_request *request)
{
    struct check_in check_in = {0};
    struct staff_result result = {0};
    struct err err = {0};
    bool done = request->verb == STAFF_VOID
                    ? void_either(&check_in, session, request, &result, &err)
                    : staff_do(&check_in, session->store, &session->clock, request, &result, &err);
    int code = CLI_DONE;
    if (!done) {
        code = session_failed(&err);
    } else if (result.done) {
        printf("done %s %s\n", or_dash(result.code), result.sentence);
    } else {
        err_set(&err, ERR_INPUT, "%s", result.sentence);
        printf("refused\n");
        code = session_failed(&err);
    }
    check_in_finish(&check_in);
    return code;
}

static int run(const struct cli *cli, enum staff_verb verb, bool enough)
{
    struct err err = {0};
    struct session session;
    struct staff_request request;
    char path[SESSION_PATH_SIZE];
    if (!enough || !cli->by || !*cli->by) {
        return session_usage(str(STR_ERR_STAFF_WORDS));
    }
    if (!fill(cli, verb, &request)) {
        return session_usage(str(STR_ERR_STAFF_LONG));
    }
    if (verb == STAFF_SUPPLEMENT && !*request.code) {
        memcpy(request.code, request.badge, sizeof request.code);
    }
    if (!session_path(cli, "lectern.db", path, &err)) {
        return session_failed(&err);
    }
    /* a mistyped name must not become a new store: reading says what is missing */
    enum store_mode mode = files_exists(path) ? STORE_WRITE : STORE_READ;
    if (!session_open(&session, cli, mode, "lectern.db", &err)) {
        return session_failed(&err);
    }
    int code = carry_out(&session, &request);
    session_close(&session);
    return code;
}

int command_supplement(const struct cli *cli)
{
    return run(cli, STAFF_SUPPLEMENT, cli->lecture && (cli->person || cli->badge));
}

int command_void(const struct cli *cli)
{
    return run(cli, STAFF_VOID, cli->lecture && (cli->person || cli->badge));
}

int command_link(const struct cli *cli)
{
    return run(cli, STAFF_LINK, cli->person && cli->badge);
}

int command_register(const struct cli *cli)
{
    return run(cli, STAFF_REGISTER, cli->lecture != NULL);
}

int command_undo(const struct cli *cli)
{
    return run(cli, STAFF_UNDO, true);
}
