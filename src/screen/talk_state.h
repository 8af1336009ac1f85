/* What a running talk knows; for talk.c and talk_view.c. */
#ifndef LECTERN_SCREEN_TALK_STATE_H
#define LECTERN_SCREEN_TALK_STATE_H

#include "domain/talk_clock.h"
#include "screen/screen.h"
#include "screen/talk_vote.h"

enum { TALK_NUMBER_MAX = 4 };

/* What hides the slide. */
enum talk_cover { TALK_OPEN, TALK_BLACK, TALK_WHITE };

/* What the speaker is asked. */
enum talk_question { TALK_ASKS_NOTHING, TALK_ASKS_END, TALK_ASKS_CLEAR /* the votes */ };

enum talk_target {
    TALK_TARGET_END = 1,
    TALK_TARGET_NO,
    TALK_TARGET_YES,
    TALK_TARGET_PAGE,  /* argument */
    TALK_TARGET_CHOICE /* argument, from 1 */
};

struct talk_state {
    int lecture; /* index + 1; 0 = the deck has no lecture here */
    int deck;    /* index + 1; 0 = nothing to show */
    int page;    /* of the fitted deck */
    int step;    /* how many of the page's parts are shown */
    enum talk_cover cover;
    enum talk_question asking;
    bool overview; /* all pages, to choose one */
    int chosen;    /* in the overview */
    bool notes;    /* shown in a corner */
    struct talk_vote vote;
    struct talk_clock clock;
    int64_t auto_due_ms;              /* monotonic: the next page comes by itself; 0 = by hand */
    int64_t second_due_ms;            /* monotonic: the time that is shown changes; 0 = it stays */
    char number[TALK_NUMBER_MAX + 1]; /* digits typed so far for a jump */
    int64_t number_until_ms;          /* monotonic: a digit after that begins another */
    bool down;
    int down_x, down_y;
};

/* NULL: there is nothing to show. */
const struct slide_fitted *talk_pages(const struct talk_state *state, const struct screen_view *view);
const struct lecture *talk_lecture(const struct talk_state *state,
                                   const struct screen_view *view); /* may be NULL */

/* How the overview lies on this canvas. */
struct talk_grid {
    int columns, rows;
    struct rect area;
};
struct talk_grid talk_grid(const struct screen_view *view);

/* How much time there is, in words with a sign of its own a phase, as state is never told by colour alone; ""
 * = the talk has not begun. Returns the colour they are drawn in. */
uint32_t talk_time_words(const struct talk_state *state, const struct screen_view *view, char *out,
                         size_t size);

/* For the speaker alone, on a display of their own (design/presenter.png). */
void presenter_view_draw(const struct talk_state *state, const struct screen_view *view,
                         struct draw_list *list);

void talk_view_draw(const struct talk_state *state, const struct screen_view *view, struct draw_list *list);

#endif
