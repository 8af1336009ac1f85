/* A talk that is a presentation (PowerPoint, WPS, LibreOffice): turned into PDF by LibreOffice, where that is
 * installed. */
#ifndef LECTERN_SERVICE_PACK_OFFICE_H
#define LECTERN_SERVICE_PACK_OFFICE_H

#include "service/pack_turn.h"

/* The ending of a presentation's name as we know it (".pptx"); NULL = it is none. */
const char *pack_office_ending(const char *name);

/* Whether opening it asks for a password; as far as its bytes tell at a glance. */
bool pack_office_is_locked(const struct buf *bytes);

/* Writes deck.pdf beside the file in the turn's folder; the way from 0 to permille. */
bool pack_office_turn(struct pack_turn *turn, const char *file, int to, struct err *err);

#endif
