#include "domain/report.h"

#include "base/civil.h"
#include "base/strings.h"
#include "domain/calendar_text.h"
#include "domain/phone.h"
#include "domain/shorten.h"

#include <string.h>
#include <time.h>

bool report_has(const struct event *event, enum report_kind kind)
{
    char number[PHONE_SIZE];
    return kind == REPORT_PHONE ? phone_number(event->report_phone, number) : *event->report_mail != '\0';
}

enum part {
    PART_EVENT,        /* the event's title */
    PART_YEAR,         /* of the day */
    PART_ORGANISATION, /* of the contact: the same as its name */
    PART_WORDS,        /* "学习情况报送" before the lecture's title */
    PART_VENUE,
    PART_NAME,     /* of the contact */
    PART_LECTURES, /* how many there are today */
    PART_SUBJECT,  /* the lecture's title; today: what it is about */
    PART_PHONE     /* of the contact */
};

/* What goes first is what the office misses least: it knows its own event, and day, time and venue name a
 * lecture as well as the end of a long title does. A Chinese character has 3 bytes. */
static const struct shorten_step steps[] = {
    {PART_EVENT, 24},   {PART_EVENT, 0},  {PART_YEAR, 0},     {PART_ORGANISATION, 0}, {PART_WORDS, 0},
    {PART_SUBJECT, 72}, {PART_VENUE, 18}, {PART_VENUE, 0},    {PART_NAME, 24},        {PART_SUBJECT, 12},
    {PART_NAME, 12},    {PART_PHONE, 0},  {PART_LECTURES, 0}, {PART_SUBJECT, 0}};

struct draft {
    const struct board *board;
    enum report_kind kind;
    enum report_form form;
    const struct lecture *lecture;
    int64_t now_ms;
};

static const char *date_of(int64_t ms, bool with_year, char text[CIVIL_TEXT_SIZE])
{
    enum { YEAR = 5 }; /* "2026-" */
    return civil_format(ms, CIVIL_DATE, text) + (with_year ? 0 : YEAR);
}

static void put_lecture(const struct draft *draft, const size_t *limits, struct buf *body)
{
    char date[CIVIL_TEXT_SIZE], start[CIVIL_TEXT_SIZE], end[CIVIL_TEXT_SIZE];
    const struct lecture *lecture = draft->lecture;
    buf_printf(body, "%s %s-%s", date_of(lecture->start_ms, limits[PART_YEAR] > 0, date),
               civil_format(lecture->start_ms, CIVIL_HOUR_MINUTE, start),
               civil_format(lecture->end_ms, CIVIL_HOUR_MINUTE, end));
    struct buf venue = {0};
    shorten_put(lecture->venue, limits[PART_VENUE], &venue);
    buf_printf(body, venue.len > 0 ? " %s" : "%s", buf_text(&venue));
    body->failed |= !buf_ok(&venue);
    buf_finish(&venue);
}

static struct tally put_day(const struct draft *draft, const size_t *limits, struct buf *body)
{
    size_t first;
    const struct board *board = draft->board;
    int64_t from = civil_day_start_ms(draft->now_ms, 0), to = civil_day_start_ms(draft->now_ms, 1);
    size_t count = programme_between(&board->programme, from, to, &first);
    char date[CIVIL_TEXT_SIZE];
    struct tally sum = {0};
    for (size_t i = first; i < first + count; i++) {
        const struct tally *tally = &board->tallies[i];
        sum.expected += tally->expected;
        sum.on_time += tally->on_time;
        sum.late += tally->late;
    }
    buf_puts(body, date_of(draft->now_ms, limits[PART_YEAR] > 0, date));
    if (limits[PART_LECTURES] > 0) {
        buf_putc(body, '\n');
        buf_printf(body, str(STR_REPORT_DAY_LECTURES), (int)count);
    }
    return sum;
}

static void put_body(const struct draft *draft, const size_t *limits, struct buf *body)
{
    struct tally tally;
    shorten_put(draft->board->event.title, limits[PART_EVENT], body);
    if (body->len > 0) {
        buf_putc(body, '\n');
    }
    if (draft->kind == REPORT_LECTURE) {
        put_lecture(draft, limits, body);
        tally = *board_tally(draft->board, draft->lecture);
    } else {
        tally = put_day(draft, limits, body);
    }
    buf_putc(body, '\n');
    buf_printf(body, str(STR_REPORT_COUNTS), tally.expected, tally_present(&tally), tally.late);
}

static void put_subject(const struct draft *draft, const size_t *limits, struct buf *subject)
{
    if (draft->kind == REPORT_TODAY) {
        shorten_put(str(STR_REPORT_SUBJECT_DAY), limits[PART_SUBJECT], subject);
        return;
    }
    if (limits[PART_WORDS] > 0) {
        buf_puts(subject, str(STR_REPORT_SUBJECT_LECTURE));
    }
    shorten_put(draft->lecture->title, limits[PART_SUBJECT], subject);
}

static void compose_report(const void *context, const size_t *limits, struct buf *out)
{
    const struct draft *draft = context;
    const struct event *event = &draft->board->event;
    struct buf subject = {0}, body = {0}, name = {0};
    char number[PHONE_SIZE];
    if (draft->kind != REPORT_ADDRESS) {
        put_subject(draft, limits, &subject);
        put_body(draft, limits, &body);
    }
    const char *whole = *event->organiser ? event->organiser
                        : *event->title   ? event->title
                                          : event->report_mail;
    shorten_put(whole, limits[PART_NAME], &name);
    bool dials = limits[PART_PHONE] > 0 && phone_number(event->report_phone, number);
    struct report_message message = {.mail = event->report_mail,
                                     .name = buf_text(&name),
                                     .organisation = limits[PART_ORGANISATION] > 0 ? event->organiser : "",
                                     .phone = dials ? number : "",
                                     .subject = buf_text(&subject),
                                     .body = buf_text(&body)};
    report_form_put(draft->form, &message, out);
    out->failed |= !buf_ok(&subject) || !buf_ok(&body) || !buf_ok(&name);
    buf_finish(&subject);
    buf_finish(&body);
    buf_finish(&name);
}

static bool fit_report(const struct draft *draft, struct buf *out)
{
    return shorten_fit(compose_report, draft, steps, sizeof steps / sizeof *steps, out);
}

void report_code(const struct board *board, enum report_kind kind, enum report_form form,
                 const struct lecture *lecture, int64_t now_ms, struct buf *out)
{
    if (kind == REPORT_PHONE) {
        char number[PHONE_SIZE];
        buf_clear(out);
        if (phone_number(board->event.report_phone, number)) {
            buf_printf(out, "tel:%s", number);
        }
        return;
    }
    struct draft draft = {board, kind, form, lecture, now_ms};
    bool counts = kind == REPORT_TODAY || (kind == REPORT_LECTURE && lecture);
    if (!counts || !fit_report(&draft, out)) {
        draft.kind = REPORT_ADDRESS;
        fit_report(&draft, out);
    }
}

/* --- calendar --- */

enum entry_part { ENTRY_VENUE, ENTRY_TITLE };

/* The calendar's owner looks for the title first, but has to find the way there too. */
static const struct shorten_step entry_steps[] = {
    {ENTRY_VENUE, 36}, {ENTRY_TITLE, 45}, {ENTRY_VENUE, 0}, {ENTRY_TITLE, 0}};

static void put_text_property(const char *key, const char *value, size_t most, struct buf *out)
{
    struct buf text = {0};
    shorten_put(value, most, &text);
    if (text.len > 0) {
        buf_puts(out, key);
        calendar_text_put(buf_text(&text), out);
        buf_puts(out, "\r\n");
    }
    out->failed |= !buf_ok(&text);
    buf_finish(&text);
}

/* A DATE-TIME in UTC (RFC 5545, 3.3.5, form 2): no time zone to explain to the phone. */
static void put_time(const char *key, int64_t ms, struct buf *out)
{
    char text[CIVIL_TEXT_SIZE];
    time_t seconds = (time_t)(ms / 1000);
    struct tm utc;
    gmtime_r(&seconds, &utc);
    strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &utc);
    buf_printf(out, "%s%s\r\n", key, text);
}

static void compose_entry(const void *context, const size_t *limits, struct buf *out)
{
    const struct lecture *lecture = context;
    buf_puts(out, "BEGIN:VEVENT\r\n");
    put_text_property("SUMMARY:", lecture->title, limits[ENTRY_TITLE], out);
    put_time("DTSTART:", lecture->start_ms, out);
    put_time("DTEND:", lecture->end_ms, out);
    put_text_property("LOCATION:", lecture->venue, limits[ENTRY_VENUE], out);
    buf_puts(out, "END:VEVENT");
}

/* Without the VCALENDAR around it, and without UID and DTSTAMP: scanners look for BEGIN:VEVENT and make an
 * entry of their own (ZXing's VEventResultParser, which most follow); the frame alone would cost fifteen
 * characters of the title. */
void report_calendar(const struct lecture *lecture, struct buf *out)
{
    shorten_fit(compose_entry, lecture, entry_steps, sizeof entry_steps / sizeof *entry_steps, out);
}
