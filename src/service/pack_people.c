#include "service/pack_people.h"

#include "domain/badge.h"
#include "domain/badge_profile.h"
#include "format/pinyin.h"
#include "service/name_table.h"
#include "service/pack_columns.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_AHEAD = 8 };
enum column { WORKER_NO, BADGE, NAME, UNIT, TEAM, ROLE, COLUMNS };

#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})

static const struct pack_column_names columns[COLUMNS] = {
    [WORKER_NO] = {.names =
                       NAMES("工号", "worker_no", "员工编号", "员工号", "职工号", "职工编号", "职工工号",
                             "员工工号", "人员编号", "编号", "employee_no", "employee_id", "staff_no", "id"),
                   .required = true},
    [BADGE] = {.names = NAMES("工牌号", "badge", "工牌", "卡号", "IC卡号", "IC卡", "工卡号", "工卡",
                              "工牌卡号", "badge_no", "card_no", "card"),
               .several = true},
    [NAME] = {.names = NAMES("姓名", "name", "名字", "职工姓名", "员工姓名", "人员姓名"), .required = true},
    [UNIT] = {.names = NAMES("部门", "unit", "单位", "所属部门", "所在部门", "所属单位", "所在单位", "车间",
                             "科室", "department", "dept")},
    [TEAM] = {.names = NAMES("班组", "team", "所属班组", "所在班组", "班", "小组", "group")},
    [ROLE] = {.names = NAMES("角色", "role", "身份")},
};

struct roster_reader {
    struct pack_read *read;
    struct pack_columns table;
    struct name_table worker_nos, badges; /* canonical texts to lines */
    const struct table_row *row;
    const char *found_right[COLUMNS]; /* the last text of the column, where nothing was wrong with it */
    bool right;                       /* nothing wrong with this row so far */
    const char *shortest;             /* of the badges that are stored as numbers; NULL = none */
    size_t shortest_line, shortest_at;
    uint32_t *lines;       /* of the people that were right, as in pack.people */
    size_t longest_padded; /* characters of the longest badge that is a text with zeros at its front */
    size_t empty_rows, first_empty_line; /* rows with nothing about anybody */
};

static void wrong(struct roster_reader *reader, size_t field, const char *value, enum str_id sentence)
{
    char shown[PACK_SHOWN_SIZE];
    reader->right = false;
    pack_error(reader->read, &reader->table.place, reader->row->line, field, sentence,
               pack_shown(value, shown));
}

/* Neighbours on a roster mostly share unit and team: what was found right in the row before is not looked at
 * again. */
static const char *text(struct roster_reader *reader, enum column column, bool seen)
{
    const char *value = pack_columns_cell(&reader->table, reader->row, (int)column);
    const char *before = reader->found_right[column];
    if (before && strcmp(before, value) == 0) {
        return before;
    }
    size_t faults_before = reader->read->faults->errors + reader->read->faults->warnings;
    size_t field = pack_columns_field(&reader->table, (int)column);
    reader->right &=
        pack_check_text(reader->read, &reader->table.place, reader->row->line, field, value, PERSON_TEXT_MAX);
    if (!value[0] && columns[column].required && reader->table.at[column] != PACK_NO_COLUMN) {
        reader->right = false;
        pack_error(reader->read, &reader->table.place, reader->row->line, field, STR_PACK_EMPTY_CELL,
                   columns[column].names[0]);
    }
    if (seen) {
        pack_check_glyphs(reader->read, &reader->table.place, reader->row->line, field, value);
    }
    if (column == NAME) {
        pack_check_example(reader->read, &reader->table.place, reader->row->line, field, value);
    }
    bool found_right = reader->read->faults->errors + reader->read->faults->warnings == faults_before;
    reader->found_right[column] = found_right ? value : NULL;
    return value;
}

/* What a spreadsheet knew of the cell and a number must not be. Two such words in one row are told each. */
static bool check_kind(struct roster_reader *reader, size_t at, const char *value)
{
    enum table_kind kind = table_kind(reader->row, at);
    if (kind == TABLE_ROUNDED) {
        wrong(reader, at + 1, value, STR_PACK_ROUNDED);
    } else if (kind == TABLE_DATE) {
        wrong(reader, at + 1, value, STR_PACK_BECAME_DATE);
    } else if (kind == TABLE_NUMBER && value[strspn(value, "0123456789")]) {
        wrong(reader, at + 1, value, STR_PACK_NOT_WHOLE);
    } else {
        return kind != TABLE_NO_VALUE; /* told already */
    }
    return false;
}

/* What badge_parse would give back as it is: nearly every number in a roster. */
static bool is_canonical(const char *value)
{
    size_t len = 0;
    while ((value[len] >= '0' && value[len] <= '9') || (value[len] >= 'A' && value[len] <= 'Z')) {
        len++;
    }
    return value[len] == '\0' && len >= BADGE_MIN_CHARS && len <= BADGE_MAX_CHARS;
}

/* ="0003625619" in a CSV: how other programs keep Excel from taking a number for one. NULL: this is none. */
static const char *unwrap(struct roster_reader *reader, const char *value)
{
    size_t len = strlen(value);
    if (len < 4 || strncmp(value, "=\"", 2) != 0 || value[len - 1] != '"' ||
        memchr(value + 2, '"', len - 3)) {
        return NULL;
    }
    const char *inner = arena_strndup(&reader->read->pack->arena, value + 2, len - 3);
    reader->read->failed |= !inner;
    return inner;
}

/* The canonical text of a badge or worker number; NULL where it cannot be one (reported). */
static const char *canonical(struct roster_reader *reader, const char *value, size_t field)
{
    char badge[BADGE_TEXT_SIZE];
    if (is_canonical(value)) {
        return value;
    }
    const char *inner = unwrap(reader, value);
    if (inner) {
        value = inner;
    }
    char digits[BADGE_TEXT_SIZE];
    enum pack_scientific scientific = pack_parse_scientific(value, digits, sizeof digits);
    if (scientific == PACK_SCIENTIFIC_ROUNDED) {
        wrong(reader, field, value, STR_PACK_SCIENTIFIC);
        return NULL;
    }
    if (!badge_canonical(scientific == PACK_SCIENTIFIC_EXACT ? digits : value, badge)) {
        char shown[PACK_SHOWN_SIZE];
        reader->right = false;
        pack_error(reader->read, &reader->table.place, reader->row->line, field, STR_PACK_BAD_BADGE,
                   pack_shown(value, shown), (int)BADGE_MAX_CHARS);
        return NULL;
    }
    if (strcmp(badge, value) == 0) {
        return value;
    }
    const char *copy = arena_strdup(&reader->read->pack->arena, badge);
    reader->read->failed |= !copy;
    return copy;
}

/* Enters text for this row; a text that another row has is an error. False where it is not new. */
static bool enter(struct roster_reader *reader, struct name_table *table, const char *value, size_t field,
                  enum str_id sentence)
{
    bool fresh;
    const struct name_slot *slot = name_table_put(table, value, (uint32_t)reader->row->line, &fresh);
    if (!slot) {
        reader->read->failed = true;
        return false;
    }
    if (!fresh && slot->value != reader->row->line) {
        char shown[PACK_SHOWN_SIZE];
        reader->right = false;
        pack_error(reader->read, &reader->table.place, reader->row->line, field, sentence,
                   pack_shown(value, shown), (size_t)slot->value);
    }
    return fresh;
}

/* 111,27706: the 2H+4H form of one card, a byte and two bytes in decimal, maybe without their zeros. */
static bool is_card_pair(const char *text, size_t len)
{
    enum { LEFT_DIGITS = 3, RIGHT_DIGITS = 5, LEFT_MAX = 0xFF, RIGHT_MAX = 0xFFFF };
    size_t left = strspn(text, "0123456789");
    size_t right = left < len && text[left] == ',' ? strspn(text + left + 1, "0123456789") : 0;
    return left >= 1 && left <= LEFT_DIGITS && right >= 1 && right <= RIGHT_DIGITS &&
           left + 1 + right == len && strtol(text, NULL, 10) <= LEFT_MAX &&
           strtol(text + left + 1, NULL, 10) <= RIGHT_MAX;
}

/* 班组 3-1 that has become 1 March. */
static bool check_words(struct roster_reader *reader)
{
    static const enum column words[] = {NAME, UNIT, TEAM, ROLE};
    bool right = true;
    for (size_t i = 0; reader->row->kinds && i < sizeof words / sizeof *words; i++) {
        int at = reader->table.at[words[i]];
        if (at != PACK_NO_COLUMN && table_kind(reader->row, (size_t)at) == TABLE_DATE) {
            wrong(reader, (size_t)at + 1, reader->row->cells[at], STR_PACK_BECAME_DATE);
            right = false;
        }
    }
    return right;
}

/* A number typed without the text format has no zeros at its front any more; only the others show that. */
static void note_width(struct roster_reader *reader, size_t at, const char *value)
{
    size_t len = strlen(value);
    if (table_kind(reader->row, at) == TABLE_NUMBER) {
        if (!reader->shortest || len < strlen(reader->shortest)) {
            reader->shortest = value;
            reader->shortest_line = reader->row->line;
            reader->shortest_at = at;
        }
    } else if (value[0] == '0' && value[strspn(value, "0123456789")] == '\0' &&
               len > reader->longest_padded) {
        reader->longest_padded = len;
    }
}

static void check_lost_zeros(struct roster_reader *reader)
{
    if (reader->shortest && strlen(reader->shortest) < reader->longest_padded) {
        char shown[PACK_SHOWN_SIZE];
        pack_warning(reader->read, &reader->table.place, reader->shortest_line, reader->shortest_at + 1,
                     STR_PACK_ZEROS_LOST, pack_shown(reader->shortest, shown));
    }
}

static void read_badge_cell(struct roster_reader *reader, size_t at, struct text_list *badges)
{
    const char *value = reader->row->cells[at];
    struct text_list pieces = {.items = &value, .count = 1};
    struct arena *arena = &reader->read->pack->arena;
    if (!pack_check_text(reader->read, &reader->table.place, reader->row->line, at + 1, value,
                         10 * PERSON_TEXT_MAX)) {
        reader->right = false;
        return;
    }
    if (!check_kind(reader, at, value)) {
        return;
    }
    note_width(reader, at, value);
    bool plain = true;
    for (const char *c = value; *c; c++) {
        plain &= isalnum((unsigned char)*c) != 0;
    }
    if (!plain && !text_list_split_but(&pieces, value, is_card_pair, arena)) {
        reader->read->failed = true;
        return;
    }
    const char **items = arena_alloc(arena, (badges->count + pieces.count) * sizeof *items);
    if (!items) {
        reader->read->failed = true;
        return;
    }
    for (size_t i = 0; i < badges->count; i++) {
        items[i] = badges->items[i];
    }
    badges->items = items;
    for (size_t i = 0; i < pieces.count; i++) {
        const char *badge = canonical(reader, pieces.items[i], at + 1);
        if (badge && enter(reader, &reader->badges, badge, at + 1, STR_PACK_BADGE_TWICE)) {
            badges->items[badges->count++] = badge;
        }
    }
}

static void read_badges(struct roster_reader *reader, struct text_list *badges)
{
    size_t columns_there = reader->table.sheet.rows[reader->table.header].count;
    for (size_t i = 0; i < reader->row->count && i < columns_there && !reader->read->failed; i++) {
        if (reader->table.meaning[i] == BADGE && reader->row->cells[i][0]) {
            read_badge_cell(reader, i, badges);
        }
    }
}

static void put_clean(char **to, const char *text)
{
    for (; *text; text++) {
        *(*to)++ = (unsigned char)*text < ' ' ? ' ' : *text;
    }
}

/* Columns that are none of ours: "header<TAB>value<LF>" each. */
static const char *read_extra(struct roster_reader *reader)
{
    const struct table_row *header = &reader->table.sheet.rows[reader->table.header], *row = reader->row;
    size_t size = 0;
    for (size_t i = 0; i < header->count && i < row->count; i++) {
        if (reader->table.meaning[i] == PACK_NO_COLUMN && header->cells[i][0] && row->cells[i][0]) {
            if (table_kind(row, i) ==
                TABLE_ROUNDED) { /* an identity card's number; nobody signs in with it */
                char shown[PACK_SHOWN_SIZE];
                pack_warning(reader->read, &reader->table.place, row->line, i + 1, STR_PACK_ROUNDED,
                             pack_shown(row->cells[i], shown));
            }
            size += strlen(header->cells[i]) + strlen(row->cells[i]) + 2;
        }
    }
    if (size == 0) {
        return "";
    }
    char *extra = arena_alloc(&reader->read->pack->arena, size + 1);
    if (!extra) {
        reader->read->failed = true;
        return "";
    }
    char *to = extra;
    for (size_t i = 0; i < header->count && i < row->count; i++) {
        if (reader->table.meaning[i] == PACK_NO_COLUMN && header->cells[i][0] && row->cells[i][0]) {
            put_clean(&to, header->cells[i]);
            *to++ = '\t';
            put_clean(&to, row->cells[i]);
            *to++ = '\n';
        }
    }
    return extra;
}

static const char *initials_of(struct roster_reader *reader, const char *name)
{
    char initials[PINYIN_INITIALS_SIZE];
    pinyin_initials(name, initials, sizeof initials);
    const char *copy = arena_strdup(&reader->read->pack->arena, initials);
    reader->read->failed |= !copy;
    return copy;
}

/* Lists are often numbered further down than they are filled in, and somewhere beside them stands a remark.
 */
static bool is_nobody(struct roster_reader *reader)
{
    const struct pack_columns *table = &reader->table;
    size_t known = table->sheet.rows[table->header].count;
    for (size_t i = 0; i < reader->row->count && i < known; i++) {
        if (table->meaning[i] != PACK_NO_COLUMN && reader->row->cells[i][0]) {
            return false;
        }
    }
    if (reader->empty_rows++ == 0) {
        reader->first_empty_line = reader->row->line;
    }
    return true;
}

static void report_empty_rows(struct roster_reader *reader, size_t rows)
{
    const struct pack_place *place = &reader->table.place;
    if (rows == reader->empty_rows) {
        pack_error(reader->read, place, reader->table.sheet.rows[reader->table.header].line, 1,
                   STR_PACK_NOBODY_THERE);
    } else if (reader->empty_rows > 0) {
        pack_warning(reader->read, place, reader->first_empty_line, 1, STR_PACK_EMPTY_ROWS,
                     reader->empty_rows);
    }
}

static void read_row(struct roster_reader *reader)
{
    if (is_nobody(reader)) {
        return;
    }
    struct person person = {.worker_no = text(reader, WORKER_NO, false),
                            .name = text(reader, NAME, true),
                            .unit = text(reader, UNIT, true),
                            .team = text(reader, TEAM, true),
                            .role = text(reader, ROLE, false)};
    size_t field = pack_columns_field(&reader->table, WORKER_NO);
    pack_columns_check_width(reader->read, &reader->table, reader->row);
    reader->right &= check_words(reader);
    if (person.worker_no[0] && check_kind(reader, field - 1, person.worker_no)) {
        person.worker_no = canonical(reader, person.worker_no, field);
        if (person.worker_no) {
            enter(reader, &reader->worker_nos, person.worker_no, field, STR_PACK_WORKER_TWICE);
        }
    }
    read_badges(reader, &person.badges);
    person.extra = read_extra(reader);
    person.initials = reader->right ? initials_of(reader, person.name) : "";
    if (reader->right && !reader->read->failed) {
        reader->lines[reader->read->pack->people_count] = (uint32_t)reader->row->line;
        reader->read->pack->people[reader->read->pack->people_count++] = person;
    }
}

/* Numbers of a row a little further down; nearly all of them are canonical as they stand. */
static void expect_row(const struct roster_reader *reader, const struct table_row *row)
{
    name_table_expect(&reader->worker_nos, pack_columns_cell(&reader->table, row, WORKER_NO));
    name_table_expect(&reader->badges, pack_columns_cell(&reader->table, row, BADGE));
}

/* The keypad takes both, so a badge that reads like a colleague's worker number is worth a look. */
static void check_mix_ups(struct roster_reader *reader)
{
    for (size_t i = 0; i < reader->badges.capacity; i++) {
        const struct name_slot *badge = &reader->badges.slots[i];
        const struct name_slot *worker =
            badge->name ? name_table_find_same(&reader->worker_nos, badge) : NULL;
        if (worker && worker->value != badge->value) {
            char shown[PACK_SHOWN_SIZE];
            pack_warning(reader->read, &reader->table.place, badge->value,
                         pack_columns_field(&reader->table, BADGE), STR_PACK_BADGE_IS_WORKER_NO,
                         pack_shown(badge->name, shown), (size_t)worker->value);
        }
    }
}

/* One card as this station's reader reads it, of two people. */
static void enter_card(struct roster_reader *reader, struct name_table *cards, const char *badge,
                       uint32_t line)
{
    char key[BADGE_TEXT_SIZE], shown[PACK_SHOWN_SIZE];
    bool fresh;
    badge_profile_key(reader->read->options->profile, badge, key);
    const char *kept = strcmp(key, badge) == 0 ? badge : arena_strdup(&reader->read->pack->arena, key);
    const struct name_slot *slot = kept ? name_table_put(cards, kept, line, &fresh) : NULL;
    if (!slot) {
        reader->read->failed = true;
    } else if (!fresh && slot->value != line) {
        pack_warning(reader->read, &reader->table.place, line, pack_columns_field(&reader->table, BADGE),
                     STR_PACK_SAME_CARD, pack_shown(badge, shown), (size_t)slot->value);
    }
}

/* Who has no badge signs in by the worker number, which a reader may deliver, too. */
static void check_cards(struct roster_reader *reader)
{
    const struct pack *pack = reader->read->pack;
    struct name_table cards = {0};
    if (!reader->read->options || !reader->read->options->profile || reader->read->failed) {
        return;
    }
    reader->read->failed |= !name_table_reserve(&cards, pack->people_count);
    for (size_t i = 0; i < pack->people_count && !reader->read->failed; i++) {
        const struct person *person = &pack->people[i];
        if (i + ROWS_AHEAD < pack->people_count && person[ROWS_AHEAD].badges.count > 0) {
            name_table_expect(&cards, person[ROWS_AHEAD].badges.items[0]);
        }
        for (size_t k = 0; k < person->badges.count && !reader->read->failed; k++) {
            enter_card(reader, &cards, person->badges.items[k], reader->lines[i]);
        }
        if (person->badges.count == 0) {
            enter_card(reader, &cards, person->worker_no, reader->lines[i]);
        }
    }
    name_table_finish(&cards);
}

static size_t score(const struct table *head)
{
    return pack_columns_score(head, columns, COLUMNS);
}

void pack_people_read(struct pack_read *read, const char *name)
{
    struct roster_reader reader = {.read = read};
    size_t errors_before = read->faults->errors;
    if (!name || !pack_columns_read(read, name, PACK_PEOPLE, score, &reader.table)) {
        return;
    }
    bool known = pack_columns_find(read, &reader.table, columns, COLUMNS);
    const struct table *sheet = &reader.table.sheet;
    size_t rows = sheet->count - reader.table.header - 1;
    read->pack->people = arena_alloc(&read->pack->arena, (rows + 1) * sizeof *read->pack->people);
    reader.lines = malloc((rows + 1) * sizeof *reader.lines);
    read->failed |= !read->pack->people || !reader.lines || !name_table_reserve(&reader.worker_nos, rows) ||
                    !name_table_reserve(&reader.badges, rows);
    for (size_t i = reader.table.header + 1; known && i < sheet->count && !read->failed; i++) {
        reader.row = &sheet->rows[i];
        reader.right = true;
        if (i + ROWS_AHEAD < sheet->count) {
            expect_row(&reader, &sheet->rows[i + ROWS_AHEAD]);
        }
        read_row(&reader);
    }
    if (known && !read->failed) {
        report_empty_rows(&reader, rows);
    }
    check_lost_zeros(&reader);
    check_mix_ups(&reader);
    check_cards(&reader);
    read->roster_whole = read->faults->errors == errors_before;
    name_table_finish(&reader.worker_nos);
    name_table_finish(&reader.badges);
    free(reader.lines);
}
