#include "screen/staff_register.h"

#include "base/strings.h"
#include "base/utf8.h"
#include "screen/staff_frame.h"
#include "screen/staff_pad.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <stdio.h>
#include <string.h>

enum register_target {
    TARGET_CLOSE = 700,
    TARGET_KIND,    /* argument: by badge */
    TARGET_SCANNED, /* argument: row of the sheet */
    TARGET_CONFIRM,
    TARGET_UNIT, /* argument: index; the next one turns its page */
    TARGET_UNIT_PAGE
};

enum { PAD = 24, GAP = 12, PAD_W = 616, SCANNED_SHOWN = 2, CONFIRM_H = 100, PAD_COLUMNS = 6 };

void staff_register_open(struct staff_register *form)
{
    *form = (struct staff_register){.open = true};
}

static const struct sheet_unit *unit_of(const struct staff_register *form, const struct screen_view *view)
{
    const struct sheet *sheet = staff_frame_sheet(view);
    bool chosen = sheet && form->unit > 0 && (size_t)form->unit <= sheet->unit_count;
    return chosen ? &sheet->units[form->unit - 1] : NULL;
}

static void confirm(const struct staff_register *form, const struct screen_view *view)
{
    if (!*form->number) {
        return;
    }
    const struct sheet_unit *unit = unit_of(form, view);
    struct staff_request request = staff_frame_request(view, STAFF_REGISTER);
    utf8_copy(form->by_badge ? request.badge : request.code, BADGE_TEXT_SIZE, form->number);
    snprintf(request.name, sizeof request.name, str(STR_STAFF_WALK_IN_NAME), form->number);
    utf8_copy(request.unit, sizeof request.unit, unit ? unit->name : "");
    utf8_copy(request.reason, sizeof request.reason, str(STR_REASON_SEEN));
    staff_frame_do(view, &request);
}

static void take_scanned(struct staff_register *form, const struct screen_view *view, size_t index)
{
    const struct sheet *sheet = staff_frame_sheet(view);
    if (sheet && index < sheet->row_count) {
        utf8_copy(form->number, sizeof form->number, sheet->rows[index].badge);
        form->by_badge = true;
    }
}

bool staff_register_handle(struct staff_register *form, const struct screen_view *view,
                           const struct ui_event *event)
{
    if (staff_pad_edit(form->number, sizeof form->number, STAFF_PAD_ALL, event)) {
        return true;
    }
    if (event->type == UI_KEY && event->key == UI_KEY_ENTER) {
        confirm(form, view);
        return true;
    }
    if (event->type == UI_KEY && event->key == UI_KEY_ESCAPE) {
        form->open = false;
        return true;
    }
    if (event->type != UI_PRESS) {
        return false;
    }
    switch (event->target) {
    case TARGET_CLOSE:
        form->open = false;
        return true;
    case TARGET_KIND:
        form->by_badge = event->argument;
        return true;
    case TARGET_SCANNED:
        take_scanned(form, view, (size_t)event->argument);
        return true;
    case TARGET_CONFIRM:
        confirm(form, view);
        return true;
    case TARGET_UNIT:
        form->unit = form->unit == event->argument + 1 ? 0 : event->argument + 1;
        return true;
    case STAFF_TARGET_LETTERS:
        form->letters_page = event->argument;
        return true;
    case TARGET_UNIT_PAGE:
        form->page = event->argument;
        return true;
    default:
        return false;
    }
}

static const char *unit_label(const void *context, size_t index)
{
    const struct sheet *sheet = context;
    return *sheet->units[index].name ? sheet->units[index].name : str(STR_STAFF_NO_UNIT);
}

static struct rect cell(struct rect row, int index, int count)
{
    int w = (row.w - (count - 1) * GAP) / count;
    return (struct rect){row.x + index * (w + GAP), row.y, w, row.h};
}

/* The unknown badges that were scanned last: one press instead of typing. */
static void draw_scanned(struct draw_list *list, const struct sheet *sheet, const struct staff_register *form,
                         struct rect row)
{
    int shown = 0;
    for (size_t i = sheet ? sheet->row_count : 0; i-- > 0 && shown < SCANNED_SHOWN;) {
        if (sheet->rows[i].status == SHEET_UNKNOWN) {
            widget_choice(list, cell(row, shown++, SCANNED_SHOWN),
                          strcmp(sheet->rows[i].badge, form->number) == 0, sheet->rows[i].badge,
                          TARGET_SCANNED, (int)i);
        }
    }
    if (shown == 0) {
        draw_text(list, row, (struct text_style){THEME_SMALL, false, THEME_MUTED}, ALIGN_LEFT,
                  str(STR_STAFF_NO_UNKNOWN));
    }
}

static void draw_number(struct draw_list *list, const struct screen_view *view,
                        const struct staff_register *form, struct rect area)
{
    const struct sheet *sheet = staff_frame_sheet(view);
    struct rect row = rect_cut_top(&area, THEME_TOUCH);
    widget_choice(list, cell(row, 0, 2), !form->by_badge, str(STR_STAFF_BY_NUMBER), TARGET_KIND, 0);
    widget_choice(list, cell(row, 1, 2), form->by_badge, str(STR_STAFF_BY_BADGE), TARGET_KIND, 1);
    rect_cut_top(&area, GAP);
    staff_pad_draw_field(list, rect_cut_top(&area, THEME_TOUCH), true, form->number,
                         str(form->by_badge ? STR_STAFF_BADGE_HINT : STR_STAFF_NUMBER_HINT));
    rect_cut_top(&area, GAP);
    draw_scanned(list, sheet, form, rect_cut_top(&area, THEME_TOUCH));
    rect_cut_top(&area, GAP);
    int h = staff_pad_height(STAFF_PAD_DIGITS, PAD_COLUMNS);
    staff_pad_draw(list, rect_cut_top(&area, h), STAFF_PAD_DIGITS, PAD_COLUMNS);
    staff_pad_draw_letters(list, area, view->board->keypad_letters, form->letters_page, PAD_COLUMNS);
}

static void draw_unit(struct draw_list *list, const struct screen_view *view,
                      const struct staff_register *form, struct rect area)
{
    const struct sheet *sheet = staff_frame_sheet(view);
    draw_text(list, rect_cut_top(&area, 48), (struct text_style){THEME_BODY, false, THEME_MUTED}, ALIGN_LEFT,
              str(STR_STAFF_CHOOSE_UNIT));
    struct staff_choice choice = {.count = sheet ? sheet->unit_count : 0,
                                  .label = unit_label,
                                  .context = sheet,
                                  .chosen = form->unit - 1,
                                  .page = form->page,
                                  .columns = 2};
    staff_choice_draw(list, area, &choice, TARGET_UNIT);
}

void staff_register_draw(struct draw_list *list, const struct screen_view *view,
                         const struct staff_register *form, struct rect area)
{
    bool live = *form->number && !view->staff->busy;
    widget_card(list, area);
    struct rect inner = rect_inset(area, PAD, PAD);
    struct rect head = rect_cut_top(&inner, THEME_TOUCH);
    widget_close(list, rect_cut_right(&head, THEME_TOUCH), TARGET_CLOSE);
    struct rect title = rect_inset(head, 12, 0);
    draw_text(list, rect_cut_top(&title, 50), (struct text_style){THEME_NUMBER, true, THEME_INK}, ALIGN_LEFT,
              str(STR_STAFF_REGISTER));
    draw_text(list, title, (struct text_style){THEME_SMALL, false, THEME_MUTED}, ALIGN_LEFT,
              str(STR_STAFF_REGISTER_HINT));
    rect_cut_top(&inner, GAP);
    widget_button(list, rect_cut_bottom(&inner, CONFIRM_H), live ? BUTTON_PRIMARY : BUTTON_KEY,
                  (struct text_style){THEME_NUMBER, true, THEME_MUTED},
                  str(view->staff->busy ? STR_STAFF_SAVING : STR_STAFF_CONFIRM_REGISTER), TARGET_CONFIRM, 0);
    rect_cut_bottom(&inner, GAP);
    if (view->canvas.portrait) {
        int pad_h = staff_pad_height(STAFF_PAD_DIGITS, PAD_COLUMNS) +
                    staff_pad_letters_height(view->board->keypad_letters);
        draw_number(list, view, form, rect_cut_top(&inner, 3 * (THEME_TOUCH + GAP) + pad_h));
        rect_cut_top(&inner, GAP);
        draw_unit(list, view, form, inner);
        return;
    }
    draw_number(list, view, form, rect_cut_left(&inner, PAD_W));
    rect_cut_left(&inner, STAFF_GAP);
    draw_unit(list, view, form, inner);
}
