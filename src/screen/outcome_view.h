/* What came of a scan, as everybody reads it: the card over a screen, or the toast in the corner of a talk.
 */
#ifndef LECTERN_SCREEN_OUTCOME_VIEW_H
#define LECTERN_SCREEN_OUTCOME_VIEW_H

#include "screen/screen.h"

/* What the card offers: to who came late what was missed, to who is to speak the talk. */
struct outcome_offer {
    bool keypoints;
    int pages; /* of the talk that were shown already; 0 = none */
    bool talk;
};

/* Targets of the offer lie above those of screens and frame; the arrows to the left and right press them,
 * too, a clicker's keys the talk. */
enum { OUTCOME_TARGET_KEYPOINTS = 2000, OUTCOME_TARGET_SLIDES, OUTCOME_TARGET_TALK };

/* The card in the middle; with veil, what lies under it is dimmed. offer NULL = none. */
void outcome_draw_card(struct draw_list *list, const struct screen_view *view, const struct outcome *outcome,
                       const struct outcome_offer *offer, bool veil);

/* The size of the line that names the person: what names are written with may be made ready in it. */
enum { OUTCOME_NAME_SIZE = 38 };

/* What every card of a sign-in begins with, before anything is known of it: drawn before such a card over the
 * same screen, it leaves only the words to be drawn. */
void outcome_draw_ground(struct draw_list *list, const struct screen_view *view);

/* One line at the top right. */
void outcome_draw_toast(struct draw_list *list, const struct screen_view *view,
                        const struct outcome *outcome);

#endif
