#include "store/settings.h"

#include "base/strings.h"
#include "base/utf8.h"
#include "domain/badge_profile.h"
#include "store/db.h"

#include <stdio.h>
#include <string.h>

enum { SETTING_MAX_BYTES = 120 };

struct known_setting {
    const char *key, *fallback;
    enum str_id about;
    const char *const *choices; /* NULL = any short text */
};

static const char *const lang_choices[] = {"zh", "en", NULL};
static const char *const volume_choices[] = {"0", "1", "2", "3", NULL};
static const char *const rotation_choices[] = {"0", "90", "180", "270", NULL};
static const char *const switch_choices[] = {"on", "off", NULL};
static const char *const reader_choices[] = {"auto", "wedge", "evdev", "serial", NULL};
static const char *const code_choices[] = {"mailto", "matmsg", "vcard", "text", NULL}; /* report_form_word */
static const char *const baud_choices[] = {"1200",  "2400",  "4800",   "9600", "19200",
                                           "38400", "57600", "115200", NULL};

static const struct known_setting known[] = {
    {"station.name", "", STR_SETTING_STATION_NAME, NULL},
    {"station.venue", "", STR_SETTING_STATION_VENUE, NULL},
    {"station.lecture", "", STR_SETTING_STATION_LECTURE, NULL},
    {"lang", "zh", STR_SETTING_LANG, lang_choices},
    {"volume", "2", STR_SETTING_VOLUME, volume_choices},
    {"screen.rotation", "0", STR_SETTING_ROTATION, rotation_choices},
    {"talk.volume_keys", "off", STR_SETTING_TALK_VOLUME_KEYS, switch_choices},
    {"talk.quiet", "off", STR_SETTING_TALK_QUIET, switch_choices},
    {"talk.fade", "on", STR_SETTING_TALK_FADE, switch_choices},
    {"masks", "on", STR_SETTING_MASKS, switch_choices},
    {"report.code", "mailto", STR_SETTING_REPORT_CODE, code_choices},
    {"stick.folder", "", STR_SETTING_STICK_FOLDER, NULL},
    {"reader.source", "auto", STR_SETTING_READER_SOURCE, reader_choices},
    {"reader.device", "", STR_SETTING_READER_DEVICE, NULL},
    {"reader.baud", "9600", STR_SETTING_READER_BAUD, baud_choices},
    {SETTINGS_READER_PROFILE, "form=as-is", STR_SETTING_READER_PROFILE, NULL},
};

enum { KNOWN = sizeof known / sizeof *known };

size_t settings_count(void)
{
    return KNOWN;
}

const struct setting *settings_at(size_t index)
{
    static _Thread_local struct setting described[KNOWN];
    if (index >= KNOWN) {
        return NULL;
    }
    described[index] = (struct setting){
        .key = known[index].key, .fallback = known[index].fallback, .about = str(known[index].about)};
    return &described[index];
}

static const struct known_setting *find(const char *key, struct err *err)
{
    for (size_t i = 0; i < KNOWN; i++) {
        if (strcmp(known[i].key, key) == 0) {
            return &known[i];
        }
    }
    err_set(err, ERR_NOT_FOUND, str(STR_SETTING_UNKNOWN), key);
    return NULL;
}

bool settings_get(struct store *store, const char *key, struct arena *arena, const char **value,
                  struct err *err)
{
    static const char sql[] = "SELECT value FROM setting WHERE key = ?";
    const struct known_setting *setting = find(key, err);
    sqlite3_stmt *statement = setting ? db_use(store, sql, err) : NULL;
    bool row;
    if (!statement) {
        return false;
    }
    db_bind_text(statement, 1, key);
    if (!db_step(store, statement, &row, err)) {
        return false;
    }
    *value = arena_strdup(arena, row ? db_text(statement, 0) : setting->fallback);
    if (row) {
        db_done(statement);
    }
    return *value || err_memory(err);
}

static bool check_choice(const struct known_setting *setting, const char *value, struct err *err)
{
    char all[128] = "";
    for (const char *const *choice = setting->choices; *choice; choice++) {
        if (strcmp(*choice, value) == 0) {
            return true;
        }
        size_t len = strlen(all);
        snprintf(all + len, sizeof all - len, "%s%s", len ? " / " : "", *choice);
    }
    return err_set(err, ERR_INPUT, str(STR_SETTING_CHOICES), setting->key, value, all);
}

static bool check_value(const struct known_setting *setting, const char *value, struct err *err)
{
    struct badge_profile profile;
    if (setting->choices) {
        return check_choice(setting, value, err);
    }
    if (strcmp(setting->key, SETTINGS_READER_PROFILE) == 0 && !badge_profile_read(value, &profile)) {
        return err_set(err, ERR_INPUT, str(STR_SETTING_PROFILE), value);
    }
    size_t len = strlen(value);
    bool fine = len <= SETTING_MAX_BYTES && utf8_valid(value, len);
    for (size_t i = 0; fine && i < len; i++) {
        fine = (unsigned char)value[i] >= ' ' && value[i] != 0x7F;
    }
    return fine || err_set(err, ERR_INPUT, str(STR_SETTING_TEXT), setting->key, SETTING_MAX_BYTES);
}

bool settings_put(struct store *store, const char *key, const char *value, struct err *err)
{
    static const char sql[] = "INSERT INTO setting(key, value) VALUES (?, ?)"
                              " ON CONFLICT(key) DO UPDATE SET value = excluded.value";
    const struct known_setting *setting = find(key, err);
    if (!setting || !check_value(setting, value, err)) {
        return false;
    }
    sqlite3_stmt *statement = db_use(store, sql, err);
    if (!statement) {
        return false;
    }
    db_bind_text(statement, 1, key);
    db_bind_text(statement, 2, value);
    return db_run(store, statement, err) && db_exec(store, "UPDATE meta SET revision = revision + 1", err);
}

bool settings_set(struct store *store, const char *key, const char *value, struct err *err)
{
    if (!store_begin(store, err)) {
        return false;
    }
    if (!settings_put(store, key, value, err)) {
        store_rollback(store);
        return false;
    }
    return store_commit(store, err);
}
