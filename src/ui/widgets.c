#include "ui/widgets.h"

#include "text/lines.h"
#include "ui/theme.h"

static struct paint solid(uint32_t colour)
{
    return (struct paint){PAINT_SOLID, colour, 0};
}

void widget_card(struct draw_list *list, struct rect rect)
{
    draw_box(list, rect, THEME_RADIUS, solid(THEME_SURFACE), 2, THEME_LINE);
}

void widget_edge(struct draw_list *list, struct rect box, int radius, int width, uint32_t colour)
{
    draw_clip(list, (struct rect){box.x, box.y, width, box.h});
    draw_box(list, box, radius, solid(colour), 0, 0);
    draw_clip_end(list);
}

static const struct {
    uint32_t back, ink;
} chip_looks[] = {
    [CHIP_GOLD] = {THEME_GOLD_SOFT, THEME_GOLD_INK},
    [CHIP_LIVE] = {THEME_PRIMARY, THEME_ON_PRIMARY},
    [CHIP_MUTE] = {THEME_MUTE, THEME_MUTED},
    [CHIP_OK] = {THEME_OK_SOFT, THEME_OK},
};

enum { CHIP_PAD = 20, CHIP_H = 46, BUTTON_PAD = 40 };

static struct text_style chip_style(enum chip_look look)
{
    return (struct text_style){THEME_SMALL, false, chip_looks[look].ink};
}

int widget_chip_width(const struct draw_list *list, const char *text)
{
    return draw_text_width(list, chip_style(CHIP_GOLD), text) + 2 * CHIP_PAD;
}

int widget_chip(struct draw_list *list, int x, int centre_y, enum chip_look look, const char *text)
{
    struct rect rect = {x, centre_y - CHIP_H / 2, widget_chip_width(list, text), CHIP_H};
    draw_box(list, rect, CHIP_H / 2, solid(chip_looks[look].back), 0, 0);
    draw_text(list, rect, chip_style(look), ALIGN_CENTRE, text);
    return rect.w;
}

int widget_button_width(const struct draw_list *list, const char *text)
{
    return draw_text_width(list, (struct text_style){THEME_STRONG, false, 0}, text) + 2 * BUTTON_PAD;
}

void widget_button(struct draw_list *list, struct rect rect, enum button_look look, struct text_style style,
                   const char *text, int target, int argument)
{
    if (look == BUTTON_PRIMARY) {
        draw_box(list, rect, 18, solid(THEME_PRIMARY), 0, 0);
        style.colour = THEME_ON_PRIMARY;
    } else if (look == BUTTON_PLAIN) {
        draw_box(list, rect, 18, solid(THEME_SURFACE), 3, THEME_PRIMARY);
        style.colour = THEME_PRIMARY;
    } else {
        draw_box(list, rect, 22, solid(THEME_SURFACE), 2, THEME_LINE);
    }
    draw_text(list, rect_inset(rect, 8, 0), style, ALIGN_CENTRE, text);
    draw_target(list, rect, target, argument);
}

void widget_choice(struct draw_list *list, struct rect rect, bool on, const char *text, int target,
                   int argument)
{
    static const int sizes[] = {THEME_BODY, THEME_SMALL, THEME_TINY, 0};
    enum { TICK_W = 26, TICK_SPACE = 10, PAD = 10, NARROW = 180 };
    int room = rect.w - 2 * PAD, marked = room - TICK_W - TICK_SPACE;
    struct text_style style = {0, on, on ? THEME_PRIMARY : THEME_INK};
    /* the same, chosen or not, and in a row of narrow ones the same for all */
    style.size = text_fit_size(list->measure, rect.w < NARROW ? sizes + 1 : sizes, true, text, marked, 1);
    draw_box(list, rect, 18, solid(on ? THEME_PRIMARY_SOFT : THEME_SURFACE), on ? 4 : 2,
             on ? THEME_PRIMARY : THEME_DOT);
    int w = draw_text_width(list, style, text);
    if (on && w <= marked) {
        int x = rect.x + (rect.w - w - TICK_W - TICK_SPACE) / 2;
        widget_tick(list, (struct rect){x, rect.y + rect.h / 2 - 10, TICK_W, 20}, 5, THEME_PRIMARY);
        draw_text(list, (struct rect){x + TICK_W + TICK_SPACE, rect.y, w + 2, rect.h}, style, ALIGN_LEFT,
                  text);
    } else {
        draw_text(list, rect_inset(rect, PAD, 0), style, ALIGN_CENTRE, text);
    }
    draw_target(list, rect, target, argument);
}

void widget_arrow(struct draw_list *list, struct rect rect, enum arrow_direction direction, bool live,
                  int target, int argument)
{
    enum { LONG = 16, SHORT = 9 };
    bool upright = direction == ARROW_UP || direction == ARROW_DOWN;
    int tip = direction == ARROW_LEFT || direction == ARROW_UP ? -SHORT : SHORT;
    int x = rect.x + rect.w / 2, y = rect.y + rect.h / 2;
    const int level[][2] = {{x - tip, y - LONG}, {x + tip, y}, {x - tip, y + LONG}};
    const int steep[][2] = {{x - LONG, y - tip}, {x, y + tip}, {x + LONG, y - tip}};
    draw_box(list, rect, 18, solid(THEME_SURFACE), 2, THEME_LINE);
    draw_stroke(list, upright ? steep : level, 3, 6, live ? THEME_PRIMARY : THEME_DOT);
    if (live) {
        draw_target(list, rect, target, argument);
    }
}

void widget_close(struct draw_list *list, struct rect rect, int target)
{
    int x = rect.x + rect.w / 2, y = rect.y + rect.h / 2;
    draw_disc(list, x, y, 32, THEME_MUTE);
    widget_cross(list, (struct rect){x - 11, y - 11, 22, 22}, 5, THEME_INK);
    draw_target(list, rect, target, 0);
}

void widget_warning(struct draw_list *list, int centre_x, int centre_y, int radius, uint32_t colour)
{
    struct rect box = {centre_x - radius, centre_y - radius, 2 * radius, 2 * radius};
    draw_disc(list, centre_x, centre_y, radius, colour);
    draw_fill(list, (struct rect){centre_x - 3, box.y + radius * 4 / 10, 6, radius * 8 / 10}, THEME_SURFACE);
    draw_disc(list, centre_x, centre_y + radius / 2, 4, THEME_SURFACE);
}

void widget_track(struct draw_list *list, struct rect rect, uint32_t back, uint32_t front, int part,
                  int whole)
{
    draw_box(list, rect, rect.h / 2, solid(back), 0, 0);
    if (whole <= 0 || part <= 0) {
        return;
    }
    struct rect filled = rect;
    filled.w = part >= whole ? rect.w : (int)((long long)rect.w * part / whole);
    if (filled.w < rect.h) {
        filled.w = rect.h;
    }
    draw_box(list, filled, rect.h / 2, solid(front), 0, 0);
}

void widget_tick(struct draw_list *list, struct rect rect, int width, uint32_t colour)
{
    const int points[][2] = {{rect.x, rect.y + rect.h * 55 / 100},
                             {rect.x + rect.w * 36 / 100, rect.y + rect.h * 9 / 10},
                             {rect.x + rect.w, rect.y + rect.h / 10}};
    draw_stroke(list, points, 3, width, colour);
}

void widget_cross(struct draw_list *list, struct rect rect, int width, uint32_t colour)
{
    const int down[][2] = {{rect.x, rect.y}, {rect.x + rect.w, rect.y + rect.h}};
    const int up[][2] = {{rect.x, rect.y + rect.h}, {rect.x + rect.w, rect.y}};
    draw_stroke(list, down, 2, width, colour);
    draw_stroke(list, up, 2, width, colour);
}
