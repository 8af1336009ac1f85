/* The board: all that the public screens show, held in memory so that drawing never waits for the disk. */
#ifndef LECTERN_DOMAIN_BOARD_H
#define LECTERN_DOMAIN_BOARD_H

#include "base/arena.h"
#include "domain/deck.h"
#include "domain/event.h"
#include "domain/outcome.h"
#include "domain/programme.h"
#include "domain/report_form.h"
#include "domain/talk_saved.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BOARD_RECENT_MAX = 5 };

/* A sign-in as the public list shows it. */
struct board_recent {
    char name[PERSON_MASKED_SIZE]; /* masked */
    char unit[PERSON_TEXT_MAX + 1];
    int64_t at_ms;
};

/* Zeroed = empty store. Loaded by service/board_load, kept up by board_apply. */
struct board {
    struct arena arena; /* owns event, programme, key points and decks */
    bool has_event;     /* false = empty store: home says how to bring a pack */
    struct event event;
    struct programme programme;
    struct tally *tallies;                        /* one a lecture, same order as programme.items */
    struct board_recent recent[BOARD_RECENT_MAX]; /* newest first */
    size_t recent_count;
    struct deck keypoints; /* slide_count 0 = none */
    struct deck *decks;
    size_t deck_count;
    bool whole_names; /* public screens show names as they are; else masked */
    int rotation;     /* degrees by which the screen hangs turned, clockwise */
    char station_name[PERSON_TEXT_MAX + 1];
    char station_venue[PERSON_TEXT_MAX + 1]; /* "" = serves all venues */
    int volume;                              /* of the sounds: 0 (silent) to 3 */
    enum report_form report_form;            /* of the report codes, until somebody asks for another */
    bool volume_keys_turn;                   /* pages of a talk */
    bool talk_fade;                          /* pages of a talk fade into each other */
    bool talk_quiet;                         /* sign-ins during a talk are heard, not shown */
    struct talk_saved talk;                  /* as the last run left it */
    const char *characters;  /* every character beyond ASCII of names and programme; NULL in an empty store */
    char keypad_letters[32]; /* letters that occur in the roster's worker numbers and badges, A-Z, sorted */
};

/* Takes a committed outcome into the counts and the list of the last sign-ins. */
void board_apply(struct board *board, const struct outcome *outcome);

const struct tally *board_tally(const struct board *board, const struct lecture *lecture);
const struct deck *board_deck(const struct board *board, const char *id); /* NULL = no such deck */
void board_finish(struct board *board);

#endif
