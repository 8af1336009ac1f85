/* That a talk began or ended, for the log and the report. */
#ifndef LECTERN_DOMAIN_TALK_RECORD_H
#define LECTERN_DOMAIN_TALK_RECORD_H

#include "domain/talk_saved.h"

enum talk_act { TALK_BEGAN, TALK_ENDED };

enum { TALK_TIMES_SIZE = 4096 }; /* of some 400 pages */

struct talk_record {
    enum talk_act act;
    char lecture[LECTURE_ID_SIZE]; /* "" = the deck alone */
    char deck[TALK_DECK_SIZE];
    int pages, shown;            /* ENDED: of the deck, and how many of them were shown */
    char times[TALK_TIMES_SIZE]; /* ENDED: "1=0:35 2=1:12": how long each was shown */
};

#endif
