#include "domain/talk_clock.h"

#include <stdio.h>

enum { SECOND_MS = 1000, MINUTE_MS = 60 * SECOND_MS };

void talk_clock_start(struct talk_clock *clock, int64_t now_ms)
{
    if (clock->started_ms == 0) {
        clock->started_ms = now_ms;
    }
}

void talk_clock_toggle(struct talk_clock *clock, int64_t now_ms)
{
    if (clock->started_ms == 0) {
        clock->started_ms = now_ms;
    } else if (clock->paused_at_ms == 0) {
        clock->paused_at_ms = now_ms;
    } else {
        clock->paused_ms += now_ms - clock->paused_at_ms;
        clock->paused_at_ms = 0;
    }
}

/* All pauses, the one at hand included. A clock that went back takes nothing away. */
static int64_t paused_ms(const struct talk_clock *clock, int64_t now_ms)
{
    int64_t open = clock->paused_at_ms ? now_ms - clock->paused_at_ms : 0;
    return clock->paused_ms + (open > 0 ? open : 0);
}

int64_t talk_clock_elapsed_ms(const struct talk_clock *clock, int64_t now_ms)
{
    int64_t elapsed = clock->started_ms ? now_ms - clock->started_ms - paused_ms(clock, now_ms) : 0;
    return elapsed > 0 ? elapsed : 0;
}

int64_t talk_clock_left_ms(const struct talk_clock *clock, int64_t now_ms)
{
    return clock->end_ms
               ? clock->end_ms + paused_ms(clock, now_ms) + (int64_t)clock->added_min * MINUTE_MS - now_ms
               : 0;
}

enum talk_phase talk_clock_phase(const struct talk_clock *clock, int64_t now_ms)
{
    int64_t left = talk_clock_left_ms(clock, now_ms);
    if (!clock->end_ms) {
        return TALK_NO_END;
    }
    return left < 0                ? TALK_OVER
           : left <= MINUTE_MS     ? TALK_ONE_LEFT
           : left <= 5 * MINUTE_MS ? TALK_FIVE_LEFT
                                   : TALK_PLENTY;
}

int64_t talk_clock_next_ms(const struct talk_clock *clock, int64_t now_ms)
{
    if (clock->started_ms == 0 || clock->paused_at_ms) {
        return 0;
    }
    int64_t rest = now_ms % SECOND_MS;
    return SECOND_MS - (rest < 0 ? rest + SECOND_MS : rest);
}

const char *talk_clock_format(int64_t ms, char out[TALK_CLOCK_TEXT_SIZE])
{
    int64_t seconds = (ms < 0 ? -ms : ms + SECOND_MS - 1) / SECOND_MS;
    long long hours = seconds / 3600, minutes = seconds / 60 % 60, rest = seconds % 60;
    if (hours > 0) {
        snprintf(out, TALK_CLOCK_TEXT_SIZE, "%lld:%02lld:%02lld", hours, minutes, rest);
    } else {
        snprintf(out, TALK_CLOCK_TEXT_SIZE, "%lld:%02lld", minutes, rest);
    }
    return out;
}
