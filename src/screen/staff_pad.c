#include "screen/staff_pad.h"

#include "base/strings.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { KEY_GAP = 8, KEY_MOST_H = 112, ITEM_GAP = 12 };

static const char *keys_of(enum staff_pad_kind kind)
{
    return kind == STAFF_PAD_DIGITS ? "1234567890" : "ABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890";
}

/* Rows of keys; the last one ends with backspace and clear. */
static int rows_of(enum staff_pad_kind kind, int columns)
{
    return ((int)strlen(keys_of(kind)) + 2 + columns - 1) / columns;
}

int staff_pad_height(enum staff_pad_kind kind, int columns)
{
    return rows_of(kind, columns) * (THEME_TOUCH + KEY_GAP) - KEY_GAP;
}

void staff_pad_draw(struct draw_list *list, struct rect rect, enum staff_pad_kind kind, int columns)
{
    const char *keys = keys_of(kind);
    int count = (int)strlen(keys), rows = rows_of(kind, columns);
    int w = (rect.w - (columns - 1) * KEY_GAP) / columns, h = (rect.h - (rows - 1) * KEY_GAP) / rows;
    h = h > KEY_MOST_H ? KEY_MOST_H : h < THEME_TOUCH ? THEME_TOUCH : h;
    struct text_style style = {THEME_NUMBER, false, THEME_INK},
                      word = {columns == 3 ? THEME_STRONG : THEME_SMALL, false, THEME_INK};
    /* 1 to 9 in three rows, with 0 under the 8 */
    bool phone = kind == STAFF_PAD_DIGITS && columns == 3;
    int left = phone ? 2 : columns * rows - count;
    for (int i = 0; i < count; i++) {
        int cell = phone && i == 9 ? 10 : i;
        char label[2] = {keys[i], '\0'};
        struct rect key = {rect.x + cell % columns * (w + KEY_GAP), rect.y + cell / columns * (h + KEY_GAP),
                           w, h};
        widget_button(list, key, BUTTON_KEY, style, label, STAFF_TARGET_CHAR, keys[i]);
    }
    int clear = phone ? 9 : count, clear_cells = left / 2, back = phone ? 11 : clear + clear_cells;
    struct rect key = {rect.x + clear % columns * (w + KEY_GAP), rect.y + clear / columns * (h + KEY_GAP),
                       clear_cells * (w + KEY_GAP) - KEY_GAP, h};
    widget_button(list, key, BUTTON_KEY, word, str(STR_STAFF_CLEAR), STAFF_TARGET_CLEAR, 0);
    key.x = rect.x + back % columns * (w + KEY_GAP);
    key.w = (left - clear_cells) * (w + KEY_GAP) - KEY_GAP;
    widget_button(list, key, BUTTON_KEY, word, str(STR_STAFF_BACKSPACE), STAFF_TARGET_BACKSPACE, 0);
}

int staff_pad_letters_height(const char *letters)
{
    return *letters ? THEME_TOUCH + KEY_GAP : 0;
}

void staff_pad_draw_letters(struct draw_list *list, struct rect row, const char *letters, int page,
                            int columns)
{
    int count = (int)strlen(letters), each = count > columns ? columns - 1 : columns;
    int w = (row.w - (columns - 1) * KEY_GAP) / columns, pages = (count + each - 1) / each;
    struct rect key = {row.x, row.y + KEY_GAP, w, THEME_TOUCH};
    for (int i = pages > 0 ? page % pages * each : 0, end = i + each; i < count && i < end; i++) {
        char label[2] = {letters[i], '\0'};
        widget_button(list, key, BUTTON_KEY, (struct text_style){THEME_NUMBER, false, THEME_INK}, label,
                      STAFF_TARGET_CHAR, letters[i]);
        key.x += w + KEY_GAP;
    }
    if (pages > 1) {
        key.x = row.x + (columns - 1) * (w + KEY_GAP);
        widget_arrow(list, key, ARROW_RIGHT, true, STAFF_TARGET_LETTERS, (page + 1) % pages);
    }
}

bool staff_pad_edit(char *text, size_t size, enum staff_pad_kind kind, const struct ui_event *event)
{
    size_t len = strlen(text);
    char c = event->type == UI_CHAR                                          ? event->c
             : event->type == UI_PRESS && event->target == STAFF_TARGET_CHAR ? (char)event->argument
                                                                             : '\0';
    if (c) {
        bool fits =
            isdigit((unsigned char)c) || (kind == STAFF_PAD_ALL && (isalpha((unsigned char)c) || c == '-'));
        if (fits && len + 1 < size) {
            text[len] = (char)toupper((unsigned char)c);
            text[len + 1] = '\0';
        }
        return fits;
    }
    bool back = (event->type == UI_KEY && event->key == UI_KEY_BACKSPACE) ||
                (event->type == UI_PRESS && event->target == STAFF_TARGET_BACKSPACE);
    bool clear = (event->type == UI_KEY && event->key == UI_KEY_DELETE) ||
                 (event->type == UI_PRESS && event->target == STAFF_TARGET_CLEAR);
    if (back && len > 0) {
        text[len - 1] = '\0';
    }
    if (clear) {
        text[0] = '\0';
    }
    return back || clear;
}

void staff_pad_draw_field(struct draw_list *list, struct rect rect, bool live, const char *text,
                          const char *hint)
{
    draw_box(list, rect, 18, (struct paint){PAINT_SOLID, THEME_SURFACE, 0}, live ? 4 : 2,
             live ? THEME_PRIMARY : THEME_DOT);
    struct rect inner = rect_inset(rect, 26, 0);
    int w = 0;
    if (*text) {
        struct text_style style = {THEME_TITLE, false, THEME_INK};
        if (draw_text_width(list, style, text) > inner.w - 12) {
            style.size = THEME_SMALL;
        }
        w = draw_text(list, inner, style, ALIGN_LEFT, text) + 4;
    } else {
        struct rect words = inner;
        rect_cut_left(&words, live ? 14 : 0);
        draw_text(list, words, (struct text_style){THEME_BODY, false, THEME_MUTED}, ALIGN_LEFT, hint);
    }
    if (live) {
        draw_fill(list, (struct rect){inner.x + w, rect.y + (rect.h - 52) / 2, 4, 52}, THEME_PRIMARY);
    }
}

void staff_choice_draw(struct draw_list *list, struct rect rect, const struct staff_choice *choice,
                       int target)
{
    int columns = choice->columns, rows = (rect.h + ITEM_GAP) / (THEME_TOUCH + ITEM_GAP);
    size_t each = (size_t)(rows * columns), pages = 1;
    bool paged = choice->count > each;
    if (paged) {
        each = (size_t)((rows - 1) * columns);
        pages = (choice->count + each - 1) / each;
    }
    size_t page = (size_t)choice->page % pages, first = page * each;
    int w = (rect.w - (columns - 1) * ITEM_GAP) / columns;
    for (size_t i = 0; i < each && first + i < choice->count; i++) {
        struct rect item = {rect.x + (int)i % columns * (w + ITEM_GAP),
                            rect.y + (int)i / columns * (THEME_TOUCH + ITEM_GAP), w, THEME_TOUCH};
        widget_choice(list, item, (int)(first + i) == choice->chosen,
                      choice->label(choice->context, first + i), target, (int)(first + i));
    }
    if (paged) {
        char label[64];
        snprintf(label, sizeof label, str(STR_STAFF_NEXT_PAGE), (int)page + 1, (int)pages);
        widget_button(
            list, (struct rect){rect.x, rect.y + (rows - 1) * (THEME_TOUCH + ITEM_GAP), rect.w, THEME_TOUCH},
            BUTTON_PLAIN, (struct text_style){THEME_BODY, false, 0}, label, target + 1,
            (int)((page + 1) % pages));
    }
}
