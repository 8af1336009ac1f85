#include "format/jpeg.h"

#include "base/strings.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jerror.h>
#include <jpeglib.h>

enum {
    MAX_SCANS = 200
}; /* a progressive file of a few KB may ask for thousands of passes over the whole picture */

/* All that lives across a longjmp stands here. */
struct reader {
    struct jpeg_error_mgr errors; /* first: libjpeg's pointer to it is turned into one to the reader */
    struct jpeg_progress_mgr progress;
    jmp_buf escape;
    struct jpeg_decompress_struct jpeg;
    uint32_t *argb;
    unsigned char *cmyk_row;
    bool memory;
};

static void escape_error(j_common_ptr jpeg)
{
    struct reader *reader = (struct reader *)(void *)jpeg->err;
    reader->memory = jpeg->err->msg_code == JERR_OUT_OF_MEMORY;
    longjmp(reader->escape, 1);
}

/* libjpeg fills a cut picture up with grey and only warns; we refuse it. Other warnings are harmless. */
static void count_message(j_common_ptr jpeg, int level)
{
    if (level < 0 && (jpeg->err->msg_code == JWRN_JPEG_EOF || jpeg->err->msg_code == JWRN_HIT_MARKER)) {
        escape_error(jpeg);
    }
}

static void no_output(j_common_ptr jpeg)
{
    (void)jpeg;
}

static void stop_endless(j_common_ptr jpeg)
{
    struct reader *reader = (struct reader *)(void *)jpeg->err;
    if (reader->jpeg.input_scan_number > MAX_SCANS) {
        escape_error(jpeg);
    }
}

static unsigned read_16(const unsigned char *at, bool little)
{
    return little ? at[0] | (unsigned)at[1] << 8 : (unsigned)at[0] << 8 | at[1];
}

static size_t read_32(const unsigned char *at, bool little)
{
    return little ? read_16(at, true) | (size_t)read_16(at + 2, true) << 16
                  : (size_t)read_16(at, false) << 16 | read_16(at + 2, false);
}

/* Tag 0x0112 of the first directory of an "Exif" APP1 segment; 1 = upright, also for anything odd. */
static int exif_orientation(const unsigned char *data, size_t size)
{
    if (size < 14 || memcmp(data, "Exif\0\0", 6) != 0) {
        return 1;
    }
    const unsigned char *tiff = data + 6;
    size -= 6;
    bool little = tiff[0] == 'I';
    size_t directory = read_32(tiff + 4, little);
    if (directory > size - 2) {
        return 1;
    }
    size_t entries = read_16(tiff + directory, little);
    for (size_t i = 0; i < entries; i++) {
        size_t at = directory + 2 + 12 * i;
        if (at + 12 > size) {
            break;
        }
        if (read_16(tiff + at, little) == 0x0112) {
            unsigned value = read_16(tiff + at + 8, little);
            return value >= 1 && value <= 8 ? (int)value : 1;
        }
    }
    return 1;
}

/* Reads up to the picture's header; called under setjmp. */
static int start_reading(struct reader *reader, const unsigned char *data, size_t size)
{
    jpeg_create_decompress(&reader->jpeg);
    reader->progress.progress_monitor = stop_endless;
    reader->jpeg.progress = &reader->progress;
    jpeg_mem_src(&reader->jpeg, data, (unsigned long)size);
    jpeg_save_markers(&reader->jpeg, JPEG_APP0 + 1, 0xFFFF);
    jpeg_read_header(&reader->jpeg, TRUE);
    for (jpeg_saved_marker_ptr marker = reader->jpeg.marker_list; marker; marker = marker->next) {
        int orientation = exif_orientation(marker->data, marker->data_length);
        if (orientation != 1) {
            return orientation;
        }
    }
    return 1;
}

static void set_up(struct reader *reader)
{
    *reader = (struct reader){0};
    reader->jpeg.err = jpeg_std_error(&reader->errors);
    reader->errors.error_exit = escape_error;
    reader->errors.emit_message = count_message;
    reader->errors.output_message = no_output;
}

static bool fail(const struct reader *reader, struct err *err)
{
    return reader->memory ? err_memory(err) : err_set(err, ERR_INPUT, "%s", str(STR_IMAGE_DAMAGED));
}

bool jpeg_probe(const unsigned char *data, size_t size, uint32_t *width, uint32_t *height, struct err *err)
{
    struct reader reader;
    set_up(&reader);
    if (setjmp(reader.escape)) {
        jpeg_destroy_decompress(&reader.jpeg);
        return fail(&reader, err);
    }
    bool lying = start_reading(&reader, data, size) >= 5;
    *width = lying ? reader.jpeg.image_height : reader.jpeg.image_width;
    *height = lying ? reader.jpeg.image_width : reader.jpeg.image_height;
    jpeg_destroy_decompress(&reader.jpeg);
    return true;
}

static unsigned largest_divisor(unsigned width, unsigned height, int want_width, int want_height)
{
    unsigned divisor = 8;
    while (divisor > 1 &&
           (width / divisor < (unsigned)want_width || height / divisor < (unsigned)want_height)) {
        divisor /= 2;
    }
    return divisor;
}

/* Adobe writes CMYK inverted, and so does nearly everybody. */
static void cmyk_row_to_argb(const unsigned char *cmyk, uint32_t *argb, size_t width)
{
    for (size_t x = 0; x < width; x++, cmyk += 4) {
        uint32_t k = cmyk[3];
        argb[x] = 0xFF000000u | (cmyk[0] * k / 255) << 16 | (cmyk[1] * k / 255) << 8 | cmyk[2] * k / 255;
    }
}

/* Called under setjmp. */
static bool read_pixels(struct reader *reader)
{
    struct jpeg_decompress_struct *jpeg = &reader->jpeg;
    bool cmyk = jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK;
    if (cmyk) {
        jpeg->out_color_space = JCS_CMYK;
    } else {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
        jpeg->out_color_space = JCS_EXT_BGRA;
#else
        jpeg->out_color_space = JCS_EXT_ARGB;
#endif
    }
    jpeg_start_decompress(jpeg);
    size_t width = jpeg->output_width;
    reader->argb = malloc(width * jpeg->output_height * sizeof *reader->argb);
    reader->cmyk_row = cmyk ? malloc(width * 4) : NULL;
    if (!reader->argb || (cmyk && !reader->cmyk_row)) {
        reader->memory = true;
        return false;
    }
    while (jpeg->output_scanline < jpeg->output_height) {
        uint32_t *argb = reader->argb + width * jpeg->output_scanline;
        JSAMPROW row = cmyk ? reader->cmyk_row : (JSAMPROW)argb;
        jpeg_read_scanlines(jpeg, &row, 1);
        if (cmyk) {
            cmyk_row_to_argb(reader->cmyk_row, argb, width);
        }
    }
    jpeg_finish_decompress(jpeg);
    return true;
}

/* EXIF: 2 mirrored, 3 turned by 180, 4 both; 5 to 8 lying. */
static bool turn(struct image *image, int orientation)
{
    size_t w = (size_t)image->width, h = (size_t)image->height;
    uint32_t *turned = malloc(w * h * sizeof *turned);
    if (!turned) {
        return false;
    }
    bool lying = orientation >= 5;
    size_t stride = lying ? h : w;
    for (size_t y = 0; y < h; y++) {
        for (size_t x = 0; x < w; x++) {
            bool flip_x = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
            bool flip_y = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
            size_t to_x = flip_x ? w - 1 - x : x, to_y = flip_y ? h - 1 - y : y;
            turned[lying ? to_x * stride + to_y : to_y * stride + to_x] = image->argb[y * w + x];
        }
    }
    free(image->argb);
    image->argb = turned;
    image->width = (int)(lying ? h : w);
    image->height = (int)(lying ? w : h);
    return true;
}

bool jpeg_decode(const unsigned char *data, size_t size, int want_width, int want_height, struct image *out,
                 struct err *err)
{
    struct reader reader;
    volatile int orientation = 1;
    volatile bool done = false; /* lives across longjmp */
    set_up(&reader);
    if (setjmp(reader.escape)) {
        goto clean_up;
    }
    orientation = start_reading(&reader, data, size);
    bool lying = orientation >= 5;
    if (want_width > 0 && want_height > 0) {
        reader.jpeg.scale_num = 1;
        reader.jpeg.scale_denom =
            largest_divisor(reader.jpeg.image_width, reader.jpeg.image_height,
                            lying ? want_height : want_width, lying ? want_width : want_height);
    }
    if (!read_pixels(&reader)) {
        goto clean_up;
    }
    *out = (struct image){.width = (int)reader.jpeg.output_width,
                          .height = (int)reader.jpeg.output_height,
                          .argb = reader.argb};
    reader.argb = NULL;
    reader.memory = orientation != 1 && !turn(out, orientation);
    done = !reader.memory;
    if (!done) {
        free(out->argb);
        *out = (struct image){0};
    }
clean_up:
    free(reader.argb);
    free(reader.cmyk_row);
    jpeg_destroy_decompress(&reader.jpeg);
    return done || fail(&reader, err);
}
