/* The JPEG half of image.h: libjpeg reports errors by longjmp, which stays in jpeg.c. */
#ifndef LECTERN_FORMAT_JPEG_H
#define LECTERN_FORMAT_JPEG_H

#include "base/err.h"
#include "format/image.h"

#include <stddef.h>
#include <stdint.h>

/* Sizes are as seen: turned by the EXIF orientation. */
bool jpeg_probe(const unsigned char *data, size_t size, uint32_t *width, uint32_t *height, struct err *err);

/* See image_decode; the caller has checked the size with jpeg_probe. */
bool jpeg_decode(const unsigned char *data, size_t size, int want_width, int want_height, struct image *out,
                 struct err *err);

#endif
