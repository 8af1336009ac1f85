#include "service/export_xlsx.h"

#include "base/civil.h"
#include "service/export_rows.h"
#include "service/export_sheet.h"
#include "service/export_stats.h"
#include "service/export_xlsx_talks.h"
#include "service/staff_work.h"
#include "store/history.h"
#include "store/store.h"

#include <stdio.h>
#include <string.h>

struct export_book {
    struct export_rows rows;
    struct export_stats stats;
    struct xlsx_writer *book;
    struct xlsx_out *summary, *units, *arrivals, *list, *absent, *unknown, *acts;
    int64_t number, absent_number, unknown_number;
    struct buf note;
    const struct lecture *only; /* NULL = all of them */
    int64_t now_ms;
    bool held; /* the lecture at hand */
};

static const char *word(const struct export_book *out, enum str_id id)
{
    return str_in(out->rows.lang, id);
}

/* --- words --- */

static const char *status_words(const struct export_book *out, const char *status)
{
    static const struct {
        const char *status;
        enum str_id words;
    } table[] = {{"on_time", STR_STATUS_ON_TIME}, {"late", STR_STATUS_LATE}, {"walk_in", STR_STATUS_WALK_IN}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (strcmp(table[i].status, status) == 0) {
            return word(out, table[i].words);
        }
    }
    return word(out, STR_STATUS_ABSENT);
}

static const char *method_words(const struct export_book *out, const char *method)
{
    return word(out, strcmp(method, "staff") == 0    ? STR_METHOD_STAFF
                     : strcmp(method, "keypad") == 0 ? STR_METHOD_KEYPAD
                                                     : STR_METHOD_READER);
}

/* --- sheets --- */

#define SHEET(out, name, heading, words, err)                                                                \
    export_sheet_add((out)->book, (out)->rows.lang, name, heading, words, sizeof(words) / sizeof *(words),   \
                     err)

static bool add_sheets(struct export_book *out, const char *heading, struct err *err)
{
    static const struct export_column summary[] = {
        {STR_COLUMN_LECTURE, XLSX_WRAPPED, 34},       {STR_EXPORT_COLUMN_START, XLSX_DATE_TIME, 19},
        {STR_EXPORT_COLUMN_END, XLSX_DATE_TIME, 19},  {STR_COLUMN_VENUE, XLSX_WRAPPED, 18},
        {STR_EXPORT_COLUMN_EXPECTED, XLSX_NUMBER, 8}, {STR_EXPORT_COLUMN_PRESENT, XLSX_NUMBER, 8},
        {STR_EXPORT_COLUMN_LATE, XLSX_NUMBER, 10},    {STR_EXPORT_COLUMN_ABSENT, XLSX_NUMBER, 8},
        {STR_EXPORT_COLUMN_WALK_IN, XLSX_NUMBER, 8},  {STR_EXPORT_COLUMN_UNKNOWN, XLSX_NUMBER, 12},
        {STR_EXPORT_COLUMN_RATE, XLSX_SHARE, 9}};
    static const struct export_column units[] = {{STR_COLUMN_UNIT, XLSX_WRAPPED, 30},
                                                 {STR_EXPORT_COLUMN_EXPECTED, XLSX_NUMBER, 10},
                                                 {STR_EXPORT_COLUMN_PRESENT, XLSX_NUMBER, 10},
                                                 {STR_EXPORT_COLUMN_ABSENT, XLSX_NUMBER, 10},
                                                 {STR_EXPORT_COLUMN_RATE, XLSX_SHARE, 10}};
    static const struct export_column arrivals[] = {{STR_EXPORT_COLUMN_BEFORE, XLSX_TEXT, 18},
                                                    {STR_EXPORT_COLUMN_ARRIVED, XLSX_NUMBER, 12}};
    static const struct export_column list[] = {
        {STR_COLUMN_NO, XLSX_NUMBER, 8},         {STR_COLUMN_WORKER_NO, XLSX_TEXT, 14},
        {STR_COLUMN_BADGE, XLSX_TEXT, 20},       {STR_COLUMN_NAME, XLSX_TEXT, 14},
        {STR_COLUMN_UNIT, XLSX_TEXT, 24},        {STR_COLUMN_TEAM, XLSX_TEXT, 14},
        {STR_COLUMN_STATUS, XLSX_TEXT, 10},      {STR_COLUMN_IN_AT, XLSX_DATE_TIME, 19},
        {STR_COLUMN_OUT_AT, XLSX_DATE_TIME, 19}, {STR_COLUMN_METHOD, XLSX_TEXT, 10},
        {STR_COLUMN_NOTE, XLSX_TEXT, 26},        {STR_COLUMN_LECTURE, XLSX_TEXT, 30},
        {STR_COLUMN_DATE, XLSX_DATE, 12},        {STR_COLUMN_VENUE, XLSX_TEXT, 16},
        {STR_COLUMN_LECTURE_ID, XLSX_TEXT, 14}};
    static const struct export_column absent[] = {
        {STR_COLUMN_NO, XLSX_NUMBER, 8},  {STR_COLUMN_WORKER_NO, XLSX_TEXT, 14},
        {STR_COLUMN_NAME, XLSX_TEXT, 14}, {STR_COLUMN_UNIT, XLSX_TEXT, 24},
        {STR_COLUMN_TEAM, XLSX_TEXT, 14}, {STR_COLUMN_LECTURE, XLSX_TEXT, 30},
        {STR_COLUMN_DATE, XLSX_DATE, 12}, {STR_COLUMN_VENUE, XLSX_TEXT, 16}};
    static const struct export_column unknown[] = {{STR_COLUMN_NO, XLSX_NUMBER, 8},
                                                   {STR_COLUMN_BADGE, XLSX_TEXT, 24},
                                                   {STR_EXPORT_COLUMN_SCANNED, XLSX_DATE_TIME, 19},
                                                   {STR_COLUMN_LECTURE, XLSX_TEXT, 40},
                                                   {STR_COLUMN_VENUE, XLSX_TEXT, 20},
                                                   {STR_COLUMN_NOTE, XLSX_TEXT, 26}};
    static const struct export_column acts[] = {{STR_EXPORT_COLUMN_WHEN, XLSX_DATE_TIME, 19},
                                                {STR_EXPORT_COLUMN_ACT, XLSX_TEXT, 18},
                                                {STR_COLUMN_NAME, XLSX_TEXT, 14},
                                                {STR_COLUMN_WORKER_NO, XLSX_TEXT, 14},
                                                {STR_EXPORT_COLUMN_BY, XLSX_TEXT, 14},
                                                {STR_EXPORT_COLUMN_REASON, XLSX_TEXT, 26},
                                                {STR_EXPORT_COLUMN_STANDS, XLSX_TEXT, 10},
                                                {STR_COLUMN_LECTURE, XLSX_TEXT, 30}};
    enum { UNTIL_NOTE = 11, UNTIL_TEAM = 5 };
    bool made = (out->summary = SHEET(out, STR_EXPORT_TAB_SUMMARY, heading, summary, err)) &&
                (out->list = SHEET(out, STR_EXPORT_TAB_ROWS, "", list, err)) &&
                (out->absent = SHEET(out, STR_EXPORT_TAB_ABSENT, "", absent, err)) &&
                (out->unknown = SHEET(out, STR_EXPORT_TAB_UNKNOWN, "", unknown, err)) &&
                (out->units = SHEET(out, STR_EXPORT_TAB_UNITS, "", units, err)) &&
                (out->arrivals = SHEET(out, STR_EXPORT_TAB_ARRIVALS, "", arrivals, err)) &&
                (out->acts = SHEET(out, STR_EXPORT_TAB_ACTS, "", acts, err));
    if (made && out->only) { /* the foot of the page names the lecture */
        xlsx_write_print_first(out->list, UNTIL_NOTE);
        xlsx_write_print_first(out->absent, UNTIL_TEAM);
    }
    return made;
}

/* --- rows --- */

/* A lecture that people signed in to has begun, whatever the clock says. */
static bool is_held(const struct export_book *out, const struct lecture *lecture, const struct tally *tally)
{
    return export_stats_held(out->only, lecture, out->now_ms) || tally_present(tally) > 0;
}

static bool begin_lecture(void *context, const struct lecture *lecture, struct err *err)
{
    struct export_book *out = context;
    struct tally tally = {.expected = lecture ? lecture->expected : 0};
    if (lecture && !attendance_tally(out->rows.store, lecture->id, &tally, err)) {
        return false;
    }
    out->held = lecture && is_held(out, lecture, &tally);
    return true;
}

static bool is_one_of(const char *badges, const char *badge)
{
    static const char join[] = "、";
    size_t len = strlen(badge);
    for (const char *at = badges; (at = strstr(at, badge)) != NULL; at += len) {
        bool begins = at == badges || (at >= badges + 3 && memcmp(at - 3, join, 3) == 0);
        if (begins && (!at[len] || strncmp(at + len, join, 3) == 0)) {
            return true;
        }
    }
    return false;
}

/* All badges of the person, so that the list can be a roster again; one that was read and is the person's no
 * more stands alone. */
static const char *badges_of(const struct export_row *row)
{
    const char *badges = row->words.badges;
    return !*row->badge || is_one_of(badges, row->badge) ? badges : row->badge;
}

static void put_person(struct xlsx_out *sheet, const struct export_book *out, const struct export_row *row,
                       bool with_badge)
{
    const struct roster *roster = &out->rows.roster;
    const struct roster_person *person = row->person;
    xlsx_write_text(sheet, row->words.worker_no);
    if (with_badge) {
        xlsx_write_text(sheet, badges_of(row));
    }
    xlsx_write_text(sheet, row->words.name);
    xlsx_write_text(sheet, person ? roster_unit(roster, person) : "");
    xlsx_write_text(sheet, person ? roster_team(roster, person) : "");
}

static bool put_absent(struct export_book *out, const struct export_row *row, struct err *err)
{
    xlsx_write_number(out->absent, (double)++out->absent_number);
    put_person(out->absent, out, row, false);
    xlsx_write_text(out->absent, row->lecture->title);
    xlsx_write_time(out->absent, row->lecture->start_ms);
    xlsx_write_text(out->absent, row->lecture->venue);
    return xlsx_write_end_row(out->absent, err);
}

/* A badge that nobody of the roster has is no row of a list of people: the list can be a roster again. */
static bool put_unknown(struct export_book *out, const struct export_row *row, struct err *err)
{
    struct xlsx_out *sheet = out->unknown;
    xlsx_write_number(sheet, (double)++out->unknown_number);
    xlsx_write_text(sheet, row->badge);
    xlsx_write_time(sheet, row->line->at_ms);
    xlsx_write_text(sheet, row->lecture ? row->lecture->title : "");
    xlsx_write_text(sheet, row->lecture ? row->lecture->venue : "");
    xlsx_write_text(sheet, buf_text(&out->note));
    return xlsx_write_end_row(sheet, err);
}

static bool put_row(void *context, const struct export_row *row, struct err *err)
{
    struct export_book *out = context;
    struct xlsx_out *sheet = out->list;
    const struct attendance_line *line = row->line;
    buf_clear(&out->note);
    export_rows_note(&out->rows, row, &out->note);
    if (!buf_ok(&out->note)) {
        return err_memory(err);
    }
    if (strcmp(export_row_status(row), "unknown") == 0) {
        return put_unknown(out, row, err);
    }
    xlsx_write_number(sheet, (double)++out->number);
    put_person(sheet, out, row, true);
    xlsx_write_text(sheet, status_words(out, export_row_status(row)));
    xlsx_write_time(sheet, line ? line->at_ms : 0);
    xlsx_write_time(sheet, line ? line->out_ms : 0);
    xlsx_write_text(sheet, line ? method_words(out, line->method) : "");
    xlsx_write_text(sheet, buf_text(&out->note));
    xlsx_write_text(sheet, row->lecture ? row->lecture->title : "");
    xlsx_write_time(sheet, row->lecture ? row->lecture->start_ms : 0);
    xlsx_write_text(sheet, row->lecture ? row->lecture->venue : "");
    xlsx_write_text(sheet, row->lecture ? row->lecture->id : "");
    return xlsx_write_end_row(sheet, err) &&
           (!out->held || export_stats_add(&out->stats, &out->rows, row, err)) &&
           (!out->held || line || put_absent(out, row, err));
}

/* --- what staff did --- */

static bool meaning_into(struct export_book *out, const unsigned char *token, struct arena *arena,
                         const char **text, struct err *err)
{
    *text = "";
    if (token && !meaning_text(out->rows.store, token, arena, text, err)) {
        return false;
    }
    *text = *text ? *text : "";
    return true;
}

static bool put_act(void *context, const struct log_row *row, bool stands, struct err *err)
{
    struct export_book *out = context;
    struct arena arena = {0};
    struct roster_person *person = NULL;
    const char *operator_name, *reason;
    const struct lecture *lecture = programme_find(&out->rows.programme, row->lecture);
    bool done = (!row->person || roster_person(&out->rows.roster, row->person, &person, err)) &&
                meaning_into(out, row->operator_token, &arena, &operator_name, err) &&
                meaning_into(out, row->reason, &arena, &reason, err);
    if (done) {
        struct roster_words words = {.name = "", .worker_no = ""};
        if (person) {
            roster_words(&out->rows.roster, person, &words);
        }
        xlsx_write_time(out->acts, row->at_ms);
        xlsx_write_text(out->acts, staff_kind_words(row->kind));
        xlsx_write_text(out->acts, words.name);
        xlsx_write_text(out->acts, words.worker_no);
        xlsx_write_text(out->acts, operator_name);
        xlsx_write_text(out->acts, reason);
        xlsx_write_text(out->acts, word(out, stands ? STR_EXPORT_YES : STR_EXPORT_NO));
        xlsx_write_text(out->acts, lecture ? lecture->title : row->lecture);
        done = xlsx_write_end_row(out->acts, err);
    }
    arena_finish(&arena);
    return done;
}

/* --- what is known behind the rows --- */

static bool put_summary(struct export_book *out, const struct lecture *lecture, struct err *err)
{
    enum { ABSENT = 3 }; /* of the counts */
    struct tally tally = {.expected = lecture->expected};
    struct xlsx_out *sheet = out->summary;
    if (!attendance_tally(out->rows.store, lecture->id, &tally, err)) {
        return false;
    }
    xlsx_write_text(sheet, lecture->title);
    xlsx_write_time(sheet, lecture->start_ms);
    xlsx_write_time(sheet, lecture->end_ms);
    xlsx_write_text(sheet, lecture->venue);
    const int counts[] = {tally.expected,       tally_present(&tally), tally.late,
                          tally_absent(&tally), tally.walk_in,         tally.unknown};
    bool held = is_held(out, lecture, &tally);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        if (i == ABSENT && !held) {
            xlsx_write_text(sheet, "");
        } else {
            xlsx_write_number(sheet, counts[i]);
        }
    }
    if (held && tally.expected > 0) {
        xlsx_write_number(sheet, (double)tally_present(&tally) / tally.expected);
    } else {
        xlsx_write_text(sheet, "");
    }
    return xlsx_write_end_row(sheet, err);
}

static bool put_unit(struct export_book *out, const struct export_unit *unit, struct err *err)
{
    xlsx_write_text(out->units, *unit->name ? unit->name : word(out, STR_EXPORT_NO_UNIT));
    xlsx_write_number(out->units, unit->expected);
    xlsx_write_number(out->units, unit->present);
    xlsx_write_number(out->units, unit->expected - unit->present);
    xlsx_write_number(out->units, unit->expected > 0 ? (double)unit->present / unit->expected : 0);
    return xlsx_write_end_row(out->units, err);
}

static bool put_bin(struct export_book *out, size_t bin, struct err *err)
{
    char label[32];
    int from = EXPORT_BIN_FIRST_MIN + (int)bin * EXPORT_BIN_MIN;
    snprintf(label, sizeof label, "%+d ~ %+d", from, from + EXPORT_BIN_MIN);
    xlsx_write_text(out->arrivals, label);
    xlsx_write_number(out->arrivals, out->stats.bins[bin]);
    return xlsx_write_end_row(out->arrivals, err);
}

static bool put_behind(struct export_book *out, struct err *err)
{
    const struct lecture *only = out->only;
    enum { RATE_OF_LECTURE = 10, RATE_OF_UNIT = 4 };
    const struct programme *programme = &out->rows.programme;
    size_t first, end;
    for (size_t i = 0; i < programme->count; i++) {
        if ((!only || only == &programme->items[i]) && !put_summary(out, &programme->items[i], err)) {
            return false;
        }
    }
    export_stats_order(&out->stats);
    for (size_t i = 0; i < out->stats.unit_count; i++) {
        if (!put_unit(out, &out->stats.units[i], err)) {
            return false;
        }
    }
    export_stats_span(&out->stats, &first, &end);
    for (size_t i = first; i < end; i++) {
        if (!put_bin(out, i, err)) {
            return false;
        }
    }
    size_t lectures = only ? 0 : xlsx_write_rows(out->summary); /* one alone is no chart */
    return xlsx_write_add_chart(out->summary, out->summary, XLSX_CHART_BARS,
                                word(out, STR_EXPORT_CHART_LECTURES), 0, lectures, 0, RATE_OF_LECTURE, err) &&
           xlsx_write_add_chart(out->summary, out->units, XLSX_CHART_BARS, word(out, STR_EXPORT_CHART_UNITS),
                                0, out->stats.unit_count, 0, RATE_OF_UNIT, err) &&
           xlsx_write_add_chart(out->summary, out->arrivals, XLSX_CHART_COLUMNS,
                                word(out, STR_EXPORT_CHART_ARRIVALS), 0, end - first, 0, 1, err);
}

static bool make(struct export_book *out, const char *lecture_id, const char *path, const char *temporary,
                 struct err *err)
{
    const struct export_visitor visitor = {.context = out, .begin = begin_lecture, .row = put_row};
    if (!export_rows_open(&out->rows, err) || !export_rows_lecture(&out->rows, lecture_id, &out->only, err)) {
        return false;
    }
    char heading[700];
    snprintf(heading, sizeof heading, "%s · %s", out->rows.event.title ? out->rows.event.title : "",
             out->only ? out->only->title : word(out, STR_EXPORT_ALL_LECTURES));
    return xlsx_write_create(&out->book, path, temporary, heading, err) && add_sheets(out, heading, err) &&
           export_rows_each(&out->rows, out->only, &visitor, err) &&
           history_of_acts(out->rows.store, out->only ? out->only->id : "", put_act, out, err) &&
           put_behind(out, err) && export_xlsx_talks(out->book, &out->rows, out->only, err);
}

bool export_xlsx(struct store *store, const char *lecture_id, enum lang lang, int64_t now_ms,
                 const char *path, const char *temporary, struct progress *progress, struct err *err)
{
    struct export_book out = {.rows = {.store = store, .lang = lang, .progress = progress}, .now_ms = now_ms};
    if (!store_snapshot(store, err)) {
        return false;
    }
    bool done = make(&out, lecture_id, path, temporary, err);
    store_snapshot_end(store);
    if (done) {
        done = xlsx_write_close(out.book, err);
    } else {
        xlsx_write_discard(out.book);
    }
    export_stats_finish(&out.stats);
    export_rows_finish(&out.rows);
    buf_finish(&out.note);
    return done;
}
