/* The real app without a display: same events, same desk, same pictures, pixels in memory. */
#ifndef LECTERN_COMMAND_STAGE_H
#define LECTERN_COMMAND_STAGE_H

#include "app.h"
#include "sdl/window.h"
#include "slide/fit.h"

struct store;

struct stage {
    struct fonts *fonts;
    struct window window;
    struct text_measure measure;
    struct pictures *pictures;
    struct desk *desk;
    struct draw_list list;
    struct app *app;
    const struct clock *clock;
};

/* Takes over the store. The app stands on its home screen. */
bool stage_open(struct stage *stage, struct store *store, const char *store_path, const struct clock *clock,
                int w, int h, struct err *err);
void stage_close(struct stage *stage); /* accepts the zeroed struct */

/* The deck as pages on this stage. */
bool stage_fit(const struct stage *stage, const struct deck *deck, struct arena *arena,
               struct slide_fitted *out, struct err *err);

/* Pumps and draws until nothing is dirty. */
void stage_settle(struct stage *stage);
bool stage_write_png(struct stage *stage, const char *path, struct err *err);

#endif
