/* PNG and JPEG to and from pixels, with no window system: import checks pictures with it, shot writes with
 * it. */
#ifndef LECTERN_FORMAT_IMAGE_H
#define LECTERN_FORMAT_IMAGE_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

enum { IMAGE_MAX_SIDE = 16384, IMAGE_MAX_PIXELS = 64 * 1000 * 1000 };

/* Zeroed = none. */
struct image {
    int width, height;
    uint32_t *argb; /* owned, row by row, alpha not premultiplied */
};

/* Reads the header only; false where it is neither PNG nor JPEG, or larger than the limits. */
bool image_probe(const unsigned char *data, size_t size, int *width, int *height, struct err *err);

/* Decodes; JPEG is scaled down by 2, 4 or 8 while it stays >= want_width x want_height (0 = full size). */
bool image_decode(const unsigned char *data, size_t size, int want_width, int want_height, struct image *out,
                  struct err *err);

/* Writes opaque pixels (stride in pixels) as PNG, atomically. */
bool image_write_png(const char *path, const uint32_t *argb, int width, int height, int stride,
                     struct err *err);
void image_finish(struct image *image);

#endif
