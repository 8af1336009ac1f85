/* A slide's blocks laid out in a rectangle, at the largest size that holds them. Talks and key points share
 * it. */
#ifndef LECTERN_SCREEN_SLIDE_VIEW_H
#define LECTERN_SCREEN_SLIDE_VIEW_H

#include "domain/deck.h"
#include "screen/screen.h"

struct slide_look {
    uint32_t title, ink, accent, muted, line, panel;
    const int *title_sizes; /* falling, ended by 0 */
    const int *body_sizes;  /* likewise */
    int most_title_lines;
};

extern const struct slide_look slide_look_talk;     /* light on dark, for a hall */
extern const struct slide_look slide_look_keypoint; /* dark on light, on a card */

/* Draws title and blocks, centred on rect's height; what does not fit at the least size is cut at a block and
 * marked "…". *top_y (may be NULL) becomes the y of what was drawn. Returns whether everything fitted. */
bool slide_draw(struct draw_list *list, const struct screen_view *view, const struct slide *slide,
                const struct slide_look *look, struct rect rect, int *top_y);

#endif
