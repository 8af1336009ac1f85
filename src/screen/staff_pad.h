/* Keys on the glass for staff mode, and a list to choose one thing from. */
#ifndef LECTERN_SCREEN_STAFF_PAD_H
#define LECTERN_SCREEN_STAFF_PAD_H

#include "screen/screen.h"

enum staff_pad_target {
    STAFF_TARGET_CHAR = 920,
    STAFF_TARGET_BACKSPACE,
    STAFF_TARGET_CLEAR,
    STAFF_TARGET_LETTERS /* argument: the page of letters to show */
};

enum staff_pad_kind { STAFF_PAD_DIGITS, STAFF_PAD_ALL /* letters first: initials are typed most */ };

/* Fills rect with keys in so many columns. */
void staff_pad_draw(struct draw_list *list, struct rect rect, enum staff_pad_kind kind, int columns);

/* How high it is at the least. */
int staff_pad_height(enum staff_pad_kind kind, int columns);

/* A row of the letters that the roster's numbers have, below a pad of digits; the last key turns to more of
 * them. Nothing where there are none. */
void staff_pad_draw_letters(struct draw_list *list, struct rect row, const char *letters, int page,
                            int columns);

/* How much it makes such a pad higher. */
int staff_pad_letters_height(const char *letters);

/* Takes a key, on the glass or not, into text of that size, in capitals; false: it was none. */
bool staff_pad_edit(char *text, size_t size, enum staff_pad_kind kind, const struct ui_event *event);

/* A field with what was typed, or with pale words that say what to type. */
void staff_pad_draw_field(struct draw_list *list, struct rect rect, bool live, const char *text,
                          const char *hint);

/* Things to choose one from, some on a page. */
struct staff_choice {
    size_t count;
    const char *(*label)(const void *context, size_t index);
    const void *context;
    int chosen; /* -1 = none */
    int page, columns;
};

/* An item's press carries target and its index, the one of the page button target + 1 and the next page. */
void staff_choice_draw(struct draw_list *list, struct rect rect, const struct staff_choice *choice,
                       int target);

#endif
