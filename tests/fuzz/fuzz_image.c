/* Whatever the bytes: no crash, no picture beyond the limits, the decoded size as announced. */
#include "target.h"

#include "format/image.h"

enum { ENOUGH_PIXELS = 1 << 20 /* larger ones only cost time here */ };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err err = {0};
    struct image image;
    int width = 0, height = 0;
    if (!image_probe(data, size, &width, &height, &err)) {
        FUZZ_CHECK(err.code == ERR_INPUT && err.text[0]);
        FUZZ_CHECK(!image_decode(data, size, 0, 0, &image, &err) && !image.argb);
        return 0;
    }
    FUZZ_CHECK(width > 0 && height > 0 && width <= IMAGE_MAX_SIDE && height <= IMAGE_MAX_SIDE);
    if ((int64_t)width * height > ENOUGH_PIXELS) {
        return 0;
    }
    if (image_decode(data, size, 0, 0, &image, &err)) {
        FUZZ_CHECK(image.width == width && image.height == height);
        volatile uint32_t seen = 0;
        for (int64_t i = 0; i < (int64_t)width * height; i++) {
            seen ^= image.argb[i];
        }
    }
    image_finish(&image);
    return 0;
}
