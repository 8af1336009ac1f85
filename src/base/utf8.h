/* UTF-8 (RFC 3629): decoding, checking, cutting at characters. */
#ifndef LECTERN_BASE_UTF8_H
#define LECTERN_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_INVALID 0xFFFFFFFFu

/* Decodes one code point at text[*pos], *pos < len, and moves *pos behind it (by one byte where it is
 * broken). Returns UTF8_INVALID for overlong forms, surrogates, > U+10FFFF and cut sequences. */
uint32_t utf8_next(const char *text, size_t len, size_t *pos);

/* Writes code_point to out (4 bytes at most); returns the byte count, 0 where it is no scalar value. */
size_t utf8_encode(uint32_t code_point, char out[4]);

bool utf8_valid(const char *text, size_t len);

/* How many code points stand in text[0..len). */
size_t utf8_count(const char *text, size_t len);

/* The largest offset <= at that does not split a character. */
size_t utf8_floor(const char *text, size_t at);

/* Copies a NUL-terminated text into out, cut at a character where it does not fit. */
void utf8_copy(char *out, size_t out_size, const char *text);

#endif
