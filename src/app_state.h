/* What app.c and app_input.c share: the state of the app. Nobody else includes this. */
#ifndef LECTERN_APP_STATE_H
#define LECTERN_APP_STATE_H

#include "app.h"
#include "domain/scan.h"
#include "screen/outcome_view.h"
#include "service/picture_shapes.h"

#include <stddef.h>

enum { APP_ARGUMENT_SIZE = 128, APP_SCREEN_STATE_SIZE = 2048 };

/* How long the pages of the talk at hand were shown. */
struct talk_times {
    int page; /* the one that is shown, from 1; 0 = none */
    int64_t since_ms;
    int32_t shown_ms[TALK_TIMED_PAGES];
};

struct app {
    struct app_config config;
    struct board board;
    struct screen_host host;
    enum screen_id screen;
    _Alignas(max_align_t) unsigned char state[APP_SCREEN_STATE_SIZE]; /* of the current screen */
    bool go_asked; /* a screen asked to leave: done after its handler returned */
    enum screen_id go_screen;
    char go_argument[APP_ARGUMENT_SIZE];

    struct staff_view staff; /* what screens see; points into what follows */
    struct staff_info staff_info;
    bool staff_info_known;
    char staff_operator[PERSON_TEXT_MAX + 1], staff_lecture[LECTURE_ID_SIZE];
    struct sheet *sheet; /* owned, malloc'ed; NULL = none */
    struct trail *trail;
    struct reader_diagnosis *diagnosis; /* owned, malloc'ed; NULL = none */
    uint32_t diagnosis_ticket;          /* of the last one asked for: what answers another is stale */
    struct sticks *sticks;              /* likewise, and the preview */
    struct preview *preview;
    bool sticks_in_work;
    int64_t transfer_look_ms; /* monotonic: when the bar is looked at next; 0 = nothing is under way */
    struct staff_setting asked_setting; /* by the last request */
    int sheets_in_work;
    bool sheet_again;          /* something happened since the sheet was asked for */
    int64_t staff_input_ms;    /* the last key or touch in staff mode */
    int64_t pin_wait_until_ms; /* monotonic */
    int64_t pin_tick_ms;       /* when the seconds to wait change */

    struct scan scan;
    struct outcome outcome;
    struct draw_target offer_targets[2]; /* of the last frame */
    size_t offer_target_count;
    struct outcome_offer offer;      /* of the card that is shown, to who came late */
    char talk_deck[LECTURE_ID_SIZE]; /* the last deck that a talk showed here */
    struct talk_times talk_times;
    bool talk_turned;         /* a page was, since the last frame */
    int talk_pages;           /* how far it came: 1 = its first page */
    int scans_in_work;        /* posted to the desk and not answered */
    int64_t outcome_until_ms; /* monotonic; 0 = none is shown */
    bool outcome_fresh;       /* its first frame puts the card over the last frame, the next draws all anew */
    bool outcome_veiled;      /* what lies under the card is dimmed */
    bool ground_drawn;        /* since the last frame, for the badge that is being read */
    bool next_drawn;          /* since the last frame: what the next key brings */
    bool next_put_off;        /* until the next frame: a badge is being read */
    bool veil_owed;           /* the card was drawn, the frame that dims what lies under it was not */

    int64_t last_input_ms;
    int64_t shown_minute; /* wall minute of the last frame */
    bool dirty;
    bool hurried; /* somebody did something since the last frame, or came */
    enum store_state store_state;
    struct err store_error; /* the background check found damage: nothing is recorded any more */

    struct slide_fitted fitted;     /* of fitted_deck */
    struct picture_shapes shapes;   /* of its pictures */
    struct arena fitted_arena;      /* of both */
    const struct deck *fitted_deck; /* NULL = none is */

    struct draw_image picture; /* the last one handed to a screen, which copies it into its list at once */
    const struct draw_list *under; /* the last frame's list, not owned; NULL = do not build on it */
    struct draw_mark under_end;    /* where its screen ended */
    struct draw_list targets;      /* of the last frame: only its targets are used */
    int focus;                     /* index into them; -1 = none shown */
    bool pressed;                  /* a finger is down on pressed_target */
    struct draw_target pressed_target;
    bool swallow_pointer; /* until the finger that sent a card away is up */
    int64_t pressed_at_ms;
    struct ui_event down;
};

const struct screen_ops *app_ops(const struct app *app);
struct screen_view app_view(const struct app *app);
int64_t app_mono_ms(const struct app *app);

/* --- app_talk.c --- */

void app_talk_host(struct screen_host *host);

/* The board's decks are about to change. */
void app_forget_fitted(struct app *app);

/* Leaves the current screen and enters that one. */
void app_enter(struct app *app, enum screen_id id, const char *argument);

/* Enters the talk that was cut off, by a crash or by another programme, else the home screen. */
void app_start_over(struct app *app);

/* Goes where a screen asked to go while it handled something. */
void app_follow_go(struct app *app);

/* --- app_outcome.c --- */

/* Posts a scan or what was typed; says so at once where it cannot be recorded. */
void app_sign_in(struct app *app, const char *raw, enum sign_in_method method);

/* What the desk says of a scan: into the board, onto the screen. */
void app_take_outcome(struct app *app, const struct outcome *decided);

/* The votes on what that slide asks, for the screen that wants to know. */
void app_notice_votes(struct app *app, int source, const struct vote_count *count);

/* What the card of an outcome would offer: who came late what was missed, the speaker the talk. Whether that
 * is anything. */
struct outcome_offer app_offer_for(const struct app *app, const struct outcome *outcome);
bool app_offers(const struct outcome_offer *offer);

/* Opens what the card offers, by its target; false where it offers no such thing. */
bool app_take_offer(struct app *app, int target);

/* Whether a card that is shown now takes the place of another, over what was dimmed for that one. */
bool app_lies_on_veil(const struct app *app);

/* --- app_staff.c --- */

void app_staff_start(struct app *app);
void app_staff_finish(struct app *app);
void app_staff_host(struct screen_host *host);

/* Takes an event that is about staff mode; false where it is not. */
bool app_staff_take(struct app *app, const struct desk_event *event);

/* The sheet is to be loaded again; does nothing outside staff mode. */
void app_staff_refresh(struct app *app);
void app_staff_lock(struct app *app);
void app_staff_pump(struct app *app);
int64_t app_staff_deadline(const struct app *app); /* 0 = none */

/* --- app_transfer.c --- */

void app_transfer_host(struct screen_host *host);
bool app_transfer_take(struct app *app, const struct desk_event *event);
void app_transfer_forget(struct app *app); /* staff mode is left: what was shown is dropped */
void app_transfer_pump(struct app *app);

/* Where who asks for this screen comes to: to the PIN first. */
enum screen_id app_staff_door(struct app *app, enum screen_id id);

/* A finished scan, or keys that turned out to be typing. */
void app_take_scan(struct app *app, const struct scan_result *result);

#endif
