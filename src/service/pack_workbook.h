/* The pack's tables in a workbook: opening it, and which of its sheets is which. */
#ifndef LECTERN_SERVICE_PACK_WORKBOOK_H
#define LECTERN_SERVICE_PACK_WORKBOOK_H

#include "base/buf.h"
#include "format/table.h"
#include "format/xlsx.h"
#include "service/pack_read.h"

#include <stdbool.h>
#include <stddef.h>

enum pack_table { PACK_EVENT, PACK_PROGRAMME, PACK_PEOPLE, PACK_KEYPOINTS, PACK_TABLES };

/* How many of its headings stand in the first rows of a sheet; at least PACK_SCORE_SURE where the sheet may
 * be this table whatever its name. */
typedef size_t pack_score(const struct table *head);
enum { PACK_SCORE_SURE = 2 };

/* Zeroed = closed. */
struct pack_workbook {
    const char *name; /* in the pack, as struct pack_folder has it */
    const char *file; /* for faults */
    struct buf bytes;
    struct xlsx book;
};

/* Reads the file at file; what is wrong with it is a fault. */
bool pack_workbook_open(struct pack_read *read, const char *name, const char *file, size_t order,
                        struct pack_workbook *out);
void pack_workbook_close(struct pack_workbook *workbook);

/* Whether a sheet is named for the table. */
bool pack_workbook_has(const struct pack_workbook *workbook, enum pack_table table);

/* Reads the sheet that is the table: by its name where the workbook is the whole pack, by its header where it
 * is this table's alone. place->file becomes "FILE[SHEET]". Faults are told; false: there is no table. */
bool pack_workbook_read(struct pack_read *read, struct pack_workbook *workbook, enum pack_table table,
                        pack_score *score, bool whole_pack, struct pack_place *place, struct table *out);

#endif
