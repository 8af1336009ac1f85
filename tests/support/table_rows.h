/* Rows of a table that a reader made, cell by cell. */
#ifndef LECTERN_TESTS_TABLE_ROWS_H
#define LECTERN_TESTS_TABLE_ROWS_H

#include "format/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void assert_row(const struct table *table, size_t row, size_t line, size_t count, ...)
{
    assert_true(row < table->count);
    assert_int_equal(table->rows[row].line, line);
    assert_int_equal(table->rows[row].count, count);
    va_list cells;
    va_start(cells, count);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(table->rows[row].cells[i], va_arg(cells, const char *));
    }
    va_end(cells);
}

#endif
