#include "service/preview_load.h"

#include "base/buf.h"
#include "base/civil.h"
#include "base/strings.h"
#include "service/name_table.h"
#include "store/joined.h"
#include "store/lectures.h"
#include "store/meaning.h"
#include "store/pack_table.h"
#include "store/people.h"
#include "store/store.h"

#include <stdlib.h>
#include <string.h>

enum { PARTS = PREVIEW_FILE + 1, CHANGES = PREVIEW_KEPT + 1 };

struct compare {
    struct store *store;
    const struct pack *pack;
    struct preview *preview; /* NULL = only count */
    struct pack_changes *changes;
    size_t line_capacity, listed[PARTS][CHANGES];
    bool *found;             /* of the pack's people: the store has one of that number */
    size_t next;             /* where the next of the store is looked for first */
    struct name_table codes; /* of the pack's people, to their places; filled when first needed */
    struct arena arena;      /* of codes */
    struct buf was, will;    /* of the person or lecture at hand */
};

/* Text of before and after where they differ. */
struct pair {
    enum str_id label;
    const char *was, *will;
};

/* --- lines --- */

static bool add_line(struct compare *work, const struct preview_line *line, struct err *err)
{
    struct preview *preview = work->preview;
    if (!preview || work->listed[line->part][line->change]++ >= PREVIEW_LINES_EACH) {
        return true;
    }
    struct preview_line *lines =
        arena_grow(&preview->arena, preview->lines, preview->line_count, &work->line_capacity, sizeof *lines);
    if (!lines) {
        return err_memory(err);
    }
    preview->lines = lines;
    struct preview_line *copy = &lines[preview->line_count];
    *copy = *line;
    copy->key = arena_strdup(&preview->arena, line->key);
    copy->name = arena_strdup(&preview->arena, line->name);
    copy->detail = arena_strdup(&preview->arena, line->detail ? line->detail : "");
    preview->line_count++;
    return (copy->key && copy->name && copy->detail) || err_memory(err);
}

/* "部门：一车间 → 二车间；班组：甲班 → 乙班" into text; false where nothing differs. */
static bool differs(const struct pair *pairs, size_t count, struct buf *text)
{
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(pairs[i].was, pairs[i].will) == 0) {
            continue;
        }
        const char *none = str(STR_PREVIEW_NOTHING);
        buf_puts(text, any ? str(STR_PREVIEW_JOIN) : "");
        buf_printf(text, str(STR_PREVIEW_WAS_WILL), str(pairs[i].label), *pairs[i].was ? pairs[i].was : none,
                   *pairs[i].will ? pairs[i].will : none);
        any = true;
    }
    return any;
}

/* --- people --- */

static bool index_codes(struct compare *work, struct err *err)
{
    for (size_t i = 0; i < work->pack->people_count; i++) {
        char canonical[BADGE_TEXT_SIZE];
        const char *code = people_code(work->pack->people[i].worker_no, canonical);
        bool fresh;
        if ((code == canonical && !(code = arena_strdup(&work->arena, canonical))) ||
            !name_table_put(&work->codes, code, (uint32_t)i, &fresh)) {
            return err_memory(err);
        }
    }
    return true;
}

/* The place of this number in the pack; people_count where it has none. A roster that comes again mostly
 * comes in the same order: then nothing is searched. */
static bool find_code(struct compare *work, const char *code, size_t *out, struct err *err)
{
    char canonical[BADGE_TEXT_SIZE];
    const struct pack *pack = work->pack;
    *out = pack->people_count;
    if (work->next < pack->people_count &&
        strcmp(people_code(pack->people[work->next].worker_no, canonical), code) == 0) {
        *out = work->next;
    } else if (work->codes.count == 0 &&
               (!name_table_reserve(&work->codes, pack->people_count) || !index_codes(work, err))) {
        return err_memory(err);
    } else {
        const struct name_slot *slot = name_table_find(&work->codes, code);
        *out = slot ? slot->value : pack->people_count;
    }
    work->next = *out < pack->people_count ? *out + 1 : work->next;
    return true;
}

/* "a、b" of badges joined by U+001F, other columns as they are. */
static void put_list(struct buf *out, const char *text, size_t len)
{
    buf_clear(out);
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '\x1F') {
            buf_puts(out, "、");
        } else {
            buf_putc(out, text[i] == '\t' || text[i] == '\n' ? ' ' : text[i]);
        }
    }
}

/* Nearly everybody, and quickly told. */
static bool is_same(const struct people_line *was, const struct person *will)
{
    const char *badges = was->badges;
    for (size_t i = 0; i < will->badges.count; i++) {
        size_t len = strlen(will->badges.items[i]);
        bool last = i + 1 == will->badges.count;
        if (strncmp(badges, will->badges.items[i], len) != 0 || badges[len] != (last ? '\0' : '\x1F')) {
            return false;
        }
        badges += len + !last;
    }
    return *badges == '\0' && strcmp(was->worker_no, will->worker_no) == 0 &&
           strcmp(was->name, will->name) == 0 && strcmp(was->unit, will->unit) == 0 &&
           strcmp(was->team, will->team) == 0 && strcmp(was->role, will->role) == 0 &&
           strcmp(was->extra, will->extra ? will->extra : "") == 0;
}

static bool person_differs(struct compare *work, const struct people_line *was, const struct person *will,
                           struct buf *text, bool *changed, struct err *err)
{
    struct buf joined = {0};
    if (is_same(was, will)) {
        *changed = false;
        return true;
    }
    joined_put(&joined, &will->badges);
    put_list(&work->was, was->badges, strlen(was->badges));
    put_list(&work->will, buf_text(&joined), joined.len);
    buf_finish(&joined);
    const char *extra = will->extra ? will->extra : "";
    bool other = strcmp(was->extra, extra) != 0;
    struct pair pairs[] = {
        {STR_COLUMN_WORKER_NO, was->worker_no, will->worker_no},
        {STR_COLUMN_NAME, was->name, will->name},
        {STR_COLUMN_UNIT, was->unit, will->unit},
        {STR_COLUMN_TEAM, was->team, will->team},
        {STR_PREVIEW_ROLE, was->role, will->role},
        {STR_COLUMN_BADGE, buf_text(&work->was), buf_text(&work->will)},
    };
    *changed = differs(pairs, sizeof pairs / sizeof *pairs, text);
    if (other) {
        buf_puts(text, *changed ? str(STR_PREVIEW_JOIN) : "");
        buf_puts(text, str(STR_PREVIEW_OTHER_COLUMNS));
        *changed = true;
    }
    return (buf_ok(text) && buf_ok(&work->was) && buf_ok(&work->will)) || err_memory(err);
}

/* Who is in the store and not in the pack: kept where there are records. */
static bool falls_out(struct compare *work, const struct people_line *was, struct err *err)
{
    unsigned char token[TOKEN_BYTES];
    bool has_records;
    if (!meaning_find(work->store, MEANING_PERSON, was->code, token, &has_records, err)) {
        return false;
    }
    work->changes->people_removed++;
    work->changes->people_kept += has_records;
    return add_line(work,
                    &(struct preview_line){.part = PREVIEW_PERSON,
                                           .change = has_records ? PREVIEW_KEPT : PREVIEW_REMOVED,
                                           .key = was->worker_no,
                                           .name = was->name},
                    err);
}

static bool take_person(void *context, const struct people_line *was, struct err *err)
{
    struct compare *work = context;
    size_t at;
    if (was->removed) {
        return true; /* kept before, or entered by staff: new to the roster where the pack has them */
    }
    if (!find_code(work, was->code, &at, err)) {
        return false;
    }
    if (at == work->pack->people_count) {
        return falls_out(work, was, err);
    }
    const struct person *will = &work->pack->people[at];
    work->found[at] = true;
    struct buf text = {0};
    bool changed;
    bool done = person_differs(work, was, will, &text, &changed, err);
    if (done && changed) {
        work->changes->people_changed++;
        done = add_line(work,
                        &(struct preview_line){.part = PREVIEW_PERSON,
                                               .change = PREVIEW_CHANGED,
                                               .key = will->worker_no,
                                               .name = will->name,
                                               .detail = buf_text(&text)},
                        err);
    }
    buf_finish(&text);
    return done;
}

static bool compare_people(struct compare *work, int64_t generation, struct err *err)
{
    work->found = calloc(work->pack->people_count + 1, sizeof *work->found);
    if (!work->found) {
        return err_memory(err);
    }
    if (generation != 0 && !people_each(work->store, generation, take_person, work, err)) {
        return false;
    }
    for (size_t i = 0; i < work->pack->people_count; i++) {
        const struct person *person = &work->pack->people[i];
        if (work->found[i]) {
            continue;
        }
        work->changes->people_added++;
        struct preview_line line = {
            .part = PREVIEW_PERSON, .change = PREVIEW_ADDED, .key = person->worker_no, .name = person->name};
        if (!add_line(work, &line, err)) {
            return false;
        }
    }
    return true;
}

/* --- lectures --- */

static void put_when(struct buf *out, const struct lecture *lecture, int64_t start_ms)
{
    char start[CIVIL_TEXT_SIZE], end[CIVIL_TEXT_SIZE];
    civil_format(start_ms, CIVIL_DATE_TIME, start);
    civil_format(start_ms + (lecture->end_ms - lecture->start_ms), CIVIL_HOUR_MINUTE, end);
    buf_clear(out);
    buf_printf(out, "%.16s–%s", start, end);
}

static void put_audience(struct buf *out, const struct lecture *lecture)
{
    struct buf joined = {0};
    joined_put(&joined, &lecture->audience);
    put_list(out, buf_text(&joined), joined.len);
    out->failed = out->failed || !buf_ok(&joined);
    buf_finish(&joined);
}

static bool lecture_differs(struct compare *work, const struct lecture *was, const struct lecture *will,
                            struct buf *text, bool *changed, struct err *err)
{
    struct buf was_audience = {0}, will_audience = {0};
    /* where staff moved it, the pack's own times are compared: the move stands */
    put_when(&work->was, was, was->planned_start_ms);
    put_when(&work->will, will, will->start_ms);
    put_audience(&was_audience, was);
    put_audience(&will_audience, will);
    struct pair pairs[] = {
        {STR_COLUMN_LECTURE, was->title, will->title},
        {STR_PREVIEW_TIME, buf_text(&work->was), buf_text(&work->will)},
        {STR_COLUMN_VENUE, was->venue, will->venue},
        {STR_PREVIEW_KIND, was->kind, will->kind},
        {STR_PREVIEW_SPEAKER, was->speaker, will->speaker},
        {STR_PREVIEW_SPEAKER_TITLE, was->speaker_title, will->speaker_title},
        {STR_PREVIEW_DECK, was->deck, will->deck},
        {STR_PREVIEW_AUDIENCE, buf_text(&was_audience), buf_text(&will_audience)},
    };
    *changed = differs(pairs, sizeof pairs / sizeof *pairs, text);
    if (was->opens_before_min != will->opens_before_min || was->late_after_min != will->late_after_min ||
        was->capacity != will->capacity || was->sign_out != will->sign_out) {
        buf_puts(text, *changed ? str(STR_PREVIEW_JOIN) : "");
        buf_puts(text, str(STR_PREVIEW_RULES));
        *changed = true;
    }
    bool done = buf_ok(text) && buf_ok(&work->was) && buf_ok(&work->will) && buf_ok(&was_audience) &&
                buf_ok(&will_audience);
    buf_finish(&was_audience);
    buf_finish(&will_audience);
    return done || err_memory(err);
}

static bool note_lecture(struct compare *work, enum preview_change change, const struct lecture *lecture,
                         const char *detail, struct err *err)
{
    struct preview_line line = {.part = PREVIEW_LECTURE,
                                .change = change,
                                .key = lecture->id,
                                .name = lecture->title,
                                .detail = detail};
    return add_line(work, &line, err);
}

static bool compare_lecture(struct compare *work, const struct lecture *was, const struct lecture *will,
                            struct err *err)
{
    if (!was) {
        work->changes->lectures_added++;
        return note_lecture(work, PREVIEW_ADDED, will, "", err);
    }
    struct buf text = {0};
    bool changed;
    bool done = lecture_differs(work, was, will, &text, &changed, err);
    if (done && changed) {
        work->changes->lectures_changed++;
        done = note_lecture(work, PREVIEW_CHANGED, will, buf_text(&text), err);
    }
    buf_finish(&text);
    return done;
}

static bool compare_programmes(struct compare *work, const struct programme *was, struct err *err)
{
    const struct programme *will = &work->pack->programme;
    for (size_t i = 0; i < was->count; i++) {
        if (programme_find(will, was->items[i].id)) {
            continue;
        }
        work->changes->lectures_removed++;
        if (!note_lecture(work, PREVIEW_REMOVED, &was->items[i], "", err)) {
            return false;
        }
    }
    for (size_t i = 0; i < will->count; i++) {
        if (!compare_lecture(work, programme_find(was, will->items[i].id), &will->items[i], err)) {
            return false;
        }
    }
    return true;
}

static bool compare_lectures(struct compare *work, int64_t generation, struct err *err)
{
    struct arena arena = {0};
    struct event event;
    struct programme was = {0};
    bool done = generation == 0 || lectures_load(work->store, generation, &arena, &event, &was, NULL, err);
    done = done && compare_programmes(work, &was, err);
    arena_finish(&arena);
    return done;
}

/* --- files --- */

static const struct pack_file *pack_file_of(const struct pack *pack, const char *name)
{
    for (size_t i = 0; i < pack->file_count; i++) {
        if (strcmp(pack->files[i].name, name) == 0) {
            return &pack->files[i];
        }
    }
    return NULL;
}

static bool note_file(struct compare *work, enum preview_change change, const char *name, struct err *err)
{
    struct preview_line line = {.part = PREVIEW_FILE, .change = change, .key = name, .name = ""};
    return add_line(work, &line, err);
}

static bool compare_file(struct compare *work, const char *name, const struct pack_file *will,
                         struct err *err)
{
    unsigned char *data;
    size_t size;
    if (!pack_table_file(work->store, name, &data, &size, err)) {
        return false;
    }
    bool same = size == will->size && memcmp(data, will->data, size) == 0;
    free(data);
    if (same) {
        return true;
    }
    work->changes->files_changed++;
    return note_file(work, PREVIEW_CHANGED, name, err);
}

static bool has_name(const struct text_list *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++) {
        if (strcmp(names->items[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static bool compare_files(struct compare *work, int64_t generation, struct err *err)
{
    struct arena arena = {0};
    struct text_list names = {0};
    bool done = generation == 0 || pack_table_names(work->store, "", &arena, &names, err);
    for (size_t i = 0; done && i < names.count; i++) {
        const struct pack_file *will = pack_file_of(work->pack, names.items[i]);
        if (will) {
            done = compare_file(work, names.items[i], will, err);
        } else {
            work->changes->files_removed++;
            done = note_file(work, PREVIEW_REMOVED, names.items[i], err);
        }
    }
    for (size_t i = 0; done && i < work->pack->file_count; i++) {
        if (!has_name(&names, work->pack->files[i].name)) {
            work->changes->files_added++;
            done = note_file(work, PREVIEW_ADDED, work->pack->files[i].name, err);
        }
    }
    arena_finish(&arena);
    return done;
}

/* --- all of it --- */

/* What one may regret first: people and lectures that fall out, then what changes, what is new last. */
static int by_weight(const void *left, const void *right)
{
    static const int weight[CHANGES] = {
        [PREVIEW_REMOVED] = 0, [PREVIEW_KEPT] = 1, [PREVIEW_CHANGED] = 2, [PREVIEW_ADDED] = 3};
    const struct preview_line *a = left, *b = right;
    if (weight[a->change] != weight[b->change]) {
        return weight[a->change] - weight[b->change];
    }
    return a->part != b->part ? (int)a->part - (int)b->part : strcmp(a->key, b->key);
}

static bool compare_all(struct compare *work, struct err *err)
{
    int64_t generation = 0;
    if (work->store && !store_generation(work->store, &generation, err)) {
        return false;
    }
    bool done = compare_lectures(work, generation, err) && compare_people(work, generation, err) &&
                compare_files(work, generation, err);
    struct preview *preview = work->preview;
    if (done && preview && preview->line_count > 1) {
        qsort(preview->lines, preview->line_count, sizeof *preview->lines, by_weight);
    }
    free(work->found);
    name_table_finish(&work->codes);
    arena_finish(&work->arena);
    buf_finish(&work->was);
    buf_finish(&work->will);
    return done;
}

bool preview_load(struct preview *preview, struct store *store, const struct pack *pack, struct err *err)
{
    struct compare work = {.store = store, .pack = pack, .preview = preview, .changes = &preview->changes};
    preview->title = arena_strdup(&preview->arena, pack->event.title);
    preview->lectures = pack->programme.count;
    preview->people = pack->people_count;
    preview->files = pack->file_count;
    return preview->title ? compare_all(&work, err) : err_memory(err);
}

bool preview_count(struct store *store, const struct pack *pack, struct pack_changes *changes,
                   struct err *err)
{
    struct compare work = {.store = store, .pack = pack, .changes = changes};
    *changes = (struct pack_changes){0};
    return compare_all(&work, err);
}
