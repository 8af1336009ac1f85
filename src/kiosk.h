/* The event loop: joins the app and SDL. */
#ifndef LECTERN_KIOSK_H
#define LECTERN_KIOSK_H

#include "base/clock.h"
#include "base/err.h"
#include "service/reader_profile.h"

#include <stdbool.h>

struct store;

struct kiosk_config {
    struct store *store;    /* taken over, whatever comes of it */
    const char *store_path; /* of that store: pictures are read through connections of their own */
    struct clock *clock;    /* not owned; set by staff */
    const char *faces_path; /* fonts/faces.txt */
    const struct reader_settings *reader; /* not owned */
    int width, height;                    /* of a window; 0 = the whole display */
};

/* Runs until SIGTERM, SIGINT, or, in a window, its close button. */
bool kiosk_run(const struct kiosk_config *config, struct err *err);

#endif
