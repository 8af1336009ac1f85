/* The programme as iCalendar (RFC 5545), for the calendars of phones. */
#ifndef LECTERN_FORMAT_ICAL_WRITE_H
#define LECTERN_FORMAT_ICAL_WRITE_H

#include "base/buf.h"
#include "base/strings.h"
#include "domain/programme.h"

#include <stdint.h>

/* What every event of a calendar shares. */
struct ical_writer {
    struct buf *out;     /* not owned */
    const char *station; /* hexadecimal; ends each UID */
    int64_t now_ms;      /* DTSTAMP */
    enum lang lang;      /* of the labels in descriptions */
};

void ical_write_begin(const struct ical_writer *writer, const char *title);

/* A VEVENT that ical_read takes back as it was: UID is the lecture's id @ station, times are UTC. */
void ical_write_lecture(const struct ical_writer *writer, const struct lecture *lecture);
void ical_write_end(const struct ical_writer *writer);

/* Appends a content line, folded so that no line has more than 75 octets and no character is cut (3.1). */
void ical_write_line(struct buf *out, const char *line);

#endif
