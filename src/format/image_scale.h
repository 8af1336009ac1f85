/* Pictures made smaller: every pixel is the mean of those that it stands for, so that thin lines and small
 * letters of a photographed page stay. */
#ifndef LECTERN_FORMAT_IMAGE_SCALE_H
#define LECTERN_FORMAT_IMAGE_SCALE_H

#include "format/image.h"

#include <stdbool.h>

/* Fits the picture into max_w x max_h px, keeping its shape; a picture that fits, and 0 for both, leave it as
 * it is. False when out of memory: the picture is as it was. */
bool image_scale_down(struct image *image, int max_w, int max_h);

#endif
