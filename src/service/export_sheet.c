#include "service/export_sheet.h"

struct xlsx_out *export_sheet_add(struct xlsx_writer *book, enum lang lang, enum str_id name,
                                  const char *heading, const struct export_column *columns, size_t count,
                                  struct err *err)
{
    struct xlsx_column said[XLSX_WRITE_COLUMNS_MAX];
    for (size_t i = 0; i < count; i++) {
        said[i] = (struct xlsx_column){str_in(lang, columns[i].title), columns[i].kind, columns[i].width};
    }
    return xlsx_write_add_sheet(book, str_in(lang, name), heading, said, count, err);
}
