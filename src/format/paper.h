/* Paper (PDF): A4 pages of text, lines and boxes, through Cairo and Pango. All lengths in millimetres, text
 * sizes in points. Fonts are embedded, text can be selected and searched. */
#ifndef LECTERN_FORMAT_PAPER_H
#define LECTERN_FORMAT_PAPER_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

#define PAPER_W      210.0
#define PAPER_H      297.0
#define PAPER_MARGIN 15.0

struct paper;

enum paper_align { PAPER_LEFT, PAPER_CENTRE, PAPER_RIGHT };

/* How a text is set; what does not fit most_lines (0 = one) shrinks to seven tenths of its size, on three
 * lines and more to half of it, then ends in an ellipsis. */
struct paper_style {
    double size_pt;
    bool bold;
    enum paper_align align;
    int most_lines;
    uint32_t colour; /* 0xRRGGBB */
};

/* The file at path is made now. No Chinese font on this machine: ERR_UNSUPPORTED with a sentence. */
bool paper_create(struct paper **out, const char *path, const char *title, struct err *err);

/* Ends the page at hand; the next thing drawn is on a new one. */
void paper_end_page(struct paper *paper);

/* In a box of w x h, centred on its height; returns the height of the text. h 0: the text begins at y. */
double paper_text(struct paper *paper, double x, double y, double w, double h, struct paper_style style,
                  const char *text);
void paper_line(struct paper *paper, double x1, double y1, double x2, double y2, double width);
void paper_fill(struct paper *paper, double x, double y, double w, double h, uint32_t colour);
void paper_frame(struct paper *paper, double x, double y, double w, double h, double width);

/* Ends the last page, writes the rest and frees the paper. */
bool paper_close(struct paper *paper, struct err *err);

/* Accepts NULL. What stands at the path is the caller's to remove. */
void paper_discard(struct paper *paper);

#endif
