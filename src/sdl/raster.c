#include "sdl/raster.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

static uint32_t *pixel_at(const struct raster *r, int x, int y)
{
    return r->pixels + (ptrdiff_t)y * r->stride + x;
}

/* under + (over - under) * alpha / 255, the three channels at once */
static inline uint32_t blend(uint32_t under, uint32_t over, uint32_t alpha)
{
    uint32_t keep = 255 - alpha;
    uint32_t rb = ((over & 0xFF00FF) * alpha + (under & 0xFF00FF) * keep + 0x800080) >> 8 & 0xFF00FF;
    uint32_t g = ((over & 0x00FF00) * alpha + (under & 0x00FF00) * keep + 0x008000) >> 8 & 0x00FF00;
    return alpha >= 255 ? (over & 0xFFFFFF) : (rb | g);
}

static void put(const struct raster *r, int x, int y, uint32_t argb, double coverage)
{
    if (coverage <= 0) {
        return;
    }
    uint32_t alpha = argb >> 24;
    if (coverage < 1) {
        alpha = (uint32_t)(alpha * coverage + 0.5);
    }
    uint32_t *at = pixel_at(r, x, y);
    *at = blend(*at, argb, alpha);
}

static uint32_t mix(uint32_t a, uint32_t b, double t)
{
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    uint32_t out = 0;
    for (int shift = 0; shift < 32; shift += 8) {
        double from = a >> shift & 0xFF, to = b >> shift & 0xFF;
        out |= (uint32_t)(from + (to - from) * t + 0.5) << shift;
    }
    return out;
}

enum { RAMP = 512 };

/* A paint made ready for one rectangle: gradients become a ramp of colours. */
struct brush {
    struct paint paint;
    struct rect px;
    uint32_t ramp[RAMP];
};

static void brush_init(struct brush *brush, struct paint paint, struct rect px)
{
    brush->paint = paint;
    brush->px = px;
    if (paint.kind == PAINT_SOLID) {
        return;
    }
    for (int i = 0; i < RAMP; i++) {
        double t = (double)i / (RAMP - 1);
        if (paint.kind == PAINT_ACROSS) {
            brush->ramp[i] =
                t < 0.45 ? mix(paint.a, paint.b, t / 0.45) : mix(paint.b, paint.a, (t - 0.45) / 0.55);
        } else if (paint.kind == PAINT_GLOW) {
            brush->ramp[i] = mix(paint.a, paint.b, sqrt(t)); /* looked up by the square of the distance */
        } else {
            brush->ramp[i] = mix(paint.a, paint.b, t);
        }
    }
}

/* Colours of a row, from x on, one after the other. */
static void brush_row(const struct brush *brush, int x, int y, int count, uint32_t *out)
{
    const struct rect px = brush->px;
    double w = px.w, h = px.h, fx = x - px.x, fy = y - px.y, start = 0, step;
    switch (brush->paint.kind) {
    case PAINT_ACROSS:
        step = 1 / w;
        break;
    case PAINT_DIAGONAL: {
        /* 160 degrees of CSS: mostly downwards, a little to the right */
        double dx = 0.342 * 0.5, dy = 0.94, length = dx * w + dy * h;
        start = fy * dy / length;
        step = dx / length;
        break;
    }
    case PAINT_GLOW: {
        double rx = w * 1400 / 1920, ry = h * 900 / 1080, cx = w * 0.8;
        double dy = fy / ry;
        for (int i = 0; i < count; i++) {
            double dx = (fx + i - cx) / rx, square = dx * dx + dy * dy;
            int index = square >= 1 ? RAMP - 1 : (int)(square * (RAMP - 1));
            out[i] = brush->ramp[index];
        }
        return;
    }
    case PAINT_SOLID:
    default:
        for (int i = 0; i < count; i++) {
            out[i] = brush->paint.a;
        }
        return;
    }
    for (int i = 0; i < count; i++) {
        double t = start + (fx + i) * step; /* the same whatever stretch of the row is drawn */
        int index = (int)(t * (RAMP - 1));
        out[i] = brush->ramp[index < 0 ? 0 : index >= RAMP ? RAMP - 1 : index];
    }
}

/* A stretch of a row that is covered fully. */
static void fill_span(const struct raster *r, const struct brush *brush, int x, int y, int count)
{
    uint32_t colours[256];
    uint32_t *at = pixel_at(r, x, y);
    if (brush->paint.kind == PAINT_SOLID) {
        uint32_t colour = brush->paint.a, alpha = colour >> 24;
        if (alpha == 255) {
            for (int i = 0; i < count; i++) {
                at[i] = colour & 0xFFFFFF;
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            at[i] = blend(at[i], colour, alpha);
        }
        return;
    }
    for (int done = 0; done < count; done += 256) {
        int part = count - done < 256 ? count - done : 256;
        brush_row(brush, x + done, y, part, colours);
        for (int i = 0; i < part; i++) {
            at[done + i] = colours[i] & 0xFFFFFF;
        }
    }
}

/* How much of the pixel lies inside a rectangle with round corners; x, y relative to it. */
static double corner_coverage(double x, double y, double w, double h, double radius)
{
    if (x < 0 || y < 0 || x >= w || y >= h) {
        return 0;
    }
    double cx = x + 0.5 < radius ? radius : x + 0.5 > w - radius ? w - radius : x + 0.5;
    double cy = y + 0.5 < radius ? radius : y + 0.5 > h - radius ? h - radius : y + 0.5;
    double dx = x + 0.5 - cx, dy = y + 0.5 - cy;
    if (dx == 0 || dy == 0) {
        return 1; /* beside a corner the edges lie on whole pixels */
    }
    double inside = radius - sqrt(dx * dx + dy * dy) + 0.5;
    return inside < 0 ? 0 : inside > 1 ? 1 : inside;
}

static void box_pixel(const struct raster *r, const struct brush *brush, int x, int y, int radius, int border,
                      uint32_t border_colour)
{
    struct rect px = brush->px;
    double outer = corner_coverage(x - px.x, y - px.y, px.w, px.h, radius);
    double inner = border == 0 ? outer
                               : corner_coverage(x - px.x - border, y - px.y - border, px.w - 2 * border,
                                                 px.h - 2 * border, radius > border ? radius - border : 0);
    if (border > 0) {
        put(r, x, y, border_colour, outer - ((brush->paint.a >> 24) == 0 ? inner : 0));
    }
    if (inner > 0) {
        uint32_t colour;
        brush_row(brush, x, y, 1, &colour);
        put(r, x, y, colour, inner);
    }
}

void raster_box(const struct raster *r, struct rect px, int radius, struct paint paint, int border,
                uint32_t border_colour)
{
    struct rect seen = rect_meet(px, r->clip);
    if (seen.w == 0 || seen.h == 0) {
        return;
    }
    if (radius * 2 > px.w) {
        radius = px.w / 2;
    }
    if (radius * 2 > px.h) {
        radius = px.h / 2;
    }
    struct brush brush;
    brush_init(&brush, paint, px);
    bool hollow = (paint.a >> 24) == 0;
    int edge = radius > border ? radius : border;
    for (int y = seen.y; y < seen.y + seen.h; y++) {
        bool edge_row = y < px.y + edge || y >= px.y + px.h - edge;
        /* rows through a corner: its columns pixel by pixel; between, the border alone is special */
        int side = edge_row ? edge : border;
        int left = px.x + side, right = px.x + px.w - side;
        int x = seen.x, end = seen.x + seen.w;
        for (; x < end && x < left; x++) {
            box_pixel(r, &brush, x, y, radius, border, border_colour);
        }
        int stop = right < end ? right : end;
        if (stop > x) {
            bool border_row = y < px.y + border || y >= px.y + px.h - border;
            if (border_row) {
                struct brush line = {.paint = {PAINT_SOLID, border_colour, 0}};
                fill_span(r, &line, x, y, stop - x);
            } else if (!hollow) {
                fill_span(r, &brush, x, y, stop - x);
            }
            x = stop;
        }
        for (; x < end; x++) {
            box_pixel(r, &brush, x, y, radius, border, border_colour);
        }
    }
}

void raster_disc(const struct raster *r, struct rect px, uint32_t colour)
{
    struct rect seen = rect_meet(px, r->clip);
    double radius = px.w / 2.0, cx = px.x + radius, cy = px.y + px.h / 2.0;
    for (int y = seen.y; y < seen.y + seen.h; y++) {
        for (int x = seen.x; x < seen.x + seen.w; x++) {
            double dx = x + 0.5 - cx, dy = y + 0.5 - cy;
            double inside = radius - sqrt(dx * dx + dy * dy) + 0.5;
            put(r, x, y, colour, inside > 1 ? 1 : inside);
        }
    }
}

/* A segment made ready: what does not change from pixel to pixel. */
struct segment {
    double x, y, vx, vy, per_square; /* from, way, 1 / length squared; 0 = a point */
};

static double segment_distance_squared(const struct segment *s, double x, double y)
{
    double px = x - s->x, py = y - s->y;
    double t = (px * s->vx + py * s->vy) * s->per_square;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    double dx = px - t * s->vx, dy = py - t * s->vy;
    return dx * dx + dy * dy;
}

/* Widens [*from, *to) by the pixels of row y that lie within reach of the segment, and a few more. */
static void segment_reach(const struct segment *s, double y, double reach, double *from, double *to)
{
    double low = fmin(s->y, s->y + s->vy) - reach, high = fmax(s->y, s->y + s->vy) + reach;
    if (y < low || y > high) {
        return;
    }
    /* the part of the segment that is no farther than reach above or below the row */
    double t0 = 0, t1 = 1;
    if (s->vy != 0) {
        double a = (y - reach - s->y) / s->vy, b = (y + reach - s->y) / s->vy;
        t0 = fmin(fmax(fmin(a, b), 0), 1);
        t1 = fmax(fmin(fmax(a, b), 1), 0);
    }
    double x0 = s->x + t0 * s->vx, x1 = s->x + t1 * s->vx;
    *from = fmin(*from, fmin(x0, x1) - reach);
    *to = fmax(*to, fmax(x0, x1) + reach);
}

void raster_stroke(const struct raster *r, const double (*points)[2], int count, double width,
                   uint32_t colour)
{
    double reach = width / 2 + 1;
    double inner = fmax(width / 2 - 0.5, 0), outer = width / 2 + 0.5, whole = inner * inner,
           none = outer * outer;
    struct segment segments[DRAW_POINTS_MAX];
    int segment_count = 0;
    double top = points[0][1], bottom = top;
    for (int i = 0; i + 1 < count && i < DRAW_POINTS_MAX; i++) {
        double vx = points[i + 1][0] - points[i][0], vy = points[i + 1][1] - points[i][1];
        double square = vx * vx + vy * vy;
        segments[segment_count++] =
            (struct segment){points[i][0], points[i][1], vx, vy, square > 0 ? 1 / square : 0};
        top = fmin(top, points[i + 1][1]);
        bottom = fmax(bottom, points[i + 1][1]);
    }
    int first = (int)floor(top - reach), last = (int)ceil(bottom + reach);
    int clip_right = r->clip.x + r->clip.w, clip_bottom = r->clip.y + r->clip.h;
    for (int y = first > r->clip.y ? first : r->clip.y; y <= last && y < clip_bottom; y++) {
        double from = 1e9, to = -1e9;
        for (int i = 0; i < segment_count; i++) {
            segment_reach(&segments[i], y + 0.5, reach, &from, &to);
        }
        int x = from > r->clip.x ? (from < clip_right ? (int)from : clip_right) : r->clip.x;
        for (; x < clip_right && x <= to; x++) {
            double least = segment_distance_squared(&segments[0], x + 0.5, y + 0.5);
            for (int i = 1; i < segment_count && least >= whole; i++) {
                least = fmin(least, segment_distance_squared(&segments[i], x + 0.5, y + 0.5));
            }
            /* the root is taken on the edge alone */
            if (least < whole) {
                put(r, x, y, colour, 1);
            } else if (least < none) {
                put(r, x, y, colour, width / 2 - sqrt(least) + 0.5);
            }
        }
    }
}

void raster_coverage(const struct raster *r, int x, int y, const unsigned char *alpha, int width, int height,
                     uint32_t colour)
{
    struct rect seen = rect_meet((struct rect){x, y, width, height}, r->clip);
    uint32_t strength = colour >> 24;
    for (int row = seen.y; row < seen.y + seen.h; row++) {
        const unsigned char *from = alpha + (ptrdiff_t)(row - y) * width + (seen.x - x);
        uint32_t *to = pixel_at(r, seen.x, row);
        for (int i = 0; i < seen.w; i++) {
            if (from[i]) {
                to[i] = blend(to[i], colour, strength == 255 ? from[i] : from[i] * strength / 255);
            }
        }
    }
}

void raster_qr(const struct raster *r, struct rect px, const unsigned char *dark, int modules, int quiet)
{
    int side = px.w < px.h ? px.w : px.h, across = modules + 2 * quiet;
    int module = side / across > 0 ? side / across : 1;
    int left = px.x + (px.w - module * across) / 2, top = px.y + (px.h - module * across) / 2;
    struct rect light = {left, top, module * across, module * across};
    raster_box(r, light, 0, (struct paint){PAINT_SOLID, 0xFFFFFFFFu, 0}, 0, 0);
    for (int y = 0; y < modules; y++) {
        for (int x = 0; x < modules; x++) {
            int bit = y * modules + x;
            if (dark[bit / 8] >> (bit % 8) & 1) {
                struct rect square = {left + (x + quiet) * module, top + (y + quiet) * module, module,
                                      module};
                raster_box(r, square, 0, (struct paint){PAINT_SOLID, 0xFF000000u, 0}, 0, 0);
            }
        }
    }
}
