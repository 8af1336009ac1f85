/* The faces of fonts/faces.txt through SDL_ttf: which face has a code point, how wide a text is, its pixels.
 */
#ifndef LECTERN_SDL_FONTS_H
#define LECTERN_SDL_FONTS_H

#include "base/err.h"
#include "text/measure.h"

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

/* A piece of a line that is drawn as one: a character of full width, or a run of others in one face (Latin,
 * digits, shaped scripts). Coverage only, so that one copy serves every colour. */
struct fonts_piece {
    const unsigned char *alpha; /* width bytes a row; NULL = nothing to draw (blanks) */
    int width, height;
    int left, top;  /* from the pen and from the top of the line, real pixels */
    double advance; /* real pixels to the next piece */
};

/* Cuts the next piece off text[*pos .. len), draws it where it is not kept already, and moves *pos behind it.
 * False at the end and when out of memory. The piece is valid until the next call. */
bool fonts_next_piece(struct fonts *fonts, int size, bool bold, const char *text, size_t len, size_t *pos,
                      struct fonts_piece *out);

/* Draws what is not kept yet of a text, so that it need not be drawn when it is wanted. */
void fonts_warm(struct fonts *fonts, int size, bool bold, const char *text, size_t len);

/* Height of a line of that size, real pixels. */
int fonts_line_height(struct fonts *fonts, int size, bool bold);

#endif
