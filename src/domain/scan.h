/* Tells a reader that types like a keyboard from a person who types (DESIGN 6): by the timing of the keys. */
#ifndef LECTERN_DOMAIN_SCAN_H
#define LECTERN_DOMAIN_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SCAN_MAX_CHARS = 32,
    SCAN_MIN_CHARS = 4,
    SCAN_AVERAGE_MS = 35, /* at most, a character */
    SCAN_GAP_MS = 100,    /* at most, between two characters, while it may be a hand */
    SCAN_PAUSE_MS =
        250, /* ends keys that no hand types so fast: a machine may stall in the middle of a badge */
    SCAN_TERMINATOR_SWALLOW_MS =
        500, /* a terminator this soon after a scan ended by a pause is the reader's */
};

enum scan_key_type { SCAN_KEY_CHAR, SCAN_KEY_TERMINATOR /* CR, LF, Tab, keypad Enter */ };

/* A key as pressed. tag is the caller's, handed back when the key turns out to be typing. */
struct scan_key {
    enum scan_key_type type;
    char c;        /* for SCAN_KEY_CHAR, printable ASCII */
    int64_t at_ms; /* the device's own time stamp */
    uint32_t tag;
};

enum scan_result_type {
    SCAN_NOTHING,    /* pending, or swallowed */
    SCAN_CODE,       /* code holds a finished scan */
    SCAN_UNREADABLE, /* a reader's burst of more than SCAN_MAX_CHARS, or the rest of one that was cut */
    SCAN_TYPING      /* typed[0..typed_count) are to be replayed in order */
};

struct scan_result {
    enum scan_result_type type;
    char code[SCAN_MAX_CHARS + 1];
    struct scan_key typed[SCAN_MAX_CHARS + 2];
    size_t typed_count;
};

/* Zeroed = ready. */
struct scan {
    struct scan_key keys[SCAN_MAX_CHARS];
    size_t count;       /* pending keys */
    size_t dropped;     /* characters beyond SCAN_MAX_CHARS in this burst */
    int64_t last_ms;    /* time of the last pending key */
    int64_t stalled_ms; /* part of the burst's time that was a stall */
    int64_t cut_ms; /* a few keys at a reader's pace ended by a gap then: what follows may be their rest; 0 =
                       no */
    int64_t swallow_until_ms; /* 0 = no */
};

/* Offers a key. A key that comes after a gap first ends what was pending: the result then concerns the
 * pending keys, and *again is set: offer the same key once more. */
struct scan_result scan_key(struct scan *scan, const struct scan_key *key, bool *again);

/* Time passed without a key: ends a pending burst once SCAN_GAP_MS or, at a reader's pace,
 * SCAN_PAUSE_MS have gone by since its last key. */
struct scan_result scan_tick(struct scan *scan, int64_t now_ms);

/* Whether the pending keys are a badge so far: no hand types so many so fast. */
bool scan_is_reading(const struct scan *scan);

/* When scan_tick has something to do; 0 = nothing is pending. */
int64_t scan_deadline_ms(const struct scan *scan);

#endif
