/* What changed since the last frame: a hash a cell over the commands that touch it (as lite-xl's rencache
 * does). */
#ifndef LECTERN_UI_DAMAGE_H
#define LECTERN_UI_DAMAGE_H

#include "ui/draw.h"
#include "ui/geometry.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DAMAGE_CELL = 60, DAMAGE_COLUMNS_MAX = 64, DAMAGE_ROWS_MAX = 64, DAMAGE_RECTS_MAX = 64 };

/* A command of a frame, as far as the next frame has to know it. */
struct damage_command {
    uint64_t hash;
    struct rect rect; /* what it may touch: its own rectangle inside its clip */
    size_t index;     /* in the list */
};

/* Zeroed = nothing drawn yet: the first frame is damaged as a whole. */
struct damage {
    struct canvas canvas;
    bool valid;
    uint64_t cells[DAMAGE_ROWS_MAX][DAMAGE_COLUMNS_MAX]; /* of the frame on the screen */
    struct damage_command *commands;                     /* of that frame; owned */
    size_t count, capacity;
    struct damage_command *spare; /* takes the next frame's, in turn; owned */
    size_t spare_capacity;
    struct rect rects[DAMAGE_RECTS_MAX]; /* design px, disjoint, to be drawn again */
    size_t rect_count;
    /* Commands before this one are on the screen already and nothing of them changed: what follows only lies
     * over them. 0 = the rects are to be drawn from the ground. */
    size_t first_command;
};

/* Compares list with the last frame and fills rects; the list becomes the last frame. */
void damage_update(struct damage *damage, struct canvas canvas, const struct draw_list *list);

void damage_finish(struct damage *damage);

/* Forgets the last frame: the next is drawn as a whole (the window was uncovered or resized). */
void damage_forget(struct damage *damage);

#endif
