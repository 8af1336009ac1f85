/* The draw list: a frame as plain data in design pixels. Screens append to it; sdl/replay draws it; tests
 * dump it. */
#ifndef LECTERN_UI_DRAW_H
#define LECTERN_UI_DRAW_H

#include "text/measure.h"
#include "ui/geometry.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum draw_op {
    DRAW_BOX,    /* rectangle with round corners, paint and border */
    DRAW_DISC,   /* disc that fills rect */
    DRAW_STROKE, /* open line through points with round ends */
    DRAW_TEXT,   /* one line */
    DRAW_QR,     /* modules, integer real pixels each */
    DRAW_IMAGE,
    DRAW_CLIP /* what follows is drawn inside rect only; an empty rect ends it */
};

enum paint_kind {
    PAINT_SOLID,    /* a */
    PAINT_ACROSS,   /* a - b - a from left to right, b at 45 % */
    PAINT_DIAGONAL, /* a at the top left to b at the bottom right */
    PAINT_GLOW      /* a at 80 % of the width on the top edge, fading to b */
};

struct paint {
    enum paint_kind kind;
    uint32_t a, b; /* 0xAARRGGBB */
};

enum text_align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };

struct text_style {
    int size;
    bool bold;
    uint32_t colour;
};

enum { DRAW_POINTS_MAX = 4 };

/* Pixels that somebody else owns and keeps until the list is cleared. */
struct draw_image {
    const uint32_t *argb;
    int width, height;
    uint32_t serial; /* differs for every picture of a run */
};

struct draw_command {
    enum draw_op op;
    struct rect rect; /* the command touches no pixel outside */
    union {
        struct {
            struct paint paint;
            uint32_t border_colour;
            int radius, border; /* border 0 = none; drawn inside rect */
        } box;
        uint32_t disc;
        struct {
            int count, width;
            uint32_t colour;
            struct {
                int x, y;
            } points[DRAW_POINTS_MAX];
        } stroke;
        struct {
            struct text_style style;
            size_t start, len; /* in the list's text */
            int x;             /* left edge of the line */
        } text;
        struct {
            size_t start; /* rows of bits in the list's text, as in format/qr */
            int modules;
            int quiet; /* light modules around */
        } qr;
        struct draw_image image;
    } u;
};

/* What a tap on rect, or Enter while it has the focus, means to the screen that drew it. */
struct draw_target {
    struct rect rect;
    int target, argument; /* the screen's own numbers */
};

/* Zeroed = empty. */
struct draw_list {
    const struct text_measure *measure; /* not owned */
    struct draw_command *commands;
    size_t count, capacity;
    char *text; /* all strings of this frame */
    size_t text_len, text_capacity;
    struct draw_target *targets; /* later ones lie above earlier ones */
    size_t target_count, target_capacity;
    bool failed; /* out of memory: the frame is incomplete */
};

void draw_begin(struct draw_list *list, const struct text_measure *measure); /* empties, keeps the memory */

/* A place in a list, to go back to: what was drawn after it is dropped. Targets stay. */
struct draw_mark {
    size_t count, text_len;
};
struct draw_mark draw_mark(const struct draw_list *list);
void draw_rewind(struct draw_list *list, struct draw_mark mark);

void draw_finish(struct draw_list *list);

void draw_fill(struct draw_list *list, struct rect rect, uint32_t colour);
void draw_box(struct draw_list *list, struct rect rect, int radius, struct paint paint, int border,
              uint32_t border_colour);
void draw_disc(struct draw_list *list, int centre_x, int centre_y, int radius, uint32_t colour);
void draw_stroke(struct draw_list *list, const int (*points)[2], int count, int width, uint32_t colour);
void draw_qr(struct draw_list *list, struct rect rect, const unsigned char *dark, int modules, int quiet);
void draw_image(struct draw_list *list, struct rect rect, const struct draw_image *image);
void draw_clip(struct draw_list *list, struct rect rect);
void draw_clip_end(struct draw_list *list);

void draw_target(struct draw_list *list, struct rect rect, int target, int argument);

/* One line of text[0..len), centred on rect's height, aligned in its width; cut with an ellipsis where it is
 * wider. Returns the width drawn. */
int draw_text_n(struct draw_list *list, struct rect rect, struct text_style style, enum text_align align,
                const char *text, size_t len);
int draw_text(struct draw_list *list, struct rect rect, struct text_style style, enum text_align align,
              const char *text);

/* Lines of rect's width, line_height apart from rect's top, at most max_lines and never below rect; returns
 * the height used. */
int draw_text_lines(struct draw_list *list, struct rect rect, struct text_style style, enum text_align align,
                    int line_height, size_t max_lines, const char *text);

/* The same, with lines as even as they can be: headings, where a single character on the last line looks
 * lost. */
int draw_text_balanced(struct draw_list *list, struct rect rect, struct text_style style,
                       enum text_align align, int line_height, size_t max_lines, const char *text);

int draw_text_width(const struct draw_list *list, struct text_style style, const char *text);

/* The list as text, a command a line: golden tests, and the bytes that damage compares. */
void draw_dump(const struct draw_list *list, FILE *file);

#endif
