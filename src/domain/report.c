#include "domain/report.h"

#include "base/civil.h"
#include "base/strings.h"
#include "base/utf8.h"

#include <string.h>

/* Everything but RFC 3986's unreserved characters and those of also_plain. In an address "@" may stand, in a
 * query ":" (RFC 6068, 2): every character that stays plain keeps the code small. */
static void append_encoded(struct buf *out, const char *text, const char *also_plain)
{
    static const char hex[] = "0123456789ABCDEF";
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                     c == '.' || c == '_' || c == '~' || strchr(also_plain, c) != NULL;
        if (c == '\n') {
            buf_puts(out, "%0D%0A");
        } else if (plain) {
            buf_putc(out, (char)c);
        } else {
            char code[3] = {'%', hex[c >> 4], hex[c & 15]};
            buf_append(out, code, sizeof code);
        }
    }
}

/* A code of more than about 500 bytes is not read by a phone held askew: long texts are cut at a character.
 */
enum { TITLE_CHARACTERS = 20, VENUE_CHARACTERS = 10 };

static void put_short(const char *text, size_t characters, struct buf *body)
{
    size_t len = strlen(text), pos = 0;
    for (size_t i = 0; i < characters && pos < len; i++) {
        utf8_next(text, len, &pos);
    }
    buf_append(body, text, pos);
    if (pos < len) {
        buf_puts(body, "…");
    }
}

static void put_lecture(const struct board *board, const struct lecture *lecture, struct buf *body)
{
    char date[CIVIL_TEXT_SIZE], start[CIVIL_TEXT_SIZE], end[CIVIL_TEXT_SIZE];
    const struct tally *tally = board_tally(board, lecture);
    civil_format(lecture->start_ms, CIVIL_DATE, date);
    civil_format(lecture->start_ms, CIVIL_HOUR_MINUTE, start);
    civil_format(lecture->end_ms, CIVIL_HOUR_MINUTE, end);
    put_short(lecture->title, TITLE_CHARACTERS, body);
    buf_printf(body, "\n%s %s-%s ", date, start, end);
    put_short(lecture->venue, VENUE_CHARACTERS, body);
    buf_puts(body, "\n");
    buf_printf(body, str(STR_REPORT_COUNTS), tally->expected, tally_present(tally), tally->late);
}

/* The day as one line of counts a lecture, short enough for a code that phones read. */
static void put_day(const struct board *board, int64_t now_ms, struct buf *body)
{
    size_t first;
    int64_t from = civil_day_start_ms(now_ms, 0), to = civil_day_start_ms(now_ms, 1);
    size_t count = programme_between(&board->programme, from, to, &first);
    char text[CIVIL_TEXT_SIZE];
    buf_printf(body, "%s\n", civil_format(now_ms, CIVIL_DATE, text));
    struct tally sum = {0};
    for (size_t i = first; i < first + count; i++) {
        const struct tally *tally = &board->tallies[i];
        sum.expected += tally->expected;
        sum.on_time += tally->on_time;
        sum.late += tally->late;
    }
    buf_printf(body, str(STR_REPORT_DAY_LECTURES), (int)count);
    buf_puts(body, "\n");
    buf_printf(body, str(STR_REPORT_COUNTS), sum.expected, tally_present(&sum), sum.late);
}

void report_mailto(const struct board *board, enum report_kind kind, const struct lecture *lecture,
                   int64_t now_ms, struct buf *out)
{
    buf_puts(out, "mailto:");
    append_encoded(out, board->event.report_mail, "@+");
    if (kind == REPORT_ADDRESS || (kind == REPORT_LECTURE && !lecture)) {
        return;
    }
    struct buf body = {0};
    put_short(board->event.title, TITLE_CHARACTERS, &body);
    buf_puts(&body, "\n");
    if (kind == REPORT_LECTURE) {
        put_lecture(board, lecture, &body);
    } else {
        put_day(board, now_ms, &body);
    }
    buf_puts(out, "?subject=");
    append_encoded(out, str(kind == REPORT_LECTURE ? STR_REPORT_SUBJECT_LECTURE : STR_REPORT_SUBJECT_DAY),
                   "");
    buf_puts(out, "&body=");
    append_encoded(out, buf_text(&body), ":");
    if (!buf_ok(&body)) {
        out->failed = true;
    }
    buf_finish(&body);
}
