#include "service/staff_entry.h"

#include "base/strings.h"
#include "base/utf8.h"
#include "service/staff.h"
#include "store/history.h"
#include "store/people.h"
#include "store/settings.h"
#include "store/store.h"

#include <sodium.h>
#include <string.h>
#include <strings.h>
#include <sys/statvfs.h>

/* More than a second of trying a six-digit PIN a day does not help; less memory than a small box has. */
enum { PIN_OPS = 3, PIN_MEMORY = 32 * 1024 * 1024 };

static bool fits(const char *digits)
{
    size_t len = strspn(digits, "0123456789");
    return digits[len] == '\0' && len >= PIN_MIN_DIGITS && len <= PIN_MAX_DIGITS;
}

static bool make_hash(const char *digits, char hash[STAFF_PIN_HASH_SIZE], struct err *err)
{
    _Static_assert(crypto_pwhash_STRBYTES <= STAFF_PIN_HASH_SIZE, "room for libsodium's text");
    return crypto_pwhash_str(hash, digits, strlen(digits), PIN_OPS, PIN_MEMORY) == 0 || err_memory(err);
}

bool pin_check(const char *digits, const char *hash, struct pin_check *out, struct err *err)
{
    *out = (struct pin_check){.made = *hash == '\0'};
    if (sodium_init() < 0) {
        return err_memory(err);
    }
    if (out->made) {
        return fits(digits)
                   ? make_hash(digits, out->hash, err)
                   : err_set(err, ERR_INPUT, str(STR_ACT_PIN_DIGITS), PIN_MIN_DIGITS, PIN_MAX_DIGITS);
    }
    out->right = crypto_pwhash_str_verify(hash, digits, strlen(digits)) == 0;
    return true;
}

static bool write_pin(struct store *store, const char *hash, int failures, struct err *err)
{
    if (!store_begin(store, err)) {
        return false;
    }
    if (!staff_table_set_failures(store, failures, err) || (hash && !staff_table_set_pin(store, hash, err))) {
        store_rollback(store);
        return false;
    }
    return store_commit(store, err);
}

bool pin_settle(struct check_in *check_in, struct store *store, const struct clock *clock,
                const struct pin_check *check, struct pin_result *out, struct err *err)
{
    char there[STAFF_PIN_HASH_SIZE];
    *out = (struct pin_result){0};
    if (!staff_table_pin(store, there, err) || !staff_table_failures(store, &out->failures, err)) {
        return false;
    }
    out->set = check->made && !*there;
    out->right = check->right || out->set;
    out->failures = out->right ? 0 : out->failures + 1;
    /* the try is on record before anything opens */
    return staff_note_entry(check_in, store, clock,
                            out->set     ? "set"
                            : out->right ? "right"
                                         : "wrong",
                            err) &&
           write_pin(store, out->set ? check->hash : NULL, out->failures, err);
}

bool pin_set(struct store *store, const char *digits, struct err *err)
{
    char hash[STAFF_PIN_HASH_SIZE];
    if (!fits(digits)) {
        return err_set(err, ERR_INPUT, str(STR_ACT_PIN_DIGITS), PIN_MIN_DIGITS, PIN_MAX_DIGITS);
    }
    if (sodium_init() < 0) {
        return err_memory(err);
    }
    return make_hash(digits, hash, err) && write_pin(store, hash, 0, err);
}

/* --- what the first screens show --- */

static bool is_staff(const char *role)
{
    static const char *const roles[] = {"工作人员", "管理员", "会务", "值班员", "staff", "admin", NULL};
    for (size_t i = 0; roles[i]; i++) {
        if (strcasecmp(role, roles[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool take_operator(void *context, const struct people_line *line, struct err *err)
{
    struct staff_info *info = context;
    (void)err;
    if (!line->removed && is_staff(line->role) && info->operator_count < STAFF_OPERATORS_MAX) {
        utf8_copy(info->operators[info->operator_count++], sizeof info->operators[0], line->name);
    }
    return true;
}

static bool load_settings(struct staff_info *info, struct store *store, struct err *err)
{
    struct arena arena = {0};
    bool done = true;
    for (size_t i = 0; done && i < settings_count() && info->setting_count < STAFF_SETTINGS_MAX; i++) {
        const char *key = settings_at(i)->key, *value;
        done = settings_get(store, key, &arena, &value, err);
        if (done) {
            struct staff_setting *setting = &info->settings[info->setting_count++];
            utf8_copy(setting->key, sizeof setting->key, key);
            utf8_copy(setting->value, sizeof setting->value, value);
            if (strcmp(key, "station.lecture") == 0) {
                utf8_copy(info->pinned, sizeof info->pinned, value);
            }
        }
    }
    arena_finish(&arena);
    return done;
}

bool staff_info_load(struct staff_info *info, struct store *store, struct err *err)
{
    char hash[STAFF_PIN_HASH_SIZE];
    unsigned char boot_id[16];
    struct statvfs disk;
    int64_t generation;
    *info = (struct staff_info){.free_bytes = -1};
    if (!staff_table_pin(store, hash, err) || !staff_table_failures(store, &info->failures, err) ||
        !load_settings(info, store, err) || !store_generation(store, &generation, err)) {
        return false;
    }
    info->pin_set = *hash != '\0';
    clock_boot_id(boot_id);
    if (!history_clock_jump(store, boot_id, &info->clock_jump_ms, err) ||
        (generation != 0 && !people_each(store, generation, take_operator, info, err))) {
        return false;
    }
    if (statvfs(store_path(store), &disk) == 0) {
        info->free_bytes = (int64_t)disk.f_bavail * (int64_t)disk.f_frsize;
    }
    return true;
}
