/* libxlsxwriter, loaded when the first workbook goes out (see base/library.h). */
#ifndef LECTERN_FORMAT_XLSX_LIBRARY_H
#define LECTERN_FORMAT_XLSX_LIBRARY_H

#include "base/err.h"

#include <xlsxwriter.h>

#define XLSX_LIBRARY_FUNCTIONS(X)                                                                            \
    X(chart_add_series)                                                                                      \
    X(chart_axis_set_max)                                                                                    \
    X(chart_axis_set_min)                                                                                    \
    X(chart_axis_set_num_format)                                                                             \
    X(chart_axis_set_reverse)                                                                                \
    X(chart_legend_set_position)                                                                             \
    X(chart_series_set_categories)                                                                           \
    X(chart_series_set_fill)                                                                                 \
    X(chart_series_set_values)                                                                               \
    X(chart_title_set_name)                                                                                  \
    X(format_set_align)                                                                                      \
    X(format_set_bg_color)                                                                                   \
    X(format_set_bold)                                                                                       \
    X(format_set_border)                                                                                     \
    X(format_set_font_size)                                                                                  \
    X(format_set_num_format)                                                                                 \
    X(format_set_text_wrap)                                                                                  \
    X(lxw_workbook_free)                                                                                     \
    X(workbook_add_chart)                                                                                    \
    X(workbook_add_format)                                                                                   \
    X(workbook_add_worksheet)                                                                                \
    X(workbook_close)                                                                                        \
    X(workbook_new)                                                                                          \
    X(workbook_new_opt)                                                                                      \
    X(workbook_set_properties)                                                                               \
    X(worksheet_autofilter)                                                                                  \
    X(worksheet_data_validation_range)                                                                       \
    X(worksheet_fit_to_pages)                                                                                \
    X(worksheet_freeze_panes)                                                                                \
    X(worksheet_ignore_errors)                                                                               \
    X(worksheet_insert_chart_opt)                                                                            \
    X(worksheet_print_area)                                                                                  \
    X(worksheet_repeat_rows)                                                                                 \
    X(worksheet_set_column)                                                                                  \
    X(worksheet_set_footer)                                                                                  \
    X(worksheet_set_landscape)                                                                               \
    X(worksheet_set_margins)                                                                                 \
    X(worksheet_set_paper)                                                                                   \
    X(worksheet_set_row)                                                                                     \
    X(worksheet_write_blank)                                                                                 \
    X(worksheet_write_number)                                                                                \
    X(worksheet_write_string)

/* Named as in the library, of the types that its header gives. */
struct xlsx_library {
#define XLSX_LIBRARY_MEMBER(name) __typeof__(name) *name;
    XLSX_LIBRARY_FUNCTIONS(XLSX_LIBRARY_MEMBER)
#undef XLSX_LIBRARY_MEMBER
};

/* The same table every time, any thread; it stays loaded. NULL: err names the package that is missing. */
const struct xlsx_library *xlsx_library_load(struct err *err);

#endif
