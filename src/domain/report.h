/* What the report QR codes carry: mailto links (RFC 6068) with counts and no person's data. */
#ifndef LECTERN_DOMAIN_REPORT_H
#define LECTERN_DOMAIN_REPORT_H

#include "base/buf.h"
#include "domain/board.h"

enum report_kind { REPORT_LECTURE, REPORT_TODAY, REPORT_ADDRESS, REPORT_KIND_COUNT };

/* Appends "mailto:..." to out; check buf_ok(out). lecture is used by REPORT_LECTURE and may be NULL: the
 * address alone. UTF-8 percent-encoded, lines end with %0D%0A. now_ms picks today. */
void report_mailto(const struct board *board, enum report_kind kind, const struct lecture *lecture,
                   int64_t now_ms, struct buf *out);

#endif
