/* The time zone of the event in the store, for the whole process. */
#ifndef LECTERN_SERVICE_EVENT_ZONE_H
#define LECTERN_SERVICE_EVENT_ZONE_H

#include "base/err.h"

struct store;

/* The event's zone, or the default where the store is empty. */
bool event_zone_use(struct store *store, struct err *err);

#endif
