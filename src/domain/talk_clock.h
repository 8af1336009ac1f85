/* The time of a talk: how long it has gone on, how long it may. Wall times in UTC ms, so that it goes on over
 * a restart. */
#ifndef LECTERN_DOMAIN_TALK_CLOCK_H
#define LECTERN_DOMAIN_TALK_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* Zeroed = not started, no end planned. */
struct talk_clock {
    int64_t started_ms;   /* 0 = not yet */
    int64_t end_ms;       /* planned; 0 = none */
    int64_t paused_at_ms; /* 0 = it runs */
    int64_t paused_ms;    /* of pauses that are over */
    int added_min;        /* by the speaker; may be negative */
};

enum talk_phase { TALK_PLENTY, TALK_FIVE_LEFT, TALK_ONE_LEFT, TALK_OVER, TALK_NO_END };

/* Nothing where it has started. */
void talk_clock_start(struct talk_clock *clock, int64_t now_ms);

/* Starts it, stops it, lets it go on. */
void talk_clock_toggle(struct talk_clock *clock, int64_t now_ms);

int64_t talk_clock_elapsed_ms(const struct talk_clock *clock, int64_t now_ms);

/* To the planned end, which pauses put off; negative: over it. 0 where none is planned. */
int64_t talk_clock_left_ms(const struct talk_clock *clock, int64_t now_ms);
enum talk_phase talk_clock_phase(const struct talk_clock *clock, int64_t now_ms);

/* When what talk_clock_text says next differs, as a delay from now_ms; 0 = it stays (paused, not started). */
int64_t talk_clock_next_ms(const struct talk_clock *clock, int64_t now_ms);

/* "38:53", "1:02:07": rounded so that a count-down shows 0:00 at its end only. */
enum { TALK_CLOCK_TEXT_SIZE = 24 };
const char *talk_clock_format(int64_t ms, char out[TALK_CLOCK_TEXT_SIZE]);

#endif
