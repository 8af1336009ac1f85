/* The floor of a workbook: bare libxlsxwriter in constant memory mode writes the list of attendance, the same
 * cells in the same columns and formats as Lectern, and nothing beside. Usage: bulk_xlsx FILE PEOPLE LECTURES
 */
#include "bulk_data.h"

#include <stdlib.h>
#include <xlsxwriter.h>

enum { COLUMNS = 15, LIST_ROWS_MAX = 1048576 };

struct sheet {
    lxw_workbook *book;
    lxw_worksheet *at;
    lxw_format *text, *number, *time, *day;
    lxw_row_t row;
    double listed;
};

static void begin_sheet(struct sheet *sheet)
{
    static const char *const names[COLUMNS] = {"序号", "工号", "工牌号",   "姓名",     "部门",
                                               "班组", "状态", "签到时间", "签退时间", "签到方式",
                                               "备注", "场次", "日期",     "地点",     "编号"};
    sheet->at = workbook_add_worksheet(sheet->book, NULL);
    for (lxw_col_t i = 0; i < COLUMNS; i++) {
        worksheet_write_string(sheet->at, 0, i, names[i], sheet->text);
    }
    sheet->row = 1;
}

static void put_row(struct sheet *sheet, const struct bulk_person *person, int lecture, double at,
                    double start)
{
    char title[BULK_TEXT_SIZE], id[BULK_TEXT_SIZE], note[BULK_TEXT_SIZE] = "";
    double minutes = (at - start) * 24 * 60;
    snprintf(title, sizeof title, "岗位练兵第%d讲", lecture + 1);
    snprintf(id, sizeof id, "L%03d", lecture + 1);
    if (minutes > 10) {
        snprintf(note, sizeof note, "迟到 %d 分钟", (int)minutes);
    }
    lxw_worksheet *to = sheet->at;
    lxw_row_t row = sheet->row++;
    worksheet_write_number(to, row, 0, ++sheet->listed, sheet->number);
    worksheet_write_string(to, row, 1, person->worker_no, sheet->text);
    worksheet_write_string(to, row, 2, person->badge, sheet->text);
    worksheet_write_string(to, row, 3, person->name, sheet->text);
    worksheet_write_string(to, row, 4, person->unit, sheet->text);
    worksheet_write_string(to, row, 5, person->team, sheet->text);
    worksheet_write_string(to, row, 6, *note ? "迟到" : "已签到", sheet->text);
    worksheet_write_number(to, row, 7, at, sheet->time);
    worksheet_write_blank(to, row, 8, sheet->time);
    worksheet_write_string(to, row, 9, "刷卡", sheet->text);
    if (*note) {
        worksheet_write_string(to, row, 10, note, sheet->text);
    } else {
        worksheet_write_blank(to, row, 10, sheet->text);
    }
    worksheet_write_string(to, row, 11, title, sheet->text);
    worksheet_write_number(to, row, 12, (double)(int)start, sheet->day);
    worksheet_write_string(to, row, 13, "一号车间大厅", sheet->text);
    worksheet_write_string(to, row, 14, id, sheet->text);
    if (sheet->row == LIST_ROWS_MAX) {
        begin_sheet(sheet);
    }
}

static void put_lecture(struct sheet *sheet, int lecture, uint32_t people)
{
    const double first_day = 46357; /* 2026-12-01 */
    double start = first_day + lecture + 9.0 / 24;
    uint32_t a_unit = people / BULK_UNITS, came = 0, expected = a_unit * BULK_UNITS_A_LECTURE;
    for (int k = 0; k < BULK_UNITS_A_LECTURE; k++) {
        for (uint32_t i = 0; i < a_unit; i++) {
            struct bulk_person person;
            bulk_person((uint32_t)bulk_lecture_unit(lecture, k) * a_unit + i, people, &person);
            double at = start + (-29 + (double)(came++) * 42 / expected) / 24 / 60;
            put_row(sheet, &person, lecture, at, start);
        }
    }
}

int main(int argc, char **argv)
{
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    if (argc != 4) {
        fputs("usage: bulk_xlsx FILE PEOPLE LECTURES\n", stderr);
        return EXIT_FAILURE;
    }
    struct sheet sheet = {.book = workbook_new_opt(argv[1], &options)};
    if (!sheet.book) {
        return EXIT_FAILURE;
    }
    sheet.text = workbook_add_format(sheet.book);
    sheet.number = workbook_add_format(sheet.book);
    sheet.time = workbook_add_format(sheet.book);
    sheet.day = workbook_add_format(sheet.book);
    format_set_num_format(sheet.text, "@");
    format_set_num_format(sheet.number, "0");
    format_set_num_format(sheet.time, "yyyy-mm-dd hh:mm:ss");
    format_set_num_format(sheet.day, "yyyy-mm-dd");
    begin_sheet(&sheet);
    for (int i = 0; i < (int)strtol(argv[3], NULL, 10); i++) {
        put_lecture(&sheet, i, (uint32_t)strtoul(argv[2], NULL, 10));
    }
    return workbook_close(sheet.book) == LXW_NO_ERROR ? EXIT_SUCCESS : EXIT_FAILURE;
}
