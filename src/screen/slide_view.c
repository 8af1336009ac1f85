#include "screen/slide_view.h"

#include "ui/theme.h"

#include <string.h>

static const int point_titles[] = {72, 64, 56, 48, 0}, point_bodies[] = {46, 42, 38, 34, 30, 0};
enum { POINT_TITLE_LINES = 3, LINE_LEAST_H = 2 };

const struct slide_look slide_look_talk = {THEME_SLIDE_TITLE, THEME_SLIDE_INK, THEME_GOLD,
                                           THEME_SLIDE_MUTED, 0xFF5A4638u,     THEME_SLIDE_PANEL};
const struct slide_look slide_look_keypoint = {THEME_INK,   THEME_INK,  THEME_PRIMARY,
                                               THEME_MUTED, THEME_LINE, THEME_HEAD};

struct slide_frame slide_keypoint_frame(struct rect rect)
{
    return (struct slide_frame){.whole = rect,
                                .rect = rect,
                                .title_sizes = point_titles,
                                .body_sizes = point_bodies,
                                .most_title_lines = POINT_TITLE_LINES};
}

static uint32_t colour_of(const struct slide_look *look, enum slide_role role)
{
    switch (role) {
    case SLIDE_TITLE:
        return look->title;
    case SLIDE_ACCENT:
        return look->accent;
    case SLIDE_MUTED:
        return look->muted;
    case SLIDE_LINE:
        return look->line;
    case SLIDE_PANEL:
        return look->panel;
    case SLIDE_INK:
        break;
    }
    return look->ink;
}

/* The largest rectangle of the picture's shape in the middle of the frame. */
static struct rect fit_picture(struct rect frame, const struct draw_image *image)
{
    struct rect fit = frame;
    if ((long long)image->width * frame.h > (long long)image->height * frame.w) {
        fit.h = (int)((long long)frame.w * image->height / image->width);
    } else {
        fit.w = (int)((long long)frame.h * image->width / image->height);
    }
    fit.x += (frame.w - fit.w) / 2;
    fit.y += (frame.h - fit.h) / 2;
    return fit;
}

/* Until the picture is there its words stand in its place. want: the place it has on the large screen, so
 * that what was loaded for a small one does there as well. */
static void draw_picture(struct draw_list *list, const struct screen_view *view,
                         const struct slide_part *part, const struct slide_look *look, struct rect want)
{
    const struct screen_host *host = view->host;
    const struct draw_image *image =
        host && host->picture ? host->picture(host->context, part->image->image, want.w, want.h) : NULL;
    if (image && image->width > 0 && image->height > 0) {
        draw_image(list, fit_picture(part->rect, image), image);
        return;
    }
    draw_box(list, part->rect, part->radius, (struct paint){PAINT_SOLID, look->panel, 0}, 0, 0);
    draw_text(list, rect_inset(part->rect, 24, 0), (struct text_style){THEME_BODY, false, look->muted},
              ALIGN_CENTRE, part->image->content.text);
}

static void draw_part(struct draw_list *list, const struct screen_view *view, const struct slide_part *part,
                      const struct slide_look *look, struct rect want)
{
    uint32_t colour = colour_of(look, part->role);
    switch (part->kind) {
    case SLIDE_TEXT: {
        const char *text = part->text ? part->text : part->number;
        draw_text_n(list, part->rect, (struct text_style){part->size, part->bold, colour}, ALIGN_LEFT, text,
                    part->text ? part->len : strlen(text));
        break;
    }
    case SLIDE_DISC: {
        int radius = part->rect.w / 2;
        draw_disc(list, part->rect.x + radius, part->rect.y + radius, radius, colour);
        break;
    }
    case SLIDE_BOX:
        draw_box(list, part->rect, part->radius, (struct paint){PAINT_SOLID, colour, 0}, 0, 0);
        break;
    case SLIDE_IMAGE:
        draw_picture(list, view, part, look, want);
        break;
    }
}

bool slide_draw(struct draw_list *list, const struct screen_view *view, const struct slide *slide,
                struct slide_sizes sizes, const struct slide_look *look, const struct slide_frame *frame,
                int step, int *top_y)
{
    struct slide_layout layout = {0};
    slide_layout(slide, sizes, frame, list->measure, &layout);
    for (size_t i = 0; i < layout.count; i++) {
        if (layout.parts[i].step - slide->steps_before <= step) {
            draw_part(list, view, &layout.parts[i], look, layout.parts[i].rect);
        }
    }
    if (top_y) {
        *top_y = layout.top_y;
    }
    bool whole = !layout.cut;
    list->failed |= layout.failed;
    slide_layout_finish(&layout);
    return whole;
}

static int scaled(int length, int into_w, int from_w)
{
    return (int)((long long)length * into_w / from_w);
}

static struct slide_part shrink(const struct slide_part *part, int from_w, struct rect into)
{
    struct slide_part small = *part;
    small.rect = (struct rect){into.x + scaled(part->rect.x, into.w, from_w),
                               into.y + scaled(part->rect.y, into.w, from_w),
                               scaled(part->rect.w, into.w, from_w), scaled(part->rect.h, into.w, from_w)};
    small.size = scaled(part->size, into.w, from_w);
    small.radius = scaled(part->radius, into.w, from_w);
    small.rect.w +=
        part->kind == SLIDE_TEXT ? small.size : 0; /* letters do not shrink evenly: none is to be cut */
    return small;
}

void slide_draw_small(struct draw_list *list, const struct screen_view *view, const struct slide *slide,
                      struct slide_sizes sizes, const struct slide_look *look,
                      const struct slide_frame *frame, int step, int from_w, struct rect into)
{
    struct slide_layout layout = {0};
    slide_layout(slide, sizes, frame, list->measure, &layout);
    for (size_t i = 0; i < layout.count; i++) {
        if (layout.parts[i].step - slide->steps_before <= step) {
            struct slide_part part = shrink(&layout.parts[i], from_w, into);
            draw_part(list, view, &part, look, layout.parts[i].rect);
        }
    }
    list->failed |= layout.failed;
    slide_layout_finish(&layout);
}
