#include "format/qr.h"

#include "base/strings.h"

#include <errno.h>
#include <string.h>

#include <qrencode.h>

bool qr_encode(const char *text, struct qr *out, struct err *err)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code && errno == ERANGE) {
        /* a code that is harder to read beats none at all */
        code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_L);
    }
    if (!code) {
        return errno == ENOMEM ? err_memory(err)
                               : err_set(err, ERR_INPUT, str(STR_QR_TOO_LONG), strlen(text));
    }
    *out = (struct qr){.size = code->width};
    for (int i = 0; i < code->width * code->width; i++) {
        if (code->data[i] & 1) {
            out->dark[i / 8] |= (unsigned char)(1u << (i % 8));
        }
    }
    QRcode_free(code);
    return true;
}

bool qr_is_dark(const struct qr *qr, int x, int y)
{
    if (x < 0 || y < 0 || x >= qr->size || y >= qr->size) {
        return false;
    }
    int i = y * qr->size + x;
    return (qr->dark[i / 8] >> (i % 8)) & 1;
}
