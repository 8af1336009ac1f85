#include "service/pack_programme.h"

#include "base/civil.h"
#include "domain/crews.h"
#include "domain/outcome.h"
#include "service/name_table.h"
#include "service/pack_calendar.h"
#include "service/pack_turn.h"

#include <string.h>
#include <strings.h>

enum column {
    ID,
    DATE,
    START,
    END,
    TITLE,
    KIND,
    VENUE,
    SPEAKER,
    SPEAKER_TITLE,
    AUDIENCE,
    CAPACITY,
    DECK,
    OPENS_BEFORE,
    LATE_AFTER,
    SIGN_OUT,
    COLUMNS
};

#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})

static const char *const *const names[COLUMNS] = {
    [ID] = NAMES("编号", "id", "场次编号", "场次号", "lecture_id"),
    [DATE] = NAMES("日期", "date", "活动日期", "day"),
    [START] =
        NAMES("开始", "start", "开始时间", "起始时间", "start_time", "时间", "time", "时段", "活动时间"),
    [END] = NAMES("结束", "end", "结束时间", "截止时间", "end_time"),
    [TITLE] = NAMES("主题", "title", "题目", "标题", "讲座主题", "活动主题", "名称", "内容", "topic"),
    [KIND] = NAMES("形式", "kind", "类型", "类别", "活动形式", "type"),
    [VENUE] = NAMES("地点", "venue", "场地", "会场", "活动地点", "地址", "place", "location", "room"),
    [SPEAKER] = NAMES("主讲人", "speaker", "主讲", "宣讲人", "讲师", "报告人"),
    [SPEAKER_TITLE] = NAMES("职务", "speaker_title", "主讲人职务", "身份", "职称", "称号"),
    [AUDIENCE] = NAMES("面向", "audience", "面向对象", "参加对象", "参加部门", "对象", "参加人员", "听众"),
    [CAPACITY] = NAMES("人数", "capacity", "人数上限", "容量"),
    [DECK] = NAMES("讲稿", "deck", "讲稿文件", "课件"),
    [OPENS_BEFORE] = NAMES("提前签到分钟", "opens_before_min", "提前签到"),
    [LATE_AFTER] = NAMES("迟到分钟", "late_after_min", "迟到"),
    [SIGN_OUT] = NAMES("签退", "sign_out", "是否签退", "需要签退"),
};

static const char *const minute_units[] = {"分钟", "分", "min", NULL};
static const char *const people_units[] = {"人", NULL};
enum { MAX_CAPACITY = 1000000, MAX_LECTURES = 5000 };

struct row_reader {
    struct pack_read *read;
    const struct pack_columns *table;
    const struct table_row *row;
    bool right;      /* nothing wrong with this row so far */
    unsigned *wrong; /* bits 1 << column: a text of the row before that was wrong, then of this one */
};

static const char *cell(const struct row_reader *reader, enum column column)
{
    return pack_columns_cell(reader->table, reader->row, (int)column);
}

/* An error in a cell, with the cell's text in the sentence. */
static void wrong(struct row_reader *reader, enum column column, enum str_id sentence)
{
    char shown[PACK_SHOWN_SIZE];
    reader->right = false;
    pack_error(reader->read, &reader->table->place, reader->row->line,
               pack_columns_field(reader->table, (int)column), sentence,
               pack_shown(cell(reader, column), shown));
}

/* Occurrences of one event share their texts: what is wrong with one is said once, not for every week. */
static bool is_said(const struct row_reader *reader, enum column column)
{
    const struct table_row *row = reader->row, *before = row - 1;
    return reader->table->calendar && before->line == row->line &&
           pack_columns_cell(reader->table, before, (int)column) == cell(reader, column);
}

static const char *text(struct row_reader *reader, enum column column, size_t max_bytes)
{
    const char *value = cell(reader, column);
    size_t field = pack_columns_field(reader->table, (int)column);
    unsigned bit = 1u << column;
    if (!is_said(reader, column)) {
        bool right =
            pack_check_text(reader->read, &reader->table->place, reader->row->line, field, value, max_bytes);
        *reader->wrong = right ? *reader->wrong & ~bit : *reader->wrong | bit;
    }
    reader->right &= (*reader->wrong & bit) == 0;
    return value;
}

static const char *required_text(struct row_reader *reader, enum column column, size_t max_bytes)
{
    const char *value = text(reader, column, max_bytes);
    if (!value[0] && reader->table->at[column] != PACK_NO_COLUMN) {
        reader->right = false;
        pack_error(reader->read, &reader->table->place, reader->row->line,
                   pack_columns_field(reader->table, (int)column), STR_PACK_EMPTY_CELL, names[column][0]);
    }
    return value;
}

static const char *seen_text(struct row_reader *reader, enum column column, size_t max_bytes)
{
    const char *value = column == TITLE || column == VENUE ? required_text(reader, column, max_bytes)
                                                           : text(reader, column, max_bytes);
    if (!is_said(reader, column)) {
        pack_check_glyphs(reader->read, &reader->table->place, reader->row->line,
                          pack_columns_field(reader->table, (int)column), value);
    }
    return value;
}

/* Spreadsheets like to write a date as "2026/11/22 0:00:00". */
static bool parse_date(const char *value, struct civil *out)
{
    char date[32];
    const char *blank = strchr(value, ' ');
    size_t len = blank ? (size_t)(blank - value) : 0;
    struct civil midnight = {0};
    if (blank && len < sizeof date && civil_parse_time(blank + 1, &midnight)) {
        memcpy(date, value, len);
        date[len] = '\0';
        return civil_parse_date(date, out);
    }
    return civil_parse_date(value, out);
}

/* "2026-12-01 09:00", as a spreadsheet keeps a moment: the time of day, where the date is the lecture's. */
static bool parse_time(const char *value, const char *date, struct civil *out)
{
    struct civil wanted = {0}, found = {0};
    const char *blank = strchr(value, ' ');
    char first[32];
    if (civil_parse_time(value, out)) {
        return true;
    }
    size_t len = blank ? (size_t)(blank - value) : sizeof first;
    if (len >= sizeof first) {
        return false;
    }
    memcpy(first, value, len);
    first[len] = '\0';
    return parse_date(date, &wanted) && civil_parse_date(first, &found) && wanted.year == found.year &&
           wanted.month == found.month && wanted.day == found.day && civil_parse_time(blank + 1, out);
}

/* "09:00-10:30" in the column of the start: *end points behind the dash. */
static bool parse_range(const char *value, struct civil *start, const char **end)
{
    static const char *const dashes[] = {"-", "–", "—", "~", "～", "－", "至", "到"};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        const char *dash = strstr(value, dashes[i]);
        char first[32];
        size_t len = dash ? (size_t)(dash - value) : 0;
        while (len > 0 && value[len - 1] == ' ') {
            len--;
        }
        if (len > 0 && len < sizeof first) {
            memcpy(first, value, len);
            first[len] = '\0';
            *end = dash + strlen(dashes[i]);
            *end += strspn(*end, " ");
            if (civil_parse_time(first, start)) {
                return true;
            }
        }
    }
    return false;
}

/* 时间 may hold "09:00-10:30"; a plain start needs its end in a column of its own. */
static bool is_range_header(const struct pack_columns *table)
{
    static const char *const ranges[] = {"时间", "time", "时段", "活动时间"};
    const struct table_row *header = &table->sheet.rows[table->header];
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges && table->at[START] != PACK_NO_COLUMN; i++) {
        if (pack_columns_header_is(header->cells[table->at[START]], ranges[i])) {
            return true;
        }
    }
    return false;
}

static int second_of_day(const struct civil *civil)
{
    return (civil->hour * 60 + civil->minute) * 60 + civil->second;
}

static void read_times(struct row_reader *reader, struct lecture *lecture)
{
    struct civil start = {0}, end = {0};
    const char *date = required_text(reader, DATE, PERSON_TEXT_MAX);
    const char *from = required_text(reader, START, PERSON_TEXT_MAX);
    const char *to = cell(reader, END);
    enum column end_column = END;
    bool dated = parse_date(date, &start);
    if (date[0] && !dated) {
        wrong(reader, DATE, STR_PACK_BAD_DATE);
    }
    bool started = parse_time(from, date, &start);
    if (!started && !to[0] && parse_range(from, &start, &to)) {
        started = true;
        end_column = START;
    } else if (from[0] && !started) {
        wrong(reader, START, STR_PACK_BAD_TIME);
    }
    end = start;
    bool ended = parse_time(to, date, &end);
    if (!ended && to[0]) {
        wrong(reader, end_column, end_column == END ? STR_PACK_BAD_TIME : STR_PACK_BAD_RANGE);
    } else if (!ended && reader->table->at[END] != PACK_NO_COLUMN) {
        required_text(reader, END, PERSON_TEXT_MAX);
    } else if (!ended && started && is_range_header(reader->table)) {
        wrong(reader, START, STR_PACK_BAD_RANGE);
    }
    if (!dated || !started || !ended || !civil_to_ms(&start, &lecture->start_ms) ||
        !civil_to_ms(&end, &lecture->end_ms)) {
        reader->right = false;
    }
    if (started && ended && second_of_day(&end) <= second_of_day(&start)) {
        char shown[PACK_SHOWN_SIZE], shown_start[PACK_SHOWN_SIZE];
        reader->right = false;
        pack_error(reader->read, &reader->table->place, reader->row->line,
                   pack_columns_field(reader->table, (int)end_column), STR_PACK_ENDS_EARLY,
                   pack_shown(to, shown), pack_shown(from, shown_start));
    }
}

static int read_number(struct row_reader *reader, enum column column, const char *const *units, int most,
                       enum str_id sentence, int otherwise)
{
    const char *value = cell(reader, column);
    int number = otherwise;
    if (value[0] && !pack_parse_number(value, units, most, &number)) {
        char shown[PACK_SHOWN_SIZE];
        reader->right = false;
        pack_error(reader->read, &reader->table->place, reader->row->line,
                   pack_columns_field(reader->table, (int)column), sentence, pack_shown(value, shown), most);
    }
    return number;
}

/* "laomo", "laomo.md", "laomo.pptx" and "talks/laomo.md" are one deck. */
static const char *read_deck(struct row_reader *reader)
{
    const char *deck = text(reader, DECK, PERSON_TEXT_MAX);
    static const char *const folders[] = {"talks/", "讲稿/", "./talks/"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        if (strncasecmp(deck, folders[i], strlen(folders[i])) == 0) {
            deck += strlen(folders[i]);
            break;
        }
    }
    const char *dot = strrchr(deck, '.');
    if (dot && dot > deck && (strcasecmp(dot, ".md") == 0 || pack_turn_takes(dot))) {
        deck = arena_strndup(&reader->read->pack->arena, deck, (size_t)(dot - deck));
        reader->read->failed |= !deck;
    }
    if (deck && strpbrk(deck, "/\\")) {
        wrong(reader, DECK, STR_PACK_DECK_NOT_A_NAME);
        return "";
    }
    return deck ? deck : "";
}

static bool read_yes(struct row_reader *reader, enum column column, bool fallback)
{
    bool yes = fallback;
    if (!pack_parse_yes(cell(reader, column), &yes)) {
        wrong(reader, column, STR_PACK_BAD_YES);
    }
    return yes;
}

static const char *read_id(struct row_reader *reader)
{
    const char *id = text(reader, ID, LECTURE_ID_SIZE - 1);
    if (strcasecmp(id, "all") == 0) {
        wrong(reader, ID, STR_PACK_RESERVED_ID);
    }
    return id;
}

static void read_row(struct pack_read *read, struct pack_programme *programme, const struct table_row *row)
{
    struct row_reader reader = {
        .read = read, .table = &programme->table, .row = row, .right = true, .wrong = &programme->wrong};
    const struct event *event = &read->pack->event;
    struct lecture lecture = {.id = read_id(&reader)};
    pack_columns_check_width(read, &programme->table, row);
    read_times(&reader, &lecture);
    lecture.title = seen_text(&reader, TITLE, PACK_TITLE_MAX);
    pack_check_example(read, &reader.table->place, reader.row->line, pack_columns_field(reader.table, TITLE),
                       lecture.title);
    lecture.kind = seen_text(&reader, KIND, PERSON_TEXT_MAX);
    lecture.venue = seen_text(&reader, VENUE, PERSON_TEXT_MAX);
    lecture.speaker = seen_text(&reader, SPEAKER, PERSON_TEXT_MAX);
    lecture.speaker_title = seen_text(&reader, SPEAKER_TITLE, PERSON_TEXT_MAX);
    lecture.deck = read_deck(&reader);
    lecture.capacity = read_number(&reader, CAPACITY, people_units, MAX_CAPACITY, STR_PACK_BAD_NUMBER, 0);
    lecture.opens_before_min =
        read_number(&reader, OPENS_BEFORE, minute_units, 1440, STR_PACK_BAD_MINUTES, event->opens_before_min);
    lecture.late_after_min =
        read_number(&reader, LATE_AFTER, minute_units, 1440, STR_PACK_BAD_MINUTES, event->late_after_min);
    lecture.sign_out = read_yes(&reader, SIGN_OUT, event->sign_out);
    const char *audience = text(&reader, AUDIENCE, 10 * PERSON_TEXT_MAX);
    read->failed |= !text_list_split(&lecture.audience, audience, &read->pack->arena);
    if (reader.right && !read->failed) {
        size_t at = read->pack->programme.count++;
        programme->lines[at] = row->line;
        read->pack->programme.items[at] = lecture;
    }
}

/* Ids that were given must differ; the others get one from their time. */
static void settle_ids(struct pack_read *read, const struct pack_programme *programme)
{
    struct name_table ids = {0};
    struct programme *lectures = &read->pack->programme;
    bool fresh;
    for (size_t i = 0; i < lectures->count && !read->failed; i++) {
        const char *id = lectures->items[i].id;
        const struct name_slot *slot =
            id[0] ? name_table_put(&ids, id, (uint32_t)programme->lines[i], &fresh) : NULL;
        read->failed |= id[0] && !slot;
        if (slot && !fresh) {
            char shown[PACK_SHOWN_SIZE];
            pack_error(read, &programme->table.place, programme->lines[i],
                       pack_columns_field(&programme->table, ID), STR_PACK_ID_TWICE, pack_shown(id, shown),
                       (size_t)slot->value);
        }
    }
    for (size_t i = 0; i < lectures->count && !read->failed; i++) {
        struct lecture *lecture = &lectures->items[i];
        struct civil start;
        civil_from_ms(lecture->start_ms, &start);
        for (int n = 1; !lecture->id[0] && !read->failed; n++) {
            char *id = arena_printf(&read->pack->arena,
                                    n == 1 ? "%04d%02d%02d-%02d%02d" : "%04d%02d%02d-%02d%02d-%d", start.year,
                                    start.month, start.day, start.hour, start.minute, n);
            const struct name_slot *slot =
                id ? name_table_put(&ids, id, (uint32_t)programme->lines[i], &fresh) : NULL;
            read->failed |= !slot;
            if (slot && fresh) {
                lecture->id = id;
            }
        }
    }
    name_table_finish(&ids);
}

static void fill_columns(struct pack_column_names columns[COLUMNS])
{
    for (int i = 0; i < COLUMNS; i++) {
        columns[i] = (struct pack_column_names){
            .names = names[i], .required = i == DATE || i == START || i == TITLE || i == VENUE};
    }
}

static size_t score(const struct table *head)
{
    struct pack_column_names columns[COLUMNS];
    fill_columns(columns);
    return pack_columns_score(head, columns, COLUMNS);
}

static bool read_table(struct pack_read *read, const char *name, struct pack_columns *out)
{
    return pack_calendar_is(name) ? pack_calendar_read(read, name, out)
                                  : pack_columns_read(read, name, PACK_PROGRAMME, score, out);
}

void pack_programme_read(struct pack_read *read, const char *name, struct pack_programme *out)
{
    *out = (struct pack_programme){0};
    if (!name || !read_table(read, name, &out->table)) {
        return;
    }
    struct pack_column_names columns[COLUMNS];
    fill_columns(columns);
    bool known = pack_columns_find(read, &out->table, columns, COLUMNS);
    const struct table_row *header = &out->table.sheet.rows[out->table.header];
    if (!read->failed && out->table.at[END] == PACK_NO_COLUMN && !is_range_header(&out->table)) {
        pack_error(read, &out->table.place, header->line, 1, STR_PACK_NO_COLUMN_NAMED, names[END][0],
                   names[END][1]);
    }
    size_t rows = out->table.sheet.count - out->table.header - 1;
    if (known && rows == 0 && !out->table.calendar) {
        pack_error(read, &out->table.place, header->line, 1, STR_PACK_NO_LECTURES);
    } else if (rows > MAX_LECTURES) {
        pack_error(read, &out->table.place, header->line, 1, STR_PACK_TOO_MANY_LECTURES, (int)MAX_LECTURES);
        return;
    }
    read->pack->programme.items = arena_alloc(&read->pack->arena, (rows + 1) * sizeof(struct lecture));
    out->lines = arena_alloc(&read->pack->arena, (rows + 1) * sizeof *out->lines);
    if (!read->pack->programme.items || !out->lines) {
        read->failed = true;
        return;
    }
    for (size_t i = out->table.header + 1; known && i < out->table.sheet.count && !read->failed; i++) {
        read_row(read, out, &out->table.sheet.rows[i]);
    }
    settle_ids(read, out);
}

static void check_deck(struct pack_read *read, const struct pack_programme *programme, size_t i,
                       const struct pack_folder *folder)
{
    struct lecture *lecture = &read->pack->programme.items[i];
    if (!lecture->deck[0]) {
        return;
    }
    for (int exact = 1; exact >= 0; exact--) {
        for (size_t k = 0; k < folder->deck_count; k++) {
            const char *id = folder->decks[k].id;
            if (exact ? strcmp(id, lecture->deck) == 0 : strcasecmp(id, lecture->deck) == 0) {
                lecture->deck = id;
                return;
            }
        }
    }
    char shown[PACK_SHOWN_SIZE];
    size_t field = pack_columns_field(&programme->table, DECK);
    pack_shown(lecture->deck, shown);
    if (folder->alone) {
        pack_warning(read, &programme->table.place, programme->lines[i], field, STR_PACK_DECK_STAYS_OUT,
                     shown);
        lecture->deck = "";
    } else {
        pack_error(read, &programme->table.place, programme->lines[i], field, STR_PACK_NO_DECK, shown);
    }
}

/* Reported at the lecture that starts later; among equal starts at the one further down. */
static void check_overlaps(struct pack_read *read, const struct pack_programme *programme, size_t i)
{
    const struct lecture *items = read->pack->programme.items, *lecture = &items[i];
    for (size_t k = 0; k < read->pack->programme.count; k++) {
        const struct lecture *other = &items[k];
        bool earlier = other->start_ms < lecture->start_ms || (other->start_ms == lecture->start_ms && k < i);
        if (earlier && other->end_ms > lecture->start_ms && strcmp(other->venue, lecture->venue) == 0) {
            char shown[PACK_SHOWN_SIZE], other_shown[PACK_SHOWN_SIZE];
            pack_warning(read, &programme->table.place, programme->lines[i],
                         pack_columns_field(&programme->table, START), STR_PACK_OVERLAP,
                         pack_shown(lecture->venue, shown), programme->lines[k],
                         pack_shown(other->title, other_shown));
            return;
        }
    }
}

static void check_audience(struct pack_read *read, const struct pack_programme *programme, size_t i,
                           struct crews *crews)
{
    struct lecture *lecture = &read->pack->programme.items[i];
    read->failed |= !crews_expected(crews, lecture, &lecture->expected);
    for (size_t k = 0; k < lecture->audience.count && read->roster_whole && !read->failed; k++) {
        const char *entry = lecture->audience.items[k];
        const struct person *person = NULL;
        bool known = crews_have(crews, entry);
        read->failed |= !known && !crews_person(crews, entry, &person);
        if (!known && !person && !read->failed) {
            char shown[PACK_SHOWN_SIZE];
            pack_warning(read, &programme->table.place, programme->lines[i],
                         pack_columns_field(&programme->table, AUDIENCE), STR_PACK_NOBODY,
                         pack_shown(entry, shown));
        }
    }
}

void pack_programme_check(struct pack_read *read, const struct pack_programme *programme,
                          const struct pack_folder *folder)
{
    struct crews crews = {0};
    read->failed = read->failed || !crews_init(&crews, read->pack);
    for (size_t i = 0; i < read->pack->programme.count && !read->failed; i++) {
        check_deck(read, programme, i, folder);
        check_overlaps(read, programme, i);
        check_audience(read, programme, i, &crews);
    }
    crews_finish(&crews);
}
