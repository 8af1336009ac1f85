#include "store/store.h"

#include "base/files.h"
#include "base/strings.h"
#include "store/db.h"
#include "store/lock.h"
#include "store/pack_table.h"
#include "store/schema.h"
#include "store/structure.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    HEADER_BYTES = 100,
    BUSY_MS = 5000,
    CHECKPOINT_PAGES = 1000,
    SMALL_BYTES =
        1024 * 1024 /* a store this small is checked whole at every opening: it takes a millisecond */
};

/* --- looking at a file before SQLite may touch it --- */

static uint32_t big_endian(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static bool io_error(struct err *err, const char *path)
{
    return err_set(err, ERR_IO, str(STR_ERR_FILE_READ), path, err_reason(errno));
}

static int64_t wal_size(const char *path)
{
    char name[4096];
    struct stat info;
    if (snprintf(name, sizeof name, "%s-wal", path) >= (int)sizeof name || stat(name, &info) != 0) {
        return 0;
    }
    return info.st_size;
}

/* Whether the header is that of a whole store of ours; a file cut short is told by its length. */
static bool check_header(const char *path, const unsigned char header[HEADER_BYTES], int64_t size,
                         struct err *err)
{
    if (memcmp(header, "SQLite format 3", 16) != 0) {
        return err_set(err, ERR_DAMAGED, str(STR_STORE_DAMAGED), path);
    }
    if (big_endian(header + 68) != SCHEMA_APPLICATION_ID) {
        return err_set(err, ERR_INPUT, str(STR_STORE_FOREIGN), path);
    }
    uint32_t page = (uint32_t)header[16] << 8 | header[17];
    page = page == 1 ? 65536 : page;
    /* while a log waits beside it, the file may rightly be shorter than its header says */
    if (wal_size(path) == 0 && size < (int64_t)page * big_endian(header + 28)) {
        return err_set(err, ERR_DAMAGED, str(STR_STORE_DAMAGED), path);
    }
    return true;
}

/* Reads the header through SQLite's own file handle. A descriptor of our own must never be opened here:
 * closing it would drop every POSIX lock this process holds on the file
 * (https://www.sqlite.org/howtocorrupt.html, 2.2), and the next program that reads the store would take the
 * writer's log away from under it. */
static bool read_header(const char *path, unsigned char header[HEADER_BYTES])
{
    sqlite3 *db = NULL;
    sqlite3_file *file = NULL;
    bool fine = sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
                sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK && file &&
                file->pMethods && file->pMethods->xRead(file, header, HEADER_BYTES, 0) == SQLITE_OK;
    sqlite3_close(db);
    return fine;
}

static bool inspect(const char *path, bool *exists, int64_t *size, struct err *err)
{
    unsigned char header[HEADER_BYTES];
    struct stat info;
    *exists = true;
    if (stat(path, &info) != 0 && errno == ENOENT) {
        *exists = false;
        /* a log without its file: the file was moved or lost, and a new one would eat the log */
        return wal_size(path) == 0 || err_set(err, ERR_DAMAGED, str(STR_STORE_LOST), path, path);
    }
    if (access(path, R_OK) != 0) {
        return io_error(err, path);
    }
    if (!S_ISREG(info.st_mode)) {
        return err_set(err, ERR_INPUT, str(STR_ERR_FILE_NOT_REGULAR), path);
    }
    if (info.st_size == 0) {
        return err_set(err, ERR_DAMAGED, str(STR_STORE_EMPTY_FILE), path);
    }
    if (!read_header(path, header)) {
        return err_set(err, ERR_DAMAGED, str(STR_STORE_DAMAGED), path);
    }
    *size = info.st_size;
    return check_header(path, header, info.st_size, err);
}

/* --- the connection --- */

static int after_commit(void *context, sqlite3 *db, const char *name, int pages)
{
    struct store *store = context;
    store->wal_pages = pages;
    if (pages >= store->checkpoint_at_pages) {
        /* the rows are durable already: what comes of copying them does not concern the commit */
        sqlite3_wal_checkpoint_v2(db, name, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    }
    return SQLITE_OK;
}

static bool connect_to(struct store *store, const char *path, int flags, struct err *err)
{
    /* one thread at a time uses a connection: it needs no mutex of its own */
    int code = sqlite3_open_v2(path, &store->db, flags | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX, NULL);
    if (code != SQLITE_OK) {
        return db_fail_code(path, code, store->db ? sqlite3_errmsg(store->db) : sqlite3_errstr(code), err);
    }
    sqlite3_busy_timeout(store->db, BUSY_MS);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return db_exec(store,
                   "PRAGMA trusted_schema = OFF;"
                   "PRAGMA cell_size_check = ON;"
                   "PRAGMA foreign_keys = ON;"
                   "PRAGMA recursive_triggers = ON;"
                   "PRAGMA synchronous = FULL;",
                   err);
}

static void disconnect(struct store *store)
{
    for (size_t i = 0; i < store->statement_count; i++) {
        sqlite3_finalize(store->statements[i].handle);
    }
    free(store->statements);
    store->statements = NULL;
    store->statement_count = store->statement_capacity = 0;
    sqlite3_close(store->db);
    store->db = NULL;
}

static bool sync_path(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool fine = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0) {
        close(fd);
    }
    return fine;
}

static void folder_of(const char *path, char out[4096])
{
    snprintf(out, 4096, "%s", path);
    char *slash = strrchr(out, '/');
    if (!slash) {
        snprintf(out, 4096, ".");
    } else {
        slash[slash == out] = '\0';
    }
}

/* Makes the store under another name and moves it into place whole, so that a power cut leaves none or all of
 * it. */
static bool create(struct store *store, struct err *err)
{
    char fresh[4096], folder[4096], stamp[64];
    folder_of(store->path, folder);
    if (snprintf(fresh, sizeof fresh, "%s.XXXXXX", store->path) >= (int)sizeof fresh) {
        return err_set(err, ERR_IO, str(STR_ERR_FILE_WRITE), store->path, err_reason(ENAMETOOLONG));
    }
    int fd = mkostemp(fresh, O_CLOEXEC);
    if (fd < 0) {
        return err_set(err, ERR_IO, str(STR_ERR_FILE_WRITE), store->path, err_reason(errno));
    }
    close(fd);
    snprintf(stamp, sizeof stamp, "PRAGMA application_id = %d", SCHEMA_APPLICATION_ID);
    bool made = connect_to(store, fresh, SQLITE_OPEN_READWRITE, err) &&
                db_exec(store, "PRAGMA journal_mode = MEMORY", err) && db_exec(store, stamp, err) &&
                schema_migrate(store, 0, err) && db_exec(store, "PRAGMA journal_mode = WAL", err);
    disconnect(store);
    if (made && (!sync_path(fresh) || rename(fresh, store->path) != 0 || !sync_path(folder))) {
        made = err_set(err, ERR_IO, str(STR_ERR_FILE_WRITE), store->path, err_reason(errno));
    }
    if (!made) {
        unlink(fresh);
    }
    return made;
}

static bool read_number(struct store *store, const char *sql, int64_t *out, struct err *err)
{
    sqlite3_stmt *statement = NULL;
    bool fine = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) == SQLITE_OK &&
                sqlite3_step(statement) == SQLITE_ROW;
    if (fine) {
        *out = sqlite3_column_int64(statement, 0);
    } else {
        db_fail(store, err);
    }
    sqlite3_finalize(statement);
    return fine;
}

static bool check_version(struct store *store, struct err *err)
{
    int64_t version = 0;
    if (!read_number(store, "PRAGMA user_version", &version, err)) {
        return false;
    }
    if (version > schema_version()) {
        return err_set(err, ERR_UNSUPPORTED, str(STR_STORE_NEWER), store->path, (int)version,
                       schema_version());
    }
    if (version == schema_version()) {
        return true;
    }
    if (version < 1) {
        return err_set(err, ERR_DAMAGED, str(STR_STORE_DAMAGED), store->path);
    }
    if (store->mode == STORE_READ) {
        return err_set(err, ERR_UNSUPPORTED, str(STR_STORE_OLDER), store->path);
    }
    return schema_migrate(store, (int)version, err);
}

static bool load_station(struct store *store, struct err *err)
{
    static const char sql[] = "SELECT station FROM meta WHERE id = 1";
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool row;
    if (!statement || !db_step(store, statement, &row, err)) {
        return false;
    }
    if (!row) {
        return err_set(err, ERR_DAMAGED, str(STR_STORE_DAMAGED), store->path);
    }
    db_blob_copy(statement, 0, store->station, sizeof store->station);
    db_done(statement);
    return true;
}

/* The path without links, so that two names of one file share its lock. The file itself may be missing. */
static char *resolve(const char *path)
{
    char *whole = realpath(path, NULL);
    if (whole) {
        return whole;
    }
    char folder[4096];
    folder_of(path, folder);
    char *real_folder = realpath(folder, NULL);
    if (!real_folder) {
        return NULL;
    }
    const char *slash = strrchr(path, '/');
    char *joined = NULL;
    if (asprintf(&joined, "%s/%s", real_folder, slash ? slash + 1 : path) < 0) {
        joined = NULL;
    }
    free(real_folder);
    return joined;
}

static bool open_steps(struct store *store, const char *path, struct err *err)
{
    bool exists;
    int64_t size = 0;
    if (!inspect(path, &exists, &size, err)) {
        return false;
    }
    if (!exists && store->mode == STORE_READ) {
        return err_set(err, ERR_NOT_FOUND, str(STR_STORE_MISSING), path);
    }
    char folder[4096];
    folder_of(path, folder);
    if (!exists && !files_make_folders(folder, err)) {
        return false;
    }
    store->path = resolve(path);
    if (!store->path) {
        return errno == ENOMEM ? err_memory(err) : io_error(err, path);
    }
    if (store->mode == STORE_WRITE) {
        /* looked at once more under the lock: another process may just have made it */
        if (!lock_take(store->path, &store->lock_fd, err) || !inspect(store->path, &exists, &size, err) ||
            (!exists && !create(store, err))) {
            return false;
        }
    }
    int flags = store->mode == STORE_WRITE ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    if (!connect_to(store, store->path, flags, err) || !check_version(store, err) ||
        !load_station(store, err)) {
        return false;
    }
    if (size + wal_size(store->path) <= SMALL_BYTES && !structure_check(store, STRUCTURE_QUICK, err)) {
        return false;
    }
    if (store->mode == STORE_WRITE) {
        store->checkpoint_at_pages = CHECKPOINT_PAGES;
        sqlite3_wal_hook(store->db, after_commit, store);
        /* a full disk may keep leftovers from going; that is no reason not to open */
        struct err left = {0};
        if (!pack_table_clear_leftovers(store, &left) && left.code == ERR_DAMAGED) {
            return err_set(err, left.code, "%s", left.text);
        }
    }
    return true;
}

bool store_open(struct store **out, const char *path, enum store_mode mode, struct err *err)
{
    struct store *store = calloc(1, sizeof *store);
    if (!store) {
        return err_memory(err);
    }
    store->lock_fd = -1;
    store->mode = mode;
    if (!open_steps(store, path, err)) {
        store_close(store);
        return false;
    }
    *out = store;
    return true;
}

void store_close(struct store *store)
{
    if (!store) {
        return;
    }
    disconnect(store);
    lock_give(store->lock_fd);
    free(store->path);
    free(store);
}

bool store_begin(struct store *store, struct err *err)
{
    static const char sql[] = "BEGIN IMMEDIATE";
    sqlite3_stmt *statement = db_use(store, sql, err);
    return statement && db_run(store, statement, err);
}

bool store_commit(struct store *store, struct err *err)
{
    static const char sql[] = "COMMIT";
    int moved = 0;
    /* a file that was moved or deleted takes rows that nobody will find again */
    if (sqlite3_file_control(store->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved) {
        store_rollback(store);
        return err_set(err, ERR_STORE, str(STR_STORE_MOVED), store->path);
    }
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (statement && db_run(store, statement, err)) {
        return true;
    }
    store_rollback(store);
    return false;
}

void store_rollback(struct store *store)
{
    if (!sqlite3_get_autocommit(store->db)) {
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    }
}

bool store_snapshot(struct store *store, struct err *err)
{
    static const char sql[] = "BEGIN";
    sqlite3_stmt *statement = db_use(store, sql, err);
    return statement && db_run(store, statement, err);
}

void store_snapshot_end(struct store *store)
{
    store_rollback(store);
}

void store_tidy(struct store *store)
{
    enum { IDLE_PAGES = 100, FALLBACK_PAGES = 8000 };
    store->checkpoint_at_pages = FALLBACK_PAGES;
    if (store->wal_pages >= IDLE_PAGES) {
        sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
        store->wal_pages = 0;
    }
}

const char *store_path(const struct store *store)
{
    return store->path;
}

const unsigned char *store_station(const struct store *store)
{
    return store->station;
}

bool store_version(struct store *store, struct store_version *version, struct err *err)
{
    static const char sql[] = "SELECT generation, revision FROM meta WHERE id = 1";
    sqlite3_stmt *statement = db_use(store, sql, err);
    bool row;
    if (!statement || !db_step(store, statement, &row, err)) {
        return false;
    }
    *version = (struct store_version){0};
    if (row) {
        version->generation = sqlite3_column_int64(statement, 0);
        version->revision = sqlite3_column_int64(statement, 1);
        db_done(statement);
    }
    return true;
}

bool store_generation(struct store *store, int64_t *generation, struct err *err)
{
    struct store_version version;
    if (!store_version(store, &version, err)) {
        return false;
    }
    *generation = version.generation;
    return true;
}
