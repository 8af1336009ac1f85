/* Opening, locking and refusing; the log that only grows; what is derived from it; a full disk; a killed
 * process. */
#include "store/store.h"

#include "store/attendance_table.h"
#include "store/db.h"
#include "store/derived.h"
#include "store/log.h"
#include "store/schema.h"
#include "store/settings.h"
#include "store/structure.h"
#include "support/event_pack.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

struct place {
    char folder[64], path[128];
    struct store *store;
    struct err err;
};

static void open_or_fail(struct place *place, enum store_mode mode)
{
    if (!store_open(&place->store, place->path, mode, &place->err)) {
        fail_msg("%s", place->err.text);
    }
}

static void close_store(struct place *place)
{
    store_close(place->store);
    place->store = NULL;
}

static int set_up(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    assert_non_null(place);
    folder_make(place->folder);
    snprintf(place->path, sizeof place->path, "%s/store.db", place->folder);
    *state = place;
    return 0;
}

static int tear_down(void **state)
{
    struct place *place = *state;
    store_close(place->store);
    folder_remove(place->folder);
    free(place);
    return 0;
}

/* One row; person and badge are told apart by a letter. */
static bool append(struct store *store, const char *kind, const char *lecture, char person, int64_t at_ms,
                   struct err *err)
{
    unsigned char token[TOKEN_BYTES] = {(unsigned char)person}, boot[16] = {7};
    struct log_row row = {.kind = kind,
                          .lecture = lecture,
                          .person = strcmp(kind, "sign_in") == 0 ? token : NULL,
                          .badge = token,
                          .method = "reader",
                          .status = "on_time",
                          .at_ms = at_ms,
                          .zone_offset_s = 28800,
                          .boot_id = boot,
                          .boot_ms = 5};
    if (!store_begin(store, err)) {
        return false;
    }
    if (!log_append(store, &row, err)) {
        store_rollback(store);
        return false;
    }
    return store_commit(store, err);
}

/* Another connection with no protection at all, as someone with a tool would have. */
static int raw(const char *path, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    int code = sqlite3_exec(db, sql, NULL, NULL, NULL);
    sqlite3_close(db);
    return code;
}

static int64_t number(struct store *store, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int64_t value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

/* --- opening --- */

static void test_new_store(void **state)
{
    struct place *place = *state;
    struct stat info;
    snprintf(place->path, sizeof place->path, "%s/a/b/store.db", place->folder);
    open_or_fail(place, STORE_WRITE);
    assert_int_equal(stat(place->path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_int_equal(number(place->store, "PRAGMA synchronous"), 2);
    assert_int_equal(number(place->store, "PRAGMA foreign_keys"), 1);
    assert_int_equal(number(place->store, "PRAGMA recursive_triggers"), 1);
    assert_int_equal(number(place->store, "PRAGMA trusted_schema"), 0);
    assert_int_equal(number(place->store, "PRAGMA application_id"), 0x4C435452);
    assert_int_equal(number(place->store, "SELECT count(*) FROM pragma_table_list WHERE type = 'table'"
                                          " AND schema = 'main' AND name NOT LIKE 'sqlite%' AND strict = 0"),
                     0);
    unsigned char station[16];
    memcpy(station, store_station(place->store), sizeof station);
    close_store(place);
    open_or_fail(place, STORE_WRITE);
    assert_memory_equal(station, store_station(place->store), sizeof station);
}

/* A store of the first version is brought up to date: its rows keep their hashes, new kinds follow them. */
static void test_first_version_is_migrated(void **state)
{
    struct place *place = *state;
    char command[512];
    int64_t rows, bad;
    snprintf(command, sizeof command, "sqlite3 '%s' <'%s/tests/store/fixtures/version1.sql' >/dev/null",
             place->path, TEST_SOURCE_DIR);
    assert_int_equal(system(command), 0);
    assert_false(store_open(&place->store, place->path, STORE_READ, &place->err));
    assert_int_equal(place->err.code, ERR_UNSUPPORTED);
    open_or_fail(place, STORE_WRITE);
    assert_int_equal(number(place->store, "PRAGMA user_version"), schema_version());
    assert_true(number(place->store, "SELECT count(*) FROM person") > 0);
    assert_int_equal(number(place->store,
                            "SELECT count(*) FROM person p LEFT JOIN worker w"
                            " ON (w.generation, w.code, w.person) = (p.generation, p.code, p.id)"
                            " WHERE w.code IS NULL"),
                     0);
    assert_true(log_check(place->store, &rows, &bad, &place->err));
    assert_int_equal(rows, 2);
    assert_true(derived_check(place->store, &place->err));
    assert_int_equal(
        number(place->store, "SELECT count(*) FROM attendance WHERE by_staff = 0 AND out_ms IS NULL"), 1);
    assert_true(append(place->store, "sign_in", "20261201-0900", 'x', 1796087000000, &place->err));
    assert_true(log_check(place->store, &rows, &bad, &place->err));
    assert_true(derived_check(place->store, &place->err));
}

static void test_read_needs_a_store(void **state)
{
    struct place *place = *state;
    assert_false(store_open(&place->store, place->path, STORE_READ, &place->err));
    assert_int_equal(place->err.code, ERR_NOT_FOUND);
    assert_int_not_equal(access(place->path, F_OK), 0);
}

static void test_one_writer_many_readers(void **state)
{
    struct place *place = *state;
    struct store *second = NULL, *reader = NULL;
    open_or_fail(place, STORE_WRITE);
    assert_false(store_open(&second, place->path, STORE_WRITE, &place->err));
    assert_int_equal(place->err.code, ERR_LOCKED);
    assert_null(second);
    /* the same file by another name */
    char link_path[160];
    snprintf(link_path, sizeof link_path, "%s/link.db", place->folder);
    assert_int_equal(symlink(place->path, link_path), 0);
    assert_false(store_open(&second, link_path, STORE_WRITE, &place->err));
    assert_int_equal(place->err.code, ERR_LOCKED);
    assert_true(store_open(&reader, place->path, STORE_READ, &place->err));
    assert_true(append(place->store, "sign_in", "L1", 'a', 1, &place->err));
    struct tally tally = {0};
    assert_true(attendance_tally(reader, "L1", &tally, &place->err));
    assert_int_equal(tally.on_time, 1);
    assert_false(append(reader, "sign_in", "L1", 'b', 1, &place->err));
    store_close(reader);
    close_store(place);
    /* the lock went with its holder; its file alone locks nobody out */
    open_or_fail(place, STORE_WRITE);
}

/* Whether another process sees this one's lock on the file, by which SQLite tells that the log is in use
 * (https://www.sqlite.org/wal.html, "WAL file"; the bytes: os.h, SHARED_FIRST and SHARED_SIZE). */
static bool lock_is_seen_by_others(const char *path)
{
    pid_t child = fork();
    if (child == 0) {
        struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0x40000002, .l_len = 510};
        int fd = open(path, O_RDWR | O_CLOEXEC);
        _exit(fd >= 0 && fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* A second look at the file inside the writing process once dropped its locks; the next reader of another
 * process then took the log away, and every later record went where nobody could read it. */
static void test_readers_leave_the_writers_log_alone(void **state)
{
    struct place *place = *state;
    open_or_fail(place, STORE_WRITE);
    for (int i = 1; i <= 4; i++) {
        struct store *beside = NULL;
        assert_true(store_open(&beside, place->path, STORE_READ, &place->err));
        assert_true(store_quick_check(place->path, &place->err));
        store_close(beside);
        assert_true(append(place->store, "sign_in", "L1", (char)('a' + i), 1000 * i, &place->err));
        assert_true(lock_is_seen_by_others(place->path));
    }
}

static void test_a_store_that_was_moved_takes_no_row(void **state)
{
    struct place *place = *state;
    char elsewhere[160];
    snprintf(elsewhere, sizeof elsewhere, "%s/elsewhere.db", place->folder);
    open_or_fail(place, STORE_WRITE);
    assert_true(append(place->store, "sign_in", "L1", 'a', 1, &place->err));
    assert_int_equal(rename(place->path, elsewhere), 0);
    assert_false(append(place->store, "sign_in", "L1", 'b', 2, &place->err));
    assert_int_equal(place->err.code, ERR_STORE);
    assert_int_equal(rename(elsewhere, place->path), 0);
    assert_true(append(place->store, "sign_in", "L1", 'c', 3, &place->err));
}

static void test_other_process_is_locked_out(void **state)
{
    struct place *place = *state;
    open_or_fail(place, STORE_WRITE);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct store *mine = NULL;
        struct err err = {0};
        bool opened = store_open(&mine, place->path, STORE_WRITE, &err);
        _exit(opened ? 1 : err.code == ERR_LOCKED ? 0 : 2);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static void test_newer_version_is_refused(void **state)
{
    struct place *place = *state;
    open_or_fail(place, STORE_WRITE);
    close_store(place);
    assert_int_equal(raw(place->path, "PRAGMA user_version = 999"), SQLITE_OK);
    assert_false(store_open(&place->store, place->path, STORE_WRITE, &place->err));
    assert_int_equal(place->err.code, ERR_UNSUPPORTED);
    assert_non_null(strstr(place->err.text, "999"));
}

/* --- damage --- */

static void read_whole(const char *path, char **data, size_t *size)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    *size = (size_t)ftell(file);
    rewind(file);
    *data = malloc(*size + 1);
    assert_non_null(*data);
    assert_int_equal(fread(*data, 1, *size, file), *size);
    fclose(file);
}

static void write_whole(const char *path, const char *data, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static void assert_refused(struct place *place, enum err_code code)
{
    char *before, *after;
    size_t size_before, size_after;
    for (int mode = STORE_READ; mode <= STORE_WRITE; mode++) {
        read_whole(place->path, &before, &size_before);
        assert_false(store_open(&place->store, place->path, (enum store_mode)mode, &place->err));
        assert_int_equal(place->err.code, code);
        assert_true(strlen(place->err.text) > 10);
        read_whole(place->path, &after, &size_after);
        assert_int_equal(size_before, size_after);
        assert_memory_equal(before, after, size_before);
        free(before);
        free(after);
    }
}

static void test_damaged_files_are_refused_and_left_alone(void **state)
{
    struct place *place = *state;
    char *whole;
    size_t size;
    open_or_fail(place, STORE_WRITE);
    for (int i = 0; i < 50; i++) {
        assert_true(append(place->store, "sign_in", "L1", (char)i, i, &place->err));
    }
    close_store(place);
    read_whole(place->path, &whole, &size);
    assert_true(size > 3 * 4096);

    write_whole(place->path, "", 0);
    assert_refused(place, ERR_DAMAGED);
    write_whole(place->path, "not a store", 11);
    assert_refused(place, ERR_DAMAGED);
    write_whole(place->path, whole, size - 4096); /* cut short */
    assert_refused(place, ERR_DAMAGED);
    write_whole(place->path, whole, 50);
    assert_refused(place, ERR_DAMAGED);
    for (size_t page = 0; page < size / 4096; page++) { /* each page overwritten in turn */
        char *broken = malloc(size);
        assert_non_null(broken);
        memcpy(broken, whole, size);
        memset(broken + page * 4096, 0xA5, 4096);
        write_whole(place->path, broken, size);
        assert_refused(place, ERR_DAMAGED);
        free(broken);
    }
    write_whole(place->path, whole, size);
    open_or_fail(place, STORE_WRITE);
    free(whole);
}

static void test_foreign_database_is_refused(void **state)
{
    struct place *place = *state;
    assert_int_equal(raw(place->path, "CREATE TABLE t(a)"), SQLITE_OK);
    assert_refused(place, ERR_INPUT);
}

static void test_lost_file_with_its_log_beside(void **state)
{
    struct place *place = *state;
    char wal[160];
    snprintf(wal, sizeof wal, "%s-wal", place->path);
    write_whole(wal, "something", 9);
    assert_false(store_open(&place->store, place->path, STORE_WRITE, &place->err));
    assert_int_equal(place->err.code, ERR_DAMAGED);
    assert_int_not_equal(access(place->path, F_OK), 0);
}

/* --- the log --- */

static void test_log_is_append_only(void **state)
{
    struct place *place = *state;
    open_or_fail(place, STORE_WRITE);
    assert_true(append(place->store, "sign_in", "L1", 'a', 1, &place->err));
    assert_true(append(place->store, "sign_in", "L1", 'b', 2, &place->err));
    static const char *const attempts[] = {
        "UPDATE log SET status = 'late'",
        "DELETE FROM log",
        "DELETE FROM log WHERE seq = 2",
        "INSERT OR REPLACE INTO log SELECT * FROM log WHERE seq = 1",
        "REPLACE INTO log SELECT * FROM log WHERE seq = 2",
        "INSERT INTO log SELECT * FROM log WHERE seq = 1 ON CONFLICT DO UPDATE SET status = 'late'",
        "INSERT INTO log SELECT station, 4, kind, lecture, person, badge, method, status, simulated, at_ms,"
        " zone_offset_s, boot_id, boot_ms, operator, reason, ref_station, ref_seq, hash FROM log WHERE seq = "
        "1"};
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        assert_int_not_equal(sqlite3_exec(place->store->db, attempts[i], NULL, NULL, NULL), SQLITE_OK);
        /* nor where recursive_triggers is off, as it is by default */
        assert_int_not_equal(raw(place->path, attempts[i]), SQLITE_OK);
    }
    int64_t rows, bad;
    assert_true(log_check(place->store, &rows, &bad, &place->err));
    assert_int_equal(rows, 2);
}

static void test_chain_names_the_first_bad_row(void **state)
{
    struct place *place = *state;
    open_or_fail(place, STORE_WRITE);
    for (int i = 0; i < 9; i++) {
        assert_true(append(place->store, "sign_in", "L1", (char)('a' + i), i, &place->err));
    }
    assert_int_equal(raw(place->path, "DROP TRIGGER log_no_update; UPDATE log SET at_ms = 77 WHERE seq = 4;"
                                      "UPDATE log SET at_ms = 78 WHERE seq = 7"),
                     SQLITE_OK);
    int64_t rows, bad;
    assert_false(log_check(place->store, &rows, &bad, &place->err));
    assert_int_equal(place->err.code, ERR_DAMAGED);
    assert_int_equal(bad, 4);
    assert_int_equal(raw(place->path, "DROP TRIGGER log_no_delete; DELETE FROM log WHERE seq = 3"),
                     SQLITE_OK);
    assert_false(log_check(place->store, &rows, &bad, &place->err));
    assert_int_equal(bad, 3);
}

/* --- what is derived --- */

static void make_history(struct place *place)
{
    static const char *const lectures[] = {"L1", "L2", "L3", ""};
    for (int i = 0; i < 120; i++) {
        const char *kind = i % 7 == 0 ? "unknown" : "sign_in";
        /* times that go back: the earliest sign-in counts, not the first that came */
        assert_true(append(place->store, kind, lectures[i % 4], (char)('a' + i * 5 % 11), 1000 - i * 37 % 500,
                           &place->err));
    }
}

/* All derived rows as one text. */
static char *dump(struct store *store)
{
    static const char sql[] =
        "SELECT (SELECT group_concat(quote(person) || lecture || quote(station) || seq || ' ' || at_ms || "
        "status ||"
        " method || simulated || quote(badge), char(10)) FROM attendance) || (SELECT group_concat(lecture ||"
        " quote(badge) || quote(station) || seq || ' ' || at_ms || method || simulated, char(10)) FROM "
        "unknown) ||"
        " (SELECT group_concat(lecture || on_time || ' ' || late || ' ' || walk_in || ' ' || unknown) FROM "
        "tally"
        "  WHERE on_time + late + walk_in + unknown > 0)";
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    char *text = strdup((const char *)sqlite3_column_text(statement, 0));
    assert_non_null(text);
    sqlite3_finalize(statement);
    return text;
}

static void test_rebuilt_is_what_was_kept_up(void **state)
{
    struct place *place = *state;
    open_or_fail(place, STORE_WRITE);
    make_history(place);
    assert_true(derived_check(place->store, &place->err));
    char *kept_up = dump(place->store);
    assert_true(derived_rebuild(place->store, &place->err));
    char *rebuilt = dump(place->store);
    assert_string_equal(kept_up, rebuilt);
    assert_true(derived_check(place->store, &place->err));
    assert_true(number(place->store, "SELECT count(*) FROM attendance") > 20);
    assert_true(number(place->store, "SELECT count(*) FROM unknown") > 10);
    free(kept_up);
    free(rebuilt);
}

static void test_differences_are_found(void **state)
{
    struct place *place = *state;
    open_or_fail(place, STORE_WRITE);
    make_history(place);
    static const char *const faults[] = {
        "DELETE FROM attendance WHERE lecture = 'L2'",
        "UPDATE attendance SET status = 'late' WHERE lecture = 'L2'",
        "INSERT INTO attendance SELECT zeroblob(16), lecture, station, 500, "
        "at_ms, status, method, simulated, badge, by_staff, out_ms, early"
        " FROM attendance LIMIT 1",
        "UPDATE attendance SET by_staff = 1 WHERE lecture = 'L3'",
        "UPDATE attendance SET out_ms = 7 WHERE lecture = 'L3'",
        "INSERT INTO badge_owner VALUES (zeroblob(16), NULL)",
        "INSERT INTO lecture_change VALUES ('L1', 2, NULL, NULL)",
        "UPDATE tally SET late = late + 1 WHERE lecture = 'L3'",
        "UPDATE attendance SET badge = NULL WHERE lecture = 'L3'",
        "UPDATE attendance SET seq = seq + 1 WHERE lecture = 'L3'",
        "UPDATE attendance SET simulated = 1 WHERE lecture = 'L3'",
        "INSERT INTO unknown SELECT 'L7', badge, station, seq, at_ms, method, simulated FROM unknown LIMIT 1",
        "INSERT INTO tally(lecture, late) VALUES ('L8', 1)",
        "DELETE FROM tally WHERE lecture = 'L1'",
        "DELETE FROM unknown WHERE lecture = 'L1'",
        "UPDATE unknown SET at_ms = 1"};
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        assert_int_equal(raw(place->path, faults[i]), SQLITE_OK);
        assert_false(derived_check(place->store, &place->err));
        assert_int_equal(place->err.code, ERR_DAMAGED);
        assert_true(derived_rebuild(place->store, &place->err));
        assert_true(derived_check(place->store, &place->err));
    }
}

/* --- faults --- */

/* The file may grow by one more page each time, until everything fits: no append is half done. */
static void test_full_disk_at_every_size(void **state)
{
    struct place *place = *state;
    open_or_fail(place, STORE_WRITE);
    int64_t pages = number(place->store, "PRAGMA page_count"), acknowledged = 0;
    int refused = 0;
    for (int extra = 0; extra < 12; extra++) {
        char limit[64];
        snprintf(limit, sizeof limit, "PRAGMA max_page_count = %lld", (long long)(pages + extra));
        assert_int_equal(sqlite3_exec(place->store->db, limit, NULL, NULL, NULL), SQLITE_OK);
        for (int i = 0; i < 30; i++) {
            if (append(place->store, i % 3 ? "sign_in" : "unknown", "L1", (char)(extra * 30 + i), i,
                       &place->err)) {
                acknowledged++;
            } else {
                assert_int_equal(place->err.code, ERR_STORE);
                refused++;
            }
        }
        int64_t rows, bad;
        assert_true(log_check(place->store, &rows, &bad, &place->err));
        assert_int_equal(rows, acknowledged);
        assert_true(derived_check(place->store, &place->err));
    }
    assert_true(refused > 0 && acknowledged > 0);
}

/* Kills a process that appends as fast as it can; each row it was told of has to be there. */
static void test_killed_process_loses_nothing(void **state)
{
    struct place *place = *state;
    open_or_fail(place, STORE_WRITE);
    close_store(place);
    int64_t told_last = 0;
    for (int round = 0; round < 8; round++) {
        int ends[2];
        assert_int_equal(pipe(ends), 0);
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            struct store *mine = NULL;
            close(ends[0]);
            if (!store_open(&mine, place->path, STORE_WRITE, NULL)) {
                _exit(1);
            }
            for (int i = 0;; i++) {
                int64_t seq;
                if (!append(mine, "sign_in", "L1", (char)i, i, NULL)) {
                    _exit(2);
                }
                seq = number(mine, "SELECT max(seq) FROM log");
                if (write(ends[1], &seq, sizeof seq) != sizeof seq) {
                    _exit(3);
                }
            }
        }
        close(ends[1]);
        int64_t seq;
        for (int i = 0; i < 10 + round * 7; i++) {
            assert_int_equal(read(ends[0], &seq, sizeof seq), sizeof seq);
            told_last = seq;
        }
        assert_int_equal(kill(child, SIGKILL), 0);
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status));
        while (read(ends[0], &seq, sizeof seq) == sizeof seq) {
            told_last = seq;
        }
        close(ends[0]);
        int64_t rows, bad;
        open_or_fail(place, STORE_WRITE); /* the dead process's lock is gone */
        assert_true(log_check(place->store, &rows, &bad, &place->err));
        assert_true(rows >= told_last);
        assert_true(derived_check(place->store, &place->err));
        close_store(place);
    }
}

static void test_check_can_be_cancelled(void **state)
{
    struct place *place = *state;
    open_or_fail(place, STORE_WRITE);
    make_history(place);
    assert_true(store_quick_check(place->path, &place->err));
    atomic_bool cancel = false;
    assert_true(structure_check_file(place->path, &cancel, &place->err));
}

static void test_settings(void **state)
{
    struct place *place = *state;
    struct arena arena = {0};
    const char *value;
    open_or_fail(place, STORE_WRITE);
    for (size_t i = 0; i < settings_count(); i++) {
        const struct setting *setting = settings_at(i);
        assert_true(settings_get(place->store, setting->key, &arena, &value, &place->err));
        assert_string_equal(value, setting->fallback);
        assert_true(*setting->about);
    }
    assert_true(settings_set(place->store, "station.venue", "一号厅", &place->err));
    assert_true(settings_set(place->store, "station.venue", "二号厅", &place->err));
    assert_true(settings_get(place->store, "station.venue", &arena, &value, &place->err));
    assert_string_equal(value, "二号厅");
    assert_false(settings_set(place->store, "lang", "fr", &place->err));
    assert_int_equal(place->err.code, ERR_INPUT);
    assert_false(settings_set(place->store, "station.name", "a\nb", &place->err));
    assert_false(settings_set(place->store, "nothing", "x", &place->err));
    assert_int_equal(place->err.code, ERR_NOT_FOUND);
    assert_false(settings_get(place->store, "nothing", &arena, &value, &place->err));
    arena_finish(&arena);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_new_store),
        TEST(test_first_version_is_migrated),
        TEST(test_read_needs_a_store),
        TEST(test_one_writer_many_readers),
        TEST(test_readers_leave_the_writers_log_alone),
        TEST(test_a_store_that_was_moved_takes_no_row),
        TEST(test_other_process_is_locked_out),
        TEST(test_newer_version_is_refused),
        TEST(test_damaged_files_are_refused_and_left_alone),
        TEST(test_foreign_database_is_refused),
        TEST(test_lost_file_with_its_log_beside),
        TEST(test_log_is_append_only),
        TEST(test_chain_names_the_first_bad_row),
        TEST(test_rebuilt_is_what_was_kept_up),
        TEST(test_differences_are_found),
        TEST(test_full_disk_at_every_size),
        TEST(test_killed_process_loses_nothing),
        TEST(test_check_can_be_cancelled),
        TEST(test_settings),
    };
    return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
