#include "service/reader_profile.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "domain/badge_profile.h"
#include "domain/staff.h"
#include "store/people.h"
#include "store/settings.h"
#include "store/store.h"

#include <stdlib.h>
#include <string.h>

/* --- settings --- */

static bool load_word(struct store *store, const char *key, char *out, size_t size, struct err *err)
{
    struct arena arena = {0};
    const char *value;
    bool done = settings_get(store, key, &arena, &value, err);
    if (done) {
        utf8_copy(out, size, value);
    }
    arena_finish(&arena);
    return done;
}

bool reader_profile_load(struct store *store, struct badge_profile *out, struct err *err)
{
    char line[BADGE_PROFILE_SIZE];
    if (!load_word(store, SETTINGS_READER_PROFILE, line, sizeof line, err)) {
        return false;
    }
    return badge_profile_read(line, out) || err_set(err, ERR_INPUT, str(STR_SETTING_PROFILE), line);
}

bool reader_settings_load(struct store *store, struct reader_settings *out, struct err *err)
{
    char baud[READER_WORD_SIZE];
    *out = (struct reader_settings){0};
    if (!load_word(store, "reader.source", out->source, sizeof out->source, err) ||
        !load_word(store, "reader.device", out->device, sizeof out->device, err) ||
        !load_word(store, "reader.baud", baud, sizeof baud, err)) {
        return false;
    }
    out->baud = (int)strtol(baud, NULL, 10);
    return reader_profile_load(store, &out->profile, err);
}

static bool take_word(char *out, size_t size, const char *value)
{
    bool differs = strcmp(out, value) != 0;
    utf8_copy(out, size, value);
    return differs;
}

static bool take_setting(struct reader_settings *settings, const struct staff_setting *from)
{
    if (strcmp(from->key, "reader.source") == 0) {
        return take_word(settings->source, sizeof settings->source, from->value);
    }
    if (strcmp(from->key, "reader.device") == 0) {
        return take_word(settings->device, sizeof settings->device, from->value);
    }
    if (strcmp(from->key, "reader.baud") == 0) {
        int before = settings->baud;
        settings->baud = (int)strtol(from->value, NULL, 10);
        return settings->baud != before;
    }
    char before[BADGE_PROFILE_SIZE], after[BADGE_PROFILE_SIZE];
    badge_profile_write(&settings->profile, before);
    return strcmp(from->key, SETTINGS_READER_PROFILE) == 0 &&
           badge_profile_read(from->value, &settings->profile) &&
           strcmp(before, badge_profile_write(&settings->profile, after)) != 0;
}

bool reader_settings_take(struct reader_settings *settings, const struct staff_setting *from, size_t count)
{
    bool differs = false;
    for (size_t i = 0; i < count; i++) {
        differs |= take_setting(settings, &from[i]);
    }
    return differs;
}

/* --- two people under one badge --- */

struct holder {
    char key[BADGE_TEXT_SIZE]; /* what a card of this badge comes out as */
    const char *badge, *worker_no, *name;
};

struct holders {
    const struct badge_profile *profile;
    struct arena arena;
    struct holder *items;
    size_t count, capacity;
};

static bool add_holder(struct holders *holders, const struct holder *holder)
{
    if (holders->count == holders->capacity) {
        size_t capacity = holders->capacity ? 2 * holders->capacity : 256;
        struct holder *items = realloc(holders->items, capacity * sizeof *items);
        if (!items) {
            return false;
        }
        holders->items = items;
        holders->capacity = capacity;
    }
    struct holder *added = &holders->items[holders->count++];
    *added = *holder;
    badge_profile_key(holders->profile, holder->badge, added->key);
    return true;
}

/* A person without a badge signs in by the worker number, which a reader may deliver, too. */
static bool take_line(void *context, const struct people_line *line, struct err *err)
{
    struct holders *holders = context;
    if (line->removed) {
        return true;
    }
    struct holder holder = {.worker_no = arena_strdup(&holders->arena, line->worker_no),
                            .name = arena_strdup(&holders->arena, line->name)};
    const char *badges = *line->badges ? line->badges : line->code;
    while (holder.worker_no && holder.name && *badges) {
        size_t len = strcspn(badges, "\x1F");
        holder.badge = arena_strndup(&holders->arena, badges, len);
        if (!holder.badge || !add_holder(holders, &holder)) {
            return err_memory(err);
        }
        badges += len + (badges[len] != '\0');
    }
    return (holder.worker_no && holder.name) || err_memory(err);
}

static int by_key(const void *left, const void *right)
{
    const struct holder *a = left, *b = right;
    int order = strcmp(a->key, b->key);
    return order ? order : strcmp(a->worker_no, b->worker_no);
}

/* The first few pairs in full, then how many there are. */
static bool refuse(const struct holders *holders, struct err *err)
{
    enum { NAMED_MAX = 3 };
    struct buf text = {0};
    size_t pairs = 0;
    for (size_t i = 1; i < holders->count; i++) {
        const struct holder *a = &holders->items[i - 1], *b = &holders->items[i];
        if (strcmp(a->key, b->key) != 0 || strcmp(a->worker_no, b->worker_no) == 0) {
            continue;
        }
        if (pairs++ < NAMED_MAX) {
            buf_puts(&text, pairs > 1 ? str(STR_NOTE_JOIN) : "");
            buf_printf(&text, str(STR_READER_COLLISION_PAIR), a->worker_no, a->name, a->badge, b->worker_no,
                       b->name, b->badge);
        }
    }
    if (pairs > NAMED_MAX) {
        buf_printf(&text, str(STR_READER_COLLISION_MORE), pairs);
    }
    bool none = pairs == 0;
    if (!none && buf_ok(&text)) {
        err_set(err, ERR_INPUT, str(STR_READER_COLLISION), buf_text(&text));
    } else if (!none) {
        err_memory(err);
    }
    buf_finish(&text);
    return none;
}

bool reader_profile_check(struct store *store, const struct badge_profile *profile, struct err *err)
{
    struct holders holders = {.profile = profile};
    int64_t generation;
    bool done =
        store_generation(store, &generation, err) && people_each(store, generation, take_line, &holders, err);
    if (done && holders.count > 0) {
        qsort(holders.items, holders.count, sizeof *holders.items, by_key);
        done = refuse(&holders, err);
    }
    free(holders.items);
    arena_finish(&holders.arena);
    return done;
}

bool reader_profile_set(struct store *store, const char *line, struct err *err)
{
    struct badge_profile profile;
    char written[BADGE_PROFILE_SIZE];
    if (!badge_profile_read(line, &profile)) {
        return err_set(err, ERR_INPUT, str(STR_SETTING_PROFILE), line);
    }
    return reader_profile_check(store, &profile, err) &&
           settings_set(store, SETTINGS_READER_PROFILE, badge_profile_write(&profile, written), err);
}

/* --- the doctor --- */

struct roster_question {
    struct store *store;
    int64_t generation;
    bool failed;
    struct err err;
};

/* Whose badge it is; false where it is nobody's of the roster. who is valid until the arena is finished. */
static bool find_holder(struct roster_question *question, const char *badge, struct arena *arena,
                        struct people_entry *who)
{
    bool found = false;
    if (question->failed) {
        return false;
    }
    question->failed =
        !people_by_badge(question->store, question->generation, badge, arena, who, &found, &question->err);
    if (!question->failed && !found) {
        question->failed =
            !people_by_code(question->store, question->generation, badge, arena, who, &found, &question->err);
        found = found && who->person.badges.count == 0;
    }
    return found && !question->failed && !who->removed;
}

static bool is_known(void *context, const char *badge)
{
    struct arena arena = {0};
    struct people_entry who;
    bool found = find_holder(context, badge, &arena, &who);
    arena_finish(&arena);
    return found;
}

bool reader_profile_detect(struct store *store, const char *const *raws, size_t count,
                           struct reader_finding *out, struct err *err)
{
    struct roster_question question = {.store = store};
    if (!store_generation(store, &question.generation, err)) {
        return false;
    }
    reader_detect(raws, count, is_known, &question, out);
    if (question.failed && err) {
        *err = question.err;
    }
    return !question.failed;
}

static void name_cards(struct roster_question *question, const char *const *raws,
                       struct reader_diagnosis *out)
{
    for (size_t i = 0; i < out->count; i++) {
        struct reader_card *card = &out->cards[i];
        struct arena arena = {0};
        struct people_entry who;
        if (badge_parse(&out->finding.candidates[0], raws[i], card->badge) &&
            find_holder(question, card->badge, &arena, &who)) {
            utf8_copy(card->name, sizeof card->name, who.person.name);
            utf8_copy(card->worker_no, sizeof card->worker_no, who.person.worker_no);
        }
        arena_finish(&arena);
    }
}

/* The one read without which the others would be explained. */
static int find_stranger(struct roster_question *question, const char *const *raws, size_t count)
{
    int stranger = -1;
    for (size_t i = 0; i < count; i++) {
        const char *others[READER_READS_MAX];
        struct reader_finding finding;
        size_t kept = 0;
        for (size_t k = 0; k < count; k++) {
            others[kept] = raws[k];
            kept += k != i;
        }
        reader_detect(others, kept, is_known, question, &finding);
        if (finding.verdict != READER_NONE && stranger >= 0) {
            return -1;
        }
        stranger = finding.verdict != READER_NONE ? (int)i : stranger;
    }
    return count == 1 ? 0 : stranger;
}

static bool say_collision(struct store *store, struct reader_diagnosis *out, struct err *err)
{
    struct err why = {0};
    if (reader_profile_check(store, &out->finding.candidates[0], &why)) {
        return true;
    }
    utf8_copy(out->refusal, sizeof out->refusal, why.text);
    return why.code == ERR_INPUT || err_set(err, why.code, "%s", why.text);
}

bool reader_profile_diagnose(struct store *store, const char *const *raws, size_t count,
                             struct reader_diagnosis *out, struct err *err)
{
    struct roster_question question = {.store = store};
    *out = (struct reader_diagnosis){.count = count < READER_READS_MAX ? count : READER_READS_MAX,
                                     .stranger = -1};
    if (!store_generation(store, &question.generation, err)) {
        return false;
    }
    reader_detect(raws, out->count, is_known, &question, &out->finding);
    if (out->finding.verdict == READER_FOUND) {
        name_cards(&question, raws, out);
    } else if (out->finding.verdict == READER_NONE) {
        out->stranger = find_stranger(&question, raws, out->count);
    }
    if (question.failed) {
        return err_set(err, question.err.code, "%s", question.err.text);
    }
    return out->finding.verdict != READER_FOUND || say_collision(store, out, err);
}
