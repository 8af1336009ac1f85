/* What came of a scan, as everybody reads it: the card over a screen, or the toast in the corner of a talk.
 */
#ifndef LECTERN_SCREEN_OUTCOME_VIEW_H
#define LECTERN_SCREEN_OUTCOME_VIEW_H

#include "screen/screen.h"

/* The card in the middle; with veil, what lies under it is dimmed. */
void outcome_draw_card(struct draw_list *list, const struct screen_view *view, const struct outcome *outcome,
                       bool veil);

/* The size of the line that names the person: what names are written with may be made ready in it. */
enum { OUTCOME_NAME_SIZE = 38 };

/* One line at the top right. */
void outcome_draw_toast(struct draw_list *list, const struct screen_view *view,
                        const struct outcome *outcome);

#endif
