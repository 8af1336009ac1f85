/* Calendar dates and times of day in the event's time zone. */
#ifndef LECTERN_BASE_CIVIL_H
#define LECTERN_BASE_CIVIL_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

#define CIVIL_DEFAULT_ZONE "Asia/Shanghai"
#define CIVIL_DAY_MS       (24 * 60 * 60 * 1000LL)

struct civil {
    int year, month, day; /* month 1-12, day 1-31 */
    int hour, minute, second;
    int weekday;      /* 0 = Sunday */
    int utc_offset_s; /* filled by civil_from_ms */
};

/* Sets the process's time zone by its IANA name; false (and nothing changed) where tzdata does not have it.
 * Not to be called while other threads convert times. */
bool civil_use_zone(const char *iana_name, struct err *err);

void civil_from_ms(int64_t utc_ms, struct civil *out);

/* False where there is no such date or time of day (31 February; 25:00). Reads the date and time fields only.
 */
bool civil_to_ms(const struct civil *civil, int64_t *utc_ms);

/* Midnight of the local day that holds utc_ms; plus_days may be negative. */
int64_t civil_day_start_ms(int64_t utc_ms, int plus_days);

/* 2026-12-01, 2026/12/1, 2026.12.1, 2026年12月1日 (DESIGN 8). Sets year, month, day. */
bool civil_parse_date(const char *text, struct civil *out);

/* 9:00, 09:00, 09:00:00, full-width colon too. Sets hour, minute, second. */
bool civil_parse_time(const char *text, struct civil *out);

/* "YYYY-MM-DD HH:MM[:SS]" or the same with T. */
bool civil_parse_date_time(const char *text, int64_t *utc_ms);

/* "2026-11-22 09:00:00", "2026-11-22", "09:00", "09:00:07" of the local time. */
enum civil_format { CIVIL_DATE_TIME, CIVIL_DATE, CIVIL_HOUR_MINUTE, CIVIL_HOUR_MINUTE_SECOND };
#define CIVIL_TEXT_SIZE 32
const char *civil_format(int64_t utc_ms, enum civil_format format, char out[CIVIL_TEXT_SIZE]);

#endif
