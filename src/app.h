/* The app: the current screen, the overlay, what is dirty, when something is due. No SDL, no disk. */
#ifndef LECTERN_APP_H
#define LECTERN_APP_H

#include "base/clock.h"
#include "base/err.h"
#include "domain/board.h"
#include "screen/screen.h"
#include "service/desk.h"
#include "service/pictures.h"
#include "ui/draw.h"
#include "ui/event.h"
#include "ui/sound_kind.h"

#include <stdbool.h>
#include <stdint.h>

struct app;

struct app_config {
    const struct clock *clock; /* this and the next three: not owned, outlive the app */
    const struct text_measure *measure;
    struct desk *desk;                                /* NULL = nothing is recorded (shot) */
    struct pictures *pictures;                        /* NULL = places of pictures show their words */
    void (*set_time)(void *context, int64_t wall_ms); /* staff said what time it is; NULL = nothing to set */
    void *set_time_context;
    /* Settings as they stand now, whenever they may have changed; settings are valid until it returns. NULL =
     * nobody asks. */
    void (*take_settings)(void *context, const struct staff_setting *settings, size_t count);
    void *take_settings_context;
    struct canvas canvas;
    double scale; /* real pixels a design pixel, for the size pictures are wanted in */
    void (*swap_displays)(void *context); /* NULL = there is one display at most */
    void *swap_displays_context;
    void (*sound)(void *context, enum sound_kind kind); /* every outcome is heard; NULL = silent */
    void *sound_context;
};

/* Takes over the board's content: *board is zeroed. Starts on the home screen. */
bool app_create(struct app **out, const struct app_config *config, struct board *board, struct err *err);
void app_destroy(struct app *app); /* accepts NULL */

void app_resize(struct app *app, struct canvas canvas, double scale);
void app_handle(struct app *app, const struct ui_event *event);

/* A read of a grabbed or serial reader: the same as a scan that was typed, on every screen. */
void app_read(struct app *app, const char *raw, enum badge_end end, bool unreadable);

/* Takes what the desk has ready and does what is due. All input up to input_until_ms (monotonic) was handed
 * in: what comes later may still belong to a badge that is being read. */
void app_pump(struct app *app, int64_t input_until_ms);

/* Whether a scan is on its way through the store: its outcome comes within a millisecond or two. */
bool app_awaits_outcome(const struct app *app);

/* The frame that will most likely follow, over the last one: the ground of a card while a badge is being
 * read, the card itself while the disk writes. To be made ready, not to be shown. False: there is none, or it
 * was handed out already. */
bool app_draw_coming(struct app *app, struct draw_list *list);

/* The frame that the next key will most likely bring, for the same purpose; false: there is none, or it was
 * handed out already. What it needs (glyphs, pictures) is asked for on the way. */
bool app_draw_next(struct app *app, struct draw_list *list);
bool app_wants_next(const struct app *app); /* whether it would hand out one */

/* Whether a badge is being typed by a reader, or is on its way: nothing else is worth the time just now. */
bool app_is_busy(const struct app *app);

/* When app_pump has something to do without an event, monotonic ms; 0 = never. */
int64_t app_deadline_ms(const struct app *app);

bool app_is_dirty(const struct app *app);

/* Whether what is dirty is no more than what lies under a card that was just drawn: it may come a little
 * later. */
bool app_may_rest(const struct app *app);

/* Whether what is dirty is nobody's doing: a second went by, a picture came. It may come a little later. */
bool app_may_wait(const struct app *app);
void app_draw(struct app *app,
              struct draw_list *list); /* clears dirty, or sets it again for a frame that follows */

/* Whether a page was turned since it was asked last, and whether pages of the screen that is shown fade. */
bool app_take_turn(struct app *app);
bool app_fades(const struct app *app);

/* What a second display of that canvas shows meanwhile; false: nothing of its own. */
bool app_draw_second(struct app *app, struct canvas canvas, struct draw_list *list);
bool app_has_second(const struct app *app);

/* A frame that nobody sees: the cards that come most. What it takes to draw them can be made ready while
 * nothing is to be done. */
void app_draw_ahead(const struct app *app, struct draw_list *list);

/* For tests, shot and the headless demo. */
enum screen_id app_screen(const struct app *app);
void app_go(struct app *app, enum screen_id id, const char *argument);
void app_staff_open(struct app *app, const char *operator_name); /* as if the PIN had been right */
void app_show_outcome(struct app *app, const struct outcome *outcome);
const struct outcome *app_outcome(const struct app *app); /* the one on the screen; NULL = none */
const struct board *app_board(const struct app *app);

#endif
