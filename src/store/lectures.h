/* The event and its programme, as the active import brought them. */
#ifndef LECTERN_STORE_LECTURES_H
#define LECTERN_STORE_LECTURES_H

#include "base/arena.h"
#include "base/err.h"
#include "domain/event.h"
#include "domain/programme.h"

#include <stdbool.h>
#include <stdint.h>

struct store;

/* What the import noted of all texts together. */
struct lectures_notes {
    const char *keypad_letters; /* the letters A-Z that occur in worker numbers and badges */
    const char *characters;     /* every character beyond ASCII of names and programme, once each, UTF-8 */
};

/* The event alone. */
bool lectures_load_event(struct store *store, int64_t generation, struct arena *arena, struct event *event,
                         struct lectures_notes *notes, struct err *err);

/* Texts and lectures go into the arena; the programme comes sorted. notes may be NULL. */
bool lectures_load(struct store *store, int64_t generation, struct arena *arena, struct event *event,
                   struct programme *programme, struct lectures_notes *notes, struct err *err);

#endif
