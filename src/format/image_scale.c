#include "format/image_scale.h"

#include <stdlib.h>
#include <string.h>

enum { CHANNELS = 4 };

/* Sums of one row to come, alpha last; colours weigh as much as they are seen. */
struct scaler {
    int from_w, from_h, to_w, to_h;
    float *row, *sum;
};

/* The columns that a column to come stands for, with what of each belongs to it. */
static void reduce_row(const struct scaler *s, const uint32_t *pixels)
{
    double step = (double)s->from_w / s->to_w;
    for (int x = 0; x < s->to_w; x++) {
        double from = x * step, to = (x + 1) * step;
        float *out = s->row + (size_t)x * CHANNELS;
        out[0] = out[1] = out[2] = out[3] = 0;
        for (int i = (int)from; i < s->from_w && i < to; i++) {
            double left = i > from ? i : from, right = i + 1 < to ? i + 1 : to;
            uint32_t pixel = pixels[i];
            float alpha = (float)((right - left) / step) * (float)(pixel >> 24);
            out[0] += alpha * (float)(pixel >> 16 & 0xFF);
            out[1] += alpha * (float)(pixel >> 8 & 0xFF);
            out[2] += alpha * (float)(pixel & 0xFF);
            out[3] += alpha;
        }
    }
}

static void add_row(const struct scaler *s, float weight)
{
    for (int i = 0; i < s->to_w * CHANNELS; i++) {
        s->sum[i] += weight * s->row[i];
    }
}

static uint32_t channel(float sum, float alpha)
{
    float value = sum / alpha + 0.5f;
    return value > 255 ? 255 : (uint32_t)value;
}

static void put_row(const struct scaler *s, uint32_t *out)
{
    for (int x = 0; x < s->to_w; x++) {
        const float *sum = s->sum + (size_t)x * CHANNELS;
        uint32_t alpha = channel(sum[3], 1);
        out[x] = alpha == 0 ? 0
                            : alpha << 24 | channel(sum[0], sum[3]) << 16 | channel(sum[1], sum[3]) << 8 |
                                  channel(sum[2], sum[3]);
    }
    memset(s->sum, 0, (size_t)s->to_w * CHANNELS * sizeof *s->sum);
}

/* In place: a row to come is written over rows that were read before. */
static void scale_rows(const struct scaler *s, uint32_t *argb)
{
    double step = (double)s->from_h / s->to_h;
    int at = 0;
    for (int y = 0; y < s->from_h; y++) {
        double end = (at + 1) * step;
        reduce_row(s, argb + (size_t)y * (size_t)s->from_w);
        if (y + 1 < end || at + 1 == s->to_h) {
            add_row(s, (float)(1 / step));
            continue;
        }
        add_row(s, (float)((end - y) / step));
        put_row(s, argb + (size_t)at * (size_t)s->to_w);
        at++;
        add_row(s, (float)((y + 1 - end) / step));
    }
    if (at < s->to_h) {
        put_row(s, argb + (size_t)at * (size_t)s->to_w);
    }
}

static int scaled(int length, int to, int from)
{
    int out = (int)(((long long)length * to + from / 2) / from);
    return out > 0 ? out : 1;
}

bool image_scale_down(struct image *image, int max_w, int max_h)
{
    if (max_w <= 0 || max_h <= 0 || (image->width <= max_w && image->height <= max_h)) {
        return true;
    }
    bool wide = (long long)image->width * max_h > (long long)image->height * max_w;
    struct scaler s = {.from_w = image->width,
                       .from_h = image->height,
                       .to_w = wide ? max_w : scaled(image->width, max_h, image->height),
                       .to_h = wide ? scaled(image->height, max_w, image->width) : max_h};
    s.row = malloc((size_t)s.to_w * CHANNELS * sizeof *s.row);
    s.sum = calloc((size_t)s.to_w * CHANNELS, sizeof *s.sum);
    bool done = s.row && s.sum;
    if (done) {
        scale_rows(&s, image->argb);
        uint32_t *smaller = realloc(image->argb, (size_t)s.to_w * (size_t)s.to_h * sizeof *smaller);
        image->argb = smaller ? smaller : image->argb;
        image->width = s.to_w;
        image->height = s.to_h;
    }
    free(s.row);
    free(s.sum);
    return done;
}
