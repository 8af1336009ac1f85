/* The event's table: two columns, an item and its value. */
#ifndef LECTERN_SERVICE_PACK_EVENT_H
#define LECTERN_SERVICE_PACK_EVENT_H

#include "service/pack_read.h"

/* Fills the event (defaults where name is NULL) and sets the process's time zone to the event's. */
void pack_event_read(struct pack_read *read, const char *name);

#endif
