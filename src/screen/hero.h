/* The card of what is going on: the running lecture, else the next one, else that all is over. Several
 * running ones take turns. */
#ifndef LECTERN_SCREEN_HERO_H
#define LECTERN_SCREEN_HERO_H

#include "screen/screen.h"

/* The lecture the card shows now; NULL when none runs and none comes. */
const struct lecture *hero_lecture(const struct screen_view *view);

/* Whether that lecture begins within half a day: 即将开始, not 下一场. */
bool hero_is_soon(const struct screen_view *view, const struct lecture *lecture);

int hero_height(const struct draw_list *list, const struct screen_view *view, int width);
void hero_draw(struct draw_list *list, const struct screen_view *view, struct rect rect, int target);

/* When the next of several running lectures takes its turn; 0 = never. */
int64_t hero_deadline_ms(const struct screen_view *view);

#endif
