/* JSON (RFC 8259), out: strings and members; brackets and commas between values are the caller's. */
#ifndef LECTERN_FORMAT_JSON_WRITE_H
#define LECTERN_FORMAT_JSON_WRITE_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

void json_string(struct buf *out, const char *text);

/* "name":"text", with a comma before it unless it is the first. */
void json_member(struct buf *out, bool first, const char *name, const char *text);

/* ,"name":"2026-11-22T09:00:00+08:00" in the zone in use; null for 0. */
void json_time(struct buf *out, const char *name, int64_t at_ms);

#endif
