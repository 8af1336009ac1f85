#include "command/commands.h"

#include "command/demo_morning.h"
#include "command/demo_seed.h"
#include "command/kiosk_session.h"
#include "service/board_load.h"

enum { ELAPSED_MS = 52 * 60 * 1000 }; /* the leading lecture has been on for this long */

static bool seed(struct store *store, const struct clock *clock, struct err *err)
{
    struct board board = {0};
    char pack[SESSION_PATH_SIZE];
    int64_t now = clock_wall_ms(clock), generation;
    if (!store_generation(store, &generation, err)) {
        return false;
    }
    if (generation != 0) {
        return true;
    }
    bool done = demo_seed_import(store, session_data_path("demo", pack), now, ELAPSED_MS, err) &&
                board_load(&board, store, err);
    const struct lecture *leading = done ? demo_leading_lecture(&board.programme) : NULL;
    done = done && (!leading || demo_seed_attendance(store, leading, now, err));
    board_finish(&board);
    return done;
}

int command_demo(const struct cli *cli)
{
    struct err err = {0};
    struct session session;
    char path[SESSION_PATH_SIZE];
    int w, h;
    if (cli->headless) {
        return demo_morning(cli);
    }
    if (!kiosk_session_size(cli, &w, &h)) {
        return session_usage(str(STR_ERR_SIZE));
    }
    if (!cli->db && session_path(cli, "demo.db", path, NULL)) {
        demo_seed_remove(path); /* made anew at every start; one named with --db is kept */
    }
    if (!session_open(&session, cli, STORE_WRITE, "demo.db", &err)) {
        return session_failed(&err);
    }
    if (!seed(session.store, &session.clock, &err)) {
        session_close(&session);
        return session_failed(&err);
    }
    return kiosk_session_run(&session, w, h);
}
