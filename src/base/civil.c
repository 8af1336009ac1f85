#include "base/civil.h"

#include "base/strings.h"
#include "base/zone_file.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

bool civil_use_zone(const char *iana_name, struct err *err)
{
    /* glibc takes an unknown name for UTC without a word: look for the file ourselves */
    char path[ZONE_FILE_PATH_SIZE];
    if (!zone_file_path(iana_name, path)) {
        return err_set(err, ERR_INPUT, str(STR_ERR_ZONE_UNKNOWN), iana_name);
    }
    const char *now = getenv("TZ");
    if (!now || strcmp(now, iana_name) != 0) {
        if (setenv("TZ", iana_name, 1) != 0) {
            return err_memory(err);
        }
    }
    tzset();
    return true;
}

void civil_from_ms(int64_t utc_ms, struct civil *out)
{
    int64_t second = utc_ms / 1000 - (utc_ms % 1000 < 0);
    time_t when = (time_t)second;
    struct tm tm = {0};
    localtime_r(&when, &tm);
    *out = (struct civil){.year = tm.tm_year + 1900,
                          .month = tm.tm_mon + 1,
                          .day = tm.tm_mday,
                          .hour = tm.tm_hour,
                          .minute = tm.tm_min,
                          .second = tm.tm_sec,
                          .weekday = tm.tm_wday,
                          .utc_offset_s = (int)tm.tm_gmtoff};
}

static int days_of_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

static bool date_exists(const struct civil *civil)
{
    return civil->year >= 1970 && civil->year <= 9999 && civil->month >= 1 && civil->month <= 12 &&
           civil->day >= 1 && civil->day <= days_of_month(civil->year, civil->month);
}

static bool time_exists(const struct civil *civil)
{
    return civil->hour >= 0 && civil->hour <= 23 && civil->minute >= 0 && civil->minute <= 59 &&
           civil->second >= 0 && civil->second <= 59;
}

bool civil_to_ms(const struct civil *civil, int64_t *utc_ms)
{
    if (!date_exists(civil) || !time_exists(civil)) {
        return false;
    }
    struct tm tm = {.tm_year = civil->year - 1900,
                    .tm_mon = civil->month - 1,
                    .tm_mday = civil->day,
                    .tm_hour = civil->hour,
                    .tm_min = civil->minute,
                    .tm_sec = civil->second,
                    .tm_isdst = -1};
    *utc_ms = (int64_t)mktime(&tm) * 1000;
    return true;
}

int64_t civil_day_start_ms(int64_t utc_ms, int plus_days)
{
    struct civil civil;
    civil_from_ms(utc_ms, &civil);
    struct tm tm = {.tm_year = civil.year - 1900,
                    .tm_mon = civil.month - 1,
                    .tm_mday = civil.day + plus_days,
                    .tm_isdst = -1};
    return (int64_t)mktime(&tm) * 1000;
}

/* Reads 1 to max_digits digits; the number, or -1. */
static int read_number(const char **text, int max_digits)
{
    int value = 0, digits = 0;
    while (digits < max_digits && isdigit((unsigned char)**text)) {
        value = value * 10 + (*(*text)++ - '0');
        digits++;
    }
    return digits ? value : -1;
}

static bool skip(const char **text, const char *word)
{
    size_t len = strlen(word);
    if (strncmp(*text, word, len) != 0) {
        return false;
    }
    *text += len;
    return true;
}

static const char *read_date(const char *text, struct civil *out)
{
    static const char *const separators[][3] = {
        {"-", "-", ""}, {"/", "/", ""}, {".", ".", ""}, {"年", "月", "日"}};
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
        const char *at = text;
        struct civil civil = *out;
        civil.year = read_number(&at, 4);
        if (civil.year < 1000 || !skip(&at, separators[i][0]) || (civil.month = read_number(&at, 2)) < 0 ||
            !skip(&at, separators[i][1]) || (civil.day = read_number(&at, 2)) < 0 ||
            !skip(&at, separators[i][2])) {
            continue;
        }
        if (!date_exists(&civil)) {
            return NULL;
        }
        *out = civil;
        return at;
    }
    return NULL;
}

static const char *read_time(const char *text, struct civil *out)
{
    const char *at = text;
    struct civil civil = *out;
    civil.second = 0;
    if ((civil.hour = read_number(&at, 2)) < 0 || !(skip(&at, ":") || skip(&at, "：")) ||
        (civil.minute = read_number(&at, 2)) < 0) {
        return NULL;
    }
    if ((skip(&at, ":") || skip(&at, "：")) && (civil.second = read_number(&at, 2)) < 0) {
        return NULL;
    }
    if (!time_exists(&civil)) {
        return NULL;
    }
    *out = civil;
    return at;
}

bool civil_parse_date(const char *text, struct civil *out)
{
    const char *end = read_date(text, out);
    return end && !*end;
}

bool civil_parse_time(const char *text, struct civil *out)
{
    const char *end = read_time(text, out);
    return end && !*end;
}

bool civil_parse_date_time(const char *text, int64_t *utc_ms)
{
    struct civil civil = {0};
    const char *at = read_date(text, &civil);
    if (!at || (*at != ' ' && *at != 'T')) {
        return false;
    }
    return civil_parse_time(at + 1, &civil) && civil_to_ms(&civil, utc_ms);
}

const char *civil_format(int64_t utc_ms, enum civil_format format, char out[CIVIL_TEXT_SIZE])
{
    struct civil c;
    civil_from_ms(utc_ms, &c);
    switch (format) {
    case CIVIL_DATE_TIME:
        snprintf(out, CIVIL_TEXT_SIZE, "%04d-%02d-%02d %02d:%02d:%02d", c.year % 10000, c.month % 100,
                 c.day % 100, c.hour % 100, c.minute % 100, c.second % 100);
        break;
    case CIVIL_DATE:
        snprintf(out, CIVIL_TEXT_SIZE, "%04d-%02d-%02d", c.year % 10000, c.month % 100, c.day % 100);
        break;
    case CIVIL_HOUR_MINUTE:
        snprintf(out, CIVIL_TEXT_SIZE, "%02d:%02d", c.hour % 100, c.minute % 100);
        break;
    case CIVIL_HOUR_MINUTE_SECOND:
        snprintf(out, CIVIL_TEXT_SIZE, "%02d:%02d:%02d", c.hour % 100, c.minute % 100, c.second % 100);
        break;
    }
    return out;
}
