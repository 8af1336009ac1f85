/* Characters of one device gathered to reads: a read ends with a terminator or a pause. */
#ifndef LECTERN_READER_BURST_H
#define LECTERN_READER_BURST_H

#include "domain/badge.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    BURST_CHARS_MAX = 64, /* more is no badge, whatever stands around it */
    BURST_PAUSE_MS = 250,
    BURST_REST_MS = 1000, /* what follows a cut read this soon is its rest */
    BURST_SOURCE_SIZE = 64
};

/* One read as it leaves the readers. */
struct reader_read {
    char raw[BURST_CHARS_MAX + 1]; /* without its terminator; "" where it was too long or held a NUL */
    enum badge_end end;
    bool unreadable;                /* too long, cut, no text, or with control characters that
                                       the profile does not know */
    int64_t at_ms;                  /* monotonic, of its last character */
    char source[BURST_SOURCE_SIZE]; /* the device's path */
};

/* Zeroed = ready. */
struct burst {
    char text[BURST_CHARS_MAX + 1];
    size_t len;      /* may be one more than fits: then it is too long */
    bool spoiled;    /* characters were lost */
    int64_t last_ms; /* of its last character */
    int64_t cut_ms;  /* a read was cut then, its rest may follow; 0 = no */
};

/* Offers a character. True: *out is a finished read, of this character and those before it. */
bool burst_byte(struct burst *burst, const struct badge_profile *profile, unsigned char c, int64_t at_ms,
                struct reader_read *out);

/* Time passed without a character: ends a read with a pause, where a pause may end one; where the profile
 * knows another end, what is there was cut and is unreadable. */
bool burst_tick(struct burst *burst, const struct badge_profile *profile, int64_t now_ms,
                struct reader_read *out);

/* The device is gone, or lost characters: what was pending is unreadable. */
bool burst_cut(struct burst *burst, struct reader_read *out);
void burst_spoil(struct burst *burst);

/* When burst_tick has something to do; 0 = nothing is pending. */
int64_t burst_deadline_ms(const struct burst *burst);

#endif
