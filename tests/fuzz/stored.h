/* A ZIP archive in memory whose parts are stored as they are: the driver's changes stay what they are. */
#ifndef LECTERN_TESTS_FUZZ_STORED_H
#define LECTERN_TESTS_FUZZ_STORED_H

#include "target.h"

#include <string.h>
#include <zlib.h>

struct stored {
    unsigned char bytes[64 * 1024];
    size_t len;
    unsigned char directory[4096];
    size_t directory_len;
    unsigned parts;
};

static inline void put_number(unsigned char **at, unsigned long value, int bytes)
{
    for (int i = 0; i < bytes; i++) {
        *(*at)++ = (unsigned char)(value >> (8 * i));
    }
}

static inline void put_header(unsigned char **at, const void *data, size_t size, size_t name_len)
{
    put_number(at, 20, 2);
    put_number(at, 0, 2 + 2 + 4); /* flags, stored, time */
    put_number(at, crc32(0, data, (uInt)size), 4);
    put_number(at, size, 4);
    put_number(at, size, 4);
    put_number(at, name_len, 2);
    put_number(at, 0, 2);
}

static inline void stored_part(struct stored *out, const char *name, const void *data, size_t size)
{
    size_t name_len = strlen(name), offset = out->len;
    FUZZ_CHECK(out->len + size + name_len + 100 < sizeof out->bytes);
    unsigned char *at = out->bytes + out->len;
    put_number(&at, 0x04034b50, 4);
    put_header(&at, data, size, name_len);
    memcpy(at, name, name_len);
    memcpy(at + name_len, data, size);
    out->len = (size_t)(at - out->bytes) + name_len + size;
    at = out->directory + out->directory_len;
    put_number(&at, 0x02014b50, 4);
    put_number(&at, 20, 2);
    put_header(&at, data, size, name_len);
    put_number(&at, 0, 2 + 2 + 2);
    put_number(&at, 0, 4);
    put_number(&at, offset, 4);
    memcpy(at, name, name_len);
    out->directory_len = (size_t)(at - out->directory) + name_len;
    out->parts++;
}

static inline void stored_close(struct stored *out)
{
    size_t offset = out->len;
    unsigned char *at = out->bytes + out->len;
    memcpy(at, out->directory, out->directory_len);
    at += out->directory_len;
    put_number(&at, 0x06054b50, 4);
    put_number(&at, 0, 4);
    put_number(&at, out->parts, 2);
    put_number(&at, out->parts, 2);
    put_number(&at, out->directory_len, 4);
    put_number(&at, offset, 4);
    put_number(&at, 0, 2);
    out->len = (size_t)(at - out->bytes);
}

#define STORED_TEXT(out, name, text) stored_part(out, name, text, sizeof(text) - 1)

#endif
