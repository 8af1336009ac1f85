/* What export and import share on the screen: sticks to choose from, the bar of long work, what came of it.
 */
#ifndef LECTERN_SCREEN_STAFF_TRANSFER_H
#define LECTERN_SCREEN_STAFF_TRANSFER_H

#include "screen/staff_frame.h"

/* Targets lie between those of the frame and those of screens. */
enum staff_transfer_target {
    STAFF_TARGET_STICK = 800, /* argument: index */
    STAFF_TARGET_CANCEL_TRANSFER,
    STAFF_TARGET_CLOSE_RESULT
};

enum { STAFF_TRANSFER_ROW_H = 104 };

/* Second member of the state of both screens, behind the frame. */
struct staff_transfer {
    int stick;                     /* chosen */
    int64_t look_again_ms;         /* monotonic: when to look for sticks next */
    struct transfer_result result; /* kind NONE = nothing to say */
};

/* Looks for sticks now and every few seconds from now on. */
void staff_transfer_enter(struct staff_transfer *transfer, const struct screen_view *view);
int64_t staff_transfer_deadline_ms(const struct staff_frame *frame, const struct staff_transfer *transfer);
void staff_transfer_tick(struct staff_frame *frame, struct staff_transfer *transfer,
                         const struct screen_view *view);

bool staff_transfer_handle(struct staff_transfer *transfer, const struct screen_view *view,
                           const struct ui_event *event);

/* The chosen stick; NULL = there is none. */
const struct stick *staff_transfer_stick(const struct staff_transfer *transfer,
                                         const struct screen_view *view);

/* A row a stick, and a sentence where there is none; cut off the top of rest. */
void staff_transfer_draw_sticks(struct draw_list *list, const struct screen_view *view,
                                const struct staff_transfer *transfer, struct rect *rest);

/* The bar and a way to stop it. */
void staff_transfer_draw_bar(struct draw_list *list, const struct screen_view *view, struct rect rect,
                             const char *words);

/* What came of it, in the middle of rect. */
void staff_transfer_draw_result(struct draw_list *list, const struct transfer_result *result,
                                struct rect rect);

#endif
