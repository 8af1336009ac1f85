/* A screen that hangs on its side: what was drawn upright is copied turned, by quarters, clockwise. */
#ifndef LECTERN_SDL_TURN_H
#define LECTERN_SDL_TURN_H

#include <SDL2/SDL.h>

/* Copies the part of upright to where it lies in turned and returns that place. Both are 32 bits a pixel;
 * upright has turned's size, its sides exchanged for odd turns. */
SDL_Rect turn_copy(const SDL_Surface *upright, SDL_Surface *turned, int turns, SDL_Rect part);

/* A point of a turned screen of w x h, as it lies upright. */
SDL_Point turn_back(int turns, int w, int h, SDL_Point point);

#endif
