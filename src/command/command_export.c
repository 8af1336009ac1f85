#include "command/commands.h"

#include "command/session.h"
#include "service/export_file.h"

#include <stdio.h>
#include <string.h>

static bool write_to_stdout(void *context, const char *data, size_t len, struct err *err)
{
    (void)context;
    return fwrite(data, 1, len, stdout) == len || err_set(err, ERR_IO, "%s", str(STR_ERR_STDOUT));
}

static bool print_export(struct store *store, const struct export_request *request, struct err *err)
{
    return export_stream(store, request, NULL, write_to_stdout, NULL, err) &&
           (fflush(stdout) == 0 || err_set(err, ERR_IO, "%s", str(STR_ERR_STDOUT)));
}

int command_export(const struct cli *cli)
{
    struct err err = {0};
    struct session session;
    struct export_request request = {.lecture_id = cli->lecture ? cli->lecture : "all"};
    bool known = export_parse_format(cli->format ? cli->format : "csv", &request.format);
    if (!cli->out || !known) {
        return session_usage(str(cli->out ? STR_ERR_FORMAT : STR_ERR_OUT_MISSING));
    }
    bool printed = strcmp(cli->out, "-") == 0;
    if (printed && !export_is_stream(request.format)) {
        return session_usage(str(STR_ERR_FORMAT_FILE));
    }
    if (!session_open(&session, cli, STORE_READ, "lectern.db", &err)) {
        return session_failed(&err);
    }
    request.lang = strings_lang();
    request.now_ms = clock_wall_ms(&session.clock);
    bool done = printed ? print_export(session.store, &request, &err)
                        : export_file(session.store, &request, cli->out, NULL, &err);
    int code = done ? CLI_DONE : session_failed(&err);
    session_close(&session);
    return code;
}
