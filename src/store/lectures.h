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

/* Texts and lectures go into the arena; the programme comes sorted. keypad_letters (may be NULL): the letters
 * A-Z that occur in worker numbers and badges. */
bool lectures_load(struct store *store, int64_t generation, struct arena *arena, struct event *event,
                   struct programme *programme, const char **keypad_letters, struct err *err);

#endif
