#include "screen/slide_view.h"

#include "ui/theme.h"
#include "ui/widgets.h"

#include <stdio.h>
#include <string.h>

static const int point_titles[] = {72, 64, 56, 48, 0}, point_bodies[] = {46, 42, 38, 34, 30, 0};
enum { POINT_TITLE_LINES = 3, LINE_LEAST_H = 2 };

const struct slide_look slide_look_talk = {THEME_SLIDE_TITLE, THEME_SLIDE_INK, THEME_GOLD,
                                           THEME_SLIDE_MUTED, 0xFF5A4638u,     THEME_SLIDE_PANEL,
                                           0xFF7A5A22u,       0xFF7BD69Bu};
const struct slide_look slide_look_keypoint = {THEME_INK,  THEME_INK,  THEME_PRIMARY, THEME_MUTED,
                                               THEME_LINE, THEME_HEAD, THEME_LINE,    THEME_OK};

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

/* --- votes --- */

enum { LEAST_SIZE = 24, SIZE_STEP = 2 }; /* of words that have to fit beside others */

static void draw_count(struct draw_list *list, const struct slide_part *part, const struct slide_look *look,
                       const struct vote_count *count, bool right)
{
    char text[48];
    int pad = part->size / 3, tick_w = part->size * 6 / 10;
    struct rect at = rect_inset(part->rect, pad, 0);
    at = rect_cut_right(&at, part->votes_w - pad);
    struct rect tick = rect_cut_right(&at, tick_w); /* free where none is drawn: the numbers stay in line */
    if (right) {
        widget_tick(list, (struct rect){tick.x, tick.y + (tick.h - tick_w) / 2, tick_w, tick_w}, tick_w / 6,
                    look->right);
    }
    rect_cut_right(&at, pad);
    snprintf(text, sizeof text, "%d · 100%%", count->total); /* the widest there is: all rows in one size */
    struct text_style style = {part->size * 7 / 10, true, look->ink};
    while (style.size > LEAST_SIZE && draw_text_width(list, style, text) > at.w) {
        style.size -= SIZE_STEP;
    }
    snprintf(text, sizeof text, "%d · %d%%", count->votes[part->choice - 1],
             vote_percent(count, part->choice));
    draw_text(list, at, style, ALIGN_RIGHT, text);
}

static void draw_choice(struct draw_list *list, const struct slide_part *part, const struct slide_look *look,
                        const struct slide_votes *votes)
{
    bool right = votes && votes->answer == part->choice, chosen = votes && votes->chosen == part->choice;
    int border = part->size / 8;
    draw_box(list, part->rect, part->radius, (struct paint){PAINT_SOLID, look->panel, 0},
             right || chosen ? border : 0, right ? look->right : look->accent);
    if (!votes || !votes->count) {
        return;
    }
    struct rect bar = rect_inset(part->rect, right || chosen ? border : 0, right || chosen ? border : 0);
    bar.w = (int)((long long)bar.w * vote_percent(votes->count, part->choice) / 100);
    if (bar.w > 0) {
        draw_clip(list, bar);
        draw_box(list, part->rect, part->radius, (struct paint){PAINT_SOLID, look->bar, 0}, 0, 0);
        draw_clip_end(list);
    }
    draw_count(list, part, look, votes->count, right);
}

/* Both ends of the line, in letters that let them stand beside each other. */
static void draw_call(struct draw_list *list, const struct slide_part *part, const struct slide_look *look,
                      const struct slide_votes *votes)
{
    if (!votes) {
        return;
    }
    struct rect at = part->rect;
    struct text_style call = {part->size, false, look->accent}, total = {part->size, false, look->muted};
    while (call.size > LEAST_SIZE &&
           draw_text_width(list, call, votes->call) + call.size + draw_text_width(list, total, votes->total) >
               at.w) {
        call.size = total.size -= SIZE_STEP;
    }
    int w = draw_text_width(list, total, votes->total);
    draw_text(list, rect_cut_right(&at, w), total, ALIGN_RIGHT, votes->total);
    draw_text(list, at, call, ALIGN_LEFT, votes->call);
}

static void draw_part(struct draw_list *list, const struct screen_view *view, const struct slide_part *part,
                      const struct slide_look *look, const struct slide_moment *moment, struct rect want)
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
    case SLIDE_CHOICE:
        draw_choice(list, part, look, moment->votes);
        if (moment->choice_target) {
            draw_target(list, part->rect, moment->choice_target, part->choice);
        }
        break;
    case SLIDE_CALL:
        draw_call(list, part, look, moment->votes);
        break;
    }
}

bool slide_draw(struct draw_list *list, const struct screen_view *view, const struct slide *slide,
                struct slide_sizes sizes, const struct slide_look *look, const struct slide_frame *frame,
                struct slide_moment moment, int *top_y)
{
    struct slide_layout layout = {0};
    slide_layout(slide, sizes, frame, list->measure, &layout);
    for (size_t i = 0; i < layout.count; i++) {
        if (layout.parts[i].step - slide->steps_before <= moment.step) {
            draw_part(list, view, &layout.parts[i], look, &moment, layout.parts[i].rect);
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
    small.votes_w = scaled(part->votes_w, into.w, from_w);
    small.rect.w +=
        part->kind == SLIDE_TEXT ? small.size : 0; /* letters do not shrink evenly: none is to be cut */
    return small;
}

void slide_draw_small(struct draw_list *list, const struct screen_view *view, const struct slide *slide,
                      struct slide_sizes sizes, const struct slide_look *look,
                      const struct slide_frame *frame, struct slide_moment moment, int from_w,
                      struct rect into)
{
    int times = into.w > from_w ? (into.w + from_w - 1) / from_w : 1; /* few sizes of a picture, not each */
    struct slide_layout layout = {0};
    slide_layout(slide, sizes, frame, list->measure, &layout);
    for (size_t i = 0; i < layout.count; i++) {
        if (layout.parts[i].step - slide->steps_before <= moment.step) {
            struct slide_part part = shrink(&layout.parts[i], from_w, into);
            struct rect want = moment.small_pictures ? part.rect : layout.parts[i].rect;
            want.w *= times;
            want.h *= times;
            draw_part(list, view, &part, look, &moment, want);
        }
    }
    list->failed |= layout.failed;
    slide_layout_finish(&layout);
}
