#include "command/kiosk_session.h"

#include "kiosk.h"

bool kiosk_session_size(const struct cli *cli, int *w, int *h)
{
    *w = *h = 0;
    return !cli->window || session_parse_size(cli->window, w, h);
}

int kiosk_session_run(struct session *session, int w, int h)
{
    struct err err = {0};
    char faces[SESSION_PATH_SIZE];
    struct reader_settings reader;
    if (!reader_settings_load(session->store, &reader, &err)) {
        session_close(session);
        return session_failed(&err);
    }
    struct kiosk_config config = {.store = session->store,
                                  .store_path = session->path,
                                  .clock = &session->clock,
                                  .faces_path = session_data_path("fonts/faces.txt", faces),
                                  .reader = &reader,
                                  .width = w,
                                  .height = h};
    return kiosk_run(&config, &err) ? CLI_DONE : session_failed(&err);
}
