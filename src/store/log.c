#include "store/log.h"

#include "base/strings.h"
#include "store/db.h"
#include "store/derived.h"
#include "store/log_row.h"

#include <sodium.h>
#include <string.h>

/* --- the hash --- */

/* Named in every hash: another way of writing a row down gets another tag. */
static const char plain_tag[] = "lectern log 1", value_tag[] = "lectern log 2";

static void hash_part(crypto_generichash_state *state, char type, const void *data, size_t size)
{
    unsigned char head[9] = {(unsigned char)type};
    for (int i = 0; i < 8; i++) {
        head[1 + i] = (unsigned char)((uint64_t)size >> (8 * i));
    }
    crypto_generichash_update(state, head, sizeof head);
    if (size > 0) {
        crypto_generichash_update(state, data, size);
    }
}

static void hash_number(crypto_generichash_state *state, int64_t number)
{
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++) {
        bytes[i] = (unsigned char)((uint64_t)number >> (8 * i));
    }
    hash_part(state, 'i', bytes, sizeof bytes);
}

static void hash_number_or_null(crypto_generichash_state *state, bool there, int64_t number)
{
    if (there) {
        hash_number(state, number);
    } else {
        hash_part(state, 'n', NULL, 0);
    }
}

static void hash_text(crypto_generichash_state *state, const char *text)
{
    hash_part(state, 't', text, strlen(text));
}

static void hash_token(crypto_generichash_state *state, const unsigned char *token)
{
    hash_part(state, token ? 'b' : 'n', token, token ? TOKEN_BYTES : 0);
}

/* Every column as type, length and bytes, in the table's order, then the hash of the row before. */
static void hash_row(const struct log_row *row, const unsigned char previous[LOG_HASH_BYTES],
                     unsigned char out[LOG_HASH_BYTES])
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, LOG_HASH_BYTES);
    bool plain = !row->has_value && !row->has_basis;
    hash_text(&state, plain ? plain_tag : value_tag);
    hash_part(&state, 'b', row->station, LOG_STATION_BYTES);
    hash_number(&state, row->seq);
    hash_text(&state, row->kind);
    hash_text(&state, row->lecture);
    hash_token(&state, row->person);
    hash_token(&state, row->badge);
    hash_text(&state, row->method);
    hash_text(&state, row->status);
    hash_number(&state, row->simulated);
    hash_number(&state, row->at_ms);
    hash_number(&state, row->zone_offset_s);
    hash_token(&state, row->boot_id);
    hash_number(&state, row->boot_ms);
    hash_token(&state, row->operator_token);
    hash_token(&state, row->reason);
    hash_token(&state, row->ref_station);
    hash_number_or_null(&state, row->ref_station != NULL, row->ref_seq);
    if (!plain) {
        hash_number_or_null(&state, row->has_value, row->value);
        hash_number_or_null(&state, row->has_basis, row->basis);
    }
    hash_part(&state, 'b', previous, LOG_HASH_BYTES);
    crypto_generichash_final(&state, out, LOG_HASH_BYTES);
}

/* --- writing --- */

/* The end of this station's chain. Zeroed = it is empty. */
struct head {
    int64_t seq, at_ms,
        boot_ms; /* at_ms of an anchor: the true time it set, as the clock goes on from there */
    bool simulated;
    unsigned char boot_id[16], hash[LOG_HASH_BYTES];
};

static bool read_head(struct store *store, struct head *head, struct err *err)
{
    static const char sql[] =
        "SELECT seq, hash, iif(kind = 'anchor', value, at_ms), boot_ms, boot_id, simulated FROM log"
        " WHERE station = ? ORDER BY seq DESC LIMIT 1";
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool row;
    if (!statement) {
        return false;
    }
    db_bind_blob(statement, 1, store->station, sizeof store->station);
    if (!db_step(store, statement, &row, err)) {
        return false;
    }
    *head = (struct head){0};
    if (row) {
        head->seq = sqlite3_column_int64(statement, 0);
        db_blob_copy(statement, 1, head->hash, LOG_HASH_BYTES);
        head->at_ms = sqlite3_column_int64(statement, 2);
        head->boot_ms = sqlite3_column_int64(statement, 3);
        db_blob_copy(statement, 4, head->boot_id, sizeof head->boot_id);
        head->simulated = sqlite3_column_int(statement, 5) != 0;
        db_done(statement);
    }
    return true;
}

/* By how much the wall clock went another way than the time since power-on; between two boots that can only
 * be seen where it went back. A simulated clock says nothing. */
static int64_t clock_jump_ms(const struct head *head, const struct log_row *row)
{
    enum { DRIFT_MS = 2000 };
    if (head->seq == 0 || head->simulated || row->simulated) {
        return 0;
    }
    int64_t wall_ms = row->at_ms - head->at_ms;
    if (memcmp(head->boot_id, row->boot_id, sizeof head->boot_id) != 0) {
        return wall_ms < 0 ? wall_ms : 0;
    }
    int64_t jump_ms = wall_ms - (row->boot_ms - head->boot_ms);
    return jump_ms > DRIFT_MS || jump_ms < -DRIFT_MS ? jump_ms : 0;
}

static bool insert(struct store *store, const struct log_row *row, struct err *err)
{
    static const char sql[] =
        "INSERT INTO log(" LOG_COLUMNS ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    db_bind_blob(statement, 1, row->station, sizeof row->station);
    sqlite3_bind_int64(statement, 2, row->seq);
    db_bind_text(statement, 3, row->kind);
    db_bind_text(statement, 4, row->lecture);
    db_bind_blob(statement, 5, row->person, TOKEN_BYTES);
    db_bind_blob(statement, 6, row->badge, TOKEN_BYTES);
    db_bind_text(statement, 7, row->method);
    db_bind_text(statement, 8, row->status);
    sqlite3_bind_int64(statement, 9, row->simulated);
    sqlite3_bind_int64(statement, 10, row->at_ms);
    sqlite3_bind_int64(statement, 11, row->zone_offset_s);
    db_bind_blob(statement, 12, row->boot_id, 16);
    sqlite3_bind_int64(statement, 13, row->boot_ms);
    db_bind_blob(statement, 14, row->operator_token, TOKEN_BYTES);
    db_bind_blob(statement, 15, row->reason, TOKEN_BYTES);
    db_bind_blob(statement, 16, row->ref_station, LOG_STATION_BYTES);
    if (row->ref_station) {
        sqlite3_bind_int64(statement, 17, row->ref_seq);
    }
    if (row->has_value) {
        sqlite3_bind_int64(statement, 18, row->value);
    }
    if (row->has_basis) {
        sqlite3_bind_int64(statement, 19, row->basis);
    }
    db_bind_blob(statement, 20, row->hash, sizeof row->hash);
    return db_run(store, statement, err);
}

/* Appends behind the head, which becomes this row. */
static bool append(struct store *store, struct head *head, struct log_row *row, struct err *err)
{
    memcpy(row->station, store->station, sizeof row->station);
    row->seq = head->seq + 1;
    hash_row(row, head->hash, row->hash);
    head->seq = row->seq;
    memcpy(head->hash, row->hash, sizeof head->hash);
    return insert(store, row, err) && derived_take(store, row, err);
}

bool log_append(struct store *store, struct log_row *row, struct err *err)
{
    struct head head;
    if (sodium_init() < 0) {
        return err_memory(err);
    }
    if (!read_head(store, &head, err)) {
        return false;
    }
    int64_t jump_ms = clock_jump_ms(&head, row);
    if (jump_ms != 0) {
        struct log_row clock = {.kind = "clock",
                                .lecture = "",
                                .method = "station",
                                .status = "jumped",
                                .at_ms = row->at_ms,
                                .zone_offset_s = row->zone_offset_s,
                                .boot_id = row->boot_id,
                                .boot_ms = row->boot_ms,
                                .has_value = true,
                                .value = jump_ms};
        if (!append(store, &head, &clock, err)) {
            return false;
        }
    }
    return append(store, &head, row, err);
}

/* --- reading --- */

struct chain {
    bool begun;
    unsigned char station[LOG_STATION_BYTES], hash[LOG_HASH_BYTES];
    int64_t seq;
};

static bool follow(struct chain *chain, const struct log_row *row, int64_t *bad_seq, struct err *err)
{
    if (!chain->begun || memcmp(chain->station, row->station, LOG_STATION_BYTES) != 0) {
        *chain = (struct chain){.begun = true};
        memcpy(chain->station, row->station, LOG_STATION_BYTES);
    }
    if (row->seq != chain->seq + 1) {
        *bad_seq = chain->seq + 1;
        return err_set(err, ERR_DAMAGED, str(STR_LOG_GAP), (long long)*bad_seq);
    }
    unsigned char expected[LOG_HASH_BYTES];
    hash_row(row, chain->hash, expected);
    if (memcmp(expected, row->hash, LOG_HASH_BYTES) != 0) {
        *bad_seq = row->seq;
        return err_set(err, ERR_DAMAGED, str(STR_LOG_BAD_HASH), (long long)row->seq);
    }
    memcpy(chain->hash, row->hash, LOG_HASH_BYTES);
    chain->seq = row->seq;
    return true;
}

bool log_check(struct store *store, int64_t *rows, int64_t *bad_seq, struct err *err)
{
    static const char sql[] = "SELECT " LOG_COLUMNS " FROM log ORDER BY station, seq";
    struct chain chain = {0};
    *rows = *bad_seq = 0;
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement || sodium_init() < 0) {
        return statement ? err_memory(err) : false;
    }
    for (bool more;;) {
        if (!db_step(store, statement, &more, err)) {
            return false;
        }
        if (!more) {
            return true;
        }
        struct log_row row = log_row_at(statement);
        if (!follow(&chain, &row, bad_seq, err)) {
            db_done(statement);
            return false;
        }
        ++*rows;
    }
}

bool log_newest(struct store *store, log_visit *visit, void *context, struct err *err)
{
    /* bounded, as any number of unknown badges may stand before the last sign-in */
    static const char sql[] = "SELECT " LOG_COLUMNS " FROM log WHERE station = ? ORDER BY seq DESC LIMIT 500";
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    db_bind_blob(statement, 1, store->station, sizeof store->station);
    for (bool more;;) {
        if (!db_step(store, statement, &more, err)) {
            return false;
        }
        if (!more) {
            return true;
        }
        struct log_row row = log_row_at(statement);
        if (strcmp(row.kind, "sign_in") == 0 && !visit(context, &row)) {
            db_done(statement);
            return true;
        }
    }
}
