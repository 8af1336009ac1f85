#include "screen/frame.h"
#include "screen/screen.h"

#include "base/buf.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "ui/theme.h"

#include <stdio.h>
#include <string.h>

enum { ROW_H = 58, LABEL_W = 240, GLYPHS_SHOWN = 40 };

/* The characters of the event that no face has: "□ U+2A6D6  □ U+2B740". Returns how many there are. */
static int missing_glyphs(const struct screen_view *view, struct buf *out)
{
    const char *text = view->board->characters ? view->board->characters : "";
    size_t len = strlen(text);
    int count = 0;
    for (size_t pos = 0; pos < len;) {
        size_t start = pos;
        uint32_t c = utf8_next(text, len, &pos);
        if (c == UTF8_INVALID || view->measure->covers(view->measure->context, c)) {
            continue;
        }
        if (count++ < GLYPHS_SHOWN) {
            buf_printf(out, "%s%.*s U+%04X", out->len ? "   " : "", (int)(pos - start), text + start,
                       (unsigned)c);
        }
    }
    return count;
}

static void put_row(struct draw_list *list, struct rect *rest, const char *label, const char *value)
{
    struct rect row = rect_cut_top(rest, ROW_H);
    draw_text(list, rect_cut_left(&row, LABEL_W), (struct text_style){THEME_STRONG, false, THEME_MUTED},
              ALIGN_LEFT, label);
    draw_text(list, row, (struct text_style){THEME_STRONG, false, THEME_INK}, ALIGN_LEFT, value);
}

static const char *store_words(const struct screen_view *view)
{
    switch (view->store_state) {
    case STORE_STATE_WHOLE:
        return str(STR_DEVICE_STORE_WHOLE);
    case STORE_STATE_DAMAGED:
        return str(STR_SIGN_IN_STOPPED);
    case STORE_STATE_CHECKING:
        break;
    }
    return str(STR_DEVICE_STORE_CHECKING);
}

static void device_draw(const void *state, const struct screen_view *view, struct draw_list *list)
{
    (void)state;
    const struct board *board = view->board;
    struct rect main = frame_draw(list, view, SCREEN_DEVICE);
    draw_box(list, main, THEME_RADIUS, (struct paint){PAINT_SOLID, THEME_SURFACE, 0}, 2, THEME_LINE);
    struct rect rest = rect_inset(main, 56, 44);
    draw_text(list, rect_cut_top(&rest, 84), (struct text_style){THEME_HERO, true, THEME_INK}, ALIGN_LEFT,
              str(STR_DEVICE_TITLE));
    rect_cut_top(&rest, 20);
    char text[400];
    put_row(list, &rest, str(STR_DEVICE_STATION),
            *board->station_name ? board->station_name : str(STR_DEVICE_STATION_NONE));
    put_row(list, &rest, str(STR_FIELD_VENUE),
            *board->station_venue ? board->station_venue : str(STR_DEVICE_VENUE_ALL));
    put_row(list, &rest, str(STR_DEVICE_STORE), store_words(view));
    int signed_in = 0, unknown = 0;
    for (size_t i = 0; i < board->programme.count; i++) {
        signed_in += tally_signed_in(&board->tallies[i]);
        unknown += board->tallies[i].unknown;
    }
    snprintf(text, sizeof text, str(STR_DEVICE_COUNTS), (int)board->programme.count, signed_in, unknown);
    put_row(list, &rest, str(STR_DEVICE_RECORDS), text);

    struct buf glyphs = {0};
    int missing = missing_glyphs(view, &glyphs);
    snprintf(text, sizeof text, str(missing ? STR_DEVICE_GLYPHS_MISSING : STR_DEVICE_GLYPHS_FINE), missing);
    put_row(list, &rest, str(STR_DEVICE_GLYPHS), text);
    if (missing) {
        rect_cut_left(&rest, view->canvas.portrait ? 0 : LABEL_W);
        rect_cut_top(&rest, draw_text_lines(list, rest, (struct text_style){THEME_NUMBER, false, THEME_INK},
                                            ALIGN_LEFT, 54, 6, buf_text(&glyphs)) +
                                12);
        draw_text_lines(list, rest, (struct text_style){THEME_SMALL, false, THEME_MUTED}, ALIGN_LEFT, 40, 2,
                        str(STR_DEVICE_GLYPHS_HINT));
    }
    buf_finish(&glyphs);
}

const struct screen_ops device_screen = {.name = "device", .draw = device_draw};
