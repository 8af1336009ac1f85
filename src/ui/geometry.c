#include "ui/geometry.h"

#include <math.h>

struct canvas canvas_for(int px_w, int px_h, double *scale)
{
    bool portrait = px_h > px_w;
    double least_w = portrait ? 1080 : 1920, least_h = portrait ? 1920 : 1080;
    *scale = fmin(px_w / least_w, px_h / least_h);
    if (*scale < 0.1) {
        *scale = 0.1;
    }
    /* rounded up: a last column that is only partly on the screen must be drawn too */
    return (struct canvas){
        .w = (int)ceil(px_w / *scale - 1e-6), .h = (int)ceil(px_h / *scale - 1e-6), .portrait = portrait};
}
