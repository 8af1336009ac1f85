#include "command/commands.h"

#include "command/kiosk_session.h"

int command_run(const struct cli *cli)
{
    struct err err = {0};
    struct session session;
    int w, h;
    if (!kiosk_session_size(cli, &w, &h)) {
        return session_usage(str(STR_ERR_SIZE));
    }
    if (!session_open(&session, cli, STORE_WRITE, "lectern.db", &err)) {
        return session_failed(&err);
    }
    return kiosk_session_run(&session, w, h);
}
