/* All pages of a talk, small, to choose one. */
#include "screen/talk_state.h"

#include "screen/slide_view.h"
#include "ui/theme.h"

#include <stdio.h>

enum { MARGIN = 60, GAP = 24, LABEL_H = 44, RADIUS = 12 };
#define COLOUR_BORDER 0xFF5A4638u

struct talk_grid talk_grid(const struct screen_view *view)
{
    struct talk_grid grid = {.columns = view->canvas.portrait ? 3 : 4};
    grid.area = rect_inset((struct rect){0, 0, view->canvas.w, view->canvas.h}, MARGIN, MARGIN);
    grid.cell_w = (grid.area.w - (grid.columns - 1) * GAP) / grid.columns;
    grid.picture_h = grid.cell_w * view->canvas.h / view->canvas.w;
    grid.rows = (grid.area.h + GAP) / (grid.picture_h + LABEL_H + GAP);
    grid.rows = grid.rows > 0 ? grid.rows : 1;
    return grid;
}

static void draw_cell(struct draw_list *list, const struct screen_view *view, const struct talk_state *state,
                      const struct slide_fitted *fitted, int page, struct rect cell)
{
    const struct slide *slide = &fitted->deck.slides[page];
    bool chosen = page == state->chosen, current = page == state->page,
         full = slide->setting == SLIDE_FULL_PAGE;
    char number[48];
    struct rect label = rect_cut_bottom(&cell, LABEL_H);
    struct paint glow = {PAINT_GLOW, THEME_SLIDE_GLOW, THEME_SLIDE_BG}, black = {PAINT_SOLID, 0xFF000000u, 0};
    draw_box(list, cell, RADIUS, full ? black : glow, 0, 0);
    slide_draw_small(list, view, slide, fitted->sizes[page], &slide_look_talk, &fitted->frame,
                     (struct slide_moment){.step = SLIDE_ALL_STEPS, .small_pictures = true},
                     fitted->frame.whole.w, cell);
    draw_box(list, rect_inset(cell, -4, -4), RADIUS + 4, (struct paint){PAINT_SOLID, 0, 0}, chosen ? 8 : 2,
             chosen ? THEME_GOLD : COLOUR_BORDER);
    snprintf(number, sizeof number, current ? "▶ %d" : "%d", page + 1);
    draw_text(list, label,
              (struct text_style){THEME_SMALL, current || chosen, current ? THEME_GOLD : THEME_SLIDE_MUTED},
              ALIGN_CENTRE, number);
    draw_target(list, cell, TALK_TARGET_PAGE, page);
}

void talk_overview_draw(const struct talk_state *state, const struct screen_view *view,
                        const struct slide_fitted *fitted, struct draw_list *list)
{
    struct talk_grid grid = talk_grid(view);
    int count = (int)fitted->deck.slide_count, rows = (count + grid.columns - 1) / grid.columns;
    int first_row = state->chosen / grid.columns - grid.rows / 2;
    first_row = first_row + grid.rows > rows ? rows - grid.rows : first_row;
    first_row = first_row < 0 ? 0 : first_row;
    draw_fill(list, (struct rect){0, 0, view->canvas.w, view->canvas.h}, THEME_SLIDE_BG);
    for (int i = 0; i < grid.rows * grid.columns; i++) {
        int page = first_row * grid.columns + i;
        if (page < count) {
            struct rect cell = {grid.area.x + i % grid.columns * (grid.cell_w + GAP),
                                grid.area.y + i / grid.columns * (grid.picture_h + LABEL_H + GAP),
                                grid.cell_w, grid.picture_h + LABEL_H};
            draw_cell(list, view, state, fitted, page, cell);
        }
    }
}
