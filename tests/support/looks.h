/* Rules of looks that a machine can hold (DESIGN 7): nothing below 24 design px, nothing outside the canvas,
 * no two texts on each other, contrast of 4.5:1, targets of 88 px. */
#ifndef LECTERN_TESTS_LOOKS_H
#define LECTERN_TESTS_LOOKS_H

#include "ui/draw.h"
#include "ui/theme.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>

enum { TEXTS_MAX = 512 };

struct placed_text {
    struct rect tight;
    const struct draw_command *command;
};

__attribute__((unused)) static double channel(uint32_t value)
{
    double c = value / 255.0;
    return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

__attribute__((unused)) static double luminance(uint32_t colour)
{
    return 0.2126 * channel(colour >> 16 & 0xFF) + 0.7152 * channel(colour >> 8 & 0xFF) +
           0.0722 * channel(colour & 0xFF);
}

/* WCAG 2.1, 1.4.3 */
__attribute__((unused)) static double contrast(uint32_t a, uint32_t b)
{
    double x = luminance(a), y = luminance(b);
    return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

__attribute__((unused)) static bool contains(struct rect outer, struct rect inner)
{
    return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w &&
           inner.y + inner.h <= outer.y + outer.h;
}

/* The colours that lie under a point: one of a solid box, two of a gradient. */
__attribute__((unused)) static int colours_under(const struct draw_list *list, size_t before, int x, int y,
                                                 uint32_t out[2])
{
    int count = 0;
    struct rect clip = {0, 0, 100000, 100000};
    for (size_t i = 0; i < before; i++) {
        const struct draw_command *c = &list->commands[i];
        if (c->op == DRAW_CLIP) {
            clip = rect_is_empty(c->rect) ? (struct rect){0, 0, 100000, 100000} : c->rect;
        }
        bool disc = c->op == DRAW_DISC, box = c->op == DRAW_BOX && (c->u.box.paint.a >> 24) > 0xF0;
        if ((disc || box) && rect_has(rect_meet(c->rect, clip), x, y)) {
            out[0] = disc ? c->u.disc : c->u.box.paint.a;
            out[1] = box && c->u.box.paint.kind != PAINT_SOLID ? c->u.box.paint.b : out[0];
            count = 2;
        }
    }
    return count;
}

__attribute__((unused)) static void check_texts(const struct draw_list *list, struct canvas canvas,
                                                const char *where)
{
    struct placed_text texts[TEXTS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct draw_command *c = &list->commands[i];
        if (c->op == DRAW_BOX && (c->u.box.paint.a >> 24) > 0x80) {
            /* what a box covers is not seen any more (a veil dims it: it is not looked at either) */
            size_t kept = 0;
            for (size_t t = 0; t < count; t++) {
                if (!rect_meets(c->rect, texts[t].tight) ||
                    (c->rect.w < 200 && !contains(c->rect, texts[t].tight))) {
                    texts[kept++] = texts[t];
                }
            }
            count = kept;
        }
        if (c->op != DRAW_TEXT) {
            continue;
        }
        const char *text = list->text + c->u.text.start;
        const struct text_style *style = &c->u.text.style;
        int width = text_width(list->measure, style->size, style->bold, text, c->u.text.len);
        struct rect tight = {c->u.text.x, c->rect.y + c->rect.h / 2 - style->size * 45 / 100, width,
                             style->size * 9 / 10};
        if (style->size < THEME_TINY) {
            fail_msg("%s: \"%s\" is smaller than %d px", where, text, THEME_TINY);
        }
        if (!contains((struct rect){0, 0, canvas.w, canvas.h}, tight)) {
            fail_msg("%s: \"%s\" reaches out of the canvas", where, text);
        }
        for (size_t t = 0; t < count; t++) {
            if (rect_meets(texts[t].tight, tight)) {
                fail_msg("%s: \"%s\" and \"%s\" lie on each other", where,
                         list->text + texts[t].command->u.text.start, text);
            }
        }
        uint32_t under[2];
        if (colours_under(list, i, tight.x + tight.w / 2, tight.y + tight.h / 2, under) == 2) {
            double least = fmin(contrast(style->colour, under[0]), contrast(style->colour, under[1]));
            if (least < 4.5) {
                fail_msg("%s: \"%s\" has a contrast of %.1f", where, text, least);
            }
        }
        assert_true(count < TEXTS_MAX);
        texts[count++] = (struct placed_text){tight, c};
    }
}

__attribute__((unused)) static void check_targets(const struct draw_list *list, struct canvas canvas,
                                                  const char *where)
{
    for (size_t i = 0; i < list->target_count; i++) {
        struct rect rect = list->targets[i].rect;
        struct rect seen = rect_meet(rect, (struct rect){0, 0, canvas.w, canvas.h});
        /* a lecture of half an hour is as high as half an hour: its row on the home screen is the large one
         */
        bool in_grid = strstr(where, "programme") && list->targets[i].target == 2;
        bool in_contents = strstr(where, "keypoints") && list->targets[i].target == 1;
        int least_h = in_grid ? 30 : in_contents ? 56 : THEME_TOUCH;
        if (list->targets[i].target >= 0 && (seen.w < THEME_TOUCH || seen.h < least_h)) {
            fail_msg("%s: target %d is %dx%d", where, list->targets[i].target, seen.w, seen.h);
        }
    }
}

#endif
