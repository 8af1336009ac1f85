/* The screen's shape in design pixels. */
#ifndef LECTERN_UI_GEOMETRY_H
#define LECTERN_UI_GEOMETRY_H

#include "base/rect.h"

/* The drawing area: 1920x1080 in landscape, 1080x1920 in portrait, longer on one side where the screen's
 * shape asks. */
struct canvas {
    int w, h;
    bool portrait;
};

/* Fits a screen of px_w x px_h real pixels; *scale becomes real pixels a design pixel. */
struct canvas canvas_for(int px_w, int px_h, double *scale);

#endif
