/* Shapes on a buffer of 0x00RRGGBB pixels, in real pixels, with smooth edges. */
#ifndef LECTERN_SDL_RASTER_H
#define LECTERN_SDL_RASTER_H

#include "ui/draw.h"

#include <stdint.h>

/* Where to draw; nothing is touched outside clip. */
struct raster {
    uint32_t *pixels; /* not owned */
    int width, height;
    int stride;       /* pixels a row */
    struct rect clip; /* real pixels */
};

void raster_box(const struct raster *raster, struct rect px, int radius, struct paint paint, int border,
                uint32_t border_colour);
void raster_disc(const struct raster *raster, struct rect px, uint32_t colour);
void raster_stroke(const struct raster *raster, const double (*points)[2], int count, double width,
                   uint32_t colour);

/* Coverage of width x height at x, y in that colour. */
void raster_coverage(const struct raster *raster, int x, int y, const unsigned char *alpha, int width,
                     int height, uint32_t colour);

/* Whole pixels a module, in the middle of px, black on white with the quiet zone (ISO/IEC 18004: 4 modules),
 * whatever ground is under it: light-on-dark codes were read 0 times of 10 (DESIGN 10), so no theme has a
 * say. */
void raster_qr(const struct raster *raster, struct rect px, const unsigned char *dark, int modules,
               int quiet);

#endif
