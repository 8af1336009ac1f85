/* The panel about one row of the sheet: who it is, what was recorded, and what can be done now. */
#ifndef LECTERN_SCREEN_STAFF_PERSON_H
#define LECTERN_SCREEN_STAFF_PERSON_H

#include "screen/screen.h"

enum staff_person_target {
    STAFF_PERSON_CLOSE = 800,
    STAFF_PERSON_ACTION, /* argument: index */
    STAFF_PERSON_REASON, /* argument: index */
    STAFF_PERSON_BADGE,  /* argument: row of the sheet whose unknown badge is taken */
    STAFF_PERSON_CONFIRM
};

/* Zeroed = nobody. */
struct staff_person {
    bool open;
    char code[BADGE_TEXT_SIZE], badge[BADGE_TEXT_SIZE]; /* of the row; code "" = an unknown badge */
    char link[BADGE_TEXT_SIZE];  /* the unknown badge that looks for its person; "" = none */
    char fresh[BADGE_TEXT_SIZE]; /* the new badge in place of a lost one */
    enum sheet_status status;    /* of the row when action and reason were chosen */
    int action, reason;          /* indices into what the row allows */
    int letters_page;            /* of the pad for a new badge */
};

enum staff_person_answer {
    STAFF_PERSON_NOT_MINE,
    STAFF_PERSON_STAYS,
    STAFF_PERSON_SHUT,  /* close it */
    STAFF_PERSON_CHOOSE /* choose the person that this unknown badge belongs to */
};

/* Opens it for a row and asks for its trail. link: "" or the badge to be linked. */
void staff_person_open(struct staff_person *person, const struct screen_view *view,
                       const struct sheet_row *row, const char *link);

enum staff_person_answer staff_person_handle(struct staff_person *person, const struct screen_view *view,
                                             const struct ui_event *event);
void staff_person_draw(struct draw_list *list, const struct screen_view *view,
                       const struct staff_person *person, struct rect panel);

/* A status as a chip that ends at right_x. */
void staff_person_draw_status(struct draw_list *list, int right_x, int centre_y, enum sheet_status status);

#endif
