/* A talk that is a PDF: turned into page pictures by pdftoppm (poppler-utils), where that is installed. */
#ifndef LECTERN_SERVICE_PACK_PDF_H
#define LECTERN_SERVICE_PACK_PDF_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum { PACK_PDF_PAGES_MAX = 300, PACK_PDF_FOLDER_SIZE = 64 };

/* Writes page-001.png ... into a fresh folder, which the caller removes with pack_pdf_remove. Takes seconds;
 * a minute or two at most, then it is ended. */
bool pack_pdf_turn(const char *path, char folder[PACK_PDF_FOLDER_SIZE], struct err *err);
void pack_pdf_remove(const char *folder);

#endif
