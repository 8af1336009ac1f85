#include "screen/talk_zoom.h"

#include <stdlib.h>

enum { TAP_PX = 40 };

bool talk_zoom_is_on(const struct talk_zoom *zoom)
{
    return zoom->percent > 100;
}

static int percent_of(const struct talk_zoom *zoom)
{
    return talk_zoom_is_on(zoom) ? zoom->percent : 100;
}

struct rect talk_zoom_part(const struct talk_zoom *zoom, struct rect area)
{
    int percent = percent_of(zoom);
    if (percent == 100) {
        return area;
    }
    return (struct rect){zoom->x, zoom->y, area.w * 100 / percent, area.h * 100 / percent};
}

struct rect talk_zoom_page(const struct talk_zoom *zoom, struct rect whole)
{
    int percent = percent_of(zoom);
    if (percent == 100) {
        return whole;
    }
    return (struct rect){-zoom->x * percent / 100, -zoom->y * percent / 100, whole.w * percent / 100,
                         whole.h * percent / 100};
}

void talk_zoom_point(const struct talk_zoom *zoom, int *x, int *y)
{
    if (talk_zoom_is_on(zoom)) {
        *x = zoom->x + *x * 100 / zoom->percent;
        *y = zoom->y + *y * 100 / zoom->percent;
    }
}

static int between(int value, int least, int most)
{
    return value < least ? least : value > most ? most : value;
}

/* Nothing beyond the page is shown. */
static void hold(struct talk_zoom *zoom, struct rect area)
{
    struct rect part = talk_zoom_part(zoom, area);
    zoom->x = between(zoom->x, area.x, area.x + area.w - part.w);
    zoom->y = between(zoom->y, area.y, area.y + area.h - part.h);
}

void talk_zoom_off(struct talk_zoom *zoom)
{
    *zoom = (struct talk_zoom){0};
}

void talk_zoom_at(struct talk_zoom *zoom, struct rect area, int percent, int x, int y)
{
    int page_x = x, page_y = y, pinch = zoom->pinch_percent;
    talk_zoom_point(zoom, &page_x, &page_y);
    talk_zoom_off(zoom);
    zoom->pinch_percent = pinch;
    if (percent >= TALK_ZOOM_MIN) {
        zoom->percent = percent < TALK_ZOOM_MAX ? percent : TALK_ZOOM_MAX;
        zoom->x = page_x - x * 100 / zoom->percent;
        zoom->y = page_y - y * 100 / zoom->percent;
        hold(zoom, area);
    }
}

void talk_zoom_move(struct talk_zoom *zoom, struct rect area, int dx, int dy)
{
    zoom->x += dx * 100 / percent_of(zoom);
    zoom->y += dy * 100 / percent_of(zoom);
    hold(zoom, area);
}

/* --- one finger --- */

bool talk_zoom_down(struct talk_zoom *zoom, int x, int y)
{
    zoom->dragging = zoom->armed || talk_zoom_is_on(zoom);
    zoom->from_x = zoom->to_x = x;
    zoom->from_y = zoom->to_y = y;
    return zoom->dragging;
}

bool talk_zoom_drag(struct talk_zoom *zoom, struct rect area, int x, int y)
{
    if (!zoom->dragging) {
        return false;
    }
    if (!zoom->armed) {
        talk_zoom_move(zoom, area, zoom->to_x - x, zoom->to_y - y);
    }
    zoom->to_x = x;
    zoom->to_y = y;
    return true;
}

struct rect talk_zoom_frame(const struct talk_zoom *zoom)
{
    bool left = zoom->to_x < zoom->from_x, up = zoom->to_y < zoom->from_y;
    return zoom->armed && zoom->dragging
               ? (struct rect){left ? zoom->to_x : zoom->from_x, up ? zoom->to_y : zoom->from_y,
                               abs(zoom->to_x - zoom->from_x), abs(zoom->to_y - zoom->from_y)}
               : (struct rect){0};
}

/* The frame that was dragged out becomes as large as the area lets it; a tap instead is made its middle. */
static void choose(struct talk_zoom *zoom, struct rect area)
{
    struct rect frame = talk_zoom_frame(zoom);
    bool tap = frame.w < TAP_PX || frame.h < TAP_PX;
    int across = tap ? TALK_ZOOM_KEY : area.w * 100 / frame.w,
        down = tap ? TALK_ZOOM_KEY : area.h * 100 / frame.h;
    int x = frame.x + frame.w / 2, y = frame.y + frame.h / 2;
    talk_zoom_off(zoom);
    zoom->percent = between(across < down ? across : down, TALK_ZOOM_MIN, TALK_ZOOM_MAX);
    struct rect part = talk_zoom_part(zoom, area);
    zoom->x = x - part.w / 2;
    zoom->y = y - part.h / 2;
    hold(zoom, area);
}

bool talk_zoom_up(struct talk_zoom *zoom, struct rect area, int x, int y)
{
    if (!talk_zoom_drag(zoom, area, x, y)) {
        return false;
    }
    if (zoom->armed) {
        choose(zoom, area);
    }
    zoom->dragging = false;
    return true;
}

/* --- two --- */

void talk_zoom_pinch(struct talk_zoom *zoom, struct rect area, int percent, int x, int y)
{
    if (percent == 100 || zoom->pinch_percent == 0) {
        zoom->pinch_percent = percent_of(zoom);
    }
    talk_zoom_at(zoom, area, zoom->pinch_percent * percent / 100, x, y);
}
