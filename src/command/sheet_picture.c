#include "command/sheet_picture.h"

#include "format/image.h"

#include <stdlib.h>

enum { COLUMNS = 4, THUMB_W = 640, GAP = 16, GROUND = 0x808080 };

bool sheet_picture_start(struct sheet_picture *sheet, int w, int h, size_t most, struct err *err)
{
    int rows = (int)((most + COLUMNS - 1) / COLUMNS);
    int thumb_w = w < THUMB_W ? w : THUMB_W, thumb_h = (int)((long long)thumb_w * h / w);
    *sheet = (struct sheet_picture){.width = COLUMNS * (thumb_w + GAP) + GAP,
                                    .height = rows * (thumb_h + GAP) + GAP,
                                    .thumb_w = thumb_w,
                                    .thumb_h = thumb_h,
                                    .from_w = w,
                                    .from_h = h};
    size_t pixels = (size_t)sheet->width * (size_t)sheet->height;
    sheet->pixels = malloc(pixels * sizeof *sheet->pixels);
    if (!sheet->pixels) {
        return err_memory(err);
    }
    for (size_t i = 0; i < pixels; i++) {
        sheet->pixels[i] = GROUND;
    }
    return true;
}

static uint32_t mean(const uint32_t *argb, int stride, int left, int top, int right, int bottom)
{
    uint64_t red = 0, green = 0, blue = 0;
    uint64_t count = (uint64_t)(right - left) * (uint64_t)(bottom - top);
    for (int y = top; y < bottom; y++) {
        for (int x = left; x < right; x++) {
            uint32_t pixel = argb[(ptrdiff_t)y * stride + x];
            red += pixel >> 16 & 0xFF;
            green += pixel >> 8 & 0xFF;
            blue += pixel & 0xFF;
        }
    }
    return (uint32_t)(red / count << 16 | green / count << 8 | blue / count);
}

void sheet_picture_add(struct sheet_picture *sheet, const uint32_t *argb, int stride)
{
    int column = (int)(sheet->count % COLUMNS), row = (int)(sheet->count / COLUMNS);
    int at_x = GAP + column * (sheet->thumb_w + GAP), at_y = GAP + row * (sheet->thumb_h + GAP);
    for (int y = 0; y < sheet->thumb_h; y++) {
        int top = (int)((long long)y * sheet->from_h / sheet->thumb_h);
        int bottom = (int)((y + 1LL) * sheet->from_h / sheet->thumb_h);
        for (int x = 0; x < sheet->thumb_w; x++) {
            int left = (int)((long long)x * sheet->from_w / sheet->thumb_w);
            int right = (int)((x + 1LL) * sheet->from_w / sheet->thumb_w);
            sheet->pixels[(ptrdiff_t)(at_y + y) * sheet->width + at_x + x] =
                mean(argb, stride, left, top, right, bottom);
        }
    }
    sheet->count++;
}

bool sheet_picture_write(const struct sheet_picture *sheet, const char *path, struct err *err)
{
    return image_write_png(path, sheet->pixels, sheet->width, sheet->height, sheet->width, err);
}

void sheet_picture_finish(struct sheet_picture *sheet)
{
    free(sheet->pixels);
    *sheet = (struct sheet_picture){0};
}
