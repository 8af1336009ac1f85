#include "command/commands.h"

#include "command/session.h"
#include "kiosk.h"

int command_run(const struct cli *cli)
{
    struct err err = {0};
    struct session session;
    int w = 0, h = 0;
    if (cli->window && !session_parse_size(cli->window, &w, &h)) {
        return session_usage(str(STR_ERR_SIZE));
    }
    if (!session_open(&session, cli, STORE_WRITE, "lectern.db", &err)) {
        return session_failed(&err);
    }
    char faces[SESSION_PATH_SIZE];
    struct kiosk_config config = {.store = session.store,
                                  .store_path = session.path,
                                  .clock = &session.clock,
                                  .faces_path = session_data_path("fonts/faces.txt", faces),
                                  .width = w,
                                  .height = h};
    return kiosk_run(&config, &err) ? CLI_DONE : session_failed(&err);
}
