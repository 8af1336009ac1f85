/* The schedule.xml of conferences, as Pentabarf, frab and pretalx write it, to the lectures in it. */
#ifndef LECTERN_FORMAT_SCHEDULE_XML_H
#define LECTERN_FORMAT_SCHEDULE_XML_H

#include "format/calendar.h"

#include <stddef.h>

/* schedule/day/room/event. When: the event's date (ISO 8601 with its offset), else the day's date and start
 * in the zone of conference/time_zone_name, else in zone (an IANA name); a start before conference/day_change
 * is of the next morning. Title and subtitle are joined; kind: type, else track; speakers: persons; id: the
 * attribute id, else guid. Elements with a prefix, and all others, are passed over. Everything wrong stands
 * in out->faults. */
void schedule_xml_read(const char *data, size_t len, const char *zone, struct calendar *out);

#endif
