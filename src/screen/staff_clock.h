/* Setting the time: what a watch on the wall says is typed in, and records are corrected by it. */
#ifndef LECTERN_SCREEN_STAFF_CLOCK_H
#define LECTERN_SCREEN_STAFF_CLOCK_H

#include "screen/screen.h"

/* Zeroed = closed. */
struct staff_clock {
    bool open, in_date; /* in_date: the pad types the date */
    char date[9];       /* YYYYMMDD */
    char time[5];       /* HHMM */
};

/* "2026-11-22 09:52" with the weekday. */
#define STAFF_CLOCK_WORDS_SIZE 128
const char *staff_clock_words(int64_t ms, char out[STAFF_CLOCK_WORDS_SIZE]);

void staff_clock_open(struct staff_clock *clock, const struct screen_view *view);
bool staff_clock_handle(struct staff_clock *clock, const struct screen_view *view,
                        const struct ui_event *event);
void staff_clock_draw(struct draw_list *list, const struct screen_view *view, const struct staff_clock *clock,
                      struct rect area);

#endif
