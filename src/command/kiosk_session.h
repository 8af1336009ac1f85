/* From an open session to the kiosk on the screen: run and demo end alike. */
#ifndef LECTERN_COMMAND_KIOSK_SESSION_H
#define LECTERN_COMMAND_KIOSK_SESSION_H

#include "command/session.h"

/* The size of --window; 0 x 0 = the whole display. False where it is no size. */
bool kiosk_session_size(const struct cli *cli, int *w, int *h);

/* Runs the kiosk until it is ended; takes over the session's store. Returns the exit code. */
int kiosk_session_run(struct session *session, int w, int h);

#endif
