#include "sdl/replay.h"

#include "sdl/raster.h"

#include <math.h>
#include <stdlib.h>

SDL_Rect replay_px(struct rect rect, double scale)
{
    int x = (int)lround(rect.x * scale), y = (int)lround(rect.y * scale);
    int right = (int)lround((rect.x + rect.w) * scale), bottom = (int)lround((rect.y + rect.h) * scale);
    return (SDL_Rect){x, y, right - x, bottom - y};
}

static struct rect to_rect(SDL_Rect r)
{
    return (struct rect){r.x, r.y, r.w, r.h};
}

static int px_length(int design, double scale)
{
    int px = (int)lround(design * scale);
    return design > 0 && px < 1 ? 1 : px;
}

static void draw_text_command(const struct draw_list *list, const struct draw_command *command, double scale,
                              struct fonts *fonts, const struct raster *raster)
{
    const struct text_style *style = &command->u.text.style;
    const char *text = list->text + command->u.text.start;
    SDL_Rect box = replay_px(command->rect, scale);
    int top = box.y + (box.h - fonts_line_height(fonts, style->size, style->bold)) / 2;
    double pen = command->u.text.x * scale;
    struct fonts_piece piece;
    for (size_t pos = 0;
         fonts_next_piece(fonts, style->size, style->bold, text, command->u.text.len, &pos, &piece);) {
        if (piece.alpha) {
            raster_coverage(raster, (int)lround(pen) + piece.left, top + piece.top, piece.alpha, piece.width,
                            piece.height, style->colour);
        }
        pen += piece.advance;
    }
}

static void draw_image_command(const struct draw_command *command, double scale, SDL_Surface *surface,
                               SDL_Rect clip)
{
    const struct draw_image *image = &command->u.image;
    SDL_Surface *source =
        SDL_CreateRGBSurfaceWithFormatFrom((void *)(uintptr_t)image->argb, image->width, image->height, 32,
                                           image->width * 4, SDL_PIXELFORMAT_ARGB8888);
    if (!source) {
        return;
    }
    enum { ROUNDING_PX = 2 }; /* a picture made for this place may miss it by so much */
    SDL_Rect at = replay_px(command->rect, scale);
    SDL_SetClipRect(surface, &clip);
    if (abs(at.w - image->width) <= ROUNDING_PX && abs(at.h - image->height) <= ROUNDING_PX) {
        SDL_BlitSurface(source, NULL, surface, &at);
    } else {
        SDL_Surface *scaled = SDL_CreateRGBSurfaceWithFormat(0, at.w, at.h, 32, SDL_PIXELFORMAT_ARGB8888);
        if (scaled) {
            SDL_SoftStretchLinear(source, NULL, scaled, NULL);
            SDL_BlitSurface(scaled, NULL, surface, &at);
            SDL_FreeSurface(scaled);
        }
    }
    SDL_SetClipRect(surface, NULL);
    SDL_FreeSurface(source);
}

static void draw_stroke_command(const struct draw_command *command, double scale, const struct raster *raster)
{
    double points[DRAW_POINTS_MAX][2];
    for (int i = 0; i < command->u.stroke.count; i++) {
        points[i][0] = command->u.stroke.points[i].x * scale;
        points[i][1] = command->u.stroke.points[i].y * scale;
    }
    raster_stroke(raster, (const double(*)[2])points, command->u.stroke.count,
                  command->u.stroke.width * scale, command->u.stroke.colour);
}

/* Draws the commands from first on inside part_px. */
static void draw_plainly(const struct draw_list *list, size_t first, SDL_Rect part_px, double scale,
                         struct fonts *fonts, SDL_Surface *surface)
{
    SDL_Rect clip_px = part_px;
    struct raster raster = {
        .pixels = surface->pixels, .width = surface->w, .height = surface->h, .stride = surface->pitch / 4};
    for (size_t i = first; i < list->count; i++) {
        const struct draw_command *command = &list->commands[i];
        if (command->op == DRAW_CLIP) {
            clip_px = part_px;
            if (!rect_is_empty(command->rect)) {
                SDL_Rect asked = replay_px(command->rect, scale);
                SDL_IntersectRect(&asked, &part_px, &clip_px);
            }
            continue;
        }
        SDL_Rect px = replay_px(command->rect, scale), seen;
        if (!SDL_IntersectRect(&px, &clip_px, &seen)) {
            continue;
        }
        raster.clip = to_rect(seen);
        switch (command->op) {
        case DRAW_BOX:
            raster_box(&raster, to_rect(px), px_length(command->u.box.radius, scale), command->u.box.paint,
                       px_length(command->u.box.border, scale), command->u.box.border_colour);
            break;
        case DRAW_DISC:
            raster_disc(&raster, to_rect(px), command->u.disc);
            break;
        case DRAW_STROKE:
            draw_stroke_command(command, scale, &raster);
            break;
        case DRAW_TEXT:
            draw_text_command(list, command, scale, fonts, &raster);
            break;
        case DRAW_QR:
            raster_qr(&raster, to_rect(px), (const unsigned char *)list->text + command->u.qr.start,
                      command->u.qr.modules, command->u.qr.quiet);
            break;
        case DRAW_IMAGE:
            draw_image_command(command, scale, surface, seen);
            break;
        case DRAW_CLIP:
            break;
        }
    }
}

/* What a command hides wholly, whatever its round corners; empty where it is no box or one that lets through.
 */
static SDL_Rect hidden_by(const struct draw_command *command, double scale)
{
    const struct paint *paint = &command->u.box.paint;
    bool opaque = command->op == DRAW_BOX && paint->a >> 24 == 255 &&
                  (paint->kind == PAINT_SOLID || paint->b >> 24 == 255);
    if (!opaque) {
        return (SDL_Rect){0, 0, 0, 0};
    }
    SDL_Rect px = replay_px(command->rect, scale);
    int radius = px_length(command->u.box.radius, scale), border = px_length(command->u.box.border, scale);
    int inset = border + (radius > 0 ? radius * 3 / 10 + 2 : 0); /* the square in a circle, and a little */
    return (SDL_Rect){px.x + inset, px.y + inset, px.w - 2 * inset, px.h - 2 * inset};
}

/* The last command behind first that hides a good part of part_px; 0 = none does. */
static size_t find_cover(const struct draw_list *list, size_t first, SDL_Rect part_px, double scale,
                         SDL_Rect *hidden)
{
    enum { LEAST_PX = 40000 }; /* less is drawn as quickly as it is cut out */
    size_t cover = 0;
    bool clipped = false;
    for (size_t i = first; i < list->count; i++) {
        const struct draw_command *command = &list->commands[i];
        SDL_Rect px = hidden_by(command, scale), seen;
        if (command->op == DRAW_CLIP) {
            clipped = !rect_is_empty(command->rect);
        } else if (i > first && !clipped && SDL_IntersectRect(&px, &part_px, &seen) &&
                   seen.w * seen.h >= LEAST_PX && seen.w * seen.h >= part_px.w * part_px.h / 4) {
            cover = i;
            *hidden = seen;
        }
    }
    return cover;
}

/* Leaves out what is hidden later on: where a box covers part of it, the rest is drawn around the box. */
static void draw_part(const struct draw_list *list, size_t first, SDL_Rect part, double scale,
                      struct fonts *fonts, SDL_Surface *surface)
{
    SDL_Rect in;
    size_t cover = SDL_RectEmpty(&part) ? 0 : find_cover(list, first, part, scale, &in);
    if (cover == 0) {
        draw_plainly(list, first, part, scale, fonts, surface);
        return;
    }
    int right = in.x + in.w, bottom = in.y + in.h;
    const SDL_Rect around[] = {{part.x, part.y, part.w, in.y - part.y},
                               {part.x, in.y, in.x - part.x, in.h},
                               {right, in.y, part.x + part.w - right, in.h},
                               {part.x, bottom, part.w, part.y + part.h - bottom}};
    for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
        if (!SDL_RectEmpty(&around[i])) {
            draw_part(list, first, around[i], scale, fonts, surface);
        }
    }
    draw_part(list, cover, in, scale, fonts, surface);
}

void replay_draw(const struct draw_list *list, size_t first, struct rect part, double scale,
                 struct fonts *fonts, SDL_Surface *surface)
{
    SDL_Rect whole = {0, 0, surface->w, surface->h}, part_px = replay_px(part, scale);
    if (SDL_IntersectRect(&part_px, &whole, &part_px)) {
        draw_part(list, first, part_px, scale, fonts, surface);
    }
}
