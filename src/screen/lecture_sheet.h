/* All about one lecture, over the programme, with the button that starts its talk. */
#ifndef LECTERN_SCREEN_LECTURE_SHEET_H
#define LECTERN_SCREEN_LECTURE_SHEET_H

#include "screen/screen.h"

enum sheet_answer { SHEET_NOT_MINE, SHEET_STAYS, SHEET_CLOSE };

/* first_target and the one after it are the sheet's. */
void lecture_sheet_draw(struct draw_list *list, const struct screen_view *view, const struct lecture *lecture,
                        int first_target);
enum sheet_answer lecture_sheet_handle(const struct screen_view *view, const struct lecture *lecture,
                                       const struct ui_event *event, int first_target);

#endif
