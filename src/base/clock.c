#include "base/clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static int64_t read_ms(clockid_t id)
{
    struct timespec now;
    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void clock_start_at(struct clock *clock, int64_t wall_ms)
{
    *clock = (struct clock){.shift_ms = wall_ms - read_ms(CLOCK_REALTIME), .simulated = true};
}

void clock_hold_at(struct clock *clock, int64_t wall_ms)
{
    *clock =
        (struct clock){.manual = true, .simulated = true, .manual_wall_ms = wall_ms, .manual_mono_ms = 1000};
}

void clock_advance(struct clock *clock, int64_t ms)
{
    clock->manual_wall_ms += ms;
    clock->manual_mono_ms += ms;
}

bool clock_set(struct clock *clock, int64_t wall_ms)
{
    struct timespec time = {.tv_sec = (time_t)(wall_ms / 1000), .tv_nsec = (long)(wall_ms % 1000) * 1000000};
    if (clock->manual) {
        clock->manual_wall_ms = wall_ms;
        return false;
    }
    if (!clock->simulated && clock->shift_ms == 0 && clock_settime(CLOCK_REALTIME, &time) == 0) {
        return true;
    }
    clock->shift_ms = wall_ms - read_ms(CLOCK_REALTIME);
    return false;
}

int64_t clock_wall_ms(const struct clock *clock)
{
    return clock->manual ? clock->manual_wall_ms : read_ms(CLOCK_REALTIME) + clock->shift_ms;
}

int64_t clock_mono_ms(const struct clock *clock)
{
    return clock->manual ? clock->manual_mono_ms : clock_system_mono_ms();
}

int64_t clock_system_mono_ms(void)
{
    return read_ms(CLOCK_MONOTONIC);
}

int64_t clock_boot_ms(const struct clock *clock)
{
    return clock->manual ? clock->manual_mono_ms : read_ms(CLOCK_BOOTTIME);
}

void clock_boot_id(unsigned char out[16])
{
    memset(out, 0, 16);
    FILE *file = fopen("/proc/sys/kernel/random/boot_id", "re");
    if (!file) {
        return;
    }
    int digits = 0;
    for (int c; digits < 32 && (c = fgetc(file)) != EOF;) {
        int value = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (value >= 0) {
            out[digits / 2] = (unsigned char)(out[digits / 2] << 4 | value);
            digits++;
        }
    }
    fclose(file);
}
