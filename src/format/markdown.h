/* Markdown (through md4c) to decks. */
#ifndef LECTERN_FORMAT_MARKDOWN_H
#define LECTERN_FORMAT_MARKDOWN_H

#include "base/arena.h"
#include "base/err.h"
#include "domain/deck.h"

#include <stddef.h>

/* A talk: `---` on a line of its own between slides, first heading of a slide = its title, `???` starts
 * speaker notes. Image paths are taken relative to image_folder ("talks/"). */
bool markdown_parse_deck(const char *text, size_t len, const char *id, const char *image_folder,
                         struct arena *arena, struct deck *out, struct err *err);

/* Key points: every heading of the highest level in the file starts a point. */
bool markdown_parse_keypoints(const char *text, size_t len, struct arena *arena, struct deck *out,
                              struct err *err);

/* The same with the place of an error apart: *line is where it belongs (0 = the file as a whole) and the
 * sentence does not say it. */
bool markdown_read_deck(const char *text, size_t len, const char *id, const char *image_folder,
                        struct arena *arena, struct deck *out, size_t *line, struct err *err);
bool markdown_read_keypoints(const char *text, size_t len, struct arena *arena, struct deck *out,
                             size_t *line, struct err *err);

#endif
