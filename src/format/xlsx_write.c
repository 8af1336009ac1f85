#include "format/xlsx_write.h"

#include "base/civil.h"
#include "base/strings.h"
#include "format/xlsx_library.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Loaded by the first workbook; the same for all of them. */
static const struct xlsx_library *lib;

enum {
    SHEETS_MAX = 16,
    NAME_SIZE = 128,
    ROW_HEIGHT_HEADER = 24,
    CHART_W = 550, /* two side by side are as wide as the summary */
    CHART_H = 320,
    CHART_GAP = 20,
    CHART_ROWS = 17,
    FOOT_SIZE = 192 /* of 255 characters, which the format allows for the whole foot */
};

/* A table, which may go on over several worksheets. */
struct xlsx_out {
    struct xlsx_writer *book;
    lxw_worksheet *sheet;
    char name[NAME_SIZE], shown[NAME_SIZE]; /* as asked for, and of the worksheet at hand */
    char heading[700];
    struct xlsx_column columns[XLSX_WRITE_COLUMNS_MAX]; /* titles copied into titles */
    char titles[XLSX_WRITE_COLUMNS_MAX][64];
    size_t count, printed; /* columns; of them on paper, 0 = all */
    lxw_row_t header, row;
    lxw_col_t column;
    size_t rows;
    int part, charts;
    int lines; /* of the row at hand, so far */
    bool failed;
};

struct xlsx_writer {
    lxw_workbook *file;
    lxw_format *header, *heading, *formats[XLSX_DATE_TIME + 1];
    struct xlsx_out outs[SHEETS_MAX];
    size_t out_count;
    char foot[FOOT_SIZE]; /* on every page */
    char *path;
};

static bool fail(const struct xlsx_writer *book, lxw_error code, struct err *err)
{
    return code == LXW_ERROR_MEMORY_MALLOC_FAILED
               ? err_memory(err)
               : err_set(err, ERR_IO, str(STR_ERR_FILE_WRITE), book->path, str(STR_WHY_NOT_WRITTEN));
}

static bool make_formats(struct xlsx_writer *book)
{
    static const char *const codes[] = {
        [XLSX_TEXT] = "@",     [XLSX_WRAPPED] = "@",       [XLSX_NUMBER] = "0",
        [XLSX_SHARE] = "0.0%", [XLSX_DATE] = "yyyy-mm-dd", [XLSX_DATE_TIME] = "yyyy-mm-dd hh:mm:ss"};
    for (int kind = XLSX_TEXT; kind <= XLSX_DATE_TIME; kind++) {
        lxw_format *format = book->formats[kind] = lib->workbook_add_format(book->file);
        if (!format) {
            return false;
        }
        lib->format_set_num_format(format, codes[kind]);
        lib->format_set_border(format, LXW_BORDER_HAIR);
        lib->format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
        lib->format_set_align(format, kind <= XLSX_WRAPPED ? LXW_ALIGN_LEFT : LXW_ALIGN_RIGHT);
    }
    lib->format_set_text_wrap(book->formats[XLSX_WRAPPED]);
    book->header = lib->workbook_add_format(book->file);
    book->heading = lib->workbook_add_format(book->file);
    if (!book->header || !book->heading) {
        return false;
    }
    lib->format_set_bold(book->header);
    lib->format_set_bg_color(book->header, 0xF6E7C8);
    lib->format_set_border(book->header, LXW_BORDER_THIN);
    lib->format_set_align(book->header, LXW_ALIGN_CENTER);
    lib->format_set_align(book->header, LXW_ALIGN_VERTICAL_CENTER);
    lib->format_set_bold(book->heading);
    lib->format_set_font_size(book->heading, 14);
    return true;
}

/* As much as fits, whole characters; & stands doubled, alone it would begin a command. */
static void put_foot(const char *text, char out[FOOT_SIZE])
{
    size_t len = strlen(text), used = 0;
    for (size_t from = 0, pos = 0; pos < len; from = pos) {
        utf8_next(text, len, &pos);
        size_t bytes = pos - from;
        if (used + bytes + 2 > FOOT_SIZE) {
            break;
        }
        if (text[from] == '&') {
            out[used++] = '&';
        }
        memcpy(out + used, text + from, bytes);
        used += bytes;
    }
    out[used] = '\0';
}

bool xlsx_write_create(struct xlsx_writer **out, const char *path, const char *temporary, const char *title,
                       struct err *err)
{
    lib = xlsx_library_load(err);
    if (!lib) {
        return false;
    }
    struct xlsx_writer *book = calloc(1, sizeof *book);
    /* the library copies both and writes to neither */
    lxw_workbook_options options = {
        .constant_memory = LXW_TRUE, .tmpdir = (char *)(uintptr_t)temporary, .use_zip64 = LXW_TRUE};
    lxw_doc_properties properties = {.title = (char *)(uintptr_t)title};
    if (!book) {
        return err_memory(err);
    }
    book->path = strdup(path);
    book->file = lib->workbook_new_opt(path, &options);
    if (!book->path || !book->file || !make_formats(book)) {
        xlsx_write_discard(book);
        return err_memory(err);
    }
    put_foot(title, book->foot);
    lib->workbook_set_properties(book->file, &properties);
    *out = book;
    return true;
}

static void put_shown_name(struct xlsx_out *out)
{
    if (out->part == 1) {
        snprintf(out->shown, sizeof out->shown, "%s", out->name);
    } else {
        snprintf(out->shown, sizeof out->shown, "%.*s(%d)", NAME_SIZE - 16, out->name, out->part);
    }
}

static void set_up_paper(struct xlsx_out *out)
{
    char footer[256];
    lxw_worksheet *sheet = out->sheet;
    snprintf(footer, sizeof footer, "&L%s&R&P / &N", out->book->foot);
    lib->worksheet_set_paper(sheet, 9); /* A4 */
    lib->worksheet_set_landscape(sheet);
    lib->worksheet_fit_to_pages(sheet, 1, 0);
    lib->worksheet_repeat_rows(sheet, out->header, out->header);
    lib->worksheet_set_margins(sheet, 0.5, 0.5, 0.6, 0.7);
    lib->worksheet_set_footer(sheet, footer);
    lib->worksheet_freeze_panes(sheet, out->header + 1, 0);
}

/* A worksheet with heading and header, ready for rows. */
static bool begin_part(struct xlsx_out *out, struct err *err)
{
    struct xlsx_writer *book = out->book;
    out->part++;
    put_shown_name(out);
    out->sheet = lib->workbook_add_worksheet(book->file, out->shown);
    if (!out->sheet) {
        return err_set(err, ERR_IO, str(STR_ERR_FILE_WRITE), book->path, out->shown);
    }
    lxw_row_t row = 0;
    for (size_t i = 0; i < out->count; i++) {
        lib->worksheet_set_column(out->sheet, (lxw_col_t)i, (lxw_col_t)i, out->columns[i].width, NULL);
    }
    if (*out->heading) {
        lib->worksheet_write_string(out->sheet, row, 0, out->heading, book->heading);
        row += 2;
    }
    out->header = row;
    lib->worksheet_set_row(out->sheet, row, ROW_HEIGHT_HEADER, NULL);
    for (size_t i = 0; i < out->count; i++) {
        lib->worksheet_write_string(out->sheet, row, (lxw_col_t)i, out->titles[i], book->header);
    }
    set_up_paper(out);
    out->row = row + 1;
    out->column = 0;
    out->lines = 1;
    return true;
}

/* What is known only behind the last row. */
static void end_part(struct xlsx_out *out)
{
    char range[64];
    lxw_col_t last = (lxw_col_t)(out->count - 1);
    if (!out->sheet || out->row <= out->header + 1) {
        return;
    }
    lib->worksheet_autofilter(out->sheet, out->header, 0, out->row - 1, last);
    if (out->printed > 0) {
        lib->worksheet_print_area(out->sheet, 0, 0, out->row - 1, (lxw_col_t)(out->printed - 1));
    }
    /* digits that are text on purpose: no green corners */
    snprintf(range, sizeof range, "A1:%c%u", 'A' + (int)last, (unsigned)out->row);
    lib->worksheet_ignore_errors(out->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range);
}

struct xlsx_out *xlsx_write_add_sheet(struct xlsx_writer *book, const char *name, const char *heading,
                                      const struct xlsx_column *columns, size_t count, struct err *err)
{
    if (book->out_count == SHEETS_MAX || count == 0 || count > XLSX_WRITE_COLUMNS_MAX) {
        err_set(err, ERR_UNSUPPORTED, str(STR_ERR_FILE_WRITE), book->path, name);
        return NULL;
    }
    struct xlsx_out *out = &book->outs[book->out_count];
    *out = (struct xlsx_out){.book = book, .count = count};
    snprintf(out->name, sizeof out->name, "%s", name);
    utf8_copy(out->heading, sizeof out->heading, heading);
    for (size_t i = 0; i < count; i++) {
        out->columns[i] = columns[i];
        snprintf(out->titles[i], sizeof out->titles[i], "%s", columns[i].title);
    }
    if (!begin_part(out, err)) {
        return NULL;
    }
    book->out_count++;
    return out;
}

void xlsx_write_print_first(struct xlsx_out *sheet, size_t columns)
{
    sheet->printed = columns;
}

static lxw_format *format_at(const struct xlsx_out *out)
{
    return out->book->formats[out->columns[out->column].kind];
}

int xlsx_write_lines(const char *text, double width)
{
    size_t len = strlen(text);
    int units = 0, columns = (int)width;
    for (size_t pos = 0; pos < len;) {
        units += utf8_next(text, len, &pos) < 0x2000 ? 1 : 2;
    }
    return (units + columns - 1) / columns;
}

void xlsx_write_text(struct xlsx_out *sheet, const char *text)
{
    bool wrapped = sheet->columns[sheet->column].kind == XLSX_WRAPPED;
    lxw_format *format = sheet->book->formats[wrapped ? XLSX_WRAPPED : XLSX_TEXT];
    lxw_error code =
        *text ? lib->worksheet_write_string(sheet->sheet, sheet->row, sheet->column, text, format)
              : lib->worksheet_write_blank(sheet->sheet, sheet->row, sheet->column, format_at(sheet));
    int lines = wrapped ? xlsx_write_lines(text, sheet->columns[sheet->column].width) : 1;
    if (lines > sheet->lines) {
        sheet->lines = lines;
        lib->worksheet_set_row(sheet->sheet, sheet->row, lines * LXW_DEF_ROW_HEIGHT, NULL);
    }
    sheet->failed |= code != LXW_NO_ERROR;
    sheet->column++;
}

void xlsx_write_number(struct xlsx_out *sheet, double number)
{
    sheet->failed |= lib->worksheet_write_number(sheet->sheet, sheet->row, sheet->column, number,
                                                 format_at(sheet)) != LXW_NO_ERROR;
    sheet->column++;
}

/* Days since 1899-12-30, which is what a spreadsheet holds: civil_day_start would know nothing of 1900's
 * leap day, and no record is that old. */
static double serial_of(const struct civil *local)
{
    /* days from civil, Howard Hinnant's form: valid in the Gregorian calendar */
    int year = local->year - (local->month <= 2);
    int era = year / 400, of_era = year - era * 400;
    int of_year = (153 * (local->month + (local->month > 2 ? -3 : 9)) + 2) / 5 + local->day - 1;
    int days = era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
    int second = (local->hour * 60 + local->minute) * 60 + local->second;
    return days + 25569 + second / 86400.0;
}

void xlsx_write_time(struct xlsx_out *sheet, int64_t at_ms)
{
    struct civil local;
    if (at_ms == 0) {
        xlsx_write_text(sheet, "");
        return;
    }
    civil_from_ms(at_ms, &local);
    if (sheet->columns[sheet->column].kind == XLSX_DATE) {
        local.hour = local.minute = local.second = 0;
    }
    xlsx_write_number(sheet, serial_of(&local));
}

bool xlsx_write_end_row(struct xlsx_out *sheet, struct err *err)
{
    if (sheet->failed) {
        return fail(sheet->book, LXW_ERROR_CREATING_TMPFILE, err);
    }
    sheet->row++;
    sheet->rows++;
    sheet->column = 0;
    sheet->lines = 1;
    if (sheet->row < XLSX_WRITE_ROWS_MAX) {
        return true;
    }
    end_part(sheet);
    return begin_part(sheet, err);
}

size_t xlsx_write_rows(const struct xlsx_out *sheet)
{
    return sheet->rows;
}

bool xlsx_write_add_chart(struct xlsx_out *on, const struct xlsx_out *of, enum xlsx_chart chart,
                          const char *title, size_t first, size_t count, size_t names, size_t values,
                          struct err *err)
{
    struct xlsx_writer *book = on->book;
    if (count == 0) {
        return true;
    }
    lxw_chart *drawn =
        lib->workbook_add_chart(book->file, chart == XLSX_CHART_BARS ? LXW_CHART_BAR : LXW_CHART_COLUMN);
    lxw_chart_series *series = drawn ? lib->chart_add_series(drawn, NULL, NULL) : NULL;
    if (!series) {
        return err_memory(err);
    }
    lxw_row_t from = of->header + 1 + (lxw_row_t)first, to = from + (lxw_row_t)count - 1;
    lib->chart_series_set_categories(series, of->shown, from, (lxw_col_t)names, to, (lxw_col_t)names);
    lib->chart_series_set_values(series, of->shown, from, (lxw_col_t)values, to, (lxw_col_t)values);
    lib->chart_title_set_name(drawn, title);
    lib->chart_legend_set_position(drawn, LXW_CHART_LEGEND_NONE);
    lxw_chart_fill fill = {.color = 0xB2161C};
    lib->chart_series_set_fill(series, &fill);
    bool lying = chart == XLSX_CHART_BARS;
    lxw_chart_axis *of_values = lying ? drawn->x_axis : drawn->y_axis;
    if (of->columns[values].kind == XLSX_SHARE) {
        lib->chart_axis_set_min(of_values, 0);
        lib->chart_axis_set_max(of_values, 1);
        lib->chart_axis_set_num_format(of_values, "0%");
    }
    if (lying) {
        lib->chart_axis_set_reverse(drawn->y_axis); /* the first name on top, as in the table */
    }
    lxw_chart_options place = {.x_scale = CHART_W / 480.0, .y_scale = CHART_H / 288.0};
    lxw_row_t row = on->row + 1 + (lxw_row_t)(on->charts / 2 * CHART_ROWS);
    place.x_offset = on->charts % 2 * (CHART_W + CHART_GAP);
    on->charts++;
    lxw_error code = lib->worksheet_insert_chart_opt(on->sheet, row, 0, drawn, &place);
    return code == LXW_NO_ERROR || fail(book, code, err);
}

bool xlsx_write_close(struct xlsx_writer *book, struct err *err)
{
    for (size_t i = 0; i < book->out_count; i++) {
        end_part(&book->outs[i]);
    }
    lxw_error code = lib->workbook_close(book->file); /* frees it, whatever comes of it */
    book->file = NULL;
    bool done = code == LXW_NO_ERROR || fail(book, code, err);
    xlsx_write_discard(book);
    return done;
}

void xlsx_write_discard(struct xlsx_writer *book)
{
    if (!book) {
        return;
    }
    lib->lxw_workbook_free(book->file);
    free(book->path);
    free(book);
}
