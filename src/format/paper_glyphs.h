/* Puts a laid out text on paper glyph by glyph. Cairo 1.16 embeds a subset of the font and leaves out pieces
 * of outlines that it takes for unused: in Noto Sans CJK 如 came out blank, 绣 beside some others, with the
 * right text under the blank. So the Chinese font's glyphs go in as drawings of their own (a Type 3 font) of
 * which nothing has to be guessed; text can be selected and searched all the same. */
#ifndef LECTERN_FORMAT_PAPER_GLYPHS_H
#define LECTERN_FORMAT_PAPER_GLYPHS_H

#include "format/paper_library.h"

#include <stdbool.h>
#include <stddef.h>

enum { PAPER_FACES_MAX = 4 /* regular and bold, and room */ };

struct paper_face {
    const PangoFontFace *known_as; /* Pango's */
    cairo_font_face_t *outlines;
    cairo_font_face_t *drawn; /* what the paper is shown */
    cairo_t *pen;             /* struct paper_glyphs' */
};

/* Zeroed = not begun. */
struct paper_glyphs {
    const struct paper_library *pdf;
    const char *family; /* whose glyphs are drawn; not owned */
    cairo_t *pen;       /* measures and outlines glyphs, draws nothing */
    struct paper_face faces[PAPER_FACES_MAX];
    size_t face_count;
};

/* false: no memory. */
bool paper_glyphs_begin(struct paper_glyphs *glyphs, const struct paper_library *pdf, const char *family);

/* The layout with its left upper corner at x, y (points). */
void paper_glyphs_show(struct paper_glyphs *glyphs, cairo_t *cairo, PangoLayout *layout, double x, double y);

/* To be called behind the end of the surface that was drawn to: until then it asks for the glyphs. */
void paper_glyphs_finish(struct paper_glyphs *glyphs);

#endif
