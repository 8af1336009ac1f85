/* What a screen is: one const table. Adding one = a file and a line in screens.c. */
#ifndef LECTERN_SCREEN_SCREEN_H
#define LECTERN_SCREEN_SCREEN_H

#include "domain/board.h"
#include "ui/draw.h"
#include "ui/event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Order of the list in screens.c. The first five are the ones of the navigation bar, F1 to F5. */
enum screen_id {
    SCREEN_HOME,
    SCREEN_PROGRAMME,
    SCREEN_KEYPOINTS,
    SCREEN_REPORT,
    SCREEN_KEYPAD,
    SCREEN_TALK,
    SCREEN_DEVICE, /* what whoever looks after the box wants to know; no person's data, so no PIN */
    SCREEN_COUNT
};
enum { SCREEN_NAV_COUNT = SCREEN_KEYPAD + 1 };

/* What a screen may ask of the app. */
struct screen_host {
    void *context;
    void (*go)(void *context, enum screen_id id,
               const char *argument);                  /* takes effect after handle() returned */
    void (*sign_in)(void *context, const char *typed); /* by keypad */
    void (*look_up)(void *context, const char *typed); /* answered through notice_lookup */
    /* The picture of that pack file; NULL while it is being loaded or where it cannot be. want is the side it
     * is shown at. */
    const struct draw_image *(*picture)(void *context, const char *name, int want_w, int want_h);
};

/* What the structure check in the background found. */
enum store_state { STORE_STATE_CHECKING, STORE_STATE_WHOLE, STORE_STATE_DAMAGED };

/* What a screen sees at one moment. */
struct screen_view {
    const struct board *board;
    struct canvas canvas;
    int64_t now_ms;  /* wall, UTC */
    int64_t mono_ms; /* for deadlines */
    bool simulated;  /* the clock is not the system's */
    enum store_state store_state;
    const struct text_measure *measure;
    const struct screen_host *host;
};

/* Who has the number that was looked up. */
struct screen_lookup {
    const char *code;
    bool found;
    const char *name, *unit, *team;
};

/* NULL = not needed; name and draw are mandatory. state is state_size zeroed bytes, kept while the screen is
 * shown. */
struct screen_ops {
    const char *name; /* as in `lectern shot NAME` */
    size_t state_size;
    bool owns_keys; /* all keys belong to it (a talk); no header, no navigation bar */
    bool stays;     /* is not left for want of input */
    void (*enter)(void *state, const struct screen_view *view, const char *argument);
    bool (*handle)(void *state, const struct screen_view *view,
                   const struct ui_event *event); /* true: it was used */
    void (*notice_lookup)(void *state, const struct screen_view *view, const struct screen_lookup *lookup);
    int64_t (*deadline_ms)(const void *state, const struct screen_view *view); /* monotonic; 0 = none */
    void (*tick)(void *state, const struct screen_view *view);                 /* at the deadline */
    void (*draw)(const void *state, const struct screen_view *view, struct draw_list *list);
    void (*leave)(void *state);
};

/* The one list of screens; NULL for no such id. */
const struct screen_ops *screen_ops(enum screen_id id);

#endif
