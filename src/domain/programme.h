/* The programme (日程): lectures by time, and which of them is now, next, or on a day. */
#ifndef LECTERN_DOMAIN_PROGRAMME_H
#define LECTERN_DOMAIN_PROGRAMME_H

#include "base/text_list.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Sign-in of a lecture by hand; open lasts until its end, as sign-in by time does. */
enum gate { GATE_BY_TIME, GATE_OPEN, GATE_CLOSED };

/* Texts are never NULL; owned by the arena of whoever loaded the programme. */
struct lecture {
    const char *id, *title, *kind, *venue, *speaker, *speaker_title;
    const char *deck;          /* the deck's id, "" = none */
    struct text_list audience; /* units, teams or worker numbers; empty = everybody */
    int64_t start_ms, end_ms;  /* UTC, as it will be */
    int64_t planned_start_ms;  /* as the pack has it; differs from start_ms where staff moved the lecture */
    bool sign_out;             /* who leaves signs out */
    enum gate gate;            /* sign-in opened or closed by hand */
    int opens_before_min, late_after_min;
    int capacity; /* 0 = no limit */
    int expected; /* 应到: people on the roster whom the audience names; counted at import */
};

struct programme {
    struct lecture *items; /* by start, then venue, then id: programme_sort */
    size_t count;
};

enum lecture_phase {
    LECTURE_LATER,   /* not open yet */
    LECTURE_OPEN,    /* sign-in is open, the lecture has not begun */
    LECTURE_RUNNING, /* start <= now <= end */
    LECTURE_OVER
};

void programme_sort(struct programme *programme);

/* The second the clock shows: all comparisons of times are made with whole seconds, so that what stands on
 * the screen (10:30:00) and what was decided never differ. */
int64_t programme_whole_second_ms(int64_t now_ms);

int64_t lecture_opens_ms(const struct lecture *lecture);
int64_t lecture_late_after_ms(const struct lecture *lecture); /* late when now is greater */
bool lecture_is_open(const struct lecture *lecture, int64_t now_ms);
enum lecture_phase lecture_phase(const struct lecture *lecture, int64_t now_ms);

/* New starts (one a lecture of the programme, filled from start_ms where nothing moves) when a lecture begins
 * minutes later. follow: what comes after it at the same venue that day moves as far as it must, breaks
 * giving way first. Returns how many lectures move. */
size_t programme_move(const struct programme *programme, const struct lecture *lecture, int minutes,
                      bool follow, int64_t *starts);

/* NULL where there is none. venue "" = any. */
const struct lecture *programme_find(const struct programme *programme, const char *id);
const struct lecture *programme_now(const struct programme *programme, const char *venue, int64_t now_ms);
const struct lecture *programme_next(const struct programme *programme, const char *venue, int64_t now_ms);

/* The lectures that start in [from_ms, to_ms): *first is the index of the first; returns how many. */
size_t programme_between(const struct programme *programme, int64_t from_ms, int64_t to_ms, size_t *first);

/* Sign-out begins so long before the end, and ends so long after it. */
enum { SIGN_OUT_BEFORE_MIN = 15, SIGN_OUT_AFTER_MIN = 30 };
bool lecture_is_leaving(const struct lecture *lecture, int64_t now_ms);

/* Whether the audience names this unit, team or worker number; an empty audience names everybody. */
bool lecture_expects(const struct lecture *lecture, const char *unit, const char *team, const char *code);

/* Whether it names this worker number, in whatever case. */
bool lecture_names(const struct lecture *lecture, const char *code);

#endif
