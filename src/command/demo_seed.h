/* The demo's store: the pack that came with the program, moved to today, with part of the people already
 * there. */
#ifndef LECTERN_COMMAND_DEMO_SEED_H
#define LECTERN_COMMAND_DEMO_SEED_H

#include "base/clock.h"
#include "base/err.h"
#include "domain/programme.h"

#include <stdint.h>

struct store;

/* Imports the pack at path, its lectures moved by whole minutes so that the leading lecture (the first of the
 * second day) began elapsed_ms before now_ms; 0 = the pack keeps its own dates. */
bool demo_seed_import(struct store *store, const char *path, int64_t now_ms, int64_t elapsed_ms,
                      struct err *err);

/* Signs in about three quarters of those who are expected at that lecture, and a few others, up to now_ms. */
bool demo_seed_attendance(struct store *store, const struct lecture *lecture, int64_t now_ms,
                          struct err *err);

/* Removes a demo's store with what SQLite keeps beside it. */
void demo_seed_remove(const char *path);

/* The first lecture of the programme's second day (of its only day); NULL for an empty programme. */
const struct lecture *demo_leading_lecture(const struct programme *programme);

#endif
