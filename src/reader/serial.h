/* A reader on a serial line: 8 bits, no parity, one stop bit, no flow control. */
#ifndef LECTERN_READER_SERIAL_H
#define LECTERN_READER_SERIAL_H

#include "base/err.h"

/* The descriptor, non-blocking; -1 with err. baud is one of the speeds in settings.c. */
int serial_open(const char *path, int baud, struct err *err);

#endif
