/* Fills the board from the store. */
#ifndef LECTERN_SERVICE_BOARD_LOAD_H
#define LECTERN_SERVICE_BOARD_LOAD_H

#include "base/err.h"
#include "domain/board.h"

struct store;

/* Replaces *board only on success. Sets the process's time zone to the event's. Deck Markdown is parsed here;
 * images are loaded when a talk asks for them. */
bool board_load(struct board *board, struct store *store, struct err *err);

#endif
