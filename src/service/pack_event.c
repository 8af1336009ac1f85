#include "service/pack_event.h"

#include "base/civil.h"
#include "domain/person.h"
#include "service/pack_columns.h"

#include <string.h>

enum item {
    TITLE,
    ORGANISER,
    REPORT_MAIL,
    REPORT_PHONE,
    ZONE,
    OPENS_BEFORE,
    LATE_AFTER,
    WALK_IN,
    SIGN_OUT,
    FULL,
    ITEMS
};

static const char *const names[ITEMS][8] = {
    [TITLE] = {"活动名称", "title", "名称", "活动", "活动标题", "活动主题", "event"},
    [ORGANISER] = {"主办单位", "organiser", "organizer", "主办", "举办单位", "组织单位"},
    [REPORT_MAIL] = {"报送邮箱", "report_mail", "邮箱", "电子邮箱", "邮件", "mail", "email"},
    [REPORT_PHONE] = {"联系电话", "report_phone", "电话", "报送电话", "phone", "telephone"},
    [ZONE] = {"时区", "timezone", "time_zone", "zone"},
    [OPENS_BEFORE] = {"提前签到分钟", "opens_before_min", "提前签到", "签到提前分钟"},
    [LATE_AFTER] = {"迟到分钟", "late_after_min", "迟到", "迟到时间"},
    [WALK_IN] = {"名册外", "walk_in", "名册外人员", "walkin"},
    [SIGN_OUT] = {"签退", "sign_out", "是否签退", "需要签退"},
    [FULL] = {"人数已满", "full", "满员", "满员时"},
};

static const char *const minute_units[] = {"分钟", "分", "min", NULL};

struct event_reader {
    struct pack_read *read;
    const struct pack_columns *table;
    size_t seen_line[ITEMS]; /* 0 = not yet */
};

static int item_of(const char *cell)
{
    for (int i = 0; i < ITEMS; i++) {
        for (size_t k = 0; names[i][k]; k++) {
            if (pack_columns_header_is(cell, names[i][k])) {
                return i;
            }
        }
    }
    return ITEMS;
}

static bool is_mail_address(const char *text)
{
    const char *at = strchr(text, '@');
    return at && at > text && at[1] && !strchr(at + 1, '@') && !strpbrk(text, " \t\r\n,;<>()\"\\") &&
           strchr(at + 1, '.') && !strstr(text, "　");
}

static void take_minutes(struct event_reader *reader, const struct table_row *row, const char *value,
                         int *out)
{
    char shown[PACK_SHOWN_SIZE];
    if (value[0] && !pack_parse_number(value, minute_units, 1440, out)) {
        pack_error(reader->read, &reader->table->place, row->line, 2, STR_PACK_BAD_MINUTES,
                   pack_shown(value, shown), 1440);
    }
}

static void take_zone(struct event_reader *reader, const struct table_row *row, const char *value)
{
    struct err err = {0};
    if (!value[0]) {
        return;
    }
    if (civil_use_zone(value, &err)) {
        reader->read->pack->event.zone = value;
    } else if (err.code == ERR_MEMORY) {
        reader->read->failed = true;
    } else {
        pack_error(reader->read, &reader->table->place, row->line, 2, STR_PACK_AS_IT_IS, err.text);
    }
}

static void take_walk_in(struct event_reader *reader, const struct table_row *row, const char *value)
{
    char shown[PACK_SHOWN_SIZE];
    struct event *event = &reader->read->pack->event;
    if (pack_columns_header_is(value, "拒绝") || pack_columns_header_is(value, "refuse")) {
        event->walk_in = WALK_IN_REFUSE;
    } else if (!value[0] || pack_columns_header_is(value, "登记") ||
               pack_columns_header_is(value, "record")) {
        event->walk_in = WALK_IN_RECORD;
    } else {
        pack_error(reader->read, &reader->table->place, row->line, 2, STR_PACK_BAD_WALK_IN,
                   pack_shown(value, shown));
    }
}

static void take_full(struct event_reader *reader, const struct table_row *row, const char *value)
{
    static const struct {
        const char *zh, *en;
        enum full_policy policy;
    } words[] = {{"名册外", "walk_in", FULL_WALK_INS},
                 {"", "", FULL_WALK_INS},
                 {"拒绝", "refuse", FULL_REFUSE},
                 {"登记", "record", FULL_RECORD}};
    char shown[PACK_SHOWN_SIZE];
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (pack_columns_header_is(value, words[i].zh) || pack_columns_header_is(value, words[i].en)) {
            reader->read->pack->event.full = words[i].policy;
            return;
        }
    }
    pack_error(reader->read, &reader->table->place, row->line, 2, STR_PACK_BAD_FULL,
               pack_shown(value, shown));
}

static void take_item(struct event_reader *reader, const struct table_row *row, enum item item,
                      const char *value)
{
    struct event *event = &reader->read->pack->event;
    char shown[PACK_SHOWN_SIZE];
    switch (item) {
    case TITLE:
        event->title = value;
        pack_check_glyphs(reader->read, &reader->table->place, row->line, 2, value);
        pack_check_example(reader->read, &reader->table->place, row->line, 2, value);
        break;
    case ORGANISER:
        event->organiser = value;
        pack_check_glyphs(reader->read, &reader->table->place, row->line, 2, value);
        break;
    case REPORT_MAIL:
        event->report_mail = value;
        if (value[0] && !is_mail_address(value)) {
            pack_error(reader->read, &reader->table->place, row->line, 2, STR_PACK_BAD_MAIL,
                       pack_shown(value, shown));
        }
        break;
    case REPORT_PHONE:
        event->report_phone = value;
        break;
    case ZONE:
        take_zone(reader, row, value);
        break;
    case OPENS_BEFORE:
        take_minutes(reader, row, value, &event->opens_before_min);
        break;
    case LATE_AFTER:
        take_minutes(reader, row, value, &event->late_after_min);
        break;
    case WALK_IN:
        take_walk_in(reader, row, value);
        break;
    case SIGN_OUT:
        if (!pack_parse_yes(value, &event->sign_out)) {
            pack_error(reader->read, &reader->table->place, row->line, 2, STR_PACK_BAD_YES,
                       pack_shown(value, shown));
        }
        break;
    case FULL:
        take_full(reader, row, value);
        break;
    case ITEMS:
        break;
    }
}

static bool is_header(const struct table_row *row)
{
    return pack_columns_header_is(row->cells[0], "项目") || pack_columns_header_is(row->cells[0], "item") ||
           pack_columns_header_is(row->cells[0], "key");
}

static void read_row(struct event_reader *reader, const struct table_row *row)
{
    const struct pack_place *place = &reader->table->place;
    const char *value = row->count > 1 ? row->cells[1] : "";
    char shown[PACK_SHOWN_SIZE];
    int item = item_of(row->cells[0]);
    if (item == ITEMS) {
        pack_warning(reader->read, place, row->line, 1, STR_PACK_UNKNOWN_ITEM,
                     pack_shown(row->cells[0], shown));
        return;
    }
    if (reader->seen_line[item] > 0) {
        pack_error(reader->read, place, row->line, 1, STR_PACK_ITEM_TWICE, pack_shown(row->cells[0], shown),
                   reader->seen_line[item]);
        return;
    }
    reader->seen_line[item] = row->line;
    if (!pack_check_text(reader->read, place, row->line, 2, value,
                         item == TITLE ? PACK_TITLE_MAX : PERSON_TEXT_MAX)) {
        return;
    }
    for (size_t i = 2; i < row->count; i++) {
        if (row->cells[i][0]) {
            pack_warning(reader->read, place, row->line, i + 1, STR_PACK_BESIDE_TABLE,
                         pack_shown(row->cells[i], shown));
            break;
        }
    }
    take_item(reader, row, (enum item)item, value);
}

static size_t score(const struct table *head)
{
    size_t known = 0;
    for (size_t i = 0; i < head->count; i++) {
        known += item_of(head->rows[i].cells[0]) != ITEMS;
    }
    return known;
}

void pack_event_read(struct pack_read *read, const char *name)
{
    read->pack->event = (struct event){.title = "",
                                       .organiser = "",
                                       .report_mail = "",
                                       .report_phone = "",
                                       .zone = CIVIL_DEFAULT_ZONE,
                                       .opens_before_min = EVENT_OPENS_BEFORE_MIN,
                                       .late_after_min = EVENT_LATE_AFTER_MIN,
                                       .walk_in = WALK_IN_RECORD};
    civil_use_zone(CIVIL_DEFAULT_ZONE, NULL);
    struct pack_columns table;
    if (!name || !pack_columns_read(read, name, PACK_EVENT, score, &table)) {
        return;
    }
    struct event_reader reader = {.read = read, .table = &table};
    for (size_t i = 0; i < table.sheet.count && !read->failed; i++) {
        if (!is_header(&table.sheet.rows[i])) {
            read_row(&reader, &table.sheet.rows[i]);
        }
    }
    if (!read->pack->event.title[0] && reader.seen_line[TITLE] == 0) {
        pack_warning(read, &table.place, 0, 0, STR_PACK_NO_TITLE);
    }
}
