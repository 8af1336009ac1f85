/* The kiosk from inside, for kiosk.c, kiosk_show.c and kiosk_displays.c. Nobody else includes this. */
#ifndef LECTERN_KIOSK_STATE_H
#define LECTERN_KIOSK_STATE_H

#include "app.h"
#include "kiosk.h"
#include "reader/queue.h"
#include "reader/readers.h"
#include "sdl/displays.h"
#include "sdl/events.h"
#include "sdl/fade.h"
#include "sdl/second.h"
#include "sdl/sound.h"
#include "sdl/window.h"
#include "service/desk.h"

#include <pthread.h>
#include <stdatomic.h>

struct kiosk {
    struct fonts *fonts;
    struct window window;
    bool fullscreen;          /* not a window of a size of its own */
    const char *faces_path;   /* not owned */
    struct displays displays; /* watched from the first talk on */
    bool displays_watched;
    bool displays_stale; /* something came, went or is to change places */
    bool second_wanted;  /* as it was when the windows were placed */
    bool swapped;        /* the hall looks at the second display, the speaker at the first */
    struct second second;
    struct events events;
    struct desk *desk;
    struct pictures *pictures;
    struct sound *sound;
    struct board board;
    struct app *app;
    struct draw_list list;
    struct text_measure measure;
    struct read_queue *reads;
    struct readers *readers; /* NULL: the reader types */
    struct reader_settings reader;
    bool reader_stale; /* the readers run with what was set before */
    pthread_t signals;
    atomic_bool quit;
    int64_t input_until_ms;  /* monotonic: all input until then was handed to the app */
    struct fade fade;        /* from page to page of a talk */
    struct draw_list coming; /* the frame that the next key may bring */
    struct draw_list ahead;  /* what is made ready while there is nothing to do */
    size_t warm_command, warm_name;
    int64_t warm_at_ms;        /* monotonic: the next step of it; 0 = all is ready */
    int64_t rest_until_ms;     /* monotonic: a card alone stands on the screen until then */
    int64_t awaiting_since_ms; /* monotonic: an outcome is on its way; 0 = none is */
    Uint32 wake_event;
};

/* --- kiosk_show.c: frames, and what is made ready between them --- */

void kiosk_show(struct kiosk *kiosk);

/* Whether what is to be shown may wait a little, as something on the screen is not to be held up by it. */
bool kiosk_rests(const struct kiosk *kiosk, int64_t now_ms);

/* The step of the fade that is due; then pixels that a scan or the next key will need. */
void kiosk_fade(struct kiosk *kiosk);
void kiosk_prepare_card(struct kiosk *kiosk);
void kiosk_prepare(struct kiosk *kiosk);

/* When kiosk_prepare or kiosk_fade has something to do; monotonic, 0 = never. */
int64_t kiosk_prepare_deadline(const struct kiosk *kiosk);

/* --- kiosk_displays.c --- */

/* A talk uses a second display where there is one; whatever comes and goes, the talk stays. */
void kiosk_follow_displays(struct kiosk *kiosk);
void kiosk_show_second(struct kiosk *kiosk);
void kiosk_swap_displays(void *kiosk); /* for the app */

#endif
