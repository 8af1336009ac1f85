/* What staff ask for and what came of it: plain data between a screen or a command and service/staff. */
#ifndef LECTERN_DOMAIN_STAFF_H
#define LECTERN_DOMAIN_STAFF_H

#include "domain/badge.h"
#include "domain/outcome.h"
#include "domain/person.h"
#include "domain/programme.h"

#include <stdbool.h>
#include <stdint.h>

enum staff_verb {
    STAFF_SUPPLEMENT, /* lecture, code; at_ms: when the person came, 0 = at the start; reason */
    STAFF_VOID,     /* lecture and code: the sign-in that stands; lecture and badge: the unknown badge; reason
                     */
    STAFF_LINK,     /* badge belongs to code from now on, and its unknown records count; lecture unused */
    STAFF_REPLACE,  /* code lost its badge: none of its badges is valid any more but this new one ("" = none
                       yet) */
    STAFF_REGISTER, /* name, unit, team, code (worker number, "" = made up), badge ("" = none): a walk-in of
                       lecture */
    STAFF_UNDO,     /* takes back the last action of staff that still stands */
    STAFF_PIN,      /* every sign-in goes to lecture; "" = by the programme again */
    STAFF_GATE,     /* gate of lecture */
    STAFF_MOVE,     /* lecture begins and ends minutes later than now shown; follow: so does what comes after
                       it at the same venue that day, breaks absorbing what they can */
    STAFF_ANCHOR,   /* at_ms is the true time now: records of this boot are corrected by it */
    STAFF_SETTING,  /* key, value */
    STAFF_UNDO_IMPORT, /* what the last import replaced is active again */
    STAFF_VERB_COUNT
};

/* Reasons one press away; STAFF_REASON_TEXT = the text in the request. */
enum { STAFF_REASON_SIZE = 128, STAFF_KEY_SIZE = 32, STAFF_VALUE_SIZE = 192 /* any reader profile fits */ };

struct staff_request {
    enum staff_verb verb;
    char lecture[LECTURE_ID_SIZE];
    char code[BADGE_TEXT_SIZE];  /* a worker number, canonical or as typed */
    char badge[BADGE_TEXT_SIZE]; /* as read */
    char name[PERSON_TEXT_MAX + 1], unit[PERSON_TEXT_MAX + 1], team[PERSON_TEXT_MAX + 1];
    char operator_name[PERSON_TEXT_MAX + 1]; /* who acts */
    char reason[STAFF_REASON_SIZE];
    int64_t at_ms;
    int minutes;
    bool follow;
    enum gate gate;
    char key[STAFF_KEY_SIZE], value[STAFF_VALUE_SIZE];
};

struct staff_result {
    enum staff_verb verb;
    bool done;          /* committed */
    char sentence[512]; /* what was done, or why nothing was; current language */
    char code[BADGE_TEXT_SIZE];
    int64_t set_ms; /* STAFF_ANCHOR: the true time now */
};

/* Entering staff mode. */
enum pin_state {
    PIN_UNSET,   /* none yet: what is typed now becomes it */
    PIN_WANTED,  /* waiting for it */
    PIN_WAITING, /* too many wrong ones: wait_s to go */
    PIN_RIGHT
};
enum { PIN_MIN_DIGITS = 6, PIN_MAX_DIGITS = 12 };

/* Seconds to wait after so many wrong PINs in a row: none after the first two, then 30, doubling up to an
 * hour. */
int staff_wait_s(int failures);

enum { STAFF_OPERATORS_MAX = 8, STAFF_SETTINGS_MAX = 16 };

/* A setting as staff mode shows it. */
struct staff_setting {
    char key[STAFF_KEY_SIZE], value[STAFF_VALUE_SIZE];
};

/* What staff mode shows beside the lecture. */
struct staff_info {
    bool pin_set;
    int failures;                                             /* wrong PINs since the last right one */
    char operators[STAFF_OPERATORS_MAX][PERSON_TEXT_MAX + 1]; /* people whose role makes them staff */
    size_t operator_count;
    struct staff_setting settings[STAFF_SETTINGS_MAX];
    size_t setting_count;
    char pinned[LECTURE_ID_SIZE]; /* "" = none */
    int64_t free_bytes;           /* -1 = not known */
    int64_t clock_jump_ms;        /* 0 = the clock goes right */
};

struct pin_result {
    bool right, set; /* set: it was the first one and holds from now on */
    int failures;
};

#endif
