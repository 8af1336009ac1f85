/* Wall, monotonic and boot time behind one struct, so that tests and --at hold the clock in their hand. */
#ifndef LECTERN_BASE_CLOCK_H
#define LECTERN_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* Zeroed = the system's clocks. */
struct clock {
    _Atomic int64_t shift_ms; /* added to the system's wall clock (--at, clock_set) */
    bool simulated;           /* the wall time is not the system's: records say so */
    bool manual;              /* time stands still but for clock_advance */
    int64_t manual_wall_ms, manual_mono_ms;
};

/* Starts at wall_ms (UTC, ms since 1970) and runs; marked simulated. */
void clock_start_at(struct clock *clock, int64_t wall_ms);

/* Stands at wall_ms until clock_advance; marked simulated. */
void clock_hold_at(struct clock *clock, int64_t wall_ms);
void clock_advance(struct clock *clock, int64_t ms);

/* It is wall_ms now: sets the system's clock where this process may (CAP_SYS_TIME), else shifts this one
 * alone, until the process ends. True: the system's. A simulated clock is only ever shifted. */
bool clock_set(struct clock *clock, int64_t wall_ms);

int64_t clock_wall_ms(const struct clock *clock); /* UTC, ms since 1970 */
int64_t clock_mono_ms(const struct clock *clock); /* CLOCK_MONOTONIC: deadlines */
int64_t clock_system_mono_ms(void);               /* the same, whatever a test holds: for waiting on others */
int64_t clock_boot_ms(const struct clock *clock); /* CLOCK_BOOTTIME: since power-on, sleep included */

/* The 16 bytes of /proc/sys/kernel/random/boot_id; zeroes where there is none. */
void clock_boot_id(unsigned char out[16]);

#endif
