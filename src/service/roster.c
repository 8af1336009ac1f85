#include "service/roster.h"

#include "format/csv.h"
#include "store/meaning.h"
#include "store/people.h"

#include <stdlib.h>
#include <string.h>

enum { ERASED = 1, NOBODY = 1, PERSON_BASE = 2 };

/* Texts of a person that stand there twice or once more. */
enum {
    WORKER_IS_ESCAPED = 1,
    BADGE_IS_ESCAPED = 2,
    NAME_IS_ESCAPED = 4,
    CODE_DIFFERS = 8,
    SEVERAL_BADGES = 16
};

static const char *text_at(const struct roster *roster, uint32_t offset)
{
    return roster->texts.data + offset;
}

const char *roster_unit(const struct roster *roster, const struct roster_person *person)
{
    return text_at(roster, roster->groups[person->group].unit);
}

const char *roster_team(const struct roster *roster, const struct roster_person *person)
{
    return text_at(roster, roster->groups[person->group].team);
}

const char *roster_group_cells(const struct roster *roster, const struct roster_person *person)
{
    return text_at(roster, roster->groups[person->group].cells);
}

/* --- texts --- */

static uint32_t put_text(struct roster *roster, const char *text, size_t len)
{
    uint32_t at = (uint32_t)roster->texts.len;
    buf_append(&roster->texts, text, len);
    buf_putc(&roster->texts, '\0');
    return at;
}

/* A text as a cell, comma in front. Nearly always the text itself stands behind the comma; where it had to be
 * escaped it follows, and that is true. */
static bool put_cell(struct roster *roster, const char *text)
{
    size_t at = roster->texts.len;
    csv_write_cell(&roster->texts, false, text);
    buf_putc(&roster->texts, '\0');
    if (!buf_ok(&roster->texts) || strcmp(roster->texts.data + at + 1, text) == 0) {
        return false;
    }
    put_text(roster, text, strlen(text));
    return true;
}

/* Reads what put_cell wrote at *at, and moves on behind it. */
static const char *read_cell(const char **at, bool escaped, const char **cell)
{
    *cell = *at;
    const char *text = escaped ? *at + strlen(*at) + 1 : *at + 1;
    *at = text + strlen(text) + 1;
    return text;
}

void roster_words(const struct roster *roster, const struct roster_person *person, struct roster_words *out)
{
    const char *at = text_at(roster, person->at);
    out->worker_no = read_cell(&at, person->extras & WORKER_IS_ESCAPED, &out->worker_cell);
    out->badge = read_cell(&at, person->extras & BADGE_IS_ESCAPED, &out->badge_cell);
    out->name = read_cell(&at, person->extras & NAME_IS_ESCAPED, &out->name_cell);
    out->code = out->worker_no;
    if (person->extras & CODE_DIFFERS) {
        out->code = at;
        at += strlen(at) + 1;
    }
    out->badges = person->extras & SEVERAL_BADGES ? at : out->badge;
}

static const char *code_of(const struct roster *roster, const struct roster_person *person)
{
    struct roster_words words;
    if (person->extras == 0) {
        return text_at(roster, person->at) + 1; /* the worker number, which stands first */
    }
    roster_words(roster, person, &words);
    return words.code;
}

/* --- groups: one of a few units and teams --- */

static bool find_group(struct roster *roster, const char *unit, const char *team, uint32_t *out)
{
    /* neighbours on a roster mostly share theirs: begin with the last one */
    for (size_t i = 0; i < roster->group_count; i++) {
        size_t at = (roster->last_group + i) % roster->group_count;
        if (strcmp(text_at(roster, roster->groups[at].unit), unit) == 0 &&
            strcmp(text_at(roster, roster->groups[at].team), team) == 0) {
            *out = roster->last_group = (uint32_t)at;
            return true;
        }
    }
    if (roster->group_count == roster->group_capacity) {
        size_t capacity = roster->group_capacity ? roster->group_capacity * 2 : 64;
        struct roster_group *grown = realloc(roster->groups, capacity * sizeof *grown);
        if (!grown) {
            return false;
        }
        roster->groups = grown;
        roster->group_capacity = capacity;
    }
    *out = roster->last_group = (uint32_t)roster->group_count;
    struct roster_group *group = &roster->groups[roster->group_count++];
    *group = (struct roster_group){.unit = put_text(roster, unit, strlen(unit)),
                                   .team = put_text(roster, team, strlen(team)),
                                   .cells = (uint32_t)roster->texts.len};
    csv_write_cell(&roster->texts, false, unit);
    csv_write_cell(&roster->texts, false, team);
    buf_putc(&roster->texts, '\0');
    return buf_ok(&roster->texts);
}

void roster_expect(struct roster *roster, const struct lecture *lecture)
{
    for (size_t i = 0; i < roster->group_count; i++) {
        struct roster_group *group = &roster->groups[i];
        group->expected =
            lecture_expects(lecture, text_at(roster, group->unit), text_at(roster, group->team), "");
    }
    roster->lecture = lecture;
}

bool roster_expects(const struct roster *roster, const struct roster_person *person)
{
    return !person->removed && (roster->groups[person->group].expected ||
                                lecture_names(roster->lecture, code_of(roster, person)));
}

/* --- people --- */

/* Joined as a roster has them. */
static void put_badges(struct roster *roster, const char *joined)
{
    for (const char *piece = joined;;) {
        size_t len = strcspn(piece, "\x1F");
        buf_append(&roster->texts, piece, len);
        piece += len;
        if (!*piece) {
            break;
        }
        buf_puts(&roster->texts, "、");
        piece++;
    }
    buf_append(&roster->texts, "", 1);
}

static bool take_person(void *context, const struct people_line *line, struct err *err)
{
    struct roster *roster = context;
    if (roster->count == roster->capacity) {
        size_t capacity = roster->capacity ? roster->capacity * 2 : 1024;
        struct roster_person *grown = realloc(roster->people, capacity * sizeof *grown);
        if (!grown) {
            return err_memory(err);
        }
        roster->people = grown;
        roster->capacity = capacity;
    }
    struct roster_person *person = &roster->people[roster->count];
    *person = (struct roster_person){.removed = line->removed, .registered = line->registered};
    if (!find_group(roster, line->unit, line->team, &person->group)) {
        return err_memory(err);
    }
    char badge[BADGE_TEXT_SIZE] = "";
    if (line->first_badge_len < sizeof badge) {
        memcpy(badge, line->first_badge, line->first_badge_len);
    }
    person->at = (uint32_t)roster->texts.len;
    bool worker = put_cell(roster, line->worker_no), held = put_cell(roster, badge),
         name = put_cell(roster, line->name), code = strcmp(line->code, line->worker_no) != 0,
         several = line->badges[line->first_badge_len] != '\0';
    if (code) {
        put_text(roster, line->code, strlen(line->code));
    }
    if (several) {
        put_badges(roster, line->badges);
    }
    person->extras = (unsigned char)((worker ? WORKER_IS_ESCAPED : 0) | (held ? BADGE_IS_ESCAPED : 0) |
                                     (name ? NAME_IS_ESCAPED : 0) | (code ? CODE_DIFFERS : 0) |
                                     (several ? SEVERAL_BADGES : 0));
    if (!buf_ok(&roster->texts) || roster->texts.len > UINT32_MAX / 2) {
        return err_memory(err);
    }
    roster->count++;
    return true;
}

/* FNV-1a */
static size_t hash_code(const char *code)
{
    uint64_t hash = 0xCBF29CE484222325u;
    for (; *code; code++) {
        hash = (hash ^ (unsigned char)*code) * 0x100000001B3u;
    }
    return (size_t)(hash ^ hash >> 32);
}

static bool index_codes(struct roster *roster)
{
    roster->by_code_capacity = 64;
    while (roster->by_code_capacity < roster->count * 2) {
        roster->by_code_capacity *= 2;
    }
    roster->by_code = calloc(roster->by_code_capacity, sizeof *roster->by_code);
    for (size_t i = 0; roster->by_code && i < roster->count; i++) {
        size_t at = hash_code(code_of(roster, &roster->people[i]));
        while (roster->by_code[at & (roster->by_code_capacity - 1)]) {
            at++;
        }
        roster->by_code[at & (roster->by_code_capacity - 1)] = (uint32_t)i + 1;
    }
    return roster->by_code != NULL;
}

/* What person_tokens holds of this code. */
static uint32_t value_of_code(const struct roster *roster, const char *code)
{
    for (size_t at = hash_code(code);; at++) {
        uint32_t slot = roster->by_code[at & (roster->by_code_capacity - 1)];
        if (slot == 0) {
            return NOBODY;
        }
        if (strcmp(code_of(roster, &roster->people[slot - 1]), code) == 0) {
            return slot - 1 + PERSON_BASE;
        }
    }
}

/* --- tokens --- */

static bool take_person_token(void *context, const unsigned char token[16], const char *text, struct err *err)
{
    struct roster *roster = context;
    return token_table_put(&roster->person_tokens, token, value_of_code(roster, text)) || err_memory(err);
}

static bool take_badge_token(void *context, const unsigned char token[16], const char *text, struct err *err)
{
    struct roster *roster = context;
    uint32_t at = put_text(roster, text, strlen(text));
    return (buf_ok(&roster->texts) && token_table_put(&roster->badge_tokens, token, at)) || err_memory(err);
}

/* A token that is not among them afterwards means nothing any more. */
bool roster_prepare(struct roster *roster, size_t records, struct err *err)
{
    if (records < roster->count / 8) {
        return true;
    }
    if (!token_table_reserve(&roster->person_tokens, roster->count)) {
        return err_memory(err);
    }
    if (!meaning_each(roster->store, MEANING_PERSON, take_person_token, roster, err)) {
        return false;
    }
    free(roster->by_code);
    roster->by_code = NULL;
    return (token_table_reserve(&roster->badge_tokens, roster->count) || err_memory(err)) &&
           meaning_each(roster->store, MEANING_BADGE, take_badge_token, roster, err);
}

bool roster_load(struct roster *roster, struct store *store, int64_t generation, struct err *err)
{
    roster->store = store;
    buf_append(&roster->texts, "\0\0", 2); /* no text stands at the offsets that mean something else */
    if (!buf_ok(&roster->texts)) {
        return err_memory(err);
    }
    if (!people_each(store, generation, take_person, roster, err)) {
        return false;
    }
    return index_codes(roster) || err_memory(err);
}

bool roster_person(struct roster *roster, const unsigned char token[16], struct roster_person **out,
                   struct err *err)
{
    uint32_t value = token_table_get(&roster->person_tokens, token);
    if (value == 0) {
        struct arena arena = {0};
        const char *code;
        bool done = meaning_text(roster->store, token, &arena, &code, err);
        value = done && code && roster->by_code ? value_of_code(roster, code) : NOBODY;
        arena_finish(&arena);
        if (!done) {
            return false;
        }
        if (!token_table_put(&roster->person_tokens, token, value)) {
            return err_memory(err);
        }
    }
    *out = value < PERSON_BASE ? NULL : &roster->people[value - PERSON_BASE];
    return true;
}

bool roster_badge(struct roster *roster, const unsigned char token[16], const char **out, struct err *err)
{
    uint32_t value = token_table_get(&roster->badge_tokens, token);
    if (value == 0) {
        struct arena arena = {0};
        const char *text;
        bool done = meaning_text(roster->store, token, &arena, &text, err);
        value = done && text ? put_text(roster, text, strlen(text)) : ERASED;
        arena_finish(&arena);
        if (!done) {
            return false;
        }
        if (!buf_ok(&roster->texts) || !token_table_put(&roster->badge_tokens, token, value)) {
            return err_memory(err);
        }
    }
    *out = value == ERASED ? "" : text_at(roster, value);
    return true;
}

void roster_finish(struct roster *roster)
{
    token_table_finish(&roster->badge_tokens);
    token_table_finish(&roster->person_tokens);
    free(roster->by_code);
    free(roster->groups);
    free(roster->people);
    buf_finish(&roster->texts);
    *roster = (struct roster){0};
}
