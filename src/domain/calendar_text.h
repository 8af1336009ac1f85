/* Texts inside iCalendar, vCard and the like. */
#ifndef LECTERN_DOMAIN_CALENDAR_TEXT_H
#define LECTERN_DOMAIN_CALENDAR_TEXT_H

#include "base/buf.h"

/* Appends text as a TEXT value: backslash, semicolon and comma get a backslash, a line break becomes \n
 * (RFC 5545, 3.3.11; the same in vCard 3.0, RFC 2426, 5). */
void calendar_text_put(const char *text, struct buf *out);

#endif
