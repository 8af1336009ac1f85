/* What a number in a workbook stands for: number formats, dates of both systems, numbers as texts. */
#ifndef LECTERN_FORMAT_XLSX_FORMAT_H
#define LECTERN_FORMAT_XLSX_FORMAT_H

#include "base/err.h"
#include "format/archive.h"
#include "format/table.h"

#include <stdbool.h>
#include <stddef.h>

enum xlsx_meaning {
    XLSX_NUMBER,
    XLSX_DATE,
    XLSX_TIME,
    XLSX_DATE_TIME,
    XLSX_ELAPSED, /* [h]:mm, may be more than a day */
    XLSX_ZEROS    /* 0000000000: shown with so many digits */
};

enum { XLSX_MAX_ZEROS = 32, XLSX_NUMBER_SIZE = 64 };

struct xlsx_format {
    unsigned char meaning; /* enum xlsx_meaning */
    unsigned char zeros;   /* digits, for XLSX_ZEROS */
};

/* The formats that cells name by number. Zeroed = none: every number is one. */
struct xlsx_styles {
    struct xlsx_format *items; /* owned */
    size_t count, capacity;
};

bool xlsx_styles_read(struct xlsx_styles *styles, struct archive *archive, const struct archive_part *part,
                      struct err *err);
void xlsx_styles_finish(struct xlsx_styles *styles);

/* Of a format code: "yyyy/m/d", "0000000000", "[$-804]yyyy\"年\"m\"月\"d\"日\"". */
struct xlsx_format xlsx_format_of_code(const char *code);

/* Of a built-in format's number, as a Chinese Excel has them. */
struct xlsx_format xlsx_format_of_id(int id);

/* The text of a number as the file has it ("46357", "1.5E-3"): 2026-12-01, 09:00, 0003625619, 12.5. Integers
 * never with an exponent. What is no number stays as it is. Dates before 1900 and after 9999 are numbers. */
enum table_kind xlsx_format_number(struct xlsx_format format, bool from_1904, const char *number,
                                   char out[XLSX_NUMBER_SIZE]);

/* A date as strict workbooks may write it ("2026-12-01T09:00:00"): the parts that the format shows. */
void xlsx_format_iso(struct xlsx_format format, const char *iso, char out[XLSX_NUMBER_SIZE]);

#endif
