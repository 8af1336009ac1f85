/* An empty pack for staff to fill in: a workbook with the headings that import knows, and a talk. */
#ifndef LECTERN_SERVICE_TEMPLATE_H
#define LECTERN_SERVICE_TEMPLATE_H

#include "base/err.h"

#include <stdbool.h>

/* Writes it into the folder, which is made where it is missing, in the language of strings_use. A file that
 * is there already is named in err, and then nothing is written. What is written imports without a fault. */
bool template_write(const char *folder, struct err *err);

#endif
