/* The one door through which SDL's events come in. */
#ifndef LECTERN_SDL_EVENTS_H
#define LECTERN_SDL_EVENTS_H

#include "base/clock.h"
#include "ui/event.h"

#include <SDL2/SDL.h>

#include <stdbool.h>

enum events_result {
    EVENTS_NONE,  /* nothing for the app */
    EVENTS_INPUT, /* *out is filled */
    EVENTS_RESIZED,
    EVENTS_UNCOVERED,
    EVENTS_CLOSE /* the window's close button or the window manager */
};

/* Zeroed = ready. */
struct events {
    const struct clock *clock; /* not owned */
    bool have_device_time;     /* the next key's time stamp is known */
    uint32_t device_ms;        /* X11's, of that key */
    bool have_offset;
    int64_t offset_ms; /* monotonic minus device time: the least seen, as events only ever come late */
    bool pointer_down;
    struct {
        SDL_FingerID id;
        double x, y;      /* real pixels */
        int64_t heard_ms; /* monotonic */
    } fingers[2];
    int finger_count; /* of these two; a third does nothing */
    bool pinched;     /* two were down: what the last one does means nothing any more */
    double pinch_px;  /* how far they were apart at first */
};

/* After the video was opened: asks for X11's own time stamps. */
void events_start(struct events *events, const struct clock *clock);

/* Translates one event; scale: real pixels a design pixel; px_w, px_h: the window's size. */
enum events_result events_translate(struct events *events, const SDL_Event *event, double scale, int px_w,
                                    int px_h, struct ui_event *out);

#endif
