/* How a slide lies in its frame: which line, mark, panel and picture goes where. Nothing is drawn here:
 * import asks whether slides fit, screens draw what is said. All in design pixels. */
#ifndef LECTERN_SLIDE_LAYOUT_H
#define LECTERN_SLIDE_LAYOUT_H

#include "base/rect.h"
#include "domain/deck.h"
#include "text/measure.h"

#include <stdbool.h>
#include <stddef.h>

/* What a part is to the eye; whoever draws it has the colours. */
enum slide_role { SLIDE_TITLE, SLIDE_INK, SLIDE_ACCENT, SLIDE_MUTED, SLIDE_LINE, SLIDE_PANEL };

enum slide_part_kind {
    SLIDE_TEXT,
    SLIDE_DISC,
    SLIDE_BOX,
    SLIDE_IMAGE,
    SLIDE_CHOICE, /* the panel of a choice, its votes to the right of its words */
    SLIDE_CALL    /* one line: how to choose, how many did */
};

enum { SLIDE_NUMBER_SIZE = 16 };

struct slide_part {
    enum slide_part_kind kind;
    enum slide_role role;
    struct rect rect; /* TEXT: its line, the text begins at the left edge */
    int size;         /* TEXT, CHOICE, CALL */
    bool bold;
    int radius;                     /* BOX, CHOICE */
    const char *text;               /* TEXT: the slide's; NULL = number holds it */
    size_t len;                     /* of text */
    char number[SLIDE_NUMBER_SIZE]; /* TEXT: "3." */
    const struct block *image;      /* IMAGE */
    int choice;                     /* CHOICE: from 1 */
    int votes_w;                    /* CHOICE: the room for its votes, at the right of rect */
    int step;                       /* not shown before this step of the slide; 0 = at once */
};

struct slide_sizes {
    int title, body;
};

/* How large pictures are, as far as that is known: whoever shows a talk knows, whoever checks one need not.
 */
struct slide_shapes {
    bool (*size)(void *context, const struct block *image, int *w, int *h);
    void *context;
};

/* Where slides go, and how large their letters may be. */
struct slide_frame {
    struct rect whole; /* all there is, for pages that are a picture */
    struct rect rect;
    const int *title_sizes, *body_sizes; /* falling, ended by 0; the last is the minimum */
    int most_title_lines;
    const struct slide_shapes *shapes; /* NULL = a picture takes all the room it has */
};

/* Zeroed = empty. */
struct slide_layout {
    struct slide_part *parts; /* owned; from back to front */
    size_t count, capacity;
    int top_y;   /* of what is there */
    bool cut;    /* something did not fit and ends in "…" */
    bool failed; /* out of memory: the parts are not whole */
};

/* The largest sizes at which this slide alone fits, else the minimum. */
struct slide_sizes slide_sizes_alone(const struct slide *slide, const struct slide_frame *frame,
                                     const struct text_measure *measure);

/* Lays the slide out, centred on the frame's height; what was in out before is dropped. */
void slide_layout(const struct slide *slide, struct slide_sizes sizes, const struct slide_frame *frame,
                  const struct text_measure *measure, struct slide_layout *out);

void slide_layout_finish(struct slide_layout *layout);

#endif
