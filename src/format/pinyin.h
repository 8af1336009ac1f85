/* Pinyin initials of a name: what staff type to find somebody. */
#ifndef LECTERN_FORMAT_PINYIN_H
#define LECTERN_FORMAT_PINYIN_H

#include <stddef.h>

enum { PINYIN_INITIALS_SIZE = 64 };

/* 张伟 -> "ZW", surnames as surnames are read: 单红 -> "SH", 万俟明 -> "MM". Latin letters stay, as capitals;
 * whatever else has no reading is skipped. out takes size bytes at most, NUL-terminated; size > 0. */
void pinyin_initials(const char *name, char *out, size_t size);

#endif
