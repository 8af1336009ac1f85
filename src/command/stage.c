#include "command/stage.h"

#include "command/session.h"
#include "format/image.h"
#include "service/board_load.h"

bool stage_open(struct stage *stage, struct store *store, const char *store_path, const struct clock *clock,
                int w, int h, struct err *err)
{
    *stage = (struct stage){.clock = clock};
    struct desk_config desk = {.store = store, .clock = clock, .threaded = false};
    struct board board = {0};
    char faces[SESSION_PATH_SIZE];
    if (!desk_create(&stage->desk, &desk, err)) {
        return false;
    }
    if (!board_load(&board, store, err) ||
        !fonts_create(&stage->fonts, session_data_path("fonts/faces.txt", faces), err) ||
        !window_open_offscreen(&stage->window, stage->fonts, w, h, err)) {
        goto close_stage;
    }
    stage->measure = fonts_measure(stage->fonts);
    struct pictures_config pictures = {.store_path = store_path, .threaded = false};
    if (!pictures_create(&stage->pictures, &pictures, err)) {
        goto close_stage;
    }
    struct app_config app = {.clock = clock,
                             .measure = &stage->measure,
                             .desk = stage->desk,
                             .pictures = stage->pictures,
                             .canvas = stage->window.canvas,
                             .scale = stage->window.scale};
    if (!app_create(&stage->app, &app, &board, err)) {
        goto close_stage;
    }
    return true;
close_stage:
    board_finish(&board);
    stage_close(stage);
    return false;
}

void stage_close(struct stage *stage)
{
    app_destroy(stage->app);
    pictures_destroy(stage->pictures);
    draw_finish(&stage->list);
    window_close(&stage->window);
    fonts_destroy(stage->fonts);
    desk_destroy(stage->desk);
    *stage = (struct stage){0};
}

bool stage_fit(const struct stage *stage, const struct deck *deck, struct arena *arena,
               struct slide_fitted *out, struct err *err)
{
    struct slide_frame frame = slide_talk_frame(stage->window.canvas.w, stage->window.canvas.h);
    return slide_fit(deck, &frame, &stage->measure, arena, out) || err_memory(err);
}

void stage_settle(struct stage *stage)
{
    enum { FRAMES_MAX = 8 }; /* an app that never comes to rest is a fault, but not one to hang on */
    app_pump(stage->app, clock_mono_ms(stage->clock));
    for (int i = 0; i < FRAMES_MAX && app_is_dirty(stage->app); i++) {
        app_draw(stage->app, &stage->list);
        window_show(&stage->window, &stage->list);
        app_pump(stage->app, clock_mono_ms(stage->clock));
    }
}

bool stage_write_png(struct stage *stage, const char *path, struct err *err)
{
    const SDL_Surface *surface = stage->window.surface;
    return image_write_png(path, surface->pixels, surface->w, surface->h, surface->pitch / 4, err);
}
