/* Draws a list, or the damaged parts of it, onto pixels. */
#ifndef LECTERN_SDL_REPLAY_H
#define LECTERN_SDL_REPLAY_H

#include "sdl/fonts.h"
#include "ui/draw.h"

#include <SDL2/SDL.h>

/* Real pixels of design rectangle: edges are rounded, so that neighbours stay neighbours. */
SDL_Rect replay_px(struct rect rect, double scale);

/* Draws the commands from `first` on, as far as they lie inside `part` (design px). surface has 32 bits a
 * pixel, 0x00RRGGBB. */
void replay_draw(const struct draw_list *list, size_t first, struct rect part, double scale,
                 struct fonts *fonts, SDL_Surface *surface);

#endif
