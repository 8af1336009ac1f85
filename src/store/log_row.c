#include "store/log_row.h"

#include "store/db.h"

static const unsigned char *token_at(sqlite3_stmt *statement, int column)
{
    const void *data = sqlite3_column_blob(statement, column);
    return data && sqlite3_column_bytes(statement, column) == TOKEN_BYTES ? data : NULL;
}

struct log_row log_row_at(sqlite3_stmt *statement)
{
    static const unsigned char no_boot[16];
    struct log_row row = {.seq = sqlite3_column_int64(statement, 1),
                          .kind = db_text(statement, 2),
                          .lecture = db_text(statement, 3),
                          .person = token_at(statement, 4),
                          .badge = token_at(statement, 5),
                          .method = db_text(statement, 6),
                          .status = db_text(statement, 7),
                          .simulated = sqlite3_column_int64(statement, 8) != 0,
                          .at_ms = sqlite3_column_int64(statement, 9),
                          .zone_offset_s = sqlite3_column_int(statement, 10),
                          .boot_id = token_at(statement, 11),
                          .boot_ms = sqlite3_column_int64(statement, 12),
                          .operator_token = token_at(statement, 13),
                          .reason = token_at(statement, 14),
                          .ref_station = token_at(statement, 15),
                          .ref_seq = sqlite3_column_int64(statement, 16),
                          .has_value = sqlite3_column_type(statement, 17) != SQLITE_NULL,
                          .value = sqlite3_column_int64(statement, 17),
                          .has_basis = sqlite3_column_type(statement, 18) != SQLITE_NULL,
                          .basis = sqlite3_column_int64(statement, 18)};
    row.boot_id = row.boot_id ? row.boot_id : no_boot;
    db_blob_copy(statement, 0, row.station, sizeof row.station);
    db_blob_copy(statement, 19, row.hash, sizeof row.hash);
    return row;
}
