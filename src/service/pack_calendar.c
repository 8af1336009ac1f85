#include "service/pack_calendar.h"

#include "base/civil.h"
#include "format/calendar.h"
#include "format/ical.h"
#include "format/schedule_xml.h"
#include "service/pack_folder.h"

#include <string.h>
#include <strings.h>

enum { ID, DATE, START, END, TITLE, KIND, VENUE, SPEAKER, SPEAKER_TITLE, CELLS };

/* As pack_programme knows them. */
static const char *header[CELLS] = {"编号", "日期", "开始", "结束", "主题", "形式", "地点", "主讲人", "职务"};

static bool ends_with(const char *name, const char *ending)
{
    size_t len = strlen(name), ending_len = strlen(ending);
    return len >= ending_len && strcasecmp(name + len - ending_len, ending) == 0;
}

bool pack_calendar_is(const char *name)
{
    return ends_with(name, ".ics") || ends_with(name, ".xml");
}

/* Of an hour that the clocks go through twice a row cannot say which is meant; clocks go back by an hour, or
 * by half of one. */
static bool comes_once(int64_t at_ms)
{
    char here[CIVIL_TEXT_SIZE], there[CIVIL_TEXT_SIZE];
    civil_format(at_ms, CIVIL_DATE_TIME, here);
    for (int64_t minutes = -60; minutes <= 60; minutes += 30) {
        civil_format(at_ms + minutes * 60 * 1000, CIVIL_DATE_TIME, there);
        if (minutes != 0 && strcmp(here, there) == 0) {
            return false;
        }
    }
    return true;
}

/* A row has one date for both of its times, and times that are read as they were. */
static bool fits_a_row(struct pack_read *read, const struct pack_place *place,
                       const struct calendar_entry *entry)
{
    char start[CIVIL_TEXT_SIZE], end[CIVIL_TEXT_SIZE], shown[PACK_SHOWN_SIZE];
    civil_format(entry->start_ms, CIVIL_DATE_TIME, start);
    civil_format(entry->end_ms, CIVIL_DATE_TIME, end);
    if (entry->end_ms <= entry->start_ms) {
        pack_error(read, place, entry->line, 1, STR_PACK_ENDS_EARLY, end, start);
        return false;
    }
    if (!comes_once(entry->start_ms) || !comes_once(entry->end_ms)) {
        pack_error(read, place, entry->line, 1, STR_PACK_COMES_TWICE, pack_shown(entry->title, shown), start,
                   end);
        return false;
    }
    if (memcmp(start, end, strlen("2026-12-01")) != 0) {
        pack_error(read, place, entry->line, 1, STR_PACK_OVER_MIDNIGHT, pack_shown(entry->title, shown),
                   start, end);
        return false;
    }
    return true;
}

static bool add_row(struct pack_read *read, struct table *sheet, const struct calendar_entry *entry)
{
    struct arena *arena = &read->pack->arena;
    const char **cells = arena_alloc(arena, CELLS * sizeof *cells);
    char date[CIVIL_TEXT_SIZE], start[CIVIL_TEXT_SIZE], end[CIVIL_TEXT_SIZE];
    if (!cells) {
        return false;
    }
    civil_format(entry->start_ms, CIVIL_DATE, date);
    civil_format(entry->start_ms, CIVIL_HOUR_MINUTE_SECOND, start);
    civil_format(entry->end_ms, CIVIL_HOUR_MINUTE_SECOND, end);
    cells[ID] = entry->id;
    cells[DATE] = arena_strdup(arena, date);
    cells[START] = arena_strdup(arena, start);
    cells[END] = arena_strdup(arena, end);
    cells[TITLE] = entry->title;
    cells[KIND] = entry->kind;
    cells[VENUE] = entry->venue;
    cells[SPEAKER] = entry->speaker;
    cells[SPEAKER_TITLE] = entry->speaker_title;
    sheet->rows[sheet->count++] = (struct table_row){.line = entry->line, .cells = cells, .count = CELLS};
    return cells[DATE] && cells[START] && cells[END];
}

static bool make_table(struct pack_read *read, const struct calendar *calendar, struct pack_columns *out)
{
    struct table *sheet = &out->sheet;
    sheet->rows = arena_alloc(&read->pack->arena, (calendar->count + 1) * sizeof *sheet->rows);
    if (!sheet->rows) {
        return false;
    }
    sheet->rows[sheet->count++] = (struct table_row){.line = 1, .cells = header, .count = CELLS};
    for (size_t i = 0; i < calendar->count; i++) {
        const struct calendar_entry *entry = &calendar->entries[i];
        if (fits_a_row(read, &out->place, entry) && !add_row(read, sheet, entry)) {
            return false;
        }
    }
    return true;
}

static void tell(struct pack_read *read, const struct pack_place *place, const struct calendar *calendar)
{
    for (size_t i = 0; i < calendar->fault_count; i++) {
        const struct calendar_fault *fault = &calendar->faults[i];
        size_t column = fault->line > 0;
        if (fault->warning) {
            pack_warning(read, place, fault->line, column, STR_PACK_AS_IT_IS, fault->message);
        } else {
            pack_error(read, place, fault->line, column, STR_PACK_AS_IT_IS, fault->message);
        }
    }
}

bool pack_calendar_read(struct pack_read *read, const char *name, struct pack_columns *out)
{
    *out = (struct pack_columns){.place = {.order = PACK_PROGRAMME}, .calendar = true};
    struct calendar calendar = {.arena = &read->pack->arena};
    struct buf bytes = {0};
    out->place.file = pack_folder_path(read, name);
    if (!out->place.file || !pack_folder_load(read, &out->place, CALENDAR_MAX_BYTES, &bytes)) {
        buf_finish(&bytes);
        return false;
    }
    const char *zone = read->pack->event.zone;
    if (ends_with(name, ".ics")) {
        ical_read(buf_text(&bytes), bytes.len, zone, &calendar);
    } else {
        schedule_xml_read(buf_text(&bytes), bytes.len, zone, &calendar);
    }
    buf_finish(&bytes);
    tell(read, &out->place, &calendar);
    read->failed |= calendar.failed || !make_table(read, &calendar, out);
    return !read->failed && calendar.count > 0;
}
