/* Workbooks that go out (.xlsx), through libxlsxwriter in constant memory: rows are written as they come and
 * not gone back to. Every sheet can be printed as it is. */
#ifndef LECTERN_FORMAT_XLSX_WRITE_H
#define LECTERN_FORMAT_XLSX_WRITE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum xlsx_kind {
    XLSX_TEXT,    /* stays text whatever it looks like: badges, worker numbers */
    XLSX_WRAPPED, /* text whose row grows with it: for tables of a few rows */
    XLSX_NUMBER,  /* a whole number */
    XLSX_SHARE,   /* 0 to 1, shown in percent */
    XLSX_DATE,
    XLSX_DATE_TIME
};

struct xlsx_column {
    const char *title;
    enum xlsx_kind kind;
    double width; /* characters */
};

enum { XLSX_WRITE_COLUMNS_MAX = 24, XLSX_WRITE_ROWS_MAX = 1048576 /* of a sheet, by the format */ };

struct xlsx_writer;

struct xlsx_out; /* owned by the workbook */

/* temporary: a folder for what is not written yet. title: a property of the file, and on the foot of every
 * page. */
bool xlsx_write_create(struct xlsx_writer **out, const char *path, const char *temporary, const char *title,
                       struct err *err);

/* A sheet whose name must not be taken yet. heading (may be "") stands above the table. The header row is
 * frozen and repeated on paper, rows can be filtered; the page numbers stand at the right of every page's
 * foot. */
struct xlsx_out *xlsx_write_add_sheet(struct xlsx_writer *book, const char *name, const char *heading,
                                      const struct xlsx_column *columns, size_t count, struct err *err);

/* Paper gets the first columns only: what is on it can be read then. */
void xlsx_write_print_first(struct xlsx_out *sheet, size_t columns);

/* Cells of the row at hand, from the left; an empty one is skipped over. */
void xlsx_write_text(struct xlsx_out *sheet, const char *text);
void xlsx_write_number(struct xlsx_out *sheet, double number);

/* Local date and time: the civil time of the zone in use. 0 = an empty cell. */
void xlsx_write_time(struct xlsx_out *sheet, int64_t at_ms);

/* How many lines a text takes in a column of that many characters, about; Chinese ones are two wide. A row's
 * height is for who writes it: not every program finds it out. */
int xlsx_write_lines(const char *text, double width);

/* Ends the row. Behind the last row that fits, a second sheet of the same look goes on. */
bool xlsx_write_end_row(struct xlsx_out *sheet, struct err *err);
size_t xlsx_write_rows(const struct xlsx_out *sheet); /* below the header, so far */

enum xlsx_chart { XLSX_CHART_BARS, XLSX_CHART_COLUMNS };

/* A chart of count rows of a sheet from its row first on (0 = the first below the header): one column for the
 * names, one for the values. It stands below the rows of on, which has all of them by then, two side by side.
 */
bool xlsx_write_add_chart(struct xlsx_out *on, const struct xlsx_out *of, enum xlsx_chart chart,
                          const char *title, size_t first, size_t count, size_t names, size_t values,
                          struct err *err);

/* Writes the file and frees the workbook. */
bool xlsx_write_close(struct xlsx_writer *book, struct err *err);

/* Without a file. Accepts NULL. */
void xlsx_write_discard(struct xlsx_writer *book);

#endif
