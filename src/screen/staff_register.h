/* The form for somebody who is not on the roster: a number and a unit, as names cannot be typed here. */
#ifndef LECTERN_SCREEN_STAFF_REGISTER_H
#define LECTERN_SCREEN_STAFF_REGISTER_H

#include "screen/screen.h"

/* Zeroed = closed. */
struct staff_register {
    bool open;
    bool by_badge; /* what is typed is a badge, not a worker number */
    char number[BADGE_TEXT_SIZE];
    int unit; /* index into the sheet's units + 1; 0 = none */
    int page, letters_page;
};

void staff_register_open(struct staff_register *form);
bool staff_register_handle(struct staff_register *form, const struct screen_view *view,
                           const struct ui_event *event);
void staff_register_draw(struct draw_list *list, const struct screen_view *view,
                         const struct staff_register *form, struct rect area);

#endif
