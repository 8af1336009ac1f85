/* The faces of fonts/faces.txt through SDL_ttf: which face has a code point, how wide a text is, its pixels.
 */
#ifndef LECTERN_SDL_FONTS_H
#define LECTERN_SDL_FONTS_H

#include "base/err.h"
#include "text/measure.h"

#include <SDL2/SDL.h>

#include <stddef.h>
#include <stdint.h>

struct fonts;

/* Reads the list at faces_path. A missing optional face is passed over; a missing required one is an error
 * that names its package. */
bool fonts_create(struct fonts **out, const char *faces_path, struct err *err);
void fonts_destroy(struct fonts *fonts);

/* Real pixels a design pixel; drops what was drawn at another scale. */
void fonts_set_scale(struct fonts *fonts, double scale);

/* Widths in design pixels at the scale in force; valid as long as fonts. */
struct text_measure fonts_measure(struct fonts *fonts);

/* A line as pixels with alpha, kept in a bounded cache: valid until the next call. NULL when out of memory.
 */
SDL_Surface *fonts_line(struct fonts *fonts, int size, bool bold, uint32_t colour, const char *text,
                        size_t len);

#endif
