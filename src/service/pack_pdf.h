/* A talk that is a PDF: turned into page pictures by pdftoppm (poppler-utils), where that is installed. */
#ifndef LECTERN_SERVICE_PACK_PDF_H
#define LECTERN_SERVICE_PACK_PDF_H

#include "service/pack_turn.h"

enum { PACK_PDF_PAGES_MAX = 300 };

/* Writes page-001.png ... beside the file in the turn's folder; the way from permille on. */
bool pack_pdf_turn(struct pack_turn *turn, const char *file, int from, struct err *err);

#endif
