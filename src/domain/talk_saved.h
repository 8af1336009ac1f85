/* Where a talk stands, as it is kept over a crash or a restart. */
#ifndef LECTERN_DOMAIN_TALK_SAVED_H
#define LECTERN_DOMAIN_TALK_SAVED_H

#include "domain/outcome.h"
#include "domain/talk_clock.h"

#include <stdint.h>

enum { TALK_DECK_SIZE = 128, TALK_TIMED_PAGES = 600 };

/* Zeroed = no talk is open. Pages are counted by the slides of the file, as the screen's shape may divide
 * them otherwise. */
struct talk_saved {
    bool open;
    char lecture[LECTURE_ID_SIZE]; /* "" = the deck was opened alone */
    char deck[TALK_DECK_SIZE];
    int source, part; /* the slide, and which of its pages; from 0 */
    int step;
    struct talk_clock clock;
    int32_t shown_ms[TALK_TIMED_PAGES]; /* how long each page was, as this screen divides them; not the page
                                           at hand since it was turned to */
};

#endif
