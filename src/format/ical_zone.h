/* The zones that a calendar names (RFC 5545, 3.2.19 and 3.6.5). */
#ifndef LECTERN_FORMAT_ICAL_ZONE_H
#define LECTERN_FORMAT_ICAL_ZONE_H

#include "base/arena.h"
#include "base/zone_file.h"

#include <stdbool.h>
#include <stddef.h>

enum { ICAL_MAX_ZONES = 100, ICAL_TZID_SIZE = 128 };

/* What a VTIMEZONE says; its own rules of summer time are not followed. */
struct ical_vtimezone {
    const char *tzid, *location; /* location: X-LIC-LOCATION, "" = not given */
    int offset_s;
    bool fixed, several; /* one offset so far; different ones */
};

struct ical_zone {
    const char *tzid;
    bool known;
    struct zone_file file;
};

/* Zeroed and with an arena = empty. */
struct ical_zones {
    struct arena *arena;                    /* not owned */
    struct ical_zone items[ICAL_MAX_ZONES]; /* that were asked for */
    struct ical_vtimezone given[ICAL_MAX_ZONES];
    size_t count, given_count;
    bool failed; /* out of memory */
};

/* The zone of a TZID, valid until ical_zones_finish; NULL where nobody can say what is meant. In this order:
 * an IANA name, one behind a prefix ("/mozilla.org/20050126_1/Europe/Berlin"), a name of Windows', the
 * calendar's own VTIMEZONE where it names a place or has one offset all the year. */
const struct zone_file *ical_zones_find(struct ical_zones *zones, const char *tzid);
void ical_zones_finish(struct ical_zones *zones);

#endif
