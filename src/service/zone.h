/* Times are converted in the event's zone, in every process that reads the store. */
#ifndef LECTERN_SERVICE_ZONE_H
#define LECTERN_SERVICE_ZONE_H

#include "base/err.h"

struct store;

/* civil_use_zone, but touches nothing where that zone is in use already: a thread may be converting times. */
bool zone_follow(const char *iana_name, struct err *err);

/* civil_use_zone with the zone of the event in the store, the default where the store is empty. Before any
 * thread runs. */
bool zone_of_store(struct store *store, struct err *err);

#endif
