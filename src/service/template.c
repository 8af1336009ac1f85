#include "service/template.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/files.h"
#include "base/strings.h"
#include "format/xlsx_library.h"
#include "format/xlsx_write.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct xlsx_library *lib; /* loaded by template_write */

enum { MAX_WORKBOOK_BYTES = 1024 * 1024, LAST_ROW = 1048575, LAST_COLUMN = 16383, LIST_ROWS = 1000 };

/* Texts are rows, separated by line breaks, of cells, separated by |. */
struct sheet {
    enum str_id name, header, rows;
    unsigned char widths[16]; /* characters; 0 = behind the last column */
};

static const struct sheet sheets[] = {
    {STR_TEMPLATE_EVENT, STR_TEMPLATE_EVENT_HEADER, STR_TEMPLATE_EVENT_ROWS, {18, 60}},
    {STR_TEMPLATE_PROGRAMME,
     STR_TEMPLATE_PROGRAMME_HEADER,
     STR_TEMPLATE_PROGRAMME_ROWS,
     {10, 13, 9, 9, 36, 12, 18, 14, 18, 24, 8, 12, 8}},
    {STR_TEMPLATE_PEOPLE, STR_TEMPLATE_PEOPLE_HEADER, STR_TEMPLATE_PEOPLE_ROWS, {14, 28, 14, 18, 14, 12}},
    {STR_TEMPLATE_KEYPOINTS, STR_TEMPLATE_KEYPOINTS_HEADER, STR_TEMPLATE_KEYPOINTS_ROWS, {36, 72}},
    {STR_TEMPLATE_HELP, STR_TEMPLATE_HELP_HEADER, STR_TEMPLATE_HELP_ROWS, {100}},
};
enum { SHEETS = sizeof sheets / sizeof *sheets };

/* Cells where only some words are right: the rows first to last of a column, counted from 0. */
static const struct choice {
    int sheet;
    lxw_row_t first, last;
    lxw_col_t column;
    enum str_id words;
} choices[] = {
    {0, 7, 7, 1, STR_TEMPLATE_RECORD_REFUSE},
    {0, 8, 8, 1, STR_TEMPLATE_YES_NO},
    {0, 9, 9, 1, STR_TEMPLATE_FULL},
    {1, 1, LIST_ROWS, 12, STR_TEMPLATE_YES_NO},
};

struct writer {
    lxw_workbook *book;
    lxw_format *text, *header;
    struct arena arena;
    bool failed;
};

/* The next piece up to the separator, or NULL behind the last one. */
static const char *next_piece(struct writer *writer, const char **at, char separator)
{
    if (!*at) {
        return NULL;
    }
    const char *end = strchr(*at, separator);
    const char *piece =
        end ? arena_strndup(&writer->arena, *at, (size_t)(end - *at)) : arena_strdup(&writer->arena, *at);
    *at = end ? end + 1 : NULL;
    writer->failed |= !piece;
    return piece;
}

static void write_row(struct writer *writer, lxw_worksheet *sheet, const struct sheet *from, lxw_row_t row,
                      const char *cells, lxw_format *format)
{
    const char *cell;
    int lines = 1;
    for (lxw_col_t column = 0; (cell = next_piece(writer, &cells, '|')) != NULL; column++) {
        int needed = from->widths[column] ? xlsx_write_lines(cell, from->widths[column]) : 1;
        lines = needed > lines ? needed : lines;
        if (cell[0]) {
            writer->failed |= lib->worksheet_write_string(sheet, row, column, cell, format) != LXW_NO_ERROR;
        }
    }
    if (lines > 1) {
        lib->worksheet_set_row(sheet, row, lines * LXW_DEF_ROW_HEIGHT,
                               NULL); /* not every program finds it out */
    }
}

static lxw_worksheet *write_sheet(struct writer *writer, const struct sheet *from)
{
    lxw_worksheet *sheet = lib->workbook_add_worksheet(writer->book, str(from->name));
    if (!sheet) {
        writer->failed = true;
        return NULL;
    }
    /* text from the first to the last row: a badge keeps its zeros in cells that are filled in later, too */
    lib->worksheet_set_column(sheet, 0, LAST_COLUMN, LXW_DEF_COL_WIDTH, writer->text);
    for (lxw_col_t i = 0; from->widths[i]; i++) {
        lib->worksheet_set_column(sheet, i, i, from->widths[i], writer->text);
    }
    write_row(writer, sheet, from, 0, str(from->header), writer->header);
    const char *rows = str(from->rows), *row;
    for (lxw_row_t i = 1; (row = next_piece(writer, &rows, '\n')) != NULL; i++) {
        write_row(writer, sheet, from, i, row, writer->text);
    }
    lib->worksheet_freeze_panes(sheet, 1, 0);
    lib->worksheet_set_paper(sheet, 9); /* A4: each table on as few pages as there are rows for */
    lib->worksheet_set_landscape(sheet);
    lib->worksheet_fit_to_pages(sheet, 1, 0);
    lib->worksheet_repeat_rows(sheet, 0, 0);
    lib->worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
    return sheet;
}

static void add_choice(struct writer *writer, lxw_worksheet *sheet, const struct choice *choice)
{
    enum { MOST_WORDS = 4 };
    char *words[MOST_WORDS + 1] = {NULL};
    const char *at = str(choice->words), *word;
    for (size_t i = 0; i < MOST_WORDS && (word = next_piece(writer, &at, '|')) != NULL; i++) {
        words[i] = arena_strdup(&writer->arena, word);
        writer->failed |= !words[i];
    }
    lxw_data_validation validation = {
        .validate = LXW_VALIDATION_TYPE_LIST, .ignore_blank = LXW_VALIDATION_ON, .value_list = words};
    writer->failed |= lib->worksheet_data_validation_range(sheet, choice->first, choice->column, choice->last,
                                                           choice->column, &validation) != LXW_NO_ERROR;
}

static void write_sheets(struct writer *writer)
{
    writer->text = lib->workbook_add_format(writer->book);
    writer->header = lib->workbook_add_format(writer->book);
    if (!writer->text || !writer->header) {
        writer->failed = true;
        return;
    }
    lib->format_set_num_format(writer->text, "@");
    lib->format_set_text_wrap(writer->text);
    lib->format_set_align(writer->text, LXW_ALIGN_VERTICAL_TOP);
    lib->format_set_num_format(writer->header, "@");
    lib->format_set_bold(writer->header);
    lib->format_set_bg_color(writer->header, 0xF3E3D3);
    for (int i = 0; i < SHEETS && !writer->failed; i++) {
        lxw_worksheet *sheet = write_sheet(writer, &sheets[i]);
        for (size_t k = 0; sheet && k < sizeof choices / sizeof *choices; k++) {
            if (choices[k].sheet == i) {
                add_choice(writer, sheet, &choices[k]);
            }
        }
    }
}

/* libxlsxwriter writes to a path of its own; from there the bytes go to their place whole or not at all. */
static bool make_workbook(struct buf *out, struct err *err)
{
    char path[] = "/tmp/lectern-template-XXXXXX";
    int fd = mkstemp(path);
    if (fd < 0) {
        return err_set(err, ERR_IO, str(STR_ERR_FILE_WRITE), path, err_reason(errno));
    }
    close(fd);
    struct writer writer = {.book = lib->workbook_new(path)};
    writer.failed = !writer.book;
    if (!writer.failed) {
        write_sheets(&writer);
        writer.failed |= lib->workbook_close(writer.book) != LXW_NO_ERROR;
    }
    arena_finish(&writer.arena);
    bool done = !writer.failed ? files_read(path, MAX_WORKBOOK_BYTES, out, err)
                               : err_set(err, ERR_IO, str(STR_TEMPLATE_FAILED), path);
    unlink(path);
    return done;
}

static bool is_free(const char *path, struct err *err)
{
    return !files_exists(path) || err_set(err, ERR_INPUT, str(STR_TEMPLATE_EXISTS), path);
}

bool template_write(const char *folder, struct err *err)
{
    struct arena arena = {0};
    struct buf workbook = {0};
    const char *book_path = arena_printf(&arena, "%s/%s", folder, str(STR_TEMPLATE_FILE));
    const char *talks = arena_printf(&arena, "%s/talks", folder);
    const char *talk_path = arena_printf(&arena, "%s/talks/%s.md", folder, str(STR_TEMPLATE_TALK));
    const char *talk = str(STR_TEMPLATE_TALK_TEXT);
    bool done = (book_path && talks && talk_path) || err_memory(err);
    done = done && (lib = xlsx_library_load(err)) != NULL;
    done = done && is_free(book_path, err) && is_free(talk_path, err) && make_workbook(&workbook, err) &&
           files_make_folders(talks, err) &&
           files_write_atomic(book_path, buf_text(&workbook), workbook.len, err) &&
           files_write_atomic(talk_path, talk, strlen(talk), err);
    buf_finish(&workbook);
    arena_finish(&arena);
    return done;
}
