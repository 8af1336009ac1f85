/* What a screen is: one const table. Adding one = a file and a line in screens.c. */
#ifndef LECTERN_SCREEN_SCREEN_H
#define LECTERN_SCREEN_SCREEN_H

#include "domain/board.h"
#include "domain/preview.h"
#include "domain/reader_detect.h"
#include "domain/sheet.h"
#include "domain/staff.h"
#include "domain/stick.h"
#include "domain/transfer.h"
#include "domain/vote.h"
#include "slide/fit.h"
#include "ui/draw.h"
#include "ui/event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Order of the list in screens.c. The first five are the ones of the navigation bar, F1 to F5. */
enum screen_id {
    SCREEN_HOME,
    SCREEN_PROGRAMME,
    SCREEN_KEYPOINTS,
    SCREEN_REPORT,
    SCREEN_KEYPAD,
    SCREEN_TALK,
    SCREEN_DEVICE, /* what whoever looks after the box wants to know; no person's data, so no PIN */
    SCREEN_CATCH_UP,
    SCREEN_STAFF_PIN,
    SCREEN_STAFF_OVERVIEW, /* this and all that follow lie behind the PIN */
    SCREEN_STAFF_LIST,
    SCREEN_STAFF_CORRECT, /* what touches a lecture as a whole, unknown badges, walk-ins, undo */
    SCREEN_STAFF_EXPORT,
    SCREEN_STAFF_IMPORT,
    SCREEN_STAFF_SETTINGS,
    SCREEN_STAFF_DOCTOR, /* the reader is examined: here alone a scan signs nobody in */
    SCREEN_COUNT
};
/* What SCREEN_TALK is entered with to go on where board->talk says. */
#define SCREEN_TALK_RESUME "resume"

enum { SCREEN_NAV_COUNT = SCREEN_KEYPAD + 1 };

/* What a screen may ask of the app. */
struct screen_host {
    void *context;
    void (*go)(void *context, enum screen_id id,
               const char *argument);                  /* takes effect after handle() returned */
    void (*sign_in)(void *context, const char *typed); /* by keypad */
    void (*look_up)(void *context, const char *typed); /* answered through notice_lookup */
    /* The picture of that pack file; NULL while it is being loaded or where it cannot be. want is the side it
     * is shown at. */
    const struct draw_image *(*picture)(void *context, const char *name, int want_w, int want_h);

    /* The deck as pages of a talk on this canvas, kept until the canvas or the programme changes; NULL when
     * out of memory. */
    const struct slide_fitted *(*fit)(void *context, const struct deck *deck);

    /* A talk shows this page (from 0) of that deck. */
    void (*note_page)(void *context, const char *deck, int page);

    /* What is shown next is another page, or more of it: it may fade in. */
    void (*turned)(void *context);

    /* Where the talk stands now, to be found again after a crash; not open = it ended. */
    void (*keep_talk)(void *context, const struct talk_saved *saved);

    /* A voice without a badge; how many chose what on that topic; all of them forgotten. Each is answered
     * through notice_votes. */
    void (*vote)(void *context, const struct vote_cast *cast);
    void (*count_votes)(void *context, const struct vote_topic *topic);
    void (*clear_votes)(void *context, const struct vote_topic *topic);

    /* What the two displays show is to change places. */
    void (*swap_displays)(void *context);

    /* staff mode; answers come through view->staff and notice_staff */
    void (*pin)(void *context, const char *digits);           /* tries it, or sets it where there is none */
    void (*lock)(void *context);                              /* leaves staff mode */
    void (*use_operator)(void *context, const char *name);    /* who acts from now on, until it is locked */
    void (*show_lecture)(void *context, const char *lecture); /* whose sheet view->staff->sheet holds */
    void (*ask_trail)(void *context, const char *code,
                      const char *badge); /* of that lecture; one of them "" */
    void (*staff_do)(void *context, const struct staff_request *request); /* operator_name is filled in */
    void (*diagnose)(void *context, const char *const *raws,
                     size_t count);     /* the answer comes as view->staff->diagnosis */
    void (*find_sticks)(void *context); /* answered as view->staff->sticks */
    /* Starts long work, one at a time; the answer comes through notice_transfer. operator_name is filled in.
     */
    void (*transfer)(void *context, enum transfer_kind kind, const struct transfer_wish *wish);
    void (*cancel_transfer)(void *context);
};

/* Staff mode as screens see it. */
struct staff_view {
    enum pin_state pin;
    int wait_s;       /* PIN_WAITING */
    bool pin_refused; /* the last one was wrong */
    bool unlocked;
    const char *operator_name;                  /* "" = not chosen yet */
    const char *operators[STAFF_OPERATORS_MAX]; /* people of the roster whose role makes them staff */
    size_t operator_count;
    const char *lecture;                      /* id of the lecture that staff look at; "" = none */
    const struct sheet *sheet;                /* of that lecture; NULL = on its way */
    const struct trail *trail;                /* the last asked for; NULL = on its way */
    const struct reader_diagnosis *diagnosis; /* of the reads last asked about; NULL = on its way */
    const struct sticks *sticks;              /* NULL = not looked for yet */
    const struct preview *preview;            /* of the pack that was read last; NULL = none */
    enum transfer_kind transferring;          /* long work under way */
    int transfer_permille;
    bool busy;                  /* an action is in work */
    struct staff_result result; /* of the last action; sentence "" = none yet */
    const struct staff_setting *settings;
    size_t setting_count;
    const char *pinned; /* id of the pinned lecture, "" = none */
    int64_t free_bytes; /* of the disk that holds the store; -1 = not known */
    int64_t
        clock_jump_ms; /* the wall clock jumped by so much in this run or went back since the last; 0 = no */
};

/* What the structure check in the background found. */
enum store_state { STORE_STATE_CHECKING, STORE_STATE_WHOLE, STORE_STATE_DAMAGED };

/* What a screen sees at one moment. */
struct screen_view {
    const struct board *board;
    struct canvas canvas;
    int64_t now_ms;  /* wall, UTC */
    int64_t mono_ms; /* for deadlines */
    bool simulated;  /* the clock is not the system's */
    enum store_state store_state;
    const struct text_measure *measure;
    const struct screen_host *host;
    const struct staff_view *staff; /* never NULL */
};

/* Who has the number that was looked up. */
struct screen_lookup {
    const char *code;
    bool found;
    const char *name, *unit, *team;
};

/* A read of the reader as it came. */
struct screen_read {
    const char *raw; /* with its terminator, where that is known; "" = it was unreadable */
    bool typed;      /* by a reader that is a keyboard to the window system */
};

/* NULL = not needed; name and draw are mandatory. state is state_size zeroed bytes, kept while the screen is
 * shown. */
struct screen_ops {
    const char *name; /* as in `lectern shot NAME` */
    size_t state_size;
    bool owns_keys; /* all keys belong to it (a talk); no header, no navigation bar */
    bool stays;     /* is not left for want of input */
    bool staff;     /* behind the PIN: full names; is locked for want of input */
    void (*enter)(void *state, const struct screen_view *view, const char *argument);
    bool (*handle)(void *state, const struct screen_view *view,
                   const struct ui_event *event); /* true: it was used */
    /* Whether a finger that came down there moves what it lies on: once it has moved, down, moves and up come
     * to handle, and what it came down on is not pressed. */
    bool (*drags)(const void *state, const struct screen_view *view, int x, int y);
    void (*notice_lookup)(void *state, const struct screen_view *view, const struct screen_lookup *lookup);
    void (*notice_staff)(void *state, const struct screen_view *view, const struct staff_result *result);
    void (*notice_transfer)(void *state, const struct screen_view *view,
                            const struct transfer_result *result);
    /* Scans come here and sign nobody in. A scan means the same everywhere, so one screen alone has this: the
     * doctor's, which says so in large words. */
    void (*take_read)(void *state, const struct screen_view *view, const struct screen_read *read);
    /* Whether who comes with a badge is asked for a vote. */
    bool (*asks_vote)(const void *state, const struct screen_view *view);
    /* The vote that goes with the badge at hand; it is forgotten here. False = none was made. */
    bool (*take_vote)(void *state, const struct screen_view *view, struct vote_cast *out);
    void (*notice_votes)(void *state, const struct screen_view *view, int source,
                         const struct vote_count *count);
    int64_t (*deadline_ms)(const void *state, const struct screen_view *view); /* monotonic; 0 = none */
    void (*tick)(void *state, const struct screen_view *view);                 /* at the deadline */
    void (*draw)(const void *state, const struct screen_view *view, struct draw_list *list);
    /* The frame that the next key most likely brings, to be made ready while nothing is to be done; draws
     * nothing where there is none. NULL = nothing is known of it. */
    void (*draw_next)(const void *state, const struct screen_view *view, struct draw_list *list);
    /* What a second display shows meanwhile; view->canvas is that display's. NULL = nothing. */
    void (*draw_second)(const void *state, const struct screen_view *view, struct draw_list *list);
    void (*leave)(void *state);
};

/* The one list of screens; NULL for no such id. */
const struct screen_ops *screen_ops(enum screen_id id);

#endif
