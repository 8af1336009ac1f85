#include "base/zone_file.h"

#include "base/files.h"
#include "base/strings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_BYTES = 256 * 1024, MAX_TRANSITIONS = 10000, HEADER_BYTES = 44, DAY_S = 24 * 60 * 60 };

/* --- calendar --- */

/* Counts from 1 March, so that the leap day is a year's last (as in Howard Hinnant's chrono algorithms). */
int64_t zone_days_of(int year, int month, int day)
{
    int64_t y = (int64_t)year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

void zone_date_of(int64_t days, struct civil *out)
{
    int64_t shifted = days + 719468;
    int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int64_t day_of_era = shifted - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153;
    out->day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
    out->month = (int)(month < 10 ? month + 3 : month - 9);
    out->year = (int)(year_of_era + era * 400 + (out->month <= 2));
    out->weekday = (int)(((days + 4) % 7 + 7) % 7); /* 1970-01-01 was a Thursday */
}

static int64_t floor_div(int64_t value, int64_t by)
{
    return value / by - (value % by < 0);
}

/* --- the file --- */

struct reader {
    const unsigned char *at, *end;
};

static uint64_t number(struct reader *reader, size_t bytes)
{
    uint64_t value = 0;
    for (size_t i = 0; i < bytes; i++) {
        value = value << 8 | *reader->at++;
    }
    return value;
}

struct header {
    char version;
    size_t ut_count, std_count, leaps, transitions, types, letters;
};

static bool read_header(struct reader *reader, struct header *out)
{
    if (reader->end - reader->at < HEADER_BYTES || memcmp(reader->at, "TZif", 4) != 0) {
        return false;
    }
    out->version = (char)reader->at[4];
    reader->at += 20;
    out->ut_count = (size_t)number(reader, 4);
    out->std_count = (size_t)number(reader, 4);
    out->leaps = (size_t)number(reader, 4);
    out->transitions = (size_t)number(reader, 4);
    out->types = (size_t)number(reader, 4);
    out->letters = (size_t)number(reader, 4);
    return true;
}

/* Bytes of the data block behind the header; times take 4 or 8 of them. */
static size_t block_size(const struct header *header, size_t time_size)
{
    return header->transitions * (time_size + 1) + header->types * 6 + header->letters +
           header->leaps * (time_size + 4) + header->std_count + header->ut_count;
}

static bool fits(const struct header *header, const struct reader *reader, size_t time_size)
{
    return header->transitions <= MAX_TRANSITIONS && header->types >= 1 && header->types <= 256 &&
           header->letters <= MAX_BYTES && header->leaps <= MAX_BYTES && header->std_count <= 256 &&
           header->ut_count <= 256 && block_size(header, time_size) <= (size_t)(reader->end - reader->at);
}

static bool read_block(struct zone_file *zone, const struct header *header, const unsigned char *block)
{
    size_t count = header->transitions;
    zone->at_s = calloc(count + 1, sizeof *zone->at_s);
    zone->to_s = calloc(count + 1, sizeof *zone->to_s);
    if (!zone->at_s || !zone->to_s) {
        return false;
    }
    struct reader times = {block, NULL};
    const unsigned char *kinds = block + count * 8, *types = kinds + count;
    for (size_t i = 0; i < count; i++) {
        struct reader type = {types + 6 * (size_t)(kinds[i] < header->types ? kinds[i] : 0), NULL};
        zone->at_s[i] = (int64_t)number(&times, 8);
        zone->to_s[i] = (int32_t)(uint32_t)number(&type, 4);
    }
    struct reader first = {types, NULL};
    zone->first_s = (int32_t)(uint32_t)number(&first, 4);
    zone->count = count;
    return true;
}

/* --- the footer --- */

static bool skip_name(const char **text)
{
    const char *at = *text;
    if (*at == '<') {
        const char *close = strchr(at, '>');
        *text = close ? close + 1 : at;
        return close != NULL;
    }
    while ((*at >= 'A' && *at <= 'Z') || (*at >= 'a' && *at <= 'z')) {
        at++;
    }
    bool there = at - *text >= 3;
    *text = at;
    return there;
}

static bool read_digits(const char **text, int most, int *out)
{
    int value = 0;
    const char *at = *text;
    while (*at >= '0' && *at <= '9' && value <= most) {
        value = value * 10 + (*at++ - '0');
    }
    bool there = at > *text && value <= most;
    *text = at;
    *out = value;
    return there;
}

/* [+-]hh[:mm[:ss]] */
static bool read_clock(const char **text, int *seconds)
{
    int sign = **text == '-' ? -1 : 1, parts[3] = {0};
    *text += **text == '-' || **text == '+';
    for (int i = 0; i < 3; i++) {
        if (i > 0 && **text != ':') {
            break;
        }
        *text += i > 0;
        if (!read_digits(text, i == 0 ? 167 : 59, &parts[i])) {
            return false;
        }
    }
    *seconds = sign * ((parts[0] * 60 + parts[1]) * 60 + parts[2]);
    return true;
}

static bool read_day(const char **text, struct zone_day *out)
{
    *out = (struct zone_day){.form = **text == 'M' || **text == 'J' ? **text : '0', .second = 2 * 60 * 60};
    *text += out->form != '0';
    bool done = false;
    if (out->form == 'M') {
        done = read_digits(text, 12, &out->month) && *(*text)++ == '.' && read_digits(text, 5, &out->week) &&
               *(*text)++ == '.' && read_digits(text, 6, &out->day) && out->month >= 1 && out->week >= 1;
    } else {
        done = read_digits(text, 365, &out->day);
    }
    if (done && **text == '/') {
        ++*text;
        done = read_clock(text, &out->second);
    }
    return done;
}

/* "CST-8", "EST5EDT,M3.2.0,M11.1.0", "<-02>2<-01>,M3.5.0/-1,M10.5.0/0" */
static bool read_footer(struct zone_file *zone, const char *text)
{
    int west = 0;
    if (!skip_name(&text) || !read_clock(&text, &west)) {
        return false;
    }
    zone->standard_s = -west;
    if (!*text) {
        return true;
    }
    if (!skip_name(&text)) {
        return false;
    }
    zone->daylight_s = zone->standard_s + 60 * 60;
    if (*text != ',') {
        if (!read_clock(&text, &west)) {
            return false;
        }
        zone->daylight_s = -west;
    }
    return *text++ == ',' && read_day(&text, &zone->begins) && *text++ == ',' &&
           read_day(&text, &zone->ends) && !*text;
}

static bool parse(struct zone_file *zone, struct reader *reader, bool *memory)
{
    struct header header;
    if (!read_header(reader, &header) || header.version < '2' || !fits(&header, reader, 4)) {
        return false;
    }
    reader->at += block_size(&header, 4);
    if (!read_header(reader, &header) || header.leaps > 0 || !fits(&header, reader, 8)) {
        return false;
    }
    if (!read_block(zone, &header, reader->at)) {
        *memory = true;
        return false;
    }
    reader->at += block_size(&header, 8);
    size_t left = (size_t)(reader->end - reader->at);
    const unsigned char *stop =
        left > 1 && *reader->at == '\n' ? memchr(reader->at + 1, '\n', left - 1) : NULL;
    char footer[128];
    size_t len = stop ? (size_t)(stop - reader->at) - 1 : 0;
    if (len == 0 || len >= sizeof footer) {
        return len == 0; /* none: the last offset goes on */
    }
    memcpy(footer, reader->at + 1, len);
    footer[len] = '\0';
    zone->footer = read_footer(zone, footer);
    return zone->footer;
}

bool zone_file_parse(struct zone_file *zone, const void *data, size_t len, const char *name, struct err *err)
{
    struct reader reader = {data, (const unsigned char *)data + len};
    bool memory = false;
    *zone = (struct zone_file){0};
    if (parse(zone, &reader, &memory)) {
        return true;
    }
    zone_file_close(zone);
    return memory ? err_memory(err) : err_set(err, ERR_INPUT, str(STR_ERR_ZONE_UNKNOWN), name);
}

bool zone_file_path(const char *iana_name, char out[ZONE_FILE_PATH_SIZE])
{
    int length = snprintf(out, ZONE_FILE_PATH_SIZE, "/usr/share/zoneinfo/%s", iana_name);
    return *iana_name && length < ZONE_FILE_PATH_SIZE && !strstr(iana_name, "..") && iana_name[0] != '/' &&
           access(out, R_OK) == 0;
}

bool zone_file_open(struct zone_file *zone, const char *iana_name, struct err *err)
{
    char path[ZONE_FILE_PATH_SIZE];
    struct buf bytes = {0};
    struct err why = {0};
    *zone = (struct zone_file){0};
    if (!zone_file_path(iana_name, path) || !files_read(path, MAX_BYTES, &bytes, &why)) {
        buf_finish(&bytes);
        return why.code == ERR_MEMORY ? err_memory(err)
                                      : err_set(err, ERR_INPUT, str(STR_ERR_ZONE_UNKNOWN), iana_name);
    }
    bool done = zone_file_parse(zone, buf_text(&bytes), bytes.len, iana_name, err);
    buf_finish(&bytes);
    return done;
}

void zone_file_fix(struct zone_file *zone, int offset_s)
{
    *zone = (struct zone_file){.first_s = offset_s};
}

void zone_file_close(struct zone_file *zone)
{
    free(zone->at_s);
    free(zone->to_s);
    *zone = (struct zone_file){0};
}

/* --- what time it is --- */

/* The second, counted from 1970 in the local time before the change, at which clocks change that year. */
static int64_t change_of(const struct zone_day *day, int year)
{
    int64_t first = zone_days_of(year, 1, 1), at = first + day->day;
    if (day->form == 'J') {
        bool leap = zone_days_of(year, 3, 1) - first > 59;
        at = first + day->day - 1 + (leap && day->day >= 60);
    } else if (day->form == 'M') {
        struct civil month;
        int64_t start = zone_days_of(year, day->month, 1);
        int64_t next =
            day->month == 12 ? zone_days_of(year + 1, 1, 1) : zone_days_of(year, day->month + 1, 1);
        zone_date_of(start, &month);
        at = start + (day->day - month.weekday + 7) % 7 + 7 * (day->week - 1);
        at -= at >= next ? 7 : 0; /* week 5 = the last one */
    }
    return at * DAY_S + day->second;
}

static int offset_by_rule(const struct zone_file *zone, int64_t utc_s)
{
    if (!zone->begins.form) {
        return zone->standard_s;
    }
    struct civil local;
    zone_date_of(floor_div(utc_s + zone->standard_s, DAY_S), &local);
    int64_t begins = change_of(&zone->begins, local.year) - zone->standard_s;
    int64_t ends = change_of(&zone->ends, local.year) - zone->daylight_s;
    bool daylight = begins < ends ? utc_s >= begins && utc_s < ends : utc_s >= begins || utc_s < ends;
    return daylight ? zone->daylight_s : zone->standard_s;
}

int zone_file_offset_s(const struct zone_file *zone, int64_t utc_s)
{
    size_t low = 0, high = zone->count; /* transitions before low are in the past, from high on to come */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (zone->at_s[middle] <= utc_s) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == zone->count && zone->footer) {
        return offset_by_rule(zone, utc_s);
    }
    return low == 0 ? zone->first_s : zone->to_s[low - 1];
}

bool zone_file_to_ms(const struct zone_file *zone, const struct civil *local, int64_t *utc_ms)
{
    struct civil there;
    int64_t days = zone_days_of(local->year, local->month, local->day);
    zone_date_of(days, &there);
    if (local->year < 1 || local->year > 9999 || there.year != local->year || there.month != local->month ||
        there.day != local->day || local->hour < 0 || local->hour > 23 || local->minute < 0 ||
        local->minute > 59 || local->second < 0 || local->second > 59) {
        return false;
    }
    int64_t as_utc = days * DAY_S + (local->hour * 60 + local->minute) * 60 + local->second;
    int before = zone_file_offset_s(zone, as_utc - DAY_S), after = zone_file_offset_s(zone, as_utc + DAY_S);
    int64_t found = as_utc - before;
    if (zone_file_offset_s(zone, found) != before && zone_file_offset_s(zone, as_utc - after) == after) {
        found = as_utc - after;
    }
    *utc_ms = found * 1000;
    return true;
}

void zone_file_from_ms(const struct zone_file *zone, int64_t utc_ms, struct civil *out)
{
    int64_t utc_s = floor_div(utc_ms, 1000);
    int offset = zone_file_offset_s(zone, utc_s);
    int64_t local = utc_s + offset, days = floor_div(local, DAY_S);
    int second = (int)(local - days * DAY_S);
    *out = (struct civil){
        .hour = second / 3600, .minute = second / 60 % 60, .second = second % 60, .utc_offset_s = offset};
    zone_date_of(days, out);
}
