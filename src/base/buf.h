/* A growing byte buffer with a sticky failure: append freely, ask buf_ok once at the end. */
#ifndef LECTERN_BASE_BUF_H
#define LECTERN_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

/* Zeroed = empty and ready. */
struct buf {
    char *data; /* owned; NUL-terminated once anything was appended */
    size_t len, cap;
    bool failed; /* out of memory at some append; the content is then not to be used */
};

void buf_append(struct buf *buf, const void *data, size_t len);
void buf_puts(struct buf *buf, const char *text);
void buf_putc(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Room for len more bytes at data + len; NULL when out of memory. The caller adds to buf->len itself. */
char *buf_reserve(struct buf *buf, size_t len);

/* The text so far, "" when empty. */
const char *buf_text(const struct buf *buf);
bool buf_ok(const struct buf *buf);
void buf_clear(struct buf *buf); /* keeps the memory */
void buf_finish(struct buf *buf);

#endif
