/* How large the pictures of a deck are, read from their first bytes: a page is set by the shapes of its
 * pictures before one of them is decoded. */
#ifndef LECTERN_SERVICE_PICTURE_SHAPES_H
#define LECTERN_SERVICE_PICTURE_SHAPES_H

#include "base/arena.h"
#include "domain/deck.h"
#include "service/pictures.h"
#include "slide/layout.h"

struct picture_shape {
    const char *name; /* the deck's */
    int width, height;
};

/* Zeroed = none is known. */
struct picture_shapes {
    struct slide_shapes face; /* for a slide_frame; its context is this struct */
    struct picture_shape *items;
    size_t count, capacity;
};

/* What cannot be read stays unknown, and takes all the room there is. out lives as long as deck and arena, at
 * the same address. */
void picture_shapes_load(struct picture_shapes *out, const struct pictures *pictures, const struct deck *deck,
                         struct arena *arena);

#endif
