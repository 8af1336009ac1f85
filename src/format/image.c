#include "format/image.h"

#include "base/buf.h"
#include "base/files.h"
#include "base/strings.h"
#include "format/jpeg.h"

#include <stdlib.h>
#include <string.h>

#include <png.h>

static const unsigned char png_magic[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

static bool is_png(const unsigned char *data, size_t size)
{
    return size >= sizeof png_magic && memcmp(data, png_magic, sizeof png_magic) == 0;
}

static bool is_jpeg(const unsigned char *data, size_t size)
{
    return size >= 3 && data[0] == 0xFF && data[1] == 0xD8 && data[2] == 0xFF;
}

static uint32_t big_endian(const unsigned char *at)
{
    return ((uint32_t)at[0] << 24) | ((uint32_t)at[1] << 16) | ((uint32_t)at[2] << 8) | at[3];
}

static bool png_probe(const unsigned char *data, size_t size, uint32_t *width, uint32_t *height,
                      struct err *err)
{
    enum { HEADER = 8 + 8 + 13 };
    if (size < HEADER || memcmp(data + 12, "IHDR", 4) != 0) {
        return err_set(err, ERR_INPUT, "%s", str(STR_IMAGE_DAMAGED));
    }
    *width = big_endian(data + 16);
    *height = big_endian(data + 20);
    return true;
}

bool image_probe(const unsigned char *data, size_t size, int *width, int *height, struct err *err)
{
    uint32_t w, h;
    if (is_png(data, size)) {
        if (!png_probe(data, size, &w, &h, err)) {
            return false;
        }
    } else if (is_jpeg(data, size)) {
        if (!jpeg_probe(data, size, &w, &h, err)) {
            return false;
        }
    } else {
        return err_set(err, ERR_INPUT, "%s", str(STR_IMAGE_UNKNOWN));
    }
    if (w == 0 || h == 0) {
        return err_set(err, ERR_INPUT, "%s", str(STR_IMAGE_DAMAGED));
    }
    if (w > IMAGE_MAX_SIDE || h > IMAGE_MAX_SIDE || (uint64_t)w * h > IMAGE_MAX_PIXELS) {
        return err_set(err, ERR_INPUT, str(STR_IMAGE_TOO_LARGE), w, h, (int)IMAGE_MAX_SIDE,
                       (int)(IMAGE_MAX_PIXELS / 1000000));
    }
    *width = (int)w;
    *height = (int)h;
    return true;
}

/* libpng's simplified interface keeps setjmp to itself; the header has been checked, so it never allocates
 * much. */
static bool decode_png(const unsigned char *data, size_t size, struct image *out, struct err *err)
{
    png_image png = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_memory(&png, data, size)) {
        return err_set(err, ERR_INPUT, "%s", str(STR_IMAGE_DAMAGED));
    }
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    png.format = PNG_FORMAT_BGRA;
#else
    png.format = PNG_FORMAT_ARGB;
#endif
    uint32_t *argb = malloc((size_t)png.width * png.height * sizeof *argb);
    if (!argb) {
        png_image_free(&png);
        return err_memory(err);
    }
    if (!png_image_finish_read(&png, NULL, argb, 0, NULL)) {
        free(argb);
        png_image_free(&png);
        return err_set(err, ERR_INPUT, "%s", str(STR_IMAGE_DAMAGED));
    }
    *out = (struct image){.width = (int)png.width, .height = (int)png.height, .argb = argb};
    return true;
}

bool image_decode(const unsigned char *data, size_t size, int want_width, int want_height, struct image *out,
                  struct err *err)
{
    *out = (struct image){0};
    int width, height;
    if (!image_probe(data, size, &width, &height, err)) {
        return false;
    }
    return is_png(data, size) ? decode_png(data, size, out, err)
                              : jpeg_decode(data, size, want_width, want_height, out, err);
}

struct png_writer {
    png_structp png;
    png_infop info;
    png_bytep row;
    struct buf bytes;
};

static void append_png(png_structp png, png_bytep data, size_t len)
{
    buf_append(png_get_io_ptr(png), data, len);
}

static void flush_png(png_structp png)
{
    (void)png;
}

static void quiet_png(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

/* Everything that lives across libpng's longjmp stands in *writer. */
static bool write_rows(struct png_writer *writer, const uint32_t *argb, int width, int height, int stride)
{
    if (setjmp(png_jmpbuf(writer->png))) {
        return false;
    }
    png_set_write_fn(writer->png, &writer->bytes, append_png, flush_png);
    png_set_IHDR(writer->png, writer->info, (png_uint_32)width, (png_uint_32)height, 8, PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_compression_level(writer->png, 4);
    png_set_filter(writer->png, PNG_FILTER_TYPE_BASE,
                   PNG_FILTER_NONE); /* screens are flat: fastest and smallest */
    png_write_info(writer->png, writer->info);
    for (int y = 0; y < height; y++) {
        const uint32_t *pixel = argb + (size_t)y * (size_t)stride;
        for (int x = 0; x < width; x++) {
            writer->row[3 * x] = (png_byte)(pixel[x] >> 16);
            writer->row[3 * x + 1] = (png_byte)(pixel[x] >> 8);
            writer->row[3 * x + 2] = (png_byte)pixel[x];
        }
        png_write_row(writer->png, writer->row);
    }
    png_write_end(writer->png, NULL);
    return buf_ok(&writer->bytes);
}

bool image_write_png(const char *path, const uint32_t *argb, int width, int height, int stride,
                     struct err *err)
{
    bool done = false;
    struct png_writer writer = {.row = malloc((size_t)width * 3)};
    if (!writer.row) {
        return err_memory(err);
    }
    writer.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, quiet_png);
    if (!writer.png) {
        err_memory(err);
        goto free_row;
    }
    writer.info = png_create_info_struct(writer.png);
    if (!writer.info || !write_rows(&writer, argb, width, height, stride)) {
        err_memory(err);
        goto destroy_png;
    }
    done = files_write_atomic(path, writer.bytes.data, writer.bytes.len, err);
destroy_png:
    png_destroy_write_struct(&writer.png, &writer.info);
    buf_finish(&writer.bytes);
free_row:
    free(writer.row);
    return done;
}

void image_finish(struct image *image)
{
    free(image->argb);
    *image = (struct image){0};
}
