#include "base/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *buf_reserve(struct buf *buf, size_t len)
{
    if (buf->failed || len > SIZE_MAX / 2 - buf->len - 1) {
        buf->failed = true;
        return NULL;
    }
    size_t need = buf->len + len + 1;
    if (need > buf->cap) {
        size_t cap = buf->cap ? buf->cap : 256;
        while (cap < need) {
            cap *= 2;
        }
        char *data = realloc(buf->data, cap);
        if (!data) {
            buf->failed = true;
            return NULL;
        }
        buf->data = data;
        buf->cap = cap;
    }
    return buf->data + buf->len;
}

void buf_append(struct buf *buf, const void *data, size_t len)
{
    char *at = buf_reserve(buf, len);
    if (at) {
        if (len) {
            memcpy(at, data, len);
        }
        at[len] = '\0';
        buf->len += len;
    }
}

void buf_puts(struct buf *buf, const char *text)
{
    buf_append(buf, text, strlen(text));
}

void buf_putc(struct buf *buf, char c)
{
    buf_append(buf, &c, 1);
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *at = length < 0 ? NULL : buf_reserve(buf, (size_t)length);
    if (!at) {
        buf->failed = true;
        return;
    }
    va_start(args, format);
    vsnprintf(at, (size_t)length + 1, format, args);
    va_end(args);
    buf->len += (size_t)length;
}

const char *buf_text(const struct buf *buf)
{
    return buf->data ? buf->data : "";
}

bool buf_ok(const struct buf *buf)
{
    return !buf->failed;
}

void buf_clear(struct buf *buf)
{
    buf->len = 0;
    buf->failed = false;
    if (buf->data) {
        buf->data[0] = '\0';
    }
}

void buf_finish(struct buf *buf)
{
    free(buf->data);
    *buf = (struct buf){0};
}
