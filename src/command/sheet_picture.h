/* A contact sheet: many pictures of one size, made small, in rows on one picture. */
#ifndef LECTERN_COMMAND_SHEET_PICTURE_H
#define LECTERN_COMMAND_SHEET_PICTURE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sheet_picture {
    uint32_t *pixels; /* owned */
    int width, height, thumb_w, thumb_h, from_w, from_h;
    size_t count; /* added so far */
};

/* For most pictures of w x h. */
bool sheet_picture_start(struct sheet_picture *sheet, int w, int h, size_t most, struct err *err);

/* stride in pixels. Every pixel of the small picture is the mean of those it stands for. */
void sheet_picture_add(struct sheet_picture *sheet, const uint32_t *argb, int stride);
bool sheet_picture_write(const struct sheet_picture *sheet, const char *path, struct err *err);
void sheet_picture_finish(struct sheet_picture *sheet); /* accepts the zeroed struct */

#endif
