/* Content lines of iCalendar (RFC 5545, 3.1): unfolded, taken apart, texts unescaped. */
#ifndef LECTERN_FORMAT_ICAL_LINES_H
#define LECTERN_FORMAT_ICAL_LINES_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

enum { ICAL_LINE_MAX_BYTES = 64 * 1024 }; /* unfolded; of a longer one the rest is left out */

/* Where reading stands. Zeroed, then text and end set. */
struct ical_lines {
    const char *at, *end; /* what is left */
    size_t line;          /* physical lines that were read */
    struct buf unfolded;  /* owned: the line at hand */
};

/* One line; texts are valid until the next one. */
struct ical_line {
    size_t line;      /* physical line where it starts, from 1 */
    const char *name; /* upper case; "" where the line is no property */
    char *parameters; /* "TZID=Europe/Berlin;VALUE=DATE-TIME", as they stand */
    char *value;
    bool too_long; /* it was cut */
    bool damaged;  /* not UTF-8, or with bytes in it that no text has */
};

/* The next line that is not empty. CRLF, LF and CR end lines; a fold may stand in the middle of a character.
 * False at the end, and where memory ran out: unfolded.failed. */
bool ical_lines_next(struct ical_lines *lines, struct ical_line *out);

/* The parameter's value without quotes, "" = not there (RFC 5545, 3.2). out is cut where it is too small. */
bool ical_line_parameter(const struct ical_line *line, const char *name, char *out, size_t out_size);

/* Takes the backslashes out of a TEXT value (RFC 5545, 3.3.11), in place. Returns the new length. */
size_t ical_text_unescape(char *text);

/* Where the first value of a list of TEXTs ends: the comma without a backslash, or the end. */
size_t ical_text_first(const char *list);

void ical_lines_finish(struct ical_lines *lines);

#endif
