#include "format/image.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <jpeglib.h>

#include "base/buf.h"
#include "base/files.h"

static void read_file(const char *path, struct buf *out)
{
    *out = (struct buf){0};
    assert_true(files_read(path, 32u << 20, out, NULL));
}

static const unsigned char *bytes(const struct buf *buf)
{
    return (const unsigned char *)buf->data;
}

static void writes_png_and_reads_it(void **state)
{
    (void)state;
    static const uint32_t pixels[] = {0xFF112233, 0xFFFFFFFF, 0xDEADBEEF, 0xFF000000, 0xFFABCDEF, 0xDEADBEEF};
    char path[] = "/tmp/lectern-image-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    assert_true(image_write_png(path, pixels, 2, 2, 3, NULL));
    struct buf file;
    read_file(path, &file);
    struct image image;
    int width = 0, height = 0;
    assert_true(image_probe(bytes(&file), file.len, &width, &height, NULL));
    assert_int_equal(width, 2);
    assert_int_equal(height, 2);
    assert_true(image_decode(bytes(&file), file.len, 0, 0, &image, NULL));
    static const uint32_t wanted[] = {0xFF112233, 0xFFFFFFFF, 0xFF000000, 0xFFABCDEF};
    assert_memory_equal(image.argb, wanted, sizeof wanted);
    image_finish(&image);
    unlink(path);
    buf_finish(&file);
    struct err err = {0};
    assert_false(image_write_png("/no/such/folder/x.png", pixels, 2, 2, 3, &err));
    assert_true(err.code != ERR_NONE);
}

static void refuses_cut_and_foreign_files(void **state)
{
    (void)state;
    static const char *const pictures[] = {TEST_SOURCE_DIR "/assets/demo/talks/tingji.png",
                                           TEST_SOURCE_DIR "/assets/demo/talks/yinhuan.jpg"};
    for (size_t i = 0; i < 2; i++) {
        struct buf file;
        struct image image;
        struct err err = {0};
        read_file(pictures[i], &file);
        assert_true(image_decode(bytes(&file), file.len, 0, 0, &image, &err));
        assert_int_equal(image.width, 1200);
        image_finish(&image);
        static const unsigned parts[] = {0, 1, 2, 3, 8, 20, 100, 1000};
        for (size_t k = 0; k < 8; k++) {
            assert_false(image_decode(bytes(&file), parts[k], 0, 0, &image, &err));
            assert_null(image.argb);
        }
        assert_false(image_decode(bytes(&file), file.len / 2, 0, 0, &image, &err));
        assert_false(image_decode(bytes(&file), file.len - 200, 1, 1, &image, &err));
        assert_int_equal(err.code, ERR_INPUT);
        buf_finish(&file);
    }
    struct image image;
    struct err err = {0};
    assert_false(image_decode((const unsigned char *)"GIF89a....", 10, 0, 0, &image, &err));
    assert_int_equal(err.code, ERR_INPUT);
}

/* A header that promises 60000 x 60000 must be refused before anything is allocated. */
static void refuses_bombs_by_their_header(void **state)
{
    (void)state;
    unsigned char png[64] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'};
    static const unsigned sides[][2] = {{60000, 60000}, {16385, 1}, {1, 16385}, {16384, 16384}, {0, 1}};
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        for (int k = 0; k < 4; k++) {
            png[16 + k] = (unsigned char)(sides[i][0] >> (24 - 8 * k));
            png[20 + k] = (unsigned char)(sides[i][1] >> (24 - 8 * k));
        }
        int width = -1, height = -1;
        struct image image;
        struct err err = {0};
        assert_false(image_probe(png, sizeof png, &width, &height, &err));
        assert_int_equal(err.code, ERR_INPUT);
        assert_false(image_decode(png, sizeof png, 0, 0, &image, &err));
    }
}

/* A small JPEG made on the spot: the upper left quarter red, the rest blue, with an EXIF orientation where
 * asked for. */
static void make_jpeg(int width, int height, int orientation, J_COLOR_SPACE space, unsigned char **out,
                      unsigned long *size)
{
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    *out = NULL;
    *size = 0;
    jpeg_mem_dest(&jpeg, out, size);
    jpeg.image_width = (JDIMENSION)width;
    jpeg.image_height = (JDIMENSION)height;
    jpeg.input_components = space == JCS_CMYK ? 4 : 3;
    jpeg.in_color_space = space;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, 95, TRUE);
    jpeg_start_compress(&jpeg, TRUE);
    if (orientation > 0) {
        unsigned char exif[] = "Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x01\0\0\0\0\0\0";
        exif[25] = (unsigned char)orientation;
        jpeg_write_marker(&jpeg, JPEG_APP0 + 1, exif, sizeof exif - 1);
    }
    unsigned char row[4 * 64];
    while (jpeg.next_scanline < jpeg.image_height) {
        bool upper = jpeg.next_scanline < jpeg.image_height / 2;
        for (int x = 0; x < width; x++) {
            bool red = upper && x < width / 2;
            if (space == JCS_CMYK) {
                memcpy(row + 4 * x, red ? "\xFF\0\0\xFF" : "\0\0\xFF\xFF",
                       4); /* inverted, as Adobe does it */
            } else {
                memcpy(row + 3 * x, red ? "\xFF\0\0" : "\0\0\xFF", 3);
            }
        }
        JSAMPROW rows = row;
        jpeg_write_scanlines(&jpeg, &rows, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
}

static bool is_red(uint32_t argb)
{
    return argb >> 24 == 0xFF && (argb >> 16 & 0xFF) > 200 && (argb & 0xFF) < 60;
}

static void turns_jpegs_upright(void **state)
{
    (void)state;
    for (int orientation = 0; orientation <= 8; orientation++) {
        unsigned char *data;
        unsigned long size;
        make_jpeg(64, 16, orientation, JCS_RGB, &data, &size);
        int width = 0, height = 0;
        struct image image;
        assert_true(image_probe(data, size, &width, &height, NULL));
        assert_true(image_decode(data, size, 0, 0, &image, NULL));
        assert_int_equal(image.width, width);
        assert_int_equal(image.height, height);
        assert_int_equal(width, orientation >= 5 ? 16 : 64);
        const uint32_t *bottom = image.argb + (size_t)width * (size_t)(height - 1);
        const uint32_t corners[] = {image.argb[0], image.argb[width - 1], bottom[width - 1], bottom[0]};
        for (int corner = 0; corner < 4; corner++) { /* clockwise; the red one wanders with the orientation */
            bool red = corner == (orientation == 0 ? 0 : (orientation - 1) % 4);
            assert_int_equal(is_red(corners[corner]), red);
        }
        image_finish(&image);
        free(data);
    }
}

static void scales_jpegs_down(void **state)
{
    (void)state;
    unsigned char *data;
    unsigned long size;
    make_jpeg(64, 64, 0, JCS_RGB, &data, &size);
    static const int wanted[][2] = {{0, 64}, {1, 8}, {8, 8}, {9, 16}, {20, 32}, {33, 64}, {100, 64}};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        struct image image;
        assert_true(image_decode(data, size, wanted[i][0], wanted[i][0], &image, NULL));
        assert_int_equal(image.width, wanted[i][1]);
        assert_true(is_red(image.argb[0]));
        image_finish(&image);
    }
    free(data);
}

static void reads_cmyk(void **state)
{
    (void)state;
    unsigned char *data;
    unsigned long size;
    struct image image;
    make_jpeg(16, 8, 0, JCS_CMYK, &data, &size);
    assert_true(image_decode(data, size, 0, 0, &image, NULL));
    assert_true(is_red(image.argb[0]));
    image_finish(&image);
    free(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_png_and_reads_it),
        cmocka_unit_test(refuses_cut_and_foreign_files),
        cmocka_unit_test(refuses_bombs_by_their_header),
        cmocka_unit_test(turns_jpegs_upright),
        cmocka_unit_test(scales_jpegs_down),
        cmocka_unit_test(reads_cmyk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
