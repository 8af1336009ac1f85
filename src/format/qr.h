/* QR codes (ISO/IEC 18004) through libqrencode: byte mode, case-sensitive, level M. */
#ifndef LECTERN_FORMAT_QR_H
#define LECTERN_FORMAT_QR_H

#include "base/err.h"

#include <stdbool.h>

enum { QR_MAX_MODULES = 177, QR_QUIET_ZONE = 4 /* modules around it, to be drawn light */ };

struct qr {
    int size;                                                      /* modules a side */
    unsigned char dark[(QR_MAX_MODULES * QR_MAX_MODULES + 7) / 8]; /* bit y*size+x, low bit first */
};

/* Too long for a QR code: ERR_INPUT. */
bool qr_encode(const char *text, struct qr *out, struct err *err);
bool qr_is_dark(const struct qr *qr, int x, int y);

#endif
