/* The frame around the screens of staff mode: header, menu, the lecture staff look at, the banner that says
 * what came of an action. */
#ifndef LECTERN_SCREEN_STAFF_FRAME_H
#define LECTERN_SCREEN_STAFF_FRAME_H

#include "screen/screen.h"

/* Targets of the frame lie above those of screens; the one of the pad carry the character. */
enum staff_frame_target {
    STAFF_TARGET_MENU = 900, /* argument: the screen's id, SCREEN_COUNT = leave staff mode */
    STAFF_TARGET_LECTURE,    /* argument: the index in the programme */
    STAFF_TARGET_UNDO
};

enum { STAFF_GAP = 24, STAFF_BUTTON_H = 96 };

/* First member of the state of every screen in staff mode: notice, deadline and tick below work on it. */
struct staff_frame {
    int64_t banner_until_ms; /* monotonic; 0 = none is shown */
};

/* Background, header and menu with `current` lit; returns what is left, margins taken off. */
struct rect staff_frame_draw(struct draw_list *list, const struct screen_view *view, enum screen_id current);

/* The same place without drawing. */
struct rect staff_frame_main(const struct screen_view *view);

/* Lies over the header, so that it covers nothing one works with; drawn last. */
void staff_frame_draw_banner(struct draw_list *list, const struct screen_view *view,
                             const struct staff_frame *frame);

/* A row with the lecture that staff look at, and buttons to the one before and the one after. */
void staff_frame_draw_lecture(struct draw_list *list, const struct screen_view *view, struct rect row);

/* A card's heading at the top of rest. */
void staff_frame_heading(struct draw_list *list, struct rect *rest, const char *text);

/* Menu, F1 to F6, lecture buttons, undo. */
bool staff_frame_handle(const struct screen_view *view, const struct ui_event *event);

void staff_frame_notice(void *state, const struct screen_view *view, const struct staff_result *result);
int64_t staff_frame_deadline_ms(const void *state, const struct screen_view *view);
void staff_frame_tick(void *state, const struct screen_view *view);

/* NULL where there is none. */
const struct lecture *staff_frame_lecture(const struct screen_view *view);

/* The sheet of that lecture; NULL = on its way. */
const struct sheet *staff_frame_sheet(const struct screen_view *view);

/* Asks for an action, filled in with the lecture; nothing while another is in work. */
struct staff_request staff_frame_request(const struct screen_view *view, enum staff_verb verb);
void staff_frame_do(const struct screen_view *view, const struct staff_request *request);

#endif
