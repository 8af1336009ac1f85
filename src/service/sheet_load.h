/* The sheet of a lecture, and the trail of a person, out of the store: for staff mode and `lectern list`. */
#ifndef LECTERN_SERVICE_SHEET_LOAD_H
#define LECTERN_SERVICE_SHEET_LOAD_H

#include "base/err.h"
#include "domain/sheet.h"

struct store;

/* Fills the zeroed sheet. Unknown lecture: ERR_NOT_FOUND. Reads one state of the store. */
bool sheet_load(struct sheet *sheet, struct store *store, const char *lecture_id, struct err *err);

/* Fills the zeroed trail of a person (code), or of an unknown badge at that lecture where code is "". */
bool trail_load(struct trail *trail, struct store *store, const char *lecture_id, const char *code,
                const char *badge, struct err *err);

#endif
