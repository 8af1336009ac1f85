/* What the QR codes carry that a phone takes away: the report to the mailbox, its telephone, a lecture for
 * the calendar. Counts, never a person's data. */
#ifndef LECTERN_DOMAIN_REPORT_H
#define LECTERN_DOMAIN_REPORT_H

#include "base/buf.h"
#include "domain/board.h"
#include "domain/report_form.h"

enum report_kind { REPORT_LECTURE, REPORT_TODAY, REPORT_ADDRESS, REPORT_PHONE, REPORT_KIND_COUNT };

/* Whether the event has what that kind is made of: a mailbox, a telephone. */
bool report_has(const struct event *event, enum report_kind kind);

/* Fills out anew with what that code holds; check buf_ok(out). At most SHORTEN_CODE_BYTES long, whatever the
 * texts: what the office misses least is shortened or left out first; counts, day, time and address stay.
 * Where they do not fit, and for REPORT_LECTURE without a lecture (NULL), it is the address alone; only an
 * address that is longer makes a longer code. REPORT_PHONE has no forms: tel: with the number, "" where there
 * is none. now_ms picks today. */
void report_code(const struct board *board, enum report_kind kind, enum report_form form,
                 const struct lecture *lecture, int64_t now_ms, struct buf *out);

/* The same of a lecture as an entry of the phone's calendar: a VEVENT (RFC 5545, 3.6.1) with times in UTC. */
void report_calendar(const struct lecture *lecture, struct buf *out);

#endif
