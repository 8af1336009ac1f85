/* A row of the log out of a statement: for the files of this layer that read the log. */
#ifndef LECTERN_STORE_LOG_ROW_H
#define LECTERN_STORE_LOG_ROW_H

#include "store/log.h"

#include <sqlite3.h>

/* In the order of the table and of the hash. */
#define LOG_COLUMNS                                                                                          \
    "station, seq, kind, lecture, person, badge, method, status, simulated, at_ms, zone_offset_s, boot_id, " \
    "boot_ms, operator, reason, ref_station, ref_seq, value, basis, hash"

/* Valid until the statement's next step; the statement begins with LOG_COLUMNS. */
struct log_row log_row_at(sqlite3_stmt *statement);

#endif
