#include "format/xlsx_format.h"

#include "base/utf8.h"

#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { SECONDS_A_DAY = 24 * 60 * 60, LAST_SERIAL = 2958465 /* 9999-12-31 */, DAYS_TO_1904 = 1462 };

/* What the characters of a format code stand for. */
struct code_letters {
    bool year, month_or_minute, day, hour, second, elapsed;
};

/* Skips what is shown as it is: "quoted", \escaped, _x, *x, [colour]; [h] [m] [s] are elapsed time. */
static const char *skip_literal(const char *at, struct code_letters *letters)
{
    size_t len;
    switch (*at) {
    case '"':
        at++;
        len = strcspn(at, "\"");
        return at[len] ? at + len + 1 : at + len;
    case '\\':
    case '_':
    case '*':
        return at[1] ? at + 2 : at + 1;
    case '[':
        at++;
        len = strcspn(at, "]");
        if (len > 0 && strspn(at, "hHmMsS") == len) {
            letters->elapsed = true;
        }
        return at[len] ? at + len + 1 : at + len;
    default:
        return NULL;
    }
}

static const char *skip_half_of_day(const char *at)
{
    static const char *const halves[] = {"AM/PM", "A/P", "上午/下午"};
    for (size_t i = 0; i < sizeof halves / sizeof *halves; i++) {
        if (strncasecmp(at, halves[i], strlen(halves[i])) == 0) {
            return at + strlen(halves[i]);
        }
    }
    return NULL;
}

static void take_letter(char c, const char *next, struct code_letters *letters)
{
    switch (c | 0x20) {
    case 'y':
        letters->year = true;
        break;
    case 'e': /* the year in East Asia, unless it is an exponent */
        letters->year |= *next != '+' && *next != '-';
        break;
    case 'm':
        letters->month_or_minute = true;
        break;
    case 'd':
        letters->day = true;
        break;
    case 'a': /* aaaa is a day of the week */
        letters->day |= (*next | 0x20) == 'a';
        break;
    case 'h':
        letters->hour = true;
        break;
    case 's':
        letters->second = true;
        break;
    default:
        break;
    }
}

static unsigned char count_zeros(const char *code)
{
    size_t zeros = strspn(code, "0");
    return code[zeros] == '\0' && zeros >= 2 && zeros <= XLSX_MAX_ZEROS ? (unsigned char)zeros : 0;
}

/* The first section counts: the one of positive numbers. */
struct xlsx_format xlsx_format_of_code(const char *code)
{
    struct code_letters letters = {0};
    unsigned char zeros = count_zeros(code);
    if (zeros > 0) {
        return (struct xlsx_format){.meaning = XLSX_ZEROS, .zeros = zeros};
    }
    if (strncasecmp(code, "General", 7) == 0 || strncmp(code, "G/", 2) == 0) {
        return (struct xlsx_format){0};
    }
    for (const char *at = code; *at && *at != ';';) {
        const char *behind = skip_literal(at, &letters);
        if (!behind) {
            behind = skip_half_of_day(at);
        }
        if (!behind) {
            take_letter(*at, at + 1, &letters);
            behind = at + 1;
        }
        at = behind;
    }
    bool time = letters.hour || letters.second;
    bool date = letters.year || letters.day || (letters.month_or_minute && !time && !letters.elapsed);
    if (letters.elapsed && !date) {
        return (struct xlsx_format){.meaning = XLSX_ELAPSED};
    }
    return (struct xlsx_format){.meaning = date && time ? XLSX_DATE_TIME
                                           : date       ? XLSX_DATE
                                           : time       ? XLSX_TIME
                                                        : XLSX_NUMBER};
}

struct xlsx_format xlsx_format_of_id(int id)
{
    static const struct {
        int first, last;
        enum xlsx_meaning meaning;
    } ranges[] = {{14, 17, XLSX_DATE}, {18, 21, XLSX_TIME}, {22, 22, XLSX_DATE_TIME}, {27, 31, XLSX_DATE},
                  {32, 35, XLSX_TIME}, {36, 36, XLSX_DATE}, {45, 45, XLSX_TIME},      {46, 46, XLSX_ELAPSED},
                  {47, 47, XLSX_TIME}, {50, 54, XLSX_DATE}, {55, 56, XLSX_TIME},      {57, 58, XLSX_DATE}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (id >= ranges[i].first && id <= ranges[i].last) {
            return (struct xlsx_format){.meaning = (unsigned char)ranges[i].meaning};
        }
    }
    return (struct xlsx_format){0};
}

/* Days since 1899-12-30 to a date; the algorithm counts years from March (Howard Hinnant's). */
static void print_date(long serial, char out[XLSX_NUMBER_SIZE])
{
    long days = serial + 693899; /* since 0000-03-01 */
    long era = days / 146097, day_of_era = days % 146097;
    long year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    long day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    long shifted = (5 * day_of_year + 2) / 153;
    long month = shifted < 10 ? shifted + 3 : shifted - 9;
    snprintf(out, XLSX_NUMBER_SIZE, "%04ld-%02ld-%02ld", era * 400 + year_of_era + (month <= 2), month,
             day_of_year - (153 * shifted + 2) / 5 + 1);
}

/* Excel believes in 29 February 1900, and days before it are one off. */
static void print_day(long serial, bool from_1904, char out[XLSX_NUMBER_SIZE])
{
    if (from_1904) {
        print_date(serial + DAYS_TO_1904, out);
    } else if (serial == 60) {
        snprintf(out, XLSX_NUMBER_SIZE, "1900-02-29");
    } else {
        print_date(serial < 60 ? serial + 1 : serial, out);
    }
}

static void print_time(long hours, long second_of_day, char *out, size_t size)
{
    long minute = second_of_day / 60 % 60, second = second_of_day % 60;
    if (second) {
        snprintf(out, size, "%02ld:%02ld:%02ld", hours, minute, second);
    } else {
        snprintf(out, size, "%02ld:%02ld", hours, minute);
    }
}

static bool print_moment(enum xlsx_meaning meaning, bool from_1904, double value, char out[XLSX_NUMBER_SIZE])
{
    if (!(value >= 0) || value >= (double)LAST_SERIAL + 1) {
        return false;
    }
    int64_t seconds = (int64_t)floor(value * SECONDS_A_DAY + 0.5);
    long day = (long)(seconds / SECONDS_A_DAY), second = (long)(seconds % SECONDS_A_DAY);
    if (meaning == XLSX_ELAPSED) {
        print_time((long)(seconds / 3600), second, out, XLSX_NUMBER_SIZE);
        return true;
    }
    /* a date in the first day is none: a time of day in a column that is formatted as dates */
    if (meaning == XLSX_TIME || (day == 0 && second > 0)) {
        print_time(second / 3600, second, out, XLSX_NUMBER_SIZE);
        return true;
    }
    if (day == 0 && !from_1904) {
        return false;
    }
    print_day(day, from_1904, out);
    size_t len = strlen(out);
    if (meaning == XLSX_DATE_TIME && second > 0) {
        out[len] = ' ';
        print_time(second / 3600, second, out + len + 1, XLSX_NUMBER_SIZE - len - 1);
    }
    return true;
}

/* Up to here a spreadsheet keeps every digit; Excel itself fills up with zeros from the 16th on. */
static bool holds_all_digits(double value, const char *text)
{
    static const double most_exact = 9007199254740992.0, fifteen_digits = 1e15;
    return fabs(value) < fifteen_digits ||
           (fabs(value) <= most_exact && text[0] && text[strlen(text) - 1] != '0');
}

static enum table_kind print_number(double value, unsigned char zeros, char out[XLSX_NUMBER_SIZE])
{
    static const double largest_whole = 1e22;
    if (floor(value) == value && fabs(value) < largest_whole) {
        snprintf(out, XLSX_NUMBER_SIZE, "%0*.0f", value >= 0 ? zeros : 0, value == 0 ? 0.0 : value);
        return holds_all_digits(value, out) ? TABLE_NUMBER : TABLE_ROUNDED;
    }
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(out, XLSX_NUMBER_SIZE, "%.*g", digits, value);
        if (strtod(out, NULL) == value) {
            break;
        }
    }
    return fabs(value) < largest_whole ? TABLE_NUMBER : TABLE_ROUNDED;
}

static bool is_short_integer(const char *number)
{
    size_t len = strspn(number, "0123456789");
    return number[len] == '\0' && len >= 1 && len <= 15 && (number[0] != '0' || len == 1);
}

enum table_kind xlsx_format_number(struct xlsx_format format, bool from_1904, const char *number,
                                   char out[XLSX_NUMBER_SIZE])
{
    if (format.meaning == XLSX_NUMBER && is_short_integer(number)) {
        snprintf(out, XLSX_NUMBER_SIZE, "%s", number);
        return TABLE_NUMBER;
    }
    char *end;
    double value = strtod(number, &end);
    if (end == number || *end || number[strspn(number, "0123456789+-.eE")] || !isfinite(value)) {
        utf8_copy(out, XLSX_NUMBER_SIZE, number);
        return TABLE_TEXT;
    }
    if (format.meaning != XLSX_NUMBER && format.meaning != XLSX_ZEROS &&
        print_moment((enum xlsx_meaning)format.meaning, from_1904, value, out)) {
        return TABLE_DATE;
    }
    return print_number(value, format.zeros, out);
}

void xlsx_format_iso(struct xlsx_format format, const char *iso, char out[XLSX_NUMBER_SIZE])
{
    const char *time = strchr(iso, 'T');
    size_t date_len = time ? (size_t)(time - iso) : strlen(iso);
    char clock[16] = "";
    if (time) {
        snprintf(clock, sizeof clock, "%.*s", (int)strspn(time + 1, "0123456789:"), time + 1);
        if (strlen(clock) == 8 && strcmp(clock + 5, ":00") == 0) {
            clock[5] = '\0';
        }
    }
    bool midnight = strcmp(clock, "00:00") == 0;
    if (time && (format.meaning == XLSX_TIME || date_len == 0)) {
        utf8_copy(out, XLSX_NUMBER_SIZE, clock);
    } else if (!time || midnight || format.meaning == XLSX_DATE) {
        snprintf(out, XLSX_NUMBER_SIZE, "%.*s", (int)(date_len < 32 ? date_len : 32), iso);
    } else {
        snprintf(out, XLSX_NUMBER_SIZE, "%.*s %s", (int)(date_len < 32 ? date_len : 32), iso, clock);
    }
}
