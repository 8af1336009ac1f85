/* What a running talk knows, and how its files share the work. */
#ifndef LECTERN_SCREEN_TALK_STATE_H
#define LECTERN_SCREEN_TALK_STATE_H

#include "domain/talk_clock.h"
#include "screen/screen.h"
#include "screen/talk_vote.h"
#include "screen/talk_zoom.h"

enum { TALK_NUMBER_MAX = 4 };

/* What hides the slide. */
enum talk_cover { TALK_OPEN, TALK_BLACK, TALK_WHITE };

/* What the speaker is asked. */
enum talk_question { TALK_ASKS_NOTHING, TALK_ASKS_END, TALK_ASKS_CLEAR /* the votes */ };

/* The dot that points at the page. */
struct talk_laser {
    bool held;        /* by key: a finger that moves moves the dot, and turns no page */
    int x, y;         /* of the canvas */
    int64_t until_ms; /* monotonic: it goes out; 0 = it is not lit */
};

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
    struct talk_zoom zoom;
    struct talk_laser laser;
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

/* The part of the hall's canvas for the page: all but the foot, where there is one. */
struct rect talk_area(const struct talk_state *state, const struct screen_view *view);

int talk_page_count(const struct slide_fitted *fitted); /* 0 for NULL */
/* The last one where there are fewer. */
const struct slide *talk_page_at(const struct slide_fitted *fitted, int page);

/* --- talk_pages.c: turning --- */

/* From the first page to the last; step < 0: all of the page's. They return true, as a handler that used its
 * event. */
bool talk_show_page(struct talk_state *state, const struct screen_view *view, long page, int step);
bool talk_forward(struct talk_state *state, const struct screen_view *view);
bool talk_back(struct talk_state *state, const struct screen_view *view);
bool talk_show_last(struct talk_state *state, const struct screen_view *view);

/* Tells whoever wants to know which page is shown, and keeps it for a restart. */
void talk_note_place(struct talk_state *state, const struct screen_view *view);

/* When the time that is shown changes next. */
void talk_set_second(struct talk_state *state, const struct screen_view *view);

/* --- talk_hall.c: votes --- */

/* That page is shown from now on. */
void talk_hall_show(struct talk_state *state, const struct screen_view *view, const struct slide *page);

/* Whether the page that is seen takes votes. */
bool talk_hall_is_open(const struct talk_state *state, const struct screen_view *view);

/* A choice by touch; by a digit; Enter, several: behind more than one digit. True where it belonged to a
 * choice and is no jump. */
void talk_hall_touch(struct talk_state *state, const struct screen_view *view, int choice);
void talk_hall_digit(struct talk_state *state, const struct screen_view *view, int digit);
bool talk_hall_enter(struct talk_state *state, const struct screen_view *view, bool several);

/* Shows the votes, or hides them again. */
void talk_hall_show_result(struct talk_state *state, const struct screen_view *view);
void talk_hall_clear(struct talk_state *state, const struct screen_view *view);

/* As struct screen_ops has them. */
bool talk_hall_asks(const void *memory, const struct screen_view *view);
bool talk_hall_take(void *memory, const struct screen_view *view, struct vote_cast *out);
void talk_hall_notice(void *memory, const struct screen_view *view, int source,
                      const struct vote_count *count);

/* --- talk_input.c: keys and fingers --- */

bool talk_handle(void *memory, const struct screen_view *view, const struct ui_event *event);

/* --- talk_view.c: the hall's display; presenter_view.c: the speaker's --- */

/* How the overview lies on this canvas. */
struct talk_grid {
    int columns, rows, cell_w, picture_h; /* below each picture stands its number */
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

void talk_overview_draw(const struct talk_state *state, const struct screen_view *view,
                        const struct slide_fitted *fitted, struct draw_list *list);

/* The dot that points. */
void talk_draw_dot(struct draw_list *list, int x, int y, int radius);

void talk_view_draw(const struct talk_state *state, const struct screen_view *view, struct draw_list *list);

#endif
