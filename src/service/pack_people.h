/* The roster's table to people. */
#ifndef LECTERN_SERVICE_PACK_PEOPLE_H
#define LECTERN_SERVICE_PACK_PEOPLE_H

#include "service/pack_read.h"

/* Fills pack->people; name NULL = there is no roster. */
void pack_people_read(struct pack_read *read, const char *name);

#endif
