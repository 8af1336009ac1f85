/* The few pieces every screen is made of. */
#ifndef LECTERN_UI_WIDGETS_H
#define LECTERN_UI_WIDGETS_H

#include "ui/draw.h"

/* A coloured edge at the left of a box with round corners, following them; drawn over the box. */
void widget_edge(struct draw_list *list, struct rect box, int radius, int width, uint32_t colour);

enum chip_look { CHIP_GOLD, CHIP_LIVE, CHIP_MUTE, CHIP_OK };

/* A white card with a thin border; returns nothing, the caller knows the rect. */
void widget_card(struct draw_list *list, struct rect rect);

/* A pill with a word, its left edge at x, centred on centre_y; returns its width. widget_chip_width tells it
 * before. */
int widget_chip(struct draw_list *list, int x, int centre_y, enum chip_look look, const char *text);
int widget_chip_width(const struct draw_list *list, const char *text);

enum button_look { BUTTON_PLAIN, BUTTON_PRIMARY, BUTTON_KEY /* a key of a keypad */ };

/* A button with its touch target. */
void widget_button(struct draw_list *list, struct rect rect, enum button_look look, struct text_style style,
                   const char *text, int target, int argument);
int widget_button_width(const struct draw_list *list, const char *text);

/* One of several to choose from: what is chosen has a tick, a thick border and bold words, not a colour
 * alone. The words shrink to what fits. */
void widget_choice(struct draw_list *list, struct rect rect, bool on, const char *text, int target,
                   int argument);

enum arrow_direction { ARROW_LEFT, ARROW_RIGHT, ARROW_UP, ARROW_DOWN };

/* A button with an arrow; without a target and pale where there is nothing that way. */
void widget_arrow(struct draw_list *list, struct rect rect, enum arrow_direction direction, bool live,
                  int target, int argument);

/* A button with a cross that closes a panel. */
void widget_close(struct draw_list *list, struct rect rect, int target);

/* A disc with an exclamation mark, radius px. */
void widget_warning(struct draw_list *list, int centre_x, int centre_y, int radius, uint32_t colour);

/* A bar filled to part / whole. */
void widget_track(struct draw_list *list, struct rect rect, uint32_t back, uint32_t front, int part,
                  int whole);

void widget_tick(struct draw_list *list, struct rect rect, int width, uint32_t colour);
void widget_cross(struct draw_list *list, struct rect rect, int width, uint32_t colour);

#endif
